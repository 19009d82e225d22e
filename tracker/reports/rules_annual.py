"""What an annual report says of a year's work, and which outcomes of its quarters it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from tracker.dates import FinancialYear
from tracker.errors import DomainError

NO_RECORD: Final = "No quarterly record"
"""What stands for a quarter of the year that nobody recorded anything of."""

NOT_BEGUN: Final = "Not begun"
"""What stands for a quarter that begins after the report's day."""


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
