"""Where a deliverable stood on a day: only what was dated by then counts, and what was corrected never does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plan.rules import DuePeriod, Precision, ProgressStatus, QuarterReading, Rag
from tracker.plan.rules_standing import (
    due_in_force,
    latest,
    milestone_percents_at,
    open_request,
    standing_at,
    updates_that_stand,
)

BEGAN = date(2024, 4, 1)


@dataclass(frozen=True)
class Someone:
    name: str


@dataclass(frozen=True)
class ADetail:
    effective_on: date = BEGAN
    action: str = "Refit the custody suite"
    priority_id: int = 1
    objective_id: int | None = None
    owner_id: int = 1
    owner: Someone = Someone("Olive Ashdown")
    starts_on: date | None = None
    position: int = 1


@dataclass(frozen=True)
class AnAnswer:
    accepted: bool
    decided_on: date


@dataclass(frozen=True)
class ADue:
    number: int = 1
    text: str = "March 2025"
    starts: date = date(2025, 3, 1)
    ends: date = date(2025, 3, 31)
    precision: Precision = Precision.MONTH
    reading: QuarterReading | None = None
    requested_on: date = BEGAN
    decision: AnAnswer | None = None


@dataclass(frozen=True)
class AMark:
    milestone_id: int
    percent: int


@dataclass(frozen=True)
class AnUpdate:
    id: int
    effective_on: date
    percent: int = 40
    status: ProgressStatus = ProgressStatus.IN_PROGRESS
    completed_on: date | None = None
    note: str | None = None
    supersedes_id: int | None = None
    milestone_marks: tuple[AMark, ...] = ()


@dataclass(frozen=True)
class ByHand:
    effective_on: date
    rag: Rag | None
    reason: str = "A supplier failed"


@dataclass(frozen=True)
class AStep:
    id: int
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class AHistory:
    began_on: date = BEGAN
    details: tuple[ADetail, ...] = (ADetail(),)
    due_dates: tuple[ADue, ...] = (ADue(),)
    updates: tuple[AnUpdate, ...] = ()
    overrides: tuple[ByHand, ...] = ()
    milestones: tuple[AStep, ...] = field(default=())


def day(number: int) -> date:
    return BEGAN + timedelta(days=number)


days = st.integers(0, 30).map(day)


@st.composite
def histories(draw: st.DrawFn) -> AHistory:
    """Any history the commands can make: each list in the order of its days, corrections of what stands."""
    details = [
        ADetail(effective_on=when, action=f"Wording {place}", priority_id=draw(st.integers(1, 3)), owner_id=place)
        for place, when in enumerate(sorted(draw(st.lists(days, max_size=4))))
    ]
    overrides = [
        ByHand(when, draw(st.sampled_from([None, Rag.RED, Rag.GREEN])))
        for when in sorted(draw(st.lists(days, max_size=3)))
    ]
    return AHistory(
        details=(ADetail(), *details),
        due_dates=draw(due_histories()),
        updates=draw(update_histories()),
        overrides=tuple(overrides),
    )


@st.composite
def due_histories(draw: st.DrawFn) -> tuple[ADue, ...]:
    """The original and requests one after the other, the last perhaps unanswered."""
    dues, when = [ADue()], 0
    for number in range(2, 2 + draw(st.integers(0, 3))):
        asked = when + draw(st.integers(0, 6))
        when = asked + draw(st.integers(0, 6))
        answer = AnAnswer(draw(st.booleans()), day(when))
        dues.append(ADue(number=number, text=f"Date {number}", requested_on=day(asked), decision=answer))
    if len(dues) > 1 and draw(st.booleans()):
        dues[-1] = replace(dues[-1], decision=None)
    return tuple(dues)


@st.composite
def update_histories(draw: st.DrawFn) -> tuple[AnUpdate, ...]:
    updates: list[AnUpdate] = []
    for number in range(1, 1 + draw(st.integers(0, 7))):
        standing = updates_that_stand(updates)
        corrects = draw(st.sampled_from([None, *(update.id for update in standing)]))
        done = draw(st.booleans())
        updates.append(
            AnUpdate(
                id=number,
                effective_on=draw(days),
                percent=100 if done else draw(st.integers(0, 99)),
                status=ProgressStatus.COMPLETE if done else ProgressStatus.IN_PROGRESS,
                completed_on=BEGAN if done else None,
                supersedes_id=corrects,
            )
        )
    return tuple(sorted(updates, key=lambda update: (update.effective_on, update.id)))


def known_by(history: AHistory, last: date) -> AHistory:
    """The history with everything dated later cut away, corrected updates first."""
    standing = [replace(update, supersedes_id=None) for update in updates_that_stand(history.updates)]
    return AHistory(
        began_on=history.began_on,
        details=tuple(detail for detail in history.details if detail.effective_on <= last),
        due_dates=tuple(
            due if due.decision and due.decision.decided_on <= last else replace(due, decision=None)
            for due in history.due_dates
            if due.requested_on <= last
        ),
        # Numbered anew, so that their order is all that is left of the corrections.
        updates=tuple(
            replace(update, id=place) for place, update in enumerate(standing) if update.effective_on <= last
        ),
        overrides=tuple(override for override in history.overrides if override.effective_on <= last),
    )


@given(histories(), days)
def test_what_is_dated_later_does_not_change_where_it_stood(history: AHistory, last: date) -> None:
    assert standing_at(history, last) == standing_at(known_by(history, last), date.max)


@given(histories(), days)
def test_an_update_that_was_corrected_counts_nowhere(history: AHistory, last: date) -> None:
    corrected = {update.supersedes_id for update in history.updates}
    changed = tuple(
        replace(each, percent=3, note="Wrong") if each.id in corrected else each for each in history.updates
    )
    assert standing_at(replace(history, updates=changed), last) == standing_at(history, last)


@given(histories())
def test_every_update_stands_or_was_corrected_exactly_once(history: AHistory) -> None:
    standing = [update.id for update in updates_that_stand(history.updates)]
    corrected = [update.supersedes_id for update in history.updates if update.supersedes_id is not None]
    assert sorted(standing + corrected) == sorted(update.id for update in history.updates)


@given(histories(), days)
def test_the_original_due_date_is_the_same_on_every_day(history: AHistory, last: date) -> None:
    standing = standing_at(history, last)
    assert standing is not None
    assert standing.original_due == DuePeriod("March 2025", date(2025, 3, 1), date(2025, 3, 31), Precision.MONTH)


@given(histories(), days)
def test_a_day_of_completion_is_known_exactly_of_complete_work(history: AHistory, last: date) -> None:
    standing = standing_at(history, last)
    assert standing is not None
    is_complete = standing.status is ProgressStatus.COMPLETE
    assert is_complete == (standing.first_complete_on is not None) == (standing.completed_on is not None)
    assert standing.first_complete_on is None or standing.first_complete_on <= last


def test_before_it_is_on_the_record_it_stood_nowhere() -> None:
    assert standing_at(AHistory(), day(-1)) is None
    assert standing_at(AHistory(), day(0)) is not None


def test_without_an_update_it_has_not_started_and_was_not_updated() -> None:
    standing = standing_at(AHistory(), day(5))
    assert standing is not None
    assert (standing.status, standing.percent, standing.updated_on) == (ProgressStatus.NOT_STARTED, 0, None)
    assert (standing.note, standing.completed_on, standing.first_complete_on) == (None, None, None)


def test_of_two_updates_on_one_day_the_last_recorded_stands() -> None:
    history = AHistory(updates=(AnUpdate(1, day(3), percent=20), AnUpdate(2, day(3), percent=30)))
    standing = standing_at(history, day(3))
    assert standing is not None
    assert standing.percent == 30


def test_a_correction_of_the_first_update_of_a_day_does_not_overtake_the_second() -> None:
    first, second = AnUpdate(1, day(3), percent=20), AnUpdate(2, day(3), percent=30)
    correction = AnUpdate(3, day(3), percent=25, supersedes_id=1)
    again = AnUpdate(4, day(3), percent=26, supersedes_id=3)
    assert [update.id for update in updates_that_stand((first, second, correction, again))] == [4, 2]


def test_a_correction_to_another_day_is_judged_by_its_own_day() -> None:
    history = AHistory(updates=(AnUpdate(1, day(3), percent=20), AnUpdate(2, day(9), percent=20, supersedes_id=1)))
    before, after = standing_at(history, day(5)), standing_at(history, day(9))
    assert before is not None
    assert after is not None
    assert (before.updated_on, after.updated_on) == (None, day(9))


def test_work_completed_again_after_it_was_reopened_is_complete_since_the_second_time() -> None:
    history = AHistory(
        updates=(
            AnUpdate(1, day(1), percent=100, status=ProgressStatus.COMPLETE, completed_on=day(0)),
            AnUpdate(2, day(5), percent=80),
            AnUpdate(3, day(9), percent=100, status=ProgressStatus.COMPLETE, completed_on=day(8)),
        )
    )
    found = [standing_at(history, day(number)) for number in (1, 5, 9)]
    assert [standing and standing.first_complete_on for standing in found] == [day(1), None, day(9)]


@pytest.mark.parametrize(
    ("answer", "asked_on_day_5", "in_force_on_day_9"),
    [
        (None, True, 1),
        (AnAnswer(True, day(9)), True, 2),
        (AnAnswer(False, day(9)), True, 1),
        (AnAnswer(True, day(4)), False, 2),
    ],
)
def test_a_new_due_date_stands_from_the_day_it_is_accepted(
    answer: AnAnswer | None, asked_on_day_5: bool, in_force_on_day_9: int
) -> None:
    dues = (ADue(), ADue(number=2, text="May 2025", requested_on=day(4), decision=answer))
    assert (open_request(dues, day(5)) is not None) is asked_on_day_5
    assert open_request(dues, day(3)) is None
    assert due_in_force(dues, day(9)).number == in_force_on_day_9
    standing = standing_at(AHistory(due_dates=dues), day(9))
    assert standing is not None
    assert standing.due_number == in_force_on_day_9
    assert standing.due_changed_on == (answer.decided_on if answer and answer.accepted else None)


def test_a_rating_given_back_to_the_rules_is_no_longer_set_by_hand() -> None:
    history = AHistory(overrides=(ByHand(day(2), Rag.RED), ByHand(day(6), None, "Solved")))
    set_by_hand, given_back = standing_at(history, day(5)), standing_at(history, day(6))
    assert set_by_hand is not None
    assert given_back is not None
    assert (set_by_hand.override, set_by_hand.override_reason) == (Rag.RED, "A supplier failed")
    assert (given_back.override, given_back.override_reason) == (None, None)


def test_a_milestone_keeps_its_percentage_until_an_update_speaks_of_it_again() -> None:
    history = AHistory(
        milestones=(AStep(1), AStep(2), AStep(3, withdrawn_on=day(6))),
        updates=(
            AnUpdate(1, day(2), milestone_marks=(AMark(1, 10), AMark(2, 20), AMark(3, 30))),
            AnUpdate(2, day(4)),
            AnUpdate(3, day(5), milestone_marks=(AMark(1, 50),)),
            AnUpdate(4, day(5), milestone_marks=(AMark(1, 60),), supersedes_id=3),
        ),
    )
    assert milestone_percents_at(history, day(1)) == {1: 0, 2: 0, 3: 0}
    assert milestone_percents_at(history, day(5)) == {1: 60, 2: 20, 3: 30}
    assert milestone_percents_at(history, day(6)) == {1: 60, 2: 20}


def test_of_two_changes_on_one_day_the_last_recorded_stands() -> None:
    history = AHistory(details=(ADetail(), ADetail(day(3), "First"), ADetail(day(3), "Second")))
    standing = standing_at(history, day(3))
    assert standing is not None
    assert standing.action == "Second"


def test_nothing_is_the_latest_of_what_is_yet_to_come() -> None:
    assert latest((ADetail(effective_on=day(3)),), day(2)) is None
