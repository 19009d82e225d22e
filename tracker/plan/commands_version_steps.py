"""Recording the steps the law asks of a version of a plan, correcting them and taking them back.

With its publication a version is frozen: its priorities and objectives are kept as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.files.commands import store_file
from tracker.files.queries import content_of
from tracker.files.rules import CheckedFile
from tracker.plan import queries_versions as queries
from tracker.plan.models_versions import PlanVersion, PlanVersionLine, PlanVersionStep
from tracker.plan.rules_version_kinds import StepKind, VersionState
from tracker.plan.rules_version_refusals import MeetingYetToCome, NothingToPublish, StepNotRecorded, VersionStays
from tracker.plan.rules_versions import (
    check_document,
    check_not_too_early,
    check_one_in_force,
    check_publication,
    check_step,
    check_take_back,
    days_of,
    lacking,
)
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class StepFacts:
    """`day` None: that of the meeting, for the review. `file` None keeps the file there is."""

    day: date | None = None
    meeting_id: int | None = None
    note: str | None = None
    link: str | None = None
    file: CheckedFile | None = None
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class RecordStep:
    version: int
    kind: StepKind
    facts: StepFacts


@dataclass(frozen=True, slots=True)
class CorrectStep:
    """`without_file`: the file there is does not belong to it."""

    version: int
    kind: StepKind
    facts: StepFacts
    reason: str
    without_file: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackStep:
    """`may_publish`: whether the person may record publications; after one, only they take a step back."""

    version: int
    kind: StepKind
    reason: str
    may_publish: bool


def record_step(session: Session, version: PlanVersion, command: RecordStep, *, by: Actor, on: date) -> PlanVersionStep:
    """Raises Stale, VersionStays, MeetingYetToCome, NothingToPublish or a refusal of `rules_versions`."""
    expect_version(version.subject, version, command.version)
    _check_not_withdrawn(version)
    step = _step(session, command.kind, command.facts, by=by, on=on)
    _check(session, version, step, version.standing, on)
    if step.kind is StepKind.PUBLISHED:
        check_publication(version.standing, step.override_reason)
        # Nothing is overridden where nothing is missing.
        step.override_reason = step.override_reason if lacking(version.standing) else None
        _freeze(session, version)
    return _add(session, version, step, Event.PLAN_STEP_RECORDED, None, by=by)


def correct_step(
    session: Session, version: PlanVersion, command: CorrectStep, *, by: Actor, on: date
) -> PlanVersionStep:
    """What was recorded stays in its history. Raises as `record_step`, and StepNotRecorded."""
    expect_version(version.subject, version, command.version)
    _check_not_withdrawn(version)
    others = version.standing
    before = others.pop(command.kind, None)
    if before is None:
        raise StepNotRecorded(command.kind)
    step = _step(session, command.kind, command.facts, by=by, on=on)
    if step.file_id is None and not command.without_file:
        step.file_id, step.file_name = before.file_id, before.file_name
    step.override_reason = before.override_reason
    _check(session, version, step, others, on)
    step.supersedes_id, step.reason = before.id, command.reason
    return _add(session, version, step, Event.PLAN_STEP_CORRECTED, before, by=by)


def take_back_step(session: Session, version: PlanVersion, command: TakeBackStep, *, by: Actor, on: date) -> None:
    """For a step that was never taken. Raises Stale, VersionStays or a refusal of `check_take_back`."""
    expect_version(version.subject, version, command.version)
    _check_not_withdrawn(version)
    standing = version.standing
    check_take_back(command.kind, standing, may_publish=command.may_publish)
    before = standing[command.kind]
    version.steps.append(
        PlanVersionStep(
            kind=before.kind,
            day=before.day,
            meeting_id=before.meeting_id,
            supersedes_id=before.id,
            taken_back=True,
            reason=command.reason,
            recorded_by=by.name,
        )
    )
    touch(version)
    flush(session)
    changes = {before.kind.label: (dates.long_date(before.day), None)}
    record(session, Event.PLAN_STEP_TAKEN_BACK, by=by, subject=version.subject, changes=changes, reason=command.reason)


def download_document(session: Session, version: PlanVersion, step: PlanVersionStep, *, by: Actor) -> bytes:
    """The bytes of a step's file, and a row in the log that says who took them. The step must have a file."""
    if step.file_id is None:
        raise ValueError("This step has no file.")
    changes = {"File": (None, step.file_name)}
    record(session, Event.PLAN_DOCUMENT_DOWNLOADED, by=by, subject=version.subject, changes=changes)
    return content_of(session, step.file_id)


def _check_not_withdrawn(version: PlanVersion) -> None:
    if version.withdrawn_on is not None:
        raise VersionStays(VersionState.WITHDRAWN)


def _step(session: Session, kind: StepKind, facts: StepFacts, *, by: Actor, on: date) -> PlanVersionStep:
    meeting = None
    if kind is StepKind.REVIEWED:
        meeting = next((row for row in queries.meetings_held(session, on) if row.id == facts.meeting_id), None)
        if meeting is None:
            raise MeetingYetToCome
    day = meeting.day if meeting is not None else facts.day
    if day is None:
        raise ValueError("Only a review has its day from the meeting.")
    file = facts.file
    return PlanVersionStep(
        kind=kind,
        day=day,
        meeting=meeting,
        note=facts.note,
        link=facts.link,
        file_id=store_file(session, file).id if file else None,
        file_name=file.name if file else None,
        override_reason=facts.override_reason,
        taken_back=False,
        recorded_by=by.name,
    )


def _check(
    session: Session,
    version: PlanVersion,
    step: PlanVersionStep,
    recorded: Mapping[StepKind, PlanVersionStep],
    on: date,
) -> None:
    others = days_of(recorded)
    check_step(step.kind, step.day, others, on)
    check_document(step.kind, step.link, has_file=step.file_name is not None)
    beside = queries.versions_of(session, version.plan_id)
    published = {number: day for number, day in queries.published_days(beside).items() if number != version.number}
    check_not_too_early(step.day, published, version.number)
    if step.kind is StepKind.PUBLISHED:
        check_one_in_force(version.number, step.day, published)


def _freeze(session: Session, version: PlanVersion) -> None:
    lines = queries.lines_now(session, version.plan_id)
    if not lines:
        raise NothingToPublish
    version.lines.extend(
        PlanVersionLine(
            position=position,
            priority_number=line.priority_number,
            code=line.code,
            parent_code=line.parent_code,
            level_name=line.level_name,
            group_heading=line.group_heading,
            title=line.title,
        )
        for position, line in enumerate(lines, start=1)
    )


def _add(
    session: Session,
    version: PlanVersion,
    step: PlanVersionStep,
    event: Event,
    before: PlanVersionStep | None,
    *,
    by: Actor,
) -> PlanVersionStep:
    version.steps.append(step)
    touch(version)
    flush(session)
    changes = difference(_words(before) if before else {}, _words(step))
    reason = step.reason or step.override_reason
    record(session, event, by=by, subject=version.subject, changes=changes, reason=reason)
    return step


def _words(step: PlanVersionStep) -> dict[str, str | None]:
    return {
        "Step": step.kind.label,
        "Day": dates.long_date(step.day),
        "Meeting": step.meeting.title if step.meeting else None,
        "Note": step.note,
        "Address": step.link,
        "File": step.file_name,
        "SHA-256": step.file.digest if step.file else None,
    }
