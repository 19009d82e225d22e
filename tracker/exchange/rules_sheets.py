"""A spreadsheet or CSV file becomes a table; what cannot be read whole and for certain is refused in one sentence.

Memory is bounded whatever a file claims of itself: its size, what it unpacks to, its rows, columns, cells and the
length of a cell have limits that are checked before the values are read.
"""

from __future__ import annotations

from tracker.exchange.rules_sheets_csv import csv_table
from tracker.exchange.rules_sheets_limits import LARGEST_SHEET_FILE, NotASheetFile, SheetFileTooLarge
from tracker.exchange.rules_sheets_xlsx import xlsx_table
from tracker.files.rules import CheckedFile, FileKind, clean_name
from tracker.files.rules_content import check_file
from tracker.files.rules_tables import Table


def check_sheet_file(sent_name: str, content: bytes) -> CheckedFile:
    """A CSV or XLSX file that is what its name says. Raises a `FileRefused`."""
    name = clean_name(sent_name)
    if not name.lower().endswith((".csv", ".xlsx")):
        raise NotASheetFile(name)
    if len(content) > LARGEST_SHEET_FILE:
        raise SheetFileTooLarge(name)
    return check_file(name, content)


def read_table(file: CheckedFile, sheet: str | None = None) -> Table:
    """The table of a file that `check_sheet_file` let through; `sheet` names which, where a workbook has several.

    Raises a `FileRefused`; `SheetWanted`, which knows the names, where a workbook has several and none is chosen.
    """
    return csv_table(file) if file.kind is FileKind.CSV else xlsx_table(file, sheet)
