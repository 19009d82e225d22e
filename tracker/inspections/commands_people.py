"""Handing over a leaver's findings to somebody else."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.inspections import queries_people
from tracker.inspections.commands_finding import log_change
from tracker.inspections.models_finding import Finding, FindingDetail
from tracker.inspections.rules_changes import check_lead


def hand_over_findings(session: Session, from_person: Person, to_person: Person, *, by: Actor, on: date) -> int:
    """Every open finding gets the new lead from today on; how many these are. Closed ones keep theirs.

    Raises CannotLeadFinding.
    """
    led = queries_people.open_findings_of(session, from_person.id)
    if led:
        check_lead(to_person.name, to_person.role, is_active=to_person.is_active)
    for finding in led:
        _give(session, finding, from_person, to_person, by=by, on=on)
    return len(led)


def _give(session: Session, finding: Finding, before: Person, lead: Person, *, by: Actor, on: date) -> None:
    last = finding.details[-1]
    reason = f"{before.name}’s work was handed over."
    detail = FindingDetail(
        effective_on=max(on, last.effective_on),
        text=last.text,
        priority=last.priority,
        lead=lead,
        expected_on=last.expected_on,
        reason=reason,
        recorded_by=by.name,
    )
    finding.details.append(detail)
    log_change(session, finding, {"Lead": (before.name, lead.name)}, reason, by=by, on=on)
