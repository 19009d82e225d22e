"""What can be wrong with a document, told when it is built. `place` says where: "Priority 1 › table “Deliverables”"."""

from __future__ import annotations

from tracker.errors import DomainError


class DocumentError(DomainError):
    """A document that nobody could make accessible, or that its writer cannot print."""


class Untitled(DocumentError):
    """A document without a title for its metadata."""

    def __init__(self) -> None:
        super().__init__("The document has no title. Give it one.")


class UnknownLanguage(DocumentError):
    """A language that is no BCP 47 tag."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(f"“{language}” is no language tag. Use one such as “en-GB” or “cy”.")


class SkippedHeading(DocumentError):
    """A heading more than one level below the heading before it (`previous`, 0 for none)."""

    def __init__(self, place: str, level: int, previous: int, text: str) -> None:
        self.place = place
        self.level = level
        self.previous = previous
        self.text = text
        super().__init__(
            f"{place}: the heading “{text}” has level {level} straight after level {previous}. "
            f"Use level {previous + 1} at most."
        )


class EmptyHeading(DocumentError):
    """A heading without words; `after` is the heading before it."""

    def __init__(self, place: str, level: int, after: str) -> None:
        self.place = place
        self.level = level
        self.after = after
        super().__init__(
            f"{place}: a heading of level {level} after “{after}” has no words. Give it some, or leave it out."
        )


class UnusableAnchor(DocumentError):
    """An anchor that is no name, begins with "report-", or that the document has used already."""

    def __init__(self, place: str, anchor: str) -> None:
        self.place = place
        self.anchor = anchor
        super().__init__(f"{place}: the anchor “{anchor}” is not a name of its own. Use letters, digits and hyphens.")


class UnknownAnchor(DocumentError):
    """A link to a place that the document does not have."""

    def __init__(self, place: str, anchor: str) -> None:
        self.place = place
        self.anchor = anchor
        super().__init__(f"{place}: a link leads to “#{anchor}”, which this document does not have.")


class UnsupportedAddress(DocumentError):
    """A link to something other than an absolute https, http or mailto address."""

    def __init__(self, href: str, place: str = "") -> None:
        self.href = href
        self.place = place
        where = f"{place}: a" if place else "A"
        super().__init__(f"{where} link cannot lead to “{href}”. Start it with https://, http:// or mailto:.")


class UnusableColour(DocumentError):
    """An accent that is no "#rrggbb" or has less than 4.5:1 contrast against white."""

    def __init__(self, place: str, colour: str) -> None:
        self.place = place
        self.colour = colour
        super().__init__(f"{place}: “{colour}” cannot be read on white. Use a darker colour, written as #rrggbb.")


class FigureWithoutWords(DocumentError):
    """A bar, line or drawing without the words that stand for it. `kind` is the block's name."""

    def __init__(self, place: str, kind: str) -> None:
        self.place = place
        self.kind = kind
        super().__init__(f"{place}: a {kind} has no words for readers who cannot see it. Say what it shows.")


class UnusablePicture(DocumentError):
    """A picture that is not of the kind and size it is said to be, or that cannot be read at all."""

    def __init__(self, place: str, media_type: str, width: int, height: int) -> None:
        self.place = place
        self.media_type = media_type
        self.width = width
        self.height = height
        super().__init__(f"{place}: the file is no {media_type} picture of {width} by {height} pixels. Add it again.")


class EmptyQuotation(DocumentError):
    """A quotation without words."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"{place}: a quotation has no words. Give it some, or leave it out.")


class IncompleteKeyFigures(DocumentError):
    """Key figures of which one lacks its `missing` field, or of which there are none. `number` counts from 1."""

    def __init__(self, place: str, number: int, missing: str) -> None:
        self.place = place
        self.number = number
        self.missing = missing
        what = f"figure {number} has no {missing}. Give it one" if number else "there are none. Add some"
        super().__init__(f"{place}: {what}, or leave it out.")


class EmptyNote(DocumentError):
    """A note without a sign or without words; a reference to it would lead nowhere."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"{place}: a note needs a sign, such as “1” or “Source”, and words.")


class IncompletePanel(DocumentError):
    """A signature panel whose `missing` field says nothing."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"The signature panel does not say its {missing.replace('_', ' ')}. Give it.")


class UntitledTable(DocumentError):
    """A table without a caption."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"{place}: a table has no caption. Say what it holds.")


class TableWithoutHeaders(DocumentError):
    """A table without columns, or with a header that has no words. `header` counts from 1, 0 for no columns."""

    def __init__(self, place: str, header: int) -> None:
        self.place = place
        self.header = header
        what = f"header {header} has no words" if header else "there are no columns"
        super().__init__(f"{place}: {what}. Name every column, and every group of columns or rows.")


class UnevenGroups(DocumentError):
    """Groups of columns that do not cover the table's columns exactly."""

    def __init__(self, place: str, covered: int, columns: int) -> None:
        self.place = place
        self.covered = covered
        self.columns = columns
        super().__init__(f"{place}: the groups cover {covered} of {columns} columns. Make them cover each once.")


class RaggedRow(DocumentError):
    """A table row with more or fewer cells than the table has columns. `row` counts from 1."""

    def __init__(self, place: str, row: int, cells: int, columns: int) -> None:
        self.place = place
        self.row = row
        self.cells = cells
        self.columns = columns
        super().__init__(f"{place}: row {row} has {cells} cells for {columns} columns. Make them equal.")


class UnevenColumns(DocumentError):
    """Columns beside each other with more or fewer widths than there are columns."""

    def __init__(self, place: str, columns: int, weights: int) -> None:
        self.place = place
        self.columns = columns
        self.weights = weights
        super().__init__(f"{place}: {columns} columns have {weights} widths. Give each column one.")
