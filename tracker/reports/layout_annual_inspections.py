"""What inspections brought in the year: grades over the years, and the findings that moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.documents.blocks import (
    Block,
    Cell,
    Column,
    DataTable,
    Heading,
    KeptTogether,
    Paragraph,
    Row,
    Run,
    plain,
)
from tracker.documents.text import to_runs
from tracker.inspections.rules_grades import grade_shown
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_words import body, nothing, number, small
from tracker.reports.snapshots_annual import AnnualSnapshot, FindingMoved, GradeColumn, GradeLine, GradeYears

NOT_GRADED: Final = "Not graded"
NONE_MOVED: Final = "No finding came, closed or was reported on in the year."


def inspection_blocks(snapshot: AnnualSnapshot) -> Iterator[Block]:
    """Grades, then findings."""
    found = snapshot.inspections
    heading = Heading(3, plain("Inspection grades over the years"))
    yield KeptTogether((heading, *(_grades(found.grades) if found.grades else (nothing(NONE_RECORDED),))))
    yield Heading(3, plain("Inspection findings that moved in the year"))
    yield _findings(found.findings) if found.findings else nothing(NONE_MOVED)
    yield small(f"{number(found.open_findings, 'finding')} open at the end of the year.")


def _grades(grades: GradeYears) -> Iterator[Block]:
    count = len(grades.columns)
    yield DataTable(
        caption="Grades by area, the oldest inspection first",
        columns=(Column("Area", 24), *(Column(each.title, 76 / count) for each in grades.columns)),
        rows=tuple(Row(tuple(_cells(line, grades.columns))) for line in grades.rows),
        compact=True,
    )
    scales = list(dict.fromkeys(", ".join(each.scale) for each in grades.columns))
    if len(scales) > 1:
        yield small(f"The inspections did not use the same scale: {'; '.join(scales)}.")


def _cells(line: GradeLine, columns: Sequence[GradeColumn]) -> Iterator[Cell]:
    yield Cell((body(line.area),))
    for grade, column in zip(line.grades, columns, strict=True):
        yield Cell((small(NOT_GRADED) if grade is None else grade_shown(grade, column.scale),))


def _findings(rows: tuple[FindingMoved, ...]) -> DataTable:
    return DataTable(
        caption=number(len(rows), "finding"),
        columns=(Column("Finding", 54), Column("In the year", 28), Column("To the Panel", 18)),
        rows=tuple(_finding(row) for row in rows),
    )


def _finding(row: FindingMoved) -> Row:
    text = Paragraph((Run(f"{row.reference}  ", bold=True), *to_runs(row.text)))
    state = row.panel.shown
    return Row(
        (Cell((text, small(f"{row.kind_word}, {row.inspection_title}"))), Cell((body(row.moved),)), Cell((state,)))
    )
