"""Handing over everything that is a leaver's to somebody else."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.accounts.rules_people import person_subject
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.inspections.commands_people import hand_over_findings
from tracker.overview.rules import Work
from tracker.plan.commands_people import hand_over_deliverables
from tracker.risks.commands_people import hand_over_risks


def hand_over(session: Session, from_person: Person, to_person: Person, *, by: Actor, on: date) -> Work:
    """All open work gets its new owner or lead from today on, or none of it. What is closed keeps the name it had.

    Raises HandedToThemselves, CannotOwn, CannotLead, CannotOwnRisk, CannotOwnAction or CannotLeadFinding; whatever it
    is, roll back.
    """
    plan = hand_over_deliverables(session, from_person, to_person, by=by, on=on)
    risks = hand_over_risks(session, from_person, to_person, by=by, on=on)
    findings = hand_over_findings(session, from_person, to_person, by=by, on=on)
    changes: dict[str, tuple[str | None, str | None]] = {
        "To": (None, to_person.name),
        "Deliverables": (None, str(plan.deliverables)),
        "Priorities": (None, str(plan.priorities)),
        "Risks and issues": (None, str(risks.risks)),
        "Actions against risks": (None, str(risks.actions)),
        "Findings": (None, str(findings)),
    }
    record(session, Event.PERSON_HANDED_OVER, by=by, subject=person_subject(from_person.id), changes=changes)
    return Work(plan.deliverables, plan.priorities, risks.risks, risks.actions, findings)
