"""A chart's drawing as a box: vector shapes and real text, all of them one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import Figure
from tracker.documents.drawings import Anchor, Circle, Label, Point, Polygon, Polyline, Primitive, Rect
from tracker.documents.pdf.figures import frame
from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.fonts import BREAKING_SPACE, REGULAR, SEMIBOLD, settle
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_LEAST_SCALE: Final = 0.7
"""Drawn smaller than this, the words in a drawing are hard to read: a narrow drawing is better."""
_ABOVE: Final = 12.0
_SHARE_FROM_START: Final = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


class Chart(Box):
    """The drawing at its own size in points, or smaller where the place is narrower or the page lower."""

    __slots__ = ("drawing", "element", "scale")

    def __init__(self, figure: Figure, parent: Element, room: Room) -> None:
        style = room.paragraph()
        crowded = room.width < figure.drawing.width * _LEAST_SCALE
        self.drawing = figure.narrow if figure.narrow and crowded else figure.drawing
        height = max(room.page - _ABOVE - style.below - 4 * style.leading, style.leading)
        self.scale = min(1, room.width / self.drawing.width, height / self.drawing.height)
        self.element = Element("Figure", parent, alt=" ".join(settle(figure.words).split()))
        super().__init__(self.drawing.height * self.scale, _ABOVE, style.below)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        frame(self.element, x, top - self.height, self.drawing.width * self.scale, self.height)
        canvas.open(self.element)
        for shape in self.drawing.shapes:
            self._shape(canvas, shape, x, top)
        if not self.drawing.shapes:
            canvas.box(x, top, 0, 0, "#ffffff")
        canvas.close()

    def _shape(self, canvas: TaggedCanvas, shape: Primitive, x: float, top: float) -> None:
        scale = self.scale

        def at(point: Point) -> tuple[float, float]:
            return x + point[0] * scale, top - point[1] * scale

        match shape:
            case Polyline():
                stroke = shape.stroke
                dashes = tuple(length * scale for length in stroke.dashes)
                canvas.polyline([at(point) for point in shape.points], stroke.colour, stroke.width * scale, dashes)
            case Polygon():
                canvas.polygon([at(point) for point in shape.points], shape.fill)
            case Circle():
                canvas.dot(*at(shape.centre), shape.radius * scale, shape.fill)
            case Rect():
                left, bottom = at((shape.corner[0], shape.corner[1] + shape.height))
                canvas.box(left, bottom, shape.width * scale, shape.height * scale, shape.fill)
            case Label():
                self._label(canvas, shape, at(shape.at))

    def _label(self, canvas: TaggedCanvas, label: Label, place: tuple[float, float]) -> None:
        font = SEMIBOLD if label.bold else REGULAR
        text = BREAKING_SPACE.sub(" ", settle(label.text))
        size = label.size * self.scale
        back = _SHARE_FROM_START[label.anchor] * font.advance(text) * size / 1000
        canvas.show(font, size, label.fill, place[0] - back, place[1], text)
