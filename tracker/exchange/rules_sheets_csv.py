"""CSV as spreadsheet programs write it: by comma, semicolon or tab, in the encodings of Excel."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from tracker.exchange.rules_sheets_limits import (
    LARGEST_SHEET_FILE,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EMPTY_ROWS,
    MOST_ROWS,
    CellTooLong,
    NothingInIt,
    QuoteNotClosed,
    SheetTooLong,
    TooManyEmptyRows,
)
from tracker.files.rules import CheckedFile, NotWhatItsNameSays
from tracker.files.rules_content import decoded
from tracker.files.rules_tables import Cell, Row, Table

_DELIMITERS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 20
_QUOTE: Final = '"'
# The library's own limit, which counts for all readers together, would refuse a cell without telling which. No file of
# figures is larger than this, so that a cell cannot be either.
csv.field_size_limit(max(csv.field_size_limit(), LARGEST_SHEET_FILE))
# How Excel is told which character stands between cells.
_SAID: Final = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n|$)')


def csv_table(file: CheckedFile) -> Table:
    """The table of a CSV file; every cell is a text. Rows count as the spreadsheet program shows them."""
    text = decoded(file.content)
    if text is None:
        raise NotWhatItsNameSays(file.name, file.kind)
    said = _SAID.match(text)
    skipped = 1 if said else 0
    body = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(body)
    rows = tuple(_rows(file.name, body, delimiter, skipped))
    if not rows:
        raise NothingInIt(file.name)
    return Table(rows)


def _rows(name: str, text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    cells = rows = 0
    for number, record in _records(name, text, delimiter, 1 + skipped):
        filled = _filled(record)
        cells += len(filled)
        rows += bool(filled)
        if rows > MOST_ROWS or len(filled) > MOST_COLUMNS or cells > MOST_CELLS:
            raise SheetTooLong(name)
        if number - rows - skipped > MOST_EMPTY_ROWS:
            raise TooManyEmptyRows(name)
        for place, words in enumerate(filled, start=1):
            if len(words) > LONGEST_CELL:
                raise CellTooLong(name, number, place, quoted=_QUOTE in text)
        if filled:
            yield Row(number, tuple(Cell(words) if words.strip() else None for words in filled))


def _filled(record: list[str]) -> list[str]:
    """Without the empty cells after the last that holds something."""
    last = len(record)
    while last and not record[last - 1].strip():
        last -= 1
    return record[:last]


def _records(name: str, text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Each with its number; the first has the number `first`."""
    number = first - 1
    try:
        for number, record in enumerate(csv.reader(_lines(text), delimiter=delimiter, strict=True), start=first):
            yield number, record
    except csv.Error as error:
        raise QuoteNotClosed(name, number + 1) from error


def _lines(text: str) -> Iterator[str]:
    # Only what ends a line in a file does; a text in quotes may hold more exotic ones.
    return (found[0] for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text))


def _delimiter(text: str) -> str:
    """The one that makes most cells of the first rows; of a table with one column, a comma."""

    def made(delimiter: str) -> int:
        try:
            first = list(islice(csv.reader(_lines(text), delimiter=delimiter), _LOOKED_AT))
        except csv.Error:
            return 0
        return sum(max(len(record) - 1, 0) for record in first)

    return max(_DELIMITERS, key=made)
