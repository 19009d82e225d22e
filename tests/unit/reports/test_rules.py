"""Quarters, days and lines a report can take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reports.histories import AS_AT, QUARTER
from tracker.documents.printable import Unprintable
from tracker.documents.text import ForbiddenCharacter, TooLong
from tracker.plan.rules import PlanStatus
from tracker.reports.rules import (
    LineEmpty,
    NoReportDay,
    PeriodNotBegun,
    ReportDayInTheFuture,
    check_line,
    has_begun_by,
    is_in_force_in,
    read_report_day,
    report_name,
    subject_of,
)


@given(st.dates(QUARTER.start, AS_AT))
def test_any_day_from_the_quarter_s_first_to_today_will_do(day: date) -> None:
    assert read_report_day(f" {day.isoformat()} ", QUARTER, AS_AT) == day


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "2024-02-30", "2024-9-1", "18/09/2024", "20240918", "2024-W38-3", "２０２４-09-01", "9" * 5000],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NoReportDay):
        read_report_day(typed, QUARTER, AS_AT)


def test_a_day_to_come_and_a_day_before_the_quarter_are_refused() -> None:
    with pytest.raises(ReportDayInTheFuture, match="Enter today, 18 September 2024, or an earlier day"):
        read_report_day("2024-09-19", QUARTER, AS_AT)
    with pytest.raises(PeriodNotBegun, match="Quarter 2, 2024-25 begins on 1 July 2024"):
        read_report_day("2024-06-30", QUARTER, AS_AT)


@pytest.mark.parametrize(
    ("status", "starts", "ends", "begun", "in_force"),
    [
        (PlanStatus.CURRENT, QUARTER.end, date(2029, 1, 1), True, True),
        (PlanStatus.CURRENT, QUARTER.end + timedelta(days=1), date(2029, 1, 1), False, False),
        (PlanStatus.CLOSED, date(2020, 4, 1), QUARTER.start, True, True),
        (PlanStatus.CLOSED, date(2020, 4, 1), QUARTER.start - timedelta(days=1), True, False),
        (PlanStatus.DRAFT, date(2020, 4, 1), date(2029, 1, 1), False, False),
    ],
)
def test_a_quarter_reports_on_adopted_plans_that_have_begun(
    status: PlanStatus, starts: date, ends: date, begun: bool, in_force: bool
) -> None:
    assert has_begun_by(status, starts, QUARTER) is begun
    assert is_in_force_in(status, starts, ends, QUARTER) is in_force


def test_a_line_is_kept_on_one_line() -> None:
    assert check_line("  Two\r\nlines\tof **bold** text ") == "Two lines of **bold** text"


def test_a_line_can_be_six_hundred_characters_long() -> None:
    assert len(check_line("a" * 600)) == 600
    with pytest.raises(TooLong):
        check_line("a" * 601)


@pytest.mark.parametrize("nothing", [None, "", " \n ", "\u200b"])
def test_a_line_needs_words(nothing: str | None) -> None:
    with pytest.raises(LineEmpty):
        check_line(nothing)


def test_a_character_that_no_report_can_print_is_refused_by_name() -> None:
    with pytest.raises(Unprintable, match="Reports cannot print “🚓”"):
        check_line("The new 🚓 is here")


@pytest.mark.parametrize("bad", ["a\udc00b", "a\u202eb", "a\x00b"])
def test_what_no_file_can_hold_is_refused(bad: str) -> None:
    with pytest.raises(ForbiddenCharacter):
        check_line(bad)


def test_reports_and_lines_have_names_people_know() -> None:
    assert report_name(QUARTER) == "highlight-2024-25-Q2"
    assert subject_of("PCP-2022-25", 1, QUARTER.key) == "PCP-2022-25/1/2024-25-Q2"
