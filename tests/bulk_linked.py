"""Many risks and findings at once, linked to one deliverable, for query counts: only where they stand, no history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker import dates
from tracker.inspections.models_finding import Finding, FindingDeliverable, FindingStanding
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus
from tracker.plan.models import Deliverable
from tracker.plan.rules import Precision
from tracker.risks.models import Risk, RiskAction, RiskDeliverable, RiskStanding
from tracker.risks.rules import Band, RiskKind, RiskState


def add_risks(session: Session, count: int, deliverable: Deliverable, *, owner_id: int) -> None:
    """Open risks of the deliverable's priority, each scored, with an action that is due."""
    first = (session.scalar(select(func.max(Risk.number)).where(Risk.kind == RiskKind.RISK)) or 0) + 1
    numbers = range(first, first + count)
    session.execute(
        insert(Risk), [{"kind": RiskKind.RISK, "number": each, "began_on": TODAY, **_stamp()} for each in numbers]
    )
    ids = _ids(session, select(Risk.number, Risk.id).where(Risk.kind == RiskKind.RISK, Risk.number >= first))
    linked = {"deliverable_id": deliverable.id, "linked_on": TODAY, "linked_by": "Bulk"}
    session.execute(insert(RiskDeliverable), [{"risk_id": ids[each], **linked} for each in numbers])
    place = {"kind": RiskKind.RISK, "state": RiskState.OPEN, "has_public_wording": False, "band": Band.VERY_HIGH}
    owned = {**place, "priority_id": deliverable.standing.priority_id, "owner_id": owner_id, "score": 20}
    session.execute(
        insert(RiskStanding),
        [
            {
                "risk_id": ids[each],
                "number": each,
                **_words(each),
                **owned,
                "review_due_on": TODAY - timedelta(days=each),
            }
            for each in numbers
        ],
    )
    due = {"due_text": "Today", "due_starts": TODAY, "due_ends": TODAY, "due_precision": Precision.DAY}
    action = {"number": 1, "title": "Act", "owner_id": owner_id, "began_on": TODAY, **due, **_stamp()}
    session.execute(insert(RiskAction), [{"risk_id": ids[each], **action} for each in numbers])


def add_findings(session: Session, count: int, deliverable: Deliverable, *, inspection_id: int, lead_id: int) -> None:
    """Open areas for improvement of the deliverable's priority, overdue and without evidence."""
    first = (session.scalar(select(func.max(Finding.number))) or 0) + 1
    numbers = range(first, first + count)
    kind = {"kind": FindingType.AREA_FOR_IMPROVEMENT, "inspection_id": inspection_id}
    row = {**kind, "began_on": TODAY, "is_historic": False, **_stamp()}
    session.execute(insert(Finding), [{"number": each, "position": each, **row} for each in numbers])
    ids = _ids(session, select(Finding.number, Finding.id).where(Finding.number >= first))
    linked = {"deliverable_id": deliverable.id, "linked_on": TODAY, "linked_by": "Bulk"}
    session.execute(insert(FindingDeliverable), [{"finding_id": ids[each], **linked} for each in numbers])
    place = {**kind, "priority_id": deliverable.standing.priority_id, "lead_id": lead_id, "is_open": True}
    said = {"force_status": ForceStatus.NOT_STARTED, "inspectorate_status": InspectorateStatus.AWAITING_REVIEW}
    late = {"expected_on": TODAY - timedelta(days=1), "has_evidence": False, "is_withdrawn": False}
    session.execute(
        insert(FindingStanding),
        [
            {
                "finding_id": ids[each],
                "number": each,
                "text": f"Part {each}",
                "text_sort": f"part {each}",
                **place,
                **said,
                **late,
            }
            for each in numbers
        ],
    )


def _words(number: int) -> dict[str, str]:
    return {"words": f"Part {number} fails", "words_sort": f"part {number} fails"}


def _ids(session: Session, wanted: Any) -> dict[int, int]:  # noqa: ANN401  # a statement of two columns
    return {row[0]: row[1] for row in session.execute(wanted)}


def _stamp() -> dict[str, Any]:
    now = dates.now()
    return {"created_at": now, "updated_at": now, "version": 1}
