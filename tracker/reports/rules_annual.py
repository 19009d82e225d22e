"""What an annual report says of a year's work, and which outcomes of its quarters it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, Protocol

from tracker.annual.rules import FinanceSide
from tracker.annual.rules_finance import Column as MoneyColumn
from tracker.annual.rules_finance import MoneyLine
from tracker.dates import FinancialYear
from tracker.errors import DomainError

_TIMES: Final = {"k": Decimal(1_000), "M": Decimal(1_000_000)}
_FIGURE: Final = re.compile(
    r"(?P<sign>[-−–]?)(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<times>[kM](?![a-z]))?(?P<unit>\s*%|\s+[a-z]+)?"
)
NO_RECORD: Final = "No quarterly record"
"""What stands for a quarter of the year that nobody recorded anything of."""

NOT_BEGUN: Final = "Not begun"
"""What stands for a quarter that begins after the report's day."""


class Money(Protocol):
    """A line of the finance table."""

    @property
    def side(self) -> FinanceSide: ...
    @property
    def label(self) -> str: ...
    @property
    def actual(self) -> str: ...
    @property
    def budget(self) -> str | None: ...
    @property
    def is_total(self) -> bool: ...


class DeliverableCountedTwice(DomainError):
    """The report would list the same work in two places."""

    def __init__(self, references: tuple[str, ...]) -> None:
        self.references = references
        named = ", ".join(references)
        super().__init__(f"The report lists work more than once: {named}. Each deliverable stands in one place.")


def counted_twice(references: Iterable[str]) -> tuple[str, ...]:
    """The references that come more than once, each once, in the order they come in."""
    return tuple(reference for reference, times in Counter(references).items() if times > 1)


def check_counted_once(references: Iterable[str]) -> None:
    """Raises DeliverableCountedTwice."""
    twice = counted_twice(references)
    if twice:
        raise DeliverableCountedTwice(twice)


def annual_name(year: FinancialYear) -> str:
    """What the year's annual report is called in files and in the log: "annual-2023-24"."""
    return f"annual-{year.key}"


def year_words(year: FinancialYear) -> str:
    """ "1 April 2023 to 31 March 2024"."""
    return f"1 April {year.year} to 31 March {year.year + 1}"


def number_of(printed: str) -> tuple[Decimal, str] | None:
    """The number and the unit of a figure as printed: "1,404", "-3.4%", "408k", "241 days"; None for any other text."""
    match = _FIGURE.fullmatch(printed.strip())
    if match is None:
        return None
    amount = Decimal(match["number"].replace(",", "")) * _TIMES.get(match["times"] or "", 1)
    return (-amount if match["sign"] else amount), (match["unit"] or "").strip()


def money_column_names(year: FinancialYear) -> dict[MoneyColumn, str]:
    """ "Actual 2023-24" and "Budget 2024-25", as the table heads its columns."""
    following = FinancialYear(year.year + 1)
    return {MoneyColumn.ACTUAL: f"Actual {year.key}", MoneyColumn.BUDGET: f"Budget {following.key}"}


def money_lines(finance: Sequence[Money]) -> list[MoneyLine]:
    """The lines as the rules of finance judge them."""
    return [MoneyLine(line.side, line.label, line.actual, line.budget, line.is_total) for line in finance]
