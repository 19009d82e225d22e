"""What is wrong with an annual report before it is signed (RULES 7 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.annual.rules import SectionKind
from tracker.annual.rules_finance import check_finance, share_sums
from tracker.dates import FinancialYear, long_date
from tracker.plan.rules import days, has_words
from tracker.reports.rules_annual import counted_twice, money_column_names, money_lines
from tracker.reports.rules_checks_annual_marks import mark_problems
from tracker.reports.rules_checks_annual_texts import annual_contradictions
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, YearRow
from tracker.reports.snapshots_annual_words import SectionFacts

WORK: Final = "Deliverables over the year"
FINANCE: Final = "Finance"
SHARES: Final = "Spend by function"
EVERY_QUARTER: Final = "all"
"""What a problem is about that no single quarter has."""

_NEEDS_TEXT: Final = {
    SectionKind.FOREWORD: Severity.BLOCK,
    SectionKind.ROLE: Severity.BLOCK,
    SectionKind.VOICE: Severity.WARN,
    SectionKind.CONTACTS: Severity.WARN,
    SectionKind.OTHER: Severity.WARN,
}


def annual_problems(snapshot: AnnualSnapshot) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the report, each once."""
    found = (
        *_quarters(snapshot),
        *(problem for section in snapshot.sections for problem in _of_section(section)),
        *_twice(snapshot),
        *(problem for chapter in snapshot.chapters for problem in _of_chapter(chapter, snapshot)),
        *_finance(snapshot),
        *mark_problems(snapshot),
        *annual_contradictions(snapshot),
    )
    return tuple({problem.key: problem for problem in reversed(found)}.values())[::-1]


def _quarters(snapshot: AnnualSnapshot) -> Iterator[Problem]:
    place = ProblemPlace(block="The year’s quarters")
    without = [quarter for quarter in snapshot.quarters if quarter.begun and not quarter.has_records]
    if not any(quarter.has_records for quarter in snapshot.quarters):
        words = (
            f"No quarter of {snapshot.year.label} has any record, so nothing says what was done in it. "
            "Record progress and outcomes of the year first."
        )
        yield Problem(kind=ProblemKind.QUARTERS, severity=Severity.BLOCK, place=place, about=EVERY_QUARTER, words=words)
        return
    for quarter in without:
        words = f"{quarter.months}: no quarterly record. The report says so; record what is known of it."
        yield Problem(kind=ProblemKind.QUARTERS, severity=Severity.WARN, place=place, about=quarter.key, words=words)


def _of_section(section: SectionFacts) -> Iterator[Problem]:
    severity = _NEEDS_TEXT.get(section.kind)
    if severity is not None and not has_words(section.text):
        yield Problem(
            kind=ProblemKind.MISSING,
            severity=severity,
            place=ProblemPlace(block=section.heading),
            about=section.kind.value,
            words=f"Nothing is written under “{section.heading}”. Write it, or leave the section out.",
        )


def _twice(snapshot: AnnualSnapshot) -> Iterator[Problem]:
    known = [reference for row in snapshot.rows for reference in (row.reference, *row.earlier)]
    for reference in counted_twice(known):
        words = f"{reference} is counted more than once. Each piece of work stands in one place of the report."
        place = ProblemPlace(block=WORK, reference=reference)
        yield Problem(kind=ProblemKind.TWICE, severity=Severity.BLOCK, place=place, about=reference, words=words)


def _of_chapter(chapter: Chapter, snapshot: AnnualSnapshot) -> Iterator[Problem]:
    for objective in chapter.objectives:
        if not any(_says_something(each) for each in (objective, *objective.parts)):
            yield Problem(
                kind=ProblemKind.MISSING,
                severity=Severity.BLOCK,
                place=_place(chapter, objective.title),
                about=objective.code,
                words=(
                    f"Priority {chapter.number}, {objective.title}: nothing says what progress was made, which the law "
                    "asks of every objective. Write a text, or put an outcome of the year under it."
                ),
            )
    for row in chapter.deliverables:
        if row.overdue and not _is_explained(row):
            yield _overdue(chapter, row, snapshot)
    for group in chapter.measures:
        for measure in group.rows:
            if measure.withheld:
                yield Problem(
                    kind=ProblemKind.MARKING,
                    severity=Severity.BLOCK,
                    place=_place(chapter, group.group, measure.code),
                    about=measure.code,
                    words=f"{measure.name}: a figure is marked OFFICIAL SENSITIVE. Clear it, or leave it withheld.",
                )


def _says_something(objective: ObjectiveFacts) -> bool:
    return has_words(objective.text) or bool(objective.outcomes or objective.stories or objective.figures)


def _is_explained(row: YearRow) -> bool:
    return has_words(row.note) or any(has_words(mark.reason) for mark in row.marks)


def _overdue(chapter: Chapter, row: YearRow, snapshot: AnnualSnapshot) -> Problem:
    when = "at the end of the year" if snapshot.as_at >= snapshot.year.end else f"on {long_date(snapshot.as_at)}"
    return Problem(
        kind=ProblemKind.OVERDUE,
        severity=Severity.BLOCK,
        place=_place(chapter, WORK, row.reference),
        about=f"due {row.due_end.isoformat()}",
        words=(
            f"{row.reference}, {row.action}: due by {long_date(row.due_end)}, {days(row.days_late)} overdue "
            f"{when}, and nothing says why. Record an update with a note, or decide about it at the year’s end."
        ),
    )


def _finance(snapshot: AnnualSnapshot) -> Iterator[Problem]:
    year, money = FinancialYear.parse(snapshot.year.key), snapshot.money
    if any(section.kind is SectionKind.FINANCE for section in snapshot.sections) and not money.finance:
        words = "The finance table is empty. Enter the cost of the year and how it was financed."
        place = ProblemPlace(block=FINANCE)
        yield Problem(kind=ProblemKind.MISSING, severity=Severity.BLOCK, place=place, about="table", words=words)
    for wrong in check_finance(money_lines(money.finance), money_column_names(year)):
        words = f"{wrong.sentence} Correct the lines or the total."
        yield Problem(
            kind=ProblemKind.FINANCE,
            severity=Severity.BLOCK,
            place=ProblemPlace(block=FINANCE),
            about=wrong.sentence,
            words=words,
        )
    before = FinancialYear(year.year - 1).key
    for total in share_sums([(share.percent, share.previous) for share in money.shares], year.key, before):
        if not total.is_whole:
            words = f"{total.sentence} Check the shares; the report prints what they come to."
            place = ProblemPlace(block=SHARES)
            yield Problem(
                kind=ProblemKind.FINANCE, severity=Severity.WARN, place=place, about=total.sentence, words=words
            )


def _place(chapter: Chapter, block: str, reference: str | None = None) -> ProblemPlace:
    return ProblemPlace(plan_code=chapter.plan_code, number=chapter.number, block=block, reference=reference)
