"""The published table of July 2024, and rows made for a test."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from tracker.measures.rules import TrendWord, Unit, YoyUnit
from tracker.measures.rules_figures import Checked, FigureRow, check_figures
from tracker.measures.rules_figures_table import read_table

FACTS = Path(__file__).resolve().parents[2] / "facts"
SENTENCES = Path(__file__).with_name("sentences_2024.csv")
JULY = date(2024, 7, 1)


@cache
def published() -> tuple[FigureRow, ...]:
    """All 57 rows of the eleven published tables."""
    return tuple(read_table((FACTS / "measure_summary_2024.csv").read_text(encoding="utf-8-sig")))


def page(section: str) -> list[FigureRow]:
    """The rows of one published table."""
    return [row for row in published() if row.section == section]


@cache
def sentences() -> Sequence[Mapping[str, str]]:
    """Sentences written in the form of the published ones, each figure judged by hand.

    Those with an odd number were used to build the check, the even ones were kept aside until it was done.
    """
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def logs(**changes: object) -> FigureRow:
    """A row of counts: 1,777 in July, 4,908 and 19,231, down by 0.8%."""
    values: dict[str, object] = {
        "measure": "Storm Log Volume: Immediate",
        "unit": Unit.COUNT,
        "month": JULY,
        "month_value": Decimal(1777),
        "three_months": Decimal(4908),
        "twelve_months": Decimal(19231),
        "yoy": Decimal("-0.8"),
        "yoy_unit": YoyUnit.PERCENT,
        "trend": TrendWord.DECREASING,
        "exceptions": {},
    }
    return FigureRow(**{**values, **changes})  # type: ignore[arg-type]  # the values are the fields' own


def rate(value: Decimal, **changes: object) -> FigureRow:
    """A row of percentages with the same value for the month, 3 and 12 months."""
    return logs(
        **{
            "measure": "Response Rate: Immediate",
            "unit": Unit.PERCENT,
            "month_value": value,
            "three_months": value,
            "twelve_months": value,
            "yoy": Decimal("-2.0"),
            "yoy_unit": YoyUnit.PERCENTAGE_POINTS,
            **changes,
        }
    )


def verdicts(text: str, rows: Sequence[FigureRow]) -> list[tuple[str, str]]:
    """(what it says, verdict) of each figure and claim of a text."""
    return [(said(checked), checked.verdict.value) for checked in check_figures(text, rows)]


def said(checked: Checked) -> str:
    """A figure as it is written, without the direction that the check adds."""
    return checked.says.removesuffix(" (up)").removesuffix(" (down)")
