"""A period of days in plain words."""

from __future__ import annotations

from datetime import date

from tracker.dates import MONTHS, last_day_of_month, long_date


def in_days(start: date, end: date) -> str:
    """ "31 October 2023", "1 to 31 October 2023", "1 October to 31 December 2023"."""
    if start == end:
        return long_date(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {long_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {long_date(end)}"
    return f"{long_date(start)} to {long_date(end)}"


def in_months(start: date, end: date) -> str | None:
    """ "October 2023", "October to December 2023", or None where it is not whole months."""
    if start.day != 1 or end != last_day_of_month(end.year, end.month):
        return None
    first, last = MONTHS[start.month - 1], f"{MONTHS[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{first} to {last}" if start.year == end.year else f"{first} {start.year} to {last}"
