"""Writing to the log: one function, called in the same function as the change it records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.audit.rules import GENESIS, Changes, Entry, Event, changes_as_text, entry_hash
from tracker.audit.rules_rows import ROWS, Fields, RowKey, as_text, rows_as_text
from tracker.db import Base
from tracker.writing import flush, queue

NOTHING: Mapping[str, tuple[str | None, str | None]] = {}


def record(
    session: Session,
    event: Event,
    *,
    by: Actor,
    subject: str,
    changes: Changes = NOTHING,
    reason: str | None = None,
    rows: Iterable[Base] = (),
) -> None:
    """Appends one row to the log, in the caller's transaction, chained to the row before it.

    What was nothing and is nothing is left out of the changes. `rows` are what the act made
    and nobody may ever change; they are flushed by now, and the log keeps them whole.
    """
    queue(session)
    changes = {field: pair for field, pair in changes.items() if pair != (None, None)}
    if kept := dict(_kept(row) for row in rows):
        changes[ROWS] = (None, rows_as_text(kept))
    told = changes_as_text(changes)
    row = _chained(session, event.value, by, subject=subject, changes=told, reason=reason)
    session.add(row)
    # The next act of this transaction must see this row as the end of the chain.
    flush(session)


def _chained(session: Session, event: str, by: Actor, *, subject: str, changes: str, reason: str | None) -> AuditEvent:
    last = session.execute(
        select(AuditEvent.position, AuditEvent.hash).order_by(AuditEvent.position.desc()).limit(1)
    ).one_or_none()
    happened_at = dates.now()
    entry = Entry(
        position=last.position + 1 if last else 1,
        happened_at=happened_at.isoformat(),
        actor_id=by.person_id,
        actor_name=by.name,
        event=event,
        subject=subject,
        changes=changes,
        reason=reason,
        previous_hash=last.hash if last else GENESIS,
    )
    return AuditEvent(
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


def _kept(row: Base) -> tuple[RowKey, Fields]:
    (key,) = inspect(row).identity or (None,)
    if key is None:
        raise AssertionError(f"{row!r} was not flushed")
    columns = [column for column in row.__table__.columns if not column.primary_key]
    return (row.__tablename__, key), {column.name: as_text(getattr(row, column.key)) for column in columns}
