"""What a report says of measures: figures in the words they are printed in, and as exact as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures.rules import CommentaryBlock, Engine, Polarity, TrendWord, Unit, YoyUnit
from tracker.measures.rules_exceptions import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureBasis:
    """What the measures of a report were judged by (RULES 5): every setting that decides something.

    `vintage` is the number of the newest load of figures the report saw, 0 for none. `one` … `eight` are standard
    deviations. `key` says the same in sentences for the engines in use; `false_alarms` is the sentence on exceptions
    by chance for the measures printed, None where none of them is judged by those rules.
    """

    vintage: int
    engines: tuple[Engine, ...]
    window: int
    needed: int
    one_before: bool
    population: bool
    one: float
    two: float
    three: float
    eight: float
    points_one: int
    points_two: int
    points_three: int
    points_eight: int
    points_trend: int
    points_significant: int
    key: tuple[str, ...]
    false_alarms: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """Months of a measure that may be compared, oldest first; None is a gap. `first` and `last` are its ends."""

    first: date
    last: date
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFigures:
    """The figures of a row as numbers, rounded as they are printed; None where there is none, or it is withheld."""

    month: Decimal | None
    three_months: Decimal | None
    twelve_months: Decimal | None
    year_on_year: Decimal | None
    year_on_year_unit: YoyUnit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One measure in a month.

    The words are those of the table's cells. `notes` are words about its figures that the key explains, such as
    "provisional". `withheld` are the months with a figure marked OFFICIAL SENSITIVE that nobody has cleared and that
    something of this row is worked out from: what it is worked out from them is not in the snapshot.
    """

    code: str
    name: str
    unit: Unit
    polarity: Polarity
    engine: Engine
    trend_line: TrendLine | None
    month: str
    three_months: str
    twelve_months: str
    year_on_year: str
    figures: MeasureFigures
    trend: TrendWord | None
    trend_words: str
    trend_supplied: bool
    exceptions: str
    exceptions_directions: tuple[Direction, ...]
    exceptions_supplied: bool
    weighting: str
    weighting_supplied: bool
    notes: tuple[str, ...]
    withheld: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentaryFacts:
    """A block of commentary as typed, with bold, links and bullets marked up."""

    block: CommentaryBlock
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """A group of measures in its newest month; `month` is None where it has only commentary.

    `without_figures` names the measures of the group that nothing is on record of, where others have figures.
    """

    group: str
    month: date | None
    rows: tuple[MeasureRow, ...]
    without_figures: tuple[str, ...]
    no_surprises: str | None
    commentary: tuple[CommentaryFacts, ...]
