"""The published figures of measures, as the tests read them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from tracker.measures.rules import MeasureType, TrendWord, Unit, YoyUnit, read_month
from tracker.measures.rules_windows import MonthValue, Series

FACTS = Path(__file__).resolve().parents[2] / "facts"

COUNTS = ("CRIME_VOL", "CYBER_VOL", "HATE_VOL", "ASB_VOL", "S136", "CSE_VOL", "DA_VOL", "SEXOFF_VOL")
DECEMBER = date(2019, 12, 1)


@cache
def facts(name: str) -> Sequence[Mapping[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def appendix(code: str) -> Series:
    """A count of the appendix of 2019 by month."""
    values = [
        MonthValue(read_month(row["month"]), Decimal(row["value"]))
        for row in facts("measure_monthly_2019")
        if row["measure_code"] == code and row["value"]
    ]
    return Series(MeasureType.COUNT, Unit.COUNT, values)


def box(code: str) -> Mapping[str, str]:
    """The box of the third quarter of 2019-20."""
    found = [row for row in facts("measure_quarterly") if (row["measure_code"], row["quarter"]) == (code, "2019-20-Q3")]
    assert len(found) == 1
    return found[0]


def summary() -> Sequence[Mapping[str, str]]:
    """The rows of the tables of 2024."""
    return facts("measure_summary_2024")


def trend_printed(row: Mapping[str, str]) -> TrendWord | None:
    words = {"Increasing": TrendWord.INCREASING, "Decreasing": TrendWord.DECREASING, "None": TrendWord.STABLE}
    return words.get(row["trend"])


def change_printed(row: Mapping[str, str]) -> tuple[Decimal, YoyUnit]:
    return Decimal(row["yoy_value"]), YoyUnit(row["yoy_unit_probable"])
