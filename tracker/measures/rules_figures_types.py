"""What a figure check is given and what it answers: a table's rows, figures as they are written, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.enums import LabelledEnum
from tracker.measures.rules import TrendWord, Unit, YoyUnit


class Verdict(LabelledEnum):
    """What a check found. Unknown: the table cannot say, somebody must confirm the figure once with its source."""

    AGREES = "agrees", "Agrees with the table"
    CONTRADICTS = "contradicts", "Contradicts the table"
    UNKNOWN = "unknown", "Not in the table"


class Span(LabelledEnum):
    """The figures of a row: of its month, 3 and 12 months, and the change of the 12 months against the 12 before."""

    MONTH = "month", "the month"
    THREE = "three", "3 months"
    TWELVE = "twelve", "12 months"
    CHANGE = "change", "year on year"


LEVELS = (Span.MONTH, Span.THREE, Span.TWELVE)
"""The figures that say how much, not how much more."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a measure page. Percentages are without their sign, durations in seconds; None: not printed.

    `section` is the page or group it stands on; rows of one page may leave it empty. `exceptions` holds 1 (high) or -1
    (low) by months: {8: -1} is an Eight-Month Low; None where the page prints no exceptions at all. `trend` is None
    where none is printed. `parts` holds the numerator and denominator of a rate by span, `target` its service level,
    `former` the values of earlier months by their first day.
    """

    measure: str
    unit: Unit
    month: date
    month_value: Decimal | None = None
    three_months: Decimal | None = None
    twelve_months: Decimal | None = None
    yoy: Decimal | None = None
    yoy_unit: YoyUnit | None = None
    trend: TrendWord | None = None
    exceptions: Mapping[int, int] | None = None
    weighting: int | None = None
    section: str = ""
    parts: Mapping[Span, tuple[Decimal, Decimal]] = field(default_factory=dict)
    target: Decimal | None = None
    former: Mapping[date, Decimal] = field(default_factory=dict)

    def value(self, span: Span) -> Decimal | None:
        """The figure of a span, None where the row has none."""
        return {
            Span.MONTH: self.month_value,
            Span.THREE: self.three_months,
            Span.TWELVE: self.twelve_months,
            Span.CHANGE: self.yoy,
        }[span]


@dataclass(frozen=True, slots=True)
class Checked:
    """One figure or claim of a text. `table` says in words what the table has, or why it cannot tell.

    `measure` names the row it was held against, None where none was found. `place` is where it begins in the text.
    """

    verdict: Verdict
    sentence: str
    says: str
    table: str
    measure: str | None = None
    place: int = field(default=0, compare=False)

    @property
    def line(self) -> str:
        """One line that begins with the verdict."""
        sentence = " ".join("".join(sign if sign.isprintable() else " " for sign in self.sentence).split())
        has = "the table says" if self.verdict is not Verdict.UNKNOWN else "the table does not settle it:"
        return f"{self.verdict.value}: “{sentence}” says {self.says}; {has} {self.table}"


class Kind(LabelledEnum):
    """What a written figure is counted in. A plain number may be a count, or days where `days` stand behind it."""

    COUNT = "count", "number"
    PERCENT = "percent", "percentage"
    POINTS = "points", "percentage points"
    DURATION = "duration", "time"
    DAYS = "days", "days"
    MONEY = "money", "money"


class Hedge(LabelledEnum):
    """How a figure is softened: "about 1,800", "over 1,700", "nearly 80%"."""

    NONE = "none", "exactly"
    ABOUT = "about", "about"
    OVER = "over", "over"
    UNDER = "under", "under"


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as it stands in a sentence.

    `readings` are what it may mean, without sign: 1:12 is 72 seconds or 4,320. `step` is the unit of its last place,
    by which it may have been rounded. `sign` is 1, -1, or 0 where none is written. `in_brackets`: a count like "n.817".
    """

    kind: Kind
    text: str
    start: int
    end: int
    readings: tuple[Decimal, ...]
    step: Decimal
    sign: int = 0
    in_brackets: bool = False
    hedge: Hedge = Hedge.NONE
    is_word: bool = False
