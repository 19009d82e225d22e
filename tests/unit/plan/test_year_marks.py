"""What a year did to the work: each piece once, how it ended, and New, Changed, Carried forward and Stopped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.plan.test_standing import ADetail, ADue, AHistory, AnAnswer, AnUpdate
from tracker.dates import FinancialYear
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_year_marks import Mark, YearMark, YearOutcome, counts, is_of_year, marks_in, work_of_year

YEAR = FinancialYear(2023)
LATER = date(2024, 9, 18)
BEFORE = date(2023, 1, 10)


@dataclass(frozen=True)
class WorkDetail(ADetail):
    effective_on: date = BEFORE
    reason: str | None = None


@dataclass(frozen=True)
class WorkDue(ADue):
    requested_on: date = BEFORE
    reason: str | None = None


@dataclass(frozen=True)
class WorkUpdate(AnUpdate):
    reason: str | None = None


@dataclass(frozen=True)
class Work(AHistory):
    reference: str = "D-0001"
    began_on: date = BEFORE
    details: tuple[WorkDetail, ...] = (WorkDetail(),)
    due_dates: tuple[WorkDue, ...] = (WorkDue(),)
    updates: tuple[WorkUpdate, ...] = ()
    carried_from: Work | None = field(default=None)


def begun(day: date, **others: object) -> Work:
    return replace(Work(), began_on=day, details=(WorkDetail(effective_on=day),), **others)  # type: ignore[arg-type]  # any field of the dataclass


def kinds(marks: tuple[Mark, ...]) -> list[YearMark]:
    return [mark.kind for mark in marks]


def closed(status: ProgressStatus, day: date, percent: int = 40, reason: str | None = "No money") -> WorkUpdate:
    return WorkUpdate(id=9, effective_on=day, percent=percent, status=status, reason=reason)


def test_work_that_began_in_the_year_is_new_in_that_year_alone() -> None:
    work = begun(date(2023, 4, 1))
    assert marks_in(work, YEAR, LATER) == (Mark(YearMark.NEW, date(2023, 4, 1), "New"),)
    assert marks_in(work, FinancialYear(2024), LATER) == ()
    assert marks_in(work, FinancialYear(2022), LATER) == ()


def test_work_nothing_happened_to_has_no_mark_and_goes_on() -> None:
    (found,) = work_of_year([Work()], YEAR, LATER)
    assert (found.marks, found.outcome) == ((), YearOutcome.GOING_ON)


def test_what_changed_is_named_with_its_day_and_reason() -> None:
    reworded = WorkDetail(effective_on=date(2023, 7, 1), action="Open the custody suite", reason="Wider scope")
    due = WorkDue(number=2, text="June 2025", ends=date(2025, 6, 30), reason="Tender failed")
    work = replace(
        Work(),
        details=(WorkDetail(), reworded),
        due_dates=(WorkDue(), replace(due, decision=AnAnswer(True, date(2023, 11, 2)))),
    )
    assert marks_in(work, YEAR, LATER) == (
        Mark(YearMark.CHANGED, date(2023, 11, 2), "Changed: wording and due date", "Tender failed"),
    )
    as_at_summer = marks_in(work, YEAR, date(2023, 8, 1))
    assert as_at_summer == (Mark(YearMark.CHANGED, date(2023, 7, 1), "Changed: wording", "Wider scope"),)


def test_a_new_owner_changes_nothing_a_reader_of_the_year_sees() -> None:
    moved = WorkDetail(effective_on=date(2023, 7, 1), owner_id=2, reason="Olive left")
    assert marks_in(replace(Work(), details=(WorkDetail(), moved)), YEAR, LATER) == ()


def test_a_change_that_was_taken_back_within_the_year_is_none() -> None:
    there = WorkDetail(effective_on=date(2023, 7, 1), priority_id=2)
    back = WorkDetail(effective_on=date(2023, 8, 1))
    assert marks_in(replace(Work(), details=(WorkDetail(), there, back)), YEAR, LATER) == ()


def test_the_day_of_the_rewording_stands_although_the_owner_changed_later() -> None:
    reworded = WorkDetail(effective_on=date(2023, 7, 1), priority_id=2, objective_id=7, reason="Moved")
    handed = replace(reworded, effective_on=date(2023, 9, 1), owner_id=2, reason="Olive left")
    marks = marks_in(replace(Work(), details=(WorkDetail(), reworded, handed)), YEAR, LATER)
    assert marks == (Mark(YearMark.CHANGED, date(2023, 7, 1), "Changed: priority", "Moved"),)


def test_a_date_asked_for_and_declined_changes_nothing() -> None:
    asked = WorkDue(number=2, text="June 2025", decision=AnAnswer(False, date(2023, 11, 2)))
    assert marks_in(replace(Work(), due_dates=(WorkDue(), asked)), YEAR, LATER) == ()


def test_stopped_work_says_why_in_the_year_it_stopped() -> None:
    work = replace(Work(), updates=(closed(ProgressStatus.STOPPED, date(2024, 3, 31)),))
    assert marks_in(work, YEAR, LATER) == (Mark(YearMark.STOPPED, date(2024, 3, 31), "Stopped", "No money"),)
    assert marks_in(work, FinancialYear(2024), LATER) == ()
    (found,) = work_of_year([work], YEAR, LATER)
    assert (found.outcome, found.reason) == (YearOutcome.STOPPED, "No money")


def test_work_carried_into_the_next_year_is_marked_on_both_sides() -> None:
    old = replace(Work(), updates=(closed(ProgressStatus.CARRIED_FORWARD, date(2024, 3, 31)),))
    new = begun(date(2024, 4, 1), reference="D-0002", carried_from=old)
    assert work_of_year([old], YEAR, LATER, {"D-0001": "D-0002"}) == work_of_year([old, new], YEAR, LATER)
    (before,) = work_of_year([old, new], YEAR, LATER)
    assert before.outcome is YearOutcome.CARRIED_FORWARD
    assert before.marks == (
        Mark(YearMark.CARRIED_FORWARD, date(2024, 3, 31), "Carried forward, goes on as D-0002", "No money"),
    )
    (after,) = work_of_year([old, new], FinancialYear(2024), LATER)
    assert (after.reference, kinds(after.marks)) == ("D-0002", [YearMark.CARRIED_FORWARD])
    assert after.marks[0].words == "Carried forward from D-0001"


def test_work_that_took_a_new_reference_within_the_year_counts_once_from_where_it_began() -> None:
    before = WorkUpdate(id=1, effective_on=date(2023, 3, 1), percent=30)
    old = replace(Work(), updates=(before, closed(ProgressStatus.CARRIED_FORWARD, date(2023, 10, 1))))
    done = WorkUpdate(id=3, effective_on=date(2024, 2, 1), percent=100, status=ProgressStatus.COMPLETE)
    new = begun(date(2023, 10, 1), reference="D-0002", carried_from=old, updates=(done,))
    (found,) = work_of_year([old, new], YEAR, LATER)
    assert (found.reference, found.earlier, found.outcome) == ("D-0002", ("D-0001",), YearOutcome.FINISHED)
    assert found.start is not None
    assert found.start.percent == 30
    assert [mark.words for mark in found.marks] == ["Carried forward from D-0001"]


def test_work_closed_before_the_year_is_left_out_unless_it_was_taken_up_again() -> None:
    stopped = replace(Work(), updates=(closed(ProgressStatus.STOPPED, date(2023, 3, 31)),))
    assert not is_of_year(stopped, YEAR, LATER)
    again = WorkUpdate(id=10, effective_on=date(2023, 6, 1), percent=45)
    assert is_of_year(replace(stopped, updates=(*stopped.updates, again)), YEAR, LATER)


def test_what_is_dated_after_the_day_of_the_report_is_not_told() -> None:
    work = replace(Work(), updates=(closed(ProgressStatus.STOPPED, date(2024, 3, 31)),))
    (found,) = work_of_year([work], YEAR, date(2023, 9, 30))
    assert (found.outcome, found.marks) == (YearOutcome.GOING_ON, ())


days = st.integers(0, 900).map(lambda number: date(2022, 6, 1) + timedelta(days=number))
statuses = st.sampled_from([ProgressStatus.IN_PROGRESS, *(s for s in ProgressStatus if s.is_closed)])


@st.composite
def some_work(draw: st.DrawFn) -> list[Work]:
    """Work of any age, some of it carried into what follows it in the list."""
    found: list[Work] = []
    for number in range(draw(st.integers(1, 6))):
        carried = found[-1] if found and found[-1].updates[-1].status is ProgressStatus.CARRIED_FORWARD else None
        since = carried.updates[-1].effective_on if carried else date(2022, 5, 1)
        began = max(draw(days), since)
        status = draw(statuses)
        update = WorkUpdate(id=1, effective_on=max(draw(days), began), status=status)
        found.append(begun(began, reference=f"D-{number:04d}", carried_from=carried, updates=(update,)))
    return found


@given(some_work(), days)
def test_every_piece_of_work_of_a_year_is_told_exactly_once(work: list[Work], as_at: date) -> None:
    told = work_of_year(work, YEAR, as_at)
    named = [reference for each in told for reference in (*each.earlier, each.reference)]
    assert sorted(named) == sorted(each.reference for each in work if is_of_year(each, YEAR, as_at))
    assert sum(counts(told).values()) == len(told)


@given(some_work(), days)
def test_every_mark_is_dated_in_the_year_and_no_later_than_the_report(work: list[Work], as_at: date) -> None:
    for each in work_of_year(work, YEAR, as_at):
        assert all(YEAR.contains(mark.day) and mark.day <= as_at for mark in each.marks)
        assert len(set(kinds(each.marks))) == len(each.marks)
