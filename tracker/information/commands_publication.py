"""Recording that a line was published or looked at, and withdrawing what was recorded by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import long_date
from tracker.information import queries
from tracker.information.commands import check_stands
from tracker.information.models import InformationLine, InformationPublication
from tracker.information.rules import PublicationKind
from tracker.information.rules_periods import label_of
from tracker.information.rules_publication import AlreadyWithdrawn, PublicationFacts, check_publication
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True)
class RecordPublication:
    """`version` is the line's: its periods and its address are what the answer was chosen by."""

    version: int
    facts: PublicationFacts


@dataclass(frozen=True, slots=True)
class WithdrawPublication:
    version: int
    reason: str


def record_publication(
    session: Session, line: InformationLine, command: RecordPublication, *, by: Actor, on: date
) -> InformationPublication:
    """Raises Stale, LineIsWithdrawn or what `check_publication` raises."""
    queue(session)
    expect_version(f"Line {line.code}", line, command.version)
    check_stands(line)
    check_publication(command.facts, line.facts.timing, line.address, on)
    row = InformationPublication(
        line_id=line.id,
        number=queries.next_number(session, line),
        kind=command.facts.kind,
        done_on=command.facts.on,
        period=command.facts.period,
        address=command.facts.address,
        note=command.facts.note,
        recorded_by=by.name,
    )
    session.add(row)
    touch(line)
    flush(session)
    event = Event.INFORMATION_PUBLISHED if row.kind is PublicationKind.PUBLISHED else Event.INFORMATION_CHECKED
    record(session, event, by=by, subject=line.subject, changes=_words(row))
    return row


def withdraw_publication(
    session: Session, row: InformationPublication, command: WithdrawPublication, *, by: Actor, on: date
) -> None:
    """What was recorded was a mistake; it stays in sight. Raises Stale or AlreadyWithdrawn."""
    queue(session)
    line = row.line
    expect_version(f"Line {line.code}", line, command.version)
    check_not_withdrawn(session, row)
    undone = InformationPublication(
        line_id=line.id,
        number=queries.next_number(session, line),
        kind=PublicationKind.WITHDRAWN,
        done_on=on,
        note=command.reason,
        withdraws_id=row.id,
        recorded_by=by.name,
    )
    session.add(undone)
    touch(line)
    flush(session)
    changes = {field: (said, None) for field, (_, said) in _words(row).items()}
    event = Event.INFORMATION_PUBLICATION_WITHDRAWN
    record(session, event, by=by, subject=line.subject, changes=changes, reason=command.reason)


def check_not_withdrawn(session: Session, row: InformationPublication) -> None:
    """Raises AlreadyWithdrawn."""
    if queries.withdrawal_of(session, row) is not None:
        raise AlreadyWithdrawn(row.number)


def _words(row: InformationPublication) -> dict[str, tuple[str | None, str | None]]:
    said = {
        "Day": long_date(row.done_on),
        "For": label_of(row.period) if row.period else None,
        "Address": row.address,
        "Note": row.note,
    }
    return {field: (None, words) for field, words in said.items()}
