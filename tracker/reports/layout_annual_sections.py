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
    DataTable,
    Heading,
    KeptTogether,
    KeyFigure,
    KeyFigures,
    Opening,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Section,
    plain,
)
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.layout_annual_chapter import Place, chapters_named, objective_anchor, printed_plan
from tracker.reports.layout_annual_figures import figure_blocks, figures_or_none, source_lines
from tracker.reports.layout_annual_inspections import inspection_blocks
from tracker.reports.layout_annual_money import money_blocks
from tracker.reports.layout_annual_pictures import Pictures, beside, stories, written
from tracker.reports.layout_words import body, labelled, nothing, number, small, strong
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
        SectionKind.FOREWORD: _foreword,
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
            *_written(section, pictures),
            *stories(section.stories, pictures, level=3, anchor=anchor),
            *own(snapshot, chapters),
        ),
        accent=ACCENT,
        opening=Opening(),
    )


def has_own_page(section: SectionFacts) -> bool:
    """Whether the section that stands for the chapters says anything before them."""
    return bool(section.text or section.picture or section.stories)


def _written(section: SectionFacts, pictures: Pictures) -> tuple[Block, ...]:
    picture = pictures.shown(section.picture)
    if section.picture is not None and section.picture.height >= section.picture.width:
        return beside(picture, written(section.text), most=900)
    if section.text is None and section.kind in _SPEAKS_FOR_ITSELF:
        return picture
    return (*picture, *written(section.text))


_SPEAKS_FOR_ITSELF: Final = frozenset(
    {SectionKind.PLAN_OVERVIEW, SectionKind.PROGRESS, SectionKind.PRIORITIES, SectionKind.FINANCE}
)
"""Sections that hold something without a text."""


def _nothing_more(_snapshot: AnnualSnapshot, _chapters: Chapters) -> Iterator[Block]:
    return iter(())


def _foreword(snapshot: AnnualSnapshot, _chapters: Chapters) -> Iterator[Block]:
    if snapshot.commissioner:
        yield Paragraph((Run(snapshot.commissioner, bold=True),))
        yield small("Police and Crime Commissioner")


def _plan(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    for plan in snapshot.plans:
        yield labelled(plan.title, f"{long_date(plan.start)} to {long_date(plan.end)}")
    figures = _of(snapshot, FigurePlace.PLAN)
    yield from figure_blocks(figures, "The plan in figures", ACCENT)
    yield from source_lines(figures)
    if not any(section.kind is SectionKind.PRIORITIES and has_own_page(section) for section in snapshot.sections):
        yield Heading(3, plain("Priorities and objectives"))
        yield from _priorities(snapshot, chapters)


def _priorities(_snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    """Each priority and objective of the plan with the way to it; before the chapters where words open them."""
    yield BulletList(tuple(printed_plan(*each) for each in chapters)) if chapters else nothing("No plan is in force.")


def _progress(snapshot: AnnualSnapshot, chapters: Chapters) -> Iterator[Block]:
    rows = snapshot.rows
    counted = [(each.label, sum(row.outcome is each for row in rows)) for each in YearOutcome]
    yield KeyFigures(
        (
            KeyFigure(str(len(rows)), "deliverables in the year"),
            *(KeyFigure(str(count), label.lower()) for label, count in counted if count),
        )
    )
    yield from figure_blocks(_of(snapshot, FigurePlace.OFFICERS), "Officers and staff", ACCENT)
    yield from source_lines(_of(snapshot, FigurePlace.OFFICERS))
    yield Heading(3, plain("What the law asks of this report"))
    yield from _law(snapshot, chapters)
    yield KeptTogether((Heading(3, plain("The year’s quarters")), _quarters(snapshot.quarters)))
    if chapters:
        yield Heading(3, plain("Progress on each objective"))
        yield _objectives(chapters)
    yield from inspection_blocks(snapshot)


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
            tuple(_objective(objective, place) for objective in chapter.objectives),
        )
        for chapter, place in chapters
        if chapter.objectives
    )
    return DataTable(
        f"What this report tells of each objective of {chapters_named([chapter for chapter, _ in chapters])}",
        (Column("Objective", 58), Column("Outcomes", 21), Column("In words", 21)),
        groups,
    )


def _objective(objective: ObjectiveFacts, place: Place) -> Row:
    every = (objective, *objective.parts)
    outcomes = sum(len(each.outcomes) for each in every)
    texts = sum(bool(each.text) for each in every)
    name = Paragraph((Run(objective.title, href=f"#{objective_anchor(place, objective)}"),))
    return Row((Cell((name,)), Cell((_counted(outcomes, "outcome"),)), Cell((_counted(texts, "text"),))))


def _counted(count: int, name: str) -> Paragraph:
    return body(number(count, name)) if count else nothing("None recorded")


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
