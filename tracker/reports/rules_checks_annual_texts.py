"""Every text of an annual report held against what stands beside it: figures, counts of work, money and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from tracker.annual.rules import SectionKind, StoryKind
from tracker.dates import FinancialYear
from tracker.documents.text import plain_text
from tracker.measures.rules import YoyUnit, month_of, months_on
from tracker.measures.rules_figures import FigureRow, Verdict, check_figures
from tracker.measures.rules_figures_read import read_figures
from tracker.measures.rules_figures_words import stems_of
from tracker.plan.rules import has_words
from tracker.reports.rules_checks_annual_counts import Scope, contradicted_counts, tally
from tracker.reports.rules_checks_annual_facts import Fact, facts_of_figures, facts_of_money
from tracker.reports.rules_checks_annual_figures import Contradiction, contradictions
from tracker.reports.rules_checks_figures import by_sentence, contradicted
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, OutcomeLine, YearMeasure, YearMeasures
from tracker.reports.snapshots_annual_words import StoryFacts

FINANCE_NOTE: Final = "Note under the finance table"
SHARES_NOTE: Final = "Note under the shares of spend"

_YOY: Final = re.compile(r"(?P<value>[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?)%(?P<points> points)?(?: \(.*)?")
_TWELVE_MONTHS: Final = "12 mths"
"""As long as "2023-24", so that a sentence reads back as it was."""

_YEAR: Final = 12
_FIRST_MONTH: Final = 4


@dataclass(frozen=True, slots=True)
class AnnualText:
    """A text and where it stands. `objective` is the code of the one it is under; `of_money`: beside the finances."""

    place: ProblemPlace
    words: str
    chapter: Chapter | None = None
    objective: str | None = None
    of_money: bool = False


def texts_of_report(snapshot: AnnualSnapshot) -> Iterator[AnnualText]:
    """Every text that somebody wrote for the year, in printed order. An outcome only where it was worded anew."""
    for section in snapshot.sections:
        place, of_money = ProblemPlace(block=section.heading), section.kind is SectionKind.FINANCE
        found = ((place, section.text), *_of_stories(place, section.stories))
        yield from (AnnualText(where, text, of_money=of_money) for where, text in found if text and has_words(text))
        if of_money:
            notes = ((FINANCE_NOTE, snapshot.money.finance_note), (SHARES_NOTE, snapshot.money.shares_note))
            yield from (AnnualText(ProblemPlace(block=name), text, of_money=True) for name, text in notes if text)
    for chapter in snapshot.chapters:
        place = ProblemPlace(plan_code=chapter.plan_code, number=chapter.number, block=chapter.title)
        under = (
            (place, chapter.introduction),
            *_of_stories(place, chapter.stories),
            *_of_outcomes(place, chapter.outcomes),
        )
        yield from (AnnualText(where, text, chapter) for where, text in under if text)
        for objective in chapter.every_objective:
            yield from _of_objective(chapter, objective)


def _of_objective(chapter: Chapter, objective: ObjectiveFacts) -> Iterator[AnnualText]:
    place = ProblemPlace(plan_code=chapter.plan_code, number=chapter.number, block=objective.title)
    under = (
        (place, objective.text),
        *_of_stories(place, objective.stories),
        *_of_outcomes(place, objective.outcomes),
    )
    yield from (AnnualText(where, text, chapter, objective.code) for where, text in under if text)


def _of_stories(place: ProblemPlace, stories: Sequence[StoryFacts]) -> Iterator[tuple[ProblemPlace, str | None]]:
    for story in stories:
        name = f"case study “{story.title}”" if story.kind is StoryKind.CASE_STUDY else "quotation"
        yield _within(place, name), story.text


def _of_outcomes(place: ProblemPlace, outcomes: Sequence[OutcomeLine]) -> Iterator[tuple[ProblemPlace, str | None]]:
    for line in outcomes:
        if line.recorded is not None:
            yield _within(place, f"outcome of {line.months}"), line.text


def _within(place: ProblemPlace, reference: str) -> ProblemPlace:
    return ProblemPlace(plan_code=place.plan_code, number=place.number, block=place.block, reference=reference)


class Beside:
    """What a report prints that its texts may contradict."""

    def __init__(self, snapshot: AnnualSnapshot) -> None:
        self.year = FinancialYear.parse(snapshot.year.key)
        figures = (*snapshot.figures, *(each for chapter in snapshot.chapters for each in chapter.every_figure))
        self.figures = tuple(facts_of_figures(figures))
        self.money = tuple(facts_of_money(snapshot.money, self.year))
        self.known = frozenset(stems_of(snapshot.office.name))
        self.whole = tally("the whole report", snapshot.rows)
        self.chapters = {
            (chapter.plan_code, chapter.number): tally(f"priority {chapter.number}", chapter.deliverables)
            for chapter in snapshot.chapters
        }
        # Two plans in force in one year may each have a priority 1: then the number alone names none.
        numbers = [number for _, number in self.chapters]
        self.priorities = {
            number: counted for (_, number), counted in self.chapters.items() if numbers.count(number) == 1
        }

    def facts(self, text: AnnualText) -> tuple[Fact, ...]:
        """Headline figures are those of the whole report: one of the complaints is told under an objective."""
        return (*self.figures, *(self.money if text.of_money else ()))

    def scope(self, text: AnnualText) -> Scope:
        chapter = text.chapter
        if chapter is None:
            return Scope((self.whole,), None, self.priorities, self.whole)
        counted = self.chapters[chapter.plan_code, chapter.number]
        rows = [row for row in chapter.deliverables if text.objective is not None and row.objective == text.objective]
        own = (tally(f"objective {text.objective}", rows),) if rows else ()
        return Scope((*own, counted), counted, self.priorities, self.whole)


def annual_contradictions(snapshot: AnnualSnapshot) -> Iterator[Problem]:
    """Every sentence of the report that says otherwise than what the report itself prints."""
    beside = Beside(snapshot)
    for text in texts_of_report(snapshot):
        words = plain_text(text.words)
        if not words.strip():
            continue
        found = (
            *contradictions(words, beside.facts(text), month_of(snapshot.year.end), beside.known),
            *contradicted_counts(words, beside.scope(text), snapshot.year.key),
            *_of_measures(words, text, snapshot),
        )
        yield from (_problem(text, each) for each in found)


def _problem(text: AnnualText, found: Contradiction) -> Problem:
    return Problem(
        kind=ProblemKind.CONTRADICTION,
        severity=Severity.BLOCK,
        place=text.place,
        about="\n".join((found.sentence, found.says, found.instead)),
        words=found.words,
    )


def _of_measures(words: str, text: AnnualText, snapshot: AnnualSnapshot) -> Iterator[Contradiction]:
    """What contradicts a measure of the chapter over its twelve months, or its change on those before."""
    if text.chapter is None or not read_figures(words):
        return
    rows = [_figure_row(row, group) for group in text.chapter.measures for row in group.rows if not row.withheld]
    key = snapshot.year.key
    whole = bool(rows) and all(row.month == month_of(snapshot.year.end) for row in rows)
    renamed = whole and key in words and _TWELVE_MONTHS not in words
    said = words.replace(key, _TWELVE_MONTHS) if renamed else words
    for verdict, figures in by_sentence(check_figures(said, rows)):
        if verdict is Verdict.CONTRADICTS:
            sentence = figures[0].sentence.replace(_TWELVE_MONTHS, key) if renamed else figures[0].sentence
            told = " and ".join(each.says for each in figures)
            measures = ", ".join(dict.fromkeys(each.measure for each in figures if each.measure))
            table = contradicted(figures).partition("; ")[2] if len(figures) == 1 else contradicted(figures)
            yield Contradiction(sentence, told, f"{table} ({measures})" if measures not in table else table)


def _figure_row(row: YearMeasure, group: YearMeasures) -> FigureRow:
    """What the report prints of a measure, as a text is held against it."""
    change = _YOY.fullmatch(row.year_on_year)
    amount = Decimal(change["value"].replace(",", "").replace("−", "-")) if change else None
    unit = YoyUnit.PERCENTAGE_POINTS if change and change["points"] else YoyUnit.PERCENT
    known = dict(_months(row, group.month))
    return FigureRow(
        measure=row.name,
        unit=row.unit,
        month=group.month,
        month_value=known.pop(group.month, None),
        twelve_months=row.value,
        yoy=amount,
        yoy_unit=unit if amount is not None else None,
        section=group.group,
        former=known,
    )


def _months(row: YearMeasure, newest: date) -> Iterator[tuple[date, Decimal]]:
    """Each month of the year with its value; the newest month is one of the year, which begins with April."""
    if row.months is None:
        return
    first = months_on(newest, -((newest.month - _FIRST_MONTH) % _YEAR))
    for place, value in enumerate(row.months.year):
        if value is not None:
            yield months_on(first, place), value
