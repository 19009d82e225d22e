"""What is somebody's: everything that is open and has their name on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.inspections.queries_people import Led, led_by
from tracker.overview import queries
from tracker.overview.rules import Work
from tracker.plan.queries import priorities_led_by
from tracker.risks.queries_people import owned_by


def work_of(session: Session, person_id: int, on: date) -> Work:
    """What would be handed over for this person."""
    risks, actions = owned_by(session, person_id)
    return Work(
        deliverables=queries.figures(session, queries.owned_by(person_id), on).open,
        priorities=len(priorities_led_by(session, person_id)),
        risks=risks,
        actions=actions,
        findings=led_by(session, {person_id}, on).get(person_id, Led()).open,
    )
