"""Reading the versions of plans, and which of them deliverables belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.panel.models import Meeting
from tracker.panel.rules import MeetingState
from tracker.plan.models import Deliverable, DeliverableStanding, Objective, Plan, Priority
from tracker.plan.models_versions import DeliverableVersion, PlanVersion, PlanVersionStep
from tracker.plan.rules import CLOSED
from tracker.plan.rules_versions import PlanLine, in_force_on


def versions_of(session: Session, plan_id: int) -> Sequence[PlanVersion]:
    """Every version of a plan with its steps, the newest first; withdrawn ones among them."""
    return session.scalars(
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(PlanVersion.number.desc())
        .options(joinedload(PlanVersion.plan), *_steps())
    ).all()


def version(session: Session, code: str, number: int) -> PlanVersion:
    """With its plan, steps and frozen lines. Raises NotFound."""
    found = session.scalars(
        select(PlanVersion)
        .join(PlanVersion.plan)
        .where(Plan.code == code, PlanVersion.number == min(number, LARGEST_KEY))
        .options(joinedload(PlanVersion.plan), selectinload(PlanVersion.lines), *_steps())
    ).one_or_none()
    if found is None:
        raise NotFound("version of the plan", f"{code}/{number}")
    return found


def step_of(version: PlanVersion, step_id: int) -> PlanVersionStep:
    """One of its steps, corrected or not. Raises NotFound."""
    for step in version.steps:
        if step.id == step_id:
            return step
    raise NotFound("step", str(step_id))


def published_days(versions: Sequence[PlanVersion]) -> dict[int, date]:
    """When each version was published, by number; drafts and withdrawn ones are absent."""
    found = {row.number: row.published_on for row in versions if row.withdrawn_on is None}
    return {number: day for number, day in found.items() if day is not None}


def in_force(session: Session, plan_id: int, on: date) -> PlanVersion | None:
    """The version of a plan in force on a day, with its lines."""
    versions = versions_of(session, plan_id)
    number = in_force_on(published_days(versions), on)
    return next((row for row in versions if row.number == number), None)


def plans_published(session: Session) -> Sequence[tuple[Plan, Sequence[PlanVersion]]]:
    """The plans of which anything is published, the newest first, each with its published versions, newest first."""
    rows = session.scalars(
        select(PlanVersion)
        .join(PlanVersion.plan)
        .where(PlanVersion.withdrawn_on.is_(None))
        .order_by(Plan.starts.desc(), Plan.code, PlanVersion.number.desc())
        .options(joinedload(PlanVersion.plan), *_steps())
    )
    found: dict[int, tuple[Plan, list[PlanVersion]]] = {}
    for row in rows:
        if row.published_on is not None:
            found.setdefault(row.plan_id, (row.plan, []))[1].append(row)
    return list(found.values())


def plans_in_force(session: Session, on: date) -> set[int]:
    """The plans of which a version is in force on a day, by id."""
    found = plans_published(session)
    return {each.id for each, rows in found if in_force_on(published_days(rows), on) is not None}


def lines_now(session: Session, plan_id: int) -> tuple[PlanLine, ...]:
    """A plan's priorities, each followed by its objectives, as they stand."""
    priorities = session.scalars(
        select(Priority)
        .where(Priority.plan_id == plan_id)
        .order_by(Priority.number)
        .options(selectinload(Priority.objectives))
    )
    return tuple(line for priority in priorities for line in _lines_of(priority))


def meetings_held(session: Session, on: date) -> Sequence[Meeting]:
    """The meetings at which the Panel can have reviewed something by that day, the latest first."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day <= on, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.day.desc(), Meeting.number.desc())
    ).all()


def history_of_versions(session: Session, deliverable: Deliverable) -> Sequence[DeliverableVersion]:
    """Which versions of plans a deliverable belonged to, in the order of their days."""
    return session.scalars(
        select(DeliverableVersion)
        .where(DeliverableVersion.deliverable_id == deliverable.id)
        .order_by(DeliverableVersion.effective_on, DeliverableVersion.id)
        .options(joinedload(DeliverableVersion.of).joinedload(PlanVersion.plan))
    ).all()


def version_among(history: Sequence[DeliverableVersion], plan_id: int, on: date) -> PlanVersion | None:
    """The version it belongs to on a day; None where that is of a plan it stands under no longer."""
    begun = [row for row in history if row.effective_on <= on]
    return begun[-1].of if begun and begun[-1].of.plan_id == plan_id else None


def deliverables_of(session: Session, version: PlanVersion) -> Sequence[DeliverableStanding]:
    """The deliverables that belong to a version now, by number, each with its priority."""
    newest = _newest()
    return session.scalars(
        select(DeliverableStanding)
        .join(newest, newest.deliverable_id == DeliverableStanding.deliverable_id)
        .join(DeliverableStanding.priority)
        .where(newest.version_id == version.id, Priority.plan_id == version.plan_id)
        .order_by(DeliverableStanding.number)
        .options(joinedload(DeliverableStanding.priority))
    ).all()


def movable_to(session: Session, version: PlanVersion, lead_id: int) -> Sequence[DeliverableStanding]:
    """The open deliverables under a person's priorities of the plan that do not belong to a version, by number."""
    there = [row.deliverable_id for row in deliverables_of(session, version)]
    return session.scalars(
        select(DeliverableStanding)
        .join(DeliverableStanding.priority)
        .where(
            Priority.plan_id == version.plan_id,
            Priority.lead_id == lead_id,
            DeliverableStanding.status.not_in(CLOSED),
            DeliverableStanding.deliverable_id.not_in(there),
        )
        .order_by(DeliverableStanding.number)
    ).all()


def counts_of(session: Session, plan_id: int) -> Mapping[int, int]:
    """How many deliverables belong to each version of a plan, by the version's id."""
    newest = _newest()
    rows = session.execute(
        select(newest.version_id, func.count())
        .join(DeliverableStanding, DeliverableStanding.deliverable_id == newest.deliverable_id)
        .join(DeliverableStanding.priority)
        .join(PlanVersion, PlanVersion.id == newest.version_id)
        .where(PlanVersion.plan_id == plan_id, Priority.plan_id == plan_id)
        .group_by(newest.version_id)
        .order_by(newest.version_id)
    )
    return {row[0]: row[1] for row in rows}


def _newest() -> type[DeliverableVersion]:
    """The newest row of each deliverable: they are recorded in the order of their days."""
    place = func.row_number().over(
        partition_by=DeliverableVersion.deliverable_id,
        order_by=(DeliverableVersion.effective_on.desc(), DeliverableVersion.id.desc()),
    )
    ranked = select(DeliverableVersion, place.label("place")).subquery()
    newest = select(ranked).where(ranked.c.place == 1).subquery()
    return aliased(DeliverableVersion, newest)


def _lines_of(priority: Priority) -> list[PlanLine]:
    codes = {found.id: found.code for found in priority.objectives}
    return [
        PlanLine(priority.number, None, None, None, None, priority.title),
        *(_line_of(priority, found, codes) for found in priority.objectives),
    ]


def _line_of(priority: Priority, objective: Objective, codes: Mapping[int, str]) -> PlanLine:
    return PlanLine(
        priority_number=priority.number,
        code=objective.code,
        parent_code=codes[objective.parent_id] if objective.parent_id is not None else None,
        level_name=objective.level_name,
        group_heading=objective.group_heading,
        title=objective.title,
    )


def _steps() -> tuple[ExecutableOption, ...]:
    return (selectinload(PlanVersion.steps).joinedload(PlanVersionStep.meeting),)
