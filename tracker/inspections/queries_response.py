"""Reading what the Commissioner's comments must answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType


def recommendations_of(session: Session, inspection_id: int) -> Sequence[Finding]:
    """The recommendations of an inspection in its order, each with its wording today and its answer."""
    return session.scalars(
        select(Finding)
        .where(Finding.inspection_id == inspection_id, Finding.kind == FindingType.RECOMMENDATION)
        .order_by(Finding.position, Finding.number)
        .options(joinedload(Finding.standing), joinedload(Finding.recorded_answer))
    ).all()
