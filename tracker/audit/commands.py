"""Writing to the log: one function, called in the same function as the change it records."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.audit.rules import GENESIS, Changes, Entry, Event, changes_as_text, entry_hash
from tracker.writing import flush, queue

NOTHING: Mapping[str, tuple[str | None, str | None]] = {}


def record(
    session: Session, event: Event, *, by: Actor, subject: str, changes: Changes = NOTHING, reason: str | None = None
) -> None:
    """Appends one row to the log, in the caller's transaction, chained to the row before it."""
    queue(session)
    last = session.execute(
        select(AuditEvent.position, AuditEvent.hash).order_by(AuditEvent.position.desc()).limit(1)
    ).one_or_none()
    happened_at = dates.now()
    entry = Entry(
        position=last.position + 1 if last else 1,
        happened_at=happened_at.isoformat(),
        actor_id=by.person_id,
        actor_name=by.name,
        event=event.value,
        subject=subject,
        changes=changes_as_text(changes),
        reason=reason,
        previous_hash=last.hash if last else GENESIS,
    )
    row = AuditEvent(
        position=entry.position,
        happened_at=happened_at,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        event=entry.event,
        subject=entry.subject,
        changes=entry.changes,
        reason=entry.reason,
        previous_hash=entry.previous_hash,
        hash=entry_hash(entry),
    )
    session.add(row)
    # The next act of this transaction must see this row as the end of the chain.
    flush(session)
