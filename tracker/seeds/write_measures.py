"""Measures as rows of a seed set: by plan and place, their figures by load, measure and month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.measures.models import (
    MarkingClearance,
    Measure,
    MeasureBaseline,
    MeasureGroup,
    MeasureLoad,
    MeasureTarget,
    MeasureValue,
    PeerFigure,
)
from tracker.measures.models_summary import MeasureSummary
from tracker.plan.models import Priority
from tracker.seeds.tables_measures import (
    MarkingClearanceRow,
    MeasureBaselineRow,
    MeasureGroupRow,
    MeasureLoadRow,
    MeasureRow,
    MeasureTargetRow,
    MeasureValueRow,
    PeerFigureRow,
)
from tracker.seeds.tables_row import SeedRow

Place = Callable[[MeasureValue | PeerFigure | MeasureSummary], tuple[object, ...]]


def measure_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of measures and their figures."""
    measures = measures_in_order(session)
    places = {row.id: place for place, row in enumerate(measures)}
    values = _values(session, places)
    return {
        MeasureGroupRow: _groups(session),
        MeasureRow: [_measure(row) for row in measures],
        MeasureLoadRow: _loads(session),
        MeasureValueRow: [_value(row) for row in values],
        MarkingClearanceRow: _clearances(session, values),
        MeasureTargetRow: _targets(session, places),
        MeasureBaselineRow: _baselines(session, places),
        PeerFigureRow: _peers(session, places),
    }


def measures_in_order(session: Session) -> Sequence[Measure]:
    """Every measure, in the order of its file."""
    found = session.scalars(
        select(Measure).options(
            joinedload(Measure.priority).joinedload(Priority.plan),
            joinedload(Measure.group),
            joinedload(Measure.parent),
            joinedload(Measure.related),
        )
    )
    return sorted(found, key=lambda row: (row.priority.plan.code, row.priority.number, row.position, row.code))


def place_among(places: Mapping[int, int]) -> Place:
    """The order of figures: by load, then by measure as `places` has them, then by month."""
    return lambda row: (row.load.number, places[row.measure_id], row.month)


def _groups(session: Session) -> Sequence[MeasureGroupRow]:
    found = session.scalars(
        select(MeasureGroup).options(joinedload(MeasureGroup.priority).joinedload(Priority.plan))
    ).all()
    rows = (
        MeasureGroupRow(plan=row.priority.plan.code, priority=row.priority.number, position=row.position, name=row.name)
        for row in found
    )
    return sorted(rows, key=lambda row: (row.plan, row.priority, row.position, row.name))


def _measure(row: Measure) -> MeasureRow:
    return MeasureRow(
        code=row.code,
        name=row.name,
        kind=row.kind,
        unit=row.unit,
        polarity=row.polarity,
        polarity_basis=row.polarity_basis,
        data_source=row.data_source,
        plan=row.priority.plan.code,
        priority=row.priority.number,
        group=row.group.name if row.group else None,
        position=row.position,
        parent=row.parent.code if row.parent else None,
        area=row.area,
        areas_note=row.areas_note,
        related=row.related.code if row.related else None,
        engine=row.engine,
        note=row.note,
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
    )


def _loads(session: Session) -> Sequence[MeasureLoadRow]:
    found = session.scalars(select(MeasureLoad).order_by(MeasureLoad.number).options(joinedload(MeasureLoad.file)))
    return [
        MeasureLoadRow(
            number=row.number,
            source=row.source,
            origin=row.origin,
            file=row.file.digest if row.file else None,
            loaded_on=row.loaded_on,
            loaded_by=row.loaded_by,
            note=row.note,
        )
        for row in found
    ]


def _values(session: Session, places: Mapping[int, int]) -> Sequence[MeasureValue]:
    found = session.scalars(
        select(MeasureValue).options(joinedload(MeasureValue.load), joinedload(MeasureValue.measure))
    )
    return sorted(found, key=place_among(places))


def _value(row: MeasureValue) -> MeasureValueRow:
    return MeasureValueRow(
        load=row.load.number,
        measure=row.measure.code,
        month=row.month,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        margin=row.margin,
        state=row.state,
        marking=row.marking,
        reason=row.reason,
    )


def _clearances(session: Session, values: Sequence[MeasureValue]) -> Sequence[MarkingClearanceRow]:
    cleared = {row.value_id: row for row in session.scalars(select(MarkingClearance))}
    return [
        MarkingClearanceRow(
            load=value.load.number,
            measure=value.measure.code,
            month=value.month,
            reason=cleared[value.id].reason,
            cleared_on=cleared[value.id].cleared_on,
            cleared_by=cleared[value.id].cleared_by,
        )
        for value in values
        if value.id in cleared
    ]


def _targets(session: Session, places: Mapping[int, int]) -> Sequence[MeasureTargetRow]:
    found = session.scalars(select(MeasureTarget).options(joinedload(MeasureTarget.measure)))
    return [
        MeasureTargetRow(
            measure=row.measure.code,
            number=row.number,
            sense=row.sense,
            value=row.value,
            from_month=row.from_month,
            basis=row.basis,
            set_on=row.set_on,
            set_by=row.set_by,
            withdrawn_on=row.withdrawn_on,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in sorted(found, key=lambda row: (places[row.measure_id], row.number))
    ]


def _baselines(session: Session, places: Mapping[int, int]) -> Sequence[MeasureBaselineRow]:
    found = session.scalars(select(MeasureBaseline).options(joinedload(MeasureBaseline.measure)))
    return [
        MeasureBaselineRow(
            measure=row.measure.code,
            number=row.number,
            from_month=row.from_month,
            reason=row.reason,
            set_on=row.set_on,
            set_by=row.set_by,
            withdrawn_on=row.withdrawn_on,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in sorted(found, key=lambda row: (places[row.measure_id], row.number))
    ]


def _peers(session: Session, places: Mapping[int, int]) -> Sequence[PeerFigureRow]:
    found = session.scalars(select(PeerFigure).options(joinedload(PeerFigure.load), joinedload(PeerFigure.measure)))
    return [
        PeerFigureRow(
            load=row.load.number,
            measure=row.measure.code,
            month=row.month,
            peer_group=row.peer_group,
            own=row.own,
            lower=row.lower,
            average=row.average,
            upper=row.upper,
        )
        for row in sorted(found, key=place_among(places))
    ]
