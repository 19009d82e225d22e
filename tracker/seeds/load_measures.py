"""Measures and their groups, their figures in the order of loading, targets, baselines and peers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.files.models import StoredFile
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
from tracker.plan.models import Priority
from tracker.seeds.load_summaries import Groups, Loads, Measures, load_summaries
from tracker.seeds.tables import SeedSet
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
from tracker.writing import flush


def load_measures(session: Session, seeds: SeedSet, *, priorities: Mapping[tuple[str, int], Priority]) -> None:
    """Expects a checked seed set whose stored files are in the database."""
    groups = {
        (row.plan, row.priority, row.name): MeasureGroup(
            priority=priorities[row.plan, row.priority], name=row.name, position=row.position
        )
        for row in seeds.of(MeasureGroupRow)
    }
    session.add_all(groups.values())
    flush(session)
    measures = _load_measures(session, seeds, priorities, groups)
    loads = _load_loads(session, seeds)
    _load_values(session, seeds, measures, loads)
    _load_targets(session, seeds, measures)
    _load_peers(session, seeds, measures, loads)
    load_summaries(session, seeds, measures=measures, loads=loads, groups=groups)
    session.expire_all()


def _load_measures(
    session: Session, seeds: SeedSet, priorities: Mapping[tuple[str, int], Priority], groups: Groups
) -> Measures:
    measures: dict[str, Measure] = {}
    for row in seeds.of(MeasureRow):
        measures[row.code] = Measure(
            code=row.code,
            name=row.name,
            kind=row.kind,
            unit=row.unit,
            polarity=row.polarity,
            polarity_basis=row.polarity_basis,
            data_source=row.data_source,
            priority=priorities[row.plan, row.priority],
            group=groups[row.plan, row.priority, row.group] if row.group else None,
            position=row.position,
            area=row.area,
            areas_note=row.areas_note,
            engine=row.engine,
            note=row.note,
            withdrawn_on=row.withdrawn_on,
            withdrawn_reason=row.withdrawn_reason,
        )
    for row in seeds.of(MeasureRow):
        if row.parent is not None:
            measures[row.code].parent = measures[row.parent]
    session.add_all(measures.values())
    flush(session)
    # Two measures may name each other, so that neither can be stored after the other.
    for row in seeds.of(MeasureRow):
        if row.related is not None:
            measures[row.code].related_id = measures[row.related].id
    flush(session)
    return measures


def _load_loads(session: Session, seeds: SeedSet) -> Loads:
    rows = sorted(seeds.of(MeasureLoadRow), key=lambda row: row.number)
    named = {row.file for row in rows if row.file is not None}
    stored = {each.digest: each for each in session.scalars(select(StoredFile).where(StoredFile.digest.in_(named)))}
    loads = {
        row.number: MeasureLoad(
            number=row.number,
            source=row.source,
            origin=row.origin,
            file=stored[row.file] if row.file else None,
            loaded_on=row.loaded_on,
            loaded_by=row.loaded_by,
            note=row.note,
        )
        for row in rows
    }
    session.add_all(loads.values())
    flush(session)
    return loads


def _load_values(session: Session, seeds: SeedSet, measures: Measures, loads: Loads) -> None:
    values = {
        (row.load, row.measure, row.month): MeasureValue(
            measure=measures[row.measure],
            load=loads[row.load],
            month=row.month,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            margin=row.margin,
            state=row.state,
            marking=row.marking,
            reason=row.reason,
        )
        for row in seeds.of(MeasureValueRow)
    }
    session.add_all(values.values())
    for cleared in seeds.of(MarkingClearanceRow):
        session.add(
            MarkingClearance(
                value=values[cleared.load, cleared.measure, cleared.month],
                reason=cleared.reason,
                cleared_on=cleared.cleared_on,
                cleared_by=cleared.cleared_by,
            )
        )
    flush(session)


def _load_targets(session: Session, seeds: SeedSet, measures: Measures) -> None:
    for row in seeds.of(MeasureTargetRow):
        session.add(
            MeasureTarget(
                measure=measures[row.measure],
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
        )
    for begun in seeds.of(MeasureBaselineRow):
        session.add(
            MeasureBaseline(
                measure=measures[begun.measure],
                number=begun.number,
                from_month=begun.from_month,
                reason=begun.reason,
                set_on=begun.set_on,
                set_by=begun.set_by,
                withdrawn_on=begun.withdrawn_on,
                withdrawn_reason=begun.withdrawn_reason,
            )
        )
    flush(session)


def _load_peers(session: Session, seeds: SeedSet, measures: Measures, loads: Loads) -> None:
    for row in seeds.of(PeerFigureRow):
        session.add(
            PeerFigure(
                measure=measures[row.measure],
                load=loads[row.load],
                month=row.month,
                peer_group=row.peer_group,
                own=row.own,
                lower=row.lower,
                average=row.average,
                upper=row.upper,
            )
        )
    flush(session)
