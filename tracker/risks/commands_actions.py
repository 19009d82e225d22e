"""Actions against a risk or issue: planned, changed, reported on and withdrawn (RULES 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.dates import long_date
from tracker.plan.rules import DuePeriod, has_words
from tracker.risks.commands_history import position_now
from tracker.risks.models import Risk, RiskAction, RiskActionUpdate
from tracker.risks.rules_actions import (
    CannotOwnAction,
    action_at,
    check_action_owner,
    check_due,
    check_new_date,
    check_stands,
    check_title,
    check_update,
    check_withdrawal,
)
from tracker.risks.rules_changes import check_editable
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True)
class AddAction:
    """`version` is that of the risk. `owner_id` None: nobody yet."""

    version: int
    title: str
    owner_id: int | None
    due: DuePeriod


@dataclass(frozen=True, slots=True)
class EditAction:
    """The owner may stay although they could not be chosen any more. Another due date needs a reason."""

    version: int
    title: str
    owner_id: int | None
    due: DuePeriod
    reason: str | None


@dataclass(frozen=True, slots=True)
class UpdateAction:
    """`note` says what was done, and why where the % goes down."""

    version: int
    effective_on: date
    percent: int
    note: str | None


@dataclass(frozen=True, slots=True)
class WithdrawAction:
    version: int
    reason: str | None


def add_action(session: Session, risk: Risk, command: AddAction, *, by: Actor, on: date) -> RiskAction:
    """Planned from today on, at 0%.

    Raises Stale, ClosedKeepsItsRecord, TitleMissing, DueBeforePlanned or CannotOwnAction.
    """
    expect_version(risk.reference, risk, command.version)
    check_editable(risk.kind, position_now(session, risk).state)
    check_title(command.title)
    # The clock may have been set back since it was raised.
    began_on = max(on, risk.began_on)
    check_due(command.due.end, began_on)
    queue(session)
    last = session.scalar(select(func.max(RiskAction.number)).where(RiskAction.risk_id == risk.id))
    action = RiskAction(
        number=(last or 0) + 1,
        title=command.title,
        owner=_owner(session, command.owner_id),
        began_on=began_on,
        updates=[],
    )
    _set_due(action, command.due)
    risk.actions.append(action)
    touch(risk)
    flush(session)
    changes = difference({}, _words(action))
    record(session, Event.RISK_ACTION_ADDED, by=by, subject=risk.reference, changes=changes)
    return action


def edit_action(session: Session, action: RiskAction, command: EditAction, *, by: Actor, on: date) -> None:
    """Does nothing where nothing changed; what it said before stands in the log.

    Raises Stale, ClosedKeepsItsRecord, ActionWithdrawn, TitleMissing, DueBeforePlanned, CannotOwnAction or
    NewDateNeedsReason.
    """
    _check_open(session, action, command.version)
    check_title(command.title)
    owner = action.owner if command.owner_id == action.owner_id else _owner(session, command.owner_id)
    new_date = _due(action) != command.due
    if new_date:
        check_due(command.due.end, action.began_on)
    check_new_date(command.reason, changes=new_date)
    before = _words(action)
    action.title, action.owner = command.title, owner
    _set_due(action, command.due)
    changes = difference(before, _words(action))
    if not changes:
        return
    touch(action)
    flush(session)
    reason = command.reason if has_words(command.reason) else None
    record(session, Event.RISK_ACTION_CHANGED, by=by, subject=action.risk.reference, changes=changes, reason=reason)


def update_action(
    session: Session, action: RiskAction, command: UpdateAction, *, by: Actor, on: date
) -> RiskActionUpdate:
    """Says how far it is; 100 is done.

    Raises Stale, ClosedKeepsItsRecord, ActionWithdrawn or a refusal of `check_update`.
    """
    _check_open(session, action, command.version)
    now = action_at(action, date.max)
    newest, before = (now.newest, f"{now.percent}%") if now else (None, None)
    check_update(command.percent, command.effective_on, command.note, newest=newest, began_on=action.began_on, today=on)
    update = RiskActionUpdate(
        effective_on=command.effective_on, percent=command.percent, note=command.note, author=by.name
    )
    action.updates.append(update)
    touch(action)
    flush(session)
    changes = {
        f"Progress of {_name(action)}": (before, f"{command.percent}%"),
        "Date of the update": (None, long_date(command.effective_on)),
        "Note": (None, command.note),
    }
    record(session, Event.RISK_ACTION_UPDATED, by=by, subject=action.risk.reference, changes=changes)
    return update


def withdraw_action(session: Session, action: RiskAction, command: WithdrawAction, *, by: Actor, on: date) -> None:
    """Raises Stale, ClosedKeepsItsRecord, ActionWithdrawn or WithdrawingNeedsReason."""
    _check_open(session, action, command.version)
    check_withdrawal(command.reason)
    action.withdrawn_on = max(on, action.began_on)
    touch(action)
    flush(session)
    changes = {f"Withdrawn: {_name(action)}": (action.title, None)}
    record(
        session,
        Event.RISK_ACTION_WITHDRAWN,
        by=by,
        subject=action.risk.reference,
        changes=changes,
        reason=command.reason,
    )


def _check_open(session: Session, action: RiskAction, version: int) -> None:
    risk = action.risk
    expect_version(f"Action {action.number} of {risk.reference}", action, version)
    check_editable(risk.kind, position_now(session, risk).state)
    check_stands(action.number, action.withdrawn_on)


def _set_due(action: RiskAction, due: DuePeriod) -> None:
    action.due_text = due.text
    action.due_starts = due.start
    action.due_ends = due.end
    action.due_precision = due.precision
    action.due_reading = due.reading


def _due(action: RiskAction) -> DuePeriod:
    return DuePeriod(action.due_text, action.due_starts, action.due_ends, action.due_precision, action.due_reading)


def _name(action: RiskAction) -> str:
    return f"action {action.number}"


def _words(action: RiskAction) -> dict[str, str | None]:
    """For the log, which is that of the risk: every line names the action."""
    name = _name(action)
    return {
        name.capitalize(): action.title,
        f"Owner of {name}": action.owner.name if action.owner else None,
        f"Date due of {name}": f"{action.due_text} (by {long_date(action.due_ends)})",
    }


def _owner(session: Session, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None:
        raise CannotOwnAction(None)
    check_action_owner(person.name, person.role, is_active=person.is_active)
    return person
