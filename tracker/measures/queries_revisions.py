"""Every vintage of a measure's figures, and those that are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.measures.models import MarkingClearance, Measure, MeasureLoad, MeasureValue
from tracker.measures.models_summary import MeasureSummary
from tracker.measures.queries_values import InForce, values_in_force
from tracker.measures.rules import Marking
from tracker.measures.rules_months import MonthLine, month_line, month_words
from tracker.measures.rules_windows import MonthValue

MONTHS_SHOWN: Final = 24
"""Of one page."""


@dataclass(frozen=True, slots=True)
class Vintage:
    """A figure with the load it came with. `change` is its difference to the one before it, None for the first."""

    line: MonthLine
    load: MeasureLoad
    change: Decimal | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Revisions:
    """The vintages of each month, the newest month and the newest vintage first. `revised`: months with several."""

    months: Sequence[tuple[date, Sequence[Vintage]]]
    revised: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure in force that is marked, in words; with its clearance, where somebody gave one."""

    month: date
    value_id: int
    words: str
    clearance: MarkingClearance | None


def revisions(session: Session, measure: Measure, page: int) -> Revisions:
    """In three queries, whatever was loaded."""
    counted = (
        select(MeasureValue.month, func.count(MeasureValue.id).label("loads"))
        .where(MeasureValue.measure_id == measure.id)
        .group_by(MeasureValue.month)
        .order_by(MeasureValue.month.desc())
    )
    loads = {row.month: row.loads for row in session.execute(counted)}
    pages = max(1, -(-len(loads) // MONTHS_SHOWN))
    page = min(max(page, 1), pages)
    shown = list(loads)[(page - 1) * MONTHS_SHOWN : page * MONTHS_SHOWN]
    cleared = _clearances(session, measure)
    rows = session.scalars(
        select(MeasureValue)
        .join(MeasureValue.load)
        .where(MeasureValue.measure_id == measure.id, MeasureValue.month.in_(shown))
        .order_by(MeasureValue.month.desc(), MeasureLoad.number)
        .options(joinedload(MeasureValue.load))
    )
    by_month = groupby(rows, lambda row: row.month)
    found = [(month, _vintages(measure, list(of_month), cleared)) for month, of_month in by_month]
    return Revisions(found, sum(number > 1 for number in loads.values()), page, pages)


def marked(session: Session, measure: Measure) -> list[Marked]:
    """The figures in force that are marked, newest first."""
    cleared = _clearances(session, measure)
    values = values_in_force(session, [measure.id]).get(measure.id, {})
    return [
        Marked(month, each.value_id, _words(measure, each), cleared.get(each.value_id))
        for month, each in sorted(values.items(), reverse=True)
        if each.marking is not Marking.NONE
    ]


def marked_summaries(session: Session, measure: Measure) -> Sequence[date]:
    """The months whose figures came worked out and marked; only a new load takes such a marking away."""
    newest = (
        select(MeasureSummary.month, MeasureSummary.marking)
        .join(MeasureLoad, MeasureLoad.id == MeasureSummary.load_id)
        .where(MeasureSummary.measure_id == measure.id)
        .order_by(MeasureSummary.month, MeasureLoad.number)
    )
    in_force = {row.month: row.marking for row in session.execute(newest)}
    return [month for month, marking in in_force.items() if marking is not Marking.NONE]


def _clearances(session: Session, measure: Measure) -> Mapping[int, MarkingClearance]:
    wanted = (
        select(MarkingClearance)
        .join(MarkingClearance.value)
        .where(MeasureValue.measure_id == measure.id)
        .order_by(MarkingClearance.id)
    )
    return {each.value_id: each for each in session.scalars(wanted)}


def _vintages(
    measure: Measure, rows: Sequence[MeasureValue], cleared: Mapping[int, MarkingClearance]
) -> Sequence[Vintage]:
    """Of one month, given oldest first."""
    changes = [None, *(_change(before.value, after.value) for before, after in pairwise(rows))]
    found = [
        Vintage(
            month_line(
                _value(row),
                measure.kind,
                measure.unit,
                load=row.load.number,
                marking=row.marking,
                cleared=row.id in cleared,
                reason=row.reason,
            ),
            row.load,
            change,
            row is rows[-1],
        )
        for row, change in zip(rows, changes, strict=True)
    ]
    return found[::-1]


def _value(row: MeasureValue) -> MonthValue:
    return MonthValue(row.month, row.value, row.numerator, row.denominator, row.margin, row.state)


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _words(measure: Measure, each: InForce) -> str:
    return month_words(each.value, measure.unit)
