"""What is left in a text though it holds no more (RULES 7).

Of a quarter before its name, its months or the whole of a block; of figures that were withheld, that they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.measures.rules import NotAMonth, long_month, months_on, read_month
from tracker.measures.rules_figures_read import MONTH_NAME
from tracker.measures.rules_figures_sentence import sentences_of

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
_MARKED: Final = re.compile(r"\bOFFICIAL[\s–-]+SENSITIVE\b", re.I)
_LEFT_OUT: Final = re.compile(
    r"\b(?:left out|leaves? out|withheld|omitted|(?:nobody|no one) has cleared|"
    r"(?:not|cannot be|yet to be)(?: yet)?(?: been)? (?:cleared|published|shown|given|printed|included))\b",
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


def left_out_for_nothing(text: str, withheld: Collection[str], shown: Collection[str]) -> Iterator[tuple[str, ...]]:
    """The measures of each sentence that says figures are left out as OFFICIAL SENSITIVE where they are not.

    `withheld` and `shown` are the names of the page's measures. Nothing is named where no figure is withheld at all.
    """
    for sentence in sentences_of(text):
        said = sentence if isinstance(sentence, str) else sentence.text
        if not (_MARKED.search(said) and _LEFT_OUT.search(said)):
            continue
        if not withheld:
            yield ()
        elif named := tuple(_named(said, withheld, shown)):
            yield named


def _named(said: str, withheld: Collection[str], shown: Collection[str]) -> Iterator[str]:
    """The measures that are shown and that a sentence names; longer names go before those they hold."""
    for name in sorted({*withheld, *shown}, key=lambda name: (-len(name), name)):
        said, times = re.subn(rf"(?<!\w){re.escape(name.replace('*', ''))}(?!\w)", " ", said, flags=re.I)
        if times and name not in withheld:
            yield name


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
