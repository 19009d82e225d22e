"""The words of measures: types, units, states, markings, peers; and the months their figures belong to (RULES 4).

A month is its first day as a date. Windows have `rules_windows`, how figures are printed `rules_words`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tracker.dates import MONTHS
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Of the months figures may belong to."""

_WRITTEN: Final = re.compile(r"([A-Za-z]{3,9})\.?[ -]?([0-9]{4}|[0-9]{2})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})(?:-01)?")


class MeasureType(LabelledEnum):
    """How the months of a measure combine (RULES 4)."""

    COUNT = "count", "Count"
    RATE = "rate", "Rate with its numerator and denominator"
    MEAN_TIME = "mean_time", "Mean time with its total and cases"
    MEDIAN = "median", "Median or other percentile"
    STOCK = "stock", "Number at the end of the month"
    SUPPLIED_RATE = "supplied_rate", "Rate supplied without its parts"
    SURVEY = "survey", "Survey of a rolling 12 months"

    @property
    def has_parts(self) -> bool:
        """Whether each month needs a numerator and a denominator, or a total time and its cases."""
        return self in {MeasureType.RATE, MeasureType.MEAN_TIME}

    @property
    def is_pooled(self) -> bool:
        """Whether its 3 and 12 months can be worked out from its months."""
        return self in {MeasureType.COUNT, MeasureType.RATE, MeasureType.MEAN_TIME, MeasureType.STOCK}


class Unit(LabelledEnum):
    """What a value is counted in. A duration is in seconds, a percentage is without its sign: 12.3 for 12.3%."""

    COUNT = "count", "Number"
    PERCENT = "percent", "Percentage"
    DURATION = "duration", "Hours, minutes and seconds"
    HOURS = "hours", "Hours"
    DAYS = "days", "Days"


class Polarity(LabelledEnum):
    """Which way is better."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NONE = "none", "Neither is better"


class ValueState(StatusEnum):
    """What a value is worth. A withdrawn one counts as missing; one that is not comparable is compared with nothing."""

    PROVISIONAL = "provisional", "Provisional", Shape.CIRCLE, Tone.CAUTION
    FINAL = "final", "Final", Shape.TICK, Tone.DONE
    NOT_COMPARABLE = "not_comparable", "Not comparable", Shape.DIAMOND, Tone.CAUTION
    WITHDRAWN = "withdrawn", "Withdrawn", Shape.SQUARE, Tone.NEUTRAL


class Marking(LabelledEnum):
    """A marked figure blocks publication until somebody clears it."""

    NONE = "none", "No marking"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL SENSITIVE"


class YoyUnit(LabelledEnum):
    """What a year-on-year change is counted in. A duration is in seconds."""

    PERCENT = "percent", "%"
    PERCENTAGE_POINTS = "percentage_points", "% points"
    DURATION = "duration", "time"
    DAYS = "days", "days"


class TrendWord(StatusEnum):
    """Where a trend goes. Stable: none is called."""

    INCREASING = "increasing", "Increasing", Shape.ARROW_UP, Tone.INFORMATION
    DECREASING = "decreasing", "Decreasing", Shape.ARROW_DOWN, Tone.INFORMATION
    STABLE = "stable", "Stable", Shape.SQUARE, Tone.NEUTRAL

    @property
    def sign(self) -> int:
        """1, -1 or 0."""
        return {TrendWord.INCREASING: 1, TrendWord.DECREASING: -1}.get(self, 0)

    @classmethod
    def of_sign(cls, sign: float) -> TrendWord:
        """The trend of anything above, below or at zero."""
        if sign > 0:
            return cls.INCREASING
        return cls.DECREASING if sign < 0 else cls.STABLE


class PeerStatus(StatusEnum):
    """How a value stands to those of similar forces (RULES 4). Whether that is good depends on the measure."""

    GREATER = "greater", "Greater than Peers", Shape.ARROW_UP, Tone.INFORMATION
    IN_LINE_ABOVE = "in_line_above", "In Line with Peers (above average)", Shape.TRIANGLE, Tone.NEUTRAL
    IN_LINE_BELOW = "in_line_below", "In Line with Peers (below average)", Shape.SQUARE, Tone.NEUTRAL
    LESS = "less", "Less than Peers", Shape.ARROW_DOWN, Tone.INFORMATION
    DOES_NOT_TREND = "does_not_trend", "Does not trend with Peers", Shape.DIAMOND, Tone.CAUTION


class TargetSense(LabelledEnum):
    """Which side of a service level meets it; the level itself does."""

    AT_LEAST = "at_least", "At least"
    AT_MOST = "at_most", "At most"


class TargetState(StatusEnum):
    """Whether a figure reaches its service level."""

    MET = "met", "Target met", Shape.TICK, Tone.GOOD
    NOT_MET = "not_met", "Target not met", Shape.DIAMOND, Tone.BAD


class Engine(LabelledEnum):
    """Which rules find what is out of the ordinary (RULES 5)."""

    EXCEPTIONS = "exceptions", "Exceptions of one, two, three and eight months"
    XMR = "xmr", "Control chart of individual values (XmR)"


class LoadSource(LabelledEnum):
    """How figures came in."""

    FILE = "file", "File"
    HAND = "hand", "Entered by hand"
    SEED = "seed", "Seed set"


class Layout(LabelledEnum):
    """How a file of figures is laid out."""

    LONG = "long", "One row for each measure and month"
    WIDE = "wide", "One row for each measure, one column for each month"


class CommentaryBlock(LabelledEnum):
    """The parts of what an analyst writes about a group of measures, in the order they are printed."""

    WHAT = "what", "WHAT"
    SO_WHAT = "so_what", "SO WHAT"
    NOW_WHAT = "now_what", "NOW WHAT"
    DATA_SUMMARY = "data_summary", "DATA SUMMARY"


class NotAMonth(DomainError):
    """The text names no month between 1900 and 2999."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{text}” is no month. Write it like Jul-24, July 2024 or 2024-07.")


