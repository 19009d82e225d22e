"""A month that is written as one of its days, as other systems export it: the first or the last stands for it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tracker.dates import MONTHS, last_day_of_month, long_date
from tracker.errors import DomainError
from tracker.measures.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    NotAMonth,
    long_month,
    month_of,
    read_month,
    short_month,
)

_DAY: Final = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
    r"|(?P<iso_year>[0-9]{4})(?P<iso_mark>[/-])(?P<iso_month>[0-9]{1,2})(?P=iso_mark)(?P<iso_day>[0-9]{1,2})"
    r"|(?P<named_day>[0-9]{1,2})[ -](?P<named_month>[A-Za-z]{3,9}[ -](?:[0-9]{4}|[0-9]{2})))"
    r"(?:[T ](?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?) ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# At any other time it can be another day, or another month, where the clocks go differently.
_BEGINS_OR_ENDS: Final = re.compile(r"0?0:00(?::00(?:[.,]0+)?)?|23:59(?::59(?:[.,][0-9]+)?)?")


class DayIsNoMonth(DomainError):
    """A day that stands for no month, or that no calendar has. The message says what was read and what to write."""


def is_day(text: str) -> bool:
    """Whether a text is written like a day; the calendar need not have it."""
    return _DAY.fullmatch(text) is not None


def month_of_written_day(text: str) -> date | None:
    """The month for which a day like "01/07/2024" or "2024-07-31T00:00:00" stands; None for a text that is no day.

    The day stands before the month, as British files have it. Raises DayIsNoMonth.
    """
    found = _DAY.fullmatch(text)
    month = _month_in(found) if found else None
    if found is None or month is None:
        return None
    number = int(found["day"] or found["iso_day"] or found["named_day"])
    last = last_day_of_month(month.year, month.month).day
    if not 1 <= number <= last:
        raise DayIsNoMonth(f"There is no such day: {long_month(month)} has {last} days. {_instead(month)}")
    if found["time"] and not _BEGINS_OR_ENDS.fullmatch(found["time"]):
        read = f"This was read as {found['time']} on {long_date(month.replace(day=number))}"
        raise DayIsNoMonth(f"{read}, but a month has no time of day. {_instead(month)}")
    return month_of_day(month.replace(day=number))


def month_of_day(day: date) -> date:
    """The month whose first or last day it is. Raises DayIsNoMonth, or NotAMonth outside the years that are kept."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotAMonth(day.isoformat())
    month = month_of(day)
    if day not in {month, last_day_of_month(day.year, day.month)}:
        read = f"This was read as {long_date(day)}, which is neither the first nor the last day of a month."
        raise DayIsNoMonth(f"{read} {_instead(month)}")
    return month


def _month_in(found: re.Match[str]) -> date | None:
    if found["named_month"]:
        try:
            return read_month(found["named_month"])
        except NotAMonth:
            return None
    number = int(found["month"] or found["iso_month"])
    year = int(found["iso_year"] or found["year"])
    if not 1 <= number <= len(MONTHS):
        order = "year, month, day" if found["iso_month"] else "day, month, year"
        raise DayIsNoMonth(
            f"This was read as {order}, but there is no month {number}. Write it like Jul-24 or 2024-07."
        )
    if found["year"] and len(found["year"]) == len("24"):
        year += 2000
    return date(year, number, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def _instead(month: date) -> str:
    iso = f"{month:%Y-%m}"
    written = f"{short_month(month)} or {iso}" if month.year // 100 == 20 else iso
    return f"Write {written} if the figure is of {long_month(month)}."
