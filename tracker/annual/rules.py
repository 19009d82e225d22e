"""What an annual report is made of, and what its writers may enter: kinds, limits and refusals."""

from __future__ import annotations

from datetime import date
from typing import Final

from tracker.dates import FinancialYear, long_date
from tracker.documents.printable import check_printable
from tracker.documents.text import clean, clean_line
from tracker.enums import LabelledEnum
from tracker.errors import DomainError


class SectionKind(LabelledEnum):
    """What a section of the report holds; the label is its heading until an office words it otherwise."""

    FOREWORD = "foreword", "Foreword"
    ROLE = "role", "The role of the Police and Crime Commissioner"
    PLAN_OVERVIEW = "plan_overview", "The Police and Crime Plan"
    PROGRESS = "progress", "Progress against the plan"
    PRIORITIES = "priorities", "Our priorities"
    VOICE = "voice", "Your voice"
    FINANCE = "finance", "Finance"
    CONTACTS = "contacts", "Contact us"
    OTHER = "other", "Another section"


class StoryKind(LabelledEnum):
    CASE_STUDY = "case_study", "Case study"
    QUOTATION = "quotation", "Quotation"


class FigurePlace(LabelledEnum):
    """Where the report prints a headline figure."""

    PRIORITY = "priority", "A priority"
    PLAN = "plan", "The plan"
    COMPLAINTS = "complaints", "Complaints"
    ENGAGEMENT = "engagement", "Public engagement"
    DIGITAL = "digital", "Digital"
    OFFICERS = "officers", "Officers and staff"


class TableKind(LabelledEnum):
    FINANCE = "finance", "Finance"
    SHARES = "shares", "Spend by function"


class FinanceSide(LabelledEnum):
    """The two halves of the finance table, which must come to the same."""

    COST = "cost", "Cost"
    FINANCED_BY = "financed_by", "Financed by"


FIRST_YEAR: Final = FinancialYear(2012)
"""The first Commissioners took office in November 2012."""

LONGEST_SECTION: Final = 8000
"""Characters: about two pages and a half in print."""

LONGEST_INTRODUCTION: Final = 2500
LONGEST_OBJECTIVE: Final = 4000
"""Characters: about a page in print."""

LONGEST_CASE_STUDY: Final = 2500
"""Characters: what a box holds on one page, its picture beside."""

LONGEST_QUOTATION: Final = 400
LONGEST_HEADING: Final = 120
LONGEST_SPEAKER: Final = 120
LONGEST_VALUE: Final = 20
"""Characters of a headline figure, which is printed large."""

LONGEST_LABEL: Final = 120
LONGEST_PERIOD: Final = 60
LONGEST_QUALIFIER: Final = 60
LONGEST_TABLE_NOTE: Final = 1000
LONGEST_NOTE: Final = 300
LONGEST_WORDS: Final = 500
"""Characters that say what a picture shows."""

LONGEST_CAPTION: Final = 200

STANDING: Final = (SectionKind.ROLE, SectionKind.VOICE, SectionKind.CONTACTS)
"""Sections whose wording stays from year to year until somebody changes it."""

DEFAULT_ORDER: Final = (
    SectionKind.FOREWORD,
    SectionKind.ROLE,
    SectionKind.PLAN_OVERVIEW,
    SectionKind.PROGRESS,
    SectionKind.PRIORITIES,
    SectionKind.VOICE,
    SectionKind.FINANCE,
    SectionKind.CONTACTS,
)
"""The order of a report until an office chooses its own."""


class AnnualTextRefused(DomainError):
    """A text of the annual report that cannot be kept as it is."""

    field = "text"


class TextTooLong(AnnualTextRefused):
    """More characters than there is room for in print. `what` names the text: "The foreword"."""

    def __init__(self, what: str, length: int, limit: int) -> None:
        self.what, self.length, self.limit = what, length, limit
        super().__init__(f"{what} is too long: at most {limit:,} characters; you have {length:,}")


class TextNeeded(DomainError):
    """`what` names what is missing: "case study"."""

    def __init__(self, what: str, field: str = "text") -> None:
        self.what = what
        self.field = field
        super().__init__(f"Enter the {what}")


class WrongPriority(DomainError):
    """A figure of a chapter without its priority, one of another page with a priority, or another's objective."""

    field = "place"

    def __init__(self) -> None:
        super().__init__("Choose where the figure stands: a priority, one of its objectives, or another page")


