"""Another due date: a request stands once the lead accepts it, and the original never changes (RULES 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.errors import NotFound
from tracker.plan.commands_history import answer_request, restand, standing_now
from tracker.plan.models import Deliverable, DueDate
from tracker.plan.rules import (
    DuePeriod,
    check_decision,
    check_due_after_start,
    check_redating,
    due_date_state,
    has_words,
)
from tracker.plan.rules_changes import DecliningNeedsReason
from tracker.plan.rules_standing import open_request, period_of
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True)
class RequestDueDate:
    version: int
    due: DuePeriod
    reason: str | None


@dataclass(frozen=True, slots=True)
class DecideDueDate:
    """`note` says why, which a refusal needs."""

    version: int
    due_date_id: int
    accepted: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class WithdrawDueDate:
    version: int
    due_date_id: int


def request_due_date(
    session: Session, deliverable: Deliverable, command: RequestDueDate, *, by: Actor, on: date
) -> DueDate:
    """The date in force stands until the request is accepted; one request at a time.

    Raises Stale, DueBeforeItStarts or a refusal of `check_redating`.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    now = standing_now(deliverable)
    waiting = open_request(deliverable.due_dates, date.max)
    check_redating(now.status, now.due, command.due, command.reason, period_of(waiting) if waiting else None)
    check_due_after_start(now.starts_on, command.due.end)
    asked = DueDate(
        number=max(due.number for due in deliverable.due_dates) + 1,
        text=command.due.text,
        starts=command.due.start,
        ends=command.due.end,
        precision=command.due.precision,
        reading=command.due.reading,
        reason=command.reason,
        requested_on=on,
        requested_by=by.name,
    )
    deliverable.due_dates.append(asked)
    touch(deliverable)
    restand(session, deliverable, on)
    changes = {"Due date asked for": (None, asked.text)}
    record(
        session,
        Event.DUE_DATE_REQUESTED,
        by=by,
        subject=deliverable.reference,
        changes=changes,
        reason=command.reason,
    )
    return asked


def decide_due_date(session: Session, deliverable: Deliverable, command: DecideDueDate, *, by: Actor, on: date) -> None:
    """Accepts or declines an open request.

    Raises Stale, NotFound, AlreadyDecided, DecliningNeedsReason, or DueBeforeItStarts where the start moved meanwhile.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    due = _due_date(deliverable, command.due_date_id)
    check_decision(due_date_state(due.number, due.decision.accepted if due.decision else None))
    if not command.accepted and not has_words(command.note):
        raise DecliningNeedsReason
    if command.accepted:
        check_due_after_start(standing_now(deliverable).starts_on, due.ends)
    changes = answer_request(session, due, accepted=command.accepted, note=command.note, by=by, on=on)
    event = Event.DUE_DATE_ACCEPTED if command.accepted else Event.DUE_DATE_DECLINED
    record(session, event, by=by, subject=deliverable.reference, changes=changes, reason=command.note)


def withdraw_due_date(
    session: Session, deliverable: Deliverable, command: WithdrawDueDate, *, by: Actor, on: date
) -> None:
    """Takes back an open request; it is declined in the name of whoever takes it back.

    Raises Stale, NotFound or AlreadyDecided.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    due = _due_date(deliverable, command.due_date_id)
    check_decision(due_date_state(due.number, due.decision.accepted if due.decision else None))
    note = f"Withdrawn by {'the person who asked' if due.requested_by == by.name else 'the owner'}"
    changes = answer_request(session, due, accepted=False, note=note, by=by, on=on)
    record(session, Event.DUE_DATE_DECLINED, by=by, subject=deliverable.reference, changes=changes, reason=note)


def may_withdraw(deliverable: Deliverable, due: DueDate, by: Actor) -> bool:
    """Whether this person may take the request back: who asked, and the owner."""
    return by.name == due.requested_by or by.person_id == deliverable.standing.owner_id


def _due_date(deliverable: Deliverable, due_date_id: int) -> DueDate:
    for due in deliverable.due_dates:
        if due.id == due_date_id:
            return due
    raise NotFound("due date", str(due_date_id))
