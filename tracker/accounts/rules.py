"""The office's own settings: the numbers of the rules that are ours to choose (RULES, **[ours]**), and its names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from tracker import dates
from tracker.accounts.rules_people import BadEmail, check_email
from tracker.enums import LabelledEnum
from tracker.errors import DomainError

_DECIMAL: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?", re.ASCII)
_TIME: Final = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DAY: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(dates.MONTHS)}) (\d{{4}})", re.IGNORECASE | re.ASCII)


class OfficeKey(LabelledEnum):
    """A setting an administrator may change; the label asks for it."""

    NAME = "name", "Full name of the office"
    SHORT_NAME = "short_name", "Short name of the office"
    AREA = "area", "Area the office serves"
    FORCE = "force", "Name of the police force"
    PANEL = "panel", "Name of the Police and Crime Panel"
    NOTICE = "notice", "Notice printed on every page and report"
    RAG_BEHIND_BY = "rag_behind_by", "Amber when behind the expected progress by this many percentage points"
    RAG_DUE_WITHIN_DAYS = "rag_due_within_days", "Amber when due within this many days and not nearly done"
    RAG_NEARLY_DONE = "rag_nearly_done", "A deliverable is nearly done from this percentage"
    EXCEPTION_ONE = "exception_one", "One-Month: standard deviations from the mean"
    EXCEPTION_TWO = "exception_two", "Two-Month: standard deviations from the mean"
    EXCEPTION_THREE = "exception_three", "Three-Month: standard deviations from the mean"
    EXCEPTION_EIGHT = "exception_eight", "Eight-Month: standard deviations from the mean"
    EXCEPTION_WINDOW = "exception_window", "Months the mean of a measure is taken over"
    EXCEPTION_ONE_BEFORE = "exception_one_before", "One-Month’s mean is of the months before the one that is tested"
    EXCEPTION_POPULATION = "exception_population", "Standard deviations divide by all months, not by one less"
    WEIGHT_ONE = "weight_one", "Weighting: points for One-Month"
    WEIGHT_TWO = "weight_two", "Weighting: points for Two-Month"
    WEIGHT_THREE = "weight_three", "Weighting: points for Three-Month"
    WEIGHT_EIGHT = "weight_eight", "Weighting: points for Eight-Month"
    WEIGHT_TREND = "weight_trend", "Weighting: points for a rolling trend"
    WEIGHT_SIGNIFICANT = (
        "weight_significant",
        "Weighting: points for 12 months that trend or differ from the year before",
    )
    CONTACT_EMAIL = "contact_email", "Email address for help and for problems with accessibility"
    CONTACT_PHONE = "contact_phone", "Telephone number for help and for problems with accessibility"
    CONTACT_POST = "contact_post", "Postal address for help and for problems with accessibility"
    CONTACT_REPLY_DAYS = "contact_reply_days", "Working days within which the office replies"
    STATEMENT_PREPARED = "statement_prepared", "Day the accessibility statement was prepared"
    STATEMENT_REVIEWED = "statement_reviewed", "Day the accessibility statement was last reviewed"
    WRITTEN_QUESTION_DAYS = "written_question_days", "Clear working days before a meeting for written questions"
    VERBAL_QUESTION_DAYS = "verbal_question_days", "Clear working days before a meeting for verbal questions"
    QUESTION_TIME = "question_time", "Time of day by which questions must be received"
    FINAL_REPORT_DAYS = "final_report_days", "Working days before a meeting by which final reports are due"
    PRECEPT_REVIEW = "precept_review", "Day by which the Panel reviews a revised precept"
    PRECEPT_ISSUE = "precept_issue", "Day by which the precept is issued"
    PRE_ELECTION_FROM = "pre_election_from", "First day of the pre-election period"
    PRE_ELECTION_TO = "pre_election_to", "Last day of the pre-election period"
    FIRST_MINUTE = "first_minute", "First number of the minutes, while there are none before"


DEFAULTS: Mapping[OfficeKey, str] = {
    OfficeKey.NAME: "Office of the Police and Crime Commissioner",
    OfficeKey.SHORT_NAME: "OPCC",
    OfficeKey.AREA: "",
    OfficeKey.FORCE: "the police force",
    OfficeKey.PANEL: "Police and Crime Panel",
    OfficeKey.NOTICE: "",
    OfficeKey.RAG_BEHIND_BY: "15",
    OfficeKey.RAG_DUE_WITHIN_DAYS: "30",
    OfficeKey.RAG_NEARLY_DONE: "80",
    OfficeKey.EXCEPTION_ONE: "2",
    OfficeKey.EXCEPTION_TWO: "1.5",
    OfficeKey.EXCEPTION_THREE: "1",
    OfficeKey.EXCEPTION_EIGHT: "0",
    OfficeKey.EXCEPTION_WINDOW: "24",
    OfficeKey.EXCEPTION_ONE_BEFORE: "yes",
    OfficeKey.EXCEPTION_POPULATION: "no",
    OfficeKey.WEIGHT_ONE: "2",
    OfficeKey.WEIGHT_TWO: "3",
    OfficeKey.WEIGHT_THREE: "4",
    OfficeKey.WEIGHT_EIGHT: "6",
    OfficeKey.WEIGHT_TREND: "4",
    OfficeKey.WEIGHT_SIGNIFICANT: "6",
    OfficeKey.CONTACT_EMAIL: "",
    OfficeKey.CONTACT_PHONE: "",
    OfficeKey.CONTACT_POST: "",
    OfficeKey.CONTACT_REPLY_DAYS: "",
    OfficeKey.STATEMENT_PREPARED: "",
    OfficeKey.STATEMENT_REVIEWED: "",
    OfficeKey.WRITTEN_QUESTION_DAYS: "4",
    OfficeKey.VERBAL_QUESTION_DAYS: "2",
    OfficeKey.QUESTION_TIME: "17:00",
    OfficeKey.FINAL_REPORT_DAYS: "7",
    OfficeKey.PRECEPT_REVIEW: "22 February",
    OfficeKey.PRECEPT_ISSUE: "1 March",
    OfficeKey.PRE_ELECTION_FROM: "",
    OfficeKey.PRE_ELECTION_TO: "",
    OfficeKey.FIRST_MINUTE: "1",
}

NUMBERS: Mapping[OfficeKey, tuple[int, int]] = {
    OfficeKey.RAG_BEHIND_BY: (1, 100),
    OfficeKey.RAG_DUE_WITHIN_DAYS: (0, 366),
    OfficeKey.RAG_NEARLY_DONE: (1, 100),
    OfficeKey.EXCEPTION_WINDOW: (12, 60),
    OfficeKey.WEIGHT_ONE: (0, 100),
    OfficeKey.WEIGHT_TWO: (0, 100),
    OfficeKey.WEIGHT_THREE: (0, 100),
    OfficeKey.WEIGHT_EIGHT: (0, 100),
    OfficeKey.WEIGHT_TREND: (0, 100),
    OfficeKey.WEIGHT_SIGNIFICANT: (0, 100),
    OfficeKey.CONTACT_REPLY_DAYS: (1, 60),
    OfficeKey.WRITTEN_QUESTION_DAYS: (0, 30),
    OfficeKey.VERBAL_QUESTION_DAYS: (0, 30),
    OfficeKey.FINAL_REPORT_DAYS: (1, 30),
    OfficeKey.FIRST_MINUTE: (1, 99_999),
}
"""The settings that are whole numbers, with the smallest and the largest that make sense."""

DECIMALS: Mapping[OfficeKey, tuple[int, int]] = dict.fromkeys(
    (OfficeKey.EXCEPTION_ONE, OfficeKey.EXCEPTION_TWO, OfficeKey.EXCEPTION_THREE, OfficeKey.EXCEPTION_EIGHT), (0, 5)
)
"""The settings that are numbers of at most two decimals, with the smallest and the largest that make sense."""

YES_OR_NO = frozenset({OfficeKey.EXCEPTION_ONE_BEFORE, OfficeKey.EXCEPTION_POPULATION})
"""The settings that are a yes or a no, stored as these words."""

DAYS = frozenset(
    {
        *(OfficeKey.STATEMENT_PREPARED, OfficeKey.STATEMENT_REVIEWED),
        *(OfficeKey.PRE_ELECTION_FROM, OfficeKey.PRE_ELECTION_TO),
    }
)
"""The settings that are days, written like "18 September 2024"."""

DAYS_OF_EVERY_YEAR = frozenset({OfficeKey.PRECEPT_REVIEW, OfficeKey.PRECEPT_ISSUE})
"""The settings that are a day of every year, written like "22 February"."""

TIMES = frozenset({OfficeKey.QUESTION_TIME})
"""The settings that are a time of day, written like "17:00"."""

SECTIONS: tuple[tuple[str, tuple[OfficeKey, ...]], ...] = (
    (
        "Names, and the notice on every page",
        (
            *(OfficeKey.NAME, OfficeKey.SHORT_NAME, OfficeKey.AREA),
            *(OfficeKey.FORCE, OfficeKey.PANEL, OfficeKey.NOTICE),
        ),
    ),
    (
        "When a deliverable is Amber",
        (OfficeKey.RAG_BEHIND_BY, OfficeKey.RAG_DUE_WITHIN_DAYS, OfficeKey.RAG_NEARLY_DONE),
    ),
    (
        "When a figure is an exception",
        (*DECIMALS, OfficeKey.EXCEPTION_WINDOW, OfficeKey.EXCEPTION_ONE_BEFORE, OfficeKey.EXCEPTION_POPULATION),
    ),
    (
        "How a measure is weighted",
        (
            *(OfficeKey.WEIGHT_ONE, OfficeKey.WEIGHT_TWO, OfficeKey.WEIGHT_THREE, OfficeKey.WEIGHT_EIGHT),
            *(OfficeKey.WEIGHT_TREND, OfficeKey.WEIGHT_SIGNIFICANT),
        ),
    ),
    (
        "Meetings of the Panel",
        (
            *(OfficeKey.WRITTEN_QUESTION_DAYS, OfficeKey.VERBAL_QUESTION_DAYS, OfficeKey.QUESTION_TIME),
            *(OfficeKey.FINAL_REPORT_DAYS, OfficeKey.PRECEPT_REVIEW, OfficeKey.PRECEPT_ISSUE),
            *(OfficeKey.PRE_ELECTION_FROM, OfficeKey.PRE_ELECTION_TO, OfficeKey.FIRST_MINUTE),
        ),
    ),
    (
        "Contact, and the accessibility statement",
        (
            *(OfficeKey.CONTACT_EMAIL, OfficeKey.CONTACT_PHONE, OfficeKey.CONTACT_POST, OfficeKey.CONTACT_REPLY_DAYS),
            *(OfficeKey.STATEMENT_PREPARED, OfficeKey.STATEMENT_REVIEWED),
        ),
    ),
)
"""Every setting once, under the heading it stands under on the page of settings."""

MAY_BE_EMPTY = frozenset(
    {
        *(OfficeKey.NOTICE, OfficeKey.AREA),
        *(OfficeKey.CONTACT_EMAIL, OfficeKey.CONTACT_PHONE, OfficeKey.CONTACT_POST, OfficeKey.CONTACT_REPLY_DAYS),
        *DAYS,
    }
)


class BadOfficeSetting(DomainError):
    """A value a setting cannot take."""

    field = "value"

    def __init__(self, key: OfficeKey, value: str) -> None:
        self.key = key
        self.value = value
        super().__init__(_wanted(key))


class SettingInThePast(DomainError):
    """Reports as at a past day use the settings of that day, which must not change afterwards."""

    field = "effective_on"

    def __init__(self) -> None:
        super().__init__("The first day must be today or in the future")


class SettingUnchanged(DomainError):
    """The setting has this value on that day already."""

    field = "value"

    def __init__(self, key: OfficeKey) -> None:
        self.key = key
        super().__init__("This is the value already. Enter another, or leave it as it is.")


@dataclass(frozen=True, slots=True)
class Office:
    """The settings in force on a day. The three RAG numbers are those of RULES section 2, exceptions and weights of 5.

    What the office has not told yet is empty; `contact_reply_days` is then None.
    """

    name: str
    short_name: str
    area: str
    force: str
    panel: str
    notice: str
    rag_behind_by: int
    rag_due_within_days: int
    rag_nearly_done: int
    exception_one: Decimal
    exception_two: Decimal
    exception_three: Decimal
    exception_eight: Decimal
    exception_window: int
    exception_one_before: bool
    exception_population: bool
    weight_one: int
    weight_two: int
    weight_three: int
    weight_eight: int
    weight_trend: int
    weight_significant: int
    contact_email: str
    contact_phone: str
    contact_post: str
    contact_reply_days: int | None
    statement_prepared: str
    statement_reviewed: str
    written_question_days: int
    verbal_question_days: int
    question_time: str
    final_report_days: int
    precept_review: str
    precept_issue: str
    pre_election_from: str
    pre_election_to: str
    first_minute: int

    @property
    def has_contact(self) -> bool:
        """Whether somebody outside can reach the office by what it has published here."""
        return bool(self.contact_email or self.contact_phone or self.contact_post)


def setting_subject(key: OfficeKey) -> str:
    """What the log calls a setting: "setting rag_behind_by"."""
    return f"setting {key.value}"


def check_setting(key: OfficeKey, value: str) -> str:
    """The value as it is stored. Raises BadOfficeSetting."""
    value = value.strip()
    if not value:
        if key not in MAY_BE_EMPTY:
            raise BadOfficeSetting(key, value)
        return value
    if key in NUMBERS:
        return _number(key, value)
    if key in DECIMALS:
        return _decimal(key, value)
    if key in YES_OR_NO:
        return _yes_or_no(key, value)
    if key in DAYS:
        return _day(key, value)
    if key in DAYS_OF_EVERY_YEAR:
        return _day_of_every_year(key, value)
    if key in TIMES:
        return _time(key, value)
    return _email(value) if key is OfficeKey.CONTACT_EMAIL else value


def missing_for_the_statement(office: Office) -> tuple[OfficeKey, ...]:
    """What the office has yet to put into its accessibility statement; one way to reach it is enough."""
    contact = () if office.has_contact else (OfficeKey.CONTACT_EMAIL,)
    others = (OfficeKey.CONTACT_REPLY_DAYS, OfficeKey.STATEMENT_PREPARED, OfficeKey.STATEMENT_REVIEWED)
    return (*contact, *(key for key in others if not getattr(office, key.value)))


def office_from(values: Mapping[OfficeKey, str]) -> Office:
    """The office with `values`, and the defaults for what they do not name."""
    merged = {**DEFAULTS, **values}
    apart = {*NUMBERS, *DECIMALS, *YES_OR_NO}
    texts = {key.value: merged[key] for key in OfficeKey if key not in apart}
    numbers = {key.value: int(merged[key]) if merged[key] else None for key in NUMBERS}
    decimals = {key.value: Decimal(merged[key]) for key in DECIMALS}
    answers = {key.value: merged[key] == "yes" for key in YES_OR_NO}
    return Office(**texts, **numbers, **decimals, **answers)  # type: ignore[arg-type]  # the keys are the fields, tested


def _wanted(key: OfficeKey) -> str:
    if key in NUMBERS:
        low, high = NUMBERS[key]
        return f"Enter a whole number from {low} to {high}"
    if key in DECIMALS:
        low, high = DECIMALS[key]
        return f"Enter a number from {low} to {high} with at most two decimals, for example 1.5"
    if key in YES_OR_NO:
        return "Enter yes or no"
    if key in DAYS:
        return "Enter a real date, for example 18 September 2024"
    if key in DAYS_OF_EVERY_YEAR:
        return "Enter a day of every year, for example 22 February"
    if key in TIMES:
        return "Enter a time of day on the 24-hour clock, for example 17:00"
    if key is OfficeKey.CONTACT_EMAIL:
        return "Enter an email address in the correct format, like name@example.org"
    return "Enter the words to print"


def _number(key: OfficeKey, value: str) -> str:
    low, high = NUMBERS[key]
    if not (value.isascii() and value.isdigit() and len(value) < 6 and low <= int(value) <= high):
        raise BadOfficeSetting(key, value)
    return str(int(value))


def _decimal(key: OfficeKey, value: str) -> str:
    low, high = DECIMALS[key]
    if _DECIMAL.fullmatch(value) is None or not low <= Decimal(value) <= high:
        raise BadOfficeSetting(key, value)
    return f"{Decimal(value).normalize():f}"


def _yes_or_no(key: OfficeKey, value: str) -> str:
    if value.lower() not in {"yes", "no"}:
        raise BadOfficeSetting(key, value)
    return value.lower()


def _day(key: OfficeKey, value: str) -> str:
    found = _DAY.fullmatch(" ".join(value.split()))
    if found is None:
        raise BadOfficeSetting(key, value)
    number, month, year = int(found[1]), dates.MONTHS.index(found[2].capitalize()) + 1, int(found[3])
    try:
        return dates.long_date(date(year, month, number))
    except ValueError as error:
        raise BadOfficeSetting(key, value) from error


def _day_of_every_year(key: OfficeKey, value: str) -> str:
    try:
        # 2001 had no 29 February: what is not in every year is no such day.
        return _day(key, f"{value} 2001").removesuffix(" 2001")
    except BadOfficeSetting as error:
        raise BadOfficeSetting(key, value) from error


def _time(key: OfficeKey, value: str) -> str:
    if _TIME.fullmatch(value) is None:
        raise BadOfficeSetting(key, value)
    return value.zfill(len("17:00"))


def _email(value: str) -> str:
    try:
        return check_email(value)
    except BadEmail as error:
        raise BadOfficeSetting(OfficeKey.CONTACT_EMAIL, value) from error
