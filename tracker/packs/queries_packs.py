"""Reading what was published of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.errors import NotFound
from tracker.files.models import StoredFile
from tracker.files.queries import content_of, stored_file
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.snapshots import AgendaFacts


def packs_of(session: Session, agenda: Agenda) -> Sequence[Pack]:
    """Every pack and supplement ever published of it, the oldest first, with the places of its items."""
    return session.scalars(
        select(Pack)
        .where(Pack.agenda_id == agenda.id)
        .options(
            selectinload(Pack.places),
            joinedload(Pack.snapshot),
            joinedload(Pack.public),
            joinedload(Pack.full),
        )
        .order_by(Pack.id)
    ).all()


def facts_of(session: Session, pack: Pack) -> AgendaFacts:
    """What a pack was drawn from, exempt items included. Raises UnreadableSnapshot."""
    return AgendaFacts.from_json(content_of(session, pack.snapshot_id))


def all_facts(session: Session, packs: Sequence[Pack]) -> Sequence[AgendaFacts]:
    """As `facts_of` for each of them, in one query."""
    wanted = [pack.snapshot_id for pack in packs]
    rows = session.execute(select(StoredFile.id, StoredFile.content).where(StoredFile.id.in_(wanted)))
    content = {row.id: row.content for row in rows}
    return [AgendaFacts.from_json(content[each]) for each in wanted]


def published_digests(session: Session, packs: Sequence[Pack]) -> frozenset[str]:
    """The SHA-256 of every paper that is in one of the packs."""
    return frozenset(paper.digest for facts in all_facts(session, packs) for _, paper in facts.bound)


def reader(session: Session) -> Callable[[str], bytes]:
    """Gives the bytes of stored papers by their SHA-256, one at a time. Raises NotFound."""

    def read(digest: str) -> bytes:
        found = stored_file(session, digest)
        if found is None:
            raise NotFound("stored paper", digest)
        return content_of(session, found.id)

    return read
