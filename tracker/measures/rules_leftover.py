"""What a quarter before has left in a text: its name, its months, or the whole of a block (RULES 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.measures.rules import NotAMonth, long_month, months_on, read_month
from tracker.measures.rules_figures_read import MONTH_NAME

_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4}
_NUMBER: Final = r"(?P<number>[1-4]|one|two|three|four)"
_YEAR: Final = r"(?P<year>(?:20)?\d{2}\s?[/–-]\s?\d{2})"
_QUARTERS: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_YEAR}[\s–-]+(?:Q|quarter\s){_NUMBER}\b",
        rf"\b(?:Q\s?|quarter\s){_NUMBER}\b(?:\s*(?:,|of)?\s*{_YEAR}\b)?",
    )
)
_MONTH: Final = re.compile(rf"\b{MONTH_NAME}\b\.?\s?[-–'’]?\s?(?:20\d{{2}}|\d{{2}})\b(?!,\d|\.\d|\s?%|:\d)")
_HISTORY: Final = re.compile(
    r"\b(?:since|from|until|till|by|before|after|than|against|to|versus|vs\.?|begin\w*|start\w*)\s+"
    r"(?:(?:the|mid|early|late|end of|\d{1,2}(?:st|nd|rd|th)?)[\s-]+)*$",
    re.I,
)
_MARKS: Final = re.compile(r"[\s.–'’-]+")


def other_quarters(text: str, quarter: Quarter) -> Iterator[str]:
    """Each other quarter a text names, as it is written there, once: "Q1", "quarter four of 2023/24"."""
    seen: set[str] = set()
    taken: list[tuple[int, int]] = []
    for pattern in _QUARTERS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if not _is(match, quarter) and match[0].lower() not in seen:
                seen.add(match[0].lower())
                yield match[0]


def other_months(text: str, quarter: Quarter) -> Iterator[str]:
    """Each month a text gives as its own that is neither of this quarter nor of the same one a year before, once.

    One that something began in or is compared with ("since Nov-23") is no leftover.
    """
    ours = {months_on(quarter.start, months) for months in (0, 1, 2, -12, -11, -10)}
    seen: set[date] = set()
    for match in _MONTH.finditer(text):
        month = _read(match[0])
        if month is None or month in ours or month in seen or _HISTORY.search(text, 0, match.start()):
            continue
        seen.add(month)
        yield long_month(month)


def _is(match: re.Match[str], quarter: Quarter) -> bool:
    number = match["number"].lower()
    if (_NUMBERS.get(number) or int(number)) != quarter.number:
        return False
    year = match["year"]
    return year is None or int(re.split(r"\D+", year)[0]) % 100 == quarter.year % 100


def _read(text: str) -> date | None:
    try:
        return read_month(_MARKS.sub("-", text))
    except NotAMonth:
        return None
