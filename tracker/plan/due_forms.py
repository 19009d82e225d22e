"""Every way of writing a day, month, quarter, half or year that a due date may use.

A grammar of our own, not a date library: python-dateutil and dateparser fill what is missing from today's date, take
months before days and skip what they do not know, and so turn a slip of the pen into a wrong date. Here every form is
written down, and what is not written down is not a date.

Numbers are read day first, as Britain writes them. Two-digit years are 2000 to 2079 and 1980 to 1999.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import MONTHS
from tracker.plan.due_pieces import Kind, Piece, Year, YearKind
from tracker.plan.due_refusals import FinancialYearUnclear, NoSuchDay, NoSuchQuarter, YearOutOfRange

EARLIEST: Final = 1990
LATEST: Final = 2100

MONTH_NAMES: Final = {
    name[:length].casefold(): number for number, name in enumerate(MONTHS, 1) for length in (3, 9)
} | {"sept": 9}
ORDINALS: Final = {
    "1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3,
    "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip

# Written in normalised text: one space at a time, "-" for every dash, "'" for every apostrophe.
MONTH: Final = rf"(?P<month>{'|'.join(sorted(MONTH_NAMES, key=len, reverse=True))})(?![^\W\d_])\.?"
ANY_MONTH: Final = MONTH.replace("?P<month>", "?:")
SUFFIX: Final = r"(?:st|nd|rd|th)"
DAY: Final = rf"(?P<day>[0-9]{{1,2}}){SUFFIX}?(?![0-9])"
# A comma, a full stop or a dash with spaces ends what stood before, as in "Phase 2, March 2025".
DAY_TO_MONTH: Final = r"(?: of (?:the )?| ?|[-/.])"
NO_MONTH_NEXT: Final = rf"(?!{SUFFIX}?{DAY_TO_MONTH}{ANY_MONTH})"
# Not the day of the next month, as in "1 Apr-30 Jun 24".
SHORT_YEAR: Final = rf"'?[0-9]{{2}}(?:(?<!-[0-9]{{2}})(?<!- [0-9]{{2}})|(?! ?{ANY_MONTH}))"
TWO_YEARS: Final = (
    rf"[0-9]{{4}} ?/ ?[0-9]{{4}}|[0-9]{{4}}-[0-9]{{4}}|[0-9]{{4}} ?[/-] ?[0-9]{{2}}{NO_MONTH_NEXT}"
    rf"|'?[0-9]{{2}}[/-]'?[0-9]{{2}}{NO_MONTH_NEXT}"
)
# A number after the dash goes on with the year, unless it is the day a range ends on: "1 May 2024-5 June 2024".
NO_DAY_NEXT: Final = rf"(?![0-9]{{1,2}}(?:{SUFFIX}?{DAY_TO_MONTH}{ANY_MONTH}|[/.][0-9]))"
YEAR_ENDS: Final = rf"(?![0-9]|[/.,:][0-9]|-{NO_DAY_NEXT}[0-9]|{SUFFIX}\b| ?%)"
SORT: Final = r"calendar(?: year)?|cy|(?:financial|fiscal|fin\.?) (?:year|yr)(?: end(?:ing)?)?|fye?|f/y"
SORT_FIRST: Final = rf"(?:(?P<sort>{SORT})[ :-]*)?"
SORT_LAST: Final = rf"(?: \(?(?P<sort_last>{SORT})\b\)?)?"
YEAR: Final = rf"{SORT_FIRST}(?P<year>{TWO_YEARS}|'?[0-9]{{4}}|{SHORT_YEAR}){YEAR_ENDS}{SORT_LAST}"
LONG_YEAR: Final = rf"{SORT_FIRST}(?P<year>{TWO_YEARS}|[0-9]{{4}}){YEAR_ENDS}"
TO_YEAR: Final = r"(?:[ ,(/.:-]{0,3}(?:(?:of|in|for) )?(?:the )?)"
QUARTER: Final = (
    r"(?:(?P<sort_before>calendar|financial|fiscal) )?"
    r"(?:(?:q|qtr\.?|quarter) ?(?P<number>[0-9]{1,2}|one|two|three|four)(?![0-9]|[^\W\d_])"
    r"|(?P<number_word>first|second|third|fourth|final|last|[0-9]{1,2}(?:st|nd|rd|th)) (?:quarter|qtr\.?|q)(?![^\W_])"
    r"|(?P<number_digit>[1-4])q(?![^\W\d_]))"
)
HALF: Final = (
    r"(?:(?P<sort_before>calendar|financial|fiscal) )?"
    r"(?:h(?P<number>[0-9]{1,2})(?![0-9])|half ?(?P<number_digit>[0-9]{1,2}|one|two)(?![0-9]|[^\W\d_])"
    r"|(?P<number_word>first|second|last|latter|1st|2nd)(?: |-)half)"
)


_LINKED: Final = re.compile(r" (?:to|until|till|til|through|and|or)\b")

Build = Callable[[re.Match[str]], Piece | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date. `build` gives None where the words fit but the numbers do not mean a date."""

    pattern: re.Pattern[str]
    build: Build
    starts_with_number: bool = False
    """Its first number would be another noun's if one stands right before it."""


