"""Words around a date that leave in doubt whether it is the due date: open ends, week numbers and years in names."""

from __future__ import annotations

import re
from typing import Final

from tracker.plan.due_refusals import OpenEnded, UnclearLimit, WeekNumber, YearInName

_WEEK: Final = r"(?:week|wk|w)[ .-]?(?:(?:no\.?|number|#) ?)?[0-9]{1,2}"
_WEEK_OF_YEAR: Final = re.compile(
    rf"\b{_WEEK}[ ,/.(-]{{1,3}}(?:(?:of|in|the|year|calendar|financial|fy) ?)*"
    r"(?:[12][0-9]{3}(?:[/-][0-9]{2})?|'[0-9]{2}|(?<=/)[0-9]{2})(?![0-9]|[/.-][0-9])"
    rf"|\b[12][0-9]{{3}}(?:/[0-9]{{2}})?[ ,/.(-]{{0,3}}{_WEEK}(?![0-9])(?:-[1-7]\b)?",
    re.IGNORECASE,
)

# What may stand between the word and the date it belongs to.
_GAP: Final = (
    r"(?:(?:the|in|on|early|mid|late|about|around|as early as|(?:end|start|beginning|middle|close|month|week|day|1st"
    r"|first|last day|year) of|w/c|w/e|week (?:commencing|beginning|starting|ending)|(?:mon|tues?|wed(?:nes)?s?"
    r"|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|calendar|financial|year)[ -])*"
)
_OPEN_START: Final = re.compile(
    r"(?<![\w-])(?:(?:(?<!looked )after|not before|beyond|following|(?:no|not|any) (?:earlier|sooner) than"
    rf"|(?<!no )(?<!not )later than)(?: the)? {_GAP}|post-{_GAP})$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(rf"(?<![\w-])(?:from|since) {_GAP}$", re.IGNORECASE)
_OPEN_AFTER: Final = re.compile(
    r"[ ,(-]*(?:onwards?|(?:and|or) (?:later|after|afterwards|thereafter|beyond|onwards?)"
    r"|(?:at )?(?:the )?(?:very )?earliest)\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"(?<![\w-])(?:(?:(?<!or )before|prior to|ahead of|in advance of|(?<!no )(?<!not )earlier than)"
    rf" {_GAP}|pre-{_GAP})$",
    re.IGNORECASE,
)
# "Before the end of March" is in March.
_BEFORE_THE_END: Final = re.compile(r"\b(?:end|close|last day) of (?:the )?$|\b(?:late|end)[ -]$", re.IGNORECASE)

_TIME_WORDS: Final = (
    r"(?:in|during|within|by|until|till|til|through|throughout|late|end|year[ -]end|up to|(?:no|not) later than"
    r"|on or before|due|(?:end|close|course|whole|all|rest|remainder) of)"
)
_SAID_AS_TIME: Final = re.compile(
    rf"(?<![\w-]){_TIME_WORDS}[ :-]*(?:(?:the|calendar|financial|whole|year|of)[ -])*[(']*$", re.IGNORECASE
)
_SAID_AS_RANGE: Final = re.compile(r"(?<![\w-])(?:from|between) (?:the )?$", re.IGNORECASE)
_ONLY_HARMLESS: Final = re.compile(
    rf"(?:[\W_]|\b(?:{_TIME_WORDS}|the|of|at|on|or|by|for|any|some|time|anytime|sometime|this|calendar|financial|fiscal"
    r"|year|whole|date|very|latest|sooner|earlier|before)\b)*+",
    re.IGNORECASE,
)
_SORT_OF_YEAR: Final = re.compile(r"year|yr|fy|cy|f/y", re.IGNORECASE)


def refuse_week_number(text: str) -> None:
    """Raises WeekNumber: "2025-W10", "week 10 of 2025". The third week of a named month is left to the month."""
    week = _WEEK_OF_YEAR.search(text)
    if week is not None:
        raise WeekNumber(text, week[0])


def refuse_open_end(text: str, start: int, end: int, *, is_range: bool) -> None:
    """Raises OpenEnded or UnclearLimit for the words directly beside the date at `start` to `end`.

    A range may begin with "from".
    """
    before = text[:start]
    opened = _OPEN_START.search(before) or (None if is_range else _FROM.search(before))
    if opened is not None:
        raise OpenEnded(text, text[opened.start() : end])
    onwards = _OPEN_AFTER.match(text, end)
    if onwards is not None:
        raise OpenEnded(text, text[start : onwards.end()])
    limit = _BEFORE.search(before)
    if limit is not None and not _BEFORE_THE_END.search(before):
        raise UnclearLimit(text, text[limit.start() : end], text[start:end])


def refuse_year_in_name(text: str, start: int, end: int, *, is_range: bool) -> None:
    """Raises YearInName unless the year at `start` to `end` is the whole answer or is said as a time, and said last."""
    words = text[start:end]
    if _SORT_OF_YEAR.search(words):
        return
    before = text[:start]
    is_time = (
        _ONLY_HARMLESS.fullmatch(before) or _SAID_AS_TIME.search(before) or (is_range and _SAID_AS_RANGE.search(before))
    )
    if not is_time or not _ONLY_HARMLESS.fullmatch(text, end):
        raise YearInName(text, words)