def month_of(day: date) -> date:
    """The first day of the month that holds a day."""
    return day.replace(day=1)


def months_on(month: date, months: int) -> date:
    """The first day of the month so many months later, or earlier where `months` is below zero."""
    year, place = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, place + 1, 1)


def previous_month(month: date) -> date:
    """The month before it."""
    return months_on(month, -1)


def months_between(first: date, last: date) -> int:
    """How many months lie from one to the other: 0 for the same, 1 for the next, below zero for an earlier one."""
    return (last.year - first.year) * 12 + last.month - first.month


def window(last: date, months: int) -> tuple[date, ...]:
    """So many months that end with `last`, oldest first."""
    return tuple(months_on(last, place - months + 1) for place in range(months))


def short_month(month: date) -> str:
    """ "Jul-24", for tables."""
    return f"{MONTHS[month.month - 1][:3]}-{month.year % 100:02d}"


def long_month(month: date) -> str:
    """ "July 2024", for sentences."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def read_month(text: str) -> date:
    """From "Jul-24", "Sept 24", "July 2024", "2024-07" or "2024-07-01"; two digits are of this century.

    Raises NotAMonth.
    """
    stripped = text.strip()
    iso, written = _ISO.fullmatch(stripped), _WRITTEN.fullmatch(stripped)
    if iso:
        year, month = int(iso[1]), int(iso[2])
    elif written:
        year = int(written[2]) + (2000 if len(written[2]) == 2 else 0)
        month = _month_named(written[1])
    else:
        raise NotAMonth(text)
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= len(MONTHS)):
        raise NotAMonth(text)
    return date(year, month, 1)


def _month_named(name: str) -> int:
    """1 to 12 for a month's name or the first letters of it, three or more; 0 for anything else."""
    return next((place for place, full in enumerate(MONTHS, start=1) if full.lower().startswith(name.lower())), 0)
