"""What stands around the text of every page: running head, notices, page n of m. None of it is read out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tracker.documents.document import Document
from tracker.documents.pdf.fonts import settle
from tracker.documents.pdf.lines import Line, Stretch, break_lines
from tracker.documents.pdf.theme import HAIRLINE, NOTICES, QUIET, RUNNING, SHEETS, Sheet, TextStyle

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_HEADER: Final = "/Type /Pagination /Subtype /Header"
_FOOTER: Final = "/Type /Pagination /Subtype /Footer"
_PAGE_NUMBER_WIDTH: Final = 110.0
_STRIPE: Final = 7.0
_HEAD_DROP: Final = 26.0
"""From the paper's edge to the running head."""
_FOOT_RISE: Final = 24.0
_BETWEEN: Final = "   ·   "


def _lines(text: str, style: TextStyle, width: float) -> list[Line]:
    return break_lines([Stretch(settle(text), style.font, 0)], style.size, width)


@dataclass(frozen=True, slots=True)
class Top:
    """The upper edge of a page: whether a band takes the place of the running head, and the colour of a stripe."""

    banded: bool
    stripe: str | None


@dataclass(slots=True)
class Furniture:
    """Head and foot of a document's pages, measured once."""

    document: Document
    sheet: Sheet = field(init=False)
    head: list[Line] = field(init=False)
    foot: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = SHEETS[self.document.page]
        self.head = _lines(self.document.running_head, RUNNING, self.sheet.inner)
        notices = _BETWEEN.join(self.document.notices)
        self.foot = _lines(notices, NOTICES, self.sheet.inner - _PAGE_NUMBER_WIDTH)

    @property
    def top(self) -> float:
        """Where the text of a page starts, from the lower edge of the paper."""
        return self.sheet.height - self.sheet.top - RUNNING.leading * max(len(self.head) - 1, 0)

    @property
    def room(self) -> float:
        """The height between head and foot."""
        return self.top - self.sheet.bottom - NOTICES.leading * max(len(self.foot) - 1, 0)

    def paint(self, canvas: TaggedCanvas, page: int, total: int, top: Top) -> None:
        """Paints head and foot of page `page` of `total`; the first page has no running head."""
        if page > 1 and not top.banded and (self.head or top.stripe):
            with canvas.artifact(_HEADER):
                if top.stripe:
                    canvas.box(0, self.sheet.height - _STRIPE, self.sheet.width, _STRIPE, top.stripe)
                y = self.sheet.height - _HEAD_DROP - RUNNING.baseline()
                y = self._set(canvas, self.head, RUNNING, y)
                canvas.box(self.sheet.side, y + RUNNING.leading - 6, self.sheet.inner, 0.5, HAIRLINE)
        if not (self.foot or self.document.numbered):
            return
        with canvas.artifact(_FOOTER):
            y = _FOOT_RISE + NOTICES.leading * max(len(self.foot) - 1, 0)
            self._set(canvas, self.foot, NOTICES, y)
            if not self.document.numbered:
                return
            words = f"Page {page} of {total}"
            width = RUNNING.font.advance(words) * RUNNING.size / 1000
            right = self.sheet.width - self.sheet.side
            canvas.show(RUNNING.font, RUNNING.size, QUIET, right - width, _FOOT_RISE, words)

    def _set(self, canvas: TaggedCanvas, lines: list[Line], style: TextStyle, y: float) -> float:
        for line in lines:
            for piece in line.pieces:
                canvas.show(style.font, style.size, style.colour, self.sheet.side + piece.start, y, piece.text)
            y -= style.leading
        return y
