"""What must hold of a document before a PDF is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from tracker.documents.blocks import (
    Block,
    BulletList,
    Columns,
    DataTable,
    Document,
    Heading,
    KeptTogether,
    Paragraph,
    ProgressBar,
    Run,
    Runs,
    Section,
    Sparkline,
    Status,
)
from tracker.documents.pdf.errors import (
    EmptyHeading,
    FigureWithoutWords,
    MissingGlyph,
    RaggedRow,
    RepeatedAnchor,
    SkippedHeading,
    UnknownLanguage,
    UnsupportedAddress,
    Untitled,
    UnusableColour,
)
from tracker.documents.pdf.fonts import BREAKING_SPACE, lacking, settle
from tracker.documents.text import allowed_address
from tracker.documents.tones import contrast

_PAPER: Final = "#ffffff"
_AROUND: Final = 30
"""Characters shown on each side of one that cannot be drawn."""
_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_LEAST_CONTRAST: Final = 4.5


def check(document: Document) -> None:
    """Raises the first `DocumentError` found, in reading order."""
    if not _bare(document.title):
        raise Untitled
    if not _LANGUAGE.fullmatch(document.language):
        raise UnknownLanguage(document.language)
    checker = _Checker()
    for text in (document.title, document.author, document.subject, document.running_head, *document.notices):
        checker.text(text)
    checker.heading(Heading(1, (Run(document.title_page.title),)))
    checker.text(document.title_page.subtitle)
    checker.blocks(document.title_page.blocks)
    checker.blocks(document.blocks)


class _Checker:
    def __init__(self) -> None:
        self.level = 0
        self.heard = ""
        self.anchors: set[str] = set()

    def text(self, text: str) -> None:
        character = lacking(text)
        if character is not None:
            settled = settle(text)
            place = settled.index(character)
            raise MissingGlyph(character, settled[max(place - _AROUND, 0) : place + _AROUND])

    def runs(self, runs: Runs) -> None:
        for run in runs:
            self.text(run.text)
            if run.href is not None:
                self.address(run.href)

    def address(self, href: str) -> None:
        if not allowed_address(href):
            raise UnsupportedAddress(href)

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self.runs(block.runs)
            case Heading():
                self.heading(block)
            case Section():
                self.section(block)
            case BulletList():
                self.items(block)
            case DataTable():
                self.table(block)
            case KeptTogether():
                self.blocks(block.blocks)
            case Columns():
                self.blocks(chain.from_iterable(block.columns))
            case Status():
                self.text(block.word)
            case ProgressBar() | Sparkline():
                self.figure(block)

    def heading(self, heading: Heading) -> None:
        self.runs(heading.runs)
        words = _words(heading.runs)
        if not words:
            raise EmptyHeading(heading.level, self.heard)
        if not 1 <= heading.level <= min(self.level + 1, 6):
            raise SkippedHeading(heading.level, self.level, words)
        self.level = heading.level
        self.heard = words

    def section(self, section: Section) -> None:
        if section.anchor in self.anchors:
            raise RepeatedAnchor(section.anchor)
        self.anchors.add(section.anchor)
        if section.accent is not None:
            self.colour(section.accent)
        self.heading(section.heading)
        self.blocks(section.blocks)

    def colour(self, colour: str) -> None:
        if not _COLOUR.fullmatch(colour) or contrast(colour, _PAPER) < _LEAST_CONTRAST:
            raise UnusableColour(colour)

    def items(self, bullets: BulletList) -> None:
        for item in bullets.items:
            self.runs(item.runs)
            if item.children:
                self.items(item.children)

    def table(self, table: DataTable) -> None:
        self.text(table.caption)
        for column in table.columns:
            self.text(column.header)
        for number, row in enumerate(table.rows, start=1):
            if len(row.cells) != len(table.columns):
                raise RaggedRow(table.caption, number, len(row.cells), len(table.columns))
            for cell in row.cells:
                self.blocks(cell.blocks)

    def figure(self, figure: ProgressBar | Sparkline) -> None:
        self.text(figure.words)
        if not _bare(figure.words):
            raise FigureWithoutWords(type(figure).__name__)


def _bare(text: str) -> str:
    return BREAKING_SPACE.sub(" ", settle(text)).strip()


def _words(runs: Runs) -> str:
    return _bare("".join(run.text for run in runs))
