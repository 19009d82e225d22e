"""Reading rows that never change, and what the log keeps of them. Nothing here trusts a row to be readable."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Boolean, Column, ColumnElement, Row, Select, Table, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from tracker.audit.models import AuditEvent
from tracker.audit.queries import UNREADABLE
from tracker.audit.rules_rows import ROWS, Fields, RowKey, as_text, rows_from_text

_AT_A_TIME: Final = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it was when the log told of it. `subject` is the record the act was about, `changes` what it changed."""

    subject: str
    fields: Fields
    changes: Mapping[str, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Dangling:
    """A row that names another, in a column, that is not there."""

    key: RowKey
    column: str
    target: str


def kept_rows(session: Session) -> dict[RowKey, Kept]:
    """Every row the log keeps. A row of the log that cannot be read tells of nothing."""
    event, found = AuditEvent.__table__.c, dict[RowKey, Kept]()
    of_interest = event.changes.contains(f'"{ROWS}":', autoescape=True)
    for _, row in _readable(session, event.id, (event.subject, event.changes), of_interest):
        try:
            changes = json.loads(row.changes) if row is not None else {}
            rows = rows_from_text(changes[ROWS][1]) if ROWS in changes else {}
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        if row is not None:
            found |= {key: Kept(row.subject, fields, changes) for key, fields in rows.items()}
    return found


def rows_now(session: Session, table: Table) -> Iterator[tuple[int, Fields | None]]:
    """Every row of a table by its key; None for one that cannot be read."""
    columns = [column for column in table.columns if not column.primary_key]
    asked = [_as_it_is(column) for column in columns]
    for key, row in _readable(session, table.c.id, asked):
        if row is None:
            yield key, None
        else:
            held: Sequence[object] = row[1:]
            yield key, {each.name: as_text(_said(each, value)) for each, value in zip(columns, held, strict=True)}


def first_dangling(session: Session, table: Table) -> Dangling | None:
    """The first row of a table that names a row that is gone; None where all are there."""
    for reference in sorted(table.foreign_keys, key=lambda each: each.parent.name):
        target = reference.column.table.alias()
        named = select(table.c.id).outerjoin(target, reference.parent == target.c.id)
        missing = named.where(reference.parent.is_not(None), target.c.id.is_(None)).order_by(table.c.id).limit(1)
        key = session.scalars(missing).first()
        if key is not None:
            return Dangling((table.name, key), reference.parent.name, reference.column.table.name)
    return None


def _as_it_is(column: Column[Any]) -> ColumnElement[Any]:
    # SQLAlchemy takes whatever is not 0 for "yes".
    return type_coerce(column, NullType) if isinstance(column.type, Boolean) else column


def _said(column: Column[Any], value: object) -> object:
    return bool(value) if isinstance(column.type, Boolean) and value in {0, 1} else value


def _readable(
    session: Session,
    key: ColumnElement[int],
    columns: Sequence[ColumnElement[Any]],
    where: ColumnElement[bool] | None = None,
) -> Iterator[tuple[int, Row[Any] | None]]:
    """The rows by their key, in its order, some hundred at a time; None in the place of one that cannot be read."""
    wanted, asked = select(key).order_by(key), select(key, *columns).order_by(key)
    keys = session.scalars(wanted if where is None else wanted.where(where)).all()
    for start in range(0, len(keys), _AT_A_TIME):
        batch = keys[start : start + _AT_A_TIME]
        try:
            rows = session.execute(asked.where(key.in_(batch))).all()
        except UNREADABLE:
            yield from ((each, _one(session, asked.where(key == each))) for each in batch)
        else:
            yield from ((row[0], row) for row in rows)


def _one(session: Session, asked: Select[Any]) -> Row[Any] | None:
    try:
        return session.execute(asked).one()
    except UNREADABLE:
        return None
