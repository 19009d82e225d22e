"""What the home pages and the pages across rooms show: a constant number of queries each, read-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager

from tracker.access import Role
from tracker.accounts.models import Person
from tracker.accounts.queries import owners_deputised_to
from tracker.dates import Quarter
from tracker.plan.models import DeliverableStanding, Priority
from tracker.plan.rules import CLOSED, ProgressStatus

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of deliverables on a day; `silent` ones have no update, and `complete` ones their last, in its quarter."""

    total: int
    open: int
    overdue: int
    silent: int
    complete: int


def whose(session: Session, person_id: int, on: date) -> frozenset[int]:
    """The person, and everybody they stand in for."""
    return frozenset({person_id, *owners_deputised_to(session, person_id, on)})


def owned_by(*person_ids: int) -> ColumnElement[bool]:
    """The deliverables any of these people owns."""
    return DeliverableStanding.owner_id.in_(sorted(person_ids))


def led_by(person_id: int) -> ColumnElement[bool]:
    """The deliverables under the priorities a person leads."""
    return DeliverableStanding.priority_id.in_(select(Priority.id).where(Priority.lead_id == person_id))


def under(priority_id: int) -> ColumnElement[bool]:
    return DeliverableStanding.priority_id == priority_id


def everything() -> ColumnElement[bool]:
    return true()


def figures(session: Session, which: ColumnElement[bool], on: date) -> Figures:
    """The counts of the deliverables chosen by `which`."""
    standing = DeliverableStanding
    is_open = standing.status.not_in(CLOSED)
    silent = or_(standing.updated_on.is_(None), standing.updated_on < Quarter.of(on).start)
    row = session.execute(
        select(
            func.count(),
            _count(is_open),
            _count(and_(is_open, standing.due_ends < on)),
            _count(and_(is_open, silent)),
            _count(and_(standing.status == ProgressStatus.COMPLETE, standing.updated_on >= Quarter.of(on).start)),
        ).where(which)
    ).one()
    return Figures(*(int(value or 0) for value in row))


def due_first(session: Session, which: ColumnElement[bool]) -> Sequence[DeliverableStanding]:
    """The open deliverables chosen by `which` that are due first, the longest overdue on top; ten at most."""
    standing = DeliverableStanding
    return session.scalars(
        select(standing)
        .join(standing.owner)
        .options(contains_eager(standing.owner))
        .where(which, standing.status.not_in(CLOSED))
        .order_by(standing.due_ends, standing.deliverable_id)
        .limit(SHOWN)
    ).all()


def people_by_role(session: Session) -> dict[Role, int]:
    """How many active people hold each role; a role nobody holds counts 0."""
    rows = session.execute(
        select(Person.role, func.count(Person.id)).where(Person.disabled_at.is_(None)).group_by(Person.role)
    )
    counted = {row[0]: int(row[1]) for row in rows}
    return {role: counted.get(role, 0) for role in Role}


def of_priority(session: Session, priority_id: int) -> Sequence[DeliverableStanding]:
    """Every deliverable that stands under a priority: open ones by due date, then closed ones."""
    standing = DeliverableStanding
    closed_last = case((standing.status.in_(CLOSED), 1), else_=0)
    return session.scalars(
        select(standing)
        .join(standing.owner)
        .options(contains_eager(standing.owner))
        .where(standing.priority_id == priority_id)
        .order_by(closed_last, standing.due_ends, standing.deliverable_id)
    ).all()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
