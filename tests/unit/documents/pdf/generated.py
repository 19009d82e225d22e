"""Documents of random blocks, and what a reader must hear of any document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from hypothesis import strategies as st

from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Document,
    Heading,
    KeptTogether,
    ListItem,
    Page,
    PageBreak,
    Paragraph,
    ParagraphKind,
    ProgressBar,
    Row,
    Run,
    Runs,
    Section,
    Shape,
    Sparkline,
    Status,
    TitlePage,
    Tone,
)
from tracker.documents.pdf.fonts import settle

_ALPHABET: Final = "abcdefghij ABC 019 -–/ .,;:()\\<>&'\"%£€ŵŷÂ→▲✓½ \u00a0\n\t"
text: st.SearchStrategy[str] = st.text(_ALPHABET, max_size=60) | st.text("abcdefgh -/", min_size=90, max_size=400)
words: st.SearchStrategy[str] = st.from_regex(r"[A-Z][a-zŵŷ]{1,9}( [a-z0-9€→()]{1,12}){0,8}", fullmatch=True)

_hrefs = st.sampled_from([None, None, None, "https://www.example.org/a?b=c&d=(e)", "mailto:office@example.org"])
runs: st.SearchStrategy[Runs] = st.lists(st.builds(Run, text, st.booleans(), _hrefs), max_size=4).map(tuple)
paragraphs = st.builds(Paragraph, runs, st.sampled_from(ParagraphKind))
_percent = st.integers(0, 100)
bars = st.builds(ProgressBar, _percent, words, st.sampled_from(Tone), st.none() | _percent)
statuses = st.builds(Status, words, st.sampled_from(Shape), st.sampled_from(Tone))
_values = st.lists(st.none() | st.floats(allow_nan=True, allow_infinity=True), max_size=12).map(tuple)
sparklines = st.builds(Sparkline, _values, words, st.sampled_from(Tone))


def _lists_of(items: st.SearchStrategy[ListItem]) -> st.SearchStrategy[BulletList]:
    return st.builds(BulletList, st.lists(items, max_size=4).map(tuple), st.booleans())


bullets: st.SearchStrategy[BulletList] = st.recursive(
    _lists_of(st.builds(ListItem, runs)),
    lambda inner: _lists_of(st.builds(ListItem, runs, st.none() | inner)),
    max_leaves=4,
)
cells = st.builds(Cell, st.lists(paragraphs | bars | statuses | sparklines | bullets, max_size=3).map(tuple))
_columns = st.builds(Column, text, st.floats(0.01, 10), st.sampled_from(Align))


@st.composite
def tables(draw: st.DrawFn) -> DataTable:
    columns = draw(st.lists(_columns, min_size=1, max_size=5))
    row = st.lists(cells, min_size=len(columns), max_size=len(columns)).map(lambda drawn: Row(tuple(drawn)))
    return DataTable(draw(text), tuple(columns), tuple(draw(st.lists(row, max_size=6))))


_leaves = paragraphs | bullets | bars | statuses | sparklines | tables() | st.builds(PageBreak)
_anchored = st.builds(Heading, st.just(2), words.map(lambda said: (Run(said),)))


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, max_size=4).map(tuple)
    columns = st.lists(some, min_size=2, max_size=3).map(
        lambda drawn: Columns(tuple(drawn), (1.0, 2.5, 0.7)[: len(drawn)])
    )
    accents = st.sampled_from([None, "#12436d", "#801650"])
    return (
        columns
        | st.builds(KeptTogether, some)
        | st.builds(Section, st.just(""), _anchored, some, st.booleans(), accents)
    )


blocks: st.SearchStrategy[tuple[Block, ...]] = st.lists(st.recursive(_leaves, _around, max_leaves=8), max_size=6).map(
    tuple
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document: unique anchors, no heading skipped, only characters the fonts have."""
    numbered = _Numbered()
    return Document(
        draw(words),
        draw(text),
        draw(text),
        draw(text),
        TitlePage(draw(words), draw(text), draw(st.lists(paragraphs, max_size=2).map(tuple))),
        numbered.blocks(draw(blocks), 2),
        tuple(draw(st.lists(text, max_size=2))),
        page=draw(st.sampled_from(Page)),
    )


class _Numbered:
    """Gives sections their own anchors, and headings the level of their depth."""

    def __init__(self) -> None:
        self.count = 0

    def blocks(self, blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
        return tuple(self.block(block, level) for block in blocks)

    def block(self, block: Block, level: int) -> Block:
        if isinstance(block, Columns):
            return replace(block, columns=tuple(self.blocks(column, level) for column in block.columns))
        if isinstance(block, KeptTogether):
            return replace(block, blocks=self.blocks(block.blocks, level))
        if isinstance(block, Section):
            self.count += 1
            heading = replace(block.heading, level=min(level, 6))
            anchor = f"part-{self.count}"
            return replace(block, anchor=anchor, heading=heading, blocks=self.blocks(block.blocks, level + 1))
        return block


def heard(document: Document) -> str:
    """Everything a reader must hear of the document, in reading order."""
    page = document.title_page
    return "".join([page.title, page.subtitle, *_heard(page.blocks), *_heard(document.blocks)])


def _heard(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _said(block)


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _plain(block.runs)
        case Section():
            yield _plain(block.heading.runs)
            yield from _heard(block.blocks)
        case BulletList():
            yield from _items(block)
        case DataTable():
            yield from _tabled(block)
        case KeptTogether():
            yield from _heard(block.blocks)
        case Columns():
            yield from _heard(chain.from_iterable(block.columns))
        case Status():
            yield block.word
        case ProgressBar():
            yield f"{block.percent}%{block.words}"
        case Sparkline():
            yield block.words


def _tabled(table: DataTable) -> Iterator[str]:
    yield table.caption
    yield from (column.header for column in table.columns)
    for row in table.rows:
        for cell in row.cells:
            yield from _heard(cell.blocks)


def _items(bullets: BulletList, level: int = 0) -> Iterator[str]:
    for number, item in enumerate(bullets.items, start=1):
        said = _plain(item.runs)
        if said.strip():
            yield f"{number}." if bullets.numbered else "•" if not level else "–"
            yield said
        if item.children:
            yield from _items(item.children, level + 1)


def _plain(runs: Runs) -> str:
    return settle("".join(run.text for run in runs))
