"""The control chart of a measure on record, by its own engine, with limits, beginnings and target (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise
from typing import Final

from tracker.documents.charts_control import ControlChart
from tracker.measures.rules import Engine, long_month, months_between
from tracker.measures.rules_charts import Months, exceptions_chart, xmr_chart
from tracker.measures.rules_exceptions import ExceptionRules
from tracker.measures.rules_standing import MeasureRecord, MeasureRules

SHOWN: Final = 60
"""Months a chart shows at most."""


def record_chart(record: MeasureRecord, last: date, rules: MeasureRules, shown: int = SHOWN) -> ControlChart | None:
    """The months on record up to `last`, the newest so many; None where no month has a value of its own.

    Where somebody let it begin anew, the months before count for nothing after it.
    """
    months = _months(record, last)
    if all(value is None for _, value in months):
        return None
    target = record.target_in(last)
    level = None if target is None else target.value
    rebased = tuple(month for month in record.baselines if month <= last)
    if record.engine is Engine.XMR:
        chart = xmr_chart(months, record.unit, record.polarity, rebased=rebased, target=level)
    else:
        chart = _by_exceptions(record, months, rebased, rules.exceptions, level)
    held = chart if target is None else replace(chart, target_from=target.from_month)
    return _newest(held, shown)


def _months(record: MeasureRecord, last: date) -> Months:
    first = min((month for month in record.values if month <= last), default=None)
    return () if first is None else record.months_to(last, months_between(first, last) + 1)


def _by_exceptions(
    record: MeasureRecord, months: Months, rebased: tuple[date, ...], rules: ExceptionRules, target: Decimal | None
) -> ControlChart:
    phases = [phase for phase in _phases(months, rebased) if phase]
    charts = [exceptions_chart(phase, record.unit, record.polarity, rules=rules, target=target) for phase in phases]
    begun = tuple(phase[0][0] for phase in phases[1:])
    points = tuple(chain.from_iterable(chart.points for chart in charts))
    remark = next((chart.remark for chart in charts if chart.remark), "")
    if begun:
        remark = f"{remark} Begun anew in {long_month(begun[-1])}: what came before counts no more.".lstrip()
    return replace(charts[-1], points=points, begun=begun, remark=remark)


def _phases(months: Months, rebased: tuple[date, ...]) -> Iterator[Months]:
    starts = [date.min, *rebased, date.max]
    for start, end in pairwise(starts):
        yield [each for each in months if start <= each[0] < end]


def _newest(chart: ControlChart, shown: int) -> ControlChart:
    """The newest so many months of it, with the beginnings among them."""
    points = chart.points[-shown:]
    return replace(chart, points=points, begun=tuple(month for month in chart.begun if month >= points[0].month))
