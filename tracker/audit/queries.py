"""Reading the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tracker.audit.models import AuditEvent
from tracker.audit.rules import GENESIS, Entry, Event, Head, entry_hash
from tracker.audit.rules_rows import ROWS

UNREADABLE: Final = (ValueError, TypeError, LookupError, OperationalError)
"""What reading a column raises that holds something of another kind, as SQLite allows."""

_AT_A_TIME: Final = 500


def history_of(session: Session, subject: str, *, limit: int = 100) -> Sequence[AuditEvent]:
    """The newest acts on one record, newest first."""
    return session.scalars(
        select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.position.desc()).limit(limit)
    ).all()


def newest_position(session: Session, subject: str, event: Event) -> int | None:
    """The row of the newest act of this kind on one record; None where there was none."""
    return session.scalar(
        select(func.max(AuditEvent.position)).where(AuditEvent.subject == subject, AuditEvent.event == event.value)
    )


def changes_of(event: AuditEvent) -> dict[str, tuple[str | None, str | None]]:
    """The row's changes as field -> (old, new), without what no person reads."""
    return {field: (pair[0], pair[1]) for field, pair in json.loads(event.changes).items() if field != ROWS}


def sentence_of(event: AuditEvent) -> str:
    """Who did what: "Jo Lead completed the deliverable". A name this version does not know is shown as written."""
    known = {member.value: member.label for member in Event}
    return f"{event.actor_name} {known.get(event.event, event.event)}"


def head_of(session: Session) -> Head:
    """How far the log goes now. What a signed report prints, so that a log that was cut off later is found."""
    row = session.execute(
        select(AuditEvent.position, AuditEvent.hash).order_by(AuditEvent.position.desc()).limit(1)
    ).one_or_none()
    return Head(row.position, row.hash) if row else Head(0, GENESIS)


def hash_at(session: Session, position: int) -> str | None:
    """The hash of one row of the log; that of the beginning for 0, None for a row that is gone or cannot be read."""
    if position == 0:
        return GENESIS
    try:
        return session.scalars(select(AuditEvent.hash).where(AuditEvent.position == position)).one_or_none()
    except UNREADABLE:
        return None


def first_broken(session: Session) -> int | None:
    """The number of the first row that does not follow from the one before it or is not what was hashed.

    None when all hold. A row whose columns cannot even be read is not what was hashed.
    """
    previous, position = GENESIS, 0
    while rows := _rows_after(session, position):
        for row in rows:
            position += 1
            if row is None or row.previous_hash != previous or row.position != position:
                return position
            if not _is_as_hashed(row):
                return position
            previous = row.hash
    rows_in_all = session.scalar(select(func.count()).select_from(AuditEvent))
    return None if rows_in_all == position else position + 1


def _rows_after(session: Session, position: int) -> Sequence[AuditEvent | None]:
    """The rows that follow, some hundred at a time; None in the place of one that cannot be read."""
    following = select(AuditEvent).where(AuditEvent.position > position).order_by(AuditEvent.position)
    try:
        return session.scalars(following.limit(_AT_A_TIME)).all()
    except UNREADABLE:
        # One of them: those before it are still to be looked at.
        try:
            return session.scalars(following.limit(1)).all()
        except UNREADABLE:
            return [None]


def _is_as_hashed(row: AuditEvent) -> bool:
    try:
        return row.hash == entry_hash(_entry(row))
    except (AttributeError, TypeError, ValueError):
        # A column without what it must have, or with bytes.
        return False


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
