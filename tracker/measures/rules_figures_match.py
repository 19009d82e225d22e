"""A written figure against the figures of a row: whether it is one of them, rounded as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from tracker.measures.rules import Unit, YoyUnit, short_month
from tracker.measures.rules_figures_types import LEVELS, FigureRow, Hedge, Kind, Span, Written
from tracker.measures.rules_words import change_words, value_words

TENTH: Final = Decimal("0.1")
_HOUR: Final = Decimal(3600)
_DAY: Final = Decimal(86400)
_ROUND_FROM: Final = Decimal(100)
"""A count that ends in two noughts may have been rounded to hundreds."""

_ABOUT: Final = Decimal("0.05")
"""How far "about" may lie from the table's figure, as a part of it."""

_ALL_GONE: Final = Decimal(-100)
"""A fall by more than everything says nothing of a count."""

_SHARES: Final = frozenset((Kind.PERCENT, Kind.POINTS))
_PERCENTS: Final = frozenset((YoyUnit.PERCENT, YoyUnit.PERCENTAGE_POINTS))

_LEVEL_UNITS: Final = {
    Kind.COUNT: {Unit.COUNT: Decimal(1), Unit.DAYS: Decimal(1), Unit.HOURS: Decimal(1)},
    Kind.PERCENT: {Unit.PERCENT: Decimal(1)},
    Kind.DURATION: {Unit.DURATION: Decimal(1), Unit.HOURS: _HOUR},
    Kind.DAYS: {Unit.DAYS: Decimal(1), Unit.DURATION: _DAY},
}
"""By how much a row's value is multiplied to be counted as the figure is; for seconds in days it is divided."""


def can_be_level(written: Written, row: FigureRow) -> bool:
    """Whether a row's values are counted as the figure is."""
    return row.unit in _LEVEL_UNITS.get(written.kind, {})


def can_be_change(written: Written, row: FigureRow) -> bool:
    """Whether a row's change is counted as the figure is; a count can be worked out from a change in per cent."""
    if row.yoy_unit is None or row.yoy is None:
        return False
    if written.kind is Kind.COUNT:
        counted = row.unit is Unit.COUNT and row.yoy_unit is YoyUnit.PERCENT and row.twelve_months is not None
        return counted and row.yoy >= _ALL_GONE
    if written.kind in _SHARES:
        return row.yoy_unit in _PERCENTS
    wanted = {Kind.DURATION: YoyUnit.DURATION, Kind.DAYS: YoyUnit.DAYS}
    return wanted.get(written.kind) is row.yoy_unit


def is_level(written: Written, row: FigureRow, span: Span) -> bool:
    """Whether the figure is the row's value of a span, as far as it is written out."""
    value = row.value(span)
    if value is None or not can_be_level(written, row):
        return False
    if written.kind is Kind.DAYS and row.unit is Unit.DURATION:
        value /= _DAY
    else:
        value *= _LEVEL_UNITS[written.kind][row.unit]
    return any(_same(written, reading, value, _printed_step(row.unit)) for reading in written.readings)


def can_be_part(written: Written, row: FigureRow) -> bool:
    """Whether the figure may be the numerator or denominator of the row's rate."""
    return written.kind is Kind.COUNT and bool(row.parts)


def is_part(written: Written, row: FigureRow, span: Span) -> bool:
    """Whether the figure is the numerator or denominator of the row's rate in a span."""
    return any(_same(written, reading, part, Decimal(1)) for reading in written.readings for part in row.parts[span])


def is_change(written: Written, row: FigureRow) -> bool:
    """Whether the figure is the row's change, whichever way."""
    if not can_be_change(written, row) or row.yoy is None:
        return False
    if written.kind is Kind.COUNT:
        low, high = change_in_count(row)
        return any(low <= reading <= high for reading in written.readings)
    step = TENTH if row.yoy_unit in _PERCENTS else Decimal(1)
    return any(_same(written, reading, abs(row.yoy), step) for reading in written.readings)


