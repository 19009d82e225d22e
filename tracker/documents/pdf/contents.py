"""A table of contents: a line for each section, with the page that was found before anything is painted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import Section
from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.fonts import settle
from tracker.documents.pdf.lines import Line, Stretch, break_lines
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.theme import ENTRY, LIST_INDENT, MAIN_ENTRY, QUIET, TextStyle
from tracker.documents.walk import listed_title

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_NUMBER_WIDTH: Final = 36.0
_GAP: Final = 6.0
_DOT: Final = 3.0
"""How far apart the dots of a leader stand."""
_DOT_SIZE: Final = 0.45
_NARROWEST: Final = 40.0


def contents(
    sections: Iterable[tuple[int, Section]], parent: Element, room: Room, pages: Mapping[str, int]
) -> list[Box]:
    """The lines of the contents, hung under `parent`; none where there are no sections."""
    boxes: list[Box] = []
    open_lists: list[Element] = []
    listed = [*sections]
    main = MAIN_ENTRY if any(depth > 1 for depth, _ in listed) else ENTRY
    for depth, section in listed:
        # A deeper list stands inside the entry before it.
        del open_lists[depth:]
        while len(open_lists) < depth:
            last = open_lists[-1].kids[-1] if open_lists and open_lists[-1].kids else None
            above = last if isinstance(last, Element) else open_lists[-1] if open_lists else parent
            open_lists.append(Element("TOC", above))
        entry = Element("TOCI", open_lists[-1])
        style = replace(main, colour=section.accent or main.colour) if depth == 1 else ENTRY
        made = _entry(section, depth, entry, room, pages, style)
        made.sticky = depth == 1 and main is MAIN_ENTRY and section is not listed[-1][1]
        boxes.append(made)
    return boxes


def _entry(
    section: Section, depth: int, element: Element, room: Room, pages: Mapping[str, int], style: TextStyle
) -> Box:
    link = Element("Link", Element("Reference", element))
    title = " ".join(settle(listed_title(section)).split())
    indent = min((depth - 1) * LIST_INDENT, max(room.reading - _NUMBER_WIDTH - _NARROWEST, 0))
    width = max(room.reading - indent - _NUMBER_WIDTH - _GAP, _NARROWEST)
    lines = break_lines([Stretch(title, style.font, 0)], style.size, width)
    return Entry(lines, link, section.anchor, title, room.reading, indent, pages, style)


class Entry(Box):
    """One line of the contents, or several where the title is long; the last has the page at its end."""

    __slots__ = ("anchor", "indent", "last", "lines", "link", "pages", "style", "title", "width")

    def __init__(
        self,
        lines: list[Line],
        link: Element,
        anchor: str,
        title: str,
        width: float,
        indent: float,
        pages: Mapping[str, int],
        style: TextStyle,
        *,
        last: bool = True,
    ) -> None:
        super().__init__(len(lines) * style.leading, style.above, style.below)
        self.lines = lines
        self.link = link
        self.anchor = anchor
        self.title = title
        self.width = width
        self.indent = indent
        self.pages = pages
        self.style = style
        self.last = last

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Entry, Entry] | None:
        if not desperate or len(self.lines) < 2:
            return None
        fitting = min(max(int(room / self.style.leading), 1), len(self.lines) - 1)
        return self._part(self.lines[:fitting], last=False), self._part(self.lines[fitting:], last=self.last)

    def _part(self, lines: list[Line], *, last: bool) -> Entry:
        return Entry(
            lines, self.link, self.anchor, self.title, self.width, self.indent, self.pages, self.style, last=last
        )

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style = self.style
        base = top - style.baseline()
        canvas.open(self.link)
        for line in self.lines:
            for piece in line.pieces:
                canvas.show(style.font, style.size, style.colour, x + self.indent + piece.start, base, piece.text)
            base -= style.leading
        base += style.leading
        if self.last:
            number = f" {self.pages[self.anchor]}"
            start = x + self.width - style.font.advance(number) * style.size / 1000
            canvas.show(style.font, style.size, style.colour, start, base, number)
            canvas.close()
            self._leader(canvas, x + self.indent + self.lines[-1].width + _GAP, start, base)
        else:
            canvas.close()
        words = f"{self.title}, page {self.pages[self.anchor]}"
        canvas.link(self.link, f"#{self.anchor}", words, (x, top - self.height, x + self.width, top))

    def _leader(self, canvas: TaggedCanvas, start: float, end: float, base: float) -> None:
        canvas.open(None)
        place = end - _DOT
        while place > start:
            canvas.dot(place, base + 1, _DOT_SIZE, QUIET)
            place -= _DOT
        canvas.close()
