"""What the checks of seed rows share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Protocol, TypeVar

from tracker.errors import DomainError
from tracker.plan.due import parse_due
from tracker.plan.due_refusals import AmbiguousQuarter
from tracker.plan.rules import DuePeriod, Precision, QuarterReading, quoted
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables_row import SeedRow

_REFERENCE: Final = re.compile(r"([A-Z])-([0-9]{4,9})", re.ASCII)


class Numbered(Protocol):
    @property
    def number(self) -> int: ...


R = TypeVar("R", bound=SeedRow)


def number_of(reference: str, letter: str) -> int | None:
    """7 for "D-0007" and "D"; None for anything that is not written just so."""
    match = _REFERENCE.fullmatch(reference)
    number = int(match[2]) if match and match[1] == letter else 0
    return number if number and reference == f"{letter}-{number:04d}" else None


def grouped(rows: Iterable[R], column: str) -> Mapping[str, list[R]]:
    """The rows of each record they name in `column`, in the order of the file; none for one nobody names."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def refusal(row: SeedRow, column: str, rule: Callable[..., object], *values: object) -> Iterator[Problem]:
    """What a rule that raises says of the values."""
    try:
        rule(*values)
    except DomainError as error:
        yield at(row, column, error)


def order(row: SeedRow, column: str, first: date | None, last: date | None) -> Iterator[Problem]:
    """Says so where the last day, in `column`, is before the first."""
    if first is not None and last is not None and last < first:
        yield at(row, column, f"{last} is before {first}, the first day.")


def together(row: SeedRow, *columns: str) -> Iterator[Problem]:
    """Says so where some of the cells are filled and others not."""
    empty = [column for column in columns if getattr(row, column) is None]
    if empty and len(empty) < len(columns):
        yield at(row, empty[0], f"Fill {' and '.join(columns)}, or none of them.")


def withdrawal(row: SeedRow, first: date, withdrawn_on: date | None) -> Iterator[Problem]:
    """Whoever withdraws a record says when and why, and not before it is on the record."""
    yield from together(row, "withdrawn_on", "withdrawn_by", "withdrawn_reason")
    yield from order(row, "withdrawn_on", first, withdrawn_on)


def gaps(rows: Sequence[SeedRow], numbers: Iterable[int], of: str) -> Iterator[Problem]:
    """Says so where the numbers of the rows, in their order, are not 1, 2, 3 …"""
    for expected, (row, number) in enumerate(zip(rows, numbers, strict=True), start=1):
        if number != expected:
            yield at(row, "number", f"The numbers of {of} must be 1, 2, 3 …: {expected} is missing.")
            return


def period_problems(
    row: SeedRow,
    text: tuple[str, str],
    days: tuple[tuple[str, date], tuple[str, date], tuple[str, Precision]],
    reading: tuple[str, QuarterReading | None],
) -> Iterator[Problem]:
    """Says so where days and precision are not what the words of a period mean. Each pair is a column and its value."""
    try:
        meant = parse_due(text[1], reading=reading[1])
    except AmbiguousQuarter as error:
        yield at(row, reading[0], error)
        return
    except DomainError as error:
        yield at(row, text[0], error)
        return
    should = (meant.reading, meant.start, meant.end, meant.precision)
    for (column, stands), wanted in zip((reading, *days), should, strict=True):
        if stands != wanted:
            said = f"“{quoted(text[1])}” means {wanted or 'no reading'} here, not {stands or 'none'}."
            yield at(row, column, said)


def readings(text: str) -> tuple[DuePeriod, ...]:
    """Everything the words of a period can mean. Raises a DomainError where that is nothing."""
    try:
        return (parse_due(text),)
    except AmbiguousQuarter:
        return tuple(parse_due(text, reading=reading) for reading in QuarterReading)
