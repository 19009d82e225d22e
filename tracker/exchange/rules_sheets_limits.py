"""How large a file of figures may be, and what is said of one that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracker.files.rules import FileRefused, size_in_words
from tracker.files.rules_tables import column_letter

LARGEST_SHEET_FILE: Final = 5 * 1024 * 1024
"""Bytes."""

MOST_UNPACKED: Final = 50 * 1024 * 1024
"""Bytes of a workbook once it is unpacked."""

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 500
MOST_CELLS: Final = 300_000
"""Of one sheet, those that hold something."""

MOST_EMPTY_ROWS: Final = 20_000
MOST_EMPTY_CELLS: Final = 200_000
"""Of one sheet, those that are written down in the file though nothing stands in them, as formatted ones are."""

LONGEST_CELL: Final = 4_000
"""Characters."""

MOST_ELEMENTS: Final = 3_000_000
"""Of all parts of a workbook together."""

DEEPEST: Final = 100
"""Elements of a workbook's part that lie within each other."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""What any spreadsheet program can hold."""

_NAMED: Final = 10


class SheetRefused(FileRefused):
    """A file from which no table can be read."""


class NotASheetFile(SheetRefused):
    """A name that ends neither in .csv nor in .xlsx."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” is neither a CSV file nor an Excel workbook that ends in .xlsx. "
            "Open it in the program that made it, save it as one of these, then choose the new file."
        )


class SheetFileTooLarge(SheetRefused):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” is larger than {size_in_words(LARGEST_SHEET_FILE)}, unpacked than {size_in_words(MOST_UNPACKED)}"
            ", or too full to be read. Keep only the figures in it, or split it into several files."
        )


class SheetTooLong(SheetRefused):
    """More rows, columns or cells than are read; how many there are was not counted further."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” has more than {MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_CELLS:,} cells that are "
            "filled in. Delete what is not needed, or split it into several files."
        )


class TooManyEmptyRows(SheetRefused):
    """Rows or cells in which nothing stands, more than are read through; nothing of the file was read further."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” has more than {MOST_EMPTY_ROWS:,} empty rows or {MOST_EMPTY_CELLS:,} empty cells, which were "
            "formatted or filled once and are still stored. In the spreadsheet program, select the rows below the "
            "figures and the columns beside them, delete them, save the file, then choose it again."
        )


class ClaimsTooMuch(SheetRefused):
    """A workbook that says it has rows or columns which no spreadsheet program can hold. Nothing of it was read."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” claims more rows or columns than a workbook can have. "
            "Copy its figures into a new workbook, and choose that."
        )


class CellTooLong(SheetRefused):
    """`row` and `column` count from 1. `quoted`: the file has quotation marks, of which one may be missing."""

    def __init__(self, name: str, row: int, column: int, *, quoted: bool = False) -> None:
        self.name = name
        self.row = row
        self.column = column
        advice = "Shorten it, then choose the new file."
        if quoted:
            advice = (
                "If it should, shorten it. If it should not, a quotation mark is not closed there: mend it, or save "
                "the file again from the spreadsheet program."
            )
        where = f"Row {row:,}, column {column_letter(column)} of “{name}”"
        super().__init__(f"{where} holds more than {LONGEST_CELL:,} characters in one cell. {advice}")


class HoldsEntities(SheetRefused):
    """A workbook with declarations that could make it grow without end; no spreadsheet program writes them."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” contains XML declarations that no workbook needs, so it was not read. "
            "Copy its figures into a new workbook, and choose that."
        )


class QuoteNotClosed(SheetRefused):
    """`row` is where the reading ended; the quotation mark may stand above it."""

    def __init__(self, name: str, row: int) -> None:
        self.name = name
        self.row = row
        super().__init__(
            f"Row {row:,} of “{name}” cannot be read: a quotation mark is not closed, or stands where none may. "
            "Save the file again from the spreadsheet program."
        )


class HiddenSheets(SheetRefused):
    """The file is kept and can be downloaded, and with it what nobody saw."""

    def __init__(self, name: str, sheets: Sequence[str]) -> None:
        self.name = name
        self.sheets = tuple(sheets)
        super().__init__(
            f"“{name}” has hidden sheets: {_list([f'“{sheet}”' for sheet in sheets])}. "
            "Show them and look at them, or delete them, so that nothing is passed on unseen. Then choose it again."
        )


class HiddenCells(SheetRefused):
    """Rows and columns that hold something and are hidden. `places`: "row 5", "column C"."""

    def __init__(self, name: str, places: Sequence[str]) -> None:
        self.name = name
        self.places = tuple(places)
        super().__init__(
            f"“{name}” has something in hidden rows or columns: {_list(places)}. "
            "Show them (a filter hides rows too) and look at them, or delete them. Then choose it again."
        )


class NothingInIt(SheetRefused):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"No cell of “{name}” is filled in. Choose a file with figures.")


class SheetWanted(SheetRefused):
    """Several sheets could be meant. `wrong` is the one that was asked for and is not there."""

    field = "sheet"

    def __init__(self, name: str, sheets: Sequence[str], wrong: str | None = None) -> None:
        self.name = name
        self.sheets = tuple(sheets)
        said = f"has no sheet “{wrong}” that is filled in" if wrong else "has several sheets"
        super().__init__(f"“{name}” {said}. Say which to read: {_list([f'“{sheet}”' for sheet in sheets])}.")


def _list(named: Sequence[str]) -> str:
    left = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {left} more" if left > 0 else "")
