"""What the home pages say of risks, findings and comments: what waits for a person, and how the office stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.inspections.models import Inspection, InspectionResponse
from tracker.inspections.models_finding import FindingStanding
from tracker.inspections.queries_people import Led, led_by
from tracker.inspections.rules_response import Clock, clock_at
from tracker.risks.models import RiskStanding
from tracker.risks.queries_people import ActionsDue, Owned, actions_due, owned_risks
from tracker.risks.rules import Band, RiskKind, RiskState

ACTIONS_AHEAD: Final = timedelta(days=30)
ACTIONS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Duty:
    """What one person owns and leads."""

    person_id: int
    name: str
    risks: Owned
    findings: Led

    @property
    def is_nothing(self) -> bool:
        return not (self.risks.open or self.findings.open)


@dataclass(frozen=True, slots=True)
class Duties:
    """A person's own, and those of the people they stand in for; the actions of them all that are due by `until`."""

    own: Duty
    others: Sequence[Duty]
    actions: ActionsDue
    until: date

    @property
    def is_nothing(self) -> bool:
        return not self.actions.total and self.own.is_nothing and not self.others


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """The risks, issues and findings of the whole office that somebody should look at; all of them open."""

    very_high: int
    reviews_overdue: int
    unscored: int
    findings: int
    findings_overdue: int
    findings_without_lead: int


@dataclass(frozen=True, slots=True)
class CommentsDue:
    """An inspection whose comments are not published yet, and how its 56 days stand."""

    code: str
    title: str
    clock: Clock


def duties_of(session: Session, person_id: int, owner_ids: Collection[int], on: date) -> Duties:
    """`owner_ids` are the person and those they stand in for. Five queries; four for who stands in for nobody."""
    until = on + ACTIONS_AHEAD
    risks, findings = owned_risks(session, owner_ids, on), led_by(session, owner_ids, on)
    names = _names(session, [each for each in owner_ids if each != person_id])
    others = [Duty(each, name, risks.get(each, Owned()), findings.get(each, Led())) for each, name in names]
    return Duties(
        own=Duty(person_id, "", risks.get(person_id, Owned()), findings.get(person_id, Led())),
        others=[other for other in others if not other.is_nothing],
        actions=actions_due(session, owner_ids, until, limit=ACTIONS_SHOWN),
        until=until,
    )


def office_figures(session: Session, on: date) -> OfficeFigures:
    """Two queries."""
    risk, finding = RiskStanding, FindingStanding
    unscored = (risk.kind == RiskKind.RISK) & risk.score.is_(None)
    risks = session.execute(
        select(
            func.sum(case((risk.band == Band.VERY_HIGH, 1), else_=0)),
            func.sum(case((risk.review_due_on < on, 1), else_=0)),
            func.sum(case((unscored, 1), else_=0)),
        ).where(risk.state == RiskState.OPEN)
    ).one()
    findings = session.execute(
        select(
            func.count(),
            func.sum(case((finding.expected_on < on, 1), else_=0)),
            func.sum(case((finding.lead_id.is_(None), 1), else_=0)),
        ).where(finding.is_open)
    ).one()
    return OfficeFigures(*(int(number or 0) for number in (*risks, *findings)))


def comments_due(session: Session, on: date) -> list[CommentsDue]:
    """Every inspection whose clock is running or has run out, the soonest deadline first."""
    found = session.execute(
        select(Inspection.code, Inspection.title, Inspection.published_on)
        .join(InspectionResponse, InspectionResponse.inspection_id == Inspection.id, isouter=True)
        .where(
            Inspection.published_on.is_not(None),
            Inspection.withdrawn_on.is_(None),
            InspectionResponse.published_on.is_(None),
        )
        .order_by(Inspection.published_on, Inspection.code)
    )
    return [CommentsDue(code, title, clock_at(published_on, None, on)) for code, title, published_on in found]


def _names(session: Session, person_ids: Sequence[int]) -> Sequence[tuple[int, str]]:
    if not person_ids:
        return []
    found = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(person_ids)).order_by(Person.name, Person.id)
    )
    return [(person_id, name) for person_id, name in found]
