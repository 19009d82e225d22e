"""Deliverables and their histories as rows of a seed set, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DueDate,
    Priority,
    ProgressUpdate,
)
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    MarkRow,
    MilestoneRow,
    OverrideRow,
    ProgressRow,
)
from tracker.seeds.tables_row import SeedRow


class Stored(Protocol):
    id: int


def history_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of deliverables."""
    found = _deliverables(session)
    return {
        DeliverableRow: [_deliverable(each) for each in found],
        DetailRow: [row for each in found for row in _details(each)],
        DueDateRow: [_due_date(each, due) for each in found for due in each.due_dates],
        ProgressRow: [row for each in found for row in _updates(each)],
        MilestoneRow: [row for each in found for row in _milestones(each)],
        MarkRow: [row for each in found for row in _marks(each)],
        OverrideRow: [row for each in found for row in _overrides(each)],
    }


def _deliverables(session: Session) -> Sequence[Deliverable]:
    detail = selectinload(Deliverable.details)
    return session.scalars(
        select(Deliverable)
        .order_by(Deliverable.number)
        .options(
            joinedload(Deliverable.carried_from),
            detail.joinedload(DeliverableDetail.priority).joinedload(Priority.plan),
            detail.joinedload(DeliverableDetail.objective),
            detail.joinedload(DeliverableDetail.owner),
            selectinload(Deliverable.due_dates).joinedload(DueDate.decision),
            selectinload(Deliverable.updates).selectinload(ProgressUpdate.milestone_marks),
            selectinload(Deliverable.milestones),
            selectinload(Deliverable.overrides),
        )
    ).all()


def _numbers(rows: Iterable[Stored]) -> dict[int, int]:
    """1, 2, 3 … by the key of each row: the order they were recorded in."""
    return {key: number for number, key in enumerate(sorted(row.id for row in rows), start=1)}


def _deliverable(deliverable: Deliverable) -> DeliverableRow:
    return DeliverableRow(
        reference=deliverable.reference,
        began_on=deliverable.began_on,
        carried_from=deliverable.carried_from.reference if deliverable.carried_from else None,
        note=deliverable.note,
    )


def _details(deliverable: Deliverable) -> Iterator[DetailRow]:
    for detail in deliverable.details:
        yield DetailRow(
            deliverable=deliverable.reference,
            effective_on=detail.effective_on,
            plan=detail.priority.plan.code,
            priority=detail.priority.number,
            objective=detail.objective.code if detail.objective else None,
            position=detail.position,
            action=detail.action,
            owner=detail.owner.email,
            starts_on=detail.starts_on,
            reason=detail.reason,
            recorded_by=detail.recorded_by,
        )


def _due_date(deliverable: Deliverable, due: DueDate) -> DueDateRow:
    decision = due.decision
    return DueDateRow(
        deliverable=deliverable.reference,
        number=due.number,
        text=due.text,
        reading=due.reading,
        starts=due.starts,
        ends=due.ends,
        precision=due.precision,
        requested_on=due.requested_on,
        requested_by=due.requested_by,
        reason=due.reason,
        accepted=decision.accepted if decision else None,
        decided_on=decision.decided_on if decision else None,
        decided_by=decision.decided_by if decision else None,
        decision_note=decision.note if decision else None,
    )


def _updates(deliverable: Deliverable) -> Iterator[ProgressRow]:
    numbers = _numbers(deliverable.updates)
    for update in sorted(deliverable.updates, key=lambda update: update.id):
        yield ProgressRow(
            deliverable=deliverable.reference,
            number=numbers[update.id],
            effective_on=update.effective_on,
            percent=update.percent,
            status=update.status,
            completed_on=update.completed_on,
            note=update.note,
            reason=update.reason,
            supersedes=None if update.supersedes_id is None else numbers[update.supersedes_id],
            author=update.author,
        )


def _milestones(deliverable: Deliverable) -> Iterator[MilestoneRow]:
    numbers = _numbers(deliverable.milestones)
    for milestone in sorted(deliverable.milestones, key=lambda milestone: milestone.id):
        yield MilestoneRow(
            deliverable=deliverable.reference,
            number=numbers[milestone.id],
            position=milestone.position,
            title=milestone.title,
            weight=milestone.weight,
            withdrawn_on=milestone.withdrawn_on,
        )


def _marks(deliverable: Deliverable) -> Iterator[MarkRow]:
    updates, milestones = _numbers(deliverable.updates), _numbers(deliverable.milestones)
    marks = [mark for update in deliverable.updates for mark in update.milestone_marks]
    for mark in sorted(marks, key=lambda mark: (updates[mark.update_id], milestones[mark.milestone_id])):
        yield MarkRow(
            deliverable=deliverable.reference,
            update=updates[mark.update_id],
            milestone=milestones[mark.milestone_id],
            percent=mark.percent,
        )


def _overrides(deliverable: Deliverable) -> Iterator[OverrideRow]:
    for override in deliverable.overrides:
        yield OverrideRow(
            deliverable=deliverable.reference,
            effective_on=override.effective_on,
            rag=override.rag,
            reason=override.reason,
            author=override.author,
        )
