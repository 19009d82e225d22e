"""No cell we write can run as a formula, and what was typed comes back."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.documents.cells import restore_cell, safe_cell, safe_row

cell_texts = st.one_of(
    st.text(), st.text(alphabet="'=+-@\t\r\n \ufeff＝＋－＠a1"), st.from_regex(r"['\s]*[=+@-].*", fullmatch=True)
)


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+44 1380", "-5%", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x", "\ufeff=1"],
)
def test_a_text_that_a_spreadsheet_might_run_begins_with_an_apostrophe(typed: str) -> None:
    assert safe_cell(typed) == "'" + typed


@pytest.mark.parametrize("typed", ["", "Refit Melksham custody", "5 - 3", "'s Hertogenbosch", "– none", "a=b"])
def test_an_ordinary_text_stays_as_it_is(typed: str) -> None:
    assert safe_cell(typed) == typed


@given(cell_texts)
@example("'=1")
@example("''-")
def test_a_cell_read_back_is_the_text_that_was_written(typed: str) -> None:
    assert restore_cell(safe_cell(typed)) == typed


@given(cell_texts)
def test_no_cell_begins_with_what_starts_a_formula(typed: str) -> None:
    assert not safe_cell(typed).lstrip("\ufeff\u200b\x00 \t\r\n").startswith(tuple("=+-@＝＋－＠"))


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    due = date(2024, 9, 18)

    assert safe_row([-5, 2.5, due, None, "-5"]) == [-5, 2.5, due, None, "'-5"]


@given(st.lists(cell_texts, min_size=1, max_size=5))
def test_a_row_survives_a_csv_file(row: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(safe_row(row))
    file.seek(0)

    [read] = csv.reader(file)

    assert [restore_cell(cell) for cell in read] == row
