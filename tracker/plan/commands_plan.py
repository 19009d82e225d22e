"""Creating and changing plans, priorities and objectives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import DomainError, Duplicate, NotFound
from tracker.plan.models import Objective, Plan, Priority
from tracker.plan.rules import PlanStatus
from tracker.plan.rules_changes import (
    CannotLead,
    ObjectiveCodeTaken,
    PlanCodeTaken,
    PlanEndsBeforeItStarts,
    PriorityNumberTaken,
    TooManyLevels,
    check_lead,
)
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class CreatePlan:
    """`starts` and `ends` are the first and last day."""

    code: str
    title: str
    starts: date
    ends: date
    status: PlanStatus
    note: str | None


@dataclass(frozen=True, slots=True)
class EditPlan:
    version: int
    title: str
    starts: date
    ends: date
    status: PlanStatus
    note: str | None


@dataclass(frozen=True, slots=True)
class CreatePriority:
    plan_id: int
    number: int
    title: str
    lead_id: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class EditPriority:
    version: int
    title: str
    lead_id: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CreateObjective:
    """`parent_id` None: of the first level."""

    priority_id: int
    parent_id: int | None
    code: str
    level_name: str
    title: str
    group_heading: str | None


@dataclass(frozen=True, slots=True)
class EditObjective:
    version: int
    parent_id: int | None
    code: str
    level_name: str
    title: str
    group_heading: str | None


def create_plan(session: Session, command: CreatePlan, *, by: Actor, on: date) -> Plan:
    """Raises PlanEndsBeforeItStarts or PlanCodeTaken."""
    _check_days(command)
    plan = Plan(
        code=command.code,
        title=command.title,
        starts=command.starts,
        ends=command.ends,
        status=command.status,
        note=command.note,
    )
    session.add(plan)
    _flush_unique(session, PlanCodeTaken(command.code))
    record(session, Event.PLAN_CREATED, by=by, subject=plan.code, changes=difference({}, _plan_words(plan)))
    return plan


def edit_plan(session: Session, plan: Plan, command: EditPlan, *, by: Actor, on: date) -> None:
    """Raises Stale or PlanEndsBeforeItStarts."""
    expect_version(plan.code, plan, command.version)
    _check_days(command)
    before = _plan_words(plan)
    plan.title, plan.starts, plan.ends = command.title, command.starts, command.ends
    plan.status, plan.note = command.status, command.note
    changes = difference(before, _plan_words(plan))
    if changes:
        touch(plan)
        flush(session)
        record(session, Event.PLAN_CHANGED, by=by, subject=plan.code, changes=changes)


def create_priority(session: Session, command: CreatePriority, *, by: Actor, on: date) -> Priority:
    """Raises NotFound, CannotLead or PriorityNumberTaken."""
    plan = session.get(Plan, command.plan_id)
    if plan is None:
        raise NotFound("plan", str(command.plan_id))
    lead = _lead(session, command.lead_id)
    priority = Priority(plan_id=plan.id, number=command.number, title=command.title, lead=lead, note=command.note)
    session.add(priority)
    _flush_unique(session, PriorityNumberTaken(command.number))
    changes = difference({}, _priority_words(priority))
    record(session, Event.PRIORITY_CREATED, by=by, subject=_priority_subject(priority), changes=changes)
    return priority


def edit_priority(session: Session, priority: Priority, command: EditPriority, *, by: Actor, on: date) -> None:
    """The lead may stay although they could not be chosen any more. Raises Stale or CannotLead."""
    expect_version(_priority_subject(priority), priority, command.version)
    lead = priority.lead if command.lead_id == priority.lead_id else _lead(session, command.lead_id)
    before = _priority_words(priority)
    priority.title, priority.lead, priority.note = command.title, lead, command.note
    changes = difference(before, _priority_words(priority))
    if changes:
        touch(priority)
        flush(session)
        record(session, Event.PRIORITY_CHANGED, by=by, subject=_priority_subject(priority), changes=changes)


def create_objective(session: Session, command: CreateObjective, *, by: Actor, on: date) -> Objective:
    """The last of its priority. Raises NotFound, TooManyLevels or ObjectiveCodeTaken."""
    priority = session.get(Priority, command.priority_id)
    if priority is None:
        raise NotFound("priority", str(command.priority_id))
    _check_parent(session, command.parent_id, priority.id)
    last = session.scalar(select(func.max(Objective.position)).where(Objective.priority_id == priority.id))
    objective = Objective(
        priority_id=priority.id,
        parent_id=command.parent_id,
        position=(last or 0) + 1,
        code=command.code,
        level_name=command.level_name,
        group_heading=command.group_heading,
        title=command.title,
    )
    session.add(objective)
    _flush_unique(session, ObjectiveCodeTaken(command.code))
    changes = difference({}, _objective_words(session, objective))
    record(session, Event.OBJECTIVE_CREATED, by=by, subject=_objective_subject(objective), changes=changes)
    return objective


def edit_objective(session: Session, objective: Objective, command: EditObjective, *, by: Actor, on: date) -> None:
    """Raises Stale, TooManyLevels or ObjectiveCodeTaken."""
    expect_version(_objective_subject(objective), objective, command.version)
    _check_parent(session, command.parent_id, objective.priority_id, child=objective)
    before, subject = _objective_words(session, objective), _objective_subject(objective)
    objective.parent_id, objective.code, objective.title = command.parent_id, command.code, command.title
    objective.level_name, objective.group_heading = command.level_name, command.group_heading
    changes = difference(before, _objective_words(session, objective))
    if changes:
        touch(objective)
        _flush_unique(session, ObjectiveCodeTaken(command.code))
        record(session, Event.OBJECTIVE_CHANGED, by=by, subject=subject, changes=changes)


def _check_days(command: CreatePlan | EditPlan) -> None:
    if command.ends < command.starts:
        raise PlanEndsBeforeItStarts


def _lead(session: Session, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None:
        raise CannotLead(None)
    check_lead(person.name, person.role, is_active=person.is_active)
    return person


def _check_parent(session: Session, parent_id: int | None, priority_id: int, child: Objective | None = None) -> None:
    if parent_id is None:
        return
    parent = session.get(Objective, parent_id)
    if parent is None or parent.priority_id != priority_id or parent.parent_id is not None:
        raise TooManyLevels
    if child is not None:
        has_children = session.scalar(select(Objective.id).where(Objective.parent_id == child.id).limit(1)) is not None
        if has_children or parent.id == child.id:
            raise TooManyLevels


def _flush_unique(session: Session, taken: DomainError) -> None:
    try:
        flush(session)
    except Duplicate as error:
        raise taken from error


def _priority_subject(priority: Priority) -> str:
    return f"{priority.plan.code}/{priority.number}"


def _objective_subject(objective: Objective) -> str:
    return f"{_priority_subject(objective.priority)}/{objective.code}"


def _plan_words(plan: Plan) -> dict[str, str | None]:
    return {
        "Title": plan.title,
        "First day": dates.long_date(plan.starts),
        "Last day": dates.long_date(plan.ends),
        "Status": plan.status.label,
        "Note": plan.note,
    }


def _priority_words(priority: Priority) -> dict[str, str | None]:
    return {"Title": priority.title, "Lead": priority.lead.name if priority.lead else None, "Note": priority.note}


def _objective_words(session: Session, objective: Objective) -> dict[str, str | None]:
    parent = session.get(Objective, objective.parent_id) if objective.parent_id else None
    return {
        "Code": objective.code,
        "Called": objective.level_name,
        "Title": objective.title,
        "Heading": objective.group_heading,
        "Belongs under": f"{parent.code} {parent.title}" if parent else None,
    }
