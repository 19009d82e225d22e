"""Which months a figure is of: "for the month of Jul-24", "12m", "compared with the 12 months to Jul 23"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.measures.rules import NotAMonth, months_on, read_month
from tracker.measures.rules_figures_read import MONTH_NAME
from tracker.measures.rules_figures_types import Span, Written

_MONTH: Final = rf"{MONTH_NAME}\b\.?(?:\s?[-–'’]?\s?(?:20)?\d{{2}}\b(?!,?\d|%|\s%))?"
_COMPARED: Final = re.compile(
    r"\b(?:compared\s+(?:with|to|against)|in comparison (?:with|to)|set against|against|versus|vs\.?|than|from|on)\s+"
    r"(?:(?:the|that of|a)\s+)*$",
    re.I,
)
_SINCE: Final = re.compile(
    r"\b(?:since|until|till|before|due|planned for|report)\s+(?:the\s+|early\s+|late\s+)?$", re.I
)
_PATTERNS: Final = tuple(
    (name, re.compile(pattern, flags))
    for name, pattern, flags in (
        ("range", rf"\b{MONTH_NAME}\s?(?:-|–|to|and)\s?{MONTH_NAME}\b(?:\s?[-–'’]?\s?\d{{2,4}})?", 0),
        (
            "before",
            r"\b(?:(?:previous|prior|preceding)\s+(?:12|twelve)[\s-]?(?:months?|m)\b(?:\s+period)?|"
            r"(?:previous|prior|preceding|last)\s+year|year (?:before|earlier|ago)|same period)",
            re.I,
        ),
        (
            "months",
            rf"\b(?P<count>\d+|three|six|nine|twelve)[\s-]?(?:months?|mths?|m)\b(?:[\s-]period)?"
            rf"(?:\s+(?:up\s+)?(?:to|ending)\s+(?:the end of\s+)?(?P<end>{_MONTH}))?"
            r"(?!\s+(?:exceptional|consecutive|high|low|decrease|increase))",
            re.I,
        ),
        ("yoy", r"\b(?:year[\s-]on[\s-]year|yoy|y/y)\b", re.I),
        ("ended", rf"\b(?:year|12 months|quarter)\s+(?:ending|ended|to)\s+(?:the end of\s+)?(?P<end>{_MONTH})", re.I),
        (
            "fiscal",
            r"\bFY\s?\d{2,4}(?:[/-]\d{2,4})?|\b\d{2,4}[/-]\d{2}\s?FY\b|\b\d{2}/\d{2}\b|"
            r"\b(?:19|20)\d{2}[/-]\d{2,4}\b|\bfinancial year\b",
            re.I,
        ),
        ("month", rf"\b{_MONTH}", 0),
        ("bare_year", r"(?<![\d,./])\b(?:19|20)\d{2}\b(?![,.\d]*\d|\s?%)", 0),
        ("named_quarter", r"\b(?:Q[1-4]|quarter\s(?:one|two|three|four|[1-4]))\b", re.I),
        ("quarter", r"\b(?:this|the|last)?\s?quarter\b", re.I),
        (
            "this_year",
            r"\b(?:for|over|in|during)\s+the\s+(?:rolling\s+|last\s+|past\s+)?year\b|"
            r"\bannual(?:ly)?\b|\brolling year\b",
            re.I,
        ),
        ("this_month", r"\b(?:this|in the|for the)\s+month\b(?!\s+of)|\(month\)", re.I),
        ("other", r"\b(?:previous|last|prior)\s+(?:month|quarter|week)\b|\bweekly\b|\bdaily\b|\byesterday\b", re.I),
    )
)
_SHORTLY: Final = 6
"""Months."""

_COUNTS: Final = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


@dataclass(frozen=True, slots=True)
class Mention:
    """Months a sentence mentions. `span` is None for months the table has nothing of; CHANGE for "year on year".

    `is_compared`: they are what something is compared with. `is_earlier`: they are the year before, said or compared.
    `former` is the one month it names, where that lies before the latest of the table.
    """

    span: Span | None
    start: int
    end: int
    is_compared: bool = False
    is_earlier: bool = False
    former: date | None = None


def mentions_in(sentence: str, month: date) -> list[Mention]:
    """Every mention of months in a sentence, in its order; `month` is the latest of the table."""
    found: list[Mention] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            inside = any(mention.start < match.end() and match.start() < mention.end for mention in found)
            before = sentence[: match.start()]
            if not inside and not _SINCE.search(before) and _is_month_here(name, match, before):
                found += _mention(name, match, month, is_compared=bool(_COMPARED.search(before)))
    return sorted(found, key=lambda mention: mention.start)


def _is_month_here(name: str, match: re.Match[str], before: str) -> bool:
    """ "May" and "March" are words of their own unless a year or "in" says otherwise."""
    if name != "month" or match[0][-1].isdigit():
        return True
    return bool(re.search(r"\b(?:in|of|for|to|during|through|throughout|until|end of|this|across)\s+$", before, re.I))


def _mention(name: str, match: re.Match[str], month: date, *, is_compared: bool) -> Iterator[Mention]:
    span, earlier = _meaning(name, match, month)
    former = _former(match[0], month) if name == "month" and span is None else None
    yield Mention(span, match.start(), match.end(), is_compared or earlier, earlier, former)


def _meaning(name: str, match: re.Match[str], month: date) -> tuple[Span | None, bool]:
    """The span, and whether these are the year before."""
    if name in {"months", "ended"}:
        return _window(match, month)
    if name == "month":
        return _single(match[0], month)
    spans = {
        "yoy": Span.CHANGE,
        "before": Span.CHANGE,
        "quarter": Span.THREE,
        "this_year": Span.TWELVE,
        "this_month": Span.MONTH,
    }
    return spans.get(name), name == "before"


def _window(match: re.Match[str], month: date) -> tuple[Span | None, bool]:
    groups = match.groupdict()
    typed = (groups.get("count") or "").lower()
    count = _COUNTS.get(typed) or (int(typed) if typed else 3 if "quarter" in match[0].lower() else 12)
    span = {3: Span.THREE, 12: Span.TWELVE}.get(count)
    ends = groups.get("end")
    if ends is None or span is None:
        return span, False
    last = _read(ends, month)
    if last == month:
        return span, False
    return (Span.CHANGE, True) if last == months_on(month, -12) and span is Span.TWELVE else (None, False)


def _single(text: str, month: date) -> tuple[Span | None, bool]:
    return (Span.MONTH, False) if _read(text, month) == month else (None, False)


def _former(text: str, month: date) -> date | None:
    """The earlier month a text names. Without its year it is one shortly before, since it may be yet to come."""
    found = _read(text, month)
    if found is None or found >= month:
        return None
    return found if text[-1].isdigit() or found >= months_on(month, -_SHORTLY) else None


def _read(text: str, month: date) -> date | None:
    """The month written; without its year, the one that is or was last."""
    typed = re.sub(r"\s*[-–'’.]\s*", "-", text.strip()).rstrip("-")
    try:
        return read_month(typed)
    except NotAMonth:
        pass
    try:
        named = read_month(f"{typed} {month.year}")
    except NotAMonth:
        return None
    return named if named <= month else months_on(named, -12)


def said_period(
    mentions: Sequence[Mention], written: Written, near: tuple[int, int], *, is_change: bool
) -> Mention | None:
    """The mention a figure belongs to: of its own stretch first, then the last before it, then the first behind it."""
    if is_change:
        return _said_change(mentions, written, near)
    levels = [mention for mention in mentions if mention.span is not Span.CHANGE and not mention.is_compared]
    inside = [mention for mention in levels if near[0] <= mention.start < near[1]]
    near_ones = [mention for mention in mentions if mention.is_compared and near[0] <= mention.start < near[1]]
    compared = [mention for mention in near_ones if mention.end <= written.start]
    if not inside:
        # "157 in the previous 12 months" is a figure of that year; "157, against the previous 12 months" is not.
        compared += [mention for mention in near_ones if mention.is_earlier and mention.start >= written.end]
        if compared:
            return compared[0]
    for group in (inside, levels):
        before = [mention for mention in group if mention.end <= written.start]
        after = [mention for mention in group if mention.start >= written.end]
        if before or after:
            return before[-1] if before else after[0]
    return None


def _said_change(mentions: Sequence[Mention], written: Written, near: tuple[int, int]) -> Mention | None:
    """What a change is against. A month alone does not say that it is the year's change, other months say it is not."""
    others = [mention for mention in mentions if mention.span is None]
    known = [mention for mention in mentions if mention.span is not None and not mention.is_earlier]
    if others and not known:
        return others[0]
    compared = [mention for mention in mentions if mention.is_compared and mention.start >= written.end]
    if compared:
        return compared[0]
    changes = [mention for mention in mentions if mention.span is Span.CHANGE]
    if changes:
        return changes[0]
    inside = [mention for mention in mentions if near[0] <= mention.start < near[1]] or list(mentions)
    if not inside:
        return None
    nearest = min(inside, key=lambda mention: min(abs(mention.start - written.end), abs(written.start - mention.end)))
    return Mention(Span.CHANGE, nearest.start, nearest.end) if nearest.span is Span.TWELVE else nearest
