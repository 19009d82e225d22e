"""Arranging a meeting, moving it and cancelling it: what is asked for and what is refused."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.panel.rules_dates import check_day, why_not_working

_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?", re.ASCII | re.IGNORECASE)
_NOON: Final = 12


class NotATime(DomainError):
    """The text is no time of day."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__("Enter a time of day, for example 10:30 or 1:30pm")


class UnlikelyDay(DomainError):
    """Meetings are hardly ever on such a day; whoever means it says so."""

    field = "day"

    def __init__(self, day: date, why: str) -> None:
        self.day = day
        super().__init__(f"{long_date(day)} {why}. Enter another day, or tick the box below if this one is right.")


class EndsBeforeStart(DomainError):
    """A meeting that ends before it starts, or has an end and no start."""

    field = "ends_at"

    def __init__(self) -> None:
        super().__init__("The end must be after the start")


class AlreadyCancelled(DomainError):
    """A cancelled meeting is as it was."""

    def __init__(self, title: str) -> None:
        super().__init__(f"The meeting of {title} is cancelled. Arrange a new one instead.")


class MeetingIsOver(DomainError):
    """What has been cannot be moved."""

    def __init__(self, title: str) -> None:
        super().__init__(f"The meeting of {title} has been. A meeting can be moved only before its day is over.")


class NotMoved(DomainError):
    """Day, time and place are as they were."""

    field = "day"

    def __init__(self) -> None:
        super().__init__("Day, time and venue are as they were. Change at least one of them, or go back.")


def parse_time(text: str) -> time:
    """From "10:30", "1.30pm" or "5pm"; a bare number of an hour needs am or pm. Raises NotATime."""
    match = _TIME.fullmatch(text.strip())
    if match is None or not (match[2] or match[3]):
        raise NotATime(text)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            raise NotATime(text)
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise NotATime(text) from error


def check_times(starts_at: time | None, ends_at: time | None) -> None:
    """Raises EndsBeforeStart."""
    if ends_at is not None and (starts_at is None or ends_at <= starts_at):
        raise EndsBeforeStart


def check_meeting_day(day: date, *, confirmed: bool, on: date) -> None:
    """A weekend, a bank holiday or a day that has been needs confirming. Raises DayOutOfReach or UnlikelyDay."""
    check_day(day)
    if confirmed:
        return
    why = why_not_working(day)
    if why is not None:
        raise UnlikelyDay(day, f"is {why}")
    if day < on:
        raise UnlikelyDay(day, "has been")
