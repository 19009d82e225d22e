"""From the versions of plans in the database to their seed files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.plan.models_versions import DeliverableVersion, PlanVersion, PlanVersionStep
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)


def version_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of versions of plans."""
    steps = selectinload(PlanVersion.steps)
    found = session.scalars(
        select(PlanVersion).options(
            joinedload(PlanVersion.plan),
            steps.joinedload(PlanVersionStep.meeting),
            steps.joinedload(PlanVersionStep.file),
            selectinload(PlanVersion.lines),
        )
    )
    versions = sorted(found, key=lambda row: (row.plan.code, row.number))
    return {
        PlanVersionRow: [_version(row) for row in versions],
        PlanVersionStepRow: [line for row in versions for line in _steps(row)],
        PlanVersionLineRow: [line for row in versions for line in _lines(row)],
        DeliverableVersionRow: _deliverables(session),
    }


def _version(row: PlanVersion) -> PlanVersionRow:
    return PlanVersionRow(
        plan=row.plan.code,
        number=row.number,
        kind=row.kind,
        title=row.title,
        changes=row.changes,
        elected_on=row.elected_on,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _steps(version: PlanVersion) -> Iterator[SeedRow]:
    numbers = {step.id: number for number, step in enumerate(version.steps, start=1)}
    for step in version.steps:
        yield PlanVersionStepRow(
            plan=version.plan.code,
            version=version.number,
            number=numbers[step.id],
            kind=step.kind,
            day=step.day,
            meeting_day=step.meeting.day if step.meeting else None,
            meeting_number=step.meeting.number if step.meeting else None,
            note=step.note,
            link=step.link,
            file=step.file.digest if step.file else None,
            file_name=step.file_name,
            override_reason=step.override_reason,
            supersedes=None if step.supersedes_id is None else numbers[step.supersedes_id],
            taken_back=step.taken_back,
            reason=step.reason,
            recorded_by=step.recorded_by,
        )


def _lines(version: PlanVersion) -> Iterator[SeedRow]:
    for line in version.lines:
        yield PlanVersionLineRow(
            plan=version.plan.code,
            version=version.number,
            position=line.position,
            priority_number=line.priority_number,
            code=line.code,
            parent_code=line.parent_code,
            level_name=line.level_name,
            group_heading=line.group_heading,
            title=line.title,
        )


def _deliverables(session: Session) -> list[SeedRow]:
    found = session.scalars(
        select(DeliverableVersion).options(
            joinedload(DeliverableVersion.deliverable),
            joinedload(DeliverableVersion.of).joinedload(PlanVersion.plan),
        )
    )
    return [
        DeliverableVersionRow(
            deliverable=row.deliverable.reference,
            effective_on=row.effective_on,
            plan=row.of.plan.code,
            version=row.of.number,
            reason=row.reason,
            recorded_by=row.recorded_by,
        )
        for row in sorted(found, key=lambda row: (row.deliverable.number, row.effective_on, row.id))
    ]
