"""Deliverables and their histories, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.plan.commands_history import restand
from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DueDate,
    DueDateDecision,
    Milestone,
    MilestoneMark,
    Objective,
    Priority,
    ProgressUpdate,
    RagOverride,
)
from tracker.seeds.check_history import by_deliverable
from tracker.seeds.check_row import number_of
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    MarkRow,
    MilestoneRow,
    OverrideRow,
    ProgressRow,
)
from tracker.writing import flush

Deliverables = Mapping[str, Deliverable]


def load_deliverables(
    session: Session,
    seeds: SeedSet,
    *,
    people: Mapping[str, Person],
    priorities: Mapping[tuple[str, int], Priority],
    objectives: Mapping[tuple[str, int, str], Objective],
    on: date,
) -> Deliverables:
    """Expects a checked seed set. Where each deliverable stands is worked out as at `on`."""
    deliverables = _load_deliverables(session, seeds)
    for row in seeds.of(DetailRow):
        objective = None if row.objective is None else objectives[row.plan, row.priority, row.objective]
        deliverables[row.deliverable].details.append(
            DeliverableDetail(
                effective_on=row.effective_on,
                action=row.action,
                priority=priorities[row.plan, row.priority],
                objective=objective,
                owner=people[row.owner],
                starts_on=row.starts_on,
                position=row.position,
                reason=row.reason,
                recorded_by=row.recorded_by,
            )
        )
    _load_due_dates(seeds, deliverables)
    _load_overrides(seeds, deliverables)
    milestones = _load_milestones(seeds, deliverables)
    flush(session)
    _load_progress(session, seeds, deliverables, milestones)
    session.expire_all()
    for deliverable in deliverables.values():
        restand(session, deliverable, on)
    return deliverables


def _load_deliverables(session: Session, seeds: SeedSet) -> dict[str, Deliverable]:
    deliverables: dict[str, Deliverable] = {}
    # A deliverable is carried forward from an earlier one, so that one is there already.
    for row in sorted(seeds.of(DeliverableRow), key=lambda row: number_of(row.reference, "D") or 0):
        deliverables[row.reference] = Deliverable(
            number=number_of(row.reference, "D"),
            began_on=row.began_on,
            carried_from=deliverables[row.carried_from] if row.carried_from else None,
            note=row.note,
        )
    session.add_all(deliverables.values())
    return deliverables


def _load_due_dates(seeds: SeedSet, deliverables: Deliverables) -> None:
    for reference, rows in by_deliverable(seeds.of(DueDateRow)).items():
        deliverables[reference].due_dates.extend(_due_date(row) for row in rows)


def _due_date(row: DueDateRow) -> DueDate:
    decision = None
    if row.accepted is not None:
        decision = DueDateDecision(
            accepted=row.accepted, decided_on=row.decided_on, decided_by=row.decided_by, note=row.decision_note
        )
    return DueDate(
        number=row.number,
        text=row.text,
        starts=row.starts,
        ends=row.ends,
        precision=row.precision,
        reading=row.reading,
        reason=row.reason,
        requested_on=row.requested_on,
        requested_by=row.requested_by,
        decision=decision,
    )


def _load_overrides(seeds: SeedSet, deliverables: Deliverables) -> None:
    for row in seeds.of(OverrideRow):
        deliverables[row.deliverable].overrides.append(
            RagOverride(effective_on=row.effective_on, rag=row.rag, reason=row.reason, author=row.author)
        )


def _load_milestones(seeds: SeedSet, deliverables: Deliverables) -> dict[tuple[str, int], Milestone]:
    loaded: dict[tuple[str, int], Milestone] = {}
    for reference, rows in by_deliverable(seeds.of(MilestoneRow)).items():
        for row in rows:
            milestone = Milestone(
                position=row.position, title=row.title, weight=row.weight, withdrawn_on=row.withdrawn_on
            )
            deliverables[reference].milestones.append(milestone)
            loaded[reference, row.number] = milestone
    return loaded


def _load_progress(
    session: Session, seeds: SeedSet, deliverables: Deliverables, milestones: Mapping[tuple[str, int], Milestone]
) -> None:
    marks: dict[tuple[str, int], list[MarkRow]] = {}
    for mark in seeds.of(MarkRow):
        marks.setdefault((mark.deliverable, mark.update), []).append(mark)
    loaded: dict[tuple[str, int], ProgressUpdate] = {}
    by_number: dict[int, list[ProgressRow]] = {}
    for row in seeds.of(ProgressRow):
        by_number.setdefault(row.number, []).append(row)
    # History refuses changes, so what an update corrects must have its key before the update is written.
    for number in sorted(by_number):
        for row in by_number[number]:
            update = _update(row, loaded)
            update.milestone_marks = [
                MilestoneMark(milestone=milestones[row.deliverable, mark.milestone], percent=mark.percent)
                for mark in marks.get((row.deliverable, number), ())
            ]
            deliverables[row.deliverable].updates.append(update)
            loaded[row.deliverable, number] = update
        flush(session)


def _update(row: ProgressRow, loaded: Mapping[tuple[str, int], ProgressUpdate]) -> ProgressUpdate:
    return ProgressUpdate(
        effective_on=row.effective_on,
        percent=row.percent,
        status=row.status,
        completed_on=row.completed_on,
        note=row.note,
        reason=row.reason,
        supersedes_id=loaded[row.deliverable, row.supersedes].id if row.supersedes else None,
        author=row.author,
    )
