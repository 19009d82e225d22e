"""From the months of a measure to its control chart, by either engine (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import Shape, Sparkline, Tone
from tracker.documents.charts_control import ControlBaseline, ControlChart, ControlMark, ControlPoint, control_sparkline
from tracker.documents.charts_scale import Written
from tracker.measures.rules import Polarity, Unit
from tracker.measures.rules_exceptions import (
    DEFAULT_RULES,
    Direction,
    ExceptionRules,
    exceptions_along,
    limits_at,
)
from tracker.measures.rules_words import NONE_RECORDED, value_words
from tracker.measures.rules_xmr import XmrPoint, control_chart

Months = Sequence[tuple[date, Decimal | None]]
"""Oldest first, without a month left out; None: no value that may be compared."""

_WRITTEN: Final = MappingProxyType({Unit.PERCENT: Written.PERCENT, Unit.DURATION: Written.TIME})
_BETTER: Final = MappingProxyType({Polarity.HIGHER: Direction.HIGH, Polarity.LOWER: Direction.LOW})


def exceptions_chart(
    months: Months,
    unit: Unit,
    polarity: Polarity = Polarity.NONE,
    *,
    rules: ExceptionRules = DEFAULT_RULES,
    target: Decimal | None = None,
) -> ControlChart:
    """The chart of the house's own rules: the mean and the limits are those One-Month holds the newest month against.

    A point is marked by what it showed when it was the newest.
    """
    values = [None if value is None else float(value) for _, value in months]
    points = []
    for (month, value), found in zip(months, exceptions_along(values, rules), strict=True):
        mark = _mark(found.label, found.findings[0].direction, polarity) if found.findings else None
        points.append(_point(month, value, unit, mark))
    limits = limits_at(values, rules)
    baselines: tuple[ControlBaseline, ...] = ()
    if limits:
        lower, mean, upper = limits
        first = months[-rules.span :][0][0]
        baselines = (ControlBaseline(first, months[-1][0], mean, lower, upper),)
    return ControlChart(tuple(points), baselines, _number(target), _written(unit))


def xmr_chart(
    months: Months,
    unit: Unit,
    polarity: Polarity = Polarity.NONE,
    *,
    rebased: Iterable[date] = (),
    target: Decimal | None = None,
) -> ControlChart:
    """The XmR chart, with limits that begin anew at each month of `rebased`; it says where they rest on few points."""
    found = control_chart([(month, _number(value)) for month, value in months], rebased)
    marks = {point.month: _xmr_mark(point, polarity) for point in found.points}
    points = tuple(_point(month, value, unit, marks.get(month)) for month, value in months)
    baselines = tuple(
        ControlBaseline(phase.first, phase.last, phase.mean, phase.lower, phase.upper) for phase in found.phases
    )
    remark = found.phases[-1].warning if found.phases else ""
    return ControlChart(points, baselines, _number(target), _written(unit), remark)


def trend_line(months: Months, unit: Unit) -> Sparkline:
    """The months as a small line for a table, with their course in words."""
    return control_sparkline(ControlChart(tuple(_point(month, value, unit, None) for month, value in months)))


def tone_of(direction: Direction, polarity: Polarity) -> Tone:
    """Good where the direction is the better one, bad where it is the other; caution where neither is better."""
    better = _BETTER.get(polarity)
    if better is None:
        return Tone.CAUTION
    return Tone.GOOD if direction is better else Tone.BAD


def _point(month: date, value: Decimal | None, unit: Unit, mark: ControlMark | None) -> ControlPoint:
    printed = NONE_RECORDED if value is None else value_words(value, unit)
    return ControlPoint(month, _number(value), printed, mark)


def _mark(words: str, direction: Direction, polarity: Polarity) -> ControlMark:
    shape = Shape.ARROW_UP if direction is Direction.HIGH else Shape.ARROW_DOWN
    return ControlMark(words, direction.label, shape, tone_of(direction, polarity))


def _xmr_mark(point: XmrPoint, polarity: Polarity) -> ControlMark | None:
    return _mark(point.words, point.signals[0].direction, polarity) if point.signals else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _written(unit: Unit) -> Written:
    return _WRITTEN.get(unit, Written.NUMBER)
