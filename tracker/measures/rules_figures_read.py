"""Figures in running text, in all the ways the house writes them; dates, names and periods are left out.

"10,717", "n.817", "(n. -39)", "-10.5%", "10.5 per cent", "3.9 % pts", "1m17s", "1:12", "01:29:18", "3-minute 40 secs".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from tracker.dates import MONTHS
from tracker.measures.rules_figures_types import Hedge, Kind, Written

NUMBER_WORDS: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)

MONTH_NAME: Final = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|Sept)"
"""A month in full or its first letters."""

_WORD: Final = "|".join(NUMBER_WORDS)
_NUMBER: Final = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
_SIGN: Final = r"(?:(?<![\w%)])[-−–+](?=\d))?"
_LABELS: Final = (
    "outcomes?|sec|sections?|priority|priorities|phases?|rounds?|pillars?|pages?|para|paragraphs?|tables?|figures?|fig|"
    "tiers?|levels?|stages?|fatal|quarters?|articles?|schedules?|chapters?|parts?|bands?|steps?|versions?|items?|"
    "objectives?|recommendations?|op|codes?|questions?|themes?|annex|annexes|appendix|category|categories|class|agenda|"
    "years?"
)

# What has digits but is no figure: addresses, dates, years, ranks, telephone numbers, labels, names, periods, times.
_NO_FIGURES: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\S+@\S+|https?://\S+|www\.\S+", 0),
        (r"^\s*\(?\d+(?:\.\d+)*[.)]\s", 0),
        (r"\b\d{4}-\d{2}(?:-\d{2})?\b", 0),
        (rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH_NAME}\b(?:,?\s+\d{{4}})?", 0),
        (rf"\b{MONTH_NAME}\b\.?\s?[-–'’]?\s?(?:\d{{4}}|\d{{2}})\b(?!\s?%|,\d|\.\d|:\d)", re.I),
        (r"\bFY\s?\d{2,4}(?:[/-]\d{2,4})?|\b\d{2,4}(?:[/-]\d{2,4})?\s?FY\b", 0),
        (r"(?<![\d,.=])(?<!n\.)(?<!n\. )\b(?:19|20)\d{2}\b(?:[/–-]\d{2,4})?(?!\s?%|,\d|\.\d|:\d)", 0),
        (r"\b\d{1,4}/\d{1,4}\b", 0),
        (r"\b\d+(?:st|nd|rd|th)\b(?:\s+(?:out\s+)?of\s+\d+)?|\bout of \d+\b", re.I),
        (
            r"(?<![.\d,=])(?<!was )(?<!were )(?<!n\. )(?<!total of )(?<!came to )(?<!stood at )(?<!\d of )"
            r"\b(?:999|101|111|112|105)\b"
            r"(?![%,.:]\d|\s?(?:%|per\s?cent|secs?\b|minutes?\b|days?\b|hours?\b)|\sof\s\d|\sover\sthe\s\d)",
            0,
        ),
        (rf"\b(?:{_LABELS})\.?\s?\d+\b(?:\s?(?:[&+/,–-]|and|to)\s?O?\d+\b)*(?!\s?%|[,.:]\d)", re.I),
        (r"\bO\d+(?:\s?[&+/]\s?O?\d+)*", 0),
        (r"(?<![\w.])(?!n\d)[A-Za-z]+[-–]?\d\w*(?!\s?%)", re.I),
        (rf"\b(?:\d+|{_WORD})[\s-]?(?:months?|mths?|monthly|years?|yrs?|weeks?|quarters?)\b", re.I),
        (r"\b(?:3|6|9|12|18|24|36)m\b(?!\s?\d+\s?s)", re.I),
        (r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)\b", re.I),
        (r"\b24-hours?\b", re.I),
        (
            rf"\b(?:\d+|{_WORD})(?:(?:\s?,\s?|\s(?:and|&)\s)(?:\d+|{_WORD}))*[\s-]months?[\s-](?:\w+\s){{0,2}}(?:highs?|lows?)\b",
            re.I,
        ),
        (rf"\b(?:{_LABELS})\s(?:{_WORD})\b|\bper\s\d[\d,]*\b", re.I),
        (r"(?:±|\+/-)\s?\d+(?:\.\d+)?", 0),
        (r"\baged?\s+(?:under\s+|over\s+)?\d+(?:\s?(?:to|-|–)\s?\d+)?", re.I),
    )
)

_UNITS: Final = (
    (r"h|hr|hrs|hour|hours", Decimal(3600)),
    (r"m|min|mins|minute|minutes", Decimal(60)),
    (r"s|sec|secs|second|seconds", Decimal(1)),
)
_AMOUNT: Final = rf"(?:{_NUMBER}|\b(?:{_WORD})\b)"
_PART: Final = re.compile(
    "|".join(rf"(?P<n{place}>{_AMOUNT})[\s-]?(?:{names})(?![a-z])" for place, (names, _) in enumerate(_UNITS)), re.I
)
_LONG: Final = {"thousand": 1000, "k": 1000, "million": 1_000_000, "m": 1_000_000, "billion": 10**9, "bn": 10**9}

_FORMS: Final = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("clock", rf"(?P<sign>{_SIGN})(?P<clock>(?<![\d:])\d{{1,3}}:\d{{2}}(?::\d{{2}})?)(?![\d:])"),
        (
            "points",
            rf"(?P<sign>{_SIGN})(?P<number>{_NUMBER})\s?"
            r"(?:(?:%|per\s?cent(?:age)?)[\s-]?(?:p?pts?|points?|ppts?)|pp(?:ts?)?|pts|points)\b",
        ),
        ("percent", rf"(?P<sign>{_SIGN})(?P<number>{_NUMBER})\s?(?:%|per\s?cent\b)"),
        ("brackets", rf"(?<![\w.])n\s?[.=:]{{0,2}}\s?(?P<sign>[-−–+]?)\s?(?P<number>{_NUMBER})"),
        ("days", rf"(?P<sign>{_SIGN})(?P<number>{_NUMBER}|\b(?:{_WORD})\b)[\s-](?:working\s)?days?\b"),
        ("count", rf"(?P<sign>{_SIGN})(?P<number>{_NUMBER})(?:\s?(?P<long>thousand|million|billion|bn|k|m)\b)?"),
        ("word", rf"\b(?P<word>{_WORD})\b(?!-)"),
    )
)
_MONEY: Final = re.compile(rf"[£€$]\s?(?P<number>{_NUMBER})\s?(?P<long>thousand|million|billion|bn|k|m)?\b", re.I)
_KINDS: Final = {
    "money": Kind.MONEY,
    "points": Kind.POINTS,
    "percent": Kind.PERCENT,
    "days": Kind.DAYS,
}
_HEDGES: Final = tuple(
    (hedge, re.compile(rf"(?:{words})\s*$", re.I))
    for hedge, words in (
        (Hedge.UNDER, r"\b(?:just under|nearly|almost|fewer than|less than|up to)"),
        (Hedge.OVER, r"\b(?:over|more than|at least|above|exceeding)"),
        (Hedge.ABOUT, r"\b(?:about|around|approximately|approx\.?|roughly|some|circa|c\.)|~"),
    )
)


def read_figures(sentence: str) -> list[Written]:
    """The figures of a sentence in the order they are written."""
    taken = spans_without_figures(sentence)
    found: list[Written] = []
    for written in (*_money(sentence), *_durations(sentence), *_others(sentence)):
        if not any(start < written.end and written.start < end for start, end in taken):
            taken.append((written.start, written.end))
            found.append(written)
    return sorted(found, key=lambda written: written.start)


def without_figures(sentence: str, figures: Sequence[Written]) -> str:
    """The sentence with blanks in place of its figures, so that only its words are left."""
    blank = sentence
    for written in figures:
        blank = blank[: written.start] + " " * (written.end - written.start) + blank[written.end :]
    return blank


def spans_without_figures(sentence: str) -> list[tuple[int, int]]:
    """Where dates, names, ranks and periods stand."""
    return [match.span() for pattern in _NO_FIGURES for match in pattern.finditer(sentence)]


def number_of(text: str) -> Decimal:
    """From "1,777", "12.5" or "nine"."""
    plain = text.lower()
    return Decimal(NUMBER_WORDS.index(plain) + 1) if plain in NUMBER_WORDS else Decimal(plain.replace(",", ""))


def _durations(sentence: str) -> Iterator[Written]:
    """Times in words: parts that follow each other, the longer unit first."""
    # A capital M stands for millions.
    matches = (match for match in _PART.finditer(sentence) if not match[0].endswith("M"))
    parts = [(match, int((match.lastgroup or "n0")[1])) for match in matches]
    groups: list[list[tuple[re.Match[str], int]]] = [[part] for part in parts[:1]]
    for (before, unit_before), (match, unit) in pairwise(parts):
        between = sentence[before.end() : match.start()]
        if unit > unit_before and re.fullmatch(r"[,\s]*(?:and\s+)?", between):
            groups[-1].append((match, unit))
        else:
            groups.append([(match, unit)])
    for group in groups:
        yield _duration(sentence, group)


def _duration(sentence: str, group: list[tuple[re.Match[str], int]]) -> Written:
    start, end = group[0][0].start(), group[-1][0].end()
    amounts = [(match[f"n{unit}"], _UNITS[unit][1]) for match, unit in group]
    total = sum((number_of(amount) * size for amount, size in amounts), Decimal(0))
    sign = re.search(r"(?<![\w%)])[-−–+]$", sentence[:start])
    start -= len(sign[0]) if sign else 0
    step = _place(amounts[-1][0]) * amounts[-1][1]
    return Written(
        Kind.DURATION,
        sentence[start:end],
        start,
        end,
        (total,),
        step,
        _sign(sign[0] if sign else ""),
        hedge=_hedge(sentence, start),
    )


def _money(sentence: str) -> Iterator[Written]:
    for match in _MONEY.finditer(sentence):
        yield _written(sentence, "money", match)


def _others(sentence: str) -> Iterator[Written]:
    for form, pattern in _FORMS:
        for match in pattern.finditer(sentence):
            yield _written(sentence, form, match)


def _written(sentence: str, form: str, match: re.Match[str]) -> Written:
    groups = match.groupdict()
    sign, start, end = _sign(groups.get("sign") or ""), match.start(), match.end()
    hedge = _hedge(sentence, start)
    if form == "clock":
        return Written(
            Kind.DURATION, match[0].strip(), start, end, _clock(match["clock"]), Decimal(1), sign, hedge=hedge
        )
    typed = groups.get("number") or groups.get("word") or ""
    long = Decimal(_LONG.get((groups.get("long") or "").lower(), 1))
    return Written(
        kind=_KINDS.get(form, Kind.COUNT),
        text=match[0].strip(),
        start=start,
        end=end,
        readings=(number_of(typed) * long,),
        step=_place(typed) * long,
        sign=sign,
        in_brackets=form == "brackets",
        hedge=hedge,
        is_word=form == "word",
    )


def _clock(text: str) -> tuple[Decimal, ...]:
    """Hours, minutes and seconds; two parts are minutes and seconds, or else hours and minutes."""
    parts = [Decimal(part) for part in text.split(":")]
    if len(parts) == 3:
        return (parts[0] * 3600 + parts[1] * 60 + parts[2],)
    return (parts[0] * 60 + parts[1], parts[0] * 3600 + parts[1] * 60)


def _place(text: str) -> Decimal:
    """The unit of a number's last place: 0.1 for "12.3"."""
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def _sign(text: str) -> int:
    stripped = text.strip()
    return 0 if not stripped else 1 if stripped == "+" else -1


def _hedge(sentence: str, start: int) -> Hedge:
    before = sentence[max(0, start - 20) : start]
    return next((hedge for hedge, pattern in _HEDGES if pattern.search(before)), Hedge.NONE)
