"""Risks and issues for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY, Cast, due_period
from tracker.access import SYSTEM, Actor
from tracker.accounts.models import Person
from tracker.inspections.models_finding import Finding
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import DuePeriod
from tracker.risks import queries
from tracker.risks.commands import RaiseRisk, raise_risk
from tracker.risks.commands_actions import AddAction, add_action
from tracker.risks.commands_close import CloseRisk, Happened, close_risk, happened
from tracker.risks.commands_links import SetLinks, set_links
from tracker.risks.commands_review import AcceptRisk, accept_risk
from tracker.risks.commands_score import ScoreRisk, score_risk
from tracker.risks.models import Risk, RiskAction
from tracker.risks.rules import Band, RiskKind, ScoreKind
from tracker.risks.rules_scores import Proposed


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


def make_score(session: Session, risk: Risk, likelihood: int, impact: int, on: date = TODAY, **more: Proposed) -> None:
    """Gives the current score on a day; `inherent` and `target` too where a test says so."""
    scores = {
        ScoreKind.CURRENT: Proposed(likelihood, impact),
        **{ScoreKind(kind): found for kind, found in more.items()},
    }
    command = ScoreRisk(risk.version, on, scores, "As judged at the time.")
    score_risk(session, risk, command, by=SYSTEM, on=max(on, TODAY))


def make_action(
    session: Session,
    risk: Risk,
    owner: Person | None = None,
    *,
    title: str = "Find another supplier",
    due: DuePeriod | None = None,
    on: date = TODAY,
) -> RiskAction:
    """Planned on `on`, due in March 2025, without any update; nobody's unless a test says more."""
    command = AddAction(risk.version, title, owner.id if owner else None, due or due_period())
    return add_action(session, risk, command, by=SYSTEM, on=on)


def accept(session: Session, risk: Risk, until: date, *, on: date = TODAY, by: Actor = SYSTEM) -> None:
    """The office lives with the risk until a day."""
    accept_risk(session, risk, AcceptRisk(risk.version, until, "It costs more to mend."), by=by, on=on)


def fill_risks(session: Session, cast: Cast, priority: Priority, deliverable: Deliverable) -> None:
    """What the office of the tests has on its register, all of it under the priority but R-0004.

    R-0001 the officer's, scored, linked to the deliverable, accepted until December 2024, with action 1 of another
    officer; R-0002 closed; R-0003 happened and became I-0002; R-0004
    the whole office's, nobody's, not yet scored. I-0001 the officer's, from no risk.
    """
    first = make_risk(
        session,
        priority,
        cast.officer,
        cause="The tender came in late.",
        consequence="Detainees are taken to another station.",
        public_wording="The custody suite may open late.",
        internal_wording="The supplier has asked for more money.",
    )
    make_score(session, first, 4, 3, date(2024, 5, 1))
    make_score(session, first, 3, 3, date(2024, 8, 1))
    link(session, first, deliverable)
    make_action(session, first, cast.other_officer)
    accept(session, first, date(2024, 12, 31))
    close(session, make_risk(session, priority, cast.officer, event="The old lease is not renewed"))
    make_issue(session, priority, cast.officer, public_wording="A supplier has stopped trading.")
    happen(session, make_risk(session, priority, cast.officer, event="The call handlers leave"), date(2024, 9, 2))
    make_risk(session, event="The grant is cut")
