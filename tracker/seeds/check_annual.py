"""What must be true of what an office writes for its annual reports."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.annual.rules import (
    LONGEST_CASE_STUDY,
    LONGEST_INTRODUCTION,
    LONGEST_OBJECTIVE,
    LONGEST_QUOTATION,
    LONGEST_SECTION,
    FigurePlace,
    StoryKind,
    TableKind,
    check_text,
)
from tracker.annual.rules_finance import amount_of, check_percent, check_pounds
from tracker.dates import FinancialYear
from tracker.seeds.check_row import order, refusal, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_annual import (
    AnnualFigureRow,
    AnnualObjectiveTextRow,
    AnnualPictureRow,
    AnnualPriorityTextRow,
    AnnualSectionRow,
    AnnualStoryRow,
    AnnualTableRow,
    AnnualYearRow,
    FinanceLineRow,
    FundingFactRow,
    SpendShareRow,
)

_WITHDRAWN = ("withdrawn_on", "withdrawn_by", "withdrawn_reason")


def annual_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    for row in seeds.of(AnnualYearRow):
        yield from refusal(row, "year", FinancialYear.parse, row.year)
    for picture in seeds.of(AnnualPictureRow):
        yield from _picture(picture)
    yield from _texts(seeds)
    for story in seeds.of(AnnualStoryRow):
        yield from _story(story)
    for figure in seeds.of(AnnualFigureRow):
        yield from _figure(figure)
    for fact in seeds.of(FundingFactRow):
        yield from refusal(fact, "amount", check_pounds, fact.amount)
        yield from together(fact, "plan", "priority")
        yield from together(fact, *_WITHDRAWN)
    yield from _tables(seeds)


def _picture(row: AnnualPictureRow) -> Iterator[Problem]:
    yield from together(row, *_WITHDRAWN)
    yield from order(row, "consent_until", row.consent_on, row.consent_until)
    for column in ("consent_by", "consent_on"):
        if (getattr(row, column) is not None) != row.shows_people:
            yield at(row, column, "Fill this cell when the picture shows people, and only then.")
    if row.consent_until is not None and not row.shows_people:
        yield at(row, "consent_until", "Fill this cell only when the picture shows people.")


def _texts(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(AnnualSectionRow):
        yield from refusal(row, "text", check_text, row.text, "The text", LONGEST_SECTION)
    for text in seeds.of(AnnualPriorityTextRow):
        yield from refusal(
            text, "introduction", check_text, text.introduction, "The introduction", LONGEST_INTRODUCTION
        )
    for words in seeds.of(AnnualObjectiveTextRow):
        yield from refusal(words, "text", check_text, words.text, "The text", LONGEST_OBJECTIVE)


def _story(row: AnnualStoryRow) -> Iterator[Problem]:
    limit = LONGEST_CASE_STUDY if row.kind is StoryKind.CASE_STUDY else LONGEST_QUOTATION
    yield from refusal(row, "text", check_text, row.text, "The text", limit)
    yield from together(row, *_WITHDRAWN)
    yield from together(row, "plan", "priority")
    if (row.section is None) == (row.priority is None):
        yield at(row, "section", "Name a section or a priority, and not both.")
    if row.objective is not None and row.priority is None:
        yield at(row, "priority", "An objective stands under its priority.")
    if row.kind is StoryKind.CASE_STUDY and row.title is None:
        yield at(row, "title", "A case study has a title.")


def _figure(row: AnnualFigureRow) -> Iterator[Problem]:
    yield from together(row, *_WITHDRAWN)
    yield from together(row, "plan", "priority")
    yield from together(row, "previous", "previous_period")
    if (row.place is FigurePlace.PRIORITY) != (row.priority is not None):
        yield at(row, "priority", "Fill this cell when the place is a priority, and only then.")
    if row.objective is not None and row.priority is None:
        yield at(row, "priority", "An objective stands under its priority.")


def _tables(seeds: SeedSet) -> Iterator[Problem]:
    named = {(row.year, row.kind) for row in seeds.of(AnnualTableRow)}
    for line in seeds.of(FinanceLineRow):
        if (line.year, TableKind.FINANCE) not in named:
            yield at(line, "year", f"{AnnualTableRow.FILE} names no finance table of this year.")
        yield from refusal(line, "actual", amount_of, line.actual)
        yield from refusal(line, "budget", amount_of, line.budget) if line.budget is not None else ()
    for share in seeds.of(SpendShareRow):
        if (share.year, TableKind.SHARES) not in named:
            yield at(share, "year", f"{AnnualTableRow.FILE} names no shares of spend of this year.")
        for column in ("percent", "previous"):
            percent = getattr(share, column)
            if percent is not None:
                yield from refusal(share, column, check_percent, f"{percent:f}", "The share")
