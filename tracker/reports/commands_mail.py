"""Telling people by mail of what was done with a report, in the transaction that did it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.audit.rules import Event, Head
from tracker.dates import parse_period
from tracker.outbox.commands import queue_message
from tracker.outbox.rules import NewMessage
from tracker.reports.models_signoff import ReportMove
from tracker.reports.queries_mail import readers_of
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_mail import Moved, words_of


def tell(session: Session, found: Standing, move: ReportMove, event: Event) -> None:
    """Queues a message to everybody who is told of this move, the newest of the version. Most moves are told nobody."""
    words = words_of(move.move, _moved(found, move))
    if words is None:
        return
    for person in readers_of(session, found, move):
        message = NewMessage(
            kind=event.value,
            about=words.page,
            to_address=person.email,
            to_name=person.name,
            subject=words.subject,
            body=words.body,
            once=f"{found.number}/{move.position}",
        )
        queue_message(session, message)


def _moved(found: Standing, move: ReportMove) -> Moved:
    report, signature = found.version.report, move.signature
    return Moved(
        kind=report.kind,
        period=parse_period(report.period),
        version=found.number,
        by=move.by,
        on=move.on,
        as_at=found.as_at,
        open_comments=len(found.open_comments),
        acting_for=signature.acting_for if signature is not None else None,
        head=str(Head(signature.chain_count, signature.chain_hash)) if signature is not None else "",
    )
