"""The chapter of a priority in an annual report: what was written, then what the year's records hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    DataTable,
    Heading,
    KeptTogether,
    ListItem,
    Opening,
    Row,
    Run,
    Section,
    plain,
)
from tracker.documents.text import to_blocks, to_runs
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_annual_figures import figure_blocks, source_lines
from tracker.reports.layout_annual_measures import measure_blocks
from tracker.reports.layout_annual_money import funding_table
from tracker.reports.layout_annual_pictures import Pictures, stories
from tracker.reports.layout_annual_rows import risks_table, work_table, year_words
from tracker.reports.layout_highlight_priority import ACCENTS
from tracker.reports.layout_words import nothing, number, series, small
from tracker.reports.rules_annual import NO_RECORD, NOT_BEGUN
from tracker.reports.snapshots_annual import AnnualSnapshot, QuarterHeld
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, OutcomeLine

NO_WORK: Final = "No deliverables of this priority are on record for the year."
NO_OUTCOMES: Final = "No outcomes of this priority are on record for the year."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chapter stands in its report: its anchor, its colour, and the report itself."""

    anchor: str
    accent: str
    snapshot: AnnualSnapshot
    pictures: Pictures


def places(snapshot: AnnualSnapshot, pictures: Pictures) -> tuple[tuple[Chapter, Place], ...]:
    """Each chapter with its own anchor and, in turn, its own colour."""
    return tuple(
        (chapter, Place(f"priority-{at}-{chapter.number}", ACCENTS[(at - 1) % len(ACCENTS)], snapshot, pictures))
        for at, chapter in enumerate(snapshot.chapters, start=1)
    )


def objective_anchor(place: Place, objective: ObjectiveFacts) -> str:
    """The anchor of an objective's own part. Codes are unique within a priority."""
    return f"{place.anchor}-objective-{''.join(each if each.isalnum() else '-' for each in objective.code)}"


def chapter_section(chapter: Chapter, place: Place) -> Section:
    """A chapter starts a page with a band in its colour."""
    pictures = place.pictures
    return Section(
        anchor=place.anchor,
        heading=Heading(2, plain(chapter.title)),
        blocks=(
            *(to_blocks(chapter.introduction) if chapter.introduction else ()),
            *figure_blocks(chapter.figures, "The priority in figures", place.accent),
            *stories(chapter.stories, pictures, level=3, anchor=place.anchor),
            *(_objective(each, place) for each in chapter.objectives),
            *_case_studies(chapter),
            *_outcomes(chapter, place),
            *_work(chapter, place.snapshot),
            *_measures(chapter, place),
            *_risks(chapter),
            *_funding(chapter),
            *source_lines(chapter.every_figure),
        ),
        accent=place.accent,
        opening=Opening(
            above=f"Priority {chapter.number}",
            picture=pictures.of(chapter.picture, captioned=False) if chapter.picture else None,
        ),
    )


def _objective(objective: ObjectiveFacts, place: Place) -> Section:
    anchor = objective_anchor(place, objective)
    return Section(
        anchor=anchor,
        heading=Heading(3, plain(objective.title)),
        blocks=tuple(_objective_blocks(objective, place, anchor)),
    )


def _objective_blocks(objective: ObjectiveFacts, place: Place, anchor: str) -> Iterator[Block]:
    told = [each for each in objective.parts if _is_told(each)]
    untold = [each for each in objective.parts if each not in told]
    yield from _told(objective, place, anchor, level=4)
    for part in told:
        yield Heading(4, plain(part.title))
        yield from _told(part, place, objective_anchor(place, part), level=5)
    if untold:
        name = untold[0].level_name.lower()
        others = "Other " if told or _is_told(objective) else ""
        label = f"{others}{name}s" if others else f"{name.capitalize()}s"
        yield small(f"{label} of this {objective.level_name.lower()}: {'; '.join(each.title for each in untold)}.")
    if not told and not _is_told(objective):
        yield nothing(NONE_RECORDED)


def _is_told(objective: ObjectiveFacts) -> bool:
    """Whether the report says anything of the objective beside its name."""
    return bool(objective.text or objective.outcomes or objective.figures or objective.stories or objective.picture)


def _told(objective: ObjectiveFacts, place: Place, anchor: str, *, level: int) -> Iterator[Block]:
    if objective.text:
        yield from to_blocks(objective.text)
    yield from place.pictures.shown(objective.picture)
    yield from figure_blocks(objective.figures, objective.title, place.accent)
    if objective.outcomes:
        yield outcome_list(objective.outcomes)
    yield from stories(objective.stories, place.pictures, level=min(level, 5), anchor=anchor)


