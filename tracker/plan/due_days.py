"""The days a date means, in a calendar and in a financial year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.dates import FinancialYear, Quarter, last_day_of_month
from tracker.plan.due_forms import EARLIEST, LATEST, month_year, real_day
from tracker.plan.due_pieces import Kind, Piece, Year, YearKind
from tracker.plan.due_refusals import WrongWeekday, YearOutOfRange
from tracker.plan.rules import Precision

_COARSENESS: Final = tuple(Precision)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_BEFORE: Final = re.compile(
    r"\b(mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"[ ,.]*(?:the )?$",
    re.IGNORECASE,
)
_WEEK_FROM: Final = re.compile(r"\b(?:w/c|week (?:commencing|beginning|starting|of))[ ,:]*(?:\w+day )?(?:the )?$", re.I)
_WEEK_TO: Final = re.compile(r"\b(?:w/e|week ending)[ ,:]*(?:\w+day )?(?:the )?$", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, and how exactly they were said."""

    start: date
    end: date
    precision: Precision

    def to(self, other: Span) -> Span:
        """From the first day of this one to the last of the other, as exact as the less exact of the two."""
        return Span(self.start, other.end, max(self.precision, other.precision, key=_COARSENESS.index))

    def lies_in(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a date means read by calendar years and by financial years; mostly the same."""

    calendar: Span
    financial: Span

    @property
    def is_ambiguous(self) -> bool:
        return self.calendar != self.financial

    def to(self, other: Meaning) -> Meaning:
        return Meaning(self.calendar.to(other.calendar), self.financial.to(other.financial))

    def lies_in(self, other: Meaning) -> bool:
        """Whether both readings lie in some reading of the other, so that one only says the other more exactly."""
        return all(
            any(mine.lies_in(theirs) for theirs in (other.calendar, other.financial))
            for mine in (self.calendar, self.financial)
        )


def meaning(text: str, piece: Piece, year: Year) -> Meaning:
    """The days of a date in `year`. Raises NoSuchDay, WrongWeekday or YearOutOfRange."""
    if piece.kind is Kind.DAY:
        span = _day(text, piece, year)
        return _bounded(text, Meaning(span, span))
    if piece.kind is Kind.MONTH:
        span = _month(piece, year)
        financial = _year(piece.or_year) if piece.or_year else span
        return _bounded(text, Meaning(span, financial))
    if piece.kind is Kind.YEAR:
        span = _year(year)
        return _bounded(text, Meaning(span, span))
    parts = 4 if piece.kind is Kind.QUARTER else 2
    number = piece.number or 1
    calendar, financial = _calendar_part(year, number, parts), _financial_part(year, number, parts)
    match year.kind:
        case YearKind.CALENDAR:
            return _bounded(text, Meaning(calendar, calendar))
        case YearKind.FINANCIAL:
            return _bounded(text, Meaning(financial, financial))
        case YearKind.ONE:
            return _bounded(text, Meaning(calendar, financial))


def _bounded(text: str, found: Meaning) -> Meaning:
    for day in (found.calendar.start, found.calendar.end, found.financial.end):
        if not EARLIEST <= day.year <= LATEST:
            raise YearOutOfRange(text, day.year, EARLIEST, LATEST)
    return found


def _day(text: str, piece: Piece, year: Year) -> Span:
    month = piece.month or 1
    day = real_day(text, piece.text, month_year(year, month), month, piece.number or 0)
    before = text[: piece.start]
    weekday = _WEEKDAY_BEFORE.search(before)
    if weekday is not None and not _WEEKDAYS[day.weekday()].casefold().startswith(weekday[1][:3].casefold()):
        raise WrongWeekday(text, day, _WEEKDAYS[day.weekday()])
    first = day - timedelta(days=6) if _WEEK_TO.search(before) else day
    last = day + timedelta(days=6) if _WEEK_FROM.search(before) else day
    return Span(first, last, Precision.DAY)


def _month(piece: Piece, year: Year) -> Span:
    month = piece.month or 1
    calendar_year = month_year(year, month)
    return Span(date(calendar_year, month, 1), last_day_of_month(calendar_year, month), Precision.MONTH)


def _year(year: Year) -> Span:
    if year.kind is YearKind.FINANCIAL:
        financial = FinancialYear(year.first)
        return Span(financial.start, financial.end, Precision.YEAR)
    return Span(date(year.first, 1, 1), date(year.first, 12, 31), Precision.YEAR)


def _calendar_part(year: Year, number: int, parts: int) -> Span:
    months = 12 // parts
    last = number * months
    return Span(date(year.first, last - months + 1, 1), last_day_of_month(year.first, last), Precision.QUARTER)


def _financial_part(year: Year, number: int, parts: int) -> Span:
    quarters = 4 // parts
    last = number * quarters
    return Span(Quarter(year.first, last - quarters + 1).start, Quarter(year.first, last).end, Precision.QUARTER)
