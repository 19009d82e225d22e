"""The sections of an annual report besides its chapters: foreword, role, plan, progress, voice, contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.annual.rules import FigurePlace, SectionKind
from tracker.dates import FinancialYear, long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    KeptTogether,
    KeyFigure,
    KeyFigures,
    Opening,
    Paragraph,
    Picture,
    Row,
    RowGroup,
    Run,
    Section,
    plain,
)
from tracker.measures.rules_words import NONE_RECORDED
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.layout_annual_chapter import Place, chapters_named, objective_anchor, printed_plan
from tracker.reports.layout_annual_figures import cards_of, charts_of, figure_blocks, figures_or_none, source_lines
from tracker.reports.layout_annual_inspections import inspection_blocks
from tracker.reports.layout_annual_money import money_blocks
from tracker.reports.layout_annual_pictures import Pictures, beside, is_wide, opened, stands_beside, stories, written
from tracker.reports.layout_words import body, labelled, nothing, number, series, small, strong
from tracker.reports.rules_annual import NO_RECORD, NOT_BEGUN
from tracker.reports.snapshots_annual import AnnualSnapshot, QuarterHeld
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts
from tracker.reports.snapshots_annual_words import FigureFacts, SectionFacts

ACCENT: Final = "#12436d"
"""Of everything that belongs to no priority."""

Chapters = Sequence[tuple[Chapter, Place]]

_VOICE: Final = (FigurePlace.ENGAGEMENT, FigurePlace.DIGITAL, FigurePlace.COMPLAINTS)


def section_anchor(section: SectionFacts, number: int) -> str:
    """Its anchor; `number` tells sections of one kind apart."""
    return f"{section.kind.value.replace('_', '-')}-{number}"


def annual_section(
    section: SectionFacts, anchor: str, snapshot: AnnualSnapshot, chapters: Chapters, pictures: Pictures
) -> Section:
    """A section on a page of its own, with what belongs to its kind after what was written."""
    own = {
        SectionKind.ROLE: _role,
        SectionKind.PLAN_OVERVIEW: _plan,
        SectionKind.PROGRESS: _progress,
        SectionKind.PRIORITIES: _priorities,
        SectionKind.VOICE: _voice,
        SectionKind.FINANCE: _finance,
    }.get(section.kind, _nothing_more)
    return Section(
        anchor=anchor,
        heading=Heading(2, plain(section.heading)),
        blocks=(
            *_written(section, pictures, snapshot.commissioner),
            *stories(section.stories, pictures, level=3, anchor=anchor),
            *own(snapshot, chapters),
        ),
        accent=ACCENT,
        opening=Opening(picture=_opening_picture(section, snapshot, pictures)),
    )


def _opening_picture(section: SectionFacts, snapshot: AnnualSnapshot, pictures: Pictures) -> Picture | None:
    """Under the heading, from edge to edge: a wide picture of a section.

    The contacts at the end of a report are its back: without a picture of their own they show that of its front.
    """
    if _is_across(section):
        return pictures.of(section.picture) if section.picture else None
    is_back = section.kind is SectionKind.CONTACTS and section is snapshot.sections[-1] and section.picture is None
    return pictures.of(snapshot.cover, captioned=False) if is_back and snapshot.cover else None


def _is_across(section: SectionFacts) -> bool:
    """Whether the picture may be cut to a strip: one of people might lose their heads."""
    return section.picture is not None and not section.picture.shows_people and is_wide(section.picture)


def has_own_page(section: SectionFacts) -> bool:
    """Whether the section that stands for the chapters says anything before them."""
    return bool(section.text or section.picture or section.stories)


def _written(section: SectionFacts, pictures: Pictures, commissioner: str | None) -> tuple[Block, ...]:
    picture = () if _is_across(section) else pictures.shown(section.picture)
    if section.text is None and section.kind in _SPEAKS_FOR_ITSELF:
        return picture
    text = opened(written(section.text))
    if section.kind is SectionKind.FOREWORD and commissioner:
        text = (*text, strong(commissioner), small("Police and Crime Commissioner"))
    if section.picture is not None and stands_beside(section.picture):
        return beside(section.picture, text, pictures)
    return (*picture, *text)


_SPEAKS_FOR_ITSELF: Final = frozenset(
    {SectionKind.PLAN_OVERVIEW, SectionKind.PROGRESS, SectionKind.PRIORITIES, SectionKind.FINANCE}
)
"""Sections that hold something without a text."""


def _nothing_more(_snapshot: AnnualSnapshot, _chapters: Chapters) -> Iterator[Block]:
    return iter(())


def _plan(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    for plan in snapshot.plans:
        yield labelled(plan.title, f"{long_date(plan.start)} to {long_date(plan.end)}")
    figures = _of(snapshot, FigurePlace.PLAN)
    yield from figure_blocks(figures, "The plan in figures", ACCENT)
    yield from source_lines(figures)
    if not _priorities_open(snapshot):
        yield Heading(3, plain("Priorities and objectives"))
        yield from _named(chapters)


def _priorities_open(snapshot: AnnualSnapshot) -> bool:
    """Whether a page before the chapters names every priority and objective."""
    return any(section.kind is SectionKind.PRIORITIES and has_own_page(section) for section in snapshot.sections)


def _named(chapters: Chapters) -> Iterator[Block]:
    """Each priority and objective of the plan with the way to it."""
    if not chapters:
        yield nothing("No plan is in force.")
        return
    half = -(-len(chapters) // 2)
    parts = [part for part in (chapters[:half], chapters[half:]) if part]
    lists = tuple((BulletList(tuple(printed_plan(*each) for each in part)),) for part in parts)
    yield Columns(lists, (1,) * len(lists)) if len(lists) > 1 else lists[0][0]


def _role(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    yield Heading(3, plain("What the law asks of this report"))
    yield from _law(snapshot, chapters)


def _priorities(_snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    """Before the chapters, where words open them."""
    yield from _each_objective(chapters)


def _each_objective(chapters: Chapters) -> Iterator[Block]:
    if chapters:
        yield Heading(3, plain("Progress on each objective"))
        yield _objectives(chapters)


def _progress(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    rows, officers = snapshot.rows, _of(snapshot, FigurePlace.OFFICERS)
    counted = [(each.label, sum(row.outcome is each for row in rows)) for each in YearOutcome]
    yield KeyFigures(
        (
            KeyFigure(str(len(rows)), "deliverables in the year"),
            *(KeyFigure(str(count), label.lower()) for label, count in counted if count),
            *(card for block in cards_of(officers) for card in block.figures),
        )
    )
    yield from charts_of(officers, "Officers and staff", ACCENT)
    yield from source_lines(officers)
    if not _has(snapshot, SectionKind.ROLE):
        yield from _role(snapshot, chapters)
    yield KeptTogether((Heading(3, plain("The year’s quarters")), _quarters(snapshot.quarters)))
    if not _priorities_open(snapshot):
        yield from _each_objective(chapters)
    yield from inspection_blocks(snapshot)


def _has(snapshot: AnnualSnapshot, kind: SectionKind) -> bool:
    return any(section.kind is kind for section in snapshot.sections)


def _law(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    """Section 12 of the Police Reform and Social Responsibility Act 2011, and where each thing stands."""
    yield body(
        "Section 12 of the Police Reform and Social Responsibility Act 2011 asks for a report on the exercise of the "
        "Commissioner’s functions in each financial year, and on the progress made in that year in meeting the "
        "objectives of the Police and Crime Plan."
    )
    yield labelled("Financial year", f"{snapshot.year.label}, {snapshot.year.days}")
    kinds = {SectionKind.ROLE, SectionKind.VOICE, SectionKind.FINANCE}
    told = [
        Run(section.heading, href=f"#{section_anchor(section, at)}")
        for at, section in enumerate(snapshot.sections, start=1)
        if section.kind in kinds
    ]
    yield Paragraph((Run("How the functions were exercised: ", bold=True), *_joined(told)))
    links = [Run(f"priority {each.number}", href=f"#{place.anchor}") for each, place in chapters]
    yield Paragraph((Run("Progress on each objective: ", bold=True), *_joined(links)))


def _joined(links: Sequence[Run]) -> Iterator[Run]:
    if not links:
        yield Run("None recorded")
    for place, link in enumerate(links):
        if place:
            yield Run(" and " if place == len(links) - 1 else ", ")
        yield link


def _quarters(quarters: Sequence[QuarterHeld]) -> DataTable:
    columns = (Column("Quarter", 40), Column("Progress updates", 30), Column("Outcomes", 30))
    rows = tuple(Row(tuple(Cell((body(text),)) for text in (quarter.months, *_held(quarter)))) for quarter in quarters)
    return DataTable("What the quarters of the year recorded", columns, rows)


def _held(quarter: QuarterHeld) -> tuple[str, str]:
    if not quarter.begun:
        return NOT_BEGUN, NOT_BEGUN
    if not quarter.has_records:
        return NO_RECORD, NO_RECORD
    return str(quarter.updates), str(quarter.outcomes)


def _objectives(chapters: Chapters) -> DataTable:
    groups = tuple(
        RowGroup(
            f"Priority {chapter.number}: {chapter.title}",
            tuple(_objective(chapter, objective, place) for objective in chapter.objectives),
        )
        for chapter, place in chapters
        if chapter.objectives
    )
    return DataTable(
        f"What this report tells of each objective of {chapters_named([chapter for chapter, _ in chapters])}",
        (Column("Objective", 52), Column("In this report", 48)),
        groups,
        compact=True,
    )


def _objective(chapter: Chapter, objective: ObjectiveFacts, place: Place) -> Row:
    name = Paragraph((Run(objective.title, href=f"#{objective_anchor(place, objective)}"),))
    told = series(list(_told_of(chapter, objective)))
    return Row((Cell((name,)), Cell((body(told) if told else nothing(NONE_RECORDED),))))


def _told_of(chapter: Chapter, objective: ObjectiveFacts) -> Iterator[str]:
    """What the chapter holds of an objective and its parts, in counts of each: "3 outcomes", "1 figure"."""
    every = (objective, *objective.parts)
    codes = {each.code for each in every}
    counts = (
        (sum(len(each.outcomes) for each in every), "outcome", None),
        (sum(row.objective in codes for row in chapter.deliverables), "deliverable", None),
        (sum(len(each.figures) for each in every), "figure", None),
        (sum(len(each.stories) for each in every), "story", "stories"),
        (sum(bool(each.text) for each in every), "text", None),
    )
    yield from (number(count, one, many) for count, one, many in counts if count)


def _voice(snapshot: AnnualSnapshot, _chapters: Chapters) -> Iterator[Block]:
    for place in _VOICE:
        figures = tuple(figures_or_none(_of(snapshot, place), place.label, ACCENT))
        yield KeptTogether((Heading(3, plain(place.label)), *figures))
    yield from source_lines([figure for figure in snapshot.figures if figure.place in _VOICE])


def _finance(snapshot: AnnualSnapshot, _chapters: Chapters) -> Iterator[Block]:
    yield from money_blocks(snapshot.money, FinancialYear.parse(snapshot.year.key), ACCENT)


def _of(snapshot: AnnualSnapshot, place: FigurePlace) -> tuple[FigureFacts, ...]:
    return tuple(figure for figure in snapshot.figures if figure.place is place)


def title_lines(snapshot: AnnualSnapshot) -> Iterator[Block]:
    """What stands under the title, before the mark of a draft or the version."""
    if snapshot.commissioner:
        yield labelled("Police and Crime Commissioner", snapshot.commissioner)
    if snapshot.plans:
        label = "Plan" if len(snapshot.plans) == 1 else "Plans"
        yield labelled(label, "; ".join(plan.title for plan in snapshot.plans))
    yield labelled("As at", long_date(snapshot.as_at))
    if snapshot.as_at < snapshot.year.end:
        yield strong(f"The year ends on {long_date(snapshot.year.end)}")
