"""What can be wrong with a document, told before a byte of it is written."""

from __future__ import annotations

import unicodedata

from tracker.errors import DomainError


class DocumentError(DomainError):
    """A document that cannot become an accessible PDF."""


class Untitled(DocumentError):
    """A document without a title for its metadata."""

    def __init__(self) -> None:
        super().__init__("The document has no title. Give it one.")


class UnknownLanguage(DocumentError):
    """A language that is no BCP 47 tag."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(f"“{language}” is no language tag. Use one such as “en-GB” or “cy”.")


class MissingGlyph(DocumentError):
    """A character that the embedded fonts cannot draw. `where` is the text around it."""

    def __init__(self, character: str, where: str) -> None:
        self.character = character
        self.where = where
        name = unicodedata.name(character, "a character without a name")
        around = where.encode("utf-8", "replace").decode("utf-8")
        super().__init__(
            f"The PDF's fonts have no U+{ord(character):04X} ({name}), used in “{around}”. Replace it with words."
        )


class SkippedHeading(DocumentError):
    """A heading more than one level below the heading before it (`previous`, 0 for none)."""

    def __init__(self, level: int, previous: int, text: str) -> None:
        self.level = level
        self.previous = previous
        self.text = text
        super().__init__(
            f"Heading “{text}” has level {level} straight after level {previous}. Use level {previous + 1} at most."
        )


class EmptyHeading(DocumentError):
    """A heading without words; `after` is the heading before it."""

    def __init__(self, level: int, after: str) -> None:
        self.level = level
        self.after = after
        super().__init__(f"A heading of level {level} after “{after}” has no words. Give it some, or leave it out.")


class RepeatedAnchor(DocumentError):
    """Two sections with the same anchor."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        super().__init__(f"Two sections have the anchor “{anchor}”. Give each its own.")


class RaggedRow(DocumentError):
    """A table row with more or fewer cells than the table has columns. `row` counts from 1."""

    def __init__(self, caption: str, row: int, cells: int, columns: int) -> None:
        self.caption = caption
        self.row = row
        self.cells = cells
        self.columns = columns
        super().__init__(f"Row {row} of table “{caption}” has {cells} cells for {columns} columns. Make them equal.")


class UnsupportedAddress(DocumentError):
    """A link to something other than an absolute https, http or mailto address."""

    def __init__(self, href: str) -> None:
        self.href = href
        super().__init__(f"A link cannot lead to “{href}”. Start it with https://, http:// or mailto:.")


class UnusableColour(DocumentError):
    """An accent that is no "#rrggbb" or has less than 4.5:1 contrast against white."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        super().__init__(f"“{colour}” cannot be read on white. Use a darker colour, written as #rrggbb.")


class FigureWithoutWords(DocumentError):
    """A bar or line without the words that stand for it. `kind` is the block's name."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"A {kind} has no words for readers who cannot see it. Say what it shows.")


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
