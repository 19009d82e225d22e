"""Which month a cell means: written as a month, or as the first or last of its days, as other systems export it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.measures.tables import plan, table
from tracker.dates import last_day_of_month
from tracker.files.rules_tables import Cell, Content, Formula, SheetError
from tracker.measures.rules_cells import BadCell, BadDay, Fault, read_month_cell
from tracker.measures.rules_columns import find_columns
from tracker.measures.rules_problems import BadTable

JULY = date(2024, 7, 1)
MIDDLE = (
    "This was read as 15 July 2024, which is neither the first nor the last day of a month. "
    "Write Jul-24 or 2024-07 if the figure is of July 2024."
)


@pytest.mark.parametrize("value", ["Jul-24", "July 2024", "2024-07", " jul 24 "])
def test_a_month_is_read_as_people_write_it(value: str) -> None:
    assert read_month_cell(Cell(value)) == JULY


@pytest.mark.parametrize(
    "value",
    [
        *("2024-07-01", "01/07/2024", "1/7/2024", "01.07.2024", "01-07-2024", "01/07/24", "2024/07/01", "1 July 2024"),
        *("2024-07-31", "31/07/2024", "31-Jul-2024", "31-Jul-24", "31/07/24", date(2024, 7, 1), date(2024, 7, 31)),
        *("2024-07-01T00:00:00", "2024-07-31T00:00:00", "2024-07-31 00:00:00.000", "01/07/2024 00:00"),
        *("2024-07-01T00:00:00Z", "2024-07-01T00:00:00+01:00", "2024-07-31T23:59:59.999", "2024-07-31 23:59"),
    ],
)
def test_the_first_or_the_last_day_of_a_month_stands_for_it_in_british_order(value: Content) -> None:
    assert read_month_cell(Cell(value)) == JULY


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT00:00:00"]))
def test_a_text_and_a_date_of_a_spreadsheet_are_read_alike(day: date, form: str) -> None:
    def read(value: Content) -> date | str:
        try:
            return read_month_cell(Cell(value))
        except BadDay as error:
            return error.problem

    assert read(day.strftime(form)) == read(day)
    stands = day.day == 1 or day == last_day_of_month(day.year, day.month)
    assert (read(day) == day.replace(day=1)) is stands


@pytest.mark.parametrize(
    "value", ["15/07/2024", "2024-07-15", "15 July 2024", "2024-07-15T00:00:00", date(2024, 7, 15)]
)
def test_any_other_day_is_told_what_was_read_and_what_to_write(value: Content) -> None:
    with pytest.raises(BadDay) as refused:
        read_month_cell(Cell(value))
    assert refused.value.problem == MIDDLE


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("31/06/2024", "There is no such day: June 2024 has 30 days. Write Jun-24 or 2024-06"),
        ("2023-02-29", "There is no such day: February 2023 has 28 days. Write Feb-23 or 2023-02"),
        ("00/07/2024", "There is no such day: July 2024 has 31 days. Write Jul-24 or 2024-07"),
        ("07/31/2024", "This was read as day, month, year, but there is no month 31. Write it like Jul-24 or 2024-07."),
        ("2024-31-07", "This was read as year, month, day, but there is no month 31. Write it like Jul-24 or 2024-07."),
        ("07/01/2024", "This was read as 7 January 2024, which is neither"),
        ("15/07/1924", "Write 1924-07 if the figure is of July 1924."),
        ("2024-06-30T23:00:00Z", "This was read as 23:00:00 on 30 June 2024, but a month has no time of day."),
    ],
)
def test_a_day_that_does_not_exist_or_may_be_another_is_not_guessed_at(value: str, problem: str) -> None:
    with pytest.raises(BadDay) as refused:
        read_month_cell(Cell(value))
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        *(("Q3", Fault.NOT_MONTH), ("1 Nonsense 2024", Fault.NOT_MONTH), ("01/07/0024", Fault.NOT_MONTH)),
        *((Decimal(45474), Fault.NOT_MONTH), (date(9999, 12, 31), Fault.NOT_MONTH)),
        *((timedelta(hours=1), Fault.NOT_MONTH), ("01/07-2024", Fault.NOT_MONTH)),
        *((Formula("=TODAY()"), Fault.FORMULA), (SheetError("#N/A"), Fault.SHEET_ERROR), (True, Fault.TRUTH)),
    ],
)
def test_what_is_no_month_is_refused(value: Content, fault: Fault) -> None:
    with pytest.raises(BadCell) as refused:
        read_month_cell(Cell(value))
    assert refused.value.fault is fault


@given(st.text(max_size=30))
def test_any_text_is_a_month_or_is_refused(text: str) -> None:
    try:
        assert read_month_cell(Cell(text)).day == 1
    except BadCell:
        return


def test_a_row_names_the_day_that_is_no_month() -> None:
    found = plan("Measure | Month | Value\nCRIME | 31/07/2024 | 5\nCRIME | 15/07/2024 | 6")
    assert [problem.line for problem in found.problems] == [f"Row 3, column B (Month), “15/07/2024”: {MIDDLE}"]
    assert [figure.month for figure in found.fresh] == [JULY]


@pytest.mark.parametrize("day", ["15/07/2024", date(2024, 7, 15)])
def test_a_column_whose_heading_is_such_a_day_is_named_and_not_left_out(day: Content) -> None:
    with pytest.raises(BadTable) as refused:
        find_columns(table(["Measure", "30/06/2024", day], ["CRIME", "5", "6"]), ())
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.message) == (1, 3, MIDDLE)


def test_months_of_a_wide_table_may_be_their_first_or_last_days() -> None:
    found = find_columns(table(["Measure", "30/06/2024", "01/07/2024", "Note"], ["CRIME", "5", "6", "x"]), ())
    assert list(found.months.values()) == [date(2024, 6, 1), JULY]
    assert found.ignored == ("Note",)
