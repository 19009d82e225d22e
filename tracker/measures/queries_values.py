"""Figures in force: of each month, that of the newest load that has one, up to a vintage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.measures.models import (
    MarkingClearance,
    Measure,
    MeasureBaseline,
    MeasureLoad,
    MeasureTarget,
    MeasureValue,
    PeerFigure,
)
from tracker.measures.models_summary import MeasureSummary
from tracker.measures.rules import Marking
from tracker.measures.rules_exceptions import Finding, Rule
from tracker.measures.rules_peers import PeerBounds
from tracker.measures.rules_standing import Given, MeasureRecord, Peers, Target
from tracker.measures.rules_windows import MonthValue, Supplied

_COLUMNS: Final = (
    MeasureValue.measure_id,
    MeasureValue.month,
    MeasureLoad.number,
    MeasureValue.id,
    MeasureValue.value,
    MeasureValue.numerator,
    MeasureValue.denominator,
    MeasureValue.margin,
    MeasureValue.state,
    MeasureValue.marking,
    MeasureValue.reason,
    MarkingClearance.id.label("clearance"),
)


def vintage_at(session: Session, on: date) -> int:
    """The number of the newest load of that day or before; 0 where there is none."""
    return session.scalar(select(func.max(MeasureLoad.number)).where(MeasureLoad.loaded_on <= on)) or 0


def newest_load(session: Session) -> int:
    """The number of the newest load; 0 where there is none."""
    return session.scalar(select(func.max(MeasureLoad.number))) or 0


def first_month(session: Session, measure_id: int) -> date | None:
    """The first month that any load has of the measure; None where none has one."""
    return session.scalar(select(func.min(MeasureValue.month)).where(MeasureValue.measure_id == measure_id))


@dataclass(frozen=True, slots=True)
class InForce:
    """The figure in force of one measure and month, the load it came with, and whether its marking still blocks."""

    value_id: int
    value: MonthValue
    load: int
    marking: Marking
    reason: str | None
    cleared: bool

    @property
    def is_sensitive(self) -> bool:
        """Whether it is marked and nobody has cleared it."""
        return self.marking is not Marking.NONE and not self.cleared


def values_in_force(
    session: Session,
    measure_ids: Iterable[int],
    *,
    vintage: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Mapping[int, Mapping[date, InForce]]:
    """By the id of the measure and the month, in one query. `vintage`: only loads up to this number; None: all."""
    wanted = (
        select(*_COLUMNS)
        .join(MeasureLoad, MeasureLoad.id == MeasureValue.load_id)
        .outerjoin(MarkingClearance, MarkingClearance.value_id == MeasureValue.id)
        .where(MeasureValue.measure_id.in_(list(measure_ids)))
        .order_by(MeasureValue.measure_id, MeasureValue.month, MeasureLoad.number)
    )
    if vintage is not None:
        wanted = wanted.where(MeasureLoad.number <= vintage)
    if since is not None:
        wanted = wanted.where(MeasureValue.month >= since)
    if until is not None:
        wanted = wanted.where(MeasureValue.month <= until)
    found: dict[int, dict[date, InForce]] = defaultdict(dict)
    for row in session.execute(wanted):
        value = MonthValue(row.month, row.value, row.numerator, row.denominator, row.margin, row.state)
        # In the order of loading: the newest stands.
        found[row.measure_id][row.month] = InForce(
            row.id, value, row.number, row.marking, row.reason, row.clearance is not None
        )
    return found


def records_of(
    session: Session,
    measures: Sequence[Measure],
    *,
    vintage: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[MeasureRecord, ...]:
    """Everything on record of these measures, in their order, in five queries however many there are, six of a vintage.

    A figure that was marked after the vintage is as sensitive as if it had been marked before. `since` and `until`
    bound the months of figures; `until` also targets and baselines that begin later.
    """
    ids = [measure.id for measure in measures]
    values = values_in_force(session, ids, vintage=vintage, since=since, until=until)
    summaries = _summaries(session, ids, vintage, until)
    peers = _peers(session, ids, vintage, until)
    targets = _targets(session, ids)
    baselines = _baselines(session, ids)
    marked = {} if vintage is None else _marked_since(session, ids, since, until)
    return tuple(
        MeasureRecord(
            code=measure.code,
            name=measure.name,
            kind=measure.kind,
            unit=measure.unit,
            polarity=measure.polarity,
            engine=measure.engine,
            values={month: each.value for month, each in values.get(measure.id, {}).items()},
            supplied={month: _supplied(row) for month, row in summaries.get(measure.id, {}).items()},
            given={month: _given(row) for month, row in summaries.get(measure.id, {}).items()},
            baselines=tuple(baselines.get(measure.id, ())),
            targets=tuple(targets.get(measure.id, ())),
            peers=peers.get(measure.id, {}),
            sensitive=_sensitive(values.get(measure.id, {}), summaries.get(measure.id, {}))
            | marked.get(measure.id, frozenset()),
        )
        for measure in measures
    )


def _sensitive(values: Mapping[date, InForce], summaries: Mapping[date, MeasureSummary]) -> frozenset[date]:
    marked = {month for month, row in summaries.items() if row.marking is not Marking.NONE}
    return frozenset(marked | {month for month, each in values.items() if each.is_sensitive})


def _marked_since(
    session: Session, ids: Sequence[int], since: date | None, until: date | None
) -> Mapping[int, frozenset[date]]:
    """The months whose figure in force today is marked and not cleared, by the id of the measure."""
    today = values_in_force(session, ids, since=since, until=until)
    return {
        measure_id: frozenset(month for month, each in months.items() if each.is_sensitive)
        for measure_id, months in today.items()
    }


def _summaries(
    session: Session, ids: Sequence[int], vintage: int | None, until: date | None
) -> Mapping[int, Mapping[date, MeasureSummary]]:
    wanted = (
        select(MeasureSummary)
        .join(MeasureLoad, MeasureLoad.id == MeasureSummary.load_id)
        .where(MeasureSummary.measure_id.in_(ids))
        .order_by(MeasureSummary.measure_id, MeasureSummary.month, MeasureLoad.number)
    )
    if vintage is not None:
        wanted = wanted.where(MeasureLoad.number <= vintage)
    if until is not None:
        wanted = wanted.where(MeasureSummary.month <= until)
    found: dict[int, dict[date, MeasureSummary]] = defaultdict(dict)
    for row in session.scalars(wanted):
        found[row.measure_id][row.month] = row
    return found


def _supplied(row: MeasureSummary) -> Supplied:
    return Supplied(row.month_value, row.three_months, row.twelve_months, row.margin, row.yoy, row.yoy_unit)


def _given(row: MeasureSummary) -> Given:
    directions = {Rule.ONE: row.one, Rule.TWO: row.two, Rule.THREE: row.three, Rule.EIGHT: row.eight}
    findings = tuple(Finding(rule, direction) for rule, direction in directions.items() if direction is not None)
    return Given(row.trend, findings, row.weighting)


def _peers(
    session: Session, ids: Sequence[int], vintage: int | None, until: date | None
) -> Mapping[int, Mapping[date, Peers]]:
    wanted = (
        select(PeerFigure)
        .join(MeasureLoad, MeasureLoad.id == PeerFigure.load_id)
        .where(PeerFigure.measure_id.in_(ids))
        .order_by(PeerFigure.measure_id, PeerFigure.month, MeasureLoad.number)
    )
    if vintage is not None:
        wanted = wanted.where(MeasureLoad.number <= vintage)
    if until is not None:
        wanted = wanted.where(PeerFigure.month <= until)
    found: dict[int, dict[date, Peers]] = defaultdict(dict)
    for row in session.scalars(wanted):
        found[row.measure_id][row.month] = Peers(row.peer_group, PeerBounds(row.lower, row.average, row.upper), row.own)
    return found


def _targets(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Target]]:
    wanted = (
        select(MeasureTarget)
        .where(MeasureTarget.measure_id.in_(ids), MeasureTarget.withdrawn_on.is_(None))
        .order_by(MeasureTarget.measure_id, MeasureTarget.from_month, MeasureTarget.number)
    )
    found: dict[int, list[Target]] = defaultdict(list)
    for row in session.scalars(wanted):
        found[row.measure_id].append(Target(row.from_month, row.sense, row.value))
    return found


def _baselines(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[date]]:
    wanted = (
        select(MeasureBaseline.measure_id, MeasureBaseline.from_month)
        .where(MeasureBaseline.measure_id.in_(ids), MeasureBaseline.withdrawn_on.is_(None))
        .order_by(MeasureBaseline.measure_id, MeasureBaseline.from_month)
    )
    found: dict[int, list[date]] = defaultdict(list)
    for measure_id, month in session.execute(wanted):
        found[measure_id].append(month)
    return found
