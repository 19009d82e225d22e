"""Inspections, their grades and findings for tests, made by the same commands the pages use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.inspections.commands import RecordInspection, record_inspection
from tracker.inspections.commands_events import AddEvent, add_event
from tracker.inspections.commands_grades import SetGrades, SetPrintings, set_grades, set_printings
from tracker.inspections.models import Inspection, InspectionEvent
from tracker.inspections.rules import FIVE_GRADES, ForceStage
from tracker.inspections.rules_grades import QuestionLine
from tracker.inspections.rules_printing import PrintingLine
from tracker.plan.due import parse_due
from tracker.plan.models import Priority

PUBLISHED = date(2024, 8, 5)
"""The day the inspection of the tests was published: comments are due by 29 September 2024."""

_numbers = count(1)


def make_inspection(session: Session, code: str | None = None, *, on: date = TODAY, **said: Any) -> Inspection:  # noqa: ANN401  # fields of RecordInspection
    """Published on PUBLISHED and on the record from that day, unless `said` says otherwise; without scale or grades."""
    code = code or f"PEEL-{next(_numbers)}"
    fields: dict[str, Any] = {
        "code": code,
        "title": f"Inspection {code}",
        "body": "HMICFRS",
        "year": 2024,
        "published_on": PUBLISHED,
        "recorded_on": PUBLISHED,
    }
    return record_inspection(session, RecordInspection(**fields | said), by=SYSTEM, on=on)


def make_grades(
    session: Session,
    inspection: Inspection,
    grades: Mapping[str, str] | Sequence[QuestionLine],
    *,
    scale: Sequence[str] = FIVE_GRADES,
) -> Inspection:
    """`grades`: area to grade, numbered in their order, or whole lines."""
    lines = (
        tuple(QuestionLine(None, area, grade, str(at)) for at, (area, grade) in enumerate(grades.items(), start=1))
        if isinstance(grades, Mapping)
        else tuple(grades)
    )
    set_grades(session, inspection, SetGrades(inspection.version, tuple(scale), lines), by=SYSTEM, on=TODAY)
    return inspection


def make_printing(
    session: Session, inspection: Inspection, priority: Priority, from_on: date = PUBLISHED, to_on: date | None = None
) -> None:
    line = PrintingLine(None, priority.id, from_on, to_on)
    set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)


def make_event(
    session: Session,
    text: str = "The report was launched",
    when: str = "June 2024",
    *,
    inspection: Inspection | None = None,
    stage: ForceStage | None = None,
    on: date = TODAY,
) -> InspectionEvent:
    """`when` as an officer types it."""
    command = AddEvent(text, parse_due(when), inspection.id if inspection else None, stage)
    return add_event(session, command, by=SYSTEM, on=on)
