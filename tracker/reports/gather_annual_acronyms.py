"""The acronyms that an annual report uses: of all that it prints in the words of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from tracker.documents.text import to_runs
from tracker.reports.queries import meanings
from tracker.reports.rules_acronyms import used_in
from tracker.reports.snapshots import AcronymFacts
from tracker.reports.snapshots_annual import AnnualSnapshot, InspectionFacts
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, YearRow
from tracker.reports.snapshots_annual_words import FigureFacts, FundingFacts, MoneyFacts, PictureFacts, StoryFacts


def with_acronyms(session: Session, snapshot: AnnualSnapshot) -> AnnualSnapshot:
    """The report with the acronyms it uses, as they are spelled out today."""
    printed = ("".join(run.text for run in to_runs(text)) for text in _printed(snapshot))
    used = used_in(printed, meanings(session))
    return replace(snapshot, acronyms=tuple(AcronymFacts(acronym=each, meaning=meaning) for each, meaning in used))


def _printed(snapshot: AnnualSnapshot) -> Iterator[str]:
    yield from (snapshot.office.name, snapshot.office.notice, snapshot.commissioner or "")
    yield from (plan.title for plan in snapshot.plans)
    for section in snapshot.sections:
        yield from (section.heading, section.text or "")
        yield from _of_picture(section.picture)
        yield from _of_stories(section.stories)
    for chapter in snapshot.chapters:
        yield from _of_chapter(chapter)
    yield from _of_figures(snapshot.figures)
    yield from _of_inspections(snapshot.inspections)
    yield from _of_money(snapshot.money)


def _of_chapter(chapter: Chapter) -> Iterator[str]:
    yield from (chapter.title, chapter.lead or "", chapter.introduction or "")
    yield from _of_picture(chapter.picture)
    yield from _of_figures(chapter.figures)
    yield from _of_funding(chapter.funding)
    yield from _of_stories(chapter.stories)
    yield from (line.text for line in chapter.outcomes)
    for objective in chapter.every_objective:
        yield from _of_objective(objective)
    for row in chapter.deliverables:
        yield from _of_work(row)
    for group in chapter.measures:
        yield group.group
        yield from (text for row in group.rows for text in (row.name, *row.notes))
    yield from (risk.wording for risk in chapter.risks)


def _of_objective(objective: ObjectiveFacts) -> Iterator[str]:
    yield from (objective.title, objective.text or "")
    yield from _of_picture(objective.picture)
    yield from _of_figures(objective.figures)
    yield from _of_stories(objective.stories)
    yield from (line.text for line in objective.outcomes)


def _of_work(row: YearRow) -> Iterator[str]:
    yield from (row.action, row.due_text, row.note or "", row.closed_reason or "")
    yield from (text for mark in row.marks for text in (mark.words, mark.reason or ""))


def _of_stories(stories: tuple[StoryFacts, ...]) -> Iterator[str]:
    for story in stories:
        yield from (story.title or "", story.text, story.speaker or "")
        yield from _of_picture(story.picture)


def _of_picture(picture: PictureFacts | None) -> Iterator[str]:
    if picture is not None:
        yield from (picture.caption or "", picture.credit or "")


def _of_figures(figures: tuple[FigureFacts, ...]) -> Iterator[str]:
    for figure in figures:
        yield from (figure.label, figure.period, figure.previous_period or "", figure.note or "", figure.source or "")


def _of_funding(facts: tuple[FundingFacts, ...]) -> Iterator[str]:
    for fact in facts:
        yield from (fact.topic, fact.qualifier or "", fact.detail or "", fact.period or "")


def _of_inspections(found: InspectionFacts) -> Iterator[str]:
    if found.grades:
        yield from (column.title for column in found.grades.columns)
        yield from (line.area for line in found.grades.rows)
    for finding in found.findings:
        yield from (finding.text, finding.inspection_title, finding.moved)


def _of_money(money: MoneyFacts) -> Iterator[str]:
    yield from (line.label for line in money.finance)
    yield from (share.function for share in money.shares)
    yield from (money.finance_note or "", money.shares_note or "")
    yield from _of_funding(money.funding)
