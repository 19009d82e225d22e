"""Reading events, and what the list of inspections says of each beside its grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.inspections.models import Inspection, InspectionEvent, InspectionResponse
from tracker.inspections.models_finding import FindingStanding
from tracker.inspections.rules import FindingType


def events(session: Session) -> Sequence[InspectionEvent]:
    """Every event that stands, the newest first, with its inspection where it belongs to one.

    Those of an inspection that is withdrawn went with it.
    """
    return session.scalars(
        select(InspectionEvent)
        .join(InspectionEvent.inspection, isouter=True)
        .where(InspectionEvent.withdrawn_at.is_(None), Inspection.withdrawn_on.is_(None))
        .order_by(InspectionEvent.starts.desc(), InspectionEvent.id.desc())
        .options(joinedload(InspectionEvent.inspection))
    ).all()


def event(session: Session, event_id: int) -> InspectionEvent:
    """With its inspection; also one that was withdrawn. Raises NotFound."""
    found = session.scalars(
        select(InspectionEvent)
        .where(InspectionEvent.id == min(event_id, LARGEST_KEY))
        .options(joinedload(InspectionEvent.inspection))
    ).one_or_none()
    if found is None:
        raise NotFound("event", str(event_id))
    return found


def open_findings(session: Session) -> Mapping[int, Mapping[FindingType, int]]:
    """How many findings of each type are open to the Panel, by the id of their inspection."""
    standing = FindingStanding
    found = session.execute(
        select(standing.inspection_id, standing.kind, func.count())
        .where(standing.is_open)
        .group_by(standing.inspection_id, standing.kind)
        .order_by(standing.inspection_id, standing.kind)
    )
    counts: dict[int, dict[FindingType, int]] = {}
    for inspection_id, kind, count in found:
        counts.setdefault(inspection_id, {})[kind] = count
    return counts


def responses(session: Session) -> Mapping[int, InspectionResponse]:
    """The comments on each inspection that has any, by its id."""
    found = session.scalars(select(InspectionResponse).order_by(InspectionResponse.id))
    return {response.inspection_id: response for response in found}
