"""From the seed files of versions of plans to their rows in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.files.models import StoredFile
from tracker.panel.models import Meeting
from tracker.plan.models import Deliverable, Plan
from tracker.plan.models_versions import DeliverableVersion, PlanVersion, PlanVersionLine, PlanVersionStep
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)
from tracker.writing import flush

Versions = Mapping[tuple[str, int], PlanVersion]


def load_versions(
    session: Session,
    seeds: SeedSet,
    *,
    meetings: Mapping[tuple[date, int], Meeting],
    deliverables: Mapping[str, Deliverable],
) -> None:
    """Expects a checked seed set whose plans and stored files are loaded."""
    plans = {plan.code: plan for plan in session.scalars(select(Plan))}
    versions = {
        (row.plan, row.number): PlanVersion(
            plan_id=plans[row.plan].id,
            number=row.number,
            kind=row.kind,
            title=row.title,
            changes=row.changes,
            elected_on=row.elected_on,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in seeds.of(PlanVersionRow)
    }
    session.add_all(versions.values())
    flush(session)
    _load_steps(session, seeds, versions, meetings)
    _load_lines(session, seeds, versions)
    for row in seeds.of(DeliverableVersionRow):
        session.add(
            DeliverableVersion(
                deliverable_id=deliverables[row.deliverable].id,
                version_id=versions[row.plan, row.version].id,
                effective_on=row.effective_on,
                reason=row.reason,
                recorded_by=row.recorded_by,
            )
        )
    flush(session)


def _load_steps(
    session: Session, seeds: SeedSet, versions: Versions, meetings: Mapping[tuple[date, int], Meeting]
) -> None:
    files = {file.digest: file.id for file in session.scalars(select(StoredFile))}
    loaded: dict[tuple[str, int, int], PlanVersionStep] = {}
    for row in seeds.of(PlanVersionStepRow):
        at = None if row.meeting_day is None or row.meeting_number is None else (row.meeting_day, row.meeting_number)
        corrected = None if row.supersedes is None else loaded[row.plan, row.version, row.supersedes]
        step = PlanVersionStep(
            version_id=versions[row.plan, row.version].id,
            kind=row.kind,
            day=row.day,
            meeting_id=meetings[at].id if at is not None else None,
            note=row.note,
            link=row.link,
            file_id=files[row.file] if row.file is not None else None,
            file_name=row.file_name,
            override_reason=row.override_reason,
            supersedes_id=corrected.id if corrected is not None else None,
            taken_back=row.taken_back,
            reason=row.reason,
            recorded_by=row.recorded_by,
        )
        loaded[row.plan, row.version, row.number] = step
        session.add(step)
        # What it corrects must have its key before: history refuses changes.
        flush(session)


def _load_lines(session: Session, seeds: SeedSet, versions: Versions) -> None:
    for row in seeds.of(PlanVersionLineRow):
        session.add(
            PlanVersionLine(
                version_id=versions[row.plan, row.version].id,
                position=row.position,
                priority_number=row.priority_number,
                code=row.code,
                parent_code=row.parent_code,
                level_name=row.level_name,
                group_heading=row.group_heading,
                title=row.title,
            )
        )
