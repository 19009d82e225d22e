"""What force and inspectorate say of a finding, what a later inspection said of it, and the office's own remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import long_date
from tracker.inspections.commands_history import expect_asks_for_work, expect_stands, restand, state_now
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding, FindingComment, ForceMark, InspectorateMark, Reassessment
from tracker.inspections.rules import ForceStatus, InspectorateStatus, Result
from tracker.inspections.rules_changes import (
    CompleteNeedsDay,
    NotALaterInspection,
    SayWhichInspection,
    check_day,
    check_inspectorate,
    is_later,
)
from tracker.inspections.rules_days import check_looked_again
from tracker.plan.rules import has_words
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class RecordForceStatus:
    version: int
    status: ForceStatus
    effective_on: date
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class RecordInspectorateStatus:
    """`effective_on` is the day the inspectorate said it, `told_by` who told us and how."""

    version: int
    status: InspectorateStatus
    effective_on: date | None
    told_by: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Reassess:
    """`inspection_id` None: the inspection is not on the record, and `text` says which one it was."""

    version: int
    result: Result
    inspection_id: int | None
    effective_on: date
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CommentOnFinding:
    text: str


def record_force_status(
    session: Session, finding: Finding, command: RecordForceStatus, *, by: Actor, on: date
) -> ForceMark:
    """It makes no difference to what the Panel is shown.

    Raises Stale, IsWithdrawn, ObservationHasNoStatus, DayToCome or BeforeTheRecord.
    """
    expect_version(finding.reference, finding, command.version)
    expect_asks_for_work(finding)
    check_day(command.effective_on, finding.began_on, on)
    before = state_now(finding).force
    mark = ForceMark(effective_on=command.effective_on, status=command.status, comment=command.comment, author=by.name)
    finding.force_marks.append(mark)
    _settle(session, finding, on)
    changes = {
        "Force status": (before.label, command.status.label),
        "Day": (None, long_date(command.effective_on)),
        "Comment": (None, command.comment),
    }
    record(session, Event.FINDING_FORCE_STATUS, by=by, subject=finding.reference, changes=changes)
    return mark


def record_inspectorate_status(
    session: Session, finding: Finding, command: RecordInspectorateStatus, *, by: Actor, on: date
) -> InspectorateMark:
    """ "Complete" closes the finding for the Panel.

    Raises Stale, IsWithdrawn, ObservationHasNoStatus, CompleteNeedsDay, CompleteNeedsSource, DayToCome or
    BeforeTheRecord.
    """
    expect_version(finding.reference, finding, command.version)
    expect_asks_for_work(finding)
    check_inspectorate(command.status, command.effective_on, command.told_by)
    day = command.effective_on
    if day is None:
        raise CompleteNeedsDay
    check_day(day, finding.began_on, on)
    before = state_now(finding).inspectorate
    mark = InspectorateMark(
        effective_on=day,
        status=command.status,
        told_by=command.told_by if has_words(command.told_by) else None,
        comment=command.comment,
        author=by.name,
    )
    finding.inspectorate_marks.append(mark)
    _settle(session, finding, on)
    changes = {
        "Inspectorate status": (before.label, command.status.label),
        "Day": (None, long_date(day)),
        "Told by": (None, mark.told_by),
        "Comment": (None, command.comment),
    }
    record(session, Event.FINDING_INSPECTORATE_STATUS, by=by, subject=finding.reference, changes=changes)
    return mark


def reassess(session: Session, finding: Finding, command: Reassess, *, by: Actor, on: date) -> Reassessment:
    """What a later inspection said of it; "closed" closes it for the Panel.

    Raises Stale, IsWithdrawn, ObservationHasNoStatus, DayToCome, BeforeTheRecord, SayWhichInspection,
    NotALaterInspection or LookedAgainTooEarly.
    """
    expect_version(finding.reference, finding, command.version)
    expect_asks_for_work(finding)
    check_day(command.effective_on, finding.began_on, on)
    later = _later(session, finding, command)
    found = Reassessment(
        effective_on=command.effective_on,
        inspection=later,
        result=command.result,
        text=command.text,
        author=by.name,
    )
    finding.recorded_reassessments.append(found)
    _settle(session, finding, on)
    changes = {
        "Result": (None, command.result.label),
        "Inspection": (None, later.code if later else None),
        "Day": (None, long_date(command.effective_on)),
        "Text": (None, command.text),
    }
    record(session, Event.FINDING_REASSESSED, by=by, subject=finding.reference, changes=changes)
    return found


def comment_on(session: Session, finding: Finding, command: CommentOnFinding, *, by: Actor, on: date) -> None:
    """A remark of the office, never printed. Raises IsWithdrawn."""
    expect_stands(finding)
    finding.comments.append(FindingComment(effective_on=max(on, finding.began_on), text=command.text, author=by.name))
    flush(session)
    changes = {"Comment": (None, command.text)}
    record(session, Event.FINDING_COMMENTED, by=by, subject=finding.reference, changes=changes)


def _settle(session: Session, finding: Finding, on: date) -> None:
    touch(finding)
    restand(session, finding, on)


def _later(session: Session, finding: Finding, command: Reassess) -> Inspection | None:
    if command.inspection_id is None:
        if not has_words(command.text):
            raise SayWhichInspection
        return None
    made, later = finding.inspection, session.get(Inspection, command.inspection_id)
    if later is None or later.id == made.id or later.is_withdrawn:
        raise NotALaterInspection
    if not is_later((made.year, made.published_on), (later.year, later.published_on)):
        raise NotALaterInspection
    check_looked_again(command.effective_on, later.title, later.published_on, later.year)
    return later
