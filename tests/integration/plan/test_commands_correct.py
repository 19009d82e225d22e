"""A correction takes the place of the wrong update, which stays in the history and counts nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, reload, report
from tracker.access import SYSTEM, Actor
from tracker.audit.rules import Event
from tracker.errors import NotFound, Stale
from tracker.plan.commands_close import Complete, Reopen, Stop, complete, reopen, stop
from tracker.plan.commands_correct import CorrectProgress, correct_progress
from tracker.plan.commands_milestones import MilestoneLine, SetMilestones, set_milestones
from tracker.plan.models import Deliverable, ProgressUpdate
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_changes import (
    AlreadyCorrected,
    ClosedAtThatPercent,
    ClosingUpdateStands,
    DayAfterTheNextUpdate,
    NextUpdateIsLower,
    OnlyTheLeadCompletes,
    OnlyTheLeadCorrectsCompletion,
    ReopenInstead,
    UnknownMilestone,
)
from tracker.plan.rules_refusals import (
    CompletionDateMissing,
    CorrectionNeedsReason,
    DayBeforeTheLastUpdate,
    DayInTheFuture,
    LaterUpdatesStand,
    PercentIsComputed,
)
from tracker.plan.rules_standing import standing_at, updates_that_stand

FIRST = date(2024, 6, 28)
SECOND = date(2024, 7, 31)
THIRD = date(2024, 8, 30)


def as_it_was(deliverable: Deliverable, update: ProgressUpdate) -> CorrectProgress:
    """The form as it opens, with a reason."""
    return CorrectProgress(
        version=deliverable.version,
        update_id=update.id,
        percent=update.percent,
        status=update.status,
        effective_on=update.effective_on,
        note=update.note,
        completed_on=update.completed_on,
        reason="Typing error",
    )


def correct(session: Session, deliverable: Deliverable, command: CorrectProgress, by: Actor = SYSTEM) -> ProgressUpdate:
    return correct_progress(session, deliverable, command, by=by, on=TODAY)


@pytest.fixture
def updates(session: Session, deliverable: Deliverable) -> list[ProgressUpdate]:
    """20% in June, 40% in July, 60% in August."""
    days = ((20, FIRST), (40, SECOND), (60, THIRD))
    return [report(session, deliverable, percent, day, note=f"{percent}% done") for percent, day in days]


def test_the_wrong_update_stays_and_counts_nowhere(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate], cast: Cast
) -> None:
    command = replace(as_it_was(deliverable, updates[1]), percent=45, note="45% done")
    correct(session, deliverable, command, as_actor(cast.officer))
    found = reload(session, deliverable)
    assert [(each.percent, each.author) for each in found.updates if each.effective_on == SECOND] == [
        (40, "The command line"),
        (45, "Olive Ashdown"),
    ]
    assert [each.percent for each in updates_that_stand(found.updates)] == [20, 45, 60]
    july, august = standing_at(found, SECOND), standing_at(found, THIRD)
    assert july is not None
    assert august is not None
    assert (july.percent, july.note, august.percent, found.standing.percent) == (45, "45% done", 60, 60)


def test_the_log_sets_the_wrong_words_beside_the_right_ones(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    command = replace(as_it_was(deliverable, updates[2]), percent=55, effective_on=TODAY)
    correct(session, deliverable, command)
    assert last_entry(session, "D-0001") == (
        Event.PROGRESS_CORRECTED,
        {"Progress": ("60%", "55%"), "Date of the update": ("30 August 2024", "18 September 2024")},
        "Typing error",
    )
    assert (deliverable.standing.percent, deliverable.standing.updated_on) == (55, TODAY)


def test_a_correction_can_be_corrected_but_only_the_newest(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    first = correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), percent=55))
    with pytest.raises(AlreadyCorrected):
        correct(session, deliverable, as_it_was(deliverable, updates[2]))
    correct(session, deliverable, replace(as_it_was(deliverable, first), percent=58))
    assert reload(session, deliverable).standing.percent == 58


@pytest.mark.parametrize("reason", [None, "", " "])
def test_it_needs_a_reason(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate], reason: str | None
) -> None:
    with pytest.raises(CorrectionNeedsReason):
        correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), percent=55, reason=reason))


def test_it_stays_between_its_neighbours(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    middle = as_it_was(deliverable, updates[1])
    with pytest.raises(DayBeforeTheLastUpdate):
        correct(session, deliverable, replace(middle, effective_on=date(2024, 6, 27)))
    with pytest.raises(DayAfterTheNextUpdate):
        correct(session, deliverable, replace(middle, effective_on=date(2024, 8, 31)))
    correct(session, deliverable, replace(middle, effective_on=THIRD))
    assert [each.percent for each in updates_that_stand(reload(session, deliverable).updates)] == [20, 40, 60]


def test_it_is_not_dated_in_the_future(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    with pytest.raises(DayInTheFuture):
        correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), effective_on=date(2024, 9, 19)))


def test_it_must_not_turn_the_next_update_into_a_step_back_without_a_reason(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    with pytest.raises(NextUpdateIsLower):
        correct(session, deliverable, replace(as_it_was(deliverable, updates[1]), percent=70))
    # The later one first: then it carries the reason.
    correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), percent=65))
    correct(session, deliverable, replace(as_it_was(deliverable, updates[1]), percent=70))
    assert [each.percent for each in updates_that_stand(deliverable.updates)] == [20, 70, 65]


def test_an_update_of_another_deliverable_is_not_found(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    with pytest.raises(NotFound):
        correct(session, deliverable, replace(as_it_was(deliverable, updates[0]), update_id=updates[-1].id + 1000))


def test_a_form_opened_before_another_change_is_refused(
    session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
) -> None:
    command = as_it_was(deliverable, updates[2])
    report(session, deliverable, 80, TODAY)
    with pytest.raises(Stale):
        correct(session, deliverable, command)


class TestOfCompletions:
    @pytest.fixture
    def completion(self, session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]) -> ProgressUpdate:
        command = Complete(deliverable.version, SECOND, TODAY, "Opened")
        return complete(session, deliverable, command, by=SYSTEM, on=TODAY)

    def test_its_completion_date_can_be_put_right_by_the_lead(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate, cast: Cast
    ) -> None:
        command = replace(as_it_was(deliverable, completion), completed_on=THIRD)
        correct(session, deliverable, command, as_actor(cast.lead))
        standing = standing_at(reload(session, deliverable), TODAY)
        assert standing is not None
        assert (standing.status, standing.completed_on) == (ProgressStatus.COMPLETE, THIRD)

    def test_not_by_the_officer(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate, cast: Cast
    ) -> None:
        command = replace(as_it_was(deliverable, completion), completed_on=THIRD)
        with pytest.raises(OnlyTheLeadCorrectsCompletion) as refused:
            correct(session, deliverable, command, as_actor(cast.officer))
        assert refused.value.lead == "Lena Marsh"

    def test_what_was_completed_in_error_is_reopened_not_corrected(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate
    ) -> None:
        command = replace(
            as_it_was(deliverable, completion), percent=80, status=ProgressStatus.IN_PROGRESS, completed_on=None
        )
        with pytest.raises(ReopenInstead):
            correct(session, deliverable, command)

    def test_an_earlier_update_of_completed_work_can_still_be_corrected(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate, updates: list[ProgressUpdate]
    ) -> None:
        correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), percent=70))
        found = reload(session, deliverable)
        assert found.standing.status is ProgressStatus.COMPLETE
        assert [each.percent for each in updates_that_stand(found.updates)] == [20, 40, 70, 100]

    def test_the_completion_date_of_work_reopened_since_can_be_put_right(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate
    ) -> None:
        reopen(session, deliverable, Reopen(deliverable.version, 80, TODAY, "Roof leaks"), by=SYSTEM, on=TODAY)
        correct(session, deliverable, replace(as_it_was(deliverable, completion), completed_on=THIRD))
        assert reload(session, deliverable).standing.percent == 80

    def test_and_so_can_the_update_that_reopened_it(
        self, session: Session, deliverable: Deliverable, completion: ProgressUpdate
    ) -> None:
        command = Reopen(deliverable.version, 80, TODAY, "Roof leaks")
        reopening = reopen(session, deliverable, command, by=SYSTEM, on=TODAY)
        correct(session, deliverable, replace(as_it_was(deliverable, reopening), percent=85))
        assert reload(session, deliverable).standing.percent == 85

    def test_an_officer_does_not_complete_by_a_correction(
        self, session: Session, deliverable: Deliverable, updates: list[ProgressUpdate], cast: Cast
    ) -> None:
        command = replace(as_it_was(deliverable, updates[2]), percent=100, status=ProgressStatus.COMPLETE)
        with pytest.raises(OnlyTheLeadCompletes):
            correct(session, deliverable, command, as_actor(cast.officer))
        with pytest.raises(CompletionDateMissing):
            correct(session, deliverable, command, as_actor(cast.lead))
        correct(session, deliverable, replace(command, completed_on=THIRD), as_actor(cast.lead))
        assert reload(session, deliverable).standing.status is ProgressStatus.COMPLETE

    def test_an_update_with_others_after_it_does_not_become_a_completion(
        self, session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
    ) -> None:
        command = replace(
            as_it_was(deliverable, updates[1]), percent=100, status=ProgressStatus.COMPLETE, completed_on=SECOND
        )
        with pytest.raises(LaterUpdatesStand):
            correct(session, deliverable, command)


class TestOfStoppedWork:
    @pytest.fixture
    def stopping(self, session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]) -> ProgressUpdate:
        return stop(session, deliverable, Stop(deliverable.version, TODAY, "Money ran out"), by=SYSTEM, on=TODAY)

    def test_the_update_that_stopped_it_stands(
        self, session: Session, deliverable: Deliverable, stopping: ProgressUpdate
    ) -> None:
        with pytest.raises(ClosingUpdateStands):
            correct(session, deliverable, replace(as_it_was(deliverable, stopping), status=None))

    def test_and_so_does_the_percentage_it_was_stopped_at(
        self, session: Session, deliverable: Deliverable, stopping: ProgressUpdate, updates: list[ProgressUpdate]
    ) -> None:
        with pytest.raises(ClosedAtThatPercent):
            correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), percent=65))
        correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), note="Better words"))
        assert reload(session, deliverable).standing.percent == 60


class TestOfMilestones:
    @pytest.fixture
    def marked(self, session: Session, deliverable: Deliverable) -> ProgressUpdate:
        lines = (MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 3))
        set_milestones(
            session, deliverable, SetMilestones(deliverable.version, lines, "Weighed anew"), by=SYSTEM, on=TODAY
        )
        tender, build = (each.id for each in deliverable.milestones)
        return report(session, deliverable, None, THIRD, milestone_percents={tender: 100, build: 20})

    def test_their_percentages_are_corrected_and_not_the_sum(
        self, session: Session, deliverable: Deliverable, marked: ProgressUpdate
    ) -> None:
        build = deliverable.milestones[1].id
        with pytest.raises(PercentIsComputed):
            correct(session, deliverable, replace(as_it_was(deliverable, marked), percent=70))
        command = replace(as_it_was(deliverable, marked), percent=None, milestone_percents={build: 60})
        correct(session, deliverable, command)
        found = reload(session, deliverable)
        assert found.standing.percent == 70
        assert sorted(mark.percent for mark in updates_that_stand(found.updates)[-1].milestone_marks) == [60, 100]

    def test_its_note_alone_is_corrected_although_weights_have_changed_since(
        self, session: Session, deliverable: Deliverable, marked: ProgressUpdate
    ) -> None:
        tender, build = deliverable.milestones
        lines = (MilestoneLine(tender.id, "Tender", 9), MilestoneLine(build.id, "Build", 1))
        set_milestones(
            session, deliverable, SetMilestones(deliverable.version, lines, "Weighed anew"), by=SYSTEM, on=TODAY
        )
        correct(session, deliverable, replace(as_it_was(deliverable, marked), note="Better words"))
        found = reload(session, deliverable)
        assert [each.percent for each in found.updates if each.note == "Better words"] == [40]
        assert found.standing.percent == 92, "the new weights were recorded as an update of their own"

    def test_a_milestone_the_update_did_not_know_is_refused(
        self, session: Session, deliverable: Deliverable, updates: list[ProgressUpdate]
    ) -> None:
        lines = (MilestoneLine(None, "Tender", 1),)
        set_milestones(
            session, deliverable, SetMilestones(deliverable.version, lines, "Weighed anew"), by=SYSTEM, on=TODAY
        )
        given = {deliverable.milestones[0].id: 50}
        with pytest.raises(UnknownMilestone):
            correct(session, deliverable, replace(as_it_was(deliverable, updates[2]), milestone_percents=given))
