"""Recording what happened, and withdrawing what was recorded in error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import NotFound
from tracker.inspections.commands import subject_of
from tracker.inspections.models import Inspection, InspectionEvent
from tracker.inspections.queries_events import events
from tracker.inspections.rules import ForceStage
from tracker.inspections.rules_events import EventNotYet, check_stage, check_standing
from tracker.plan.rules import DuePeriod
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class AddEvent:
    """`when` keeps the words of the day as typed. `stage`: the monitoring stage that began with it, if one did."""

    text: str
    when: DuePeriod
    inspection_id: int | None = None
    stage: ForceStage | None = None


@dataclass(frozen=True, slots=True)
class WithdrawEvent:
    reason: str


def add_event(session: Session, command: AddEvent, *, by: Actor, on: date) -> InspectionEvent:
    """Raises EventNotYet, StageInThatPeriod, or NotFound for an inspection that is not there."""
    when = command.when
    if when.start > on:
        raise EventNotYet(when.start)
    queue(session)
    check_stage(when, command.stage, events(session))
    inspection = session.get(Inspection, command.inspection_id) if command.inspection_id is not None else None
    if inspection is None and command.inspection_id is not None:
        raise NotFound("inspection", str(command.inspection_id))
    event = InspectionEvent(
        inspection_id=command.inspection_id,
        text=command.text,
        when_text=when.text,
        starts=when.start,
        ends=when.end,
        precision=when.precision,
        stage=command.stage,
        recorded_by=by.name,
    )
    session.add(event)
    flush(session)
    changes = difference({}, _words(event))
    record(session, Event.INSPECTION_EVENT_ADDED, by=by, subject=_subject(event), changes=changes)
    return event


def withdraw_event(session: Session, event: InspectionEvent, command: WithdrawEvent, *, by: Actor, on: date) -> None:
    """It then counts for nothing, not for the monitoring stage either. Raises EventAlreadyWithdrawn."""
    check_standing(event)
    event.withdrawn_at = dates.now()
    flush(session)
    record(
        session,
        Event.INSPECTION_EVENT_WITHDRAWN,
        by=by,
        subject=_subject(event),
        changes=difference(_words(event), {}),
        reason=command.reason,
    )


def _subject(event: InspectionEvent) -> str:
    return subject_of(event.inspection) if event.inspection is not None else f"inspections/events/{event.id}"


def _words(event: InspectionEvent) -> dict[str, str | None]:
    return {"Event": event.text, "When": event.when_text, "Stage": event.stage.label if event.stage else None}
