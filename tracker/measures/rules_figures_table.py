"""Rows of a table from a CSV file with the columns of a published summary, every bad cell named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from tracker.errors import DomainError
from tracker.measures.rules import NotAMonth, TrendWord, Unit, YoyUnit, read_month
from tracker.measures.rules_figures_types import FigureRow

NEEDED: Final = (
    *("section", "measure", "unit", "month", "month_value", "three_month_value", "twelve_month_value"),
    *("yoy_value", "yoy_unit", "trend"),
)
"""Columns a table must have."""

EXCEPTIONS: Final = {1: "one", 2: "two", 3: "three", 8: "eight"}
"""Columns that end in _high and _low hold 1 for an exception; `has_exception_columns` 1 where any are printed."""

_Choice = TypeVar("_Choice", Unit, YoyUnit)

LARGEST: Final = 10_000
"""Rows of a table."""

_TRENDS: Final = {
    "": None,
    "increasing": TrendWord.INCREASING,
    "decreasing": TrendWord.DECREASING,
    "none": TrendWord.STABLE,
    "stable": TrendWord.STABLE,
}


class NotATable(DomainError):
    """The file is no such table. `row` counts from 1, the header."""

    def __init__(self, problem: str, row: int | None = None, column: str | None = None) -> None:
        self.problem, self.row, self.column = problem, row, column
        place = f"Row {row}: " if column is None and row else f"Row {row}, column {column}: " if row else ""
        super().__init__(f"{place}{problem}")


def read_table(text: str) -> list[FigureRow]:
    """The rows of a CSV text, in its order. Raises NotATable at the first problem."""
    if "\0" in text:
        raise NotATable("The table is not text.")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[FigureRow] = []
    try:
        missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            raise NotATable(f"The table lacks the column {missing[0]}.")
        for number, cells in enumerate(reader, start=2):
            rows.append(_row(number, cells))
            if number > LARGEST:
                raise NotATable(f"The table has more than {LARGEST:,} rows.")
    except csv.Error as error:
        raise NotATable(f"This is not CSV ({error}).", len(rows) + 2) from error
    if not rows:
        raise NotATable("The table has no rows.")
    return rows


def _row(number: int, cells: Mapping[str | None, str | None]) -> FigureRow:
    if None in cells or None in cells.values():
        raise NotATable("This row has more or fewer cells than the header.", number)
    row = {str(column): (cell or "").strip() for column, cell in cells.items()}
    if not row["measure"]:
        raise NotATable("The measure has no name.", number, "measure")
    yoy = _number(number, row, "yoy_value")
    unit = _one_of(number, row, "unit", Unit)
    return FigureRow(
        measure=row["measure"],
        unit=unit,
        month=_month(number, row),
        month_value=_number(number, row, "month_value"),
        three_months=_number(number, row, "three_month_value"),
        twelve_months=_number(number, row, "twelve_month_value"),
        yoy=yoy,
        yoy_unit=_one_of(number, row, "yoy_unit", YoyUnit) if yoy is not None else None,
        trend=_trend(number, row),
        exceptions=dict(_exceptions(number, row)) if _prints_exceptions(row) else None,
        weighting=_weighting(number, row),
        section=row["section"],
    )


def _number(number: int, row: Mapping[str, str], column: str) -> Decimal | None:
    cell = row[column]
    if not cell:
        return None
    try:
        value = Decimal(cell)
    except InvalidOperation as error:
        raise NotATable(f"“{cell}” is no number.", number, column) from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise NotATable(f"“{cell}” is no number.", number, column)
    return value


def _one_of(number: int, row: Mapping[str, str], column: str, kind: type[_Choice]) -> _Choice:
    try:
        return kind(row[column])
    except ValueError as error:
        known = ", ".join(member.value for member in kind)
        raise NotATable(f"“{row[column]}” must be one of: {known}.", number, column) from error


def _month(number: int, row: Mapping[str, str]) -> date:
    try:
        return read_month(row["month"])
    except NotAMonth as error:
        raise NotATable(str(error), number, "month") from error


def _trend(number: int, row: Mapping[str, str]) -> TrendWord | None:
    word = row["trend"].lower()
    if word not in _TRENDS:
        raise NotATable(f"“{row['trend']}” must be Increasing, Decreasing, None or empty.", number, "trend")
    return _TRENDS[word]


def _prints_exceptions(row: Mapping[str, str]) -> bool:
    return row.get("has_exception_columns", "1") == "1" and "one_high" in row


def _exceptions(number: int, row: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    for months, name in EXCEPTIONS.items():
        for column, way in ((f"{name}_high", 1), (f"{name}_low", -1)):
            cell = row.get(column, "")
            if cell not in {"", "0", "1"}:
                raise NotATable(f"“{cell}” must be 0 or 1.", number, column)
            if cell == "1":
                yield months, way


def _weighting(number: int, row: Mapping[str, str]) -> int | None:
    cell = row.get("exception_weighting", "")
    if cell and not (cell.isascii() and cell.isdigit()):
        raise NotATable(f"“{cell}” is no whole number.", number, "exception_weighting")
    return int(cell) if cell else None
