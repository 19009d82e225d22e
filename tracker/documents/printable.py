"""Whether a typed text can stand in a printed report; asked where it is typed, so that no report fails on it later."""

from __future__ import annotations

from tracker.documents.pdf.fonts import lacking
from tracker.documents.text import TextRefused


class Unprintable(TextRefused):
    """A character that the fonts of the reports lack."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"Reports cannot print “{character}”. Say it in words instead.")


def check_printable(text: str) -> None:
    """Raises `Unprintable` for the first character of `text` that no report could print."""
    missing = lacking(text)
    if missing is not None:
        raise Unprintable(missing)
