"""Percentages, milestones and which update may follow which, in the words of RULES 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DomainError
from tracker.plan import rules_refusals as refusals
from tracker.plan.rules import CLOSED, ProgressStatus
from tracker.plan.rules_progress import (
    MOVES,
    Around,
    Move,
    ProposedUpdate,
    SettledUpdate,
    Standing,
    check_carry_forward,
    check_progress,
    check_reopen,
    check_stop,
    derived_status,
    milestone_percent,
    move_between,
    moves_from,
    parse_percent,
)

TODAY = date(2024, 9, 18)
LAST = date(2024, 6, 30)
AROUND = Around(today=TODAY)
HALF = Standing(ProgressStatus.IN_PROGRESS, 50, LAST)
DONE = Standing(ProgressStatus.COMPLETE, 100, LAST)
GIVEN_UP = Standing(ProgressStatus.STOPPED, 50, LAST)
MOVED = Standing(ProgressStatus.CARRIED_FORWARD, 50, LAST)
OPEN = sorted(set(ProgressStatus) - CLOSED)
NOTHING = st.sampled_from([None, "", "  ", "\n"])


def report(
    percent: int | None = None,
    status: ProgressStatus | None = None,
    *,
    effective_on: date = TODAY,
    completed_on: date | None = None,
    reason: str | None = None,
) -> ProposedUpdate:
    return ProposedUpdate(
        effective_on=effective_on, status=status, percent=percent, completed_on=completed_on, reason=reason
    )


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("40", 40),
        ("40%", 40),
        (" 40 % ", 40),
        ("40 per cent", 40),
        ("40 percent", 40),
        ("0", 0),
        ("100%", 100),
        ("007", 7),
    ],
)
def test_a_whole_percentage_is_read_as_typed(text: str, percent: int) -> None:
    assert parse_percent(text) == percent


@pytest.mark.parametrize(
    "text", ["40.5", "forty", "", "   ", "%", "4 0", "40%%", "1e1", "٤٠", "½", "40-50", "=40", "\ud800"]
)
def test_anything_but_a_whole_number_is_refused(text: str) -> None:
    with pytest.raises(refusals.NotAWholePercentage) as refusal:
        parse_percent(text)
    assert refusal.value.text == text
    str(refusal.value).encode()


@pytest.mark.parametrize("text", ["101", "101%", "1000", "-1", "−5", "9" * 100_000])
def test_a_number_outside_0_to_100_is_refused(text: str) -> None:
    with pytest.raises(refusals.PercentOutOfRange) as refusal:
        parse_percent(text)
    assert len(str(refusal.value)) < 200


@given(st.integers(-500, 500), st.sampled_from(["", "%", " %", " per cent"]), st.sampled_from(["", " ", "\u00a0"]))
def test_every_number_is_itself_or_out_of_range(number: int, sign: str, space: str) -> None:
    text = f"{space}{number}{sign}{space}"
    if 0 <= number <= 100:
        assert parse_percent(text) == number
    else:
        with pytest.raises(refusals.PercentOutOfRange):
            parse_percent(text)


marks = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=12)


@given(marks)
def test_milestones_give_the_weighted_percentage_to_within_one_point(given_marks: list[tuple[int, int]]) -> None:
    percents = [percent for percent, _ in given_marks]
    exact = Fraction(sum(p * w for p, w in given_marks), sum(w for _, w in given_marks))
    computed = milestone_percent(given_marks)
    assert abs(computed - exact) < 1
    assert min(percents) <= computed <= max(percents)
    assert (computed == 100) == all(percent == 100 for percent in percents)
    assert (computed == 0) == all(percent == 0 for percent in percents)


@pytest.mark.parametrize(
    ("given_marks", "percent"),
    [
        ([(50, 1), (51, 1)], 51),
        ([(100, 1), (0, 3)], 25),
        ([(100, 999), (0, 1)], 99),
        ([(0, 999), (1, 1)], 1),
        ([(40, 7)], 40),
    ],
)
def test_a_half_rounds_up_and_the_ends_are_kept_for_the_ends(given_marks: list[tuple[int, int]], percent: int) -> None:
    assert milestone_percent(given_marks) == percent


def test_milestones_need_a_positive_weight_and_a_percentage() -> None:
    with pytest.raises(refusals.WeightNotPositive):
        milestone_percent([(50, 0)])
    with pytest.raises(refusals.PercentOutOfRange):
        milestone_percent([(101, 1)])
    with pytest.raises(ValueError, match="without milestones"):
        milestone_percent([])


def test_where_milestones_stand_the_percentage_is_computed_not_typed() -> None:
    around = replace(AROUND, milestone_percent=60)
    assert check_progress(HALF, report(), around).percent == 60
    with pytest.raises(refusals.PercentIsComputed) as refusal:
        check_progress(HALF, report(70), around)
    assert (refusal.value.typed, refusal.value.computed) == (70, 60)


def test_not_started_is_0_and_complete_is_100_without_typing() -> None:
    assert check_progress(None, report(status=ProgressStatus.NOT_STARTED), AROUND).percent == 0
    done = check_progress(HALF, report(status=ProgressStatus.COMPLETE, completed_on=TODAY), AROUND)
    assert done == SettledUpdate(Move.COMPLETE, ProgressStatus.COMPLETE, 100, TODAY, TODAY, None)


@pytest.mark.parametrize("status", [ProgressStatus.IN_PROGRESS, ProgressStatus.DEFERRED])
def test_work_in_progress_or_deferred_needs_a_typed_percentage_from_0_to_99(status: ProgressStatus) -> None:
    for percent in (0, 1, 99):
        assert check_progress(None, report(percent, status), AROUND).percent == percent
    with pytest.raises(refusals.NotAWholePercentage):
        check_progress(None, report(None, status), AROUND)
    with pytest.raises(refusals.HundredIsComplete):
        check_progress(None, report(100, status, completed_on=TODAY), AROUND)
    with pytest.raises(refusals.PercentOutOfRange):
        check_progress(None, report(101, status), AROUND)


def test_not_started_work_has_no_progress() -> None:
    with pytest.raises(refusals.NotStartedIsZero):
        check_progress(None, report(1, ProgressStatus.NOT_STARTED), AROUND)


def test_complete_work_is_at_100_percent() -> None:
    with pytest.raises(refusals.CompleteIsHundred) as refusal:
        check_progress(HALF, report(99, ProgressStatus.COMPLETE), AROUND)
    assert refusal.value.percent == 99


def test_100_percent_without_a_completion_date_is_refused() -> None:
    with pytest.raises(refusals.CompletionDateMissing) as refusal:
        check_progress(HALF, report(100), AROUND)
    assert refusal.value.field == "completed_on"


def test_a_completion_date_without_100_percent_is_refused() -> None:
    with pytest.raises(refusals.CompletionDateNotDue):
        check_progress(HALF, report(99, completed_on=TODAY), AROUND)


@pytest.mark.parametrize("completed_on", [TODAY + timedelta(days=1), TODAY - timedelta(days=100)])
def test_work_is_completed_between_its_start_and_the_day_it_is_reported(completed_on: date) -> None:
    around = replace(AROUND, starts_on=TODAY - timedelta(days=99))
    with pytest.raises(refusals.CompletionOutOfOrder) as refusal:
        check_progress(HALF, report(100, completed_on=completed_on), around)
    assert (refusal.value.earliest, refusal.value.latest) == (around.starts_on, TODAY)


def test_a_completion_may_be_earlier_than_the_update_that_reports_it() -> None:
    settled = check_progress(None, report(100, completed_on=date(2023, 4, 30)), AROUND)
    assert (settled.status, settled.completed_on) == (ProgressStatus.COMPLETE, date(2023, 4, 30))


@given(st.integers(1, 99), st.data(), NOTHING)
def test_a_lower_percentage_needs_a_reason(before: int, data: st.DataObject, nothing: str | None) -> None:
    after = data.draw(st.integers(0, before - 1))
    standing = Standing(ProgressStatus.IN_PROGRESS, before, LAST)
    with pytest.raises(refusals.LowerPercentNeedsReason) as refusal:
        check_progress(standing, report(after, reason=nothing), AROUND)
    assert (refusal.value.before, refusal.value.after) == (before, after)
    settled = check_progress(standing, report(after, reason="  The count was wrong. "), AROUND)
    assert (settled.percent, settled.reason) == (after, "The count was wrong.")


@given(st.integers(0, 99), st.data())
def test_progress_that_stays_or_rises_needs_no_reason(before: int, data: st.DataObject) -> None:
    after = data.draw(st.integers(before, 99))
    standing = Standing(ProgressStatus.IN_PROGRESS, before, LAST)
    assert check_progress(standing, report(after), AROUND).percent == after


@given(st.sampled_from(OPEN), st.integers(0, 100))
def test_a_percentage_alone_keeps_the_status_unless_it_contradicts_it(before: ProgressStatus, percent: int) -> None:
    status = derived_status(before, percent)
    if percent == 100:
        assert status is ProgressStatus.COMPLETE
    elif before is ProgressStatus.NOT_STARTED:
        assert status is (ProgressStatus.IN_PROGRESS if percent else ProgressStatus.NOT_STARTED)
    else:
        assert status is before


def test_an_update_is_dated_today_or_earlier() -> None:
    with pytest.raises(refusals.DayInTheFuture):
        check_progress(HALF, report(60, effective_on=TODAY + timedelta(days=1)), AROUND)


def test_an_update_is_not_dated_before_the_last_one_or_before_the_record() -> None:
    with pytest.raises(refusals.DayBeforeTheLastUpdate) as refusal:
        check_progress(HALF, report(60, effective_on=LAST - timedelta(days=1)), AROUND)
    assert refusal.value.last == LAST
    with pytest.raises(refusals.DayBeforeTheRecord):
        check_progress(None, report(60, effective_on=LAST), replace(AROUND, began_on=LAST + timedelta(days=1)))
    assert check_progress(HALF, report(60, effective_on=LAST), AROUND).effective_on == LAST


def test_a_correction_may_be_dated_back_to_what_stood_before_the_corrected_update_and_says_why() -> None:
    correction = report(45, effective_on=date(2024, 5, 1), reason="A typing error.")
    around = replace(AROUND, corrects=True, later_updates=True)
    assert check_progress(None, correction, around).effective_on == date(2024, 5, 1)
    with pytest.raises(refusals.CorrectionNeedsReason):
        check_progress(None, replace(correction, reason=None), around)


def test_a_correction_cannot_close_work_on_which_later_updates_report() -> None:
    around = replace(AROUND, corrects=True, later_updates=True)
    with pytest.raises(refusals.LaterUpdatesStand):
        check_progress(None, report(100, completed_on=TODAY, reason="It was done."), around)
    with pytest.raises(refusals.LaterUpdatesStand):
        check_stop(None, effective_on=TODAY, reason="It was stopped.", around=around)


@pytest.mark.parametrize("standing", [DONE, GIVEN_UP, MOVED])
def test_closed_work_takes_no_updates(standing: Standing) -> None:
    for proposed in (report(60, reason="More to do."), report(100, completed_on=TODAY), report(0)):
        with pytest.raises(refusals.AlreadyClosed) as refusal:
            check_progress(standing, proposed, AROUND)
        assert refusal.value.status is standing.status
    with pytest.raises(refusals.AlreadyClosed):
        check_stop(standing, effective_on=TODAY, reason="No money.", around=AROUND)
    with pytest.raises(refusals.AlreadyClosed):
        check_carry_forward(standing, effective_on=TODAY, reason=None, around=AROUND)


@pytest.mark.parametrize("status", [ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD])
def test_an_ordinary_update_neither_stops_nor_carries_forward(status: ProgressStatus) -> None:
    with pytest.raises(refusals.NotThatWay) as refusal:
        check_progress(HALF, report(60, status), AROUND)
    assert refusal.value.after is status


def test_stopping_needs_a_reason_and_keeps_the_percentage() -> None:
    settled = check_stop(HALF, effective_on=TODAY, reason="The grant ended.", around=AROUND)
    assert settled == SettledUpdate(Move.STOP, ProgressStatus.STOPPED, 50, TODAY, None, "The grant ended.")
    with pytest.raises(refusals.StoppingNeedsReason):
        check_stop(HALF, effective_on=TODAY, reason=" ", around=AROUND)


def test_work_without_any_update_may_be_stopped_at_0_percent() -> None:
    assert check_stop(None, effective_on=TODAY, reason="Never begun.", around=AROUND).percent == 0


def test_carrying_forward_keeps_the_percentage_of_the_old_row() -> None:
    settled = check_carry_forward(HALF, effective_on=TODAY, reason=None, around=AROUND)
    assert settled == SettledUpdate(Move.CARRY_FORWARD, ProgressStatus.CARRIED_FORWARD, 50, TODAY, None, None)


@pytest.mark.parametrize("standing", [DONE, GIVEN_UP])
def test_a_completion_or_stop_made_in_error_is_reopened_with_a_reason(standing: Standing) -> None:
    settled = check_reopen(standing, report(40, ProgressStatus.IN_PROGRESS, reason="Recorded in error."), AROUND)
    assert (settled.move, settled.status, settled.percent) == (Move.REOPEN, ProgressStatus.IN_PROGRESS, 40)
    with pytest.raises(refusals.ReopeningNeedsReason) as refusal:
        check_reopen(standing, report(40, ProgressStatus.IN_PROGRESS), AROUND)
    assert refusal.value.status is standing.status


def test_carried_forward_work_is_never_reopened() -> None:
    with pytest.raises(refusals.AlreadyClosed) as refusal:
        check_reopen(MOVED, report(40, ProgressStatus.IN_PROGRESS, reason="Recorded in error."), AROUND)
    assert "new reference" in str(refusal.value)


@pytest.mark.parametrize("standing", [None, HALF])
def test_open_work_has_nothing_to_reopen(standing: Standing | None) -> None:
    with pytest.raises(refusals.NothingToReopen):
        check_reopen(standing, report(60, reason="Why not."), AROUND)


def test_reopened_work_is_not_complete_at_once() -> None:
    with pytest.raises(refusals.AlreadyClosed):
        check_reopen(DONE, report(100, completed_on=TODAY, reason="Recorded in error."), AROUND)


@given(st.sampled_from(ProgressStatus), st.sampled_from(ProgressStatus))
def test_every_move_is_in_the_table_or_refused(before: ProgressStatus, after: ProgressStatus) -> None:
    if after in MOVES[before]:
        assert move_between(before, after) in moves_from(before)
        return
    assert before.is_closed
    with pytest.raises(refusals.AlreadyClosed):
        move_between(before, after)


def test_the_moves_of_each_status() -> None:
    for status in OPEN:
        assert moves_from(status) == (Move.REPORT, Move.COMPLETE, Move.STOP, Move.CARRY_FORWARD)
    assert moves_from(ProgressStatus.COMPLETE) == moves_from(ProgressStatus.STOPPED) == (Move.REOPEN,)
    assert moves_from(ProgressStatus.CARRIED_FORWARD) == ()


standings = st.none() | st.sampled_from([HALF, DONE, GIVEN_UP, MOVED, Standing(ProgressStatus.DEFERRED, 10, LAST)])
proposals = st.builds(
    ProposedUpdate,
    effective_on=st.dates(LAST - timedelta(days=2), TODAY + timedelta(days=2)),
    status=st.none() | st.sampled_from(ProgressStatus),
    percent=st.none() | st.integers(-1, 101),
    completed_on=st.none() | st.dates(LAST - timedelta(days=2), TODAY + timedelta(days=2)),
    reason=st.sampled_from([None, "", "Because."]),
)


def outcome(standing: Standing | None, proposed: ProposedUpdate, reopening: bool) -> SettledUpdate | DomainError:
    check = check_reopen if reopening else check_progress
    try:
        return check(standing, proposed, AROUND)
    except DomainError as refusal:
        return refusal


@given(standings, proposals, st.booleans())
def test_what_is_accepted_always_keeps_the_rules(
    standing: Standing | None, proposed: ProposedUpdate, reopening: bool
) -> None:
    settled = outcome(standing, proposed, reopening)
    if isinstance(settled, DomainError):
        assert str(settled).endswith(".")
        assert settled.field
        return
    assert (settled.status is ProgressStatus.COMPLETE) == (settled.percent == 100) == (settled.completed_on is not None)
    assert settled.status is not ProgressStatus.NOT_STARTED or settled.percent == 0
    assert settled.effective_on <= TODAY
    assert settled.completed_on is None or settled.completed_on <= settled.effective_on
    if standing:
        assert settled.effective_on >= standing.effective_on
        assert settled.percent >= standing.percent or settled.reason
        assert standing.status.is_closed == reopening
