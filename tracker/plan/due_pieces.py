"""What the text of a due date is made of: dates, numbers, words and marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Kind(Enum):
    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    HALF = auto()
    YEAR = auto()
    NUMBER = auto()
    WORD = auto()
    MARK = auto()


DATES: Final = frozenset({Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR})


class YearKind(Enum):
    ONE = auto()
    """One year was written and nothing says which sort of year."""
    CALENDAR = auto()
    FINANCIAL = auto()


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written; `first` is the one it starts in."""

    first: int
    kind: YearKind = YearKind.ONE


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. A date without `year` is incomplete; `number` is its day, quarter or half.

    `or_year` is the financial year a month such as "2010-11" may as well be.
    """

    kind: Kind
    start: int
    end: int
    text: str
    year: Year | None = None
    month: int | None = None
    number: int | None = None
    or_year: Year | None = None

    @property
    def is_date(self) -> bool:
        return self.kind in DATES

    @property
    def is_complete(self) -> bool:
        return self.is_date and self.year is not None
