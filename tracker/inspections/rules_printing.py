"""From when to when a priority's highlight report prints the grades of an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tracker.dates import long_date
from tracker.errors import DomainError


class PrintingRefused(DomainError):
    """One printing will not do. `line` is its place among the lines sent, from 0; None: it was not sent."""

    def __init__(self, line: int | None, field: str, message: str) -> None:
        self.line = line
        self.field = field
        super().__init__(message)


class PrintingEndsBeforeItStarts(PrintingRefused):
    def __init__(self, line: int | None) -> None:
        super().__init__(line, "to_on", "The last day must be the same as or after the first day.")


class PrintingsOverlap(PrintingRefused):
    """One report would print the same grades twice."""

    def __init__(self, line: int | None, other: PrintingLine) -> None:
        self.other = other
        until = f" to {long_date(other.to_on)}" if other.to_on else " on, with no last day"
        super().__init__(
            line,
            "from_on",
            f"The same priority prints these grades already from {long_date(other.from_on)}{until}. "
            "Enter days that do not meet, or change the other line.",
        )


class UnknownPrinting(DomainError):
    """A line for a printing or a priority that is not there."""

    def __init__(self) -> None:
        super().__init__("One of the lines is no longer there. Open the page again.")


@dataclass(frozen=True, slots=True)
class PrintingLine:
    """`id` None: a new one. `to_on` None: no last day yet."""

    id: int | None
    priority_id: int
    from_on: date
    to_on: date | None
    remove: bool = False


def check_printings(lines: Sequence[tuple[int | None, PrintingLine]]) -> None:
    """Each line with its place among those sent. Raises PrintingEndsBeforeItStarts or PrintingsOverlap."""
    for at, line in lines:
        if line.to_on is not None and line.to_on < line.from_on:
            raise PrintingEndsBeforeItStarts(at)
    for (at, one), (later, other) in combinations(lines, 2):
        if one.priority_id == other.priority_id and _meet(one, other):
            # Said of the line that was sent, and of two that were sent, of the later one.
            raise PrintingsOverlap(at if later is None else later, other if later is None else one)


def _meet(one: PrintingLine, other: PrintingLine) -> bool:
    return one.from_on <= (other.to_on or date.max) and other.from_on <= (one.to_on or date.max)
