"""What a survey can tell apart: an answer with its plus or minus is an interval (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.enums import LabelledEnum
from tracker.errors import DomainError


class MarginBelowZero(DomainError):
    field = "margin"

    def __init__(self, margin: Decimal) -> None:
        self.margin = margin
        super().__init__("Enter the margin, the number after ±, as 0 or more.")


class Comparison(LabelledEnum):
    """What may be said of one answer against another."""

    HIGHER = "higher", "higher"
    LOWER = "lower", "lower"
    NO_CLEAR_DIFFERENCE = "no_clear_difference", "no clear difference"


@dataclass(frozen=True, slots=True)
class Interval:
    """An answer in percent and its plus or minus in percentage points. Raises MarginBelowZero."""

    value: Decimal
    margin: Decimal

    def __post_init__(self) -> None:
        if self.margin < 0:
            raise MarginBelowZero(self.margin)

    @property
    def lower(self) -> Decimal:
        return self.value - self.margin

    @property
    def upper(self) -> Decimal:
        return self.value + self.margin

    def against(self, other: Interval) -> Comparison:
        """Higher or lower only where the two intervals do not overlap; those that touch do."""
        if self.lower > other.upper:
            return Comparison.HIGHER
        return Comparison.LOWER if self.upper < other.lower else Comparison.NO_CLEAR_DIFFERENCE


def compare(
    value: Decimal | None, margin: Decimal | None, other: Decimal | None, other_margin: Decimal | None
) -> Comparison | None:
    """One answer against another; None where a value or a margin is missing, and nothing can be said."""
    if value is None or margin is None or other is None or other_margin is None:
        return None
    return Interval(value, margin).against(Interval(other, other_margin))
