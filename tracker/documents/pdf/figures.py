"""Bars, small lines and status words as boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import Align, ProgressBar, Shape, Sparkline, Status
from tracker.documents.charts import sparkline_points
from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.fonts import SEMIBOLD
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import Text
from tracker.documents.pdf.theme import HAIRLINE, TextStyle
from tracker.documents.tones import COLOURS, INK, TRACK

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_BAR_WIDTH: Final = 110.0
_BAR_HEIGHT: Final = 6.0
_BAR_NUMBER: Final = 36.0
"""Room for "100%" beside a bar."""
_BAR_GAP: Final = 6.0
_MARKER_REACH: Final = 3.0
_SPARK_WIDTH: Final = 120.0
_SPARK_HEIGHT: Final = 20.0
_SPARK_INSET: Final = 2.5
_SPARK_LINE: Final = 1.25
_SPARK_DOT: Final = 2.0
_SHAPE: Final = 8.0
SHAPE_INDENT: Final = 14.0
NARROWEST_BAR: Final = 84.0
"""What a bar and its number ask for in a table."""
NARROWEST_SPARK: Final = 60.0


def frame(element: Element, x: float, bottom: float, width: float, height: float) -> None:
    element.attributes = f"/O/Layout/Placement/Block/BBox[{x:.2f} {bottom:.2f} {x + width:.2f} {bottom + height:.2f}]"


class Bar(Box):
    """A progress bar, tagged as a figure, and its percentage as text after it."""

    __slots__ = ("align", "bar", "figure", "indent", "number", "style", "width")

    def __init__(self, bar: ProgressBar, parent: Element, style: TextStyle, width: float, align: Align) -> None:
        super().__init__(style.leading, style.above, style.below)
        self.bar = bar
        self.align = align
        self.style = style
        self.width = max(min(width - _BAR_NUMBER, _BAR_WIDTH), _BAR_HEIGHT)
        self.indent = max(width - self.width - _BAR_NUMBER, 0) if align is Align.END else 0
        self.number = Element("P", parent)
        self.figure = Element("Figure", parent, alt=bar.words)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style = self.style
        x += self.indent
        words = f"{self.bar.percent}%"
        place = x + self.width + _BAR_GAP
        if self.align is Align.END:
            place = x + self.width + _BAR_NUMBER - SEMIBOLD.advance(words) * style.size / 1000
        canvas.open(self.number)
        canvas.show(SEMIBOLD, style.size, style.colour, place, top - style.baseline(), words)
        canvas.close()
        bottom = top - self.height / 2 - _BAR_HEIGHT / 2
        frame(self.figure, x, bottom - _MARKER_REACH, self.width, _BAR_HEIGHT + 2 * _MARKER_REACH)
        canvas.open(self.figure)
        canvas.box(x, bottom, self.width, _BAR_HEIGHT, TRACK)
        done = self._along(self.bar.percent)
        if done:
            canvas.box(x, bottom, done, _BAR_HEIGHT, COLOURS[self.bar.tone])
        if self.bar.marker is not None:
            place = x + max(min(self._along(self.bar.marker), self.width - 1), 1)
            reach = _BAR_HEIGHT + 2 * _MARKER_REACH
            canvas.box(place - 1.75, bottom, 3.5, _BAR_HEIGHT, "#ffffff")
            canvas.box(place - 0.75, bottom - _MARKER_REACH, 1.5, reach, INK)
        canvas.close()

    def _along(self, percent: int) -> float:
        return self.width * min(max(percent, 0), 100) / 100


class Spark(Box):
    """A small line of values with a dot at its newest."""

    __slots__ = ("figure", "indent", "spark", "width")

    def __init__(self, spark: Sparkline, parent: Element, style: TextStyle, width: float, align: Align) -> None:
        super().__init__(_SPARK_HEIGHT, style.above, style.below)
        self.spark = spark
        self.width = min(width, _SPARK_WIDTH)
        self.indent = width - self.width if align is Align.END else 0
        self.figure = Element("Figure", parent, alt=spark.words)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        x += self.indent
        bottom = top - self.height
        frame(self.figure, x, bottom, self.width, self.height)
        colour = COLOURS[self.spark.tone]
        canvas.open(self.figure)
        canvas.box(x, bottom, self.width, 0.5, HAIRLINE)
        parts = sparkline_points(self.spark.values, self.width, self.height, _SPARK_INSET)
        for part in parts:
            points = [(x + right, top - down) for right, down in part]
            if len(points) > 1:
                canvas.polyline(points, colour, _SPARK_LINE)
            else:
                canvas.dot(*points[0], _SPARK_LINE * 0.75, colour)
        if parts:
            right, down = parts[-1][-1]
            canvas.dot(x + right, top - down, _SPARK_DOT, colour)
        canvas.close()


class StatusWord(Box):
    """A status: its word as text and, before it, its shape as decoration."""

    __slots__ = ("status", "word")

    def __init__(self, status: Status, word: Text) -> None:
        super().__init__(word.height, word.above, word.below)
        self.status = status
        self.word = word

    def divide(self, room: float, *, desperate: bool = False) -> tuple[StatusWord, Text] | None:
        cut = self.word.divide(room, desperate=desperate)
        return (StatusWord(self.status, cut[0]), cut[1]) if cut else None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        draw = _SHAPES.get(self.status.shape)
        if draw:
            style = self.word.style
            middle = top - style.baseline() + style.size * 0.33
            canvas.open(None)
            draw(canvas, x + self.word.start() - SHAPE_INDENT + _SHAPE / 2, middle, COLOURS[self.status.tone])
            canvas.close()
        self.word.paint(canvas, x, top)


_Draw = Callable[["TaggedCanvas", float, float, str], None]


def _circle(canvas: TaggedCanvas, x: float, y: float, colour: str) -> None:
    canvas.dot(x, y, 3.6, colour)


def _polygon(*corners: tuple[float, float]) -> _Draw:
    def draw(canvas: TaggedCanvas, x: float, y: float, colour: str) -> None:
        canvas.polygon([(x + dx, y + dy) for dx, dy in corners], colour)

    return draw


def _tick(canvas: TaggedCanvas, x: float, y: float, colour: str) -> None:
    canvas.polyline([(x - 3.4, y), (x - 0.9, y - 2.8), (x + 3.6, y + 3.2)], colour, 1.8)


_SHAPES: Final[Mapping[Shape, _Draw]] = MappingProxyType(
    {
        Shape.CIRCLE: _circle,
        Shape.TICK: _tick,
        Shape.TRIANGLE: _polygon((-4.2, -3.5), (4.2, -3.5), (0, 4)),
        Shape.DIAMOND: _polygon((-4.2, 0), (0, 4.2), (4.2, 0), (0, -4.2)),
        Shape.SQUARE: _polygon((-3.4, -3.4), (3.4, -3.4), (3.4, 3.4), (-3.4, 3.4)),
        Shape.ARROW: _polygon((-4, -1.2), (0, -1.2), (0, -3.8), (4.2, 0), (0, 3.8), (0, 1.2), (-4, 1.2)),
        Shape.ARROW_UP: _polygon((-1.2, -4), (-1.2, 0), (-3.8, 0), (0, 4.2), (3.8, 0), (1.2, 0), (1.2, -4)),
        Shape.ARROW_DOWN: _polygon((-1.2, 4), (-1.2, 0), (-3.8, 0), (0, -4.2), (3.8, 0), (1.2, 0), (1.2, 4)),
    }
)
