"""What can stop a PDF, told before a byte of it is written."""

from __future__ import annotations

import unicodedata

from tracker.documents.errors import DocumentError


class MissingGlyph(DocumentError):
    """A character that the embedded fonts cannot draw. `field` says where it stands, `where` is the text around it."""

    def __init__(self, character: str, where: str, field: str) -> None:
        self.character = character
        self.where = where
        self.place = field
        name = unicodedata.name(character, "a character without a name")
        around = where.encode("utf-8", "replace").decode("utf-8")
        super().__init__(
            f"{field}: the PDF's fonts have no U+{ord(character):04X} ({name}), used in “{around}”. "
            "Replace it with words."
        )


class TooTall(DocumentError):
    """Something higher than a page that cannot be cut; both in points."""

    def __init__(self, height: float, room: float) -> None:
        self.height = height
        self.room = room
        super().__init__(
            f"Something {height:.0f} points high cannot be cut to pages of {room:.0f} points. Make it smaller."
        )


class UnmarkedContent(DocumentError):
    """Something was painted that belongs neither to the structure tree nor to an artifact. `page` counts from 1."""

    def __init__(self, page: int, code: str) -> None:
        self.page = page
        self.code = code
        super().__init__(f"Page {page} paints outside marks: “{code[:80]}”. Open a mark for it.")
