"""What a cell of a file is read as, and what is said of one that is no figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.files.rules_tables import Cell, Content, Formula, SheetError
from tracker.measures.rules import Marking, Unit, ValueState
from tracker.measures.rules_cells import (
    LARGEST,
    BadCell,
    BadWords,
    Fault,
    read_cell,
    read_marking,
    read_name,
    read_state,
    read_words,
)
from tracker.measures.rules_words import value_words


@pytest.mark.parametrize(
    ("value", "unit", "figure"),
    [
        ("3749", Unit.COUNT, "3749"),
        (" 1,234 ", Unit.COUNT, "1234"),
        ("1\u00a0", Unit.COUNT, "1"),
        ("0", Unit.COUNT, "0"),
        ("+5", Unit.COUNT, "5"),
        (Decimal(3749), Unit.COUNT, "3749"),
        ("12.3%", Unit.PERCENT, "12.3"),
        ("12.3 %", Unit.PERCENT, "12.3"),
        ("12.3", Unit.PERCENT, "12.3"),
        (Decimal("12.3"), Unit.PERCENT, "12.3"),
        ("00:10:31", Unit.DURATION, "631"),
        ("100:00:01", Unit.DURATION, "360001"),
        (timedelta(seconds=631), Unit.DURATION, "631"),
        (timedelta(hours=30), Unit.DURATION, "108000"),
        ("631", Unit.DURATION, "631"),
        (Decimal(631), Unit.DURATION, "631"),
        ("15,205 hours", Unit.HOURS, "15205"),
        ("7.5", Unit.HOURS, "7.5"),
        ("192 days", Unit.DAYS, "192"),
        ("0.123456", Unit.PERCENT, "0.123456"),
        ("999999999999", Unit.COUNT, "999999999999"),
    ],
)
def test_a_figure_is_read_as_people_and_programs_write_it(value: Content, unit: Unit, figure: str) -> None:
    assert read_cell(Cell(value), unit) == Decimal(figure)


def test_a_number_shown_as_a_percentage_is_the_percentage_that_is_seen() -> None:
    assert read_cell(Cell(Decimal("0.123"), percent=True), Unit.PERCENT) == Decimal("12.3")


@pytest.mark.parametrize("cell", [None, Cell(""), Cell("  "), Cell("None recorded")])
def test_a_blank_cell_says_nothing(cell: Cell | None) -> None:
    assert read_cell(cell, Unit.COUNT) is None


@pytest.mark.parametrize(
    ("value", "unit", "fault"),
    [
        ("Nil", Unit.COUNT, Fault.NIL),
        ("NIL", Unit.DURATION, Fault.NIL),
        ("n/a", Unit.COUNT, Fault.NO_FIGURE),
        ("-", Unit.COUNT, Fault.NO_FIGURE),
        ("–", Unit.PERCENT, Fault.NO_FIGURE),
        ("..", Unit.COUNT, Fault.NO_FIGURE),
        ("NaN", Unit.COUNT, Fault.NO_FIGURE),
        ("#N/A", Unit.COUNT, Fault.SHEET_ERROR),
        ("#DIV/0!", Unit.PERCENT, Fault.SHEET_ERROR),
        (SheetError("#REF!"), Unit.COUNT, Fault.SHEET_ERROR),
        (Formula("=1+1"), Unit.COUNT, Fault.FORMULA),
        ("=1+1", Unit.COUNT, Fault.FORMULA),
        (date(2024, 7, 1), Unit.COUNT, Fault.DATE),
        ("01/07/2024", Unit.COUNT, Fault.DATE),
        ("2024-07-31", Unit.COUNT, Fault.DATE),
        ("1 July 2024", Unit.COUNT, Fault.DATE),
        ("Jul-24", Unit.COUNT, Fault.DATE),
        (True, Unit.COUNT, Fault.TRUTH),
        ("12a", Unit.COUNT, Fault.TEXT),
        ("about 12", Unit.COUNT, Fault.TEXT),
        ("1,23,456", Unit.COUNT, Fault.TEXT),
        ("1.234,5", Unit.COUNT, Fault.CONTINENTAL),
        ("12,5", Unit.PERCENT, Fault.CONTINENTAL),
        ("1.234.567", Unit.COUNT, Fault.CONTINENTAL),
        ("١٢", Unit.COUNT, Fault.DIGITS),
        ("½", Unit.HOURS, Fault.DIGITS),
        ("1.2E+03", Unit.COUNT, Fault.EXPONENT),
        ("inf", Unit.COUNT, Fault.EXPONENT),
        (Decimal("Infinity"), Unit.COUNT, Fault.TOO_LARGE),
        ("12.3%", Unit.COUNT, Fault.PERCENT),
        ("00:10:31", Unit.COUNT, Fault.TIME),
        (timedelta(seconds=1), Unit.HOURS, Fault.TIME),
        ("10:31", Unit.DURATION, Fault.NOT_TIME),
        ("00:99:00", Unit.DURATION, Fault.NOT_TIME),
        (Decimal("0.0073"), Unit.DURATION, Fault.NOT_TIME),
        ("-5", Unit.COUNT, Fault.NEGATIVE),
        ("−5", Unit.COUNT, Fault.NEGATIVE),
        (Decimal(-1), Unit.PERCENT, Fault.NEGATIVE),
        ("1" + "0" * 12, Unit.COUNT, Fault.TOO_LARGE),
        ("9" * 500, Unit.COUNT, Fault.TOO_LARGE),
        ("0.1234567", Unit.PERCENT, Fault.DECIMALS),
        (Decimal("12.12345678"), Unit.HOURS, Fault.DECIMALS),
    ],
)
def test_what_is_no_figure_is_named_for_what_it_is(value: Content, unit: Unit, fault: Fault) -> None:
    with pytest.raises(BadCell) as refused:
        read_cell(Cell(value), unit)
    assert refused.value.fault is fault
    assert len(refused.value.said) <= 40


def test_a_number_shown_as_a_percentage_is_no_count() -> None:
    with pytest.raises(BadCell) as refused:
        read_cell(Cell(Decimal("0.5"), percent=True), Unit.COUNT)
    assert (refused.value.said, refused.value.fault) == ("50.0%", Fault.PERCENT)


def test_a_count_has_no_halves() -> None:
    assert read_cell(Cell("12.5"), Unit.HOURS) == Decimal("12.5")
    with pytest.raises(BadCell) as refused:
        read_cell(Cell("12.5"), Unit.COUNT, whole=True)
    assert refused.value.fault is Fault.NOT_WHOLE


@given(
    st.sampled_from([Unit.COUNT, Unit.HOURS, Unit.DAYS, Unit.DURATION, Unit.PERCENT]),
    st.decimals(0, LARGEST - 1, places=1),
)
def test_whatever_a_page_prints_is_read_back(unit: Unit, value: Decimal) -> None:
    printed = value_words(value, unit)
    read = read_cell(Cell(printed), unit)
    assert read is not None
    assert value_words(read, unit) == printed


@given(st.text(max_size=60), st.sampled_from(list(Unit)))
def test_any_text_is_a_figure_that_can_be_kept_or_is_refused(text: str, unit: Unit) -> None:
    try:
        found = read_cell(Cell(text), unit)
    except BadCell:
        return
    assert found is None or (0 <= found < LARGEST and found == round(found, 6))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Final", ValueState.FINAL),
        ("NOT COMPARABLE", ValueState.NOT_COMPARABLE),
        ("not_comparable", ValueState.NOT_COMPARABLE),
        ("not-comparable", ValueState.NOT_COMPARABLE),
        (" withdrawn ", ValueState.WITHDRAWN),
        ("", None),
    ],
)
def test_states_are_read_by_their_words(said: str, state: ValueState | None) -> None:
    assert read_state(Cell(said)) is state


@pytest.mark.parametrize(
    ("said", "marking"),
    [
        ("OFFICIAL SENSITIVE", Marking.OFFICIAL_SENSITIVE),
        ("Official-Sensitive", Marking.OFFICIAL_SENSITIVE),
        ("official_sensitive", Marking.OFFICIAL_SENSITIVE),
        ("OFFICIAL", Marking.NONE),
        ("No marking", Marking.NONE),
        ("none", Marking.NONE),
        ("", None),
    ],
)
def test_markings_are_read_by_their_words(said: str, marking: Marking | None) -> None:
    assert read_marking(Cell(said)) is marking


@pytest.mark.parametrize("value", ["perhaps", Decimal(1), True, Formula("=A1")])
def test_any_other_state_or_marking_is_refused(value: Content) -> None:
    for read in (read_state, read_marking):
        with pytest.raises(BadCell):
            read(Cell(value))


def test_a_reason_is_cleaned_and_refused_where_it_cannot_be_kept() -> None:
    assert read_words(Cell("  Recounted \r\n twice ")) == "Recounted\n twice"
    assert read_words(None) is None
    with pytest.raises(BadWords):
        read_words(Cell("x" * 1001))
    with pytest.raises(BadWords):
        read_words(Cell("a\u202eb"))
    with pytest.raises(BadCell):
        read_words(Cell(Formula("=A1")))


def test_a_measure_may_be_called_by_a_number() -> None:
    assert read_name(Cell(Decimal(101))) == "101"
    assert read_name(Cell(" Crime \n volume ")) == "Crime volume"
    with pytest.raises(BadCell):
        read_name(Cell(SheetError("#N/A")))
