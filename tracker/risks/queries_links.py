"""Reading what risks and issues can be linked to, and both ends of the links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.inspections.models_finding import Finding, FindingStanding
from tracker.plan.models import Deliverable, DeliverableStanding, Priority
from tracker.plan.rules import CLOSED

_REFERENCE: Final = re.compile(r"[DF]-([0-9]{4,9})", re.ASCII)

MOST_OFFERED: Final = 50
"""Ticked from a list; what lies beyond is named by its reference."""


def deliverables_named(session: Session, references: Sequence[str]) -> Sequence[Deliverable]:
    """Those that exist, by number, each with its standing."""
    return session.scalars(
        select(Deliverable)
        .where(Deliverable.number.in_(_numbers(references, "D")))
        .order_by(Deliverable.number)
        .options(joinedload(Deliverable.standing))
    ).all()


def findings_named(session: Session, references: Sequence[str]) -> Sequence[Finding]:
    """Those that exist, by number, each with its standing."""
    return session.scalars(
        select(Finding)
        .where(Finding.number.in_(_numbers(references, "F")))
        .order_by(Finding.number)
        .options(joinedload(Finding.standing))
    ).all()


def deliverable_choices(session: Session, priority: Priority | None) -> list[tuple[str, str]]:
    """(reference, words) of the first open deliverables of a priority, the soonest due first; None: of every one."""
    standing = DeliverableStanding
    wanted = select(standing.number, standing.action).where(standing.status.not_in(CLOSED))
    if priority is not None:
        wanted = wanted.where(standing.priority_id == priority.id)
    found = session.execute(wanted.order_by(standing.due_ends, standing.number).limit(MOST_OFFERED))
    return [(f"D-{number:04d}", action) for number, action in found]


def finding_choices(session: Session, priority: Priority | None) -> list[tuple[str, str]]:
    """(reference, words) of the first open findings of a priority or of none yet, by number; None: of every one."""
    standing = FindingStanding
    wanted = select(standing.number, standing.text).where(standing.is_open)
    if priority is not None:
        wanted = wanted.where(or_(standing.priority_id == priority.id, standing.priority_id.is_(None)))
    found = session.execute(wanted.order_by(standing.number).limit(MOST_OFFERED))
    return [(f"F-{number:04d}", text) for number, text in found]


def _numbers(references: Sequence[str], letter: str) -> list[int]:
    """Of the references of this kind; one that is no reference names nothing."""
    matches = [_REFERENCE.fullmatch(reference) for reference in references if reference.startswith(letter)]
    return [int(match[1]) for match in matches if match is not None]
