"""Inspections and what is written about them as rows of a seed set, by code and in their own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.inspections.models import GradePrinting, Inspection, InspectionEvent
from tracker.plan.models import Priority
from tracker.seeds.tables_inspections import (
    GradeRow,
    InspectionEventRow,
    InspectionRow,
    PrintingRow,
    ResponseRow,
    ScaleRow,
)
from tracker.seeds.tables_row import SeedRow


def inspection_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of inspections, without their findings."""
    found = _inspections(session)
    return {
        InspectionRow: [_inspection(each) for each in found],
        ScaleRow: [row for each in found for row in _scale(each)],
        GradeRow: [row for each in found for row in _grades(each)],
        PrintingRow: [row for each in found for row in _printings(each)],
        InspectionEventRow: _events(session),
        ResponseRow: [row for each in found for row in _response(each)],
    }


def _inspections(session: Session) -> Sequence[Inspection]:
    found = session.scalars(
        select(Inspection).options(
            selectinload(Inspection.recorded_scale),
            selectinload(Inspection.recorded_questions),
            selectinload(Inspection.recorded_printings).joinedload(GradePrinting.priority).joinedload(Priority.plan),
            joinedload(Inspection.response),
        )
    ).all()
    return sorted(found, key=lambda row: row.code)


def _inspection(row: Inspection) -> InspectionRow:
    return InspectionRow(
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


def _scale(inspection: Inspection) -> Sequence[ScaleRow]:
    return [
        ScaleRow(
            inspection=inspection.code,
            position=row.position,
            label=row.label,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in inspection.recorded_scale
    ]


def _grades(inspection: Inspection) -> Sequence[GradeRow]:
    return [
        GradeRow(
            inspection=inspection.code,
            position=row.position,
            number=row.number,
            area=row.area,
            theme=row.theme,
            grade=row.grade,
            basis=row.basis,
            note=row.note,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in inspection.recorded_questions
    ]


def _printings(inspection: Inspection) -> Sequence[PrintingRow]:
    return [
        PrintingRow(
            inspection=inspection.code,
            plan=row.priority.plan.code,
            priority=row.priority.number,
            from_on=row.from_on,
            to_on=row.to_on,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in inspection.recorded_printings
    ]


def _events(session: Session) -> Sequence[InspectionEventRow]:
    found = session.scalars(
        select(InspectionEvent)
        .order_by(InspectionEvent.starts, InspectionEvent.id)
        .options(joinedload(InspectionEvent.inspection))
    )
    return [
        InspectionEventRow(
            inspection=row.inspection.code if row.inspection else None,
            when_text=row.when_text,
            starts=row.starts,
            ends=row.ends,
            precision=row.precision,
            stage=row.stage,
            text=row.text,
            recorded_by=row.recorded_by,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in found
    ]


def _response(inspection: Inspection) -> Sequence[ResponseRow]:
    row = inspection.response
    if row is None:
        return []
    return [
        ResponseRow(
            inspection=inspection.code,
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
    ]
