"""Recording an inspection and changing what is said of it. Its grades have `commands_grades`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_record import (
    InspectionCodeTaken,
    RecordedAfterItsFindings,
    check_correction,
    check_days,
    check_link,
    check_on_record,
)
from tracker.plan.rules import has_words
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection:
    """`published_on` None: not known, and then no clock runs. `recorded_on`: the first day it is on the record."""

    code: str
    title: str
    body: str
    year: int
    recorded_on: date
    programme: str | None = None
    published_on: date | None = None
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditInspection:
    """`reason`: why a publication day or a year that was set changes."""

    version: int
    title: str
    body: str
    year: int
    recorded_on: date
    programme: str | None = None
    published_on: date | None = None
    link: str | None = None
    note: str | None = None
    reason: str | None = None


def subject_of(inspection: Inspection) -> str:
    """What the log calls it: like its address, so that no plan's code is taken for it."""
    return f"inspections/{inspection.code}"


def record_inspection(session: Session, command: RecordInspection, *, by: Actor, on: date) -> Inspection:
    """It has no scale yet.

    Raises InspectionCodeTaken, NoWebAddress, RecordedBeforePublished or a refusal of `check_days`.
    """
    _check(command, on)
    check_on_record(command)
    queue(session)
    _check_code(session, command.code)
    inspection = Inspection(
        code=command.code,
        title=command.title,
        body=command.body,
        programme=command.programme,
        year=command.year,
        published_on=command.published_on,
        link=command.link,
        recorded_on=command.recorded_on,
        note=command.note,
        recorded_scale=[],
        recorded_questions=[],
        recorded_printings=[],
        events=[],
        response=None,
    )
    session.add(inspection)
    try:
        flush(session)
    except Duplicate as error:
        raise InspectionCodeTaken(command.code) from error
    changes = difference({}, _words(inspection))
    record(session, Event.INSPECTION_RECORDED, by=by, subject=subject_of(inspection), changes=changes)
    return inspection


def edit_inspection(session: Session, inspection: Inspection, command: EditInspection, *, by: Actor, on: date) -> bool:
    """Whether anything changed.

    Raises Stale, NoWebAddress, RecordedAfterItsFindings or a refusal of `check_days` or `check_correction`.
    """
    expect_version(inspection.code, inspection, command.version)
    _check(command, on)
    check_correction(inspection, command, inspection.response, command.reason)
    first = session.scalar(select(func.min(Finding.began_on)).where(Finding.inspection_id == inspection.id))
    if first is not None and command.recorded_on > first:
        raise RecordedAfterItsFindings(command.recorded_on, first)
    before = _words(inspection)
    inspection.title, inspection.body, inspection.programme = command.title, command.body, command.programme
    inspection.year, inspection.published_on, inspection.link = command.year, command.published_on, command.link
    inspection.recorded_on, inspection.note = command.recorded_on, command.note
    changes = difference(before, _words(inspection))
    if not changes:
        return False
    touch(inspection)
    flush(session)
    record(
        session,
        Event.INSPECTION_CHANGED,
        by=by,
        subject=subject_of(inspection),
        changes=changes,
        reason=command.reason if has_words(command.reason) else None,
    )
    return True


def _check(command: RecordInspection | EditInspection, on: date) -> None:
    check_link(command.link)
    check_days(command, on)


def _check_code(session: Session, code: str) -> None:
    """Codes are looked up in capital and small letters alike, so no two may differ in these alone."""
    taken = session.scalar(select(Inspection.code).where(func.lower(Inspection.code) == code.lower()).limit(1))
    if taken is not None:
        raise InspectionCodeTaken(taken)


def _words(inspection: Inspection) -> dict[str, str | None]:
    published_on = inspection.published_on
    return {
        "Title": inspection.title,
        "Inspected by": inspection.body,
        "Programme": inspection.programme,
        "Year": str(inspection.year),
        "Published on": dates.long_date(published_on) if published_on else None,
        "Link": inspection.link,
        "On the record from": dates.long_date(inspection.recorded_on),
        "Note": inspection.note,
    }
