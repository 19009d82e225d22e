"""A look through the parts of a workbook before any is read: entities, claims, and what would fill the memory.

The parser tells one element at a time and keeps none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.utils import column_index_from_string

from tracker.exchange.rules_sheets_limits import (
    DEEPEST,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ELEMENTS,
    MOST_EMPTY_CELLS,
    MOST_EMPTY_ROWS,
    MOST_ROWS,
    MOST_UNPACKED,
    ClaimsTooMuch,
    HoldsEntities,
    SheetFileTooLarge,
    SheetTooLong,
    TooManyEmptyRows,
)
from tracker.files.rules import DamagedFile
from tracker.files.rules_tables import Merged

_PARTS: Final = (".xml", ".rels")
_AT_ONCE: Final = 64 * 1024
_MOST_MERGED: Final = 10_000
_PLACE: Final = re.compile(r"\$?([A-Z]{1,7})\$?([0-9]{1,12})", re.IGNORECASE)
_FILLED: Final = frozenset({"v", "is", "f"})


@dataclass(slots=True)
class Scanned:
    """What one part of a workbook holds, if it is a sheet. `hidden_columns`: first and last of each run of them."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    used_columns: set[int] = field(default_factory=set)


def scan(name: str, package: ZipFile) -> Mapping[str, Scanned]:
    """By the name of each part. `name` is the file's. Raises a `FileRefused`."""
    parts = [part for part in package.infolist() if part.filename.lower().endswith(_PARTS)]
    if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
        raise SheetFileTooLarge(name)
    found: dict[str, Scanned] = {}
    elements = 0
    for part in parts:
        scanner = _Scanner(name, MOST_ELEMENTS - elements)
        with package.open(part) as content:
            scanner.read(content)
        elements += scanner.elements
        found[part.filename] = scanner.found
    return found


class _Scanner:
    """Of one part."""

    def __init__(self, name: str, elements_left: int) -> None:
        self.found = Scanned()
        self.elements = 0
        self._name = name
        self._left = elements_left
        self._depth = 0
        self._is_sheet = False
        self._row = self._column = 0
        self._row_is_hidden = self._cell_is_filled = False
        self._empty_rows = self._empty_cells = 0
        self._row_is_empty = False

    def read(self, content: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        parser.EntityDeclHandler = self._refuse_declarations
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        try:
            while piece := content.read(_AT_ONCE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise DamagedFile(self._name) from error

    def _refuse_declarations(self, *_declared: object) -> None:
        raise HoldsEntities(self._name)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if self.elements > self._left or self._depth > DEEPEST:
            raise SheetFileTooLarge(self._name)
        local = tag.rpartition("}")[2]
        if self.elements == 1:
            self._is_sheet = local == "worksheet"
        if not self._is_sheet:
            return
        if local in _FILLED:
            self._cell_is_filled = True
        elif (tell := _TELL.get(local)) is not None:
            tell(self, attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._is_sheet and self._cell_is_filled and tag.rpartition("}")[2] == "c":
            self._count_cell()

    def _count_cell(self) -> None:
        found = self.found
        self._empty_cells -= 1
        if self._row_is_empty:
            self._empty_rows -= 1
            self._row_is_empty = False
        if self._row_is_hidden and (not found.hidden_rows or found.hidden_rows[-1] != self._row):
            found.hidden_rows.append(self._row)
        found.cells += 1
        found.rows = max(found.rows, self._row)
        found.columns = max(found.columns, self._column)
        if found.rows > MOST_ROWS or found.columns > MOST_COLUMNS or found.cells > MOST_CELLS:
            raise SheetTooLong(self._name)
        found.used_columns.add(self._column)

    def _tell_size(self, attributes: dict[str, str]) -> None:
        for place in attributes.get("ref", "").split(":"):
            if place:
                self._place(place)

    def _tell_row(self, attributes: dict[str, str]) -> None:
        self._row = self._number(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        self._row_is_hidden = attributes.get("hidden", "") in {"1", "true"}
        # Until a cell of it is found to hold something.
        self._row_is_empty = True
        self._empty_rows += 1
        if self._row > LAST_ROW:
            raise ClaimsTooMuch(self._name)
        if self._empty_rows > MOST_EMPTY_ROWS:
            raise TooManyEmptyRows(self._name)

    def _tell_cell(self, attributes: dict[str, str]) -> None:
        self._cell_is_filled = False
        self._empty_cells += 1
        if self._empty_cells > MOST_EMPTY_CELLS:
            raise TooManyEmptyRows(self._name)
        if "r" in attributes:
            self._column, self._row = self._place(attributes["r"])
        else:
            self._column += 1

    def _tell_columns(self, attributes: dict[str, str]) -> None:
        first, last = (self._number(attributes.get(name, "0")) for name in ("min", "max"))
        if max(first, last) > LAST_COLUMN:
            raise ClaimsTooMuch(self._name)
        if attributes.get("hidden", "") in {"1", "true"}:
            self.found.hidden_columns.append((first, last))

    def _tell_merged(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        (left, top), (right, bottom) = self._place(first), self._place(last or first)
        self.found.merged.append(Merged(top, bottom, left, right))
        if len(self.found.merged) > _MOST_MERGED:
            raise SheetFileTooLarge(self._name)

    def _place(self, text: str) -> tuple[int, int]:
        """Column and row of "B7"."""
        found = _PLACE.fullmatch(text)
        if found is None:
            raise DamagedFile(self._name)
        letters, row = found[1].upper(), int(found[2])
        if len(letters) > 3 or row > LAST_ROW or (column := column_index_from_string(letters)) > LAST_COLUMN:
            raise ClaimsTooMuch(self._name)
        return column, row

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdigit()):
            raise DamagedFile(self._name)
        return int(text) if len(text) < 10 else LAST_ROW + 1


_TELL: Final = {
    "dimension": _Scanner._tell_size,
    "row": _Scanner._tell_row,
    "c": _Scanner._tell_cell,
    "col": _Scanner._tell_columns,
    "mergeCell": _Scanner._tell_merged,
}