def month_year(year: Year, month: int) -> int:
    """The calendar year of a month that is given with a year of either sort."""
    return year.first + 1 if year.kind is YearKind.FINANCIAL and month < 4 else year.first


def real_day(text: str, found: str, year: int, month: int, day: int) -> date:
    """The day, if the calendar has it. Raises NoSuchDay."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(text, found) from error


def _whole_year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 80 else 1900)


def _bounded(text: str, year: int) -> int:
    if not EARLIEST <= year <= LATEST:
        raise YearOutOfRange(text, year, EARLIEST, LATEST)
    return year


def _year(match: re.Match[str]) -> Year | None:
    """The year a match names. Two years must follow each other; then they are a financial year."""
    groups = match.groupdict()
    sort = (groups.get("sort") or groups.get("sort_last") or groups.get("sort_before") or "").casefold()
    calendar = sort.startswith("c")
    years = re.findall("[0-9]+", match["year"])
    first = _whole_year(years[0])
    if len(years) == 2:
        follows = int(years[1]) == (first + 1 if len(years[1]) == 4 else (first + 1) % 100)
        return Year(_bounded(match.string, first), YearKind.FINANCIAL) if follows and not calendar else None
    _bounded(match.string, first)
    if sort and not calendar:
        raise FinancialYearUnclear(match.string, first)
    return Year(first, YearKind.CALENDAR if calendar else YearKind.ONE)


def _piece(
    match: re.Match[str], kind: Kind, year: Year | None = None, month: int | None = None, number: int | None = None
) -> Piece:
    return Piece(kind, match.start(), match.end(), match[0], year, month, number)


def _month(match: re.Match[str]) -> int:
    return MONTH_NAMES[match["month"].casefold()]


def _spelt_day(match: re.Match[str]) -> Piece | None:
    year = _year(match)
    if year is None:
        return None
    month, day = _month(match), int(match["day"])
    real_day(match.string, match[0], month_year(year, month), month, day)
    return _piece(match, Kind.DAY, year, month, day)


def _numbered_day(match: re.Match[str]) -> Piece | None:
    month, day = int(match["number"]), int(match["day"])
    if month > 12 and day > 31:
        return None  # the number of a case or a version, not a slip
    year = Year(_bounded(match.string, _whole_year(match["year"])))
    real_day(match.string, match[0], year.first, month, day)
    return _piece(match, Kind.DAY, year, month, day)


def _spelt_month(match: re.Match[str]) -> Piece | None:
    if match["month"] == "may" and re.fullmatch("[0-9]{2}", match["year"]) and _word_follows(match):
        return None  # "may 20 officers"
    year = _year(match)
    return _piece(match, Kind.MONTH, year, _month(match)) if year else None


def _month_last(match: re.Match[str]) -> Piece | None:
    if match["month"] in ("may", "march") and _word_follows(match):
        return None  # "in 2025 may start"
    return _spelt_month(match)


def _word_follows(match: re.Match[str]) -> bool:
    return re.match(r" ?[^\W\d_]", match.string[match.end() :]) is not None


def _numbered_month(match: re.Match[str]) -> Piece | None:
    """10/2023 and 2023-10; "2010-11" may be a financial year as well."""
    month = int(match["number"])
    if not 1 <= month <= 12:
        return None
    first = _whole_year(match["year"])
    year = Year(_bounded(match.string, first))
    if match.groupdict().get("year_first") and month == (first + 1) % 100:
        either = Year(first, YearKind.FINANCIAL)
        return Piece(Kind.MONTH, match.start(), match.end(), match[0], year, month, or_year=either)
    return _piece(match, Kind.MONTH, year, month)


def _short_numbered_month(match: re.Match[str]) -> Piece | None:
    """10/23, where 23 can be neither a month nor the year after 10."""
    month, digits = int(match["number"]), int(match["year"])
    if digits <= 12 or digits == month + 1:
        return None
    return _numbered_month(match)


def _part_of_year(kind: Kind, parts: int) -> Build:
    """Builds quarters (4 parts) and halves (2)."""

    def build(match: re.Match[str]) -> Piece | None:
        groups = match.groupdict()
        written = next(
            groups[name] for name in ("number", "number_word", "number_digit") if groups.get(name)
        ).casefold()
        last = written in ("last", "final", "latter")
        number = parts if last else ORDINALS.get(written, 0)
        year = _year(match) if groups.get("year") else None
        if groups.get("year") and year is None:
            return None
        if not 1 <= number <= parts:
            if year is None:
                return None
            raise NoSuchQuarter(match.string, match[0])
        if last and year is None:
            return None  # "last quarter" is the one before
        return _piece(match, kind, year, number=number)

    return build


def _bare_year(match: re.Match[str]) -> Piece | None:
    digits = re.findall("[0-9]+", match["year"])
    sorted_out = match["sort"] or match["sort_last"]
    if len(digits) == 1 and not sorted_out and not EARLIEST <= int(digits[0]) <= LATEST:
        return None  # a number of something else
    if len(digits) == 2 and len(digits[0]) == 2 and not sorted_out and int(digits[0]) <= 12:
        return None  # "9/10"
    year = _year(match)
    return _piece(match, Kind.YEAR, year) if year else None


def _day_of_no_year(match: re.Match[str]) -> Piece | None:
    month, day = _month(match), int(match["day"])
    real_day(match.string, match[0], 2000, month, day)
    return _piece(match, Kind.DAY, None, month, day)


def _numbered_day_of_no_year(match: re.Match[str]) -> Piece | None:
    month, day = int(match["number"]), int(match["day"])
    if (day, month) == (24, 7) or not (1 <= month <= 12 and 1 <= day <= 31):
        return None  # "24/7" and other fractions
    return _piece(match, Kind.DAY, None, month, day)


def _day_of_range(match: re.Match[str]) -> Piece | None:
    return _piece(match, Kind.DAY, number=int(match["day"]))


def _month_of_no_year(match: re.Match[str]) -> Piece | None:
    if match["month"] in ("may", "march") and _word_follows(match) and not _LINKED.match(match.string, match.end()):
        return None  # "may start", "march past"
    return _piece(match, Kind.MONTH, None, _month(match))


def _form(pattern: str, build: Build, *, starts_with_number: bool = False) -> Form:
    return Form(re.compile(pattern, re.IGNORECASE), build, starts_with_number)


_D2: Final = "[0-9]{1,2}"
_ENDS: Final = rf"(?![0-9]|[/.][0-9]|-{NO_DAY_NEXT}[0-9]|[^\W\d_])"
_MONTH_TO_YEAR: Final = r"(?: of |[ ,./(-]{0,3})"
_RANGE_WORD: Final = r" ?(?:-|/|&|to|and|until|till|til) ?(?:the )?"

FORMS: Final = (
    # Days: 2023-10-31 · 31/10/2023, 31.10.23 · 31st of October 2023, 31-Oct-23 · 2023 October 31 · October 31, 2023
    _form(rf"(?P<year>[0-9]{{4}})(?P<gap>[-/.])(?P<number>{_D2})(?P=gap)(?P<day>{_D2}){_ENDS}", _numbered_day),
    _form(
        rf"(?P<day>{_D2}) ?(?P<gap>[-/.]) ?(?P<number>{_D2}) ?(?P=gap) ?(?P<year>[0-9]{{4}}|[0-9]{{2}}){_ENDS}",
        _numbered_day,
    ),
    _form(rf"(?P<day>{_D2}) (?P<number>{_D2}) (?P<year>[0-9]{{4}})$", _numbered_day, starts_with_number=True),
    _form(rf"{DAY}{DAY_TO_MONTH}{MONTH}{_MONTH_TO_YEAR}{YEAR}", _spelt_day, starts_with_number=True),
    _form(rf"(?P<year>[0-9]{{4}})[ ,-]{{1,2}}{MONTH}[ -]{DAY}{_ENDS}", _spelt_day),
    _form(rf"{MONTH}[ -](?:the )?{DAY}(?:, ?| |-)(?P<year>[0-9]{{4}}){_ENDS}", _spelt_day),
    # Quarters and halves: Q4 2023, 4th quarter of 2023-24, H1 2025 · 2023/24 Q4, FY 2023-24 H2
    _form(rf"{QUARTER}{TO_YEAR}{YEAR}", _part_of_year(Kind.QUARTER, 4)),
    _form(rf"{LONG_YEAR}[ ,/.:(-]{{0,3}}(?:the )?{QUARTER}(?! ?'?[0-9])", _part_of_year(Kind.QUARTER, 4)),
    _form(rf"{HALF}{TO_YEAR}{YEAR}", _part_of_year(Kind.HALF, 2)),
    _form(rf"{LONG_YEAR}[ ,/.:(-]{{0,3}}(?:the )?{HALF}(?! ?'?[0-9])", _part_of_year(Kind.HALF, 2)),
    # Months: Oct 23, October 2023, March 2023/24 · 2023 October · 10/2023 · 2023-10 · 10/23
    _form(rf"{MONTH}{_MONTH_TO_YEAR}{LONG_YEAR}", _spelt_month),
    _form(rf"{MONTH}(?: |[./-])?(?P<year>{TWO_YEARS}|{SHORT_YEAR}){YEAR_ENDS}", _spelt_month),
    _form(rf"(?P<year>[0-9]{{4}})[ ,/-]{{1,3}}{MONTH}(?! ?'?[0-9])", _month_last),
    _form(rf"(?P<number>{_D2}) ?[/.-] ?(?P<year>[0-9]{{4}}){_ENDS}", _numbered_month),
    _form(rf"(?P<year>(?P<year_first>[0-9]{{4}}))[/.-](?P<number>[0-9]{{2}}){_ENDS}", _numbered_month),
    _form(rf"(?P<number>{_D2})/(?P<year>[0-9]{{2}}){_ENDS}", _short_numbered_month),
    # Years: 2025, calendar year 2025, 2024/25, FY24/25, financial year 2024 to 2025
    _form(rf"(?P<sort>{SORT})[ :-]*(?P<year>[0-9]{{4}} (?:to|-) [0-9]{{4}}){YEAR_ENDS}(?P<sort_last>)", _bare_year),
    _form(rf"(?P<sort>)(?P<year>[0-9]{{4}} (?:to|-) [0-9]{{4}}) (?P<sort_last>{SORT})\b", _bare_year),
    _form(rf"(?P<sort>{SORT})[ :-]*(?P<year>'?[0-9]{{2}})(?!\w|[/.,:-][0-9])(?P<sort_last>)", _bare_year),
    _form(rf"{SORT_FIRST}(?P<year>{TWO_YEARS}|[0-9]{{4}})(?!\w){YEAR_ENDS}{SORT_LAST}", _bare_year),
    # Without a year: they need one from the other end of a range, or are asked for it
    _form(rf"{DAY}{DAY_TO_MONTH}{MONTH}", _day_of_no_year, starts_with_number=True),
    _form(rf"{DAY}(?={_RANGE_WORD}{_D2}{SUFFIX}?{DAY_TO_MONTH}{ANY_MONTH})", _day_of_range, starts_with_number=True),
    _form(rf"{MONTH}[ -](?:the )?(?P<day>{_D2}){SUFFIX}(?!\w)", _day_of_no_year),
    _form(MONTH, _month_of_no_year),
    _form(QUARTER, _part_of_year(Kind.QUARTER, 4)),
    _form(HALF, _part_of_year(Kind.HALF, 2)),
    _form(rf"(?P<day>{_D2})/(?P<number>{_D2}){_ENDS}", _numbered_day_of_no_year, starts_with_number=True),
)
"""Tried in this order at each place of the text; the first that fits is taken."""
