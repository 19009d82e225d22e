"""Telling people by mail of what was done with a report, in the transaction that did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.access import Actor, Role
from tracker.accounts.models import Person
from tracker.accounts.queries import people_with_role
from tracker.audit.rules import Event, Head
from tracker.dates import parse_period
from tracker.outbox.commands import queue_message
from tracker.outbox.queries import is_told
from tracker.outbox.rules import NewMessage
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_road import ReportApproval
from tracker.reports.models_signoff import ReportMove
from tracker.reports.queries_mail import readers_of, signatories
from tracker.reports.queries_road import Approval, approvals
from tracker.reports.queries_signoff import Standing, open_reports
from tracker.reports.rules_approval import ApprovalState, Approved
from tracker.reports.rules_life import Move, ReportKind, ReportState
from tracker.reports.rules_mail import Moved, Words, approval_asked, approval_lapsed, approvals_given, words_of
from tracker.reports.snapshots_kinds import parts_to_approve

LAPSED: Final = "report:approval_lapsed"
"""The kind of message that no act of a person makes."""


def tell(
    session: Session, found: Standing, move: ReportMove, event: Event, parts: Mapping[Approved, str] | None = None
) -> None:
    """Queues a message to everybody who is told of this move, the newest of the version. Most moves are told nobody.

    `parts` are those of a submitted report that the Commissioner approves, by the hash of each.
    """
    waiting = _not_given(session, found, parts or {})
    moved = _moved(found, move, tuple(each.part for each in waiting))
    words, once = words_of(move.move, moved), f"{found.number}/{move.position}"
    if words is None:
        return
    for person in readers_of(session, found, move):
        _queue(session, person, words, event.value, once)
    if move.move is Move.SUBMIT and waiting:
        asked = approval_asked(moved, [each.part for each in waiting if each.newest is not None])
        for person in people_with_role(session, Role.COMMISSIONER):
            _queue(session, person, asked, event.value, " ".join((once, *_marks(waiting))))


def tell_approved(
    session: Session, found: Standing, added: ReportApproval, parts: Mapping[Approved, str], *, by: Actor, on: date
) -> None:
    """Queues a message to those who may sign a submitted report, once nothing of it waits for the Commissioner."""
    if found.state is not ReportState.SUBMITTED or _not_given(session, found, parts):
        return
    report = found.version.report
    moved = Moved(kind=report.kind, period=parse_period(report.period), version=found.number, by=by.name, on=on)
    author = found.submission.person_id if found.submission is not None else None
    for person in signatories(session, on):
        if person.id not in {by.person_id, author}:
            _queue(session, person, approvals_given(moved), Event.REPORT_APPROVED.value, f"{found.number}/{added.id}")


def tell_lapsed(session: Session, on: date) -> None:
    """Queues a message to the Commissioner for what was approved of a submitted report and was changed since, once.

    Nobody's act does this: what a report says may change with any record it is gathered from. Each annual report that
    waits for a signature is read whole for it, in about half a second.
    """
    for found in open_reports(session):
        if found.version.report.kind is ReportKind.ANNUAL and found.state is ReportState.SUBMITTED:
            _tell_lapsed(session, found, on)


def _tell_lapsed(session: Session, found: Standing, on: date) -> None:
    report = found.version.report
    period = parse_period(report.period)
    content = gather_report(session, report.kind, period, found.as_at or on)
    waiting = _not_given(session, found, parts_to_approve(content))
    moved = Moved(kind=report.kind, period=period, version=found.number, by="", on=on)
    for person in people_with_role(session, Role.COMMISSIONER):
        page = approval_lapsed(moved, ()).page
        new = [each for each in waiting if any(not is_told(session, page, person.email, it) for it in _marks([each]))]
        if new:
            words = approval_lapsed(moved, [each.part for each in new])
            _queue(session, person, words, LAPSED, " ".join(_marks(new)))


def _not_given(session: Session, found: Standing, parts: Mapping[Approved, str]) -> list[Approval]:
    """The parts that wait for an approval as they are now."""
    known = approvals(session, found, parts) if parts else ()
    return [each for each in known if each.state is not ApprovalState.GIVEN]


def _marks(waiting: Iterable[Approval]) -> list[str]:
    """One for each approval that lapsed: a message that carries it has told of that."""
    return [_mark(each.newest) for each in waiting if each.newest is not None]


def _mark(given: ReportApproval) -> str:
    return f"{given.part.value}:{given.content_hash[:16]}/{given.version.number}"


def _queue(session: Session, person: Person, words: Words, kind: str, once: str) -> None:
    message = NewMessage(
        kind=kind,
        about=words.page,
        to_address=person.email,
        to_name=person.name,
        subject=words.subject,
        body=words.body,
        once=once,
    )
    queue_message(session, message)


def _moved(found: Standing, move: ReportMove, waits: tuple[Approved, ...]) -> Moved:
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
        waits=waits,
    )