def outcome_list(lines: Sequence[OutcomeLine]) -> BulletList:
    """Each outcome with the months of the quarter it was recorded in."""
    return BulletList(tuple(ListItem((*to_runs(line.text), Run(f" ({line.months})"))) for line in lines))


def _outcomes(chapter: Chapter, place: Place) -> Iterator[Block]:
    counts = _quarters(chapter, place.snapshot.quarters)
    if chapter.every_outcome and not chapter.outcomes:
        yield KeptTogether((Heading(3, plain("Outcomes by quarter")), counts))
        return
    yield Heading(3, plain(f"{'Other outcomes' if _under_objectives(chapter) else 'Outcomes'} of the year"))
    yield outcome_list(chapter.outcomes) if chapter.outcomes else nothing(NO_OUTCOMES)
    yield KeptTogether((counts,))


def _under_objectives(chapter: Chapter) -> bool:
    return any(each.outcomes for each in chapter.every_objective)


def _quarters(chapter: Chapter, quarters: Sequence[QuarterHeld]) -> Block:
    """How many outcomes each quarter gave, and which have no record at all."""
    counts = {quarter.key: 0 for quarter in quarters}
    for line in chapter.every_outcome:
        counts[line.quarter] = counts.get(line.quarter, 0) + 1
    rows = tuple(
        Row((Cell((small(quarter.months),)), Cell((small(_held(quarter, counts[quarter.key])),))))
        for quarter in quarters
    )
    caption = f"Outcomes of priority {chapter.number} printed in this report, by the quarter that recorded them"
    return DataTable(caption, (Column("Quarter", 50), Column("Outcomes", 50)), rows, compact=True)


def _held(quarter: QuarterHeld, outcomes: int) -> str:
    if outcomes:
        return number(outcomes, "outcome")
    if not quarter.begun:
        return NOT_BEGUN
    return NONE_RECORDED if quarter.has_records else NO_RECORD


def _work(chapter: Chapter, snapshot: AnnualSnapshot) -> Iterator[Block]:
    rows = chapter.deliverables
    lead = f"Strategic lead: {chapter.lead or 'not named'}"
    yield Heading(3, plain("Deliverables over the year"))
    if rows:
        caption = f"Priority {chapter.number}, {year_words(rows)}. {lead}"
        yield work_table(rows, caption, snapshot.year, snapshot.as_at)
    else:
        yield nothing(f"{NO_WORK} {lead}.")


def _measures(chapter: Chapter, place: Place) -> Iterator[Block]:
    yield Heading(3, plain("Measures, year on year"))
    yield from measure_blocks(chapter.measures, place.snapshot.year, place.accent)
    if not chapter.measures:
        yield nothing(NONE_RECORDED)


def _risks(chapter: Chapter) -> Iterator[Block]:
    if chapter.risks:
        counted = number(len(chapter.risks), "risk or issue", "risks and issues")
        table = risks_table(chapter.risks, f"Priority {chapter.number}: {counted}")
        yield KeptTogether((Heading(3, plain("Risks and issues that moved in the year")), table))


def _funding(chapter: Chapter) -> Iterator[Block]:
    if chapter.funding:
        table = funding_table(chapter.funding, f"Priority {chapter.number}: grants, contracts and capital")
        yield KeptTogether((Heading(3, plain("Funding")), table))


def _case_studies(chapter: Chapter) -> Iterator[Block]:
    if not chapter.every_story:
        yield nothing(f"Case studies: {NONE_RECORDED[0].lower()}{NONE_RECORDED[1:]}")


def printed_plan(chapter: Chapter, place: Place) -> ListItem:
    """The chapter with its objectives, each a link to its part."""
    objectives = tuple(
        ListItem((Run(each.title, href=f"#{objective_anchor(place, each)}"),)) for each in chapter.objectives
    )
    name = (Run(f"Priority {chapter.number}: {chapter.title}", bold=True, href=f"#{place.anchor}"),)
    return ListItem(name, BulletList(objectives) if objectives else None)


def chapters_named(chapters: Sequence[Chapter]) -> str:
    """ "priorities 1, 2 and 3"."""
    return f"priorities {series([str(each.number) for each in chapters])}"
