"""Overdue work, re-dating and the states shown to the Panel, in the words of RULES 1."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import enums
from tracker.documents.blocks import Shape, Status, Tone
from tracker.plan import rules
from tracker.plan.due import AmbiguousQuarter, parse_due
from tracker.plan.rules import (
    CLOSED,
    DueDateState,
    DuePeriod,
    Lateness,
    Precision,
    ProgressStatus,
    QuarterReading,
    days_overdue,
    due_date_state,
    is_overdue,
    lateness,
)

FACTS = Path(__file__).parents[2] / "facts" / "deliverables.csv"
OPEN = sorted(set(ProgressStatus) - CLOSED)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
statuses = st.sampled_from(ProgressStatus)
open_statuses = st.sampled_from(OPEN)
closed_statuses = st.sampled_from(sorted(CLOSED))

MARCH = DuePeriod("March 2025", date(2025, 3, 1), date(2025, 3, 31), Precision.MONTH)
JUNE = DuePeriod("June 2025", date(2025, 6, 1), date(2025, 6, 30), Precision.MONTH)


def published_2023() -> list[tuple[DuePeriod, ProgressStatus]]:
    """Due period and status of the 13 rows of the 2023 report (002)."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["report"] == "2023-Q2"]
    published = []
    for row in rows:
        try:
            due = parse_due(row["due_text"])
        except AmbiguousQuarter:
            due = parse_due(row["due_text"], reading=QuarterReading.CALENDAR)
        complete = row["progress_percent"] == "100"
        published.append((due, ProgressStatus.COMPLETE if complete else ProgressStatus.IN_PROGRESS))
    return published


def test_the_2023_report_has_13_rows_of_which_2_are_complete() -> None:
    rows = published_2023()
    assert len(rows) == 13
    assert [status for _, status in rows].count(ProgressStatus.COMPLETE) == 2


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (date(2023, 9, 30), {"May 23", "Mar 23", "April 23", "August 2023"}),
        (date(2023, 10, 1), {"May 23", "Mar 23", "April 23", "August 2023", "Sept 2023"}),
    ],
)
def test_the_published_rows_are_overdue_by_name(on: date, late: set[str]) -> None:
    assert {due.text for due, status in published_2023() if is_overdue(due.end, status, on)} == late


@pytest.mark.parametrize(("on", "count"), [(date(2023, 9, 30), 4), (date(2023, 10, 1), 6)])
def test_exactly_four_are_overdue_on_30_september_2023_and_six_a_day_later(on: date, count: int) -> None:
    assert sum(is_overdue(due.end, status, on) for due, status in published_2023()) == count


@given(days, st.integers(-400, 400), open_statuses)
def test_open_work_is_overdue_from_the_day_after_its_period_ends(end: date, later: int, status: ProgressStatus) -> None:
    on = end + timedelta(days=later)
    assert is_overdue(end, status, on) == (later > 0)
    assert days_overdue(end, on) == max(0, later)


@given(days, days, closed_statuses)
def test_complete_stopped_and_carried_forward_work_is_never_overdue(
    end: date, on: date, status: ProgressStatus
) -> None:
    assert not is_overdue(end, status, on)
    assert lateness(end, end, status, on) == Lateness(0, 0)
    assert lateness(end, end, status, on).words == ""


@given(days, days, days, open_statuses)
def test_days_late_are_counted_from_the_date_in_force_and_from_the_original(
    original: date, end: date, on: date, status: ProgressStatus
) -> None:
    late = lateness(original, end, status, on)
    assert late == Lateness(days_overdue(end, on), days_overdue(original, on))
    assert late.is_overdue == is_overdue(end, status, on)


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (Lateness(0, 0), ""),
        (Lateness(1, 1), "Overdue by 1 day"),
        (Lateness(122, 122), "Overdue by 122 days"),
        (Lateness(30, 122), "Overdue by 30 days, 122 days past the original date"),
        (Lateness(0, 62), "62 days past the original date"),
        (Lateness(3, 0), "Overdue by 3 days"),
    ],
)
def test_lateness_is_said_in_words(late: Lateness, words: str) -> None:
    assert late.words == words


