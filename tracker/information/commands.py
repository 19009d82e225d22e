"""Keeping the lines of the register."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.information import queries
from tracker.information.models import InformationLine
from tracker.information.rules_lines import (
    CodeTaken,
    LineFacts,
    LineIsWithdrawn,
    LineStands,
    check_code,
    check_facts,
    words_of,
)
from tracker.writing import expect_version, flush, queue


@dataclass(frozen=True, slots=True)
class AddLine:
    code: str
    facts: LineFacts


@dataclass(frozen=True, slots=True)
class ChangeLine:
    version: int
    facts: LineFacts


@dataclass(frozen=True, slots=True)
class EndLine:
    """Withdraws a line or brings it back."""

    version: int
    reason: str


def add_line(session: Session, command: AddLine, *, by: Actor, on: date) -> InformationLine:
    """As the last of the register. Raises BadCode, CodeTaken or what `check_facts` raises."""
    queue(session)
    check_code(command.code)
    if queries.code_is_taken(session, command.code):
        raise CodeTaken(command.code)
    check_facts(command.facts, on)
    position = queries.last_position(session) + 1
    line = InformationLine(code=command.code, position=position, publications=[], **asdict(command.facts))
    session.add(line)
    flush(session)
    changes = difference({}, words_of(line.facts))
    record(session, Event.INFORMATION_LINE_ADDED, by=by, subject=line.subject, changes=changes)
    return line


def change_line(session: Session, line: InformationLine, command: ChangeLine, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, LineIsWithdrawn or what `check_facts` raises."""
    _expect(line, command.version)
    check_stands(line)
    check_facts(command.facts, on)
    changes = difference(words_of(line.facts), words_of(command.facts))
    if not changes:
        return False
    for name, value in asdict(command.facts).items():
        setattr(line, name, value)
    flush(session)
    record(session, Event.INFORMATION_LINE_CHANGED, by=by, subject=line.subject, changes=changes)
    return True


def withdraw_line(session: Session, line: InformationLine, command: EndLine, *, by: Actor, on: date) -> None:
    """Nobody need publish it any more; what was published stays on record. Raises Stale or LineIsWithdrawn."""
    _expect(line, command.version)
    check_stands(line)
    line.withdrawn_on, line.withdrawn_by, line.withdrawn_reason = on, by.name, command.reason
    flush(session)
    record(session, Event.INFORMATION_LINE_WITHDRAWN, by=by, subject=line.subject, reason=command.reason)


def restore_line(session: Session, line: InformationLine, command: EndLine, *, by: Actor, on: date) -> None:
    """Brings it back. Raises Stale or LineStands."""
    _expect(line, command.version)
    check_withdrawn(line)
    line.withdrawn_on = line.withdrawn_by = line.withdrawn_reason = None
    flush(session)
    record(session, Event.INFORMATION_LINE_RESTORED, by=by, subject=line.subject, reason=command.reason)


def check_stands(line: InformationLine) -> None:
    """Raises LineIsWithdrawn."""
    if line.withdrawn_on is not None:
        raise LineIsWithdrawn(line.code)


def check_withdrawn(line: InformationLine) -> None:
    """Raises LineStands."""
    if line.withdrawn_on is None:
        raise LineStands(line.code)


def _expect(line: InformationLine, version: int) -> None:
    expect_version(f"Line {line.code}", line, version)
