"""The panel on the title page that says who approved the document, and the place of the digital signature over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tracker.documents.blocks import SignaturePanel, Tone
from tracker.documents.pdf.flow import Box, Stack
from tracker.documents.pdf.layout import Layout
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.tones import ACCENT, TINTS

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

FIELD: Final = "Signature"
"""The name of the field that a digital signature fills."""

_PADDING: Final = 14.0
_RULE: Final = 4.0
_ABOVE: Final = 24.0


class Panel(Box):
    """Words on a tinted ground. `place` is the element of the signature field over all of it, `words` are its own."""

    __slots__ = ("place", "text", "width", "words")

    def __init__(self, text: Stack, width: float, place: Element | None, words: str) -> None:
        super().__init__(text.height + 2 * _PADDING, _ABOVE, _ABOVE)
        self.text = text
        self.width = width
        self.place = place
        self.words = words

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        bottom = top - self.height
        canvas.open(None)
        canvas.box(x, bottom, self.width, self.height, TINTS[Tone.DONE])
        canvas.box(x, bottom, _RULE, self.height, ACCENT)
        canvas.close()
        self.text.paint(canvas, x + _PADDING, top - _PADDING)
        if self.place:
            canvas.signature_place(self.place, FIELD, self.words, (x, bottom, x + self.width, top))


def panel(made_of: SignaturePanel, layout: Layout, parent: Element, room: Room) -> Panel:
    """The panel as a box that stays whole, hung under `parent`."""
    element = Element("Div", parent)
    width = room.reading
    text = Stack(layout.blocks(made_of.paragraphs(), element, replace(room, width=width - 2 * _PADDING)))
    place = Element("Form", element) if made_of.certificate is not None else None
    return Panel(text, width, place, f"Digital signature of {made_of.certificate}")
