"""Files of figures become tables: what was written is read back, and what cannot be read for certain is refused."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exchange.rules import Book, Column, Sheet, to_xlsx
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.exchange.rules_sheets_limits import (
    LARGEST_SHEET_FILE,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    CellTooLong,
    ClaimsTooMuch,
    HiddenCells,
    HiddenSheets,
    HoldsEntities,
    NotASheetFile,
    NothingInIt,
    QuoteNotClosed,
    SheetFileTooLarge,
    SheetTooLong,
    SheetWanted,
)
from tracker.files.rules import DamagedFile, EmptyFile, EncryptedFile, FileRefused, NotWhatItsNameSays
from tracker.files.rules_tables import Cell, Content, Formula, Merged, SheetError, Table

Fill = Callable[[Worksheet], None]


def of_csv(text: str | bytes, encoding: str = "utf-8") -> Table:
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return read_table(check_sheet_file("figures.csv", content))


def workbook(fill: Fill) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Figures"
    fill(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def of_xlsx(fill: Fill | bytes, sheet: str | None = None) -> Table:
    content = fill if isinstance(fill, bytes) else workbook(fill)
    return read_table(check_sheet_file("figures.xlsx", content), sheet)


def values(table: Table) -> list[list[Content | None]]:
    return [[cell.value if cell else None for cell in row.cells] for row in table.rows]


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, change(body) if name == part else body)
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FIGURES: Sequence[Sequence[str]] = (("Measure", "Jan-19"), ("Crime", "3749"))


def added(sheet: Worksheet, name: str) -> Worksheet:
    book = sheet.parent
    assert isinstance(book, Workbook)
    other = book.create_sheet(name)
    assert isinstance(other, Worksheet)
    return other


def two_rows(sheet: Worksheet) -> None:
    for row in FIGURES:
        sheet.append(list(row))


SOUND = workbook(two_rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_by_any_usual_delimiter_in_any_usual_encoding(delimiter: str, encoding: str) -> None:
    rows = [["Measure", "Jan-19"], ["Café – “thefts”", '1,234; "so"\tto say']]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    assert values(of_csv(text.getvalue(), encoding)) == rows


def test_excel_may_say_in_the_first_row_what_stands_between_cells() -> None:
    table = of_csv("sep=;\r\nMeasure;1,5,6,7\r\nCrime;2")
    assert values(table) == [["Measure", "1,5,6,7"], ["Crime", "2"]]
    assert [row.number for row in table.rows] == [2, 3]


def test_rows_count_as_the_spreadsheet_program_shows_them_and_empty_ones_are_left_out() -> None:
    table = of_csv('Title,,\r\n\r\n"two\r\nlines",1\r\n,,\r\nlast,,2\r\n')
    assert [row.number for row in table.rows] == [1, 3, 5]
    assert values(table) == [["Title"], ["two\r\nlines", "1"], ["last", None, "2"]]


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1), min_size=1)
)
def test_whatever_the_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    # A first row that tells the delimiter, as a table of figures has one.
    csv.writer(text).writerows([["Measure"] + ["Jan-19"] * 30, *rows])
    content = text.getvalue().encode()
    table = of_csv(content)
    read = {row.number: [cell.value if cell else None for cell in row.cells] for row in table.rows}
    for number, row in enumerate(rows, start=2):
        wanted = [words if words.strip() else None for words in row]
        while wanted and wanted[-1] is None:
            wanted.pop()
        assert read.get(number, []) == wanted


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=40),
            st.one_of(st.integers(-(10**14), 10**14), st.dates(date(1900, 3, 2), date(2999, 12, 31)), st.none()),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_our_own_workbooks_hold_is_read_back(rows: list[tuple[str, int | date | None]]) -> None:
    columns = (Column("Text"), Column("Number or day"))
    book = Book("Figures", "Internal", ("About",), date(2024, 9, 18), [Sheet("Figures", columns, rows)])
    table = read_table(check_sheet_file("figures.xlsx", to_xlsx(book)), "Figures")
    read = {row.number: row for row in table.rows}
    for number, (text, value) in enumerate(rows, start=2):
        row = read.get(number)
        first, second = (row.at(1), row.at(2)) if row else (None, None)
        assert (first.value if first else None) == (text if text.strip() else None)
        assert (second.value if second else None) == value


def test_an_xlsx_cell_keeps_what_kind_of_thing_it_holds() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(
            [
                "words",
                3749,
                0.1 + 0.2,
                True,
                date(2024, 7, 31),
                datetime(2024, 7, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None),
            ]
        )
        sheet.append([time(0, 10, 31), timedelta(hours=30, seconds=1), "#N/A", "=1+1", None, "  "])
        sheet["A3"], sheet["B3"] = 0.123, 12.3
        sheet["A3"].number_format, sheet["B3"].number_format = "0.0%", '0.0" % of all"'

    table = of_xlsx(fill)
    assert values(table)[0] == ["words", 3749, Decimal("0.3"), True, date(2024, 7, 31), "2024-07-01 09:30:00"]
    assert values(table)[1] == [
        *(timedelta(seconds=631), timedelta(hours=30, seconds=1)),
        *(SheetError("#N/A"), Formula("=1+1")),
    ]
    assert table.rows[2].cells == (Cell(Decimal("0.123"), percent=True), Cell(Decimal("12.3")))


def test_merged_cells_are_told_with_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        two_rows(sheet)
        sheet.merge_cells("A1:B1")

    assert of_xlsx(fill).merged == (Merged(1, 1, 1, 2),)


def test_hidden_sheets_are_named_and_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        two_rows(sheet)
        states: tuple[Literal["hidden", "veryHidden"], ...] = ("hidden", "veryHidden")
        for name, state in zip(("People", "More"), states, strict=True):
            added(sheet, name).sheet_state = state

    with pytest.raises(HiddenSheets) as refused:
        of_xlsx(fill)
    assert refused.value.sheets == ("People", "More")


def test_hidden_rows_and_columns_that_hold_something_are_named_and_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(1, 8):
            sheet.append([number, number, number, number])
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[99].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["H"].hidden = True

    with pytest.raises(HiddenCells) as refused:
        of_xlsx(fill)
    assert refused.value.places == ("row 3", "column B")


def test_of_several_sheets_one_must_be_chosen() -> None:
    def fill(sheet: Worksheet) -> None:
        two_rows(sheet)
        added(sheet, "Notes").append(["words"])
        added(sheet, "Empty")

    content = workbook(fill)
    with pytest.raises(SheetWanted) as refused:
        of_xlsx(content)
    assert refused.value.sheets == ("Figures", "Notes")
    assert values(of_xlsx(content, "notes")) == [["words"]]
    for name in ("Empty", "Nowhere"):
        with pytest.raises(SheetWanted, match=name):
            of_xlsx(content, name)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("figures.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotASheetFile),
        ("figures.pdf", b"%PDF-1.7", NotASheetFile),
        ("figures", b"Measure,Jan-19", NotASheetFile),
        ("figures.csv", b"%PDF-1.7", NotWhatItsNameSays),
        ("figures.csv", workbook(two_rows), NotWhatItsNameSays),
        ("figures.csv", b"", EmptyFile),
        ("figures.csv", "Measure".encode("utf-16-le"), NotWhatItsNameSays),
        ("figures.xlsx", b"Measure,Jan-19", NotWhatItsNameSays),
        ("figures.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("figures.xlsx", workbook(two_rows)[:-400], DamagedFile),
        ("figures.csv", b"x" * (LARGEST_SHEET_FILE + 1), SheetFileTooLarge),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes, error: type[FileRefused]) -> None:
    with pytest.raises(error):
        check_sheet_file(name, content)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" ,\t, \n,,", NothingInIt),
        ('Measure,Jan-19\nCrime,"12', QuoteNotClosed),
        ("x\n" * (MOST_ROWS + 1), SheetTooLong),
        ("x," * MOST_COLUMNS + "x", SheetTooLong),
        ("Measure,Jan-19\nCrime," + "9" * (LONGEST_CELL + 1), CellTooLong),
    ],
)
def test_a_csv_file_that_cannot_be_read_whole_is_refused(text: str, error: type[FileRefused]) -> None:
    with pytest.raises(error):
        of_csv(text)


@pytest.mark.parametrize("length", [LONGEST_CELL + 1, 200_000, 3_000_000])
def test_a_cell_that_is_too_long_is_named_by_row_and_column(length: int) -> None:
    with pytest.raises(CellTooLong) as refused:
        of_csv("Measure,Jan-19\nCrime," + "9" * length + "\nHate,2")
    assert str(refused.value) == (
        "Row 2, column B of “figures.csv” holds more than 4,000 characters in one cell. "
        "Shorten it, then choose the new file."
    )
    with pytest.raises(CellTooLong, match=r"^Row 1, column A of “figures\.xlsx” holds more than 4,000 characters"):
        of_xlsx(workbook(lambda sheet: sheet.append(["x" * (LONGEST_CELL + 1)])))


def test_a_quotation_mark_that_swallows_the_rows_after_it_is_said_to_be_the_likely_cause() -> None:
    lines = "".join(f"Crime,{number}\n" for number in range(60_000))
    with pytest.raises(CellTooLong, match=r"^Row 2, column A .*a quotation mark is not closed there") as refused:
        of_csv(f'Measure,Jan-19\n"{lines}",5\n')
    assert (refused.value.row, refused.value.column) == (2, 1)
    with pytest.raises(QuoteNotClosed) as unclosed:
        of_csv(f'sep=,\nMeasure,Jan-19\nCrime,5\n"{lines}')
    assert unclosed.value.row == 4


def claims(what: bytes, instead: bytes) -> bytes:
    """A workbook whose sheet says something else than the library wrote."""

    def change(body: bytes) -> bytes:
        assert what in body
        return body.replace(what, instead)

    return with_part(workbook(two_rows), SHEET, change)


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<worksheet"""


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (claims(b'ref="A1:B2"', b'ref="A1:B1000000000"'), ClaimsTooMuch),
        (claims(b'ref="A1:B2"', b'ref="A1:AAAAA2"'), ClaimsTooMuch),
        (claims(b'r="B2"', b'r="B1000000000"'), ClaimsTooMuch),
        (claims(b'r="B2"', b'r="ZZZZ2"'), ClaimsTooMuch),
        (claims(b'<row r="2"', b'<row r="99999999999999999999"'), ClaimsTooMuch),
        (claims(b'<row r="2"', b'<row r="two"'), DamagedFile),
        (claims(b'r="B2"', b'r="B1000000"'), SheetTooLong),
        (claims(b'r="B2"', b'r="XFD2"'), SheetTooLong),
        (claims(b"<worksheet", BOMB), HoldsEntities),
        (claims(b"</sheetData>", b"<a>" * 200 + b"</a>" * 200 + b"</sheetData>"), SheetFileTooLarge),
        (claims(b"</sheetData>", b""), DamagedFile),
        (workbook(lambda sheet: sheet.append(["x" * (LONGEST_CELL + 1)])), CellTooLong),
        (workbook(lambda _sheet: None), NothingInIt),
    ],
)
def test_a_workbook_that_claims_or_holds_too_much_is_refused(content: bytes, error: type[FileRefused]) -> None:
    with pytest.raises(error):
        of_xlsx(content)


def test_an_entity_anywhere_in_a_workbook_refuses_it() -> None:
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        content = with_part(workbook(two_rows), part, lambda body: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + body)
        with pytest.raises((HoldsEntities, DamagedFile)):
            of_xlsx(content)


def test_cells_without_content_cost_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        two_rows(sheet)
        sheet["XFD1048576"].number_format = "0.0%"

    assert values(of_xlsx(fill)) == [list(row) for row in FIGURES]


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    content = with_part(
        workbook(two_rows), SHEET, lambda body: body.replace(b"<sheetData>", b" " * 60_000_000 + b"<sheetData>")
    )
    file = check_sheet_file("figures.xlsx", content)
    tracemalloc.start()
    with pytest.raises(SheetFileTooLarge):
        read_table(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@given(st.data())
def test_a_damaged_workbook_is_refused_and_never_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(FileRefused):
        of_xlsx(bytes(content))
