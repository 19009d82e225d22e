"""Every measure that has bounds of its peers, each in the newest month that has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.measures.models import Measure, PeerFigure
from tracker.measures.models_summary import MeasureContext
from tracker.measures.queries import measures
from tracker.measures.queries_values import records_of
from tracker.measures.rules_peer_rows import PeerRow, Said, peer_row


@dataclass(frozen=True, slots=True)
class Compared:
    measure: Measure
    row: PeerRow


def compared(session: Session, on: date) -> list[Compared]:
    """Those that are not withdrawn on a day, by plan, priority, group and place.

    Seven queries, however many measures there are; only figures of the newest months with bounds are read.
    """
    newest = _newest(session)
    found = [each for each in measures(session, on=on) if each.id in newest]
    since = min((newest[each.id] for each in found), default=None)
    records = records_of(session, found, since=since)
    said = _said(session, newest)
    rows = (
        (measure, peer_row(record, newest[measure.id], said.get(measure.id)))
        for measure, record in zip(found, records, strict=True)
    )
    return [Compared(measure, row) for measure, row in rows if row is not None]


def _newest(session: Session) -> Mapping[int, date]:
    """By the id of the measure."""
    newest = func.max(PeerFigure.month).label("newest")
    rows = session.execute(select(PeerFigure.measure_id, newest).group_by(PeerFigure.measure_id))
    return {row.measure_id: row.newest for row in rows}


def _said(session: Session, newest: Mapping[int, date]) -> Mapping[int, Said]:
    """What analysts say of the quarters of these months."""
    quarters = sorted({Quarter.of(month).key for month in newest.values()})
    wanted = select(MeasureContext).where(MeasureContext.quarter.in_(quarters), MeasureContext.peers.is_not(None))
    return {
        row.measure_id: Said(row.peers, row.peers_basis or "")
        for row in session.scalars(wanted.order_by(MeasureContext.measure_id))
        if row.peers is not None and row.measure_id in newest and Quarter.of(newest[row.measure_id]).key == row.quarter
    }
