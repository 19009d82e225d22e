"""One cell of a file, or one box of a page, becomes a figure, a word of ours, or a sentence about what to mend.

Nothing is guessed. A blank cell says nothing: the month has no figure from this file. “None recorded”, which our own
pages print, is read as blank. Everything else that is no figure is refused, “Nil”, “n/a”, a dash and “#N/A” too:
whether nothing happened or nothing is known is for the analyst to say, by 0 or by a blank.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from tracker.documents.printable import check_printable
from tracker.documents.text import clean
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.files.rules_tables import Cell, Formula, SheetError
from tracker.measures.rules import Marking, NotAMonth, Unit, ValueState, read_month
from tracker.measures.rules_month_days import DayIsNoMonth, is_day, month_of_day, month_of_written_day
from tracker.measures.rules_words import NotAFigure, read_value

LARGEST: Final = Decimal(10**12)
"""A figure is below this."""

MOST_DECIMALS: Final = 6

LONGEST_REASON: Final = 1000
"""Characters."""

_LONGEST_FIGURE: Final = 40
_ZERO_OR_BLANK: Final = "Enter 0 if there were none, or leave the cell blank if the figure is not known."
_BLANK: Final = "Leave the cell blank if there is no figure for the month."


class Fault(LabelledEnum):
    """What is wrong with a cell; the label says what to do about it."""

    NIL = "nil", f"This can mean two things. {_ZERO_OR_BLANK}"
    NO_FIGURE = "no_figure", f"This is no figure. {_ZERO_OR_BLANK}"
    SHEET_ERROR = "sheet_error", f"The spreadsheet could not work this out. Mend it there. {_BLANK}"
    FORMULA = "formula", "This is a formula. Copy the cells and paste them as values, so that what is seen is loaded."
    DATE = "date", "This is a date or a month where a figure should be. Check the column, or how the cell is formatted."
    TRUTH = "truth", "This is TRUE or FALSE where something else should be."
    TEXT = "text", "This is not a figure. Enter a number without words."
    DIGITS = "digits", "These are digits of another script. Type them as 0 to 9."
    CONTINENTAL = "continental", "Write the point before the decimals and a comma after the thousands: 1,234.5."
    EXPONENT = "exponent", "Write the number out in full, such as 1200 and not 1.2E+03."
    PERCENT = "percent", "This is a percentage, but a number is wanted here."
    TIME = "time", "This is a time, but a number is wanted here."
    NOT_TIME = "not_time", "Write a time as hours, minutes and seconds, such as 00:10:31, or as whole seconds."
    NEGATIVE = "negative", "This is below 0, which no measure can be."
    TOO_LARGE = "too_large", "This number is too long. It may have 12 digits before the point at most."
    DECIMALS = "decimals", f"This has more than {MOST_DECIMALS} decimals. Round it to {MOST_DECIMALS} or fewer."
    NOT_WHOLE = "not_whole", "This measure counts whole numbers."
    NOT_MONTH = "not_month", "This is no month. Write it like Jul-24, July 2024 or 2024-07."
    NO_STATE = "no_state", "Write provisional, final, not comparable or withdrawn, or leave it blank."
    NO_MARKING = "no_marking", "Write OFFICIAL SENSITIVE or no marking, or leave it blank."


class BadCell(DomainError):
    """What a cell says cannot be what it should be; `problem` says why, and what to do."""

    def __init__(self, said: str, fault: Fault, problem: str | None = None) -> None:
        self.said = said
        self.fault = fault
        self.problem = problem or fault.label
        super().__init__(f"“{said}”: {self.problem}")


class BadDay(BadCell):
    """A day where a month should be, and it stands for none."""

    def __init__(self, said: str, problem: str) -> None:
        super().__init__(said, Fault.NOT_MONTH, problem)


class BadWords(DomainError):
    """A reason that cannot be kept; `problem` says why."""

    def __init__(self, said: str, problem: str) -> None:
        self.said = said
        self.problem = problem
        super().__init__(problem)


_MISSING: Final = frozenset(
    {
        *("n/a", "na", "n.a.", "not available", "no data", "none", "null", "nan", "tbc", "tba", "unknown"),
        *("-", "–", "—", "..", "…", "*", ":", "x", "z", "?"),
    }
)
_DIGITS: Final = re.compile(r"[0-9]")
_CONTINENTAL: Final = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+,[0-9]{1,2})%?"
)
_EXPONENT: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+|[+-]?(?:inf|infinity)", re.IGNORECASE)
# What nearly every cell holds, read without asking what else it could be.
_COMMON: Final = re.compile(r"[0-9]{1,12}")
_TIME: Final = re.compile(r"[+-]?[0-9]+:[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]+)?)?")
_WHOLE: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)")

_STATES: Final = {name: state for state in ValueState for name in (state.value, state.label.lower())}
_MARKINGS: Final = {
    **{name: marking for marking in Marking for name in (marking.value, marking.label.lower())},
    "official": Marking.NONE,
}
_Word = TypeVar("_Word", ValueState, Marking)


def read_cell(cell: Cell | None, unit: Unit, *, whole: bool = False) -> Decimal | None:
    """A figure from 0 up that can be kept exactly; None for a cell that says nothing. Raises BadCell.

    Percentages come without their sign, whether the spreadsheet says 12.3%, 12.3 or 0.123 shown as 12.3%; durations in
    seconds. `whole`: it counts what has no halves.
    """
    if cell is None:
        return None
    value = cell.value
    if isinstance(value, str):
        number = _read_text(value, unit)
    elif isinstance(value, timedelta):
        number = _read_length(cell, value, unit)
    elif isinstance(value, Decimal):
        number = _read_number(cell, value, unit)
    else:
        raise BadCell(cell.words, _fault_of(value))
    if number is not None:
        _check(cell.words, number, whole=whole)
    return number


def read_month_cell(cell: Cell) -> date:
    """The month of a cell, as its first day; of a day, the month whose first or last it is. Raises BadCell.

    A day alike in a text and as a date of a spreadsheet: any other raises BadDay.
    """
    value = cell.value
    if not isinstance(value, str | date):
        raise BadCell(cell.words, Fault.NOT_MONTH if isinstance(value, Decimal | timedelta) else _fault_of(value))
    try:
        if isinstance(value, date):
            return month_of_day(value)
        return month_of_written_day(_plain(value)) or read_month(_plain(value))
    except NotAMonth as error:
        raise BadCell(cell.words, Fault.NOT_MONTH) from error
    except DayIsNoMonth as error:
        raise BadDay(cell.words, str(error)) from error


def read_state(cell: Cell | None) -> ValueState | None:
    """By its word, in capitals or not; None for a cell that says nothing. Raises BadCell."""
    return _word(cell, _STATES, Fault.NO_STATE)


def read_marking(cell: Cell | None) -> Marking | None:
    """OFFICIAL SENSITIVE or no marking (OFFICIAL alone is none); None for a cell that says nothing. Raises BadCell."""
    return _word(cell, _MARKINGS, Fault.NO_MARKING)


def read_words(cell: Cell | None, *, limit: int = LONGEST_REASON) -> str | None:
    """A text, cleaned; None for a cell that says nothing. Raises BadCell for a formula, BadWords for the rest."""
    if cell is None:
        return None
    if isinstance(cell.value, Formula | SheetError):
        raise BadCell(cell.words, _fault_of(cell.value))
    try:
        cleaned = clean(cell.value if isinstance(cell.value, str) else cell.words, max_length=limit).strip()
        check_printable(cleaned)
    except DomainError as error:
        raise BadWords(cell.words, str(error)) from error
    return cleaned or None


def read_name(cell: Cell | None) -> str:
    """What a cell calls a measure, in one line; a number as it is written. Raises BadCell for a formula or an error."""
    if cell is None:
        return ""
    if isinstance(cell.value, Formula | SheetError):
        raise BadCell(cell.words, _fault_of(cell.value))
    return " ".join(cell.value.split()) if isinstance(cell.value, str) else cell.words


def _word(cell: Cell | None, words: dict[str, _Word], fault: Fault) -> _Word | None:
    if cell is None:
        return None
    if not isinstance(cell.value, str):
        raise BadCell(
            cell.words, fault if isinstance(cell.value, Decimal | date | timedelta) else _fault_of(cell.value)
        )
    said = " ".join(re.sub(r"[\s_-]+", " ", cell.value).lower().split())
    if not said:
        return None
    found = words.get(said) or words.get(said.replace(" ", "_"))
    if found is None:
        raise BadCell(cell.words, fault)
    return found


def _fault_of(value: object) -> Fault:
    if isinstance(value, Formula):
        return Fault.FORMULA
    if isinstance(value, SheetError):
        return Fault.SHEET_ERROR
    return Fault.TRUTH if isinstance(value, bool) else Fault.DATE


def _read_text(text: str, unit: Unit) -> Decimal | None:
    plain = _plain(text)
    if _COMMON.fullmatch(plain):
        return Decimal(plain)
    said = Cell(text).words
    fault = _fault_in(plain, unit)
    if fault is not None:
        raise BadCell(said, fault)
    if unit is Unit.DURATION and _WHOLE.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    try:
        return read_value(plain, unit)
    except NotAFigure as error:
        raise BadCell(said, Fault.NOT_TIME if unit is Unit.DURATION and _DIGITS.match(plain) else Fault.TEXT) from error


def _fault_in(plain: str, unit: Unit) -> Fault | None:
    """What a text is known to be instead of a figure."""
    word = plain.casefold()
    looks = (
        (word == "nil", Fault.NIL),
        (plain.startswith("#"), Fault.SHEET_ERROR),
        (plain.startswith("="), Fault.FORMULA),
        (word in _MISSING, Fault.NO_FIGURE),
        (any(sign.isnumeric() and not sign.isascii() for sign in plain), Fault.DIGITS),
        (len(plain) > _LONGEST_FIGURE, Fault.TOO_LARGE if _DIGITS.match(plain) else Fault.TEXT),
        (_is_day(plain), Fault.DATE),
        (_CONTINENTAL.fullmatch(plain) is not None, Fault.CONTINENTAL),
        (_EXPONENT.fullmatch(plain) is not None, Fault.EXPONENT),
        (plain.endswith("%") and unit is not Unit.PERCENT, Fault.PERCENT),
        (_TIME.fullmatch(plain) is not None and unit is not Unit.DURATION, Fault.TIME),
    )
    return next((fault for is_so, fault in looks if is_so), None)


def _is_day(plain: str) -> bool:
    if is_day(plain):
        return True
    try:
        read_month(plain)
    except NotAMonth:
        return False
    return True


def _read_length(cell: Cell, length: timedelta, unit: Unit) -> Decimal:
    if unit is not Unit.DURATION:
        raise BadCell(cell.words, Fault.TIME)
    return Decimal(length.days * 86_400 + length.seconds) + Decimal(length.microseconds).scaleb(-6)


def _read_number(cell: Cell, number: Decimal, unit: Unit) -> Decimal:
    if not number.is_finite():
        raise BadCell(cell.words, Fault.TOO_LARGE)
    if cell.percent:
        if unit is not Unit.PERCENT:
            raise BadCell(cell.words, Fault.PERCENT)
        return number * 100
    if unit is Unit.DURATION and number != number.to_integral_value():
        # Most likely the part of a day that a spreadsheet keeps for a time.
        raise BadCell(cell.words, Fault.NOT_TIME)
    return number


def _check(said: str, number: Decimal, *, whole: bool) -> None:
    faults = (
        (number < 0, Fault.NEGATIVE),
        (number >= LARGEST, Fault.TOO_LARGE),
        (number != round(number, MOST_DECIMALS) if number < LARGEST else False, Fault.DECIMALS),
        (whole and number < LARGEST and number != number.to_integral_value(), Fault.NOT_WHOLE),
    )
    fault = next((fault for is_so, fault in faults if is_so), None)
    if fault is not None:
        raise BadCell(said, fault)


def _plain(text: str) -> str:
    return " ".join(text.replace("−", "-").split())
