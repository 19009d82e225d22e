"""Handing over a leaver's risks, issues and actions to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.plan.rules import DuePeriod
from tracker.risks import queries_people
from tracker.risks.commands_actions import EditAction, edit_action
from tracker.risks.commands_history import restand
from tracker.risks.models import Risk, RiskAction, RiskDetail
from tracker.risks.rules_actions import check_action_owner
from tracker.risks.rules_changes import check_risk_owner
from tracker.writing import touch


@dataclass(frozen=True, slots=True)
class RisksHandedOver:
    """How much changed hands; `risks` counts risks and issues."""

    risks: int
    actions: int


def hand_over_risks(
    session: Session, from_person: Person, to_person: Person, *, by: Actor, on: date
) -> RisksHandedOver:
    """Every open risk and issue, and every action still to be done, gets the new owner from today on.

    What is closed, done or withdrawn keeps the owner it had. Raises CannotOwnRisk or CannotOwnAction.
    """
    owned = queries_people.open_risks_of(session, from_person.id)
    actions = queries_people.standing_actions_of(session, from_person.id)
    if owned:
        check_risk_owner(to_person.name, to_person.role, is_active=to_person.is_active)
    if actions:
        check_action_owner(to_person.name, to_person.role, is_active=to_person.is_active)
    reason = f"{from_person.name}’s work was handed over."
    for risk in owned:
        _give_risk(session, risk, to_person, reason, by=by, on=on)
    for action in actions:
        _give_action(session, action, to_person, reason, by=by, on=on)
    return RisksHandedOver(len(owned), len(actions))


def _give_risk(session: Session, risk: Risk, owner: Person, reason: str, *, by: Actor, on: date) -> None:
    last = risk.details[-1]
    detail = RiskDetail(
        effective_on=max(on, last.effective_on),
        priority=last.priority,
        owner=owner,
        event=last.event,
        cause=last.cause,
        consequence=last.consequence,
        public_wording=last.public_wording,
        internal_wording=last.internal_wording,
        severity=last.severity,
        reason=reason,
        recorded_by=by.name,
    )
    risk.details.append(detail)
    touch(risk)
    restand(session, risk, on)
    changes = {"Owner": (last.owner.name if last.owner else None, owner.name)}
    record(session, Event.RISK_CHANGED, by=by, subject=risk.reference, changes=changes, reason=reason)


def _give_action(session: Session, action: RiskAction, owner: Person, reason: str, *, by: Actor, on: date) -> None:
    due = DuePeriod(action.due_text, action.due_starts, action.due_ends, action.due_precision, action.due_reading)
    edit_action(session, action, EditAction(action.version, action.title, owner.id, due, reason), by=by, on=on)