def change_in_count(row: FigureRow) -> tuple[Decimal, Decimal]:
    """The least and most by which a count can have changed, its 12 months and its rounded percentage given."""
    now, percent = row.twelve_months, row.yoy
    if now is None or percent is None:
        raise ValueError("The row has no 12 months or no change.")
    ends = [percent - TENTH / 2, percent + TENTH / 2]
    changes = [abs(now - now / (1 + end / 100)) for end in ends if end > -100]
    least = Decimal(0) if ends[0] < 0 < ends[1] else min(changes)
    return least.to_integral_value(rounding="ROUND_FLOOR"), max(changes).to_integral_value(rounding="ROUND_CEILING")


def _same(written: Written, reading: Decimal, value: Decimal, printed: Decimal) -> bool:
    """Equal once both are rounded as they are printed, or as near as the word before says."""
    apart = abs(reading - value)
    slack = max(_rounding(written, reading), printed / 2 if _is_finer(written, printed) else Decimal(0))
    if written.hedge is Hedge.ABOUT:
        return apart <= max(slack, value * _ABOUT)
    if written.hedge is Hedge.OVER:
        return value >= reading and (apart <= max(slack * 2, value * _ABOUT * 2))
    if written.hedge is Hedge.UNDER:
        return value <= reading and (apart <= max(slack * 2, value * _ABOUT))
    return apart <= slack


def _is_finer(written: Written, printed: Decimal) -> bool:
    """Whether the figure has more places than the table prints."""
    return written.step < printed


def _rounding(written: Written, reading: Decimal) -> Decimal:
    """Half the unit of the last place; a plain count is exact, unless it ends in two noughts or more."""
    if written.kind is not Kind.COUNT or written.step > 1:
        return written.step / 2
    if written.step < 1:
        return written.step / 2
    unit = Decimal(1)
    while reading >= unit * 100 and reading % (unit * 10) == 0:
        unit *= 10
    return unit / 2 if unit >= _ROUND_FROM else Decimal(0)


def _printed_step(unit: Unit) -> Decimal:
    return TENTH if unit is Unit.PERCENT else Decimal(1)


def what_it_is(written: Written, rows: Iterable[FigureRow], beside: Sequence[FigureRow]) -> str | None:
    """Which figure of the table it is instead: of the same rows first, then of the others of their section."""
    if len(written.text.strip("+-−–%()n.= ")) < 2:
        return None
    for row, others in (*((row, False) for row in rows), *((row, True) for row in beside)):
        for span in LEVELS:
            if is_level(written, row, span):
                return f"that of {span_words(row, span)}" + (f" of {row.measure}" if others else "")
    return None


def span_words(row: FigureRow, span: Span) -> str:
    """ "Jul-24", "12 months to Jul-24"."""
    month = short_month(row.month)
    return {
        Span.MONTH: month,
        Span.THREE: f"3 months to {month}",
        Span.TWELVE: f"12 months to {month}",
        Span.CHANGE: "year on year",
    }[span]


def shown_level(row: FigureRow, span: Span) -> str:
    """A row's value of a span as it is printed."""
    value = row.value(span)
    return "nothing" if value is None else value_words(value, row.unit)


def shown_parts(row: FigureRow, span: Span) -> str:
    """ "9 of 129"."""
    numerator, denominator = (value_words(part, Unit.COUNT) for part in row.parts[span])
    return f"{numerator} of {denominator}"


def shown_change(row: FigureRow) -> str:
    """A row's change as it is printed, with which way it went."""
    if row.yoy is None or row.yoy_unit is None:
        return "nothing"
    way = "up" if row.yoy > 0 else "down" if row.yoy < 0 else "no change"
    return f"{change_words(row.yoy, row.yoy_unit)} ({way})"


def levels_of(row: FigureRow) -> Iterator[Span]:
    """The spans a row has a value of."""
    return (span for span in LEVELS if row.value(span) is not None)
