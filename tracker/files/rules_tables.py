"""A table as it stands in a file: cells in rows, counted as a spreadsheet program counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from tracker.dates import short_date

_LONGEST_QUOTED: Final = 40


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that works something out; nobody can see from the file whether what it showed last is up to date."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetError:
    """A cell in which the spreadsheet program could not work something out, such as “#N/A”."""

    text: str


Content = str | Decimal | bool | date | timedelta | Formula | SheetError


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: of a CSV file always a text.

    `percent`: the spreadsheet shows the number times a hundred, with the sign: 0.123 as 12.3%.
    """

    value: Content
    percent: bool = False

    @property
    def words(self) -> str:
        """What it says, in one line, shortened where it is long."""
        said = " ".join(_words(self).split())
        return said if len(said) <= _LONGEST_QUOTED else f"{said[: _LONGEST_QUOTED - 1]}…"


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1. A cell that holds nothing is None; there is none after the last that holds something."""

    number: int
    cells: tuple[Cell | None, ...]

    def at(self, column: int) -> Cell | None:
        """The cell in a column, counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that were made one, by the first and the last of their rows and columns."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def words(self) -> str:
        """ "A1:C1"."""
        first, last = column_letter(self.first_column), column_letter(self.last_column)
        return f"{first}{self.first_row}:{last}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that hold something, in their order."""

    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()


def column_letter(place: int) -> str:
    """ "A" for 1, "AA" for 27."""
    return get_column_letter(place)


def _words(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, Formula | SheetError):
        return value.text
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        return f"{value * 100:f}%" if cell.percent else f"{value:f}"
    if isinstance(value, date):
        return short_date(value)
    return _hours(value) if isinstance(value, timedelta) else value


def _hours(length: timedelta) -> str:
    minutes, second = divmod(int(length.total_seconds()), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}"
