"""Handing over a leaver's deliverables and priorities to somebody else; `overview` hands over everything at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.plan import queries
from tracker.plan.commands import add_detail
from tracker.plan.models import Deliverable, DeliverableDetail, Priority
from tracker.plan.rules_changes import HandedToThemselves, check_lead, check_owner
from tracker.writing import flush, touch


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How much changed hands."""

    deliverables: int
    priorities: int


def hand_over_deliverables(
    session: Session, from_person: Person, to_person: Person, *, by: Actor, on: date
) -> HandedOver:
    """Every open deliverable gets the new owner from today on, every priority led the new lead.

    Closed deliverables keep the owner they were closed under. Raises HandedToThemselves, CannotOwn or CannotLead.
    """
    if from_person.id == to_person.id:
        raise HandedToThemselves(from_person.name)
    owned = queries.open_deliverables_of(session, from_person.id)
    led = queries.priorities_led_by(session, from_person.id)
    if owned:
        check_owner(to_person.name, to_person.role, is_active=to_person.is_active)
    if led:
        check_lead(to_person.name, to_person.role, is_active=to_person.is_active)
    for deliverable in owned:
        _give_deliverable(session, deliverable, to_person, by=by, on=on)
    for priority in led:
        _give_priority(session, priority, to_person, by=by)
    return HandedOver(len(owned), len(led))


def _give_deliverable(session: Session, deliverable: Deliverable, owner: Person, *, by: Actor, on: date) -> None:
    last = deliverable.details[-1]
    reason = f"{last.owner.name}’s work was handed over."
    detail = DeliverableDetail(
        effective_on=max(on, last.effective_on),
        action=last.action,
        priority=last.priority,
        objective=last.objective,
        owner=owner,
        starts_on=last.starts_on,
        position=last.position,
        reason=reason,
        recorded_by=by.name,
    )
    add_detail(session, deliverable, detail, on)
    changes = {"Owner": (last.owner.name, owner.name)}
    record(session, Event.DELIVERABLE_CHANGED, by=by, subject=deliverable.reference, changes=changes, reason=reason)


def _give_priority(session: Session, priority: Priority, lead: Person, *, by: Actor) -> None:
    before = priority.lead.name if priority.lead else None
    priority.lead = lead
    touch(priority)
    flush(session)
    subject = f"{priority.plan.code}/{priority.number}"
    record(session, Event.PRIORITY_CHANGED, by=by, subject=subject, changes={"Lead": (before, lead.name)})
