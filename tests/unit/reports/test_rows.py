"""A row of the highlight report (DESIGN section 7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reports.histories import (
    AS_AT,
    BEGAN,
    QUARTER,
    Answer,
    ByHand,
    Detail,
    Due,
    Update,
    Work,
    completed,
    reported,
)
from tracker.dates import Quarter
from tracker.plan.rules import ProgressStatus, Rag
from tracker.plan.rules_rag import RagRules
from tracker.reports.rows import Period, placed_row
from tracker.reports.snapshots import DeliverableRow

LATE = Due(text="June 2024", starts=date(2024, 6, 1), ends=date(2024, 6, 30))


def row(work: Work, quarter: Quarter = QUARTER, as_at: date = AS_AT, carried_to: str | None = None) -> DeliverableRow:
    placed = placed_row(work, Period(quarter, as_at), RagRules(), carried_to)
    assert placed is not None
    return placed.row


def is_left_out(work: Work, quarter: Quarter = QUARTER, as_at: date = AS_AT) -> bool:
    return placed_row(work, Period(quarter, as_at), RagRules(), None) is None


def test_progress_is_the_last_figure_up_to_the_day() -> None:
    work = Work(updates=reported((date(2024, 8, 1), 40), (AS_AT, 45), (AS_AT + timedelta(days=1), 90)))
    assert row(work).progress == 45


def test_updates_after_the_quarter_are_left_out_although_the_report_is_drawn_later() -> None:
    work = Work(updates=reported((date(2024, 9, 30), 40), (date(2024, 10, 1), 90)))
    found = row(work, as_at=date(2024, 10, 20))
    assert (found.progress, found.updated_in_quarter) == (40, True)


def test_lateness_is_judged_on_the_day_the_report_is_drawn_as_at() -> None:
    work = Work(due_dates=(Due(ends=date(2024, 9, 30)),), updates=reported((date(2024, 8, 1), 40)))
    assert not row(work, as_at=date(2024, 9, 30)).overdue
    found = row(work, as_at=date(2024, 10, 3))
    assert (found.overdue, found.days_late, found.rag) == (True, 3, Rag.RED)


@pytest.mark.parametrize(
    ("updated", "in_quarter"),
    [(date(2024, 7, 1), True), (AS_AT, True), (date(2024, 6, 30), False), (AS_AT + timedelta(days=1), False)],
)
def test_an_update_counts_for_the_quarter_from_its_first_day_to_the_report_s_day(
    updated: date, in_quarter: bool
) -> None:
    assert row(Work(updates=reported((updated, 30)))).updated_in_quarter is in_quarter


def test_without_an_update_this_quarter_the_old_figure_and_its_day_stand_and_its_note_does_not() -> None:
    old = Update(1, date(2024, 5, 1), 30, note="Tender is out.")
    found = row(Work(updates=(old,)))
    assert (found.progress, found.updated_in_quarter, found.updated_on, found.note) == (
        30,
        False,
        old.effective_on,
        None,
    )


def test_the_note_of_this_quarter_s_update_is_there() -> None:
    assert row(Work(updates=(Update(1, AS_AT, 30, note="Tender is out."),))).note == "Tender is out."


@pytest.mark.parametrize(
    ("figures", "previous", "its_day"),
    [
        ([], None, None),
        ([(date(2024, 8, 1), 50)], None, None),
        ([(date(2024, 6, 30), 20), (date(2024, 8, 1), 50)], 20, None),
        ([(date(2024, 4, 1), 10), (date(2024, 4, 2), 20)], 20, None),
        ([(date(2024, 3, 31), 20), (date(2024, 8, 1), 50)], 20, date(2024, 3, 31)),
    ],
)
def test_the_previous_figure_is_that_of_the_end_of_the_quarter_before_with_its_day_if_older(
    figures: list[tuple[date, int]], previous: int | None, its_day: date | None
) -> None:
    work = Work(began_on=date(2023, 4, 1), details=(Detail(effective_on=date(2023, 4, 1)),), updates=reported(*figures))
    found = row(work)
    assert (found.previous_progress, found.previous_progress_on) == (previous, its_day)


def test_wording_place_and_date_are_those_of_the_report_s_day() -> None:
    work = Work(
        details=(Detail(), Detail(effective_on=AS_AT, action="New words", priority_id=2)),
        due_dates=(
            Due(),
            Due(2, "May 2025", date(2025, 5, 1), date(2025, 5, 31), reason="x", decision=Answer(True, AS_AT)),
        ),
    )
    placed = placed_row(work, Period(QUARTER, AS_AT), RagRules(), None)
    before = placed_row(work, Period(QUARTER, AS_AT - timedelta(days=1)), RagRules(), None)
    assert placed is not None
    assert before is not None
    assert (placed.priority_id, placed.row.action, placed.row.due_text) == (2, "New words", "May 2025")
    assert (before.priority_id, before.row.action, before.row.due_text) == (1, "Refit the custody suite", "March 2025")


def test_completed_work_appears_only_in_the_quarter_whose_update_first_says_so() -> None:
    work = Work(updates=(completed(date(2024, 7, 9), on=date(2024, 6, 28)),))
    assert row(work).completed_on == date(2024, 6, 28)
    assert row(work, QUARTER.previous(), date(2024, 6, 30)).status is ProgressStatus.NOT_STARTED
    assert is_left_out(work, QUARTER.next(), date(2024, 10, 20))


def test_work_completed_again_appears_in_the_quarter_of_the_second_time() -> None:
    reopened = Update(60, date(2024, 7, 3), 90, reason="It was not done")
    work = Work(updates=(completed(date(2024, 6, 3)), reopened, completed(date(2024, 8, 1), number=61)))
    assert row(work).status is ProgressStatus.COMPLETE
    assert row(work, QUARTER.previous(), date(2024, 6, 30)).status is ProgressStatus.COMPLETE


@pytest.mark.parametrize("status", [ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD])
def test_stopped_and_carried_forward_work_appears_in_the_quarter_that_closed_it_with_the_reason(
    status: ProgressStatus,
) -> None:
    closing = Update(2, date(2024, 8, 1), 30, status, reason="The money went elsewhere.")
    work = Work(updates=(*reported((date(2024, 5, 1), 30)), closing))
    found = row(work, carried_to="D-0009")
    assert (found.closed_reason, found.rag) == ("The money went elsewhere.", None)
    assert found.carried_to == ("D-0009" if status is ProgressStatus.CARRIED_FORWARD else None)
    assert is_left_out(work, QUARTER.next(), date(2024, 10, 20))


def test_unfinished_work_stays_quarter_after_quarter() -> None:
    work = Work(due_dates=(LATE,), updates=reported((date(2024, 5, 1), 30)))
    later = Quarter.parse("2026-27-Q4")
    found = row(work, later, later.end)
    assert (found.overdue, found.updated_in_quarter) == (True, False)


def test_what_began_after_the_report_s_day_or_after_the_quarter_is_absent() -> None:
    new = Work(began_on=AS_AT, details=(Detail(effective_on=AS_AT),))
    assert is_left_out(new, as_at=AS_AT - timedelta(days=1))
    assert not is_left_out(new)
    assert is_left_out(new, QUARTER.previous(), AS_AT)


def test_a_revised_date_shows_the_original_the_reason_and_both_kinds_of_lateness() -> None:
    moved = Due(2, "August 2024", date(2024, 8, 1), date(2024, 8, 31), reason="Late van", decision=Answer(True, BEGAN))
    found = row(Work(due_dates=(LATE, moved)))
    assert (found.due_text, found.original_due_text, found.revised_reason) == ("August 2024", "June 2024", "Late van")
    assert (found.days_late, found.days_late_from_original, found.revised) == (18, 80, True)


@pytest.mark.parametrize(
    ("accepted_on", "rating"), [(date(2024, 7, 1), Rag.AMBER), (date(2024, 6, 30), Rag.GREEN), (AS_AT, Rag.AMBER)]
)
def test_a_date_revised_this_quarter_makes_the_rating_amber(accepted_on: date, rating: Rag) -> None:
    moved = Due(2, "May 2025", date(2025, 5, 1), date(2025, 5, 31), reason="x", decision=Answer(True, accepted_on))
    assert row(Work(due_dates=(Due(), moved))).rag is rating


def test_an_open_request_is_an_extension_requested_and_the_old_date_stands() -> None:
    asked = Due(2, "May 2025", date(2025, 5, 1), date(2025, 5, 31), reason="x", requested_on=date(2024, 9, 1))
    found = row(Work(due_dates=(Due(), asked)))
    assert (found.due_text, found.extension_requested, found.revised) == ("March 2025", True, False)


def test_a_rating_set_by_hand_is_printed_with_its_reason() -> None:
    found = row(Work(overrides=(ByHand(date(2024, 9, 1), Rag.RED),)))
    assert (found.rag, found.rag_word, found.rag_override_reason) == (Rag.RED, "Red", "The supplier is ill.")


def test_a_corrected_update_counts_nowhere() -> None:
    wrong = Update(1, date(2024, 8, 1), 90)
    right = Update(2, date(2024, 8, 1), 40, supersedes_id=1, reason="Typing error")
    assert row(Work(updates=(wrong, right))).progress == 40


@given(
    days=st.lists(st.dates(date(2024, 4, 2), date(2025, 3, 31)), max_size=6).map(sorted),
    percents=st.lists(st.integers(1, 99), min_size=6, max_size=6),
    quarter=st.sampled_from(list(QUARTER.financial_year.quarters)),
    after=st.integers(0, 200),
)
def test_a_row_tells_nothing_of_what_came_after_it(
    days: list[date], percents: list[int], quarter: Quarter, after: int
) -> None:
    as_at = quarter.start + timedelta(days=after)
    updates = reported(*zip(days, percents, strict=False))
    last = min(as_at, quarter.end)
    known = tuple(update for update in updates if update.effective_on <= last)
    work = Work(began_on=date(2024, 4, 1), details=(Detail(effective_on=date(2024, 4, 1)),))
    found = row(Work(work.reference, work.began_on, work.details, updates=updates), quarter, as_at)
    assert found == row(Work(work.reference, work.began_on, work.details, updates=known), quarter, as_at)
    assert found.progress == (known[-1].percent if known else 0)
    assert found.updated_in_quarter == any(update.effective_on >= quarter.start for update in known)
    assert found.overdue == (as_at > date(2025, 3, 31))
