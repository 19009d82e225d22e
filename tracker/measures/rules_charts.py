"""From the months of a measure to its control chart, by either engine (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import Shape, Sparkline, Tone
from tracker.documents.charts_control import ControlChart, ControlLimits, ControlMark, ControlPoint, control_sparkline
from tracker.documents.charts_scale import Written
from tracker.measures.rules import Polarity, Unit
from tracker.measures.rules_exceptions import (
    DEFAULT_RULES,
    Direction,
    ExceptionRules,
    exceptions_along,
    limits_along,
)
from tracker.measures.rules_words import NONE_RECORDED, value_words
from tracker.measures.rules_xmr import XmrPhase, XmrPoint, control_chart

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
    """The chart of the house's own rules: each month with what it showed when it was the newest.

    Its mean and limits are those One-Month held it against then, so that a point beyond them is one that is marked.
    """
    values = [None if value is None else float(value) for _, value in months]
    points = []
    judged = zip(months, exceptions_along(values, rules), limits_along(values, rules), strict=True)
    for (month, value), found, limits in judged:
        mark = _mark(found.label, found.findings[0].direction, polarity) if found.findings else None
        held = ControlLimits(limits[1], limits[0], limits[2]) if limits else None
        points.append(_point(month, value, unit, mark, held))
    remark = _window_words(rules) if any(point.limits for point in points) else ""
    return ControlChart(tuple(points), (), _number(target), _written(unit), remark)


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
    points = tuple(
        _point(month, value, unit, marks.get(month), _phase_limits(found.phases, month)) for month, value in months
    )
    begun = tuple(phase.first for phase in found.phases[1:])
    remark = found.phases[-1].warning if found.phases else ""
    return ControlChart(points, begun, _number(target), _written(unit), remark)


def trend_line(months: Months, unit: Unit) -> Sparkline:
    """The months as a small line for a table, with their course in words."""
    return control_sparkline(ControlChart(tuple(_point(month, value, unit, None) for month, value in months)))


def tone_of(direction: Direction, polarity: Polarity) -> Tone:
    """Good where the direction is the better one, bad where it is the other; caution where neither is better."""
    better = _BETTER.get(polarity)
    if better is None:
        return Tone.CAUTION
    return Tone.GOOD if direction is better else Tone.BAD


def _window_words(rules: ExceptionRules) -> str:
    place = "before" if rules.one_before else "up to"
    return f"Each month is held against the mean and the limits of the {rules.window} months {place} it."


def _phase_limits(phases: Iterable[XmrPhase], month: date) -> ControlLimits | None:
    phase = next((each for each in phases if each.first <= month <= each.last), None)
    return None if phase is None else ControlLimits(phase.mean, phase.lower, phase.upper)


def _point(
    month: date, value: Decimal | None, unit: Unit, mark: ControlMark | None, limits: ControlLimits | None = None
) -> ControlPoint:
    printed = NONE_RECORDED if value is None else value_words(value, unit)
    return ControlPoint(month, _number(value), printed, mark, limits)


def _mark(words: str, direction: Direction, polarity: Polarity) -> ControlMark:
    shape = Shape.ARROW_UP if direction is Direction.HIGH else Shape.ARROW_DOWN
    return ControlMark(words, direction.label, shape, tone_of(direction, polarity))


def _xmr_mark(point: XmrPoint, polarity: Polarity) -> ControlMark | None:
    return _mark(point.words, point.signals[0].direction, polarity) if point.signals else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _written(unit: Unit) -> Written:
    return _WRITTEN.get(unit, Written.NUMBER)
