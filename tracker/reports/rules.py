"""The quarter's lines and their order, and what a report is called."""

from __future__ import annotations

from datetime import date
from typing import Final

from tracker.dates import Quarter, long_date
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.plan.rules import PlanStatus

DRAFT_MARK: Final = "Draft – not signed off"
"""Stands on every page of every report nobody has signed (DESIGN section 7)."""

ENTRY_LIMIT: Final = 600
"""The most characters in one line of a quarter: about a short paragraph in print."""


class EntryKind(LabelledEnum):
    """What a quarter's line is; the label is the heading it stands under in the report."""

    OUTCOME = "outcome", "Outcomes achieved this quarter"
    FOCUS = "focus", "PCC focus next quarter"
    RISK_OR_ISSUE = "risk_or_issue", "Risks and issues"


class QuarterNotBegun(DomainError):
    """A report is asked for on a quarter that has not begun on the report's day."""

    field = "as_at"

    def __init__(self, quarter: Quarter) -> None:
        self.quarter = quarter
        super().__init__(f"{quarter.label} begins on {long_date(quarter.start)}. Enter that day or a later one.")


def has_begun_by(status: PlanStatus, starts: date, quarter: Quarter) -> bool:
    """Whether a quarter may report on a plan: adopted, and begun by the quarter's end. A draft is nobody's plan yet."""
    return status is not PlanStatus.DRAFT and starts <= quarter.end


def is_in_force_in(status: PlanStatus, starts: date, ends: date, quarter: Quarter) -> bool:
    """Whether a plan is in force on at least one day of a quarter."""
    return has_begun_by(status, starts, quarter) and ends >= quarter.start


def report_name(quarter: Quarter) -> str:
    """What the quarter's highlight report is called in files and in the log: "highlight-2024-25-Q2"."""
    return f"highlight-{quarter.key}"
