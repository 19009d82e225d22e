"""A measure's row in a report: what is withheld, what is marked as supplied, and the settings it was judged by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.measures.test_standing import JULY, NOISE, record
from tracker.measures.rules import Engine, MeasureType, TrendWord, Unit, ValueState, YoyUnit, months_on
from tracker.measures.rules_exceptions import Direction, ExceptionRules, Finding, Rule
from tracker.measures.rules_rows import WITHHELD
from tracker.measures.rules_standing import DEFAULTS, Given, MeasureRecord, MeasureRules, standings
from tracker.measures.rules_windows import Supplied
from tracker.reports.rows_measures import LINE_MONTHS, basis, measure_row, trend_line
from tracker.reports.snapshots_measures import MeasureRow

CELLS = ("month", "three_months", "twelve_months", "year_on_year", "trend_words", "exceptions", "weighting")


def row_of(given: MeasureRecord, rules: MeasureRules = DEFAULTS) -> MeasureRow:
    return measure_row(standings([given], JULY, rules)[0], rules)


def hidden_in(row: MeasureRow) -> list[str]:
    return [cell for cell in CELLS if getattr(row, cell) == WITHHELD]


def test_figures_stand_as_words_and_as_the_numbers_that_are_printed() -> None:
    row = row_of(record((*NOISE, *NOISE)))
    assert (row.month, row.three_months, row.figures.month) == ("99", "297", Decimal(99))
    assert row.figures.year_on_year_unit is YoyUnit.PERCENT
    assert row.year_on_year == f"{row.figures.year_on_year}%"
    assert (row.withheld, row.trend_supplied, row.exceptions_supplied, row.weighting_supplied) == ((), *[False] * 3)


@pytest.mark.parametrize(
    ("back", "hidden"),
    [
        (0, list(CELLS)),
        (2, list(CELLS[1:])),
        (11, list(CELLS[2:])),
        (23, list(CELLS[3:])),
        (24, ["exceptions", "weighting"]),
        (25, []),
    ],
)
def test_what_a_marked_month_goes_into_is_withheld_and_nothing_else(back: int, hidden: list[str]) -> None:
    marked = months_on(JULY, -back)
    row = row_of(record((*NOISE, *NOISE), sensitive=frozenset({marked})))
    assert hidden_in(row) == hidden
    assert row.withheld == (marked,)
    assert row.trend_line is not None
    assert row.trend_line.values[-1 - back] is None


def test_a_withheld_figure_is_nowhere_in_the_row() -> None:
    secret = 987_654
    row = row_of(record((*NOISE, *NOISE, secret), sensitive=frozenset({JULY})))
    assert hidden_in(row) == list(CELLS)
    assert (row.trend, row.exceptions_directions) == (None, ())
    assert (row.figures.month, row.figures.year_on_year, row.figures.year_on_year_unit) == (None, None, None)
    assert "987" not in repr(row)


def test_a_marked_month_before_everything_printed_blocks_nothing() -> None:
    row = row_of(record((*NOISE, *NOISE), sensitive=frozenset({months_on(JULY, -LINE_MONTHS)})))
    assert (hidden_in(row), row.withheld) == ([], ())


def test_the_line_has_three_years_at_most_and_begins_with_its_first_month() -> None:
    long, short = trend_line(record([5] * 60), JULY), trend_line(record((None, 1, None, 3)), JULY)
    assert long is not None
    assert short is not None
    assert (len(long.values), long.first, long.last) == (36, months_on(JULY, -35), JULY)
    assert (short.values, short.first) == ((Decimal(1), None, Decimal(3)), months_on(JULY, -2))
    assert trend_line(record(()), JULY) is None


def test_a_month_that_is_not_comparable_is_a_gap_in_the_line() -> None:
    plain = record((1, 2, 3))
    middle = months_on(JULY, -1)
    values = {**plain.values, middle: replace(plain.values[middle], state=ValueState.NOT_COMPARABLE)}
    line = trend_line(replace(plain, values=values), JULY)
    assert line is not None
    assert line.values == (Decimal(1), None, Decimal(3))


def test_what_a_supplier_worked_out_is_marked() -> None:
    given = Given(TrendWord.INCREASING, (Finding(Rule.EIGHT, Direction.HIGH),), 16)
    supplied = Supplied(Decimal(5), Decimal(15), Decimal(60), None, Decimal("3.14"), YoyUnit.PERCENT)
    row = row_of(record((), supplied={JULY: supplied}, given={JULY: given}))
    assert (row.trend_line, row.notes, row.year_on_year) == (None, ("supplied",), "3.1%")
    assert (row.trend_supplied, row.exceptions_supplied, row.weighting_supplied) == (True, True, True)
    assert (row.exceptions, row.exceptions_directions, row.weighting) == ("Eight-Month High", (Direction.HIGH,), "16")


def test_a_supplier_who_looked_for_no_exceptions_found_none_either() -> None:
    row = row_of(record((), supplied={JULY: Supplied(Decimal(5))}, given={JULY: Given()}))
    assert (row.trend_words, row.exceptions, row.weighting) == ("None recorded",) * 3
    assert not row.exceptions_supplied
    looked = row_of(record((), supplied={JULY: Supplied(Decimal(5))}, given={JULY: Given(weighting=0)}))
    assert (looked.exceptions, looked.exceptions_supplied, looked.weighting) == ("None", True, "0")


def test_too_few_months_are_said() -> None:
    row = row_of(record(NOISE[:18]))
    assert (row.exceptions, row.trend_words) == ("18 months of data", "Too few months")


def test_the_settings_are_those_of_the_office() -> None:
    rules = MeasureRules(ExceptionRules(one=2.5, window=36, population=True))
    row = row_of(record(NOISE), rules)
    found = basis(7, (row,), rules)
    assert (found.vintage, found.one, found.window, found.needed, found.population) == (7, 2.5, 36, 36, True)
    assert found.engines == (Engine.EXCEPTIONS,)
    assert any("2.5 standard deviations" in line and "36 months" in line for line in found.key)
    assert found.false_alarms is not None
    assert basis(7, (), DEFAULTS).false_alarms is None


@given(
    st.sampled_from(MeasureType),
    st.sampled_from(Unit),
    st.lists(st.none() | st.integers(0, 10**9), max_size=60),
    st.sampled_from(Engine),
    st.frozensets(st.integers(0, 40).map(lambda back: months_on(JULY, -back)), max_size=2),
)
def test_any_measure_with_any_gaps_has_a_row(
    kind: MeasureType, unit: Unit, values: list[int | None], engine: Engine, marked: frozenset[date]
) -> None:
    row = row_of(record(values, kind=kind, unit=unit, engine=engine, sensitive=marked))
    assert all(getattr(row, cell) for cell in CELLS)
    assert row.trend_line is None or row.trend_line.values[0] is not None
    if JULY in marked:
        assert hidden_in(row) == list(CELLS)
