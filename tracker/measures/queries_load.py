"""Reading what a load is held against: the measures, the figures in force, the saved column maps; and loads made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.files.rules_tables import Table
from tracker.measures.models import Measure, MeasureLoad, MeasureValue
from tracker.measures.models_summary import ColumnMap
from tracker.measures.models_uploads import FigureUpload
from tracker.measures.queries_values import InForce, records_of, values_in_force
from tracker.measures.rules_columns import Role, SavedMap, find_columns
from tracker.measures.rules_file_rows import PeerProposal, Proposal, read_rows
from tracker.measures.rules_load import Facts, InForceOf, LoadPlan, PeersOf, Terms, plan_load
from tracker.measures.rules_names import KnownMeasure, Names
from tracker.measures.rules_problems import BadTable


def known_measures(session: Session, on: date) -> Sequence[KnownMeasure]:
    """Every measure, withdrawn or not."""
    return [known_of(row, on) for row in session.scalars(select(Measure).order_by(Measure.id))]


def known_of(row: Measure, on: date) -> KnownMeasure:
    """A measure as its figures are read."""
    withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= on
    return KnownMeasure(row.id, row.code, row.name, row.kind, row.unit, withdrawn)


def plan_of_table(session: Session, table: Table, map_name: str | None, terms: Terms) -> LoadPlan:
    """What loading a table would do now, in a fixed number of queries; of one that cannot be read, its problems."""
    try:
        columns = find_columns(table, saved_maps(session), map_name)
    except BadTable as error:
        return LoadPlan(problems=error.problems)
    rows = read_rows(table, columns, Names(known_measures(session, terms.on)))
    return plan_load(
        rows.proposals,
        facts_in_force(session, rows.proposals),
        terms,
        peers=_peers_in_force(session, rows.proposals),
        problems=rows.problems,
        blanks=rows.blanks,
        columns=columns,
    )


def facts_in_force(session: Session, proposals: Sequence[Proposal]) -> InForceOf:
    """The figures in force that proposals are held against, by measure and month."""
    if not proposals:
        return {}
    months = [proposal.month for proposal in proposals]
    ids = sorted({proposal.measure.id for proposal in proposals})
    found = values_in_force(session, ids, since=min(months), until=max(months))
    return {(measure, month): facts_of(each) for measure, held in found.items() for month, each in held.items()}


def facts_of(found: InForce) -> Facts:
    """A figure in force as a load compares it."""
    value = found.value
    return Facts(
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        margin=value.margin,
        state=value.state,
        marking=found.marking,
        reason=found.reason,
    )


def _peers_in_force(session: Session, proposals: Iterable[Proposal]) -> PeersOf:
    ids = {proposal.measure.id for proposal in proposals if proposal.peers is not None}
    if not ids:
        return {}
    rows = session.scalars(select(Measure).where(Measure.id.in_(ids)).order_by(Measure.id)).all()
    return {
        (row.id, month): PeerProposal(
            peers.group, peers.bounds.lower, peers.bounds.average, peers.bounds.upper, peers.own
        )
        for row, record in zip(rows, records_of(session, rows), strict=True)
        for month, peers in record.peers.items()
    }


def saved_maps(session: Session) -> Sequence[SavedMap]:
    """Every column map, by name, as files are read by it."""
    return [map_of(row) for row in column_maps(session)]


def column_maps(session: Session) -> Sequence[ColumnMap]:
    """Every column map, by name, with its columns."""
    return session.scalars(select(ColumnMap).order_by(ColumnMap.name).options(selectinload(ColumnMap.columns))).all()


def column_map(session: Session, map_id: int) -> ColumnMap:
    """With its columns. Raises NotFound."""
    found = session.scalars(
        select(ColumnMap).where(ColumnMap.id == min(map_id, LARGEST_KEY)).options(selectinload(ColumnMap.columns))
    ).one_or_none()
    if found is None:
        raise NotFound("column map", str(map_id))
    return found


def map_of(row: ColumnMap) -> SavedMap:
    """A column map as files are read by it; a role of a later version is left out."""
    known = {role.value: role for role in Role}
    headings = {known[line.role]: line.heading for line in row.columns if line.role in known}
    return SavedMap(row.name, row.layout, headings)


def loads(session: Session, *, page: int, size: int) -> Sequence[tuple[MeasureLoad, int]]:
    """The newest first, `size` on a page that counts from 1, each with how many figures it held."""
    held = select(func.count()).where(MeasureValue.load_id == MeasureLoad.id).correlate(MeasureLoad).scalar_subquery()
    wanted = (
        select(MeasureLoad, held)
        .order_by(MeasureLoad.number.desc())
        .limit(size)
        .offset((page - 1) * size)
        .options(joinedload(MeasureLoad.file))
    )
    return [(load, count) for load, count in session.execute(wanted)]


def count_loads(session: Session) -> int:
    """How many loads there are."""
    return session.scalar(select(func.count()).select_from(MeasureLoad)) or 0


def values_of_load(session: Session, load: MeasureLoad, *, page: int, size: int) -> Sequence[MeasureValue]:
    """What a load held, by measure and month, `size` on a page that counts from 1, with the measures."""
    return session.scalars(
        select(MeasureValue)
        .join(MeasureValue.measure)
        .where(MeasureValue.load_id == load.id)
        .order_by(Measure.code, MeasureValue.month)
        .limit(size)
        .offset((page - 1) * size)
        .options(joinedload(MeasureValue.measure))
    ).all()


def facts_before(
    session: Session, load: MeasureLoad, values: Sequence[MeasureValue]
) -> Mapping[tuple[int, date], Facts]:
    """What was in force before a load, of the measures and months of `values`."""
    if not values:
        return {}
    months = [value.month for value in values]
    ids = sorted({value.measure_id for value in values})
    found = values_in_force(session, ids, vintage=load.number - 1, since=min(months), until=max(months))
    return {(measure, month): facts_of(each) for measure, held in found.items() for month, each in held.items()}


def count_values(session: Session, load: MeasureLoad) -> int:
    """How many figures a load held."""
    return session.scalar(select(func.count()).where(MeasureValue.load_id == load.id)) or 0


def upload(session: Session, upload_id: int) -> FigureUpload:
    """A file that was sent, with what came of it. Raises NotFound."""
    found = session.scalars(
        select(FigureUpload)
        .where(FigureUpload.id == min(upload_id, LARGEST_KEY))
        .options(joinedload(FigureUpload.file), joinedload(FigureUpload.load))
    ).one_or_none()
    if found is None:
        raise NotFound("file of figures", str(upload_id))
    return found
