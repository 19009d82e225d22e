"""Days of a finding that cannot be: closed before it was found, looked at again before the later inspection."""

from __future__ import annotations

from datetime import date

from tracker.dates import long_date
from tracker.errors import DomainError


class ExpectedBeforeItBegan(DomainError):
    """A finding expected to be closed before it was on the record."""

    field = "expected_on"

    def __init__(self, reference: str | None, began_on: date) -> None:
        self.reference = reference
        self.began_on = began_on
        super().__init__(
            f"{reference or 'The finding'} is on the record from {long_date(began_on)}, so it cannot be expected to be "
            "closed earlier. Enter that day or a later one."
        )


class LookedAgainTooEarly(DomainError):
    """A re-assessment dated before the inspection that made it."""

    field = "effective_on"

    def __init__(self, title: str, published_on: date | None, year: int) -> None:
        self.title = title
        self.published_on = published_on
        self.year = year
        if published_on is not None:
            super().__init__(f"{title} was published on {long_date(published_on)}. Enter that day or a later one.")
        else:
            super().__init__(f"{title} is of {year}. Enter a day of that year or a later one.")


class FoundBeforePublished(DomainError):
    """A finding on the record before the report that holds it was out."""

    field = "began_on"

    def __init__(self, began_on: date, published_on: date) -> None:
        self.began_on = began_on
        self.published_on = published_on
        super().__init__(f"The report was published on {long_date(published_on)}. Enter that day or a later one.")


def check_found(began_on: date, published_on: date | None) -> None:
    """The first day of a finding; None where the publication day is not known. Raises FoundBeforePublished."""
    if published_on is not None and began_on < published_on:
        raise FoundBeforePublished(began_on, published_on)


def check_expected(expected_on: date | None, began_on: date, reference: str | None = None) -> None:
    """Raises ExpectedBeforeItBegan. `reference` names the finding where several are asked about at once."""
    if expected_on is not None and expected_on < began_on:
        raise ExpectedBeforeItBegan(reference, began_on)


def check_looked_again(day: date, title: str, published_on: date | None, year: int) -> None:
    """The day a later inspection looked again; where its publication day is not known, its year. Raises
    LookedAgainTooEarly.
    """
    if day < (published_on or date(year, 1, 1)):
        raise LookedAgainTooEarly(title, published_on, year)
