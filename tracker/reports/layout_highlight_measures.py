"""The measures of a highlight report, group by group: everywhere the same table and the same blocks of commentary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    CellBlock,
    Column,
    Columns,
    DataTable,
    Heading,
    KeptTogether,
    Paragraph,
    ParagraphKind,
    Row,
    Section,
    Shape,
    Sparkline,
    Status,
    Tone,
    plain,
)
from tracker.documents.text import to_blocks
from tracker.measures.rules import CommentaryBlock, long_month, short_month, window
from tracker.measures.rules_charts import tone_of
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_rows import NO_EXCEPTION, WITHHELD
from tracker.measures.rules_words import NONE_RECORDED, value_words
from tracker.reports.layout_words import body, nothing, number, series, small
from tracker.reports.snapshots_measures import MeasurePage, MeasureRow, TrendLine

NO_FIGURES: Final = "No figures of this group are on record for this quarter or the 12 months before it."
NO_SURPRISES: Final = "No surprises"

ALL_SUPPLIED: Final = ", all supplied; no month before is on record"
"""What the caption adds where nothing of a table could be worked out."""
SUPPLIED: Final = "supplied"
"""What stands at a figure, a trend, exceptions or a weighting that somebody else worked out."""

_COLUMNS: Final = (
    Column("Measure", 24),
    Column("Trend line, 3 years", 13),
    Column("Month", 8, Align.END),
    Column("3 months", 8, Align.END),
    Column("12 months", 9, Align.END),
    Column("Year on year", 9, Align.END),
    Column("Rolling trend", 11),
    Column("Exceptions", 13),
    Column("Weighting", 7, Align.END),
)
_SHORT: Final = 320
"""Characters of commentary that are easily read in a quarter of the width."""

_ARROWS: Final = MappingProxyType({Direction.HIGH: Shape.ARROW_UP, Direction.LOW: Shape.ARROW_DOWN})
_QUIET: Final = frozenset({NONE_RECORDED, NO_EXCEPTION, WITHHELD})


def measure_group(page: MeasurePage, anchor: str) -> KeptTogether:
    """A group on one page where it fits one; small groups share a page, so that none stands half empty."""
    when = f", {long_month(page.month)}" if page.month else ""
    section = Section(
        anchor=anchor,
        heading=Heading(3, plain(f"Measures: {page.group}{when}")),
        blocks=(*_figures(page), *_no_surprises(page), _commentary(page)),
    )
    return KeptTogether((section,))


def _figures(page: MeasurePage) -> Iterator[Block]:
    if page.month is None or not page.rows:
        yield nothing(NO_FIGURES)
        return
    everywhere = _all_supplied(page.rows)
    counted = number(len(page.rows), "measure")
    yield DataTable(
        caption=f"{page.group}, {long_month(page.month)}: {counted}{ALL_SUPPLIED if everywhere else ''}",
        columns=_COLUMNS,
        rows=tuple(_row(row, everywhere=everywhere) for row in page.rows),
        compact=True,
    )
    if page.without_figures:
        yield small(f"No figures on record: {series(page.without_figures)}.")


def _all_supplied(rows: Sequence[MeasureRow]) -> bool:
    """Whether nobody here worked out anything: every row was supplied and no months stand behind it."""
    return all(row.trend_line is None and SUPPLIED in row.notes for row in rows)


def _row(row: MeasureRow, *, everywhere: bool) -> Row:
    cells = (
        _name(row, everywhere=everywhere),
        _line(row),
        (_figure(row.month),),
        (_figure(row.three_months),),
        (_figure(row.twelve_months),),
        (_figure(row.year_on_year),),
        (_trend(row), *_supplied(holds=row.trend_supplied and not everywhere)),
        (exceptions_shown(row), *_supplied(holds=row.exceptions_supplied and not everywhere)),
        (_figure(row.weighting), *_supplied(holds=row.weighting_supplied and not everywhere)),
    )
    return Row(tuple(Cell(tuple(blocks)) for blocks in cells))


def _name(row: MeasureRow, *, everywhere: bool) -> Iterator[CellBlock]:
    yield body(row.name)
    notes = [note for note in row.notes if not (everywhere and note == SUPPLIED)]
    if notes:
        yield small(f"Figures: {', '.join(notes)}")


def _supplied(*, holds: bool) -> tuple[Paragraph, ...]:
    return (small(SUPPLIED),) if holds else ()


def _line(row: MeasureRow) -> Iterator[CellBlock]:
    line = row.trend_line
    if line is None:
        yield _empty(WITHHELD if row.withheld else NONE_RECORDED)
        return
    known = [value for value in line.values if value is not None]
    if len(known) > 1:
        yield Sparkline(tuple(None if value is None else float(value) for value in line.values), line_words(row, line))
        yield small(f"{short_month(line.first)} to {short_month(line.last)}")
    else:
        yield small(f"{short_month(line.first)} only")


def line_words(row: MeasureRow, line: TrendLine) -> str:
    """What the line shows, for who cannot see it."""
    known = [
        (month, value)
        for month, value in zip(window(line.last, len(line.values)), line.values, strict=True)
        if value is not None
    ]

    def at(place: tuple[date, Decimal]) -> str:
        return f"{value_words(place[1], row.unit)} in {short_month(place[0])}"

    lowest, highest = min(known, key=lambda each: each[1]), max(known, key=lambda each: each[1])
    gaps = len(line.values) - len(known)
    lacking = f"; {number(gaps, 'month')} without a value" if gaps else ""
    return (
        f"Trend line of {number(len(line.values), 'month')}: from {at(known[0])} to {at(known[-1])}, "
        f"lowest {at(lowest)}, highest {at(highest)}{lacking}"
    )


def _figure(words: str) -> Paragraph:
    return _empty(words) if words in _QUIET else body(words)


def _trend(row: MeasureRow) -> CellBlock:
    return _empty(row.trend_words) if row.trend is None else row.trend.shown


def exceptions_shown(row: MeasureRow) -> CellBlock:
    """An exception as a word with an arrow; its absence, and why nothing could be judged, in plain words."""
    match row.exceptions_directions:
        case ():
            return _empty(row.exceptions)
        case (direction,):
            return Status(row.exceptions, _ARROWS[direction], tone_of(direction, row.polarity))
        case _:
            return Status(row.exceptions, Shape.DIAMOND, Tone.CAUTION)


def _empty(words: str) -> Paragraph:
    return Paragraph(plain(words), ParagraphKind.EMPTY)


def _no_surprises(page: MeasurePage) -> Iterator[Block]:
    said = to_blocks(page.no_surprises or "")
    if said:
        yield Heading(4, plain(NO_SURPRISES))
        yield from said


def _commentary(page: MeasurePage) -> Columns:
    """Short blocks in four columns, longer ones in two, read one after the other."""
    texts = {each.block: each.text for each in page.commentary}
    blocks = tuple(CommentaryBlock)
    deep = 1 if all(len(text) <= _SHORT for text in texts.values()) else 2
    sides = tuple(blocks[first : first + deep] for first in range(0, len(blocks), deep))
    columns = tuple(tuple(part for each in side for part in _block(each, texts.get(each))) for side in sides)
    filled = [any(each in texts for each in side) for side in sides]
    return Columns(columns, tuple(2 if has_text or not any(filled) else 1 for has_text in filled))


def _block(block: CommentaryBlock, text: str | None) -> Iterator[Heading | Paragraph | BulletList]:
    yield Heading(4, plain(block.label))
    if text:
        yield from to_blocks(text)
    else:
        yield nothing(NONE_RECORDED)
