"""What waits under the priorities a person leads: the risks, issues and findings that nobody looks after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.inspections.models_finding import FindingStanding
from tracker.plan.models import Priority
from tracker.risks.models import RiskStanding
from tracker.risks.rules import Band, RiskKind, RiskState


@dataclass(frozen=True, slots=True)
class OpenRisks:
    """Open risks and issues under one priority."""

    open: int = 0
    very_high: int = 0
    reviews_overdue: int = 0
    unscored: int = 0
    without_owner: int = 0


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """Open findings under one priority."""

    open: int = 0
    overdue: int = 0
    without_lead: int = 0


@dataclass(frozen=True, slots=True)
class UnderPriority:
    """One priority with the counts of what is open under it."""

    priority: Priority
    risks: OpenRisks
    findings: OpenFindings


_RISK: Final = RiskStanding
_FINDING: Final = FindingStanding


def under_priorities(session: Session, priorities: Sequence[Priority], on: date) -> list[UnderPriority]:
    """In the order given, leaving out those under which nothing is open. Two queries."""
    wanted = [priority.id for priority in priorities]
    risks = session.execute(
        select(
            _RISK.priority_id,
            func.count(),
            func.sum(case((_RISK.band == Band.VERY_HIGH, 1), else_=0)),
            func.sum(case((_RISK.review_due_on < on, 1), else_=0)),
            func.sum(case(((_RISK.kind == RiskKind.RISK) & _RISK.score.is_(None), 1), else_=0)),
            func.sum(case((_RISK.owner_id.is_(None), 1), else_=0)),
        )
        .where(_RISK.state == RiskState.OPEN, _RISK.priority_id.in_(wanted))
        .group_by(_RISK.priority_id)
    )
    findings = session.execute(
        select(
            _FINDING.priority_id,
            func.count(),
            func.sum(case((_FINDING.expected_on < on, 1), else_=0)),
            func.sum(case((_FINDING.lead_id.is_(None), 1), else_=0)),
        )
        .where(_FINDING.is_open, _FINDING.priority_id.in_(wanted))
        .group_by(_FINDING.priority_id)
    )
    of_risks = {priority_id: OpenRisks(*counts) for priority_id, *counts in risks}
    of_findings = {priority_id: OpenFindings(*counts) for priority_id, *counts in findings}
    return [
        UnderPriority(each, of_risks.get(each.id, OpenRisks()), of_findings.get(each.id, OpenFindings()))
        for each in priorities
        if each.id in of_risks or each.id in of_findings
    ]
