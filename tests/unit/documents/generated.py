"""Torture documents: any valid document there can be, however deep, long, narrow or strangely spelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from tests.unit.documents.pictures import KINDS, picture
from tracker.documents.blocks import (
    Align,
    Block,
    Box,
    BulletList,
    Cell,
    CellBlock,
    Column,
    ColumnGroup,
    Columns,
    Contents,
    Cover,
    DataTable,
    Figure,
    Heading,
    KeptTogether,
    KeyFigure,
    KeyFigures,
    ListItem,
    Note,
    Opening,
    Page,
    PageBreak,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Quotation,
    Row,
    RowGroup,
    Run,
    Runs,
    Section,
    Shape,
    SignaturePanel,
    Sparkline,
    Status,
    TitlePage,
    Tone,
)
from tracker.documents.document import Document
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Polygon, Polyline, Primitive, Rect, Stroke
from tracker.documents.pdf.fonts import lacking
from tracker.documents.tones import COLOURS

EVERY_CHARACTER: Final = tuple(
    character
    for character in map(
        chr, [*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0x1_0000), *range(0x1D400, 0x1D800)]
    )
    if lacking(character) is None
)
"""All that the fonts can draw, and what is drawn in other letters ("ﬁ"), of every block of Unicode."""

_ALPHABET: Final = "abcdefghij ABC 019 -–/ .,;:()\\<>&'\"%£€ŵŷÂ→▲✓½ﬁ \u00a0\u2011\n\t"
ordinary_text: st.SearchStrategy[str] = st.text(_ALPHABET, max_size=60) | st.text(
    "abcdefgh -/", min_size=90, max_size=400
)
text: st.SearchStrategy[str] = (
    ordinary_text
    | st.text(st.sampled_from(EVERY_CHARACTER), max_size=30)
    | st.sampled_from(["<script>alert(1)</script>", "&amp;", "</style>", "<!--", "]]>", "{{ x }}", "%s {0}"])
)
words: st.SearchStrategy[str] = st.from_regex(r"[A-Z][a-zŵŷ]{1,9}( [a-z0-9€→()]{1,12}){0,8}", fullmatch=True)

NOTE: Final = "note"
"""Where a reference leads before each note has its own anchor."""
_hrefs = st.sampled_from([None, None, None, "https://www.example.org/a?b=c&d=(e)", "mailto:office@example.org"])
_plain_runs = st.builds(Run, text, st.booleans(), _hrefs, st.booleans())
runs: st.SearchStrategy[Runs] = st.lists(_plain_runs, max_size=4).map(tuple)
_referring = st.builds(Run, words, st.booleans(), st.just(f"#{NOTE}"), st.booleans())
_runs_with_references: st.SearchStrategy[Runs] = st.lists(_plain_runs | _referring, max_size=4).map(tuple)
paragraphs = st.builds(Paragraph, _runs_with_references, st.sampled_from(ParagraphKind))
notes = st.builds(Note, st.just(NOTE), words, words.map(lambda said: (Run(said),)))
_percent = st.integers(0, 100)
bars = st.builds(ProgressBar, _percent, words, st.sampled_from(Tone), st.none() | _percent)
statuses = st.builds(Status, words, st.sampled_from(Shape), st.sampled_from(Tone))
_values = st.lists(st.none() | st.floats(allow_nan=True, allow_infinity=True), max_size=12).map(tuple)
sparklines = st.builds(Sparkline, _values, words, st.sampled_from(Tone))


def _lists_of(items: st.SearchStrategy[ListItem]) -> st.SearchStrategy[BulletList]:
    return st.builds(BulletList, st.lists(items, max_size=4).map(tuple), st.booleans())


@st.composite
def _deep_lists(draw: st.DrawFn) -> BulletList:
    """A list in a list in a list …"""
    inner: BulletList | None = None
    for _ in range(draw(st.integers(1, 12))):
        inner = BulletList((ListItem(draw(runs), inner), ListItem(draw(runs))), draw(st.booleans()))
    assert inner is not None
    return inner


bullets: st.SearchStrategy[BulletList] = _deep_lists() | st.recursive(
    _lists_of(st.builds(ListItem, runs)),
    lambda inner: _lists_of(st.builds(ListItem, runs, st.none() | inner)),
    max_leaves=4,
)
_giant = st.builds(
    lambda said, times: Paragraph((Run(said * times),)), words.map(lambda said: f"{said} "), st.just(300)
)
_cell_blocks = paragraphs | bars | statuses | sparklines | bullets
cells = st.builds(Cell, st.lists(_cell_blocks, max_size=3).map(tuple)) | st.builds(Cell, st.tuples(_giant))
_columns = st.builds(Column, words, st.floats(0.01, 10), st.sampled_from(Align))


@st.composite
def _groups_of(draw: st.DrawFn, columns: int) -> tuple[ColumnGroup, ...]:
    groups = []
    while columns:
        span = draw(st.integers(1, columns))
        groups.append(ColumnGroup(draw(st.none() | words), span))
        columns -= span
    return tuple(groups)


@st.composite
def tables(draw: st.DrawFn) -> DataTable:
    """Of any shape: groups of columns and rows, one word wide, or hundreds of rows long."""
    columns = draw(st.lists(_columns, min_size=1, max_size=draw(st.sampled_from([3, 5, 12]))))
    row = st.lists(cells, min_size=len(columns), max_size=len(columns)).map(lambda drawn: Row(tuple(drawn)))
    rows: list[Row | RowGroup] = list(draw(st.lists(row, max_size=5)))
    if draw(st.integers(0, 11)) == 7 and len(columns) <= 5:
        short = Row(tuple(Cell((Paragraph((Run(f"n {place}"),)),)) for place in range(len(columns))))
        rows += [short] * 300
    if draw(st.booleans()):
        group = st.builds(RowGroup, words, st.lists(row, max_size=2).map(tuple))
        rows += draw(st.lists(group, max_size=3))
        rows += draw(st.lists(row, max_size=1))
    groups = draw(st.just(()) | _groups_of(len(columns)))
    return DataTable(draw(words), tuple(columns), tuple(rows), groups, compact=draw(st.booleans()))


_colours = st.sampled_from([*COLOURS.values()])
_lengths = st.floats(0, 400)
_points = st.tuples(_lengths, _lengths)
_strokes = st.builds(Stroke, _colours, st.floats(0.1, 5), st.sampled_from([(), (4.0, 2.0)]))
_shapes: st.SearchStrategy[Primitive] = (
    st.builds(Polyline, st.lists(_points, min_size=2, max_size=5).map(tuple), _strokes)
    | st.builds(Polygon, st.lists(_points, min_size=3, max_size=5).map(tuple), _colours)
    | st.builds(Circle, _points, st.floats(0.1, 50), _colours)
    | st.builds(Rect, _points, _lengths, _lengths, _colours)
    | st.builds(Label, _points, text, st.floats(6, 20), _colours, st.sampled_from(Anchor), st.booleans())
)
_drawings = st.builds(Drawing, st.floats(40, 900), st.floats(20, 900), st.lists(_shapes, max_size=6).map(tuple))
figures = st.builds(Figure, _drawings, words, runs, st.none() | tables())

pictures = st.builds(
    picture, st.sampled_from(KINDS), st.integers(1, 900), st.integers(1, 900), words=words, caption=runs, credit=text
)
quotations = st.builds(Quotation, st.tuples(st.builds(Run, words)), text)
_key_figures = st.builds(KeyFigure, words, words, text)
key_figures = st.builds(KeyFigures, st.lists(_key_figures, min_size=1, max_size=9).map(tuple))

_leaves = (
    paragraphs
    | bullets
    | notes
    | bars
    | statuses
    | sparklines
    | tables()
    | figures
    | pictures
    | quotations
    | key_figures
    | st.builds(PageBreak)
    | st.builds(Contents, st.integers(1, 3))
)
panels = st.builds(SignaturePanel, words, text, words, st.from_regex("[0-9a-f]{64}", fullmatch=True), st.none() | words)
_anchored = st.builds(Heading, st.just(2), words.map(lambda said: (Run(said),)))


_openings = st.builds(Opening, text, st.none() | pictures)
covers = st.builds(Cover, st.sampled_from(["#12436d", "#801650"]), text, st.none() | pictures)


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, max_size=4).map(tuple)
    columns = st.lists(some, min_size=2, max_size=3).map(
        lambda drawn: Columns(tuple(drawn), (1.0, 2.5, 0.7)[: len(drawn)])
    )
    accents = st.sampled_from([None, "#12436d", "#801650"])
    return (
        columns
        | st.builds(KeptTogether, some)
        | st.builds(Box, st.just(""), _anchored, some, accents)
        | st.builds(Section, st.just(""), _anchored, some, st.booleans(), accents, st.none() | _openings)
    )


blocks: st.SearchStrategy[tuple[Block, ...]] = st.lists(st.recursive(_leaves, _around, max_leaves=8), max_size=6).map(
    tuple
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document: unique anchors, no heading skipped, only characters the fonts have."""
    numbered = _Numbered()
    front = numbered.blocks(draw(st.lists(paragraphs, max_size=2)), 2)
    body = numbered.blocks(draw(blocks), 2)
    return Document(
        draw(words),
        draw(text),
        draw(text),
        draw(text),
        TitlePage(
            draw(words), draw(text), numbered.answered(front), draw(st.none() | panels), draw(st.none() | covers)
        ),
        numbered.answered(body),
        tuple(draw(st.lists(text, max_size=2))),
        language=draw(st.sampled_from(["en-GB", "cy", "gd"])),
        page=draw(st.sampled_from(Page)),
    )