class YearOpenedAlready(DomainError):
    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(f"The annual report of {year.key} is being written already. Open it from the list of reports.")


class YearNotBegun(DomainError):
    """The financial year lies in the future."""

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(f"The financial year {year.key} begins on {long_date(year.start)}. Begin its report then.")


class YearTooEarly(DomainError):
    """Nobody held the office yet."""

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(
            f"Police and Crime Commissioners report on {FIRST_YEAR.key} and later years, not on {year.key}."
        )


class SectionCannotLeave(DomainError):
    """The law asks for what the section holds."""

    field = "included"

    def __init__(self, heading: str) -> None:
        self.heading = heading
        super().__init__(f"“{heading}” must stay in the report: the law asks how the plan's objectives were met")


class WithdrawnAlready(DomainError):
    """`what` names the record: "Picture 3"."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} is withdrawn, so it cannot be changed. Restore it first, or add another.")


class NotWithdrawn(DomainError):
    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} is not withdrawn, so there is nothing to restore.")


class CannotMove(DomainError):
    """It is at that end already."""

    def __init__(self, what: str, *, up: bool) -> None:
        self.what, self.up = what, up
        super().__init__(
            f"{what} is the {'first' if up else 'last'} already, so it cannot move {'up' if up else 'down'}."
        )


class PictureGone(DomainError):
    """The picture that was chosen is withdrawn by now."""

    field = "picture"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Picture {number} is withdrawn. Choose another, or none.")


class TitleNeeded(DomainError):
    field = "title"

    def __init__(self) -> None:
        super().__init__("Enter the title: a case study stands in a box with its title on top")


class TitleOfQuotation(DomainError):
    """A quotation is printed without a title, so one that was typed would never be seen."""

    field = "title"

    def __init__(self) -> None:
        super().__init__(
            "A quotation is printed without a title. Leave the title empty, or select case study, which has one"
        )


class PreviousNotWhole(DomainError):
    """A figure of before without its period, or a period without its figure."""

    field = "previous_period"

    def __init__(self) -> None:
        super().__init__("Enter both what the figure was before and for which period, or neither")


def check_text(text: str | None, what: str, limit: int) -> str | None:
    """The text in several lines as it is kept; None for an empty one.

    Raises TextTooLong, Unprintable or a refusal of `documents.text`.
    """
    return _kept(clean(text or "", max_length=_room(text)), what, limit)


def check_line(text: str | None, what: str, limit: int) -> str | None:
    """As `check_text`, for one line."""
    return _kept(clean_line(text or "", max_length=_room(text)), what, limit)


def needed(kept: str | None, what: str, field: str) -> str:
    """Raises TextNeeded for an answer that is missing."""
    if kept is None:
        raise TextNeeded(what, field)
    return kept


def check_begun(year: FinancialYear, today: date) -> None:
    """Raises YearTooEarly, and YearNotBegun: nothing can have been done yet in a year that lies ahead."""
    if year.year < FIRST_YEAR.year:
        raise YearTooEarly(year)
    if today < year.start:
        raise YearNotBegun(year)


def is_required(kind: SectionKind) -> bool:
    """Whether the report cannot do without the section (RULES 10: functions, and progress on each objective)."""
    return kind in {SectionKind.PROGRESS, SectionKind.PRIORITIES}


def subject_of(year: str, part: str = "") -> str:
    """What the log calls a part of a year's report: "annual 2023-24/picture 3"."""
    return f"annual {year}/{part}" if part else f"annual {year}"


def _room(text: str | None) -> int:
    """Cleaning never makes a text longer by more than this, so that the refusal that names the text speaks first."""
    return 4 * len(text or "") + 1


def _kept(cleaned: str, what: str, limit: int) -> str | None:
    if len(cleaned) > limit:
        raise TextTooLong(what, len(cleaned), limit)
    check_printable(cleaned)
    return cleaned or None


class PartState(LabelledEnum):
    """How far a part of the report is."""

    DONE = "done", "Written"
    GATHERED = "gathered", "Gathered by itself"
    BEGUN = "begun", "Begun"
    MISSING = "missing", "Not written yet"
    CHECK = "check", "To be looked at"
    NONE = "none", "None recorded"
    LEFT_OUT = "left_out", "Left out"
