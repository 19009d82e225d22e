"""Inspections: their scales first, then grades, printings, events and responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker import dates
from tracker.inspections.models import (
    GradedQuestion,
    GradePrinting,
    Inspection,
    InspectionEvent,
    InspectionResponse,
    ScaleGrade,
)
from tracker.plan.models import Priority
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_inspections import (
    GradeRow,
    InspectionEventRow,
    InspectionRow,
    PrintingRow,
    ResponseRow,
    ScaleRow,
)
from tracker.writing import flush

Inspections = Mapping[str, Inspection]
Questions = Mapping[tuple[str, str], GradedQuestion]


@dataclass(frozen=True, slots=True)
class Inspected:
    """Inspections by code, and the graded questions that stand by code and area."""

    inspections: Inspections
    questions: Questions


def load_inspections(session: Session, seeds: SeedSet, *, priorities: Mapping[tuple[str, int], Priority]) -> Inspected:
    """Expects a checked seed set."""
    inspections = _load_inspections(session, seeds)
    questions = _load_grades(session, seeds, inspections)
    _load_about_inspections(session, seeds, inspections, priorities)
    return Inspected(inspections, questions)


def _load_inspections(session: Session, seeds: SeedSet) -> Inspections:
    inspections = {
        row.code: Inspection(
            code=row.code,
            title=row.title,
            body=row.body,
            programme=row.programme,
            year=row.year,
            published_on=row.published_on,
            link=row.link,
            recorded_on=row.recorded_on,
            note=row.note,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in seeds.of(InspectionRow)
    }
    session.add_all(inspections.values())
    for row in seeds.of(ScaleRow):
        session.add(
            ScaleGrade(
                inspection=inspections[row.inspection],
                position=row.position,
                label=row.label,
                withdrawn_at=_withdrawn_at(row),
            )
        )
    # The database checks each grade against the scale, so that the scale is there first.
    flush(session)
    return inspections


def _load_grades(session: Session, seeds: SeedSet, inspections: Inspections) -> Questions:
    questions = [
        GradedQuestion(
            inspection=inspections[row.inspection],
            position=row.position,
            number=row.number,
            area=row.area,
            theme=row.theme,
            grade=row.grade,
            basis=row.basis,
            note=row.note,
            withdrawn_at=_withdrawn_at(row),
        )
        for row in seeds.of(GradeRow)
    ]
    session.add_all(questions)
    flush(session)
    return {(each.inspection.code, each.area): each for each in questions if each.withdrawn_at is None}


def _load_about_inspections(
    session: Session, seeds: SeedSet, inspections: Inspections, priorities: Mapping[tuple[str, int], Priority]
) -> None:
    for printing in seeds.of(PrintingRow):
        session.add(
            GradePrinting(
                inspection=inspections[printing.inspection],
                priority=priorities[printing.plan, printing.priority],
                from_on=printing.from_on,
                to_on=printing.to_on,
                withdrawn_at=_withdrawn_at(printing),
            )
        )
    session.add_all(_event(row, inspections) for row in seeds.of(InspectionEventRow))
    session.add_all(_response(row, inspections) for row in seeds.of(ResponseRow))
    flush(session)


def _event(row: InspectionEventRow, inspections: Inspections) -> InspectionEvent:
    return InspectionEvent(
        inspection=inspections[row.inspection] if row.inspection else None,
        when_text=row.when_text,
        starts=row.starts,
        ends=row.ends,
        precision=row.precision,
        stage=row.stage,
        text=row.text,
        recorded_by=row.recorded_by,
        withdrawn_at=_withdrawn_at(row),
    )


def _withdrawn_at(row: ScaleRow | GradeRow | PrintingRow | InspectionEventRow) -> datetime | None:
    return dates.now() if row.withdrawn else None


def _response(row: ResponseRow, inspections: Inspections) -> InspectionResponse:
    return InspectionResponse(
        inspection=inspections[row.inspection],
        invited_on=row.invited_on,
        received_on=row.received_on,
        chief_constable_comments=row.chief_constable_comments,
        comments=row.comments,
        approved_on=row.approved_on,
        approved_by=row.approved_by,
        published_on=row.published_on,
        published_link=row.published_link,
        sent_to_inspectors_on=row.sent_to_inspectors_on,
        sent_to_secretary_on=row.sent_to_secretary_on,
    )
