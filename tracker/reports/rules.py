"""The quarter's lines and their order, and what a report is called."""

from __future__ import annotations

from typing import Final

from tracker.dates import Quarter
from tracker.enums import LabelledEnum
from tracker.errors import DomainError

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
        super().__init__(
            f"{quarter.label} has not begun on that day. Choose a day from its first day, "
            f"{quarter.start.day} {quarter.months_label.split()[0]} {quarter.start.year}, on."
        )


def report_name(quarter: Quarter) -> str:
    """What the quarter's highlight report is called in files and in the log: "highlight-2024-25-Q2"."""
    return f"highlight-{quarter.key}"
