"""One cell of a seed file, both ways: what the column's type says, and what stands in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from tracker.db import Exact
from tracker.documents.cells import restore_cell, safe_cell
from tracker.documents.printable import check_printable
from tracker.documents.text import TextRefused, clean, clean_line
from tracker.errors import DomainError
from tracker.measures.rules import NotAMonth, read_month
from tracker.plan.rules import quoted
from tracker.seeds.tables import columns_of
from tracker.seeds.tables_row import Between, Longest, MayBeEmpty, Monthly, NeverPrinted, SeedRow

Value = str | int | Decimal | bool | date | time | StrEnum | None

LARGEST: Final = 2_147_483_647
"""A whole number both databases can hold."""

LONGEST: Final = 100_000
"""Characters of a text that has no shorter limit; the reader of CSV takes a little more."""

_WHOLE: Final = re.compile(r"-?[0-9]{1,10}", re.ASCII)
_NUMBER: Final = re.compile(rf"-?[0-9]{{1,12}}(\.[0-9]{{1,{Exact.DECIMALS}}})?", re.ASCII)
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


class BadCell(DomainError):
    """A cell that its column cannot hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    `longest` is None where anything goes; `printed` False where no report prints it; `monthly` where a date is a month.
    """

    name: str
    holds: type
    may_be_missing: bool
    may_be_empty: bool
    printed: bool
    monthly: bool
    longest: int | None
    between: tuple[int, int]


def columns(kind: type[SeedRow]) -> tuple[Column, ...]:
    """The columns of a file, read off the types of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_column(name, hints[name]) for name in columns_of(kind))


def from_cell(column: Column, cell: str) -> Value:
    """What a cell means. Raises BadCell."""
    if cell == "":
        return _nothing(column)
    if column.holds is str:
        return _text(column, restore_cell(cell))
    if issubclass(column.holds, StrEnum):
        return _choice(column.holds, cell)
    return _READERS[column.holds](column, cell)


def to_cell(value: Value, *, monthly: bool = False) -> str:
    """What stands in the file for a value; `from_cell` gives it back. A date may be a month."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return str(value.value)
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()[: len("2024-07")] if monthly else value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return safe_cell(value) if isinstance(value, str) else str(value)


def _nothing(column: Column) -> str | None:
    if column.may_be_empty:
        return ""
    if column.may_be_missing:
        return None
    raise BadCell("This cell is empty and must not be.")


def _column(name: str, hint: Any) -> Column:  # noqa: ANN401  # a type as written
    may_be_missing = False
    if get_origin(hint) in (Union, UnionType):
        may_be_missing = NoneType in get_args(hint)
        hint = next(each for each in get_args(hint) if each is not NoneType)
    holds, *said = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    longest = next((each.characters for each in said if isinstance(each, Longest)), None)
    between = next(((each.low, each.high) for each in said if isinstance(each, Between)), (0, LARGEST))
    return Column(
        name=name,
        holds=holds,
        may_be_missing=may_be_missing,
        may_be_empty=any(isinstance(each, MayBeEmpty) for each in said),
        printed=not any(isinstance(each, NeverPrinted) for each in said),
        monthly=any(isinstance(each, Monthly) for each in said),
        longest=longest,
        between=between,
    )


def _text(column: Column, typed: str) -> str | None:
    try:
        if column.longest is None:
            text = clean(typed, max_length=LONGEST)
        else:
            text = clean_line(typed, max_length=column.longest)
        if column.printed:
            check_printable(text)
    except TextRefused as error:
        raise BadCell(str(error)) from error
    return text or _nothing(column)


def _choice(members: type[StrEnum], cell: str) -> StrEnum:
    try:
        return members(cell)
    except ValueError as error:
        offered = ", ".join(str(member.value) for member in members)
        raise BadCell(f"“{quoted(cell)}” is not one of: {offered}.") from error


def _whole(column: Column, cell: str) -> int:
    low, high = column.between
    if _WHOLE.fullmatch(cell) is None or not low <= int(cell) <= high:
        raise BadCell(f"“{quoted(cell)}” is not a whole number from {low} to {high}.")
    return int(cell)


def _number(_column: Column, cell: str) -> Decimal:
    if _NUMBER.fullmatch(cell) is None:
        raise BadCell(f"“{quoted(cell)}” is not a number. Write it like 1234.5, with six decimals at most.")
    # Without the zeros at its end and without a sign before zero, as the database gives it back.
    number = Decimal(cell).normalize() + 0
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _yes_or_no(_column: Column, cell: str) -> bool:
    if cell not in ("yes", "no"):
        raise BadCell(f"“{quoted(cell)}” is not yes or no.")
    return cell == "yes"


def _day(column: Column, cell: str) -> date:
    if column.monthly:
        return _month(cell)
    try:
        if _DAY.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError as error:
        raise BadCell(f"“{cell}” is not a day of the calendar.") from error
    raise BadCell(f"“{quoted(cell)}” is not a date. Write it like 2024-09-30.")


def _month(cell: str) -> date:
    try:
        if _MONTH.fullmatch(cell):
            return read_month(cell)
    except NotAMonth as error:
        raise BadCell(f"“{cell}” is not a month of the calendar.") from error
    raise BadCell(f"“{quoted(cell)}” is not a month. Write it like 2024-07.")


def _time(_column: Column, cell: str) -> time:
    try:
        if _TIME.fullmatch(cell):
            return time.fromisoformat(cell)
    except ValueError as error:
        raise BadCell(f"“{cell}” is not a time of day.") from error
    raise BadCell(f"“{quoted(cell)}” is not a time. Write it like 13:30.")


_READERS: Final[Mapping[type, Callable[[Column, str], Value]]] = {
    int: _whole,
    Decimal: _number,
    bool: _yes_or_no,
    date: _day,
    time: _time,
}
