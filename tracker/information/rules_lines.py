"""A line of the register: what is said of it, and what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.dates import long_date
from tracker.documents.text import allowed_address
from tracker.errors import DomainError
from tracker.information.rules import DueFrom, Every, TimingBy
from tracker.information.rules_standing import Timing, due_words

FIRST_DAY: Final = date(2012, 4, 1)
"""The first financial year after the Order came into force. No month since then is written like a financial year."""

LONGEST_AHEAD: Final = timedelta(days=5 * 366)
MOST_DAYS: Final = 1_100
LONGEST_CODE: Final = 20
LONGEST_ADDRESS: Final = 500
LONGEST_OWNER: Final = 120
LONGEST_TEXT: Final = 1_000

_CODE: Final = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*", re.ASCII)
TAKEN: Final = frozenset({"new", "file"})
"""Addresses of other pages."""

ADDRESS_ADVICE: Final = "Enter the whole address of the page, starting with https:// or http://"


class BadCode(DomainError):
    """A code is part of an address."""

    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"A code has at most {LONGEST_CODE} letters, digits and hyphens between them, for example 3-g, and is "
            f"neither {' nor '.join(sorted(TAKEN))}"
        )


class CodeTaken(DomainError):
    field = "code"

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"There is a line {code} already, or was one before it was withdrawn. Choose another code.")


class BadAddress(DomainError):
    field = "address"

    def __init__(self) -> None:
        super().__init__(ADDRESS_ADVICE)


class DaysWanted(DomainError):
    """What is published for each period is due so many days before or after it."""

    field = "due_days"

    def __init__(self, every: Every) -> None:
        self.every = every
        super().__init__(f"Enter in how many days it is due: what is published {every.label.lower()} has a last day")


class UnlikelyDays(DomainError):
    field = "due_days"

    def __init__(self) -> None:
        super().__init__(f"Enter a whole number of days from 0 to {MOST_DAYS:,}")


class DayBeforeWanted(DomainError):
    """Before something begins is the day before, at the latest."""

    field = "due_days"

    def __init__(self) -> None:
        super().__init__("Enter 1 or more: what is due before a period begins is due the day before it, or earlier")


class NothingBefore(DomainError):
    """What has no period has no beginning."""

    field = "due_from"

    def __init__(self, every: Every) -> None:
        self.every = every
        super().__init__(f"What is published “{every.label.lower()}” has no period that could begin")


class UnlikelyFirstDay(DomainError):
    field = "counts_from"

    def __init__(self, last: date) -> None:
        super().__init__(f"The day must be from {long_date(FIRST_DAY)} to {long_date(last)}")


class LineIsWithdrawn(DomainError):
    """What is withdrawn stays as it was."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Line {code} is withdrawn. Bring it back first.")


class LineStands(DomainError):
    """There is nothing to bring back."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Line {code} is not withdrawn, so there is nothing to bring back.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """Everything a line says but its code and its place.

    `topic` is the heading it stands under, `title` what is published, `source` which line of which law asks for it,
    `note` what the law says of the time; `address` and `owner` are None where nobody has said yet.
    """

    topic: str
    title: str
    source: str
    every: Every
    due_from: DueFrom
    due_days: int | None
    timing_by: TimingBy
    note: str | None
    address: str | None
    owner: str | None
    counts_from: date

    @property
    def timing(self) -> Timing:
        return Timing(self.every, self.due_from, self.due_days, self.counts_from)


def check_code(code: str) -> str:
    """The code. Raises BadCode."""
    if len(code) > LONGEST_CODE or _CODE.fullmatch(code) is None or code.lower() in TAKEN:
        raise BadCode(code)
    return code


def check_address(address: str | None) -> None:
    """Raises BadAddress."""
    if address is not None and not (allowed_address(address) and address.lower().startswith(("https://", "http://"))):
        raise BadAddress


def check_timing(timing: Timing) -> None:
    """Raises DaysWanted, UnlikelyDays, DayBeforeWanted or NothingBefore."""
    if not timing.every.repeats and timing.due_from is DueFrom.START:
        raise NothingBefore(timing.every)
    if timing.due_days is None:
        if timing.every.repeats:
            raise DaysWanted(timing.every)
    elif not 0 <= timing.due_days <= MOST_DAYS:
        raise UnlikelyDays
    elif timing.due_days == 0 and (timing.due_from is DueFrom.START or not timing.every.repeats):
        raise DayBeforeWanted if timing.every.repeats else UnlikelyDays


def check_first_day(counts_from: date, on: date) -> None:
    """Raises UnlikelyFirstDay."""
    if not FIRST_DAY <= counts_from <= on + LONGEST_AHEAD:
        raise UnlikelyFirstDay(on + LONGEST_AHEAD)


def check_facts(facts: LineFacts, on: date) -> None:
    """Raises what `check_address`, `check_timing` and `check_first_day` raise."""
    check_address(facts.address)
    check_timing(facts.timing)
    check_first_day(facts.counts_from, on)


def words_of(facts: LineFacts) -> dict[str, str | None]:
    """What a line says, for the log and for the preview of a file."""
    return {
        "Heading": facts.topic,
        "What is published": facts.title,
        "Which line of the law": facts.source,
        "How often": facts.every.label,
        "Due": due_words(facts.timing) or None,
        "Who sets the time": facts.timing_by.label,
        "Note": facts.note,
        "Address": facts.address,
        "Owner": facts.owner,
        "Counts from": long_date(facts.counts_from),
    }
