"""What a reader must hear of a document, and what a web page of it says; both in reading order, for comparing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

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
    Picture,
    ProgressBar,
    Quotation,
    RowGroup,
    Section,
    Sparkline,
    Status,
    words_of,
)
from tracker.documents.check import says_something
from tracker.documents.document import Document
from tracker.documents.pdf.fonts import settle
from tracker.documents.walk import listed_title, sections

_FURNITURE: Final = ("report-notices",)
"""Parts of a web page that stand around every page on paper and are not read out there."""


def same(text: str) -> str:
    """The text as it is compared: without blanks, and as it is drawn."""
    return "".join(settle(text).replace("\u200b", "").split())


def heard(document: Document, pages: Mapping[str, int] | None = None) -> str:
    """Everything a reader must hear of the document.

    `pages` is the page of each anchor on paper, where labels of lists and page numbers are heard too; None on the web.
    """
    page = document.title_page
    hearing = _Hearing(document, pages)
    front = [*page.blocks, *(page.signature.paragraphs() if page.signature else ())]
    above, picture = (page.cover.above, page.cover.picture) if page.cover else ("", None)
    shown = hearing.all([picture] if picture else [])
    return "".join([above, page.title, page.subtitle, *shown, *hearing.all(front), *hearing.all(document.blocks)])


class _Hearing:
    def __init__(self, document: Document, pages: Mapping[str, int] | None) -> None:
        self.document = document
        self.pages = pages

    def all(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.one(block)

    def one(self, block: Block) -> Iterator[str]:
        match block:
            case Heading() | Paragraph():
                yield words_of(block.runs)
            case Section():
                yield from self.section(block)
            case Box():
                yield words_of(block.heading.runs)
                yield from self.all(block.blocks)
            case BulletList():
                yield from self.items(block)
            case DataTable():
                yield from self.table(block)
            case Figure():
                yield from (block.words, words_of(block.caption))
                yield from self.all((block.figures,) if block.figures else ())
            case Contents():
                yield from self.contents(block)
            case KeptTogether():
                yield from self.all(block.blocks)
            case Columns():
                yield from self.all(chain.from_iterable(block.columns))
            case _:
                yield from _short(block)

    def section(self, section: Section) -> Iterator[str]:
        opening = section.opening
        yield opening.above if opening else ""
        yield words_of(section.heading.runs)
        yield from self.all([opening.picture] if opening and opening.picture else [])
        yield from self.all(section.blocks)

    def contents(self, block: Contents) -> Iterator[str]:
        for _, section in sections(self.document.blocks, block.depth):
            yield listed_title(section)
            if self.pages is not None:
                yield str(self.pages[section.anchor])

    def table(self, table: DataTable) -> Iterator[str]:
        yield table.caption
        yield from _headers(table)
        for row in table.rows:
            if isinstance(row, RowGroup):
                yield row.header
            for inner in row.rows if isinstance(row, RowGroup) else (row,):
                for cell in inner.cells:
                    yield from self.all(cell.blocks)

    def items(self, bullets: BulletList, level: int = 0) -> Iterator[str]:
        for number, item in enumerate(bullets.items, start=1):
            said = words_of(item.runs)
            if says_something(said):
                if self.pages is not None:
                    yield f"{number}." if bullets.numbered else "•" if not level else "–"
                yield said
            if item.children:
                yield from self.items(item.children, level + 1)


def _short(block: Block) -> Iterator[str]:
    match block:
        case Status():
            yield block.word
        case ProgressBar():
            yield f"{block.percent}%{block.words}"
        case Sparkline():
            yield block.words
        case Note():
            yield from (block.sign, words_of(block.runs))
        case Picture():
            yield from (block.words, words_of(block.under))
        case Quotation():
            yield from (words_of(block.runs), block.speaker)
        case KeyFigures():
            yield from (f"{figure.value}{figure.label}{figure.note}" for figure in block.figures)


def _headers(table: DataTable) -> Iterator[str]:
    if not table.over:
        yield from (column.header for column in table.columns)
        return
    lower: list[str] = []
    first = 0
    for group in table.over:
        headers = [column.header for column in table.columns[first : first + group.span]]
        first += group.span
        if group.header is None:
            yield from headers
        else:
            yield group.header
            lower += headers
    yield from lower


def said_by(element: Element) -> Iterator[str]:
    """What an element of a web page says: its texts and, for pictures, their words."""
    if element.get("class") in _FURNITURE or element.tag == "summary":
        return
    if element.get("role") == "img":
        yield element.get("aria-label") or ""
    elif element.tag == "img":
        yield element.get("alt") or ""
    elif element.get("aria-hidden") != "true":
        yield element.text or ""
        for child in element:
            yield from said_by(child)
            yield child.tail or ""