def test_work_is_closed_when_it_is_complete_stopped_or_carried_forward() -> None:
    assert {status for status in ProgressStatus if status.is_closed} == {
        ProgressStatus.COMPLETE,
        ProgressStatus.STOPPED,
        ProgressStatus.CARRIED_FORWARD,
    }


@pytest.mark.parametrize(
    ("number", "accepted", "state"),
    [
        (1, None, DueDateState.ORIGINAL),
        (2, None, DueDateState.REQUESTED),
        (2, True, DueDateState.ACCEPTED),
        (3, False, DueDateState.DECLINED),
    ],
)
def test_a_new_due_date_is_a_request_until_the_lead_answers(
    number: int, accepted: bool | None, state: DueDateState
) -> None:
    assert due_date_state(number, accepted) is state


@given(open_statuses)
def test_open_work_may_be_redated_with_a_reason(status: ProgressStatus) -> None:
    rules.check_redating(status, MARCH, JUNE, "The supplier withdrew.", None)


@given(open_statuses, st.sampled_from([None, "", "   ", "\n\t"]))
def test_a_due_date_change_needs_a_reason(status: ProgressStatus, reason: str | None) -> None:
    with pytest.raises(rules.RedatingNeedsReason) as refusal:
        rules.check_redating(status, MARCH, JUNE, reason, None)
    assert refusal.value.field == "reason"


@given(closed_statuses)
def test_closed_work_keeps_its_due_date(status: ProgressStatus) -> None:
    with pytest.raises(rules.ClosedWorkKeepsItsDate) as refusal:
        rules.check_redating(status, MARCH, JUNE, "The supplier withdrew.", None)
    assert refusal.value.status is status


def test_the_date_in_force_cannot_be_asked_for_again() -> None:
    with pytest.raises(rules.SameDueDate):
        rules.check_redating(ProgressStatus.IN_PROGRESS, MARCH, MARCH, "The supplier withdrew.", None)


def test_other_words_for_the_same_days_are_a_change() -> None:
    reworded = DuePeriod("end of March 2025", MARCH.start, MARCH.end, Precision.MONTH)
    rules.check_redating(ProgressStatus.IN_PROGRESS, MARCH, reworded, "Say it as the contract does.", None)


def test_one_request_at_a_time() -> None:
    with pytest.raises(rules.RequestWaiting) as refusal:
        rules.check_redating(ProgressStatus.IN_PROGRESS, MARCH, JUNE, "The supplier withdrew.", JUNE)
    assert refusal.value.text == "June 2025"


def test_only_an_open_request_is_answered() -> None:
    rules.check_decision(DueDateState.REQUESTED)
    for state in (DueDateState.ORIGINAL, DueDateState.ACCEPTED, DueDateState.DECLINED):
        with pytest.raises(rules.AlreadyDecided) as refusal:
            rules.check_decision(state)
        assert refusal.value.state is state


@pytest.mark.parametrize(
    "words", [ProgressStatus, rules.Rag, rules.Precision, QuarterReading, DueDateState, rules.PlanStatus]
)
def test_every_state_has_a_value_to_store_and_a_label_to_read(words: type[enums.LabelledEnum]) -> None:
    assert [words(value) for value, _ in words.choices()] == list(words)
    assert all(label[0].isupper() and label != value for value, label in words.choices())
    assert len({label for _, label in words.choices()}) == len(words)


def test_ratings_are_told_apart_by_shape_and_by_colour() -> None:
    assert len({rating.shape for rating in rules.Rag}) == len(rules.Rag)
    assert len({rating.tone for rating in rules.Rag}) == len(rules.Rag)
    assert rules.Rag.RED.shown == Status("Red", Shape.TRIANGLE, Tone.BAD)


def test_a_member_without_a_label_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="needs a label"):
        enums.LabelledEnum("Bare", {"BARE": "bare"})  # type: ignore[arg-type]  # the functional form


@given(st.text(max_size=400))
def test_what_was_typed_is_quoted_on_one_short_printable_line(text: str) -> None:
    line = rules.quoted(text)
    assert len(line) <= 61
    assert line.isprintable()
    assert line == " ".join(line.split())
    line.encode()
