"""Risks and issues for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY
from tracker.access import SYSTEM, Actor
from tracker.accounts.models import Person
from tracker.inspections.models_finding import Finding
from tracker.plan.models import Deliverable, Priority
from tracker.risks import queries
from tracker.risks.commands import RaiseRisk, raise_risk
from tracker.risks.commands_close import CloseRisk, Happened, close_risk, happened
from tracker.risks.commands_links import SetLinks, set_links
from tracker.risks.models import Risk
from tracker.risks.rules import Band, RiskKind


def make_risk(
    session: Session,
    priority: Priority | None = None,
    owner: Person | None = None,
    *,
    event: str | None = "The custody suite is not ready in time",
    cause: str | None = None,
    consequence: str | None = None,
    public_wording: str | None = None,
    internal_wording: str | None = None,
    by: Actor = SYSTEM,
    on: date = BEGAN,
) -> Risk:
    """Raised on `on`, not yet scored, linked to nothing; of the whole office and nobody's unless a test says more."""
    command = RaiseRisk(
        kind=RiskKind.RISK,
        event=event,
        cause=cause,
        consequence=consequence,
        public_wording=public_wording,
        internal_wording=internal_wording,
        priority_id=priority.id if priority else None,
        owner_id=owner.id if owner else None,
    )
    return raise_risk(session, command, by=by, on=on)


def make_issue(
    session: Session,
    priority: Priority | None = None,
    owner: Person | None = None,
    *,
    event: str = "The supplier has gone out of business",
    severity: Band = Band.MEDIUM,
    public_wording: str | None = None,
    by: Actor = SYSTEM,
    on: date = BEGAN,
) -> Risk:
    """Raised on `on`, linked to nothing and from no risk."""
    command = RaiseRisk(
        kind=RiskKind.ISSUE,
        event=event,
        public_wording=public_wording,
        priority_id=priority.id if priority else None,
        owner_id=owner.id if owner else None,
        severity=severity,
    )
    return raise_risk(session, command, by=by, on=on)


def close(session: Session, risk: Risk, on: date = TODAY, *, reason: str = "It no longer applies.") -> None:
    """Closes a risk or resolves an issue."""
    close_risk(
        session, risk, CloseRisk(version=risk.version, effective_on=on, reason=reason), by=SYSTEM, on=max(on, TODAY)
    )


def happen(session: Session, risk: Risk, on: date = TODAY, *, severity: Band = Band.HIGH) -> Risk:
    """The risk happens on `on`; the issue it becomes."""
    command = Happened(version=risk.version, effective_on=on, severity=severity, reason="The supplier told us so.")
    return happened(session, risk, command, by=SYSTEM, on=max(on, TODAY))


def link(session: Session, risk: Risk, *linked: Deliverable | Finding, on: date = TODAY, by: Actor = SYSTEM) -> None:
    """Links the risk to these and to nothing else."""
    command = SetLinks(
        version=risk.version,
        deliverables=[each.reference for each in linked if isinstance(each, Deliverable)],
        findings=[each.reference for each in linked if isinstance(each, Finding)],
    )
    set_links(session, risk, command, by=by, on=on)


def reload_risk(session: Session, risk: Risk) -> Risk:
    """The risk as the next request would read it."""
    session.flush()
    session.expunge_all()
    return queries.risk(session, risk.reference)
