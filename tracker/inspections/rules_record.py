"""What is refused of an inspection as it is recorded, and which addresses its links may name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tracker.dates import long_date
from tracker.documents.text import allowed_address
from tracker.errors import DomainError

RESERVED: Final = frozenset({"new", "edit", "grades", "events", "findings", "tracker"})
"""Words that stand in the addresses of other pages of inspections."""

EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100

_KNOWN_AHEAD: Final = timedelta(days=366)
"""A publication day is announced before it comes, but never longer before."""


class InspectionCodeTaken(DomainError):
    """Two inspections with one code."""

    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"There is an inspection with the code {code} already. Enter another code.")


class NoWebAddress(DomainError):
    """A link that leads to no page."""

    def __init__(self, link: str, field: str) -> None:
        self.link = link
        self.field = field
        super().__init__("Enter the whole address of the page, starting with https:// or http://")


class RecordedInTheFuture(DomainError):
    field = "recorded_on"

    def __init__(self, recorded_on: date) -> None:
        self.recorded_on = recorded_on
        super().__init__("The day it is on the record from must be today or in the past.")


class RecordedAfterItsFindings(DomainError):
    """The inspection would come on the record after one of its findings."""

    field = "recorded_on"

    def __init__(self, recorded_on: date, first: date) -> None:
        self.recorded_on = recorded_on
        self.first = first
        super().__init__(
            f"Its first finding is on the record from {long_date(first)}. Enter that day or an earlier one."
        )


class PublicationDayOutOfReach(DomainError):
    """A publication day that can only be a slip of the pen."""

    field = "published_on"

    def __init__(self, published_on: date) -> None:
        self.published_on = published_on
        super().__init__(
            f"Enter a publication day from {EARLIEST_YEAR} to a year from now. "
            "Leave the day empty while it is not known."
        )


class CommentsAlreadyPublished(DomainError):
    """The report would be published after the comments on it."""

    field = "published_on"

    def __init__(self, published_on: date, comments_on: date) -> None:
        self.published_on = published_on
        self.comments_on = comments_on
        super().__init__(
            f"The comments on this report were published on {long_date(comments_on)}. "
            "Enter that day or an earlier one, or correct the day of the comments first."
        )


class YearOutOfReach(DomainError):
    field = "year"

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"Enter the year in four digits, from {EARLIEST_YEAR} to {LATEST_YEAR}.")


def check_link(link: str | None, field: str = "link") -> None:
    """Only a page of the web will do, so that nobody is sent anywhere else. Raises NoWebAddress."""
    if link is not None and not (allowed_address(link) and link.lower().startswith(("https://", "http://"))):
        raise NoWebAddress(link, field)


def check_days(*, year: int, published_on: date | None, recorded_on: date, on: date) -> None:
    """Raises YearOutOfReach, PublicationDayOutOfReach or RecordedInTheFuture."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise YearOutOfReach(year)
    if published_on is not None and not date(EARLIEST_YEAR, 1, 1) <= published_on <= on + _KNOWN_AHEAD:
        raise PublicationDayOutOfReach(published_on)
    if recorded_on > on:
        raise RecordedInTheFuture(recorded_on)
