"""What is refused of an inspection as it is recorded, and which addresses its links may name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from tracker.dates import long_date
from tracker.documents.text import allowed_address
from tracker.errors import DomainError
from tracker.plan.rules import has_words

RESERVED: Final = frozenset({"new", "edit", "grades", "events", "findings", "tracker"})
"""Words that stand in the addresses of other pages of inspections."""

EARLIEST_YEAR: Final = 1990
LATEST_YEAR: Final = 2100
"""No record of any day holds a later one; on a day itself it is `latest_year`."""


def latest_year(on: date) -> int:
    """The year after `on`: an inspection is announced before it comes, but not longer before."""
    return on.year + 1


class InspectionCodeTaken(DomainError):
    """Two inspections with one code, in capital or small letters. `code` is that of the one on record."""

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


class RecordedBeforePublished(DomainError):
    """On the record before anybody could read the report."""

    field = "recorded_on"

    def __init__(self, recorded_on: date, published_on: date) -> None:
        self.recorded_on = recorded_on
        self.published_on = published_on
        super().__init__(
            f"The report was published on {long_date(published_on)}, so the inspection cannot be on the record "
            "earlier. Enter that day or a later one."
        )


class PublishedInTheFuture(DomainError):
    """A publication that has not happened yet."""

    field = "published_on"

    def __init__(self, published_on: date) -> None:
        self.published_on = published_on
        super().__init__(
            "The day the report was published must be today or in the past. Leave it empty until the report is out."
        )


class PublicationDayOutOfReach(DomainError):
    """A publication day that can only be a slip of the pen."""

    field = "published_on"

    def __init__(self, published_on: date) -> None:
        self.published_on = published_on
        super().__init__(f"Enter a publication day from {EARLIEST_YEAR} on. Leave the day empty while it is not known.")


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


class PublishedAfterTheInvitation(DomainError):
    """The report would be published after the chief constable was asked about it, or answered."""

    field = "published_on"

    def __init__(self, published_on: date, day: date, *, was_invited: bool) -> None:
        self.published_on = published_on
        self.day = day
        self.was_invited = was_invited
        what = "The chief constable was invited to comment"
        if not was_invited:
            what = "The chief constable’s comments were received"
        super().__init__(
            f"{what} on {long_date(day)}. Enter that day or an earlier one, or correct that day on the page of the "
            "comments first."
        )


class CorrectionNeedsReason(DomainError):
    """A day or a year on which deadlines and tables rest is changed without saying why."""

    field = "reason"

    def __init__(self, what: Sequence[str]) -> None:
        self.what = tuple(what)
        super().__init__(f"Enter why it changes: {' and '.join(what)}.")


class YearOutOfReach(DomainError):
    field = "year"

    def __init__(self, year: int, latest: int) -> None:
        self.year = year
        self.latest = latest
        super().__init__(f"Enter the year in four digits, from {EARLIEST_YEAR} to {latest}.")


class Dated(Protocol):
    """An inspection, or what is to be said of it."""

    @property
    def year(self) -> int: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def recorded_on(self) -> date: ...


class Commented(Protocol):
    """The days of the comments on a report."""

    @property
    def invited_on(self) -> date | None: ...
    @property
    def received_on(self) -> date | None: ...
    @property
    def published_on(self) -> date | None: ...


def check_link(link: str | None, field: str = "link") -> None:
    """Only a page of the web will do, so that nobody is sent anywhere else. Raises NoWebAddress."""
    if link is not None and not (allowed_address(link) and link.lower().startswith(("https://", "http://"))):
        raise NoWebAddress(link, field)


def check_days(said: Dated, on: date) -> None:
    """Raises YearOutOfReach, PublicationDayOutOfReach, PublishedInTheFuture or RecordedInTheFuture."""
    if not EARLIEST_YEAR <= said.year <= latest_year(on):
        raise YearOutOfReach(said.year, latest_year(on))
    if said.published_on is not None and said.published_on.year < EARLIEST_YEAR:
        raise PublicationDayOutOfReach(said.published_on)
    if said.published_on is not None and said.published_on > on:
        raise PublishedInTheFuture(said.published_on)
    if said.recorded_on > on:
        raise RecordedInTheFuture(said.recorded_on)


def check_on_record(said: Dated) -> None:
    """Raises RecordedBeforePublished."""
    if said.published_on is not None and said.recorded_on < said.published_on:
        raise RecordedBeforePublished(said.recorded_on, said.published_on)


def check_correction(before: Dated, after: Dated, comments: Commented | None, reason: str | None) -> None:
    """What may become of days that were set before. The first day of the record may be left as it is: findings hang on
    it, and a publication day that turns out to be later must still be put right.

    Raises RecordedBeforePublished, CommentsAlreadyPublished, PublishedAfterTheInvitation or CorrectionNeedsReason.
    """
    if after.recorded_on != before.recorded_on:
        check_on_record(after)
    if after.published_on is not None and after.published_on != before.published_on and comments is not None:
        _check_comments(after.published_on, comments)
    changed = []
    if before.published_on is not None and after.published_on != before.published_on:
        changed.append("the day the report was published")
    if after.year != before.year:
        changed.append("the year")
    if changed and not has_words(reason):
        raise CorrectionNeedsReason(changed)


def _check_comments(published_on: date, comments: Commented) -> None:
    if comments.published_on is not None and comments.published_on < published_on:
        raise CommentsAlreadyPublished(published_on, comments.published_on)
    for day, was_invited in ((comments.invited_on, True), (comments.received_on, False)):
        if day is not None and day < published_on:
            raise PublishedAfterTheInvitation(published_on, day, was_invited=was_invited)
