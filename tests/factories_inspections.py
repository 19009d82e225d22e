"""Inspections, their grades and findings for tests, made by the same commands the pages use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.inspections import queries
from tracker.inspections.commands import RecordInspection, record_inspection
from tracker.inspections.commands_events import AddEvent, add_event
from tracker.inspections.commands_finding import RecordFinding, record_finding
from tracker.inspections.commands_grades import SetGrades, SetPrintings, set_grades, set_printings
from tracker.inspections.commands_response import DraftComments, draft_comments
from tracker.inspections.models import Inspection, InspectionEvent
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, FindingType, ForceStage
from tracker.inspections.rules_grades import QuestionLine
from tracker.inspections.rules_printing import PrintingLine
from tracker.plan.due import parse_due
from tracker.plan.models import Priority

PUBLISHED = date(2024, 8, 5)
"""The day the inspection of the tests was published: comments are due by 29 September 2024."""

_numbers = count(1)


def make_inspection(session: Session, code: str | None = None, *, on: date = TODAY, **said: Any) -> Inspection:  # noqa: ANN401  # fields of RecordInspection
    """Published on PUBLISHED and on the record from that day, unless `said` says otherwise; without scale or grades.

    Never on the record before it was published: the day that a test leaves out follows the other.
    """
    code = code or f"PEEL-{next(_numbers)}"
    fields: dict[str, Any] = {
        "code": code,
        "title": f"Inspection {code}",
        "body": "HMICFRS",
        "year": 2024,
        "published_on": min(PUBLISHED, said.get("recorded_on", PUBLISHED)),
        "recorded_on": max(PUBLISHED, said.get("published_on") or PUBLISHED),
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


def make_finding(
    session: Session,
    inspection: Inspection,
    *,
    kind: FindingType = FindingType.AREA_FOR_IMPROVEMENT,
    text: str = "Bail conditions are not checked",
    priority: Priority | None = None,
    lead: Person | None = None,
    **said: Any,  # noqa: ANN401  # fields of RecordFinding
) -> Finding:
    """On the record from the inspection's own day, of no priority and nobody's unless a test says more.

    A cause of concern gets one recommendation unless the test names them or calls it historic.
    """
    if kind is FindingType.CAUSE_OF_CONCERN and not said.get("is_historic"):
        said.setdefault("recommendations", ("Check every condition within a day",))
    fields: dict[str, Any] = {
        "kind": kind,
        "text": text,
        "priority_id": priority.id if priority else None,
        "lead_id": lead.id if lead else None,
        "began_on": inspection.recorded_on,
    }
    return record_finding(session, inspection, RecordFinding(**fields | said), by=SYSTEM, on=TODAY)


def reload_finding(session: Session, finding: Finding) -> Finding:
    """The finding as the next request would read it."""
    session.flush()
    reference = finding.reference
    session.expunge_all()
    return queries.finding(session, reference)


def fill_inspections(session: Session, cast: Cast, priority: Priority) -> None:
    """The inspections of the office the tests find; `priority` is the first one, led by the lead of the cast.

    PEEL-2024, graded on five grades, printed under the priority, its comments drafted and not approved:
    F-0001 an area for improvement the officer leads; F-0002 a cause of concern with the recommendation F-0003.
    PEEL-2016, graded on four, its publication day not known, its comments ready to be approved. Events 1 to 3: Engage
    from 2022, Scan from June 2024, and the publication of PEEL-2024.
    """
    newest = make_inspection(session, "PEEL-2024", title="PEEL assessment 2024", programme="PEEL")
    grades = {"Preventing crime": "Good", "Investigating crime": "Requires improvement", "Leadership": "Adequate"}
    make_grades(session, newest, grades)
    make_printing(session, newest, priority)
    older = make_inspection(
        session,
        "PEEL-2016",
        title="PEEL effectiveness 2016",
        year=2016,
        published_on=None,
        recorded_on=date(2024, 4, 2),
    )
    lines = (
        QuestionLine(None, "Preventing crime", "Good", "1"),
        QuestionLine(None, "Investigating crime and reducing re-offending", "Good", "2", theme="Investigating crime"),
        QuestionLine(None, "Specialist capabilities", "Ungraded", "3"),
    )
    make_grades(session, older, lines, scale=FOUR_GRADES)
    make_event(session, "The inspectorate moved the force to Engage", "2022", stage=ForceStage.ENGAGE)
    make_event(session, "The inspectorate moved the force back to Scan", "June 2024", stage=ForceStage.SCAN)
    make_event(session, "The report was published", "5 August 2024", inspection=newest)
    make_finding(session, newest, priority=priority, lead=cast.officer, expected_on=date(2024, 12, 31))
    concern = FindingType.CAUSE_OF_CONCERN
    make_finding(session, newest, kind=concern, text="Calls wait too long", recommendations=("Check the waits weekly",))
    draft = DraftComments(version=0, invited_on=date(2024, 8, 6), comments="The force is recruiting call handlers.")
    for inspection in (newest, older):
        draft_comments(session, inspection, draft, by=SYSTEM, on=TODAY)
