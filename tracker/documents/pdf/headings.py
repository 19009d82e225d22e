"""Boxes that links and bookmarks lead to: headings, with the accent rule of a section, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.text import Text

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas


@dataclass(frozen=True, slots=True)
class AccentRule:
    """A bar above a heading; lengths in points."""

    colour: str
    width: float
    thickness: float
    gap: float


class Headline(Box):
    """A heading; it never stands last on a page."""

    __slots__ = ("anchor", "rule", "text")

    def __init__(self, text: Text, rule: AccentRule | None = None, anchor: str | None = None) -> None:
        rise = rule.thickness + rule.gap if rule else 0
        super().__init__(rise + text.height, text.above, text.below, sticky=True)
        self.text = text
        self.rule = rule
        self.anchor = anchor

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Headline, Text] | None:
        if not desperate:
            return None
        rise = self.height - self.text.height
        cut = self.text.divide(room - rise, desperate=True)
        return (Headline(cut[0], self.rule, self.anchor), cut[1]) if cut else None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.anchor:
            canvas.place(self.anchor, x, top + self.above / 2)
        if self.rule:
            canvas.open(None)
            canvas.box(x, top - self.rule.thickness, self.rule.width, self.rule.thickness, self.rule.colour)
            canvas.close()
        self.text.paint(canvas, x, top - (self.height - self.text.height))

    def anchors(self) -> Iterator[str]:
        if self.anchor:
            yield self.anchor


class Target(Box):
    """A text that a link leads to."""

    __slots__ = ("anchor", "text")

    def __init__(self, text: Text, anchor: str) -> None:
        super().__init__(text.height, text.above, text.below)
        self.text = text
        self.anchor = anchor

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Target, Text] | None:
        cut = self.text.divide(room, desperate=desperate)
        return (Target(cut[0], self.anchor), cut[1]) if cut else None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        canvas.place(self.anchor, x, top)
        self.text.paint(canvas, x, top)

    def anchors(self) -> Iterator[str]:
        yield self.anchor
