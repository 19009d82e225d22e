"""Reading plans, priorities, objectives and single deliverables. The list of deliverables has `queries_list`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.access import Actor, Tie
from tracker.accounts.queries import owners_deputised_to
from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DeliverableStanding,
    DueDate,
    DueDateDecision,
    Objective,
    Plan,
    Priority,
    ProgressUpdate,
)
from tracker.plan.rules import CLOSED, ProgressStatus
from tracker.plan.rules_standing import latest, milestone_percents_at

_REFERENCE: Final = re.compile(r"D-(0[0-9]{3}|[1-9][0-9]{3,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliverables of a priority are open, how many of these are overdue, and how many are complete."""

    open: int = 0
    overdue: int = 0
    complete: int = 0


def plans(session: Session) -> Sequence[Plan]:
    """Every plan, the newest first, with its priorities and their leads."""
    return session.scalars(
        select(Plan)
        .order_by(Plan.starts.desc(), Plan.code)
        .options(selectinload(Plan.priorities).joinedload(Priority.lead))
    ).all()


def plan(session: Session, code: str) -> Plan:
    """With its priorities, their leads and objectives. Raises NotFound."""
    found = session.scalars(
        select(Plan)
        .where(Plan.code == code)
        .options(
            selectinload(Plan.priorities).options(joinedload(Priority.lead), selectinload(Priority.objectives)),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("plan", code)
    return found


def priority(session: Session, code: str, number: int) -> Priority:
    """With its plan, lead and objectives. Raises NotFound."""
    found = session.scalars(
        select(Priority)
        .join(Priority.plan)
        .where(Plan.code == code, Priority.number == min(number, LARGEST_KEY))
        .options(joinedload(Priority.plan), joinedload(Priority.lead), selectinload(Priority.objectives))
    ).one_or_none()
    if found is None:
        raise NotFound("priority", f"{code}/{number}")
    return found


def priorities(session: Session) -> Sequence[Priority]:
    """Every priority with its plan and lead: the newest plan first, then by number."""
    return session.scalars(
        select(Priority)
        .join(Priority.plan)
        .order_by(Plan.starts.desc(), Plan.code, Priority.number)
        .options(joinedload(Priority.plan), joinedload(Priority.lead))
    ).all()


def priority_choices(session: Session) -> list[tuple[str, str]]:
    """(id, words) of every priority, for drop-downs."""
    return [
        (str(found.id), f"{found.plan.code}, priority {found.number}: {found.title}") for found in priorities(session)
    ]


def priorities_led_by(session: Session, person_id: int) -> Sequence[Priority]:
    """With their plans: the newest plan first, then by number."""
    return [found for found in priorities(session) if found.lead_id == person_id]


def objectives_of(session: Session, priority_id: int) -> Sequence[Objective]:
    """Both levels, in the order the plan prints them."""
    return session.scalars(
        select(Objective).where(Objective.priority_id == priority_id).order_by(Objective.position, Objective.id)
    ).all()


def first_level_objectives(session: Session, priority_id: int) -> Sequence[Objective]:
    """Those that others can stand under."""
    return [found for found in objectives_of(session, priority_id) if found.parent_id is None]


def objective(session: Session, priority: Priority, code: str) -> Objective:
    """Raises NotFound."""
    found = session.scalars(
        select(Objective).where(Objective.priority_id == priority.id, Objective.code == code)
    ).one_or_none()
    if found is None:
        raise NotFound("objective", code)
    return found


def deliverable_counts(session: Session, plan_id: int, on: date) -> Mapping[int, Counts]:
    """What each priority of a plan has, by its id."""
    standing = DeliverableStanding
    is_open = standing.status.not_in(CLOSED)
    found = session.execute(
        select(
            Priority.id,
            func.sum(case((is_open, 1), else_=0)),
            func.sum(case((is_open & (standing.due_ends < on), 1), else_=0)),
            func.sum(case((standing.status == ProgressStatus.COMPLETE, 1), else_=0)),
        )
        .outerjoin(standing, standing.priority_id == Priority.id)
        .where(Priority.plan_id == plan_id)
        .group_by(Priority.id)
        .order_by(Priority.id)
    )
    return {priority_id: Counts(still_open, overdue, complete) for priority_id, still_open, overdue, complete in found}


def deliverable(session: Session, reference: str) -> Deliverable:
    """By its reference, "D-0007" and nothing else, with its whole history. Raises NotFound."""
    match = _REFERENCE.fullmatch(reference)
    found = None
    if match is not None:
        found = session.scalars(
            select(Deliverable).where(Deliverable.number == int(match[1])).options(*_history())
        ).one_or_none()
    if found is None:
        raise NotFound("deliverable", reference)
    return found


def carried_to(session: Session, deliverable: Deliverable) -> Deliverable | None:
    """The deliverable under which this one goes on."""
    return session.scalars(
        select(Deliverable)
        .where(Deliverable.carried_from_id == deliverable.id)
        .options(joinedload(Deliverable.standing).joinedload(DeliverableStanding.priority).joinedload(Priority.plan))
    ).one_or_none()


def deliverables_as_at(session: Session, plan_ids: Sequence[int] | None, day: date) -> Sequence[Deliverable]:
    """Every deliverable that was on the record on `day` (of these plans then; None for all) with its whole history.

    In the order of a report as at that day: plan, priority, place, number.
    """
    wanted = select(Deliverable).where(Deliverable.began_on <= day).options(*_history())
    if plan_ids is not None:
        ever_there = (
            select(DeliverableDetail.deliverable_id)
            .join(DeliverableDetail.priority)
            .where(Priority.plan_id.in_(plan_ids))
        )
        wanted = wanted.where(Deliverable.id.in_(ever_there))
    dated = [(latest(found.details, day), found) for found in session.scalars(wanted.order_by(Deliverable.number))]
    placed = [
        ((detail.priority.plan.starts, detail.priority.plan.code, detail.priority.number, detail.position), found)
        for detail, found in dated
        if detail is not None and (plan_ids is None or detail.priority.plan_id in plan_ids)
    ]
    return [found for _, found in sorted(placed, key=lambda each: each[0])]


def deliverables_owned_or_deputised(session: Session, person_id: int, on: date) -> Sequence[Deliverable]:
    """The open deliverables a person owns or stands in for, the soonest due first, each with its whole history."""
    owners = {person_id, *owners_deputised_to(session, person_id, on)}
    return session.scalars(
        select(Deliverable)
        .join(Deliverable.standing)
        .where(DeliverableStanding.owner_id.in_(owners), DeliverableStanding.status.not_in(CLOSED))
        .order_by(DeliverableStanding.due_ends, Deliverable.number)
        .options(*_history())
    ).all()


def open_deliverables_of(session: Session, owner_id: int) -> Sequence[Deliverable]:
    """The open deliverables a person owns, by number, each with its whole history."""
    return session.scalars(
        select(Deliverable)
        .join(Deliverable.standing)
        .where(DeliverableStanding.owner_id == owner_id, DeliverableStanding.status.not_in(CLOSED))
        .order_by(Deliverable.number)
        .options(*_history())
    ).all()


def deliverables_between(session: Session, since: date, until: date) -> Sequence[Deliverable]:
    """Those on the record by `until` that were not closed for good before `since`, by number, with whole histories."""
    standing = DeliverableStanding
    return session.scalars(
        select(Deliverable)
        .join(Deliverable.standing)
        .where(Deliverable.began_on <= until, or_(standing.status.not_in(CLOSED), standing.updated_on >= since))
        .order_by(Deliverable.number)
        .options(*_history())
    ).all()


def open_due_requests_for_lead(session: Session, person_id: int) -> Sequence[DueDate]:
    """The requests for another due date that wait for this lead, oldest first, each with its deliverable's standing."""
    in_place = joinedload(DueDate.deliverable).joinedload(Deliverable.standing)
    return session.scalars(
        select(DueDate)
        .outerjoin(DueDate.decision)
        .join(DeliverableStanding, DeliverableStanding.deliverable_id == DueDate.deliverable_id)
        .join(DeliverableStanding.priority)
        .where(Priority.lead_id == person_id, DueDate.number > 1, DueDateDecision.id.is_(None))
        .order_by(DueDate.requested_on, DueDate.id)
        .options(
            in_place.joinedload(DeliverableStanding.priority).joinedload(Priority.plan),
            in_place.joinedload(DeliverableStanding.owner),
        )
    ).all()


def update_of(deliverable: Deliverable, update_id: int) -> ProgressUpdate:
    """One of its updates, corrected or not. Raises NotFound."""
    for update in deliverable.updates:
        if update.id == update_id:
            return update
    raise NotFound("update", str(update_id))


def due_date_of(deliverable: Deliverable, number: int) -> DueDate:
    """One of its due dates; number 1 is the original. Raises NotFound."""
    for due in deliverable.due_dates:
        if due.number == number:
            return due
    raise NotFound("due date", str(number))


def milestone_percents(deliverable: Deliverable) -> dict[int, int]:
    """The % of each milestone that stands, by its id."""
    return milestone_percents_at(deliverable, date.max)


def milestones_now(deliverable: Deliverable) -> list[tuple[str, int, int]]:
    """Title, weight and % of each milestone that stands."""
    percents = milestone_percents(deliverable)
    return [(step.title, step.weight, percents[step.id]) for step in deliverable.milestones if step.id in percents]


def ties(session: Session, actor: Actor, row: Deliverable | DeliverableStanding, on: date) -> frozenset[Tie]:
    """How the person stands to a deliverable on a day. One query, and none for its owner."""
    standing = row.standing if isinstance(row, Deliverable) else row
    return ties_of(session, actor, standing.owner_id, standing.priority, on)


def ties_of(
    session: Session, actor: Actor, owner_id: int | None, priority: Priority | None, on: date
) -> frozenset[Tie]:
    """How the person stands on a day to a record of this owner under this priority."""
    if actor.person_id is None:
        return frozenset()
    found = set(ties_to_priority(actor, priority)) if priority is not None else set()
    if owner_id == actor.person_id:
        found.add(Tie.OWNER)
    elif owner_id is not None and owner_id in owners_deputised_to(session, actor.person_id, on):
        found.add(Tie.DEPUTY)
    return frozenset(found)


def ties_to_priority(actor: Actor, priority: Priority) -> frozenset[Tie]:
    """How the person stands to a priority."""
    leads = actor.person_id is not None and priority.lead_id == actor.person_id
    return frozenset({Tie.LEADS}) if leads else frozenset()


def _history() -> tuple[ExecutableOption, ...]:
    """All that a deliverable's page, its commands and a report need of it, in a fixed number of queries."""
    place = joinedload(DeliverableDetail.priority)
    standing = joinedload(Deliverable.standing)
    return (
        selectinload(Deliverable.details).options(
            place.joinedload(Priority.plan),
            place.joinedload(Priority.lead),
            joinedload(DeliverableDetail.objective),
            joinedload(DeliverableDetail.owner),
        ),
        selectinload(Deliverable.due_dates).joinedload(DueDate.decision),
        selectinload(Deliverable.updates).selectinload(ProgressUpdate.milestone_marks),
        selectinload(Deliverable.milestones),
        selectinload(Deliverable.overrides),
        standing.joinedload(DeliverableStanding.priority).options(joinedload(Priority.plan), joinedload(Priority.lead)),
        standing.joinedload(DeliverableStanding.owner),
        joinedload(Deliverable.carried_from),
    )
