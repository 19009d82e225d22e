"""The month, 3 months, 12 months and year on year of a measure, by its type (RULES 4). Decimal in, Decimal out.

A figure is a value, or the reason why there is none. Nothing is rounded here; `rules_words` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.enums import LabelledEnum
from tracker.measures.rules import MeasureType, Unit, ValueState, YoyUnit, months_on, window

YEAR, QUARTER = 12, 3
"""Months of the two windows."""

_HUNDRED: Final = Decimal(100)
_SECONDS_OF_AN_HOUR: Final = Decimal(3600)


class Lack(LabelledEnum):
    """Why there is no figure."""

    INCOMPLETE = "incomplete", "incomplete"
    FROM_ZERO = "from_zero", "n/a (from 0)"
    NO_CASES = "no_cases", "n/a (no cases)"
    ROLLING_ONLY = "rolling_only", "Rolling 12 Month Only"
    NOT_COMPARABLE = "not_comparable", "not comparable"
    NOT_PUBLISHED = "not_published", "None recorded"


@dataclass(frozen=True, slots=True)
class MonthValue:
    """The figure in force for a month. Percentages are without their sign, durations in seconds.

    A rate has its numerator and denominator; a mean time has its total time, in the unit of the measure, as numerator
    and its cases as denominator. `margin` is a survey's plus or minus; the value of a survey is that of the 12 months
    that end with the month.
    """

    month: date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    margin: Decimal | None = None
    state: ValueState = ValueState.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Supplied:
    """The figures that end with a month as a supplier worked them out; None: not supplied.

    They are the only ones of a median or of a rate without its parts. For other types they stand in where months are
    missing, but never where a month was withdrawn.
    """

    month_value: Decimal | None = None
    three_months: Decimal | None = None
    twelve_months: Decimal | None = None
    margin: Decimal | None = None
    year_on_year: Decimal | None = None
    year_on_year_unit: YoyUnit | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or why there is none; for an incomplete window `partial` is what the `known` of `wanted` months give.

    `numerator` and `denominator` are what was pooled. `comparable` is False where a month of it is not.
    """

    value: Decimal | None
    lack: Lack | None = None
    known: int = 1
    wanted: int = 1
    partial: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    margin: Decimal | None = None
    provisional: bool = False
    comparable: bool = True
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """The 12 months against the 12 before, in `unit`; or why there is no change to tell.

    `margin` is the sum of both margins: a change no greater than it lies inside intervals that overlap.
    """

    value: Decimal | None
    unit: YoyUnit
    lack: Lack | None = None
    known: int = YEAR
    wanted: int = YEAR
    margin: Decimal | None = None
    supplied: bool = False

    @property
    def sign(self) -> int | None:
        """1, 0 or -1; None where there is no change to tell."""
        return None if self.value is None else (self.value > 0) - (self.value < 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the table of a measure page prints for one measure and month."""

    month: Figure
    three_months: Figure
    twelve_months: Figure
    year_on_year: Change


class MonthTwice(ValueError):
    """Two values are given for one month: a fault of the caller, who passes only those in force."""

    def __init__(self, month: date) -> None:
        self.month = month
        super().__init__(f"{month} has two values.")


class Series:
    """One measure's values in force by month, and what was supplied, ready to be asked for windows.

    Raises MonthTwice.
    """

    __slots__ = ("_kind", "_supplied", "_unit", "_values")

    def __init__(
        self,
        kind: MeasureType,
        unit: Unit,
        values: Iterable[MonthValue],
        supplied: Mapping[date, Supplied] = MappingProxyType({}),
    ) -> None:
        self._kind = kind
        self._unit = unit
        self._supplied = supplied
        self._values: dict[date, MonthValue] = {}
        for value in values:
            if value.month in self._values:
                raise MonthTwice(value.month)
            self._values[value.month] = value

    def figures(self, last: date) -> Figures:
        """Everything printed of the month `last`."""
        return Figures(self.month(last), self.three_months(last), self.twelve_months(last), self.year_on_year(last))

    def month(self, month: date) -> Figure:
        """The month alone."""
        if self._kind is MeasureType.SURVEY:
            return Figure(None, Lack.ROLLING_ONLY)
        return self._window((month,), self._given(month).month_value)

    def three_months(self, last: date) -> Figure:
        """The 3 months that end with `last`."""
        if self._kind is MeasureType.SURVEY:
            return Figure(None, Lack.ROLLING_ONLY, wanted=QUARTER)
        return self._window(window(last, QUARTER), self._given(last).three_months)

    def twelve_months(self, last: date) -> Figure:
        """The 12 months that end with `last`."""
        given = self._given(last)
        if self._kind is MeasureType.SURVEY:
            found = self._window((last,), given.twelve_months)
            return replace(found, margin=given.margin) if found.supplied else found
        return self._window(window(last, YEAR), given.twelve_months)

    def rolling(self, last: date, months: int = YEAR) -> tuple[Figure, ...]:
        """The 12-month figures that end with each of the last so many months, oldest first."""
        return tuple(self.twelve_months(month) for month in window(last, months))

    def year_on_year(self, last: date) -> Change:
        """The 12 months against the 12 before; what was supplied stands in where they cannot be compared."""
        now, then = self.twelve_months(last), self.twelve_months(months_on(last, -YEAR))
        change = _change(self._kind, self._unit, now, then)
        given = self._given(last)
        withdrawn = any(self._withdrawn(month) for month in window(last, 2 * YEAR))
        stands_in = change.lack in {Lack.INCOMPLETE, Lack.NOT_PUBLISHED} and not withdrawn
        if stands_in and given.year_on_year is not None and given.year_on_year_unit is not None:
            return Change(given.year_on_year, given.year_on_year_unit, supplied=True)
        return change

    def monthly(self, last: date, months: int) -> tuple[Decimal | None, ...]:
        """The last so many months as values that may be compared with each other, oldest first; None: a gap.

        A withdrawn month is a gap, and so is one that is not comparable.
        """
        return tuple(self._compared(month) for month in window(last, months))

    def _compared(self, month: date) -> Decimal | None:
        value = self._values.get(month)
        return None if value is None or value.state in _NOT_COMPARED else _value_of(value, self._kind, self._unit)

    def _given(self, month: date) -> Supplied:
        return self._supplied.get(month, _NOTHING)

    def _withdrawn(self, month: date) -> bool:
        value = self._values.get(month)
        return value is not None and value.state is ValueState.WITHDRAWN

    def _window(self, months: Sequence[date], given: Decimal | None) -> Figure:
        """The figure of these months; the supplied one where they do not give it and none of them was withdrawn."""
        found = self._worked_out(months)
        if found.lack not in {Lack.INCOMPLETE, Lack.NOT_PUBLISHED} or given is None:
            return found
        if any(self._withdrawn(month) for month in months):
            return found
        return Figure(given, known=len(months), wanted=len(months), comparable=found.comparable, supplied=True)

    def _worked_out(self, months: Sequence[date]) -> Figure:
        stored = [value for month in months if (value := self._values.get(month)) and not self._withdrawn(month)]
        single = len(months) == 1
        known = [value for value in stored if _counts(value, self._kind, single=single)]
        facts = Figure(
            None,
            known=len(known),
            wanted=len(months),
            provisional=any(value.state is ValueState.PROVISIONAL for value in known),
            comparable=not any(value.state is ValueState.NOT_COMPARABLE for value in known),
        )
        if not known or not (single or self._kind.is_pooled):
            return replace(facts, lack=Lack.NOT_PUBLISHED)
        if single:
            own = replace(facts, value=_value_of(known[0], self._kind, self._unit), margin=known[0].margin)
            return _with_parts(own, known)
        combined = _COMBINED[self._kind](known, self._unit)
        if len(known) < len(months):
            return replace(facts, lack=Lack.INCOMPLETE, partial=combined)
        return _with_parts(replace(facts, value=combined), known)


def yoy_unit(kind: MeasureType, unit: Unit) -> YoyUnit:
    """What the year-on-year change of a measure is counted in."""
    if kind in {MeasureType.COUNT, MeasureType.STOCK}:
        return YoyUnit.PERCENT
    if kind in {MeasureType.RATE, MeasureType.SUPPLIED_RATE, MeasureType.SURVEY}:
        return YoyUnit.PERCENTAGE_POINTS
    return _YOY_OF_TIMES[unit]


_NOTHING: Final = Supplied()
_NOT_COMPARED: Final = frozenset({ValueState.WITHDRAWN, ValueState.NOT_COMPARABLE})
_YOY_OF_TIMES: Final = MappingProxyType(
    {
        Unit.DURATION: YoyUnit.DURATION,
        Unit.HOURS: YoyUnit.DURATION,
        Unit.DAYS: YoyUnit.DAYS,
        Unit.PERCENT: YoyUnit.PERCENTAGE_POINTS,
        Unit.COUNT: YoyUnit.PERCENT,
    }
)


def _change(kind: MeasureType, unit: Unit, now: Figure, then: Figure) -> Change:
    told = yoy_unit(kind, unit)
    worst = min((now, then), key=lambda figure: figure.known)
    none = Change(None, told, known=worst.known, wanted=worst.wanted)
    for lack in (Lack.NOT_PUBLISHED, Lack.INCOMPLETE, Lack.NO_CASES):
        if lack in {now.lack, then.lack}:
            return replace(none, lack=lack)
    if not (now.comparable and then.comparable):
        return replace(none, lack=Lack.NOT_COMPARABLE)
    if now.value is None or then.value is None:
        return replace(none, lack=now.lack or then.lack)
    if told is YoyUnit.PERCENT:
        if not then.value:
            return replace(none, lack=Lack.FROM_ZERO)
        return replace(none, value=(now.value / then.value - 1) * _HUNDRED)
    difference = now.value - then.value
    if unit is Unit.HOURS and told is YoyUnit.DURATION:
        difference *= _SECONDS_OF_AN_HOUR
    margin = now.margin + then.margin if now.margin is not None and then.margin is not None else None
    return replace(none, value=difference, margin=margin)


def _counts(value: MonthValue, kind: MeasureType, *, single: bool) -> bool:
    """Whether a month has what its type needs. A rate without its parts can be printed alone but not pooled."""
    has_parts = value.numerator is not None and value.denominator is not None
    return has_parts or (value.value is not None and (single or not kind.has_parts))


def _value_of(value: MonthValue, kind: MeasureType, unit: Unit) -> Decimal | None:
    """A month's own value: of its parts where it has them, else as given."""
    if kind.has_parts and value.numerator is not None and value.denominator is not None:
        return _ratio(value.numerator, value.denominator, unit)
    return value.value


def _ratio(numerator: Decimal, denominator: Decimal, unit: Unit) -> Decimal | None:
    """None where there were no cases."""
    if not denominator:
        return None
    return numerator * (_HUNDRED if unit is Unit.PERCENT else 1) / denominator


def _with_parts(figure: Figure, known: Sequence[MonthValue]) -> Figure:
    """With the sums of the parts, where every month has them; a figure without a value had no cases."""
    lack = Lack.NO_CASES if figure.value is None else None
    if any(value.numerator is None or value.denominator is None for value in known):
        return replace(figure, lack=lack)
    return replace(figure, numerator=_numerators(known), denominator=_denominators(known), lack=lack)


def _numerators(known: Sequence[MonthValue]) -> Decimal:
    return sum((value.numerator for value in known if value.numerator is not None), Decimal(0))


def _denominators(known: Sequence[MonthValue]) -> Decimal:
    return sum((value.denominator for value in known if value.denominator is not None), Decimal(0))


def _total(known: Sequence[MonthValue], _unit: Unit) -> Decimal:
    return sum((value.value for value in known if value.value is not None), Decimal(0))


def _pooled(known: Sequence[MonthValue], unit: Unit) -> Decimal | None:
    return _ratio(_numerators(known), _denominators(known), unit)


def _mean(known: Sequence[MonthValue], unit: Unit) -> Decimal:
    return _total(known, unit) / len(known)


_COMBINED: Final[Mapping[MeasureType, Callable[[Sequence[MonthValue], Unit], Decimal | None]]] = MappingProxyType(
    {
        MeasureType.COUNT: _total,
        MeasureType.RATE: _pooled,
        MeasureType.MEAN_TIME: _pooled,
        MeasureType.STOCK: _mean,
    }
)
