"""What is wrong with a dashboard report before it is signed (RULES 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.measures.rules_commentary import FigureState, check_words
from tracker.reports.rules_checks_figures import by_sentence, contradicted, figure_row
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_warnings import warnings_of
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSnapshot

MEASURES: Final = "Measures"
"""The block that the measures of a priority stand in."""


def dashboard_problems(snapshot: DashboardSnapshot) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the report."""
    if not snapshot.rows:
        words = "No measure has a figure in these twelve months. Load figures before the report is signed off."
        place = ProblemPlace()
        return (Problem(kind=ProblemKind.EMPTY, severity=Severity.BLOCK, place=place, about="", words=words),)
    quarter, last = Quarter.parse(snapshot.quarter.key), snapshot.months[-1]
    return tuple(
        problem
        for part in snapshot.sections
        for row in part.rows
        for problem in _of_row(row, _place(part.plan_code, part.number, row), quarter, last)
    )


def _place(plan_code: str, number: int, row: DashboardRow) -> ProblemPlace:
    return ProblemPlace(plan_code=plan_code, number=number, block=MEASURES, reference=row.measure.code)


def _of_row(row: DashboardRow, place: ProblemPlace, quarter: Quarter, last: date) -> Iterator[Problem]:
    for words, blocks in warnings_of(row.measure):
        kind = ProblemKind.MARKING if blocks else ProblemKind.TREND
        yield _problem(kind, place, words, f"{row.measure.name}: {words}", blocks=blocks)
    if row.context:
        yield from _of_context(row, row.context, place, quarter, last)


def _of_context(
    row: DashboardRow, context: str, place: ProblemPlace, quarter: Quarter, last: date
) -> Iterator[Problem]:
    """What the words beside a measure say otherwise than its figures, or of another quarter."""
    check = check_words(context, [figure_row(row.measure, last, row.measure.name)], quarter)
    wrong = (figure.checked for figure in check.of(FigureState.CONTRADICTS))
    for _, figures in by_sentence(wrong):
        sentence = figures[0].sentence
        words = f"“{sentence}” {contradicted(figures)}. Correct the words or the figures."
        yield _problem(ProblemKind.CONTRADICTION, place, sentence, words, blocks=True)
    for warned in check.warnings:
        yield _problem(ProblemKind.OTHER_QUARTER, place, warned.words, warned.words, blocks=warned.stops)


def _problem(kind: ProblemKind, place: ProblemPlace, about: str, words: str, *, blocks: bool) -> Problem:
    severity = Severity.BLOCK if blocks else Severity.WARN
    return Problem(kind=kind, severity=severity, place=place, about=about, words=words)
