"""The only clock, and the periods the office counts in: quarters and financial years, both from April to March."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self, TypeAlias
from zoneinfo import ZoneInfo

from tracker.errors import DomainError

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONDON: Final = ZoneInfo("Europe/London")
_QUARTER_KEY: Final = re.compile(r"([0-9]{4}-[0-9]{2})-Q([1-4])")
_YEAR_KEY: Final = re.compile(r"([1-9][0-9]{3})-([0-9]{2})")
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 9998


class UnknownQuarter(DomainError):
    """The text names no quarter. Canonical keys only: "2024-25-Q2"."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"There is no quarter “{text}”. Write it like 2024-25-Q2, for July to September 2024.")


class UnknownFinancialYear(DomainError):
    """The text names no financial year. Canonical keys only: "2023-24"."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"There is no financial year “{text}”. Write it like 2023-24, for April 2023 to March 2024.")


class _Clock:
    """Holds the day `TRACKER_TODAY` fixes, so that a demonstration stays on its day."""

    fixed: date | None = None


_clock = _Clock()


def fix_today(day: date | None) -> None:
    """Fixes what `today` answers in this process; None gives it back to the clock. For the application factory."""
    _clock.fixed = day


def today() -> date:
    """Today's date in London, or the day that was fixed."""
    return _clock.fixed or london(now()).date()


def now() -> datetime:
    """This moment in UTC, always by the machine's clock."""
    return datetime.now(UTC)


def moment() -> datetime:
    """When what is done now is dated: this moment; where the day is fixed, this time of day on that day. UTC."""
    if _clock.fixed is None:
        return now()
    clock = london(now())
    return datetime.combine(_clock.fixed, clock.time(), tzinfo=_LONDON).astimezone(UTC)


def london(instant: datetime) -> datetime:
    """The same moment by the clocks in London. `instant` must be aware."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(_LONDON)


def begins_at(day: date) -> datetime:
    """The moment, in UTC, at which a day begins in London."""
    return datetime(day.year, day.month, day.day, tzinfo=_LONDON).astimezone(UTC)


def long_date(day: date) -> str:
    """ "30 September 2023", the same under every locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_moment(instant: datetime) -> str:
    """ "30 September 2023 at 4:05pm" by the clocks in London. `instant` must be aware."""
    local = london(instant)
    half = "am" if local.hour < 12 else "pm"
    return f"{long_date(local.date())} at {local.hour % 12 or 12}:{local.minute:02d}{half}"


def short_date(day: date) -> str:
    """ "30 Sep 2023", for tables and charts."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def clock(at: time) -> str:
    """ "1:30pm", "5pm"."""
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def weekday(day: date) -> str:
    """ "Thursday", the same under every locale."""
    return _WEEKDAYS[day.weekday()]


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """1 April of `year` to 31 March of the next. Raises UnknownFinancialYear before 1000 and after 9998."""

    year: int

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise UnknownFinancialYear(str(self.year))

    @classmethod
    def parse(cls, text: str) -> Self:
        """From its key. Raises UnknownFinancialYear, also for two years that do not follow each other ("2024-26")."""
        match = _YEAR_KEY.fullmatch(text)
        first = int(match[1]) if match else 0
        if match is None or (first + 1) % 100 != int(match[2]) or first > _LAST_YEAR:
            raise UnknownFinancialYear(text)
        return cls(first)

    @classmethod
    def of(cls, day: date) -> Self:
        """The financial year that holds `day`."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def key(self) -> str:
        """ "2023-24", in addresses, on the command line and in print."""
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    @property
    def label(self) -> str:
        """ "Financial year 2023-24"."""
        return f"Financial year {self.key}"

    @property
    def months_label(self) -> str:
        """ "April 2023 to March 2024"."""
        return f"April {self.year} to March {self.year + 1}"

    @property
    def start(self) -> date:
        return date(self.year, 4, 1)

    @property
    def end(self) -> date:
        return date(self.year + 1, 3, 31)

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        return (Quarter(self.year, 1), Quarter(self.year, 2), Quarter(self.year, 3), Quarter(self.year, 4))

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Quarter `number` (1 to 4) of the financial year that starts in April of `year`. Raises UnknownQuarter."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (_FIRST_YEAR <= self.year <= _LAST_YEAR and 1 <= self.number <= 4):
            raise UnknownQuarter(f"{self.year} Q{self.number}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """From its key, e.g. "2024-25-Q2". Raises UnknownQuarter for anything else."""
        match = _QUARTER_KEY.fullmatch(text)
        if match is None:
            raise UnknownQuarter(text)
        try:
            return cls(FinancialYear.parse(match[1]).year, int(match[2]))
        except UnknownFinancialYear as error:
            raise UnknownQuarter(text) from error

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that holds `day`."""
        months_since_april = (day.month - 4) % 12
        return cls(day.year if day.month >= 4 else day.year - 1, months_since_april // 3 + 1)

    @property
    def key(self) -> str:
        """ "2024-25-Q2", in addresses, on the command line and in the database."""
        return f"{self.financial_year.key}-Q{self.number}"

    @property
    def label(self) -> str:
        """ "Quarter 2, 2024-25"."""
        return f"Quarter {self.number}, {self.financial_year.key}"

    @property
    def months_label(self) -> str:
        """ "July to September 2024"."""
        return f"{MONTHS[self.start.month - 1]} to {MONTHS[self.end.month - 1]} {self.end.year}"

    @property
    def financial_year(self) -> FinancialYear:
        return FinancialYear(self.year)

    @property
    def start(self) -> date:
        month = 3 * self.number + 1
        return date(self.year, month, 1) if month <= 12 else date(self.year + 1, month - 12, 1)

    @property
    def end(self) -> date:
        return last_day_of_month(self.start.year, self.start.month + 2)

    def previous(self) -> Quarter:
        return Quarter.of(self.start - timedelta(days=1))

    def next(self) -> Quarter:
        return Quarter.of(self.end + timedelta(days=1))

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


Period: TypeAlias = Quarter | FinancialYear
"""What a report is about."""


def parse_period(key: str) -> Period:
    """From the key of a quarter or of a financial year. Raises UnknownQuarter or UnknownFinancialYear."""
    return FinancialYear.parse(key) if "Q" not in key else Quarter.parse(key)
