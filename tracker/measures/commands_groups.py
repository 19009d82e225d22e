"""Creating the groups of measures, renaming and ordering them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate, NotFound
from tracker.measures.commands_history import subject_of_group
from tracker.measures.models import MeasureGroup
from tracker.measures.rules_changes import GroupNameTaken, PriorityNotInForce
from tracker.plan.models import Priority
from tracker.plan.rules import PlanStatus
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateGroup:
    name: str
    priority_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditGroup:
    """`position`: its place among the groups of its priority, counted from 1."""

    version: int
    name: str
    position: int


def create_group(session: Session, command: CreateGroup, *, by: Actor) -> MeasureGroup:
    """Last under its priority. Raises NotFound, PriorityNotInForce or GroupNameTaken."""
    priority = session.get(Priority, command.priority_id)
    if priority is None:
        raise NotFound("priority", str(command.priority_id))
    if priority.plan.status is not PlanStatus.CURRENT:
        raise PriorityNotInForce(priority.plan.code, priority.plan.status)
    queue(session)
    _check_name(session, command.name, priority.id, None)
    last = session.scalar(select(func.max(MeasureGroup.position)).where(MeasureGroup.priority_id == priority.id)) or 0
    group = MeasureGroup(priority=priority, name=command.name, position=last + 1, measures=[])
    session.add(group)
    _flush_named(session, command.name)
    changes = difference({}, words_of_group(group))
    record(session, Event.MEASURE_GROUP_CREATED, by=by, subject=subject_of_group(group), changes=changes)
    return group


def edit_group(session: Session, group: MeasureGroup, command: EditGroup, *, by: Actor) -> bool:
    """Whether anything changed. Raises Stale or GroupNameTaken."""
    expect_version(f"The group “{group.name}”", group, command.version)
    _check_name(session, command.name, group.priority_id, group.id)
    before = words_of_group(group)
    group.name, group.position = command.name, command.position
    changes = difference(before, words_of_group(group))
    if not changes:
        return False
    touch(group)
    _flush_named(session, command.name)
    record(session, Event.MEASURE_GROUP_CHANGED, by=by, subject=subject_of_group(group), changes=changes)
    return True


def words_of_group(group: MeasureGroup) -> dict[str, str | None]:
    """For the log."""
    place = group.priority
    return {
        "Name": group.name,
        "Priority": f"{place.plan.code}, priority {place.number}: {place.title}",
        "Place in the order": str(group.position),
    }


def _check_name(session: Session, name: str, priority_id: int, group_id: int | None) -> None:
    """No two groups of a priority may differ in capital and small letters alone."""
    wanted = select(MeasureGroup).where(
        MeasureGroup.priority_id == priority_id, func.lower(MeasureGroup.name) == name.lower()
    )
    for other in session.scalars(wanted.order_by(MeasureGroup.id)):
        if other.id != group_id:
            raise GroupNameTaken(other.name)


def _flush_named(session: Session, name: str) -> None:
    try:
        flush(session)
    except Duplicate as error:
        raise GroupNameTaken(name) from error
