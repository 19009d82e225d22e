"""Reading what the Commissioner's comments must answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.inspections.models_finding import Finding, FindingAnswer, FindingStanding
from tracker.inspections.rules import FindingType
from tracker.inspections.rules_approval import Recommendation


def recommendations_of(session: Session, inspection_id: int) -> Sequence[Finding]:
    """The recommendations of an inspection that stand, in its order, each with its wording today and its answer."""
    return session.scalars(
        select(Finding)
        .join(Finding.standing)
        .where(
            Finding.inspection_id == inspection_id,
            Finding.kind == FindingType.RECOMMENDATION,
            ~FindingStanding.is_withdrawn,
        )
        .order_by(Finding.position, Finding.number)
        .options(joinedload(Finding.standing), joinedload(Finding.recorded_answer))
    ).all()


def commented_on(session: Session, inspection_id: int) -> Sequence[Finding]:
    """The recommendations that stand, and what else was answered as one and is withdrawn or of another type since."""
    is_asked = (Finding.kind == FindingType.RECOMMENDATION) & ~FindingStanding.is_withdrawn
    return session.scalars(
        select(Finding)
        .join(Finding.standing)
        .join(Finding.recorded_answer, isouter=True)
        .where(
            Finding.inspection_id == inspection_id,
            or_(is_asked, FindingAnswer.id.is_not(None) & FindingAnswer.withdrawn_at.is_(None)),
        )
        .order_by(Finding.position, Finding.number)
        .options(joinedload(Finding.standing), joinedload(Finding.recorded_answer))
    ).all()


def as_recommendation(finding: Finding) -> Recommendation:
    """A finding of `commented_on` beside what was approved of it."""
    return Recommendation(
        reference=finding.reference,
        text=finding.standing.text,
        is_asked=finding.kind is FindingType.RECOMMENDATION and not finding.standing.is_withdrawn,
        is_answered=finding.answer is not None,
        approved_text=finding.answer.approved_wording if finding.answer else None,
    )
