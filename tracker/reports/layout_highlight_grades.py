"""The grades of inspections in a highlight report, each on its inspection's own scale."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    KeptTogether,
    Paragraph,
    Row,
    Run,
    plain,
)
from tracker.inspections.rules_grades import grade_shown
from tracker.reports.layout_words import labelled
from tracker.reports.snapshots_inspections import GradeRow, InspectionGrades

_COLUMNS = (Column("Area", 64), Column("Grade", 36))


def grade_blocks(inspections: Sequence[InspectionGrades]) -> tuple[Block, ...]:
    """For each inspection its table beside what it is, on one page if it has room; nothing where none is printed."""
    if not inspections:
        return ()
    heading = Heading(3, plain("Inspection grades"))
    first, *others = (_grades(each) for each in inspections)
    return (KeptTogether((heading, first)), *(KeptTogether((each,)) for each in others))


def _grades(found: InspectionGrades) -> Block:
    table = DataTable(
        caption=f"Grades of {found.title}",
        columns=_COLUMNS,
        rows=tuple(_row(row, found.scale) for row in found.rows),
    )
    published = long_date(found.published_on) if found.published_on else f"{found.year}, day not recorded"
    about = (
        labelled("Inspection", f"{found.title} ({found.code})"),
        labelled("Inspected by", found.body),
        labelled("Published", published),
        labelled("Grades, best first", ", ".join(found.scale)),
    )
    return Columns(((table,), about), (3, 2))


def _row(row: GradeRow, scale: Sequence[str]) -> Row:
    number = (Run(f"{row.number}  ", bold=True),) if row.number else ()
    return Row((Cell((Paragraph((*number, Run(row.area))),)), Cell((grade_shown(row.grade, scale),))))
