"""What a report looks like: sizes, distances and colours. Lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import Page, ParagraphKind
from tracker.documents.pdf.fonts import REGULAR, SEMIBOLD, EmbeddedFont
from tracker.documents.tones import INK

QUIET: Final = "#505a5f"
"""For text of second rank: 7:1 against white."""
LINK: Final = "#1d5a94"
HAIRLINE: Final = "#c6cccf"
NOTICE: Final = "#942514"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks. `leading` is the distance of base lines; `above` and `below` are least distances."""

    size: float
    leading: float
    above: float = 0
    below: float = 0
    font: EmbeddedFont = REGULAR
    colour: str = INK
    link: str = LINK

    def baseline(self) -> float:
        """From the top of a line down to its base line."""
        return (self.leading - self.size) / 2 + self.size * 0.75


PARAGRAPHS: Final[Mapping[ParagraphKind, TextStyle]] = MappingProxyType(
    {
        ParagraphKind.BODY: TextStyle(11, 15.5, 6, 6),
        ParagraphKind.LEAD: TextStyle(14, 20, 8, 10, colour="#2b3338"),
        ParagraphKind.SMALL: TextStyle(9.5, 13, 4, 4, colour=QUIET),
        ParagraphKind.EMPTY: TextStyle(11, 15.5, 6, 6, colour=QUIET),
    }
)
CELLS: Final[Mapping[ParagraphKind, TextStyle]] = MappingProxyType(
    {
        ParagraphKind.BODY: TextStyle(10, 13.5, 2, 2),
        ParagraphKind.LEAD: TextStyle(11, 14.5, 2, 2),
        ParagraphKind.SMALL: TextStyle(9, 12, 2, 2, colour=QUIET),
        ParagraphKind.EMPTY: TextStyle(10, 13.5, 2, 2, colour=QUIET),
    }
)
"""The same kinds inside a table."""

COMPACT: Final[Mapping[ParagraphKind, TextStyle]] = MappingProxyType(
    {
        ParagraphKind.BODY: TextStyle(9, 11.5, 1, 1),
        ParagraphKind.LEAD: TextStyle(10, 13, 1, 1),
        ParagraphKind.SMALL: TextStyle(9, 11.5, 1, 1, colour=QUIET),
        ParagraphKind.EMPTY: TextStyle(9, 11.5, 1, 1, colour=QUIET),
    }
)
"""And inside a compact one."""

HEADINGS: Final[Mapping[int, TextStyle]] = MappingProxyType(
    {
        1: TextStyle(36, 42, 24, 12, SEMIBOLD),
        2: TextStyle(24, 29, 30, 10, SEMIBOLD),
        3: TextStyle(15, 19, 20, 5, SEMIBOLD),
        4: TextStyle(12.5, 16, 14, 4, SEMIBOLD),
        5: TextStyle(11.5, 15.5, 12, 3, SEMIBOLD),
        6: TextStyle(11, 15.5, 10, 3, SEMIBOLD, QUIET),
    }
)
SUBTITLE: Final = TextStyle(18, 25, 8, 28, colour=QUIET)
CAPTION: Final = TextStyle(11, 15, 14, 5, SEMIBOLD)
COLUMN_HEADER: Final = TextStyle(9.5, 12.5, 0, 0, SEMIBOLD, QUIET)
COMPACT_HEADER: Final = TextStyle(9, 11.5, 0, 0, SEMIBOLD, QUIET)
ROW_GROUP: Final = TextStyle(10, 13.5, 2, 2, SEMIBOLD)
ENTRY: Final = TextStyle(11, 15.5, 3, 3, colour=LINK)
"""A line of the contents."""
MAIN_ENTRY: Final = TextStyle(11.5, 16, 10, 4, SEMIBOLD, LINK)
"""A line of the contents that has others under it, or stands beside such."""
BOX_HEADING: Final = TextStyle(14, 18, 12, 5, SEMIBOLD)
"""Whatever its level: a box stands beside the course of the text."""
RUNNING: Final = TextStyle(9, 12, colour=QUIET)
NOTICES: Final = TextStyle(9, 12, font=SEMIBOLD, colour=NOTICE)

READING_WIDTH: Final = 580.0
"""Lines of running text are no longer than this, or the eye loses its place."""
LIST_INDENT: Final = 16.0
COLUMN_GAP: Final = 32.0
CELL_GAP: Final = 16.0
COMPACT_GAP: Final = 10.0
NARROW_GAP: Final = 5.0
"""Between the columns of a compact table of many."""
MANY_COLUMNS: Final = 12
CELL_PADDING: Final = 5.0
COMPACT_PADDING: Final = 3.0
TITLE_DROP: Final = 96.0
"""Space above the title on the first page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size and the margins around what is read."""

    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def inner(self) -> float:
        """The width between the side margins."""
        return self.width - 2 * self.side


SHEETS: Final[Mapping[Page, Sheet]] = MappingProxyType(
    {
        Page.A4_LANDSCAPE: Sheet(841.89, 595.28, 54, 62, 54),
        Page.A4_PORTRAIT: Sheet(595.28, 841.89, 54, 66, 58),
    }
)
