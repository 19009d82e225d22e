"""A paragraph of text as a box: one structure element, links inside it, perhaps a label before it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import Align, Run
from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.fonts import REGULAR, SEMIBOLD, EmbeddedFont, settle, spellings
from tracker.documents.pdf.lines import Line, Piece, Stretch, break_lines
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.theme import TextStyle

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_FEWEST: Final = 2
"""Lines that at least stay together before and after a page break."""
_UNDERLINE_DROP: Final = 0.12
_UNDERLINE_WIDTH: Final = 0.05
_RAISED_SIZE: Final = 0.7
_RISE: Final = 0.34


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whose text a piece is, and how it looks. `outer` is what hangs in the paragraph: the element or what holds it."""

    element: Element
    outer: Element
    font: EmbeddedFont
    colour: str
    href: str | None = None
    words: str = ""
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A bullet or number that stands to the left of a paragraph's first line."""

    text: str
    element: Element
    hang: float
    """How far left of the text it starts."""


class Text(Box):
    """Lines of one paragraph, list item, heading or caption."""

    __slots__ = ("align", "element", "indent", "label", "lines", "style", "voices", "width")

    def __init__(
        self,
        lines: list[Line],
        voices: Sequence[_Voice],
        element: Element,
        style: TextStyle,
        width: float,
        *,
        indent: float = 0,
        align: Align = Align.START,
        label: Label | None = None,
        sticky: bool = False,
    ) -> None:
        super().__init__(len(lines) * style.leading, style.above, style.below, sticky=sticky)
        self.lines = lines
        self.voices = voices
        self.element = element
        self.style = style
        self.width = width
        self.indent = indent
        self.align = align
        self.label = label

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Text, Text] | None:
        fitting = int(room / self.style.leading)
        if desperate:
            fitting = max(fitting, 1)
        else:
            fitting = min(fitting, len(self.lines) - _FEWEST)
            if fitting < _FEWEST:
                return None
        return self._part(self.lines[:fitting], self.label), self._part(self.lines[fitting:], None)

    def _part(self, lines: list[Line], label: Label | None) -> Text:
        return Text(
            lines,
            self.voices,
            self.element,
            self.style,
            self.width,
            indent=self.indent,
            align=self.align,
            label=label,
            sticky=self.sticky,
        )

    def start(self, line: int = 0) -> float:
        """How far from the box's left edge a line starts."""
        return self.indent + (self.width - self.lines[line].width if self.align is Align.END else 0)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style = self.style
        base = top - style.baseline()
        if self.label:
            canvas.open(self.label.element)
            canvas.show(REGULAR, style.size, style.colour, x + self.indent - self.label.hang, base, self.label.text)
            canvas.close()
        links: list[tuple[Piece, float, float]] = []
        current: Element | None = None
        for number, line in enumerate(self.lines):
            start = x + self.start(number)
            for piece in line.pieces:
                voice = self.voices[piece.key]
                if voice.element is not current:
                    if current:
                        canvas.close()
                    current = voice.element
                    if voice.outer.parent is None and voice.outer is not self.element:
                        self.element.adopt(voice.outer)  # only now, so that it stands between the marks around it
                    canvas.open(current)
                size = style.size * (_RAISED_SIZE if voice.raised else 1)
                rise = style.size * (_RISE if voice.raised else 0)
                canvas.show(voice.font, size, voice.colour, start + piece.start, base + rise, piece.text)
                if voice.href:
                    links.append((piece, start + piece.start, base))
            base -= style.leading
        if current:
            canvas.close()
        for piece, start, base in links:
            self._paint_link(canvas, piece, start, base)

    def _paint_link(self, canvas: TaggedCanvas, piece: Piece, start: float, base: float) -> None:
        voice = self.voices[piece.key]
        size = self.style.size
        end = start + piece.width
        canvas.open(None)
        canvas.box(start, base - _UNDERLINE_DROP * size, piece.width, _UNDERLINE_WIDTH * size, voice.colour)
        canvas.close()
        canvas.link(voice.element, voice.href or "", voice.words, (start, base - size * 0.25, end, base + size * 0.75))


def make_text(
    runs: Sequence[Run],
    element: Element,
    style: TextStyle,
    width: float,
    *,
    indent: float = 0,
    align: Align = Align.START,
    label: Label | None = None,
    sticky: bool = False,
) -> Text | None:
    """The runs as a box of `width` points, tagged as `element`; None when they hold no words."""
    voices: list[_Voice] = []
    stretches: list[Stretch] = []
    for run in runs:
        for drawn, voice in _voices(run, element, style):
            scale = _RAISED_SIZE if run.raised else 1
            stretches.append(Stretch(drawn, voice.font, len(voices), tight=run.href is not None, scale=scale))
            voices.append(voice)
    lines = break_lines(stretches, style.size, width - indent)
    if not lines:
        return None
    return Text(lines, voices, element, style, width - indent, indent=indent, align=align, label=label, sticky=sticky)


def _voices(run: Run, element: Element, style: TextStyle) -> Iterator[tuple[str, _Voice]]:
    """What is drawn of the run, and as what: a link as a whole, other text apart from what only looks like it."""
    font = SEMIBOLD if run.bold else style.font
    if run.href is not None:
        yield settle(run.text), _link(run, run.href, font, style)
        return
    for drawn, meant in spellings(run.text):
        own = Element("Span", actual=meant) if meant else element
        yield drawn, _Voice(own, own, font, style.colour, raised=run.raised)


def _link(run: Run, href: str, font: EmbeddedFont, style: TextStyle) -> _Voice:
    drawn = settle(run.text)
    as_typed = unicodedata.normalize("NFC", run.text)
    respelled = any(meant for _, meant in spellings(run.text))
    outer = Element("Reference") if href.startswith("#") else None
    link = Element("Link", outer, actual=as_typed if respelled else "")
    words = " ".join(drawn.split()) or href
    return _Voice(link, outer or link, font, style.link, href, words, run.raised)
