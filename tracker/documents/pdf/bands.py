"""Bands of colour that reach the edges of the paper: behind the title of a cover, behind the heading of a chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import Picture
from tracker.documents.pdf.flow import Box, Stack
from tracker.documents.pdf.pictures import alternative, show_picture
from tracker.documents.pdf.room import Bleed
from tracker.documents.pdf.structure import Element
from tracker.documents.tones import mixed

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_PADDING: Final = 26.0
"""Around the words of a band that does not reach the edges, and below those of one that does."""
_BELOW: Final = 14.0
_SHADES: Final = (0.88, 0.76, 0.64)


class Band(Box):
    """Words on a band of colour, at the top of a page up to the paper's edges, or with no `bleed` in its own place.

    `drop` is the space above the words, `height` the whole height below the running head if more than the words need.
    A `decorated` one has darker shapes behind its words.
    """

    __slots__ = ("bleed", "colour", "decorated", "drop", "inside", "width")

    def __init__(
        self,
        inside: Stack,
        colour: str,
        width: float,
        bleed: Bleed | None,
        *,
        drop: float = 0,
        height: float = 0,
        below: float = _BELOW,
        decorated: bool = False,
    ) -> None:
        drop = drop if bleed else _PADDING
        super().__init__(max(drop + inside.height + _PADDING, height), 0, below, sticky=True)
        self.inside = inside
        self.colour = colour
        self.width = width
        self.bleed = bleed
        self.drop = drop
        self.decorated = decorated

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Band, Band] | None:
        cut = self.inside.divide(room - self.drop - _PADDING, desperate=True) if desperate else None
        return (self._with(cut[0]), self._with(cut[1])) if cut else None

    def _with(self, inside: Stack) -> Band:
        return Band(inside, self.colour, self.width, self.bleed, drop=self.drop, below=self.below)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        side, above = (self.bleed.side, self.bleed.top) if self.bleed else (0.0, 0.0)
        left, bottom = x - side, top - self.height
        width, height = self.width + 2 * side, self.height + above
        canvas.open(None)
        canvas.box(left, bottom, width, height, self.colour)
        if self.decorated:
            for place, points in enumerate(_shapes(left, bottom, width, height)):
                canvas.polygon(points, mixed(self.colour, "#000000", _SHADES[place]))
        canvas.close()
        self.inside.paint(canvas, x if self.bleed else x + _PADDING, top - self.drop)

    def anchors(self) -> Iterator[str]:
        yield from self.inside.anchors()


def _shapes(left: float, bottom: float, width: float, height: float) -> Sequence[list[tuple[float, float]]]:
    """Three slopes from the right edge down to the lower one, each before the last."""
    right = left + width
    return [
        [(left, bottom), (right, bottom), (right, bottom + height * 0.62), (left, bottom + height * 0.1)],
        [(left + width * 0.12, bottom), (right, bottom), (right, bottom + height * 0.4)],
        [(left + width * 0.48, bottom), (right, bottom), (right, bottom + height * 0.24)],
    ]


class Across(Box):
    """A picture over the whole width of the paper, or of its place, cut to a height."""

    __slots__ = ("bleed", "element", "picture", "width")

    def __init__(self, picture: Picture, parent: Element, width: float, bleed: Bleed | None, height: float) -> None:
        super().__init__(height, 0, _BELOW)
        self.picture = picture
        self.width = width
        self.bleed = bleed
        self.element = Element("Figure", parent, alt=alternative(picture))

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        side = self.bleed.side if self.bleed else 0
        place = (x - side, top - self.height, self.width + 2 * side, self.height)
        show_picture(canvas, self.picture, self.element, place)
