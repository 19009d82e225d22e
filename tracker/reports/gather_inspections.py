"""From the inspections on record to the grades and findings of a quarter's report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.inspections.models import GradePrinting, Inspection
from tracker.inspections.queries import findings_as_at
from tracker.reports.rows import Period
from tracker.reports.rows_findings import finding_row
from tracker.reports.snapshots_inspections import FindingRow, GradeRow, InspectionGrades


def printed_grades(found: Sequence[Inspection], day: date) -> Mapping[int, tuple[InspectionGrades, ...]]:
    """The grades that reports print on a day, by the id of the priority they stand under, the newest first."""
    grades: dict[int, list[InspectionGrades]] = defaultdict(list)
    for inspection in found:
        places = {printing.priority_id for printing in inspection.printings if _stands(printing, day)}
        for priority_id in places if inspection.questions else ():
            grades[priority_id].append(_grades(inspection))
    return {priority_id: tuple(each) for priority_id, each in grades.items()}


def gather_findings(session: Session, found: Sequence[Inspection], period: Period) -> tuple[FindingRow, ...] | None:
    """Which findings are open or were closed in the quarter; None where no inspection is on record."""
    if not found:
        return None
    rows = (finding_row(each, period) for each in findings_as_at(session, period.as_at))
    return tuple(row for row in rows if row is not None)


def _stands(printing: GradePrinting, day: date) -> bool:
    return printing.from_on <= day and (printing.to_on is None or printing.to_on >= day)


def _grades(inspection: Inspection) -> InspectionGrades:
    return InspectionGrades(
        code=inspection.code,
        title=inspection.title,
        body=inspection.body,
        year=inspection.year,
        published_on=inspection.published_on,
        scale=tuple(grade.label for grade in inspection.scale),
        rows=tuple(
            GradeRow(number=question.number, area=question.area, grade=question.grade)
            for question in inspection.questions
        ),
    )
