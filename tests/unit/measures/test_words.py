"""Each figure has one way it is printed, and that is read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.measures.published import summary
from tracker.measures.rules import Unit, YoyUnit
from tracker.measures.rules_windows import Change, Figure, Lack
from tracker.measures.rules_words import (
    NotAFigure,
    change_words,
    figure_words,
    read_value,
    rounded,
    value_words,
    yoy_words,
)

VALUES = st.decimals(-(10**9), 10**9, places=6)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("10610", Unit.COUNT, "10,610"),
        ("-0.4", Unit.COUNT, "0"),
        ("222.5", Unit.COUNT, "223"),
        ("1", Unit.PERCENT, "1.0%"),
        ("0.05", Unit.PERCENT, "0.1%"),
        ("5358", Unit.DURATION, "01:29:18"),
        ("442806", Unit.DURATION, "123:00:06"),
        ("15205", Unit.HOURS, "15,205 hours"),
        ("1", Unit.DAYS, "1 day"),
        ("192.25", Unit.DAYS, "192.3 days"),
    ],
)
def test_a_value_is_printed_one_way(value: str, unit: Unit, printed: str) -> None:
    assert value_words(Decimal(value), unit) == printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("-20.6", YoyUnit.PERCENT, "-20.6%"),
        ("-0.04", YoyUnit.PERCENT, "0.0%"),
        ("1234.5", YoyUnit.PERCENT, "1,234.5%"),
        ("1.6", YoyUnit.PERCENTAGE_POINTS, "1.6% points"),
        ("-320", YoyUnit.DURATION, "-00:05:20"),
        ("18", YoyUnit.DURATION, "+00:00:18"),
        ("0.4", YoyUnit.DURATION, "00:00:00"),
        ("-12", YoyUnit.DAYS, "-12 days"),
    ],
)
def test_a_change_is_printed_one_way(value: str, unit: YoyUnit, printed: str) -> None:
    assert change_words(Decimal(value), unit) == printed


def test_what_is_missing_says_why() -> None:
    assert figure_words(Figure(None), Unit.COUNT) == "None recorded"
    assert figure_words(Figure(None, Lack.ROLLING_ONLY), Unit.PERCENT) == "Rolling 12 Month Only"
    assert yoy_words(Change(None, YoyUnit.PERCENT, Lack.FROM_ZERO)) == "n/a (from 0)"


@given(VALUES, st.sampled_from(Unit))
def test_a_value_is_read_back_as_it_was_printed(value: Decimal, unit: Unit) -> None:
    assert read_value(value_words(value, unit), unit) == rounded(value, unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(("#N/A", unit) for unit in Unit),
        ("Nil", Unit.COUNT),
        ("1,23", Unit.COUNT),
        ("12%", Unit.COUNT),
        ("00:10:61", Unit.DURATION),
        ("12", Unit.DURATION),
        ("5 days", Unit.HOURS),
        ("1e5", Unit.COUNT),
    ],
)
def test_what_is_no_figure_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(NotAFigure) as caught:
        read_value(text, unit)
    assert caught.value.text == text


def test_nothing_is_read_as_nothing() -> None:
    assert read_value("  ", Unit.COUNT) is None
    assert read_value("None recorded", Unit.PERCENT) is None


def test_the_printed_tables_of_2024_are_printed_the_same_way() -> None:
    checked = 0
    for row in summary():
        unit = Unit(row["unit"])
        for column in ("month", "three_month", "twelve_month"):
            if row[f"{column}_value"]:
                printed = value_words(Decimal(row[f"{column}_value"]), unit)
                assert printed.removesuffix(" days") == row[f"{column}_raw"]
                checked += 1
    assert checked == 57 * 3 - 10
