"""Saving how the files of a source system are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import DomainError
from tracker.measures.models_summary import ColumnMap, ColumnMapLine
from tracker.measures.queries_load import map_of
from tracker.measures.rules_columns import Role, SavedMap, check_map
from tracker.writing import expect_version, flush, queue, touch


class MapNameTaken(DomainError):
    field = "name"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There is a column map “{name}” already. Enter another name, or change that one.")


@dataclass(frozen=True, slots=True)
class SaveMap:
    """`version` is the one the form was opened at; it does not matter for a new map."""

    saved: SavedMap
    version: int = 0


def create_map(session: Session, command: SaveMap, *, by: Actor, on: date) -> ColumnMap:
    """Raises MapNameTaken, MapIncomplete, HeadingUsedTwice or NotInThisLayout."""
    check_map(command.saved)
    _check_name(session, command.saved.name, None)
    row = ColumnMap(name=command.saved.name, layout=command.saved.layout, columns=_lines(command.saved))
    session.add(row)
    flush(session)
    changes = difference({}, _words(command.saved))
    record(session, Event.COLUMN_MAP_SAVED, by=by, subject=_subject(row), changes=changes)
    return row


def change_map(session: Session, row: ColumnMap, command: SaveMap, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, and what `create_map` does."""
    expect_version(f"The column map “{row.name}”", row, command.version)
    check_map(command.saved)
    _check_name(session, command.saved.name, row)
    before = map_of(row)
    changes = difference(_words(before), _words(command.saved))
    if not changes:
        return False
    row.name, row.layout = command.saved.name, command.saved.layout
    held = {line.role: line for line in row.columns}
    for role, heading in command.saved.headings.items():
        line = held.pop(role.value, None)
        if line is None:
            row.columns.append(ColumnMapLine(role=role.value, heading=heading))
        else:
            line.heading = heading
    for line in held.values():
        # How a file is read is no history; the log keeps what the map was.
        if line.role in set(Role):
            row.columns.remove(line)
            session.delete(line)
    touch(row)
    flush(session)
    record(session, Event.COLUMN_MAP_SAVED, by=by, subject=_subject(row), changes=changes)
    return True


def _check_name(session: Session, name: str, row: ColumnMap | None) -> None:
    queue(session)
    taken = session.scalars(select(ColumnMap).where(func.lower(ColumnMap.name) == name.lower())).first()
    if taken is not None and taken is not row:
        raise MapNameTaken(taken.name)


def _lines(saved: SavedMap) -> list[ColumnMapLine]:
    return [ColumnMapLine(role=role.value, heading=heading) for role, heading in saved.headings.items()]


def _words(saved: SavedMap) -> dict[str, str | None]:
    named: dict[str, str | None] = {"Name": saved.name, "Layout": saved.layout.label}
    return named | {role.label: heading for role, heading in saved.headings.items()}


def _subject(row: ColumnMap) -> str:
    return f"column map {row.id}"
