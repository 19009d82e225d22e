"""What is wrong with a dashboard report before it is signed (RULES 7)."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_warnings import warnings_of
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSection, DashboardSnapshot


def dashboard_problems(snapshot: DashboardSnapshot) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the report."""
    if not snapshot.rows:
        words = "No measure has a figure in these twelve months. Load figures before the report is signed off."
        place = ProblemPlace()
        return (Problem(kind=ProblemKind.EMPTY, severity=Severity.BLOCK, place=place, about="", words=words),)
    return tuple(problem for part in snapshot.sections for row in part.rows for problem in _of_row(part, row))


def _of_row(part: DashboardSection, row: DashboardRow) -> Iterator[Problem]:
    code, name = row.measure.code, row.measure.name
    place = ProblemPlace(plan_code=part.plan_code, number=part.number, block="Measures", reference=code)
    for words, blocks in warnings_of(row.measure):
        yield Problem(
            kind=ProblemKind.MARKING if blocks else ProblemKind.TREND,
            severity=Severity.BLOCK if blocks else Severity.WARN,
            place=place,
            about=words,
            words=f"{name}: {words}",
        )
