"""Rows and cells in which nothing stands: a few thousand that were formatted are passed over, endless ones refused."""

from __future__ import annotations

import tracemalloc

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.exchange.test_sheets import SHEET, of_csv, of_xlsx, two_rows, values, with_part, workbook
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.exchange.rules_sheets_limits import MOST_COLUMNS, MOST_EMPTY_ROWS, MOST_ROWS, TooManyEmptyRows

TWO = [["Measure", "Jan-19"], ["Crime", "3749"]]


def followed_by(rows: int, cells: int = 0) -> bytes:
    """A workbook with two rows of figures, and below them rows of formatted cells in which nothing stands."""
    row = b'<row r="%d">' + b"<c/>" * cells + b"</row>"
    tail = b"".join(row % number for number in range(3, rows + 3))
    return with_part(workbook(two_rows), SHEET, lambda body: body.replace(b"</sheetData>", tail + b"</sheetData>"))


@pytest.mark.parametrize(("rows", "cells"), [(5_000, 26), (15_000, 0)])
def test_formatted_rows_below_the_figures_are_passed_over(rows: int, cells: int) -> None:
    assert values(of_xlsx(followed_by(rows, cells))) == TWO


@pytest.mark.parametrize(("rows", "cells"), [(900_000, 0), (MOST_EMPTY_ROWS + 1, 0), (700, MOST_COLUMNS)])
def test_endless_empty_rows_of_a_workbook_are_named_as_the_cause(rows: int, cells: int) -> None:
    with pytest.raises(TooManyEmptyRows, match="select the rows below the figures"):
        of_xlsx(followed_by(rows, cells))


def test_what_stands_behind_too_many_of_them_is_not_read_and_none_is_kept() -> None:
    content = with_part(followed_by(900_000), SHEET, lambda body: body.replace(b"</worksheet>", b"</broken>"))
    file = check_sheet_file("figures.xlsx", content)
    tracemalloc.start()
    with pytest.raises(TooManyEmptyRows):
        read_table(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_empty_lines_of_a_csv_file_count_alike() -> None:
    table = "Measure,Jan-19\nCrime,3749\n"
    assert values(of_csv(table + ",\n" * 5_000)) == TWO
    with pytest.raises(TooManyEmptyRows):
        of_csv(table + ",\n" * 900_000)


def test_a_gap_between_rows_is_no_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["x"] * MOST_COLUMNS)
        sheet.cell(MOST_ROWS, 1).value = "last"

    found = of_xlsx(fill)
    assert [row.number for row in found.rows] == [1, MOST_ROWS]
