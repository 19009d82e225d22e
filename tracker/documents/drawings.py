"""Small drawings made of a few plain shapes, for SVG here and for a PDF canvas elsewhere.

Coordinates start at the top left, x to the right and y down; a PDF writer turns them over with `height - y`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from tracker.documents.markup import Attributes, element

Point = tuple[float, float]


class Anchor(StrEnum):
    """Which part of a label stands at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: "#rrggbb", width, and the lengths of its dashes and gaps (none: unbroken)."""

    colour: str
    width: float = 1
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through two points or more."""

    points: tuple[Point, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Circle:
    centre: Point
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Rect:
    corner: Point
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `at` is on its baseline."""

    at: Point
    text: str
    size: float
    fill: str
    anchor: Anchor = Anchor.START
    bold: bool = False


Primitive = Polyline | Circle | Rect | Polygon | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a sheet, the first at the bottom of the pile."""

    width: float
    height: float
    shapes: tuple[Primitive, ...]

    def texts(self) -> Iterator[str]:
        """What its labels say."""
        return (shape.text for shape in self.shapes if isinstance(shape, Label))


def label_width(text: str, size: float) -> float:
    """At most how wide the text is in any of the plain sans-serif fonts a reader may have."""
    return len(text) * size * 0.62


def label_box(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the room a label takes."""
    width = label_width(label.text, label.size)
    left = label.at[0] - {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[label.anchor] * width
    return left, label.at[1] - label.size * 0.8, left + width, label.at[1] + label.size * 0.25


def svg(drawing: Drawing, words: str, *, css_class: str = "report-drawing") -> Markup:
    """The drawing as an SVG element that reads as `words`; it grows and shrinks with what surrounds it."""
    attributes: Attributes = {
        "class": css_class,
        "role": "img",
        "aria-label": words,
        "viewBox": f"0 0 {number(drawing.width)} {number(drawing.height)}",
        "width": number(drawing.width),
        "height": number(drawing.height),
        "focusable": "false",
    }
    return element("svg", attributes, *(_shape(shape) for shape in drawing.shapes))


def number(value: float) -> str:
    """A length for SVG: at most two decimals, no "-0" and no exponent."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def points(path: tuple[Point, ...]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in path)


def _shape(shape: Primitive) -> Markup:
    if isinstance(shape, Polyline):
        return element("polyline", {"points": points(shape.points), "fill": "none", **_stroke(shape.stroke)})
    if isinstance(shape, Polygon):
        return element("polygon", {"points": points(shape.points), "fill": shape.fill})
    if isinstance(shape, Circle):
        place = {"cx": number(shape.centre[0]), "cy": number(shape.centre[1]), "r": number(shape.radius)}
        return element("circle", {**place, "fill": shape.fill})
    if isinstance(shape, Rect):
        corner = {"x": number(shape.corner[0]), "y": number(shape.corner[1])}
        return element(
            "rect", {**corner, "width": number(shape.width), "height": number(shape.height), "fill": shape.fill}
        )
    return _label(shape)


def _stroke(stroke: Stroke) -> Attributes:
    return {
        "stroke": stroke.colour,
        "stroke-width": number(stroke.width),
        "stroke-linejoin": "round",
        "stroke-dasharray": " ".join(number(length) for length in stroke.dashes) or None,
    }


def _label(label: Label) -> Markup:
    attributes: Attributes = {
        "x": number(label.at[0]),
        "y": number(label.at[1]),
        "font-size": number(label.size),
        "font-weight": "700" if label.bold else None,
        "text-anchor": None if label.anchor is Anchor.START else label.anchor.value,
        "fill": label.fill,
    }
    return element("text", attributes, label.text)
