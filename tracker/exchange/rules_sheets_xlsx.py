"""An Excel workbook becomes a table: the values of one sheet, after a look at what could be hidden in it."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from tracker.exchange.rules_sheets_limits import (
    LONGEST_CELL,
    CellTooLong,
    HiddenCells,
    HiddenSheets,
    NothingInIt,
    SheetWanted,
)
from tracker.exchange.rules_sheets_scan import Scanned, scan
from tracker.files.rules import CheckedFile, DamagedFile, FileRefused
from tracker.files.rules_tables import Cell, Content, Formula, Row, SheetError, Table, column_letter

# What the library lets through of a workbook that is none.
_BROKEN: Final = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, OSError, EOFError),
    *(zipfile.BadZipFile, zlib.error, struct.error, ParseError, InvalidFileException),
)
_QUOTED: Final = re.compile(r'"[^"]*"|\\.')
# A spreadsheet program keeps 15 digits; those after them come from how the number is stored.
_DIGITS: Final = ".15g"


def xlsx_table(file: CheckedFile, wanted: str | None = None) -> Table:
    """The table of one sheet: of the only one that holds anything, or of the one `wanted`. Raises a `FileRefused`."""
    try:
        with ZipFile(io.BytesIO(file.content)) as package:
            parts = scan(file.name, package)
        with warnings.catch_warnings():
            # About formats and links the table has no use for.
            warnings.simplefilter("ignore")
            return _table(file, parts, wanted)
    except FileRefused:
        raise
    except _BROKEN as error:
        raise DamagedFile(file.name) from error


def _table(file: CheckedFile, parts: Mapping[str, Scanned], wanted: str | None) -> Table:
    book = load_workbook(io.BytesIO(file.content), read_only=True, keep_links=False)
    try:
        sheets: list[Any] = list(book.worksheets)
        scanned = {sheet.title: parts[sheet._worksheet_path] for sheet in sheets}
        hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
        if hidden:
            raise HiddenSheets(file.name, hidden)
        chosen = _chosen(file.name, [sheet.title for sheet in sheets if scanned[sheet.title].cells], wanted)
        about = scanned[chosen]
        _check_nothing_hidden(file.name, about)
        return Table(tuple(_rows(file.name, book[chosen], about)), tuple(about.merged))
    finally:
        book.close()


def _chosen(name: str, filled: list[str], wanted: str | None) -> str:
    if not filled:
        raise NothingInIt(name)
    if wanted is None:
        if len(filled) > 1:
            raise SheetWanted(name, filled)
        return filled[0]
    found = next((title for title in filled if title.casefold() == wanted.casefold()), None)
    if found is None:
        raise SheetWanted(name, filled, wanted)
    return found


def _check_nothing_hidden(name: str, about: Scanned) -> None:
    columns = sorted(
        column for column in about.used_columns if any(first <= column <= last for first, last in about.hidden_columns)
    )
    places = [f"row {row}" for row in about.hidden_rows] + [f"column {column_letter(column)}" for column in columns]
    if places:
        raise HiddenCells(name, places)


def _rows(name: str, sheet: Any, about: Scanned) -> Iterator[Row]:  # noqa: ANN401  # the library's own type
    read = sheet.iter_rows(min_row=1, max_row=about.rows, min_col=1, max_col=about.columns)
    for number, cells in enumerate(read, start=1):
        # The library fills gaps with this one cell, and a gap can be thousands of rows of hundreds.
        found = [None if cell is EMPTY_CELL else _cell(name, cell) for cell in cells]
        while found and found[-1] is None:
            found.pop()
        if found:
            yield Row(number, tuple(found))


def _cell(name: str, cell: Any) -> Cell | None:  # noqa: ANN401  # the library's own type
    if cell.value is None:
        return None
    content = _content(cell.value, cell.data_type)
    if isinstance(content, str):
        if len(content) > LONGEST_CELL:
            raise CellTooLong(name, cell.row, cell.column)
        return Cell(content) if content.strip() else None
    return Cell(content, isinstance(content, Decimal) and "%" in _QUOTED.sub("", cell.number_format or ""))


def _content(value: Any, kind: str) -> Content:  # noqa: ANN401  # whatever a cell can hold
    if kind == "f":
        return Formula(value.text or "=" if isinstance(value, ArrayFormula) else str(value))
    if isinstance(value, DataTableFormula):
        return Formula("=TABLE()")
    if kind == "e":
        return SheetError(str(value))
    if isinstance(value, bool | str | timedelta):
        return value
    if isinstance(value, datetime):
        # With a time of day it says more than a date can; it stays what a CSV file would hold.
        return value.date() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return value if isinstance(value, date) else Decimal(format(value, _DIGITS) if isinstance(value, float) else value)
