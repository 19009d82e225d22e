"""A table of measures from CSV: the published one is read whole, and every bad cell is named by row and column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.measures.figures import JULY, page, published
from tracker.measures.rules import TrendWord, Unit, YoyUnit
from tracker.measures.rules_figures_table import NotATable, read_table

HEADER = "section,measure,unit,month,month_value,three_month_value,twelve_month_value,yoy_value,yoy_unit,trend,one_high"
ROW = "Immediate,Storm Log Volume,count,2024-07,1777,4908,19231,-0.8,percent,Decreasing,0"


def problem(text: str) -> str:
    with pytest.raises(NotATable) as refused:
        read_table(text)
    return str(refused.value)


def test_the_published_table_is_read_whole() -> None:
    assert len(published()) == 57
    row = next(row for row in published() if row.measure == "Response Rate: Priority")
    assert (row.unit, row.month, row.section) == (Unit.PERCENT, JULY, "Priority")
    assert (row.month_value, row.three_months, row.twelve_months) == (Decimal("63.5"), Decimal("64.7"), Decimal("62.1"))
    assert (row.yoy, row.yoy_unit) == (Decimal("5.9"), YoyUnit.PERCENTAGE_POINTS)
    assert (row.trend, row.weighting) == (TrendWord.DECREASING, 25)
    assert row.exceptions == {1: 1, 2: 1, 3: 1, 8: 1}


def test_a_table_without_exceptions_is_not_one_with_none() -> None:
    assert {row.exceptions is None for row in page("ASB")} == {True}
    assert {row.trend for row in page("ASB")} == {None}
    assert page("999")[0].exceptions == {}


def test_what_was_not_printed_is_none() -> None:
    assert page("Victim Voice")[0].month_value is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The table lacks the column section."),
        ("measure,unit\n", "The table lacks the column section."),
        (HEADER, "The table has no rows."),
        (f"{HEADER}\n{ROW},5", "Row 2: This row has more or fewer cells than the header."),
        (f"{HEADER}\nImmediate,Logs", "Row 2: This row has more or fewer cells than the header."),
        (f"{HEADER}\n{ROW.replace('1777', '1.777,00')}", "Row 2: This row has more or fewer cells than the header."),
        (f"{HEADER}\n{ROW}\n{ROW.replace('1777', 'Nil')}", "Row 3, column month_value: “Nil” is no number."),
        (f"{HEADER}\n{ROW.replace('1777', 'NaN')}", "Row 2, column month_value: “NaN” is no number."),
        (f"{HEADER}\n{ROW.replace('1777', '1e99')}", "Row 2, column month_value: “1e99” is no number."),
        (f"{HEADER}\n{ROW.replace('Storm Log Volume', '')}", "Row 2, column measure: The measure has no name."),
        (
            f"{HEADER}\n{ROW.replace('count', 'number')}",
            "Row 2, column unit: “number” must be one of: count, percent, duration, hours, days.",
        ),
        (
            f"{HEADER}\n{ROW.replace('Decreasing', 'Falling')}",
            "Row 2, column trend: “Falling” must be Increasing, Decreasing, None or empty.",
        ),
        (f"{HEADER}\n{ROW[:-1]}2", "Row 2, column one_high: “2” must be 0 or 1."),
        ("\0", "The table is not text."),
    ],
)
def test_a_bad_table_is_refused_in_one_sentence(text: str, said: str) -> None:
    assert problem(text) == said


def test_a_month_that_is_none_is_named() -> None:
    assert problem(f"{HEADER}\n{ROW.replace('2024-07', '2024-13')}").startswith(
        "Row 2, column month: “2024-13” is no month."
    )
