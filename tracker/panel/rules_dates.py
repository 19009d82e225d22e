"""The dates that follow from the day of a meeting, and those of the precept (RULES section 9).

A clear working day is a day between two others that is neither a Saturday, a Sunday nor a bank holiday in England; the
two days themselves do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import Final

from holidays import HolidayBase, country_holidays

from tracker.accounts.rules import Office
from tracker.dates import MONTHS, long_date
from tracker.enums import LabelledEnum
from tracker.errors import DomainError

NOTICE_DAYS: Final = 5
"""Clear working days that the law asks for between publication and meeting: no setting of the office."""

FIRST_DAY: Final = date(2012, 11, 1)
"""The month in which Police and Crime Panels began."""

LAST_YEAR: Final = 2099
_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)


class PreceptStep(LabelledEnum):
    """What happens to a precept, in the order of its days."""

    PROPOSED = "proposed", "Commissioner proposes the precept"
    REPORTED = "reported", "Panel reports on the proposal"
    ANSWERED = "answered", "Commissioner answers a veto"
    REVIEWED = "reviewed", "Panel reviews a revised precept"
    ISSUED = "issued", "Precept is issued"


class DayOutOfReach(DomainError):
    """No meeting of a Panel can be on this day."""

    field = "day"

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"The day of the meeting must be from {long_date(FIRST_DAY)} to 31 December {LAST_YEAR}")


@dataclass(frozen=True, slots=True)
class DateRules:
    """What the office sets itself: days of the deadlines, the time they end at, and two days of every year."""

    written_days: int
    verbal_days: int
    question_time: time
    report_days: int
    review: tuple[int, int]
    issue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MeetingDates:
    """The last days for a meeting. `reports_by`: when its final reports are due at the clerk's."""

    day: date
    reports_by: date
    publish_by: date
    written_by: date
    verbal_by: date
    question_time: time

    def questions_too_early(self, published_on: date | None = None) -> tuple[date, ...]:
        """The question deadlines less than one working day after publication, by default on the last day for it."""
        published_on = published_on or self.publish_by
        ends = dict.fromkeys((self.written_by, self.verbal_by))
        return tuple(end for end in ends if working_days_after(published_on, end) < 1)


@dataclass(frozen=True, slots=True)
class PreceptDate:
    """`by_law` False: the office's own practice."""

    step: PreceptStep
    day: date
    by_law: bool


def date_rules(office: Office) -> DateRules:
    """The numbers of days as the office has set them."""
    return DateRules(
        written_days=office.written_question_days,
        verbal_days=office.verbal_question_days,
        question_time=time.fromisoformat(office.question_time),
        report_days=office.final_report_days,
        review=_day_of_year(office.precept_review),
        issue=_day_of_year(office.precept_issue),
    )


def meeting_dates(day: date, rules: DateRules) -> MeetingDates:
    """Every last day before a meeting on `day`."""
    return MeetingDates(
        day=day,
        # Seven working days before leave six clear ones.
        reports_by=leaving_clear(day, rules.report_days - 1),
        publish_by=leaving_clear(day, NOTICE_DAYS),
        written_by=leaving_clear(day, rules.written_days),
        verbal_by=leaving_clear(day, rules.verbal_days),
        question_time=rules.question_time,
    )


def precept_dates(year: int, rules: DateRules) -> tuple[PreceptDate, ...]:
    """The days in `year` by which the precept of the financial year beginning then goes its way."""
    return (
        PreceptDate(PreceptStep.PROPOSED, date(year, 2, 1), by_law=True),
        PreceptDate(PreceptStep.REPORTED, date(year, 2, 8), by_law=True),
        PreceptDate(PreceptStep.ANSWERED, date(year, 2, 15), by_law=True),
        PreceptDate(PreceptStep.REVIEWED, date(year, *rules.review), by_law=False),
        PreceptDate(PreceptStep.ISSUED, date(year, *rules.issue), by_law=False),
    )


def next_precept_dates(on: date, rules: DateRules) -> tuple[PreceptDate, ...]:
    """The dates of the first precept that is not done with by `on`."""
    these = precept_dates(on.year, rules)
    return these if any(each.day >= on for each in these) else precept_dates(on.year + 1, rules)


def leaving_clear(day: date, clear: int) -> date:
    """The last working day that leaves `clear` clear working days before `day`."""
    left = clear
    for found in _working_days_before(day):
        if left == 0:
            return found
        left -= 1
    raise AssertionError("There is always an earlier working day")


def working_days_after(first: date, last: date) -> int:
    """How many working days there are after `first`, up to and including `last`; 0 when `last` is not after it."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=count)) for count in range(1, days + 1))


def is_working_day(day: date) -> bool:
    """Whether the day counts."""
    return why_not_working(day) is None


def why_not_working(day: date) -> str | None:
    """ "a Saturday", "a Sunday" or "a bank holiday (Boxing Day)"; None for a working day."""
    if day.weekday() >= _SATURDAY:
        return "a Saturday" if day.weekday() == _SATURDAY else "a Sunday"
    holiday = _holidays().get(day)
    return f"a bank holiday ({holiday})" if holiday else None


def check_day(day: date) -> None:
    """Raises DayOutOfReach."""
    if not (day >= FIRST_DAY and day.year <= LAST_YEAR):
        raise DayOutOfReach(day)


def pre_election_period(office: Office, on: date) -> tuple[date, date | None] | None:
    """The first and the last day of the pre-election period that holds `on`; None outside of one.

    Without a last day it goes on until the office enters one.
    """
    first, last = _date_of(office.pre_election_from), _date_of(office.pre_election_to)
    if first is None or on < first or (last is not None and on > last):
        return None
    return first, last


def _working_days_before(day: date) -> Iterator[date]:
    """From the last one back."""
    while True:
        day -= _ONE_DAY
        if is_working_day(day):
            yield day


@cache
def _holidays() -> HolidayBase:
    """Those of England; the library works out each year when first asked for."""
    return country_holidays("GB", subdiv="ENG", language="en_GB")


def _day_of_year(words: str) -> tuple[int, int]:
    number, month = words.split()
    return MONTHS.index(month) + 1, int(number)


def _date_of(words: str) -> date | None:
    if not words:
        return None
    number, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))
