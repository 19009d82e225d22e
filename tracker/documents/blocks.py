"""What reports are made of.

Blocks say what a thing is, never how it looks; `documents.pdf` and `documents.html` decide that.
Everything is frozen and compares by value, so the same content is the same document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.documents.drawings import Drawing
from tracker.documents.showing import Cover, KeyFigure, KeyFigures, MediaType, Opening, Picture, Quotation
from tracker.documents.words import Run, Runs, Shape, Tone, plain, words_of

__all__ = [
    "Cover",
    "KeyFigure",
    "KeyFigures",
    "MediaType",
    "Opening",
    "Picture",
    "Quotation",
    "Run",
    "Runs",
    "Shape",
    "Tone",
    "plain",
    "words_of",
]
"""What stands in files of its own; the others are told here."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title. Levels may not be skipped going down."""

    level: int
    runs: Runs


class ParagraphKind(StrEnum):
    BODY = "body"
    LEAD = "lead"
    SMALL = "small"
    EMPTY = "empty"
    """Says that a section has nothing in it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    kind: ParagraphKind = ParagraphKind.BODY


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or a source, set small where it stands. `sign` is what refers to it in the text, e.g. "1" or "Source".

    `anchor` is unique in the document; a reference to the note is a run whose `href` is "#" and the anchor.
    """

    anchor: str
    sign: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ListItem:
    runs: Runs
    children: BulletList | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[ListItem, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """A bar from 0 to 100. `words` is its text for readers who cannot see it, e.g. "40 % complete".

    `marker` (0–100) draws a tick on the bar, e.g. where the work stood a quarter ago; `words` must say it too.
    """

    percent: int
    words: str
    tone: Tone = Tone.INFORMATION
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A status as word, shape and colour."""

    word: str
    shape: Shape
    tone: Tone


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line of values, oldest first; None is a gap. `words` is its text for readers who cannot see it."""

    values: tuple[float | None, ...]
    words: str
    tone: Tone = Tone.INFORMATION


class Align(StrEnum):
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `weight` is its share of the width."""

    header: str
    weight: float
    align: Align = Align.START


CellBlock = Paragraph | ProgressBar | Status | Sparkline | BulletList


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one table cell, top to bottom; empty is allowed."""

    blocks: tuple[CellBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; it holds as many cells as the table has columns. The first cell is its row header."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a header of their own, which spans the table."""

    header: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A header over `span` neighbouring columns; None leaves them without one."""

    header: str | None
    span: int


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; the first cell of a row is the row's header. It breaks over pages, even in rows.

    `groups` cover all columns from left to right and make a second row of headers above those of the columns.
    `compact` sets it smaller and its columns closer, for tables of many figures.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row | RowGroup, ...]
    groups: tuple[ColumnGroup, ...] = ()
    compact: bool = False

    @property
    def over(self) -> tuple[ColumnGroup, ...]:
        """The groups that make a second row of headers; none where no group has a header."""
        return self.groups if any(group.header is not None for group in self.groups) else ()

    def bodies(self) -> Iterator[RowGroup | tuple[Row, ...]]:
        """The rows in the order they stand, those between groups together."""
        loose: list[Row] = []
        for row in self.rows:
            if isinstance(row, Row):
                loose.append(row)
                continue
            if loose:
                yield tuple(loose)
                loose = []
            yield row
        if loose:
            yield tuple(loose)

    def every_row(self) -> Iterator[Row]:
        """The rows of all groups, from top to bottom."""
        for row in self.rows:
            yield from row.rows if isinstance(row, RowGroup) else (row,)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: the drawing, `words` for readers who cannot see it, `caption` for everybody.

    `figures` holds what was drawn; on the web it opens behind "Show the figures", on paper it follows the drawing.
    `narrow` shows the same on a small screen.
    """

    drawing: Drawing
    words: str
    caption: Runs = ()
    figures: DataTable | None = None
    narrow: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """Links to the document's sections, on paper with their pages; `depth` 2 lists the sections inside them too."""

    depth: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Side by side on paper, read one whole column after the other. On a narrow screen they stack."""

    columns: tuple[tuple[Block, ...], ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class KeptTogether:
    """What should stand on one page of paper: it moves to the next one where the rest of this page is too short.

    What is higher than a page flows as if nothing held it together.
    """

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page on paper; nothing on the web."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading of its own: bookmarked in the PDF, a `<section>` on the web. `anchor` is unique.

    With an `opening` it is a chapter and always starts a page.
    """

    anchor: str
    heading: Heading
    blocks: tuple[Block, ...]
    new_page: bool = False
    accent: str | None = None
    """A colour as #rrggbb with at least 4.5:1 against white, for the heading and its rule."""
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Something beside the course of the text, framed and tinted, with a heading: a case study. `anchor` is unique.

    On paper it stands on one page where it fits on one; else it flows on, its frame open at the break.
    """

    anchor: str
    heading: Heading
    blocks: tuple[Block, ...]
    accent: str | None = None
    """A colour as #rrggbb with at least 4.5:1 against white; None: that of the section it stands in."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Note
    | DataTable
    | Figure
    | Contents
    | ProgressBar
    | Status
    | Sparkline
    | Columns
    | KeptTogether
    | PageBreak
    | Picture
    | Quotation
    | KeyFigures
    | Box
    | Section
)


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """Who approved the document, as what, when, and the hash of what they approved; all as words to print.

    `certificate` names the holder of the certificate that signs the PDF, which then keeps an empty place for the
    digital signature over the panel; None says plainly that there is no digital signature. The words are true of the
    PDF with and without its signature, so a copy from before it may be put into another document.
    """

    signer: str
    role: str
    moment: str
    content_hash: str
    certificate: str | None = None

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What the panel says, on paper and on the web."""
        as_what = (Run(f", {self.role}"),) if self.role else ()
        return (
            Paragraph((Run("Approved by "), Run(self.signer, bold=True), *as_what, Run(f" · {self.moment}"))),
            Paragraph((Run(self._kind(), bold=self.certificate is None),)),
            Paragraph((Run(f"Hash of the content (SHA-256): {self.content_hash}"),), ParagraphKind.SMALL),
        )

    def _kind(self) -> str:
        if self.certificate is None:
            return "Approved in the system; not digitally signed."
        return (
            f"This report’s own PDF carries a digital signature of “{self.certificate}”. "
            "Copies of it inside other documents do not."
        )


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The first page: title, what stands under it, and last who approved it all. `cover` makes it a designed one."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    signature: SignaturePanel | None = None
    cover: Cover | None = None


class Page(StrEnum):
    A4_LANDSCAPE = "a4-landscape"
    A4_PORTRAIT = "a4-portrait"
