"""From the figures in force on a day to the pages of measures of a highlight report, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.documents.blocks import BulletList, Paragraph, words_of
from tracker.documents.text import to_blocks
from tracker.measures.models import Measure, MeasureGroup
from tracker.measures.models_summary import CommentaryPage
from tracker.measures.queries import groups, measure_rules, measures
from tracker.measures.queries_reports import commentary_in
from tracker.measures.queries_values import records_of, vintage_at
from tracker.measures.rules import CommentaryBlock, month_of, months_between, months_on
from tracker.measures.rules_standing import LOOKED_BACK, MeasureRecord, MeasureRules, month_to_show, standings
from tracker.measures.rules_windows import YEAR
from tracker.reports.rows_measures import LINE_MONTHS, basis, measure_row
from tracker.reports.snapshots_measures import CommentaryFacts, MeasureBasis, MeasurePage, MeasureRow

OLDEST: Final = 12
"""How many months before the quarter's last one the newest figures of a group may lie and still be printed."""

READ_BACK: Final = LOOKED_BACK + 2 * YEAR
"""Months before the last that anything printed is worked out from: those judged, and two years before the first."""

Recorded = Sequence[tuple[Measure, MeasureRecord]]


@dataclass(frozen=True, slots=True)
class QuarterMeasures:
    """`pages` in printed order by the id of their priority; `vintage` and `rules` are what they were made from."""

    pages: Mapping[int, tuple[MeasurePage, ...]]
    vintage: int
    rules: MeasureRules

    def basis_of(self, pages: Iterable[MeasurePage]) -> MeasureBasis:
        """The settings as the report carries them, with the sentence for the measures of these pages."""
        return basis(self.vintage, tuple(row for page in pages for row in page.rows), self.rules)


def gather_measures(session: Session, quarter: Quarter, as_at: date) -> QuarterMeasures:
    """The groups with figures or commentary, from the loads up to `as_at` and by the settings of that day."""
    vintage, rules = vintage_at(session, as_at), measure_rules(session, as_at)
    latest = min(month_of(quarter.end), month_of(as_at))
    found = measures(session, on=min(as_at, quarter.end))
    records = records_of(session, found, vintage=vintage, since=months_on(latest, -READ_BACK), until=latest)
    members: dict[int | None, list[tuple[Measure, MeasureRecord]]] = defaultdict(list)
    for measure, record in zip(found, records, strict=True):
        members[measure.group_id].append((measure, record))
    written = {page.group_id: page for page in commentary_in(session, quarter.key)}
    pages: dict[int, list[MeasurePage]] = defaultdict(list)
    for group in groups(session):
        page = _page(group, members[group.id], written.get(group.id), latest, rules)
        if page is not None:
            pages[group.priority_id].append(page)
    return QuarterMeasures({each: tuple(under) for each, under in pages.items()}, vintage, rules)


def texts_of_measures(pages: Sequence[MeasurePage]) -> Iterator[str]:
    """What these pages print in the words of people."""
    for page in pages:
        yield from (page.group, *page.without_figures)
        for text in (page.no_surprises or "", *(each.text for each in page.commentary)):
            yield from _words(to_blocks(text))
        for row in page.rows:
            yield from (row.name, row.exceptions, *_cells(row))
    if pages:
        yield from (block.label for block in CommentaryBlock)


def _cells(row: MeasureRow) -> tuple[str, ...]:
    return (row.month, row.three_months, row.twelve_months, row.year_on_year, row.trend_words, row.weighting)


def _words(blocks: Iterable[Paragraph | BulletList]) -> Iterator[str]:
    """What a text prints: without the marks of bold, and without the addresses behind its links."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield words_of(block.runs)
        else:
            for item in block.items:
                yield words_of(item.runs)
                yield from _words((item.children,) if item.children else ())


def _page(
    group: MeasureGroup, members: Recorded, written: CommentaryPage | None, latest: date, rules: MeasureRules
) -> MeasurePage | None:
    """None where the group has neither figures nor commentary."""
    commentary = _commentary(written)
    no_surprises = written.no_surprises if written else None
    month = _newest(members, latest)
    if month is None and not commentary and not no_surprises:
        return None
    shown = [record for _, record in members if month and _has_line(record, month)]
    names = {record.code for record in shown}
    return MeasurePage(
        group=group.name,
        month=month,
        rows=tuple(measure_row(each, rules) for each in standings(shown, month, rules)) if month else (),
        without_figures=tuple(record.name for _, record in members if record.code not in names) if month else (),
        no_surprises=no_surprises,
        commentary=commentary,
    )


def _commentary(written: CommentaryPage | None) -> tuple[CommentaryFacts, ...]:
    texts = {text.block: text.text for text in written.texts} if written else {}
    return tuple(CommentaryFacts(block=block, text=texts[block]) for block in CommentaryBlock if texts.get(block))


def _newest(members: Recorded, latest: date) -> date | None:
    """The newest month that at least half of the group has figures of, if it is not too old."""
    newest = month_to_show([record for _, record in members])
    return newest if newest is not None and months_between(newest, latest) <= OLDEST else None


def _has_line(record: MeasureRecord, month: date) -> bool:
    """Whether anything is on record in the months that its trend line shows."""
    return record.newest is not None and months_between(record.newest, month) < LINE_MONTHS
