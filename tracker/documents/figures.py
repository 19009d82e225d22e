"""The small pictures on a web page: status symbols, progress bars, a section's coloured rule.

Symbols and rules are hidden from screen readers, because words stand beside them; a bar reads as its own words.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from tracker.documents.blocks import Shape, Tone
from tracker.documents.drawings import number
from tracker.documents.markup import Attributes, element, together
from tracker.documents.tones import COLOURS, INK, TRACK

_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")
_SYMBOLS: Final = {
    Shape.CIRCLE: "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14z",
    Shape.TICK: "M6.2 13.6L1 8.4l2.2-2.2l3 3l6.6-6.8L15 4.6z",
    Shape.TRIANGLE: "M8 1.2L15.6 15H.4z",
    Shape.DIAMOND: "M8 .4L15.6 8L8 15.6L.4 8z",
    Shape.SQUARE: "M1.5 1.5h13v13h-13z",
    Shape.ARROW: "M1 6.4h7V2l7.2 6L8 14V9.6H1z",
    Shape.ARROW_UP: "M9.6 15V8H14L8 .8L2 8h4.4v7z",
    Shape.ARROW_DOWN: "M6.4 1v7H2l6 7.2L14 8H9.6V1z",
}


def symbol(shape: Shape, tone: Tone) -> Markup:
    """The shape that stands before a status word; nothing for `Shape.NONE`."""
    if shape is Shape.NONE:
        return Markup("")
    path = element("path", {"class": "report-ink", "d": _SYMBOLS[shape], "fill": COLOURS[tone]})
    return _picture("report-symbol", {"viewBox": "0 0 16 16", "width": "16", "height": "16"}, path)


def bar(percent: int, marker: int | None, tone: Tone, words: str) -> Markup:
    """A bar from 0 to 100 that reads as `words`, with a tick where `marker` says."""
    track = element("rect", {"class": "report-track", "y": "3", "width": "100", "height": "10", "fill": TRACK})
    width = number(min(max(percent, 0), 100))
    done = element("rect", {"class": "report-ink", "y": "3", "width": width, "height": "10", "fill": COLOURS[tone]})
    tick = "" if marker is None else _tick(marker)
    size: Attributes = {"viewBox": "0 0 100 16", "width": "100", "height": "16", "preserveAspectRatio": "none"}
    read: Attributes = {"class": "report-bar", "role": "img", "aria-label": words, "focusable": "false"}
    return element("svg", {**read, **size}, track, done, tick)


def _tick(marker: int) -> Markup:
    """An upright line, edged in white so that it can be seen on a dark bar."""
    x = min(max(marker - 0.75, 0), 98.5)
    upright = (("report-edge", x - 0.75, "3", "#ffffff"), ("report-tick", x, "1.5", INK))
    return together(
        element("rect", {"class": css, "x": number(left), "width": width, "height": "16", "fill": fill})
        for css, left, width, fill in upright
    )


def accent_rule(colour: str) -> Markup:
    """A short thick rule in "#rrggbb". Raises ValueError for anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(colour)
    stripe = element("rect", {"width": "96", "height": "8", "fill": colour})
    return _picture("report-accent", {"viewBox": "0 0 96 8", "width": "96", "height": "8"}, stripe)


def _picture(css_class: str, size: Attributes, *shapes: str) -> Markup:
    return element("svg", {"class": css_class, "aria-hidden": "true", "focusable": "false", **size}, *shapes)
