"""How wide the columns of a page or a table are. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tracker.documents.blocks import (
    BulletList,
    CellBlock,
    DataTable,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Runs,
    Sparkline,
    Status,
)
from tracker.documents.pdf.figures import NARROWEST_BAR, NARROWEST_SPARK, SHAPE_INDENT
from tracker.documents.pdf.fonts import BREAKING_SPACE, SEMIBOLD, EmbeddedFont, settle
from tracker.documents.pdf.theme import (
    CELL_GAP,
    CELLS,
    COLUMN_HEADER,
    COMPACT,
    COMPACT_GAP,
    COMPACT_HEADER,
    LIST_INDENT,
    MANY_COLUMNS,
    NARROW_GAP,
    TextStyle,
)

Styles = Mapping[ParagraphKind, TextStyle]

_NARROWEST: Final = 26.0
"""Less than this would not hold a letter and a bullet."""
_WIDEST_DEMAND: Final = 0.22
"""No word asks for more than this share of the table; a longer one is parted."""


def column_widths(table: DataTable, width: float) -> list[float]:
    """The widths of a table's columns: by weight, but wide enough for their words where that is possible."""
    heading, styles = (COMPACT_HEADER, COMPACT) if table.compact else (COLUMN_HEADER, CELLS)
    demands = []
    for index, column in enumerate(table.columns):
        words = [_words_width(column.header, heading.font, heading.size)]
        words += [_demand(block, styles) for row in table.every_row() for block in row.cells[index].blocks]
        demands.append(min(max(words), width * _WIDEST_DEMAND))
    return shares(width, [column.weight for column in table.columns], column_gap(table), demands)


def column_gap(table: DataTable) -> float:
    """The room between the columns of a table: less in a compact one, least where it has many columns."""
    if not table.compact:
        return CELL_GAP
    return NARROW_GAP if len(table.columns) > MANY_COLUMNS else COMPACT_GAP


def shares(width: float, weights: Sequence[float], gap: float, demands: Sequence[float] = ()) -> list[float]:
    """`width` less the gaps, shared by weight so that each gets its demand; where that is too much, all get less."""
    room = width - gap * (len(weights) - 1)
    least = [max(demand, _NARROWEST) for demand in demands or [0] * len(weights)]
    if sum(least) >= room:
        return [room * demand / sum(least) for demand in least]
    held: set[int] = set()
    while True:
        free = [index for index in range(len(weights)) if index not in held]
        left = room - sum(least[index] for index in held)
        total = sum(max(weights[index], 0) for index in free)
        share = [left * max(weights[index], 0) / total if total else left / len(free) for index in free]
        short = {index for index, part in zip(free, share, strict=True) if part < least[index]}
        if not short:
            parts = dict(zip(free, share, strict=True))
            return [parts.get(index, least[index]) for index in range(len(weights))]
        held |= short


def places(widths: Sequence[float], gap: float) -> list[float]:
    """Where columns of these widths start."""
    starts: list[float] = []
    place = 0.0
    for width in widths:
        starts.append(place)
        place += width + gap
    return starts


def _demand(block: CellBlock, styles: Styles) -> float:
    body = styles[ParagraphKind.BODY]
    match block:
        case Paragraph():
            return _runs_width(block.runs, styles[block.kind].font, styles[block.kind].size)
        case Status():
            return SHAPE_INDENT + _words_width(block.word, SEMIBOLD, body.size)
        case ProgressBar():
            return NARROWEST_BAR
        case Sparkline():
            return NARROWEST_SPARK
        case BulletList():
            return max(_item_widths(block, LIST_INDENT, body), default=0)


def _item_widths(bullets: BulletList, indent: float, style: TextStyle) -> Iterator[float]:
    for item in bullets.items:
        yield indent + _runs_width(item.runs, style.font, style.size)
        if item.children:
            yield from _item_widths(item.children, indent + LIST_INDENT, style)


def _runs_width(runs: Runs, font: EmbeddedFont, size: float) -> float:
    return max((_words_width(run.text, SEMIBOLD if run.bold else font, size) for run in runs), default=0)


def _words_width(text: str, font: EmbeddedFont, size: float) -> float:
    """The width of the widest word, and a hair for rounding."""
    return max(map(font.advance, BREAKING_SPACE.split(settle(text)))) * size / 1000 + 0.01
