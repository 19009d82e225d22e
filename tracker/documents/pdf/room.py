"""Where blocks go."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tracker.documents.blocks import Align, ParagraphKind
from tracker.documents.pdf import theme


@dataclass(frozen=True, slots=True)
class Bleed:
    """What lies around the place of the text: the margins at both sides, and what is above it at the top of a page."""

    side: float
    top: float


@dataclass(frozen=True, slots=True)
class Room:
    """Where blocks go: a width in points, the accent colour, the depth of sections, whether inside a table.

    `compact` tells that the table is a compact one. `page` is the height of a whole page, in points,
    `bleed` what is around it; None where what is laid out cannot reach the edges of the paper.
    `ground` is the colour that blocks stand on.
    """

    width: float
    accent: str
    depth: int = 0
    dense: bool = False
    compact: bool = False
    align: Align = Align.START
    page: float = math.inf
    bleed: Bleed | None = None
    ground: str = "#ffffff"

    @property
    def reading(self) -> float:
        """The width of running text."""
        return min(self.width, theme.READING_WIDTH)

    def paragraph(self, kind: ParagraphKind = ParagraphKind.BODY) -> theme.TextStyle:
        """The style of a paragraph here."""
        inside = theme.COMPACT if self.compact else theme.CELLS
        return (inside if self.dense else theme.PARAGRAPHS)[kind]
