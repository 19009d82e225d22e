"""The log in pages and as a file: always by its row numbers, so that the work grows with what is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from tracker.audit.models import AuditEvent

PAGE_SIZE: Final = 50
AT_A_TIME: Final = 1_000
"""Rows of the file that are read at once."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows are wanted; None or an empty text for no limit.

    `events` are the names of the events the reader may see, and no others are ever found. `begins` and `ends` are
    instants, the second not included. `words` must stand in the reference of the record.
    """

    events: Collection[str]
    subject: str | None = None
    actor_id: int | None = None
    words: str = ""
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Rows, newest first. `newer` and `older`: whether there are more on that side."""

    rows: Sequence[AuditEvent]
    newer: bool
    older: bool

    @property
    def first(self) -> int | None:
        """The number of the newest row."""
        return self.rows[0].position if self.rows else None

    @property
    def last(self) -> int | None:
        return self.rows[-1].position if self.rows else None


def log_page(session: Session, wanted: LogFilter, *, before: int | None = None, after: int | None = None) -> LogPage:
    """The rows just before a row number, or just after one, or the newest. Two queries at most."""
    asked = _wanted(wanted)
    if after is not None:
        found = session.scalars(
            asked.where(AuditEvent.position > after).order_by(AuditEvent.position).limit(PAGE_SIZE + 1)
        ).all()
        rows = list(reversed(found[:PAGE_SIZE]))
        return LogPage(rows, len(found) > PAGE_SIZE, _is_any(session, asked, AuditEvent.position <= after))
    newest_first = asked.order_by(AuditEvent.position.desc()).limit(PAGE_SIZE + 1)
    if before is None:
        found = session.scalars(newest_first).all()
        return LogPage(found[:PAGE_SIZE], newer=False, older=len(found) > PAGE_SIZE)
    found = session.scalars(newest_first.where(AuditEvent.position < before)).all()
    newer = _is_any(session, asked, AuditEvent.position >= before)
    return LogPage(found[:PAGE_SIZE], newer, len(found) > PAGE_SIZE)


def log_rows(session: Session, wanted: LogFilter, *, up_to: int) -> Iterator[AuditEvent]:
    """Every row of a file, oldest first, up to a row number; read some at a time.

    Ends the session's transaction when the last row is read or no more are wanted: a file that is streamed outlives
    the request that asked for it, and nobody else would give its connection back.
    """
    position = 0
    following = _wanted(wanted).where(AuditEvent.position <= up_to).order_by(AuditEvent.position).limit(AT_A_TIME)
    try:
        while found := session.scalars(following.where(AuditEvent.position > position)).all():
            yield from found
            if len(found) < AT_A_TIME:
                break
            position = found[-1].position
    finally:
        session.rollback()


def events_of(session: Session, subject: str) -> set[str]:
    """The names of the events the log holds of one record; empty when it knows nothing of it."""
    return set(session.scalars(select(AuditEvent.event).where(AuditEvent.subject == subject).distinct()))


def _wanted(wanted: LogFilter) -> Select[AuditEvent]:
    row = AuditEvent
    asked = select(row).where(row.event.in_(sorted(wanted.events)))
    if wanted.subject is not None:
        asked = asked.where(row.subject == wanted.subject)
    if wanted.actor_id is not None:
        asked = asked.where(row.actor_id == wanted.actor_id)
    if wanted.words:
        asked = asked.where(row.subject.icontains(wanted.words, autoescape=True))
    if wanted.begins is not None:
        asked = asked.where(row.happened_at >= wanted.begins)
    if wanted.ends is not None:
        asked = asked.where(row.happened_at < wanted.ends)
    return asked


def _is_any(session: Session, asked: Select[AuditEvent], condition: ColumnElement[bool]) -> bool:
    return session.scalar(asked.with_only_columns(AuditEvent.id).where(condition).limit(1)) is not None
