"""What the dashboard says of a measure in a quarter, and how it stands to its peers where the bounds do not tell."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.dates import Quarter
from tracker.errors import Duplicate, Stale
from tracker.measures.commands_history import expect_measure_stands, subject_of
from tracker.measures.models import Measure
from tracker.measures.models_summary import MeasureContext
from tracker.measures.rules import PeerStatus
from tracker.measures.rules_levels import check_peers
from tracker.writing import flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class SetContext:
    """`version` 0: nothing was said of the quarter yet. All None takes back what was said."""

    version: int
    words: str | None = None
    peers: PeerStatus | None = None
    peers_basis: str | None = None


def context_of(session: Session, measure: Measure, quarter: Quarter) -> MeasureContext | None:
    """None where nothing was said yet."""
    return session.scalars(
        select(MeasureContext).where(MeasureContext.measure_id == measure.id, MeasureContext.quarter == quarter.key)
    ).one_or_none()


def set_context(session: Session, measure: Measure, quarter: Quarter, command: SetContext, *, by: Actor) -> bool:
    """Whether anything changed. Raises MeasureIsWithdrawn, Stale, PeersNeedABasis or BasisWithoutPeers."""
    expect_measure_stands(measure)
    check_peers(command.peers, command.peers_basis)
    queue(session)
    row, name = context_of(session, measure, quarter), f"What is said of {measure.code} in {quarter.label}"
    now_at = 0 if row is None else row.version
    if now_at != command.version:
        raise Stale(name, command.version, now_at)
    before = {} if row is None else _words(row.words, row.peers, row.peers_basis)
    changes = difference(before, _words(command.words, command.peers, command.peers_basis))
    if not changes:
        return False
    if row is None:
        row = MeasureContext(measure=measure, quarter=quarter.key)
        session.add(row)
    row.words, row.peers, row.peers_basis = command.words, command.peers, command.peers_basis
    touch(row)
    try:
        flush(session)
    except Duplicate as error:
        raise Stale(name, command.version, command.version + 1) from error
    said = {f"{field}, {quarter.label}": both for field, both in changes.items()}
    record(session, Event.CONTEXT_CHANGED, by=by, subject=subject_of(measure), changes=said)
    return True


def _words(words: str | None, peers: PeerStatus | None, basis: str | None) -> dict[str, str | None]:
    return {"Words": words, "Against peers": peers.label if peers else None, "Basis": basis}
