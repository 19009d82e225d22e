"""Sending the register as a file, changing it by what was sent, and taking it away."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.files.commands import store_file
from tracker.files.rules import CheckedFile
from tracker.files.rules_tables import Table
from tracker.information import commands, queries
from tracker.information.commands import AddLine, EndLine
from tracker.information.models import InformationLine, InformationUpload
from tracker.information.rules_file import (
    AlreadyApplied,
    Change,
    FilePlan,
    NothingInTheFile,
    ProblemsLeft,
    RegisterMoved,
    plan_of,
)
from tracker.writing import flush, queue

REGISTER = "information register"
"""What the log calls the register as a whole."""


@dataclass(frozen=True, slots=True)
class SendRegister:
    """A file that was checked and from which a table can be read."""

    file: CheckedFile


@dataclass(frozen=True, slots=True)
class ApplyRegister:
    """`seen`: the state of the register that the preview was made from."""

    table: Table
    seen: int


def send_register(session: Session, command: SendRegister, *, by: Actor, on: date) -> InformationUpload:
    """The file is kept, so that what changes the register is what was looked at."""
    file = command.file
    sent = InformationUpload(file=store_file(session, file), file_name=file.name, uploaded_on=on, uploaded_by=by.name)
    session.add(sent)
    flush(session)
    changes = {"File": (None, file.name), "SHA-256": (None, file.digest)}
    record(session, Event.INFORMATION_FILE_SENT, by=by, subject=REGISTER, changes=changes)
    return sent


def apply_register(
    session: Session, sent: InformationUpload, command: ApplyRegister, *, by: Actor, on: date
) -> FilePlan:
    """All of the file or nothing. Raises AlreadyApplied, RegisterMoved, ProblemsLeft or NothingInTheFile."""
    queue(session)
    session.refresh(sent)
    if sent.applied_on is not None:
        raise AlreadyApplied
    now = queries.state_of_register(session)
    if now != command.seen:
        raise RegisterMoved(command.seen, now)
    plan = plan_of(command.table, queries.held_lines(session), on)
    if plan.problems:
        raise ProblemsLeft(len(plan.problems))
    if not plan.does_something:
        raise NothingInTheFile
    lines = queries.lines_by_code(session)
    for change in plan.changes:
        _apply(session, lines.get(change.wanted.code.lower()), change, by, on)
    _set_order(session, plan)
    sent.applied_on = on
    flush(session)
    told = {
        "File": (None, sent.file_name),
        "Lines added": (None, str(len(plan.added))),
        "Lines changed": (None, str(len(plan.altered))),
        "Order": (None, "changed" if plan.reordered else "as it was"),
    }
    record(session, Event.INFORMATION_FILE_APPLIED, by=by, subject=REGISTER, changes=told)
    return plan


def log_download(session: Session, *, by: Actor) -> None:
    """Says in the log who took the register away."""
    record(session, Event.INFORMATION_EXPORTED, by=by, subject=REGISTER)


def _apply(session: Session, line: InformationLine | None, change: Change, by: Actor, on: date) -> None:
    wanted = change.wanted
    if line is None:
        line = commands.add_line(session, AddLine(wanted.code, wanted.facts), by=by, on=on)
    else:
        if change.restores:
            commands.restore_line(session, line, EndLine(line.version, "The file has it again."), by=by, on=on)
        _change(session, line, change, by, on)
    if change.withdraws and wanted.withdrawn is not None:
        commands.withdraw_line(session, line, EndLine(line.version, wanted.withdrawn), by=by, on=on)


def _change(session: Session, line: InformationLine, change: Change, by: Actor, on: date) -> None:
    """Also what a withdrawn line says: the file is the register's, whole."""
    differs = {field: pair for field, pair in change.words.items() if field != "Withdrawn"}
    for name, value in asdict(change.wanted.facts).items():
        setattr(line, name, value)
    if line.withdrawn_on is not None and change.wanted.withdrawn is not None:
        if line.withdrawn_reason != change.wanted.withdrawn:
            differs["Why it is withdrawn"] = (line.withdrawn_reason, change.wanted.withdrawn)
        line.withdrawn_reason = change.wanted.withdrawn
    flush(session)
    if differs:
        record(session, Event.INFORMATION_LINE_CHANGED, by=by, subject=line.subject, changes=differs)


def _set_order(session: Session, plan: FilePlan) -> None:
    lines = queries.lines_by_code(session)
    for position, code in enumerate(plan.order, start=1):
        lines[code].position = position
    flush(session)
