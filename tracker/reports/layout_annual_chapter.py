"""The chapter of a priority in an annual report: what was written, then what the year's records hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import (
    Block,
    BulletList,
    DataTable,
    Heading,
    KeptTogether,
    ListItem,
    Opening,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    plain,
)
from tracker.documents.text import to_blocks, to_runs
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_annual_figures import cards_of, charts_of, figure_blocks, source_lines
from tracker.reports.layout_annual_measures import measure_blocks
from tracker.reports.layout_annual_money import funding_table
from tracker.reports.layout_annual_pictures import Pictures, beside, opened, stands_beside, stories, with_at_its_side
from tracker.reports.layout_annual_rows import NOTHING_BEFORE, nothing_before, risks_table, work_table, year_words
from tracker.reports.layout_highlight_priority import ACCENTS
from tracker.reports.layout_words import nothing, number, series, small
from tracker.reports.rules_annual import NO_RECORD, NOT_BEGUN
from tracker.reports.snapshots_annual import AnnualSnapshot, QuarterHeld
from tracker.reports.snapshots_annual_plan import Chapter, ObjectiveFacts, OutcomeLine

_FEW_OUTCOMES: Final = 4
_SHORT_OUTCOMES: Final = 400
_SHORT_TEXT: Final = 700
_FEW_ROWS: Final = 4
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
            *(opened(to_blocks(chapter.introduction)) if chapter.introduction else ()),
            small(f"Strategic lead: {chapter.lead or 'not named'}"),
            *figure_blocks(chapter.figures, "The priority in figures", place.accent),
            *stories(chapter.stories, pictures, level=3, anchor=place.anchor),
            *(_objective(each, place) for each in chapter.objectives),
            *_outcomes(chapter, place),
            *_work(chapter, place.snapshot),
            *_measures(chapter, place),
            *_risks(chapter),
            *_funding(chapter),
            *_none_recorded(chapter),
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
        blocks = (Heading(4, plain(part.title)), *_told(part, place, objective_anchor(place, part), level=5))
        yield from (KeptTogether(blocks),) if _is_short(part) else blocks
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


def _is_short(objective: ObjectiveFacts) -> bool:
    """Whether it is too little to stand in two parts on two pages."""
    is_plain = not (objective.stories or objective.picture)
    return is_plain and len(objective.outcomes) <= _FEW_OUTCOMES and len(objective.text or "") <= _SHORT_TEXT


def _told(objective: ObjectiveFacts, place: Place, anchor: str, *, level: int) -> Iterator[Block]:
    yield from _shown(objective, place)
    yield from stories(objective.stories, place.pictures, level=min(level, 5), anchor=anchor)


def _shown(objective: ObjectiveFacts, place: Place) -> Iterator[Block]:
    """Text, picture, figures and outcomes; a figure alone stands at the side of the text, as a small picture does."""
    text: tuple[Block, ...] = to_blocks(objective.text) if objective.text else ()
    outcomes = tuple(outcome_blocks(objective.outcomes)) if objective.outcomes else ()
    cards = cards_of(objective.figures)
    charts = tuple(charts_of(objective.figures, objective.title, place.accent))
    picture = place.pictures.shown(objective.picture)
    if objective.picture and stands_beside(objective.picture):
        yield from (*beside(objective.picture, text, place.pictures), *cards, *charts, *outcomes)
    elif text and cards and len(cards[0].figures) == 1 and not (picture or charts):
        beside_too = outcomes if sum(len(line.text) for line in objective.outcomes) <= _SHORT_OUTCOMES else ()
        below = () if beside_too else outcomes
        yield from (*with_at_its_side((*text, *beside_too), cards[0], most=_SHORT_TEXT), *below)
    elif _is_short(objective) and (cards or charts):
        yield KeptTogether((*text, *(cards or charts[:1])))
        yield from (*(charts if cards else charts[1:]), *outcomes)
    else:
        yield from (*text, *picture, *cards, *charts, *outcomes)


def outcome_blocks(lines: Sequence[OutcomeLine]) -> Iterator[Block]:
    """Each outcome with the months of the quarter it was recorded in; said once over all where it is one quarter."""
    months = {line.months for line in lines}
    if len(months) == 1:
        yield small(f"Outcomes recorded in {months.pop()}")
        yield BulletList(tuple(ListItem(to_runs(line.text)) for line in lines))
    else:
        yield BulletList(tuple(ListItem((*to_runs(line.text), Run(f" ({line.months})"))) for line in lines))


def _outcomes(chapter: Chapter, place: Place) -> Iterator[Block]:
    counts = _quarters(chapter, place.snapshot.quarters)
    if chapter.every_outcome and not chapter.outcomes:
        yield counts
        return
    yield Heading(3, plain(f"{'Other outcomes' if _under_objectives(chapter) else 'Outcomes'} of the year"))
    yield from outcome_blocks(chapter.outcomes) if chapter.outcomes else (nothing(NO_OUTCOMES),)
    yield counts


def _under_objectives(chapter: Chapter) -> bool:
    return any(each.outcomes for each in chapter.every_objective)


def _quarters(chapter: Chapter, quarters: Sequence[QuarterHeld]) -> Block:
    """How many outcomes each quarter gave, and which have no record at all."""
    counts = {quarter.key: 0 for quarter in quarters}
    for line in chapter.every_outcome:
        counts[line.quarter] = counts.get(line.quarter, 0) + 1
    told = "; ".join(f"{quarter.months}: {_held(quarter, counts[quarter.key])}" for quarter in quarters)
    return Paragraph((Run("Outcomes by quarter. ", bold=True), Run(f"{told}.")), ParagraphKind.SMALL)


def _held(quarter: QuarterHeld, outcomes: int) -> str:
    if outcomes:
        return number(outcomes, "outcome")
    if not quarter.begun:
        return NOT_BEGUN
    return NONE_RECORDED if quarter.has_records else NO_RECORD


def _work(chapter: Chapter, snapshot: AnnualSnapshot) -> Iterator[Block]:
    rows = chapter.deliverables
    yield Heading(3, plain("Deliverables over the year"))
    if rows:
        before = f". {NOTHING_BEFORE}" if nothing_before(rows) else ""
        yield work_table(rows, f"{year_words(rows)}{before}", snapshot.year, snapshot.as_at)
    else:
        yield nothing(NO_WORK)


def _measures(chapter: Chapter, place: Place) -> Iterator[Block]:
    if chapter.measures:
        yield Heading(3, plain("Measures, year on year"))
        yield from measure_blocks(chapter.measures, place.snapshot.year, place.accent)


def _risks(chapter: Chapter) -> Iterator[Block]:
    if chapter.risks:
        counted = number(len(chapter.risks), "risk or issue", "risks and issues")
        yield from _headed("Risks and issues that moved in the year", risks_table(chapter.risks, counted))


def _funding(chapter: Chapter) -> Iterator[Block]:
    if chapter.funding:
        table = funding_table(chapter.funding, "Grants, contracts and capital sums")
        yield from _headed("Funding", table)


def _headed(title: str, table: DataTable) -> Iterator[Block]:
    """A table under its heading; one of few rows stays on one page."""
    blocks = (Heading(3, plain(title)), table)
    yield from (KeptTogether(blocks),) if len(table.rows) <= _FEW_ROWS else blocks


def _none_recorded(chapter: Chapter) -> Iterator[Block]:
    """What the chapter would hold and nobody recorded, once and at its end."""
    places = (("case studies", chapter.every_story), ("measures, year on year", chapter.measures))
    empty = [name for name, found in places if not found]
    if empty:
        yield nothing(f"{NONE_RECORDED}: {series(empty)}")


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
