"""Going through a document in reading order, knowing where one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from tracker.documents.blocks import (
    Block,
    Box,
    BulletList,
    Columns,
    Contents,
    DataTable,
    Figure,
    Heading,
    KeptTogether,
    KeyFigures,
    Note,
    Paragraph,
    ParagraphKind,
    Picture,
    ProgressBar,
    Quotation,
    RowGroup,
    Runs,
    Section,
    Sparkline,
    Status,
    plain,
    words_of,
)

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Located:
    """A block and the names of what it stands in, outermost first."""

    block: Block
    inside: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where the block stands, for a person who must find it."""
        return " › ".join((*self.inside, _name(self.block)))


def walk(blocks: Iterable[Block], inside: tuple[str, ...] = ()) -> Iterator[Located]:
    """Every block, those inside others after them; a section's heading comes as a block of its own."""
    for block in blocks:
        yield Located(block, inside)
        yield from _within(block, inside)


def texts(block: Block) -> Iterator[tuple[str, str]]:
    """The texts that are the block's own, not those of blocks inside it, each with the name of its field."""
    match block:
        case Paragraph() | Heading():
            yield "text", words_of(block.runs)
        case Note():
            yield from (("sign", block.sign), ("text", words_of(block.runs)))
        case BulletList():
            yield from ((f"item {number}", words_of(item.runs)) for number, item in enumerate(block.items, start=1))
        case DataTable():
            yield from _table_texts(block)
        case Figure():
            yield from (("words", block.words), ("caption", words_of(block.caption)))
            yield from (("drawing", label) for label in block.drawing.texts())
        case ProgressBar() | Sparkline():
            yield "words", block.words
        case Status():
            yield "word", block.word
        case _:
            yield from _shown_texts(block)


def _shown_texts(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Picture():
            yield from (("words", block.words), ("caption", words_of(block.caption)), ("credit", block.credit))
        case Quotation():
            yield from (("text", words_of(block.runs)), ("speaker", block.speaker))
        case KeyFigures():
            for number, figure in enumerate(block.figures, start=1):
                for field in ("value", "label", "note"):
                    yield f"{field} {number}", getattr(figure, field)


def all_runs(block: Block) -> Iterator[Runs]:
    """The runs that are the block's own."""
    match block:
        case Paragraph() | Heading() | Note() | Quotation():
            yield block.runs
        case BulletList():
            yield from (item.runs for item in block.items)
        case Figure() | Picture():
            yield block.caption


def sections(blocks: Iterable[Block], depth: int) -> Iterator[tuple[int, Section]]:
    """The sections a table of contents lists, down to `depth`, each with how deep it stands (1: in no other).

    In reading order, without the one that the table of contents stands in.
    """
    for block in blocks:
        match block:
            case Section() if any(isinstance(inside, Contents) for inside in block.blocks):
                pass
            case Section():
                yield 1, block
                if depth > 1:
                    yield from ((1 + level, part) for level, part in sections(block.blocks, depth - 1))
            case KeptTogether() | Box():
                yield from sections(block.blocks, depth)
            case Columns():
                for column in block.columns:
                    yield from sections(column, depth)


def listed_title(section: Section) -> str:
    """What a table of contents and the outline call a section: "Priority 1: A police service for everybody"."""
    title = " ".join(words_of(section.heading.runs).split())
    above = " ".join(section.opening.above.split()) if section.opening else ""
    return f"{above}: {title}" if above else title


def _within(block: Block, inside: tuple[str, ...]) -> Iterator[Located]:
    match block:
        case Section():
            yield from _opening(block, inside)
            yield Located(block.heading, inside)
            if block.opening and block.opening.picture:
                yield Located(block.opening.picture, inside)
            yield from walk(block.blocks, (*inside, _short(words_of(block.heading.runs))))
        case Box():
            yield Located(block.heading, inside)
            yield from walk(block.blocks, (*inside, _short(words_of(block.heading.runs))))
        case KeptTogether():
            yield from walk(block.blocks, inside)
        case Columns():
            yield from walk(chain.from_iterable(block.columns), inside)
        case BulletList():
            yield from _items(block, inside)
        case DataTable():
            yield from _cells(block, (*inside, _name(block)))
        case Figure(figures=DataTable() as figures):
            yield from walk((figures,), (*inside, _name(block)))


def _opening(section: Section, inside: tuple[str, ...]) -> Iterator[Located]:
    if section.opening and section.opening.above:
        yield Located(Paragraph(plain(section.opening.above), ParagraphKind.SMALL), inside)


def _items(bullets: BulletList, inside: tuple[str, ...]) -> Iterator[Located]:
    for number, item in enumerate(bullets.items, start=1):
        if item.children:
            yield from walk((item.children,), (*inside, f"item {number}"))


def _cells(table: DataTable, inside: tuple[str, ...]) -> Iterator[Located]:
    for number, row in enumerate(table.every_row(), start=1):
        for cell, column in zip(row.cells, table.columns, strict=False):
            if cell.blocks:
                yield from walk(cell.blocks, (*inside, f"row {number}", f"“{_short(column.header)}”"))


def _table_texts(table: DataTable) -> Iterator[tuple[str, str]]:
    yield "caption", table.caption
    for place, group in enumerate(table.groups, start=1):
        if group.header is not None:
            yield f"group {place}", group.header
    for place, column in enumerate(table.columns, start=1):
        yield f"header {place}", column.header
    for row in table.rows:
        if isinstance(row, RowGroup):
            yield "group of rows", row.header


def _name(block: Block) -> str:
    match block:
        case DataTable():
            return f"table “{_short(block.caption)}”"
        case Section():
            return f"section “{_short(words_of(block.heading.runs))}”"
        case Box():
            return f"box “{_short(words_of(block.heading.runs))}”"
        case Heading():
            return f"heading “{_short(words_of(block.runs))}”"
        case Note():
            return f"note “{_short(block.sign)}”"
        case ProgressBar():
            return "progress bar"
        case BulletList():
            return "list"
        case KeyFigures():
            return "key figures"
        case _:
            return type(block).__name__.lower()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
