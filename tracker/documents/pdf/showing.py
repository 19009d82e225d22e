"""What shows rather than tells, as boxes: large quotations, cards of key figures, framed and tinted boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import KeyFigure, KeyFigures, Quotation, Run
from tracker.documents.pdf.flow import Box, Parallel, Stack
from tracker.documents.pdf.fonts import SEMIBOLD, settle
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import make_text
from tracker.documents.pdf.theme import QUIET, TextStyle
from tracker.documents.pdf.widths import places
from tracker.documents.tones import INK, mixed, readable_on, tint

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

FRAME_PADDING: Final = 16.0
_OPEN_PADDING: Final = 7.0
"""At the edge where a frame was cut."""
_FRAME_EDGE: Final = 4.0
_FRAME_GAP: Final = 16.0
_LEAST_PART: Final = 90.0
"""A frame breaks only where at least this much of the page is left."""

_PAPER: Final = "#ffffff"
_CARD_GAP: Final = 10.0
_CARD_PADDING: Final = 12.0
_CARD_EDGE: Final = 3.0
_NARROWEST_CARD: Final = 112.0
_MOST_CARDS: Final = 4
_FEWEST_CARDS: Final = 2
"""A figure alone is no wider than one of so many."""
_ROWS_TOGETHER: Final = 3
"""So many rows of cards stay on one page."""
_VALUE: Final = TextStyle(29, 32, 0, 2, SEMIBOLD)
_SMALLEST_VALUE: Final = 13.0
_LABEL: Final = TextStyle(10.5, 13.5, 0, 2)
_NOTE: Final = TextStyle(9, 12, 2, 0, colour=QUIET)

_SAID: Final = TextStyle(17, 23, 0, 4, SEMIBOLD)
_SAID_NARROWLY: Final = TextStyle(14, 19, 0, 4, SEMIBOLD)
_NARROW_QUOTE: Final = 240.0
"""Where a quotation has less room than this it is set a little smaller."""
_SPEAKER: Final = TextStyle(10.5, 14, 4, 0, colour=QUIET)
_QUOTE_INDENT: Final = 34.0
_QUOTE_MARK: Final = 58.0
_QUOTE_GAP: Final = 18.0


@dataclass(frozen=True, slots=True)
class Framing:
    """How a frame looks."""

    width: float
    ground: str
    edge: str


class Framed(Box):
    """Boxes on a tinted ground with a stripe at its left; a part of it has its frame open where it was cut."""

    __slots__ = ("anchor", "framing", "inside", "open", "padding", "page")

    def __init__(
        self,
        inside: Stack,
        framing: Framing,
        page: float,
        anchor: str | None = None,
        opened: tuple[bool, bool] = (False, False),
    ) -> None:
        self.padding = [_OPEN_PADDING if is_open else FRAME_PADDING for is_open in opened]
        super().__init__(inside.height + sum(self.padding), _FRAME_GAP, _FRAME_GAP)
        self.inside = inside
        self.framing = framing
        self.page = page
        self.anchor = anchor
        self.open = opened

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Framed, Framed] | None:
        if not desperate and (self.height <= self.page or room < _LEAST_PART):
            return None
        # What would fit only because a frame that is open takes less room is cut nevertheless.
        left = min(room - self.padding[0] - _OPEN_PADDING, self.inside.height - 1)
        cut = self.inside.divide(left, desperate=desperate)
        if cut is None:
            return None
        first = Framed(cut[0], self.framing, self.page, self.anchor, (self.open[0], True))
        return first, Framed(cut[1], self.framing, self.page, None, (True, self.open[1]))

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.anchor:
            canvas.place(self.anchor, x, top)
        canvas.open(None)
        canvas.box(x, top - self.height, self.framing.width, self.height, self.framing.ground)
        canvas.box(x, top - self.height, _FRAME_EDGE, self.height, self.framing.edge)
        canvas.close()
        self.inside.paint(canvas, x + FRAME_PADDING + _FRAME_EDGE, top - self.padding[0])

    def anchors(self) -> Iterator[str]:
        if self.anchor:
            yield self.anchor
        yield from self.inside.anchors()


def room_in_frame(room: Room, accent: str) -> Room:
    """What is left for the blocks in a frame."""
    width = room.width - 2 * FRAME_PADDING - _FRAME_EDGE
    page = room.page - 2 * FRAME_PADDING
    return replace(
        room, width=width, page=page, accent=readable_on(accent, tint(accent)), bleed=None, ground=tint(accent)
    )


def framed(inside: Stack, room: Room, accent: str, anchor: str) -> Framed:
    """Boxes, laid out for `room_in_frame`, in their frame."""
    return Framed(inside, Framing(room.width, tint(accent), accent), room.page, anchor)


class Cards(Box):
    """Figures side by side, each on a card as high as the highest."""

    __slots__ = ("cells", "edge", "ground", "open", "starts", "width")

    def __init__(
        self, cells: Parallel, starts: list[float], width: float, edge: str, ground: str, *, opened: bool = False
    ) -> None:
        super().__init__(cells.height + 2 * _CARD_PADDING, _CARD_GAP, _CARD_GAP)
        self.cells = cells
        self.starts = starts
        self.width = width
        self.edge = edge
        self.ground = ground
        self.open = opened

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Cards, Cards] | None:
        cut = self.cells.divide(room - 2 * _CARD_PADDING, desperate=True) if desperate else None
        if cut is None:
            return None
        return (
            Cards(cut[0], self.starts, self.width, self.edge, self.ground, opened=self.open),
            Cards(cut[1], self.starts, self.width, self.edge, self.ground, opened=True),
        )

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        canvas.open(None)
        for start in self.starts:
            canvas.box(x + start, top - self.height, self.width, self.height, self.ground)
            if not self.open:
                canvas.box(x + start, top - _CARD_EDGE, self.width, _CARD_EDGE, self.edge)
        canvas.close()
        self.cells.paint(canvas, x + _CARD_PADDING, top - _CARD_PADDING)


def cards(block: KeyFigures, parent: Element, room: Room) -> list[Box]:
    """Key figures in rows of as many cards as stand well beside each other, all of one width."""
    most = max(min(_MOST_CARDS, int((room.width + _CARD_GAP) / (_NARROWEST_CARD + _CARD_GAP))), 1)
    rows = -(-len(block.figures) // most)
    beside = max(-(-len(block.figures) // rows), min(_FEWEST_CARDS, most))
    width = (room.width - (beside - 1) * _CARD_GAP) / beside
    starts = places([width] * beside, _CARD_GAP)
    size = _value_size(block.figures, width - 2 * _CARD_PADDING)
    element = Element("L", parent)
    ground = _PAPER if room.ground != _PAPER else tint(room.accent)
    boxes: list[Box] = []
    for first in range(0, len(block.figures), beside):
        row = block.figures[first : first + beside]
        stacks = [_card(figure, element, width - 2 * _CARD_PADDING, size, room.accent) for figure in row]
        cells = Parallel(stacks, starts[: len(row)])
        boxes.append(Cards(cells, starts[: len(row)], width, room.accent, ground))
    if rows <= _ROWS_TOGETHER:
        for box in boxes[:-1]:
            box.sticky = True
    return boxes


def _value_size(figures: Sequence[KeyFigure], width: float) -> float:
    """A size at which every value stands in one line, if there is a readable one."""
    widest = max(SEMIBOLD.advance(" ".join(settle(figure.value).split())) for figure in figures) / 1000
    return max(min(_VALUE.size, width / max(widest, 0.1) * 0.99), _SMALLEST_VALUE)


def _card(figure: KeyFigure, parent: Element, width: float, size: float, accent: str) -> Stack:
    body = Element("LBody", Element("LI", parent))
    colour = readable_on(accent, tint(accent))
    value = replace(_VALUE, size=size, leading=max(size * 1.1, _LABEL.leading), colour=colour)
    texts = (
        make_text((Run(words),), Element("P", body), style, width)
        for words, style in ((figure.value, value), (figure.label, _LABEL), (figure.note, _NOTE))
    )
    return Stack([text for text in texts if text])


class Said(Box):
    """A quotation with a large mark before it, which is decoration."""

    __slots__ = ("colour", "inside", "marked")

    def __init__(self, inside: Stack, colour: str, *, marked: bool = True) -> None:
        super().__init__(inside.height, _QUOTE_GAP, _QUOTE_GAP)
        self.inside = inside
        self.colour = colour
        self.marked = marked

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Said, Said] | None:
        cut = self.inside.divide(room, desperate=True) if desperate else None
        return (Said(cut[0], self.colour, marked=self.marked), Said(cut[1], self.colour, marked=False)) if cut else None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.marked:
            canvas.open(None)
            canvas.show(SEMIBOLD, _QUOTE_MARK, self.colour, x, top - _QUOTE_MARK * 0.72, "“")
            canvas.close()
        self.inside.paint(canvas, x + _QUOTE_INDENT, top)


def said(quotation: Quotation, parent: Element, room: Room) -> list[Box]:
    """A quotation, large, and who said it."""
    element = Element("BlockQuote", parent)
    width = max(room.width - _QUOTE_INDENT, room.width / 2)
    style = replace(_SAID if width >= _NARROW_QUOTE else _SAID_NARROWLY, colour=room.accent)
    words = make_text(quotation.runs, Element("P", element), style, width)
    speaker = make_text((Run(quotation.speaker),), Element("P", element), replace(_SPEAKER, colour=INK), width)
    if words and speaker:
        words.sticky = True
    texts = [text for text in (words, speaker) if text]
    return [Said(Stack(texts), mixed(room.accent, "#ffffff", 0.45))] if texts else []
