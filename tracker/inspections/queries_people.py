"""What of the findings is somebody's to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.inspections.models_finding import Finding, FindingStanding
from tracker.inspections.queries import history


@dataclass(frozen=True, slots=True)
class Led:
    """How many open findings somebody leads, how many of them are overdue, and how many nothing shows progress of."""

    open: int = 0
    overdue: int = 0
    without_evidence: int = 0


def open_findings_of(session: Session, lead_id: int) -> Sequence[Finding]:
    """The open findings a person leads, by number, each with its whole history."""
    return session.scalars(
        select(Finding)
        .join(Finding.standing)
        .where(FindingStanding.lead_id == lead_id, FindingStanding.is_open)
        .order_by(Finding.number)
        .options(*history())
    ).all()


def led_by(session: Session, lead_ids: Collection[int], on: date) -> Mapping[int, Led]:
    """What each of these people leads; nothing for those who lead none."""
    standing = FindingStanding
    found = session.execute(
        select(
            standing.lead_id,
            func.count(),
            func.sum(case((standing.expected_on < on, 1), else_=0)),
            func.sum(case((standing.has_evidence, 0), else_=1)),
        )
        .where(standing.is_open, standing.lead_id.in_(sorted(lead_ids)))
        .group_by(standing.lead_id)
        .order_by(standing.lead_id)
    )
    return {row[0]: Led(*(int(number or 0) for number in row[1:])) for row in found}
