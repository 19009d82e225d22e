"""What may be wrong with a report, how much that weighs, and where it stands (RULES 7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from tracker.enums import LabelledEnum

WHOLE_REPORT: Final = "The whole report"


class Severity(LabelledEnum):
    """A block is mended, or overridden with a written reason, before anybody signs; a warning is for the reader."""

    BLOCK = "block", "To be mended or overridden"
    WARN = "warn", "To be looked at"


class ProblemKind(LabelledEnum):
    """What is wrong."""

    EMPTY = "empty", "Nothing to report"
    MISSING = "missing", "A section is missing"
    OVERDUE = "overdue", "Overdue without a reason"
    COMPLETION = "completion", "100% without a completion date"
    CONTRADICTION = "contradiction", "The text contradicts the table"
    NO_SOURCE = "no_source", "A figure needs a source"
    MARKING = "marking", "A figure is marked OFFICIAL SENSITIVE"
    OTHER_QUARTER = "other_quarter", "Another quarter in the text"
    REPEATED = "repeated", "The text is the last report’s"
    TREND = "trend", "Trend and year on year disagree"
    ACRONYM = "acronym", "An acronym without a meaning"
    QUARTERS = "quarters", "A quarter without a record"
    TWICE = "twice", "A deliverable is counted twice"
    FINANCE = "finance", "The money does not add up"
    PICTURE = "picture", "A picture cannot be printed as it is"
    SPEAKER = "speaker", "A quotation without a speaker"
    NO_DIGIT = "no_digit", "A headline figure without a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPlace:
    """Where a problem stands. Without a priority it is about the whole report.

    `block` is the heading it is under ("PCC focus next quarter", "Deliverables", "999, SO WHAT"), `reference` that of
    a deliverable or the code of a measure.
    """

    plan_code: str | None = None
    number: int | None = None
    block: str = WHOLE_REPORT
    reference: str | None = None

    @property
    def words(self) -> str:
        """ "Priority 2, Deliverables, D-0007"."""
        parts = (f"Priority {self.number}" if self.number is not None else None, self.block, self.reference)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. `words` say what, and what to do.

    `about` is the text or fact that is wrong, without what changes from day to day: while it stands as it is, `key`
    stays the same, and so does what was decided about it.
    """

    kind: ProblemKind
    severity: Severity
    place: ProblemPlace
    about: str
    words: str

    @property
    def key(self) -> str:
        """SHA-256, in hexadecimal, of what is wrong, where, and with which words."""
        place = self.place
        parts = (self.kind.value, place.plan_code or "", str(place.number or ""), place.block, place.reference or "")
        return hashlib.sha256("\x1f".join((*parts, " ".join(self.about.split()))).encode()).hexdigest()

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK
