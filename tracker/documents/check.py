"""What must hold of a document whatever it becomes: asked when it is built, answered with the place."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Final

from PIL import Image, UnidentifiedImageError

from tracker.documents.blocks import (
    Block,
    Box,
    ColumnGroup,
    Columns,
    Cover,
    DataTable,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Picture,
    ProgressBar,
    Quotation,
    RowGroup,
    Section,
    SignaturePanel,
    Sparkline,
    words_of,
)
from tracker.documents.errors import (
    EmptyHeading,
    EmptyNote,
    EmptyQuotation,
    FigureWithoutWords,
    IncompleteKeyFigures,
    IncompletePanel,
    RaggedRow,
    SkippedHeading,
    TableWithoutHeaders,
    UnevenColumns,
    UnevenGroups,
    UnknownAnchor,
    UnsupportedAddress,
    UntitledTable,
    UnusableAnchor,
    UnusableColour,
    UnusablePicture,
)
from tracker.documents.text import allowed_address
from tracker.documents.tones import contrast
from tracker.documents.walk import Located, all_runs

_PAPER: Final = "#ffffff"
_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")
_LEAST_CONTRAST: Final = 4.5
_SILENT: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn"})
"""Categories of Unicode that nobody sees or hears."""
_ANCHOR: Final = re.compile(r"(?!report-)[A-Za-z][A-Za-z0-9_-]*")


def says_something(text: str) -> bool:
    """Whether a reader sees or hears anything: not only blanks and invisible marks."""
    return any(unicodedata.category(character) not in _SILENT for character in text)


def check(document: Iterable[Located]) -> None:
    """Raises the first `DocumentError` found, in reading order; links inside the document are checked last."""
    checker = _Checker()
    for found in document:
        checker.block(found.block, found)
    checker.ends()


def check_panel(panel: SignaturePanel) -> None:
    """Raises `IncompletePanel` where a panel does not say who approved, when or what."""
    for field in ("signer", "moment", "content_hash"):
        if not says_something(getattr(panel, field)):
            raise IncompletePanel(field)
    if panel.certificate is not None and not says_something(panel.certificate):
        raise IncompletePanel("certificate")


def check_cover(cover: Cover) -> None:
    """Raises `UnusableColour` where the words on the cover's band could not be read."""
    if not _readable(cover.accent):
        raise UnusableColour("cover", cover.accent)


class _Checker:
    def __init__(self) -> None:
        self.level = 0
        self.heard = ""
        self.anchors: set[str] = set()
        self.wanted: list[tuple[str, str]] = []

    def block(self, block: Block, found: Located) -> None:
        for run in chain.from_iterable(all_runs(block)):
            if run.href is not None:
                self.address(run.href, found)
        match block:
            case Heading():
                self.heading(block, found)
            case Section() | Box():
                self.section(block, found)
            case Note():
                self.note(block, found)
            case DataTable():
                _table(block, found)
            case Columns():
                _columns(block, found)
            case ProgressBar() | Sparkline() | Figure():
                _figure(block, found)
            case _:
                _shown(block, found)

    def note(self, note: Note, found: Located) -> None:
        if not (says_something(note.sign) and says_something(words_of(note.runs))):
            raise EmptyNote(found.place)
        self.anchor(note.anchor, found)

    def address(self, href: str, found: Located) -> None:
        if href.startswith("#"):
            self.wanted.append((href[1:], found.place))
        elif not allowed_address(href):
            raise UnsupportedAddress(href, found.place)

    def heading(self, heading: Heading, found: Located) -> None:
        words = " ".join(words_of(heading.runs).split())
        if not says_something(words):
            raise EmptyHeading(found.place, heading.level, self.heard)
        if not 1 <= heading.level <= min(self.level + 1, 6):
            raise SkippedHeading(found.place, heading.level, self.level, words)
        self.level = heading.level
        self.heard = words

    def section(self, section: Section | Box, found: Located) -> None:
        self.anchor(section.anchor, found)
        if section.accent is not None and not _readable(section.accent):
            raise UnusableColour(found.place, section.accent)

    def anchor(self, anchor: str, found: Located) -> None:
        if anchor in self.anchors or not _ANCHOR.fullmatch(anchor):
            raise UnusableAnchor(found.place, anchor)
        self.anchors.add(anchor)

    def ends(self) -> None:
        for anchor, place in self.wanted:
            if anchor not in self.anchors:
                raise UnknownAnchor(place, anchor)


def _readable(colour: str) -> bool:
    return _COLOUR.fullmatch(colour) is not None and contrast(colour, _PAPER) >= _LEAST_CONTRAST


def _columns(columns: Columns, found: Located) -> None:
    if len(columns.columns) != len(columns.weights):
        raise UnevenColumns(found.place, len(columns.columns), len(columns.weights))


def _shown(block: Block, found: Located) -> None:
    match block:
        case Picture():
            _figure(block, found)
            _picture(block, found)
        case Quotation() if not says_something(words_of(block.runs)):
            raise EmptyQuotation(found.place)
        case KeyFigures():
            _key_figures(block, found)


def _picture(picture: Picture, found: Located) -> None:
    try:
        with Image.open(io.BytesIO(picture.content)) as opened:
            is_so = (opened.get_format_mimetype(), *opened.size)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        is_so = None
    said = (picture.media_type, picture.width, picture.height)
    if is_so != said:
        raise UnusablePicture(found.place, *said)


def _key_figures(block: KeyFigures, found: Located) -> None:
    if not block.figures:
        raise IncompleteKeyFigures(found.place, 0, "value")
    for number, figure in enumerate(block.figures, start=1):
        for missing in ("value", "label"):
            if not says_something(getattr(figure, missing)):
                raise IncompleteKeyFigures(found.place, number, missing)


def _figure(figure: ProgressBar | Sparkline | Figure | Picture, found: Located) -> None:
    if not says_something(figure.words):
        raise FigureWithoutWords(found.place, type(figure).__name__)


def _table(table: DataTable, found: Located) -> None:
    if not says_something(table.caption):
        raise UntitledTable(found.place)
    if not table.columns:
        raise TableWithoutHeaders(found.place, 0)
    for number, column in enumerate(table.columns, start=1):
        if not says_something(column.header):
            raise TableWithoutHeaders(found.place, number)
    for number, row in enumerate(table.every_row(), start=1):
        if len(row.cells) != len(table.columns):
            raise RaggedRow(found.place, number, len(row.cells), len(table.columns))
    _groups(table, found)


def _groups(table: DataTable, found: Located) -> None:
    covered = sum(group.span for group in table.groups)
    if table.groups and (covered != len(table.columns) or min(group.span for group in table.groups) < 1):
        raise UnevenGroups(found.place, covered, len(table.columns))
    grouped: list[RowGroup | ColumnGroup] = [row for row in table.rows if isinstance(row, RowGroup)]
    for number, group in enumerate((*table.groups, *grouped), start=1):
        if group.header is not None and not says_something(group.header):
            raise TableWithoutHeaders(found.place, number)
