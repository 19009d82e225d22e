"""The words of risks and issues, the matrix they are scored on, and the direction they move in (RULES 3).

The rules of each act have `rules_changes`, where a risk stood on a day `rules_standing`.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import last_day_of_month
from tracker.documents.blocks import Shape, Tone
from tracker.documents.text import plain_text
from tracker.enums import LabelledEnum, StatusEnum

LOWEST, HIGHEST = 1, 5
"""Of likelihood and of impact."""

PUBLIC_LIMIT: Final = 600
"""The most characters of a public wording: about a short paragraph in print."""

HEADLINE: Final = 140
"""The most characters of a risk's words where they stand as a heading or a link."""


class RiskKind(LabelledEnum):
    """A risk may happen; an issue has happened."""

    RISK = "risk", "Risk"
    ISSUE = "issue", "Issue"

    @property
    def letter(self) -> str:
        """The first letter of its references: R-0001, I-0001."""
        return "R" if self is RiskKind.RISK else "I"


class RiskState(StatusEnum):
    """Where it is in its life. A risk is open, closed or became an issue; an issue is open or resolved."""

    OPEN = "open", "Open", Shape.CIRCLE, Tone.INFORMATION
    HAPPENED = "happened", "Became an issue", Shape.TRIANGLE, Tone.BAD
    CLOSED = "closed", "Closed", Shape.SQUARE, Tone.NEUTRAL
    RESOLVED = "resolved", "Resolved", Shape.TICK, Tone.DONE


class Band(StatusEnum):
    """How high a score is, and how severe an issue is."""

    LOW = "low", "Low", Shape.CIRCLE, Tone.GOOD
    MEDIUM = "medium", "Medium", Shape.SQUARE, Tone.INFORMATION
    HIGH = "high", "High", Shape.DIAMOND, Tone.CAUTION
    VERY_HIGH = "very_high", "Very high", Shape.TRIANGLE, Tone.BAD

    @property
    def is_red(self) -> bool:
        """Whether an open risk of this band makes the deliverables linked to it amber (RULES 2)."""
        return self is Band.VERY_HIGH


class ScoreKind(LabelledEnum):
    """Which of its three scores: before anything was done, now, and where the office wants it."""

    INHERENT = "inherent", "Inherent"
    CURRENT = "current", "Current"
    TARGET = "target", "Target"


class Scale(LabelledEnum):
    LIKELIHOOD = "likelihood", "Likelihood"
    IMPACT = "impact", "Impact"


class Direction(StatusEnum):
    """Which way the score went since a day. Up is worse."""

    UP = "up", "Up", Shape.ARROW_UP, Tone.BAD
    DOWN = "down", "Down", Shape.ARROW_DOWN, Tone.GOOD
    SAME = "same", "No change", Shape.SQUARE, Tone.NEUTRAL
    NEW = "new", "New", Shape.DIAMOND, Tone.INFORMATION


@dataclass(frozen=True, slots=True)
class Score:
    """A place on a matrix: likelihood and impact from 1 to 5, and the number of the matrix it was given on."""

    likelihood: int
    impact: int
    matrix: int

    @property
    def value(self) -> int:
        """1 to 25."""
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class Matrix:
    """One version of the office's matrix: labels of 1 to 5, the scores bands start at, months between reviews."""

    number: int
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    medium_from: int = 5
    high_from: int = 10
    very_high_from: int = 15
    review_very_high: int = 1
    review_high: int = 3
    review_rest: int = 6

    def band_of(self, value: int) -> Band:
        """The band of a score from 1 to 25."""
        if value >= self.very_high_from:
            return Band.VERY_HIGH
        if value >= self.high_from:
            return Band.HIGH
        return Band.MEDIUM if value >= self.medium_from else Band.LOW

    def review_months(self, band: Band | None) -> int:
        """Months between two reviews; None: not yet scored."""
        return {Band.VERY_HIGH: self.review_very_high, Band.HIGH: self.review_high}.get(
            band or Band.LOW, self.review_rest
        )


DEFAULT_MATRIX: Final = Matrix(
    number=1,
    likelihoods=("Very unlikely", "Unlikely", "Possible", "Likely", "Very likely"),
    impacts=("Very low", "Low", "Moderate", "High", "Very high"),
)
"""What an office starts with; the migration writes it as version 1."""


def direction(now: Score | None, then: Score | None) -> Direction | None:
    """Which way a score went; None for a risk without a score now. `then` None: it had none on that day."""
    if now is None:
        return None
    if then is None:
        return Direction.NEW
    if now.value == then.value:
        return Direction.SAME
    return Direction.UP if now.value > then.value else Direction.DOWN


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_day_of_month(year, month + 1)
    return last if day.day > last.day else last.replace(day=day.day)


def headline(words: str) -> str:
    """The words on one line without their markup, cut short between two words where they are long."""
    return textwrap.shorten(plain_text(words), HEADLINE, placeholder=" …")
