"""Reading inspections and findings, each with the history its page, its commands and a report need.

The tracker of findings has `queries_list`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.access import Actor, Tie
from tracker.errors import NotFound
from tracker.inspections.models import GradePrinting, Inspection
from tracker.inspections.models_finding import (
    Evidence,
    Finding,
    FindingDeliverable,
    FindingDetail,
    FindingStanding,
    Reassessment,
)
from tracker.plan.models import Deliverable, DeliverableStanding, Priority
from tracker.plan.queries import ties_of

_REFERENCE: Final = re.compile(r"F-([0-9]{4,9})", re.ASCII | re.IGNORECASE)


def inspections(session: Session, day: date | None = None) -> Sequence[Inspection]:
    """Every inspection on the record (on a day), the newest first, with its scale, grades and printings.

    Those withdrawn since are left out, whatever the day.
    """
    wanted = (
        select(Inspection)
        .where(Inspection.withdrawn_on.is_(None))
        .order_by(Inspection.year.desc(), Inspection.recorded_on.desc(), Inspection.code)
    )
    if day is not None:
        wanted = wanted.where(Inspection.recorded_on <= day)
    return session.scalars(wanted.options(*_whole())).all()


def withdrawn_inspections(session: Session) -> Sequence[Inspection]:
    """The newest first."""
    return session.scalars(
        select(Inspection)
        .where(Inspection.withdrawn_on.is_not(None))
        .order_by(Inspection.withdrawn_on.desc(), Inspection.code)
    ).all()


def inspection(session: Session, code: str) -> Inspection:
    """By its code in capital or small letters, withdrawn or not, with all that its page shows. Raises NotFound."""
    wanted = select(Inspection).where(func.lower(Inspection.code) == code.lower())
    found = session.scalars(
        wanted.options(*_whole(), selectinload(Inspection.events), joinedload(Inspection.response))
    ).one_or_none()
    if found is None:
        raise NotFound("inspection", code)
    return found


def finding(session: Session, reference: str) -> Finding:
    """By its reference, "F-0007" or "f-0007" and nothing else, with its whole history. Raises NotFound."""
    match = _REFERENCE.fullmatch(reference)
    found = None
    if match is not None:
        wanted = select(Finding).where(Finding.number == int(match[1]))
        found = session.scalars(wanted.options(*history())).one_or_none()
    if found is None or found.reference != reference.upper():
        raise NotFound("finding", reference)
    return found


def findings_as_at(session: Session, day: date) -> Sequence[Finding]:
    """Every finding on the record on `day` with its whole history: the newest inspection first, then in its order.

    Those withdrawn since are left out, whatever the day.
    """
    return session.scalars(
        select(Finding)
        .join(Finding.inspection)
        .join(Finding.standing)
        .where(Finding.began_on <= day, ~FindingStanding.is_withdrawn)
        .order_by(Inspection.year.desc(), Inspection.code, Finding.position, Finding.number)
        .options(*history())
    ).all()


def findings_of(session: Session, inspection_id: int) -> Sequence[Finding]:
    """The findings of one inspection in its order, withdrawn or not, each with its whole history."""
    return session.scalars(
        select(Finding)
        .where(Finding.inspection_id == inspection_id)
        .order_by(Finding.position, Finding.number)
        .options(*history())
    ).all()


def findings_touched_by(session: Session, inspection_id: int) -> Sequence[Finding]:
    """The findings of an inspection and those it looked at again, by number, each with its whole history."""
    again = select(Reassessment.finding_id).where(Reassessment.inspection_id == inspection_id)
    return session.scalars(
        select(Finding)
        .where(or_(Finding.inspection_id == inspection_id, Finding.id.in_(again)))
        .order_by(Finding.number)
        .options(*history())
    ).all()


def ties(session: Session, actor: Actor, row: Finding | FindingStanding, on: date) -> frozenset[Tie]:
    """How the person stands to a finding on a day: its lead (OWNER), deputy of its lead, lead of its priority."""
    standing = row.standing if isinstance(row, Finding) else row
    return ties_of(session, actor, standing.lead_id, standing.priority, on)


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(Inspection.recorded_scale),
        selectinload(Inspection.recorded_questions),
        selectinload(Inspection.recorded_printings).joinedload(GradePrinting.priority).joinedload(Priority.plan),
    )


def history() -> tuple[ExecutableOption, ...]:
    """All that a finding's page, its commands and a report need of it, in a fixed number of queries."""
    deliverable = joinedload(Deliverable.standing)
    standing = joinedload(Finding.standing)
    return (
        joinedload(Finding.inspection).joinedload(Inspection.response),
        joinedload(Finding.question),
        joinedload(Finding.parent).joinedload(Finding.standing),
        selectinload(Finding.recorded_recommendations).options(
            joinedload(Finding.standing), joinedload(Finding.recorded_answer)
        ),
        selectinload(Finding.details).options(
            joinedload(FindingDetail.priority).options(joinedload(Priority.plan), joinedload(Priority.lead)),
            joinedload(FindingDetail.lead),
        ),
        selectinload(Finding.force_marks),
        selectinload(Finding.inspectorate_marks),
        selectinload(Finding.recorded_reassessments).joinedload(Reassessment.inspection),
        selectinload(Finding.comments),
        selectinload(Finding.evidence).joinedload(Evidence.file),
        joinedload(Finding.recorded_answer),
        selectinload(Finding.deliverable_links)
        .joinedload(FindingDeliverable.deliverable)
        .options(
            deliverable.joinedload(DeliverableStanding.owner), deliverable.joinedload(DeliverableStanding.priority)
        ),
        standing.joinedload(FindingStanding.priority).options(joinedload(Priority.plan), joinedload(Priority.lead)),
        standing.joinedload(FindingStanding.lead),
        standing.joinedload(FindingStanding.inspection),
    )
