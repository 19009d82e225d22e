"""What the files of a seed set share: what a column may hold, and how a row names another.

Rows name each other by what people call them (codes, references, email addresses), never by a database's numbers.
Moments of recording are not kept. Within a record, `number` counts in the order things were recorded; rows without a
number stand in that order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class Longest:
    """How many characters a text may have."""

    characters: int


@dataclass(frozen=True, slots=True)
class Between:
    """The smallest and the largest whole number, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class NeverPrinted:
    """Said of a text that never stands in a report, so that it may hold what the fonts of the reports lack."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """Said of a date that is a month, by its first day: it is written "2024-07"."""


@dataclass(frozen=True, slots=True)
class MayBeEmpty:
    """An empty cell is an empty text, not a missing one."""


@dataclass(frozen=True, slots=True)
class Refers:
    """These columns together name a row of `file` by its key; an empty one names none."""

    columns: tuple[str, ...]
    file: str


Name = Annotated[str, Longest(120)]
Line = Annotated[str, Longest(300)]
Email = Annotated[str, Longest(254)]
Code = Annotated[str, Longest(40)]
Reference = Annotated[str, Longest(20)]
Link = Annotated[str, Longest(500)]
Month = Annotated[date, Monthly()]
Count = Annotated[int, Between(1, 100_000)]
Place = Annotated[int, Between(0, 1_000_000)]


@dataclass(frozen=True, kw_only=True)
class SeedRow:
    """One row of one file. `line` is its row as a spreadsheet shows it: the header is row 1."""

    FILE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ()
    REFERS: ClassVar[tuple[Refers, ...]] = ()

    line: int = field(default=0, compare=False)

    @property
    def can_be_named(self) -> bool:
        """Whether its key is its own, so that other rows may name it."""
        return True
