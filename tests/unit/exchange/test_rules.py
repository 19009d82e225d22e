"""Spreadsheets read back by another hand: what is in the cells, and that no text becomes a formula."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Sequence
from datetime import date
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tracker.exchange.rules import INTERNAL, LONGEST_CELL, Book, Cell, Column, NotASheet, Sheet, to_xlsx

DAY = date(2024, 9, 18)


def book(rows: Sequence[Sequence[Cell]], *, columns: int = 1, name: str = "Register", mark: str = INTERNAL) -> Book:
    headings = [Column(f"Column {place}", 20) for place in range(1, columns + 1)]
    return Book("Risk register", mark, ("As at a day.",), DAY, [Sheet(name, headings, rows)])


def opened(found: Book) -> Workbook:
    return load_workbook(io.BytesIO(to_xlsx(found)))


def cells(found: Book) -> list[object]:
    """The first column below its heading."""
    return [row[0] for row in opened(found)["Register"].iter_rows(min_row=2, values_only=True)]


def test_a_text_is_a_text_a_number_a_number_and_a_day_a_day() -> None:
    row = ("Late supplier", 15, DAY, None)
    sheet = opened(book([row], columns=4))["Register"]
    found = next(iter(sheet.iter_rows(min_row=2)))
    assert [cell.data_type for cell in found] == ["s", "n", "d", "n"]
    assert [cell.value for cell in found[:2]] == ["Late supplier", 15]
    assert found[2].value.date() == DAY  # type: ignore[union-attr]  # a day, as its type says
    assert found[2].number_format == "d mmm yyyy"
    assert found[3].value is None


@pytest.mark.parametrize("text", ["=1+1", "+44 1225", "-3", "@SUM(A1)", " =1+1", "\t=1+1", "#N/A", "TRUE", "1.50"])
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    cell = opened(book([(text,)]))["Register"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["=1+1", "+44 1225", "-3", "@SUM(A1)", " =1+1"])
def test_it_stays_one_when_somebody_edits_the_cell(text: str) -> None:
    found = opened(book([(text,), ("Fine",)]))["Register"]
    assert found["A2"].quotePrefix
    assert not found["A3"].quotePrefix


def test_a_heading_that_looks_like_a_formula_is_a_text_too() -> None:
    found = Book("T", INTERNAL, (), DAY, [Sheet("Register", [Column("=1+1")], [])])
    assert opened(found)["Register"]["A1"].data_type == "s"


def test_no_cell_of_any_file_is_a_formula() -> None:
    with ZipFile(io.BytesIO(to_xlsx(book([("=1+1",), ("=HYPERLINK(1)",)])))) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet or b'<c r="A1" t="e"' in sheet for sheet in sheets)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=8))
def test_any_text_comes_back_as_it_was_with_what_no_file_may_hold_in_sight(texts: list[str]) -> None:
    def kept(text: str) -> str:
        return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text)

    plain = [re.sub(r"[^\w .,;:=+@#/-]", "", text) for text in texts]
    assert [kept(str(found or "")) for found in cells(book([(text,) for text in plain]))] == plain
    to_xlsx(book([(text,) for text in texts]))


def test_characters_no_file_may_hold_are_marked_not_dropped_in_silence() -> None:
    assert cells(book([("a\x00b\ud800c",)])) == ["a\ufffdb\ufffdc"]


def test_what_programs_would_read_as_a_code_is_kept_as_typed() -> None:
    with ZipFile(io.BytesIO(to_xlsx(book([("_x0041_",)])))) as packed:
        assert b"_x005F_x0041_" in packed.read("xl/worksheets/sheet2.xml")


def test_lines_and_spaces_stay() -> None:
    assert cells(book([("First line\nsecond line",), ("  indented",)])) == ["First line\nsecond line", "  indented"]


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    found = cells(book([("a" * (LONGEST_CELL + 1),), ("b" * LONGEST_CELL,)]))
    assert str(found[0]).endswith("a… (cut short)")
    assert [len(str(cell)) for cell in found] == [LONGEST_CELL, LONGEST_CELL]


def test_a_day_no_spreadsheet_counts_is_written_out() -> None:
    assert cells(book([(date(1829, 9, 29),)])) == ["29 September 1829"]


def test_the_heading_is_bold_and_stays_in_sight_and_on_every_printed_page() -> None:
    sheet = opened(book([("a", 1)], columns=2))["Register"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["A"].width == 20
    assert sheet.auto_filter.ref == "A1:B2"


def test_every_printed_page_says_that_it_is_internal_and_the_first_sheet_says_it_first() -> None:
    found = opened(book([("a",)], mark="Internal & confidential"))
    assert found.sheetnames == ["About", "Register"]
    heads = {sheet.oddHeader.center.text for sheet in found}  # type: ignore[union-attr]  # every sheet has one
    assert heads == {"Internal && confidential"}
    about = [row[0] for row in found["About"].iter_rows(values_only=True)]
    assert about == ["Risk register", "Internal & confidential", "As at a day."]
    assert (found.properties.title, found.properties.subject) == ("Risk register", "Internal & confidential")


def test_the_same_rows_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_xlsx(book([("a",)]))
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert to_xlsx(book([("a",)])) == first
    assert to_xlsx(book([("b",)])) != first


def test_an_empty_sheet_has_its_headings() -> None:
    sheet = opened(book([], columns=2))["Register"]
    assert list(sheet.iter_rows(values_only=True)) == [("Column 1", "Column 2")]


@pytest.mark.parametrize("name", ["", "a" * 32, "Grades/areas", "What?"])
def test_a_name_no_sheet_can_have_is_a_mistake(name: str) -> None:
    with pytest.raises(NotASheet):
        to_xlsx(book([], name=name))


def test_a_row_that_is_too_short_is_a_mistake() -> None:
    with pytest.raises(NotASheet, match="Row 3 of Register has 1 cells, not 2"):
        to_xlsx(book([("a", "b"), ("c",)], columns=2))