class _Numbered:
    """Gives sections and notes their own anchors, headings the level of their depth, references a note to lead to."""

    def __init__(self) -> None:
        self.count = 0
        self.noted = False

    def blocks(self, blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
        return tuple(self.block(block, level) for block in blocks)

    def block(self, block: Block, level: int) -> Block:
        if isinstance(block, Columns):
            return replace(block, columns=tuple(self.blocks(column, level) for column in block.columns))
        if isinstance(block, KeptTogether):
            return replace(block, blocks=self.blocks(block.blocks, level))
        if isinstance(block, Note):
            self.count += 1
            anchor = f"{NOTE}-{self.count}" if self.noted else NOTE
            self.noted = True
            return replace(block, anchor=anchor)
        if isinstance(block, Section | Box):
            self.count += 1
            heading = replace(block.heading, level=min(level, 6))
            anchor = f"part-{self.count}"
            return replace(block, anchor=anchor, heading=heading, blocks=self.blocks(block.blocks, level + 1))
        return block

    def answered(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks; where the document has no note, what refers to one is ordinary text."""
        return blocks if self.noted else tuple(_unlinked(block) for block in blocks)


def _unlinked(block: Block) -> Block:
    match block:
        case Paragraph():
            return _unlinked_words(block)
        case DataTable():
            return _unlinked_table(block)
        case Figure(figures=DataTable() as table):
            return replace(block, figures=_unlinked_table(table))
        case Columns():
            return replace(block, columns=tuple(tuple(map(_unlinked, column)) for column in block.columns))
        case KeptTogether() | Section() | Box():
            return replace(block, blocks=tuple(map(_unlinked, block.blocks)))
        case _:
            return block


def _unlinked_words(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, href=_without(run.href)) for run in paragraph.runs))


def _unlinked_table(table: DataTable) -> DataTable:
    rows = (
        replace(row, rows=tuple(map(_unlinked_row, row.rows))) if isinstance(row, RowGroup) else _unlinked_row(row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _unlinked_row(row: Row) -> Row:
    return Row(tuple(Cell(tuple(map(_unlinked_in_cell, cell.blocks))) for cell in row.cells))


def _unlinked_in_cell(block: CellBlock) -> CellBlock:
    return _unlinked_words(block) if isinstance(block, Paragraph) else block


def _without(href: str | None) -> str | None:
    return None if href == f"#{NOTE}" else href
