"""Whether the fonts can draw all that a document says; asked before anything is drawn."""

from __future__ import annotations

from typing import Final

from tracker.documents.document import Document
from tracker.documents.pdf.errors import MissingGlyph
from tracker.documents.pdf.fonts import lacking, settle
from tracker.documents.walk import texts

_AROUND: Final = 30
"""Characters shown on each side of one that cannot be drawn."""


def check_glyphs(document: Document) -> None:
    """Raises `MissingGlyph` for the first character that cannot be drawn, with the field it stands in."""
    for name in ("title", "author", "subject", "running_head"):
        _check(getattr(document, name), name.replace("_", " "))
    for notice in document.notices:
        _check(notice, "notice")
    for found in document.walk():
        for field, text in texts(found.block):
            if not text.isascii() or not text.isprintable():
                _check(text, f"{found.place}, {field}")


def _check(text: str, field: str) -> None:
    character = lacking(text)
    if character is not None:
        settled = settle(text)
        place = settled.index(character)
        raise MissingGlyph(character, settled[max(place - _AROUND, 0) : place + _AROUND], field)
