"""Reading the log."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.audit.models import AuditEvent
from tracker.audit.rules import GENESIS, Entry, Event, entry_hash


def history_of(session: Session, subject: str, *, limit: int = 100) -> Sequence[AuditEvent]:
    """The newest acts on one record, newest first."""
    return session.scalars(
        select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.position.desc()).limit(limit)
    ).all()


def changes_of(event: AuditEvent) -> dict[str, tuple[str | None, str | None]]:
    """The row's changes as field -> (old, new)."""
    return {field: (pair[0], pair[1]) for field, pair in json.loads(event.changes).items()}


def sentence_of(event: AuditEvent) -> str:
    """Who did what: "Jo Lead completed the deliverable". A name this version does not know is shown as written."""
    known = {member.value: member.label for member in Event}
    return f"{event.actor_name} {known.get(event.event, event.event)}"


def first_broken(session: Session) -> AuditEvent | None:
    """The first row that does not follow from the one before it or is not what was hashed; None when all hold."""
    previous = GENESIS
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.position)).yield_per(500)
    for position, row in enumerate(rows, start=1):
        if row.previous_hash != previous or row.position != position or row.hash != entry_hash(_entry(row)):
            return row
        previous = row.hash
    return None


def _entry(row: AuditEvent) -> Entry:
    return Entry(
        position=row.position,
        happened_at=row.happened_at.isoformat(),
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        event=row.event,
        subject=row.subject,
        changes=row.changes,
        reason=row.reason,
        previous_hash=row.previous_hash,
    )
