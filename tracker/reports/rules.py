"""The quarter's lines and their order, and what a report is called."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tracker.dates import Period, Quarter, long_date
from tracker.documents.printable import check_printable
from tracker.documents.text import clean_line
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.plan.rules import PlanStatus

DRAFT_MARK: Final = "Draft – not signed off"
"""Stands on every page of every report nobody has signed (DESIGN section 7)."""

INTERNAL_MARK: Final = "Internal – for use inside the office only"
"""Stands on every page of the risk register."""

REGISTER_NAME: Final = "risk-register"
"""What the register is called in files and in the log."""

ENTRY_LIMIT: Final = 600
"""The most characters in one line of a quarter: about a short paragraph in print."""


_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class EntryKind(LabelledEnum):
    """What a quarter's line is; the label is the heading it stands under in the report."""

    OUTCOME = "outcome", "Outcomes achieved this quarter"
    FOCUS = "focus", "PCC focus next quarter"


class LineRefused(DomainError):
    """A line of a quarter that cannot be kept as it is."""

    field = "text"


class LineEmpty(LineRefused):
    """A line that stood in the report has lost its words."""

    def __init__(self) -> None:
        super().__init__("Enter the line, or tick “Withdraw” to take it out of the report")


class NothingWritten(DomainError):
    """The first form of a quarter's page was sent without a line or a risk."""

    def __init__(self) -> None:
        super().__init__("Enter at least one line, or tick a risk or issue, before you save")


class BadReportDay(DomainError):
    """The day a report is asked for as at is no date, or has not come yet."""

    field = "as_at"


class NoReportDay(BadReportDay):
    """What was typed is no date."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__("Enter a real date, written like 2024-09-30")


class ReportDayInTheFuture(BadReportDay):
    """Nobody can know yet how things will stand."""

    def __init__(self, day: date, today: date) -> None:
        self.day = day
        super().__init__(f"Enter today, {long_date(today)}, or an earlier day")


class PeriodNotBegun(BadReportDay):
    """The quarter or the year has not begun on the day the report is asked for as at."""

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(f"{period.label} begins on {long_date(period.start)}. Enter that day or a later one.")


def read_report_day(text: str, period: Period, today: date) -> date:
    """The day typed as "2024-09-30". Raises NoReportDay, ReportDayInTheFuture or PeriodNotBegun."""
    try:
        day = date.fromisoformat(text.strip()) if _ISO_DAY.fullmatch(text.strip()) else None
    except ValueError:
        day = None
    if day is None:
        raise NoReportDay(text)
    check_report_day(day, period, today)
    return day


def check_report_day(day: date, period: Period, today: date) -> None:
    """Whether a report can be as at a day. Raises ReportDayInTheFuture or PeriodNotBegun."""
    if day > today:
        raise ReportDayInTheFuture(day, today)
    if day < period.start:
        raise PeriodNotBegun(period)


def check_line(text: str | None) -> str:
    """The line as it is kept: one line, cleaned. Raises LineEmpty, Unprintable or a refusal of `documents.text`."""
    kept = clean_line(text or "", max_length=ENTRY_LIMIT)
    if not kept:
        raise LineEmpty
    check_printable(kept)
    return kept


def subject_of(plan_code: str, priority_number: int, quarter: str) -> str:
    """What the log calls the lines of a priority in a quarter: "PCP-2022-25/1/2024-25-Q2"."""
    return f"{plan_code}/{priority_number}/{quarter}"


def has_begun_by(status: PlanStatus, starts: date, period: Period) -> bool:
    """Whether a period may report on a plan: adopted, and begun by its end. A draft is nobody's plan yet."""
    return status is not PlanStatus.DRAFT and starts <= period.end


def is_in_force_in(status: PlanStatus, starts: date, ends: date, period: Period) -> bool:
    """Whether a plan is in force on at least one day of a period."""
    return has_begun_by(status, starts, period) and ends >= period.start


def report_name(quarter: Quarter) -> str:
    """What the quarter's highlight report is called in files and in the log: "highlight-2024-25-Q2"."""
    return f"highlight-{quarter.key}"


def dashboard_name(quarter: Quarter) -> str:
    """What the quarter's dashboard report is called in files and in the log: "dashboard-2019-20-Q3"."""
    return f"dashboard-{quarter.key}"
