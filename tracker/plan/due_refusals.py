"""Why a typed due date is not accepted, as small errors that carry their facts."""

from __future__ import annotations

from datetime import date

from tracker.dates import FinancialYear, long_date
from tracker.errors import DomainError
from tracker.plan.due_words import in_days, in_months
from tracker.plan.rules import QuarterReading, quoted

Days = tuple[date, date]
"""The first and the last day of a period."""

_EXAMPLES = "Enter a day, month, quarter or year, for example 31 October 2025, October 2025, Q3 2025-26 or 2025-26."


class DueDateNotUnderstood(DomainError):
    """Any due date that cannot be accepted as typed. `text` is what was typed, trimmed."""

    field = "due_text"

    def __init__(self, text: str, message: str) -> None:
        self.text = text
        super().__init__(message)


class NotADate(DueDateNotUnderstood):
    """No date in it: "soon", "TBC", a telephone number, nothing."""

    def __init__(self, text: str) -> None:
        said = f"“{quoted(text)}” is not a date. " if text else ""
        super().__init__(text, said + _EXAMPLES)


class DueTextTooLong(DueDateNotUnderstood):
    def __init__(self, text: str, limit: int) -> None:
        self.limit = limit
        super().__init__(text, f"Shorten the due date to {limit} characters or fewer.")


class YearMissing(DueDateNotUnderstood):
    """A day, month or quarter of no year. `found` is that part of the text."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(text, f"Enter the year as well: “{quoted(found)}” does not say which year.")


class YearOutOfRange(DueDateNotUnderstood):
    def __init__(self, text: str, year: int, earliest: int, latest: int) -> None:
        self.year = year
        super().__init__(text, f"The year {year} is not one we can use. Enter a year from {earliest} to {latest}.")


class NoSuchDay(DueDateNotUnderstood):
    """31 February, 31/13/2024. `found` is that part of the text."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(text, f"There is no day “{quoted(found)}”. Write the day before the month, like 31/10/2025.")


class WrongWeekday(DueDateNotUnderstood):
    """ "Monday 31 October 2023", which is a Tuesday."""

    def __init__(self, text: str, day: date, weekday: str) -> None:
        self.day = day
        self.weekday = weekday
        super().__init__(text, f"{long_date(day)} is a {weekday}. Change the day of the week or the date.")


class NoSuchQuarter(DueDateNotUnderstood):
    """Q5, H3. `found` is that part of the text."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(text, f"There is no “{quoted(found)}”. A year has quarters 1 to 4 and halves 1 and 2.")


class EndsBeforeItStarts(DueDateNotUnderstood):
    def __init__(self, text: str, start: date, end: date) -> None:
        self.start = start
        self.end = end
        super().__init__(
            text,
            f"“{quoted(text)}” ends on {long_date(end)}, before it starts on {long_date(start)}. "
            "If it runs into the next year, write both years.",
        )


class AmbiguousQuarter(DueDateNotUnderstood):
    """One year was written where a calendar and a financial year differ: "Q4 2023", "H1 2025", "2024 to 2025".

    Ask which is meant and parse again with the answer as `reading`.
    """

    def __init__(self, text: str, calendar: Days, financial: Days) -> None:
        self.calendar = calendar
        self.financial = financial
        meanings = " or ".join(label for _, label in self.choices())
        super().__init__(text, f"Select what “{quoted(text)}” means: {meanings}.")

    def choices(self) -> tuple[tuple[QuarterReading, str], ...]:
        """Each reading with its days in words, to choose from."""
        return (
            (QuarterReading.CALENDAR, f"{in_months(*self.calendar) or in_days(*self.calendar)} (calendar year)"),
            (QuarterReading.FINANCIAL, f"{in_months(*self.financial) or in_days(*self.financial)} (financial year)"),
        )


class FinancialYearUnclear(DueDateNotUnderstood):
    """ "FY24": the year that starts in 2024 or the one that ends in it. `year` is the one written."""

    def __init__(self, text: str, year: int) -> None:
        self.year = year
        keys = f"{FinancialYear(year - 1).key} or {FinancialYear(year).key}"
        super().__init__(text, f"Write both years of the financial year {year}: {keys}.")


class VagueDate(DueDateNotUnderstood):
    """A part of a year without firm limits: "early 2025", "Easter 2025". `found` is that part."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(text, f"Enter the month or quarter you mean by “{quoted(found)}”, for example March 2025.")


class Season(VagueDate):
    """ "Spring 2025": everybody means other months by it."""


class MisspeltMonth(DueDateNotUnderstood):
    """A word beside a year is nearly the name of a month: reading it as the whole year would be a guess."""

    def __init__(self, text: str, word: str, month: str) -> None:
        self.word = word
        self.month = month
        super().__init__(text, f"Check the spelling of “{quoted(word)}”: it may be meant for {month}.")


class OpenEnded(DueDateNotUnderstood):
    """ "After March 2025", "from May 2025", "June 2025 onwards": no last day. `found` is that part of the text."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(
            text,
            f"Enter the day, month, quarter or year it is due by: “{quoted(found)}” says only when it may start.",
        )


class UnclearLimit(DueDateNotUnderstood):
    """ "Before April 2024": by the end of March, or in April too. `found` is that part and `date_words` its date."""

    def __init__(self, text: str, found: str, date_words: str) -> None:
        self.found = found
        self.date_words = date_words
        super().__init__(
            text,
            f"Enter the last day, month, quarter or year it may be done in: “{quoted(found)}” "
            f"does not say whether {quoted(date_words)} is included.",
        )


class WeekNumber(DueDateNotUnderstood):
    """ "2025-W10", "week 10 2025": weeks are counted from other days by other people. `found` is that part."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(
            text, f"Enter a day instead of the week number “{quoted(found)}”, for example w/c 3 March 2025."
        )


class YearInName(DueDateNotUnderstood):
    """ "Vision 2030", "Room 2024, done": the year may belong to a name. `found` is the year or years."""

    def __init__(self, text: str, found: str) -> None:
        self.found = found
        super().__init__(
            text,
            f"Enter the month or quarter it is due, or “during {quoted(found)}” if it is due at any time then: "
            f"in “{quoted(text)}”, {quoted(found)} may be part of a name.",
        )


class TooManyDates(DueDateNotUnderstood):
    """Two dates that are no range. `first` and `second` are their words."""

    def __init__(self, text: str, first: str, second: str) -> None:
        self.first = first
        self.second = second
        super().__init__(
            text,
            f"Enter one due date: “{quoted(first)}” and “{quoted(second)}” are two. "
            "For a period, write “to” between them.",
        )
