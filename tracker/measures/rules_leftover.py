"""What is left in a text though it holds no more (RULES 7).

Quarters and months that are not the report's own are often the last quarter's sentences left in. To name an earlier
quarter in order to compare with it is right, so it is only pointed out; to call it this quarter, or to tell of it as if
it were, is not. Of figures that were withheld a text may say so once they are not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import MONTHS, Quarter, UnknownQuarter
from tracker.documents.text import plain_text
from tracker.measures.rules import NotAMonth, month_of, months_on, read_month, window
from tracker.measures.rules_figures_read import MONTH_NAME
from tracker.measures.rules_figures_sentence import sentences_of
from tracker.measures.rules_windows import QUARTER, YEAR

_ORDINALS: Final = ("first", "second", "third", "fourth")
_CARDINALS: Final = ("one", "two", "three", "four")
_COUNT: Final = rf"(?:[1-4]|{'|'.join(_CARDINALS)})"
_YEAR: Final = r"(?:20\d\d\s?[/–-]\s?(?:20)?\d\d|\d\d\s?[/–-]\s?\d\d|20\d\d)"
_NAMED: Final = re.compile(
    rf"\b(?P<year_before>{_YEAR})[\s,–-]+(?:Q\s?|quarter\s+)(?P<after>{_COUNT})\b"
    rf"|\b(?:Q\s?|quarter\s+)(?P<count>{_COUNT})\b(?:,?\s*(?:of\s+)?(?:the\s+)?(?P<year>{_YEAR})\b)?"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\s+quarter\b(?:\s+of\s+(?P<year_of>{_YEAR})\b)?",
    re.I,
)
_MONTHS: Final = "|".join(MONTHS)
_THIS_QUARTER: Final = re.compile(
    rf"\bthis\s+quarter\b\W{{0,3}}\s*(?:(?:from|between)\s+)?(?P<first>{_MONTHS})"
    rf"(?:\s+\d{{4}})?\s*(?:to|until|and|-|–)\s*(?P<last>{_MONTHS})(?:\s+(?P<year>\d{{4}}))?",
    re.I,
)
_CALLED_THIS: Final = re.compile(r"\bthis\s+quarter\s*[(,:–-]\s*(?:that\s+is\s+)?$", re.I)
_MONTH: Final = re.compile(rf"\b{MONTH_NAME}\b\.?\s?[-–'’]?\s?(?:20\d{{2}}|\d{{2}})\b(?!,\d|\.\d|\s?%|:\d)")
_LOOKS_ASIDE: Final = re.compile(
    r"\b(?:since|than|against|versus|vs|compar\w+|previous\w*|earlier|ago|last\s+(?:quarter|year|report|time)|"
    r"(?:up|down|rose|fell|risen|fallen)\s+from|forecast\w*|expected|planned|due|next|later|will)\b",
    re.I,
)
"""Words of a sentence that looks back, compares or looks ahead."""

_ASIDE_BEFORE: Final = re.compile(
    r"\b(?:from|until|till|by|before|after|to|(?:beg[aiu]n\w*|start\w*)(?:\s+in)?)\s+"
    r"(?:(?:the|mid|early|late|end\s+of|\d{1,2}(?:st|nd|rd|th)?)[\s-]+)*$",
    re.I,
)
"""The same, right before a name."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_ADDRESS: Final = re.compile(r"\(?\b(?:https?://|mailto:|www\.)\S+", re.I)
"""Of a page that may well be of another quarter."""

_MARKED: Final = re.compile(r"\bOFFICIAL[\s–-]+SENSITIVE\b", re.I)
_LEFT_OUT: Final = re.compile(
    r"\b(?:left out|leaves? out|withheld|omitted|(?:nobody|no one) has cleared|"
    r"(?:not|cannot be|yet to be)(?: yet)?(?: been)? (?:cleared|published|shown|given|printed|included))\b",
    re.I,
)
_MARKS: Final = re.compile(r"[\s.–'’-]+")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A name of another time in a sentence. `as_this`: the text gives it as the report's own quarter."""

    name: str
    sentence: str
    as_this: bool

    @property
    def what_to_do(self) -> str:
        """In a sentence, for who wrote it."""
        if self.as_this:
            return "Write it anew for this quarter, or say what it is compared with."
        return "Check that it is not left over from an earlier report."


def leftovers(
    text: str, quarter: Quarter, *, ahead: bool = False, data_month: date | None = None
) -> Iterator[Leftover]:
    """The other quarters and past months that a text names, each once in a sentence, in its order.

    `ahead`: the text is about the next quarter, which it may name, and months are its own affair. `data_month` is the
    newest month of the figures beside it.
    """
    for sentence in _SENTENCE_END.split(_ADDRESS.sub(" ", plain_text(text))):
        yield from _quarters(sentence, quarter, ahead=ahead)
        if not ahead:
            yield from _months(sentence, quarter, data_month)


def _quarters(sentence: str, quarter: Quarter, *, ahead: bool) -> Iterator[Leftover]:
    said = _THIS_QUARTER.search(sentence)
    if said and not _is_ours(said, quarter):
        yield Leftover(said[0], sentence, as_this=True)
    looks_aside = _LOOKS_ASIDE.search(sentence) is not None
    seen: set[str] = set()
    for match in _NAMED.finditer(sentence):
        fits = _readings(match, quarter)
        if quarter in fits or (ahead and quarter.next() in fits) or (fits and min(fits) > quarter):
            continue
        if match[0].casefold() not in seen:
            seen.add(match[0].casefold())
            called_this = _CALLED_THIS.search(sentence, 0, match.start()) is not None
            aside = looks_aside or _ASIDE_BEFORE.search(sentence, 0, match.start())
            yield Leftover(match[0], sentence, as_this=called_this or not aside)


def _is_ours(said: re.Match[str], quarter: Quarter) -> bool:
    months = (MONTHS[quarter.start.month - 1], MONTHS[quarter.end.month - 1])
    same_months = (said["first"].capitalize(), said["last"].capitalize()) == months
    return same_months and (said["year"] is None or int(said["year"]) == quarter.end.year)


def _readings(match: re.Match[str], quarter: Quarter) -> set[Quarter]:
    """The quarters a name may mean; without a year that of this year, empty where there is none such."""
    word = (match["after"] or match["count"] or match["ordinal"]).lower()
    number = next((names.index(word) + 1 for names in (_CARDINALS, _ORDINALS) if word in names), 0) or int(word)
    year = match["year_before"] or match["year"] or match["year_of"]
    if year is None:
        # "Q3" may be ahead of this quarter; nobody can tell, so it is never taken for a plan.
        return {quarter} if number == quarter.number else set()
    parts = [int(part) for part in re.findall(r"\d+", year)]
    first = parts[0] if parts[0] > 99 else 2000 + parts[0]
    if len(parts) == 1:
        return {Quarter(first, number), Quarter.of(date(first, 3 * number - 2, 1))}
    try:
        return {Quarter.parse(f"{first}-{parts[1] % 100:02d}-Q{number}")}
    except UnknownQuarter:
        return set()


def _months(sentence: str, quarter: Quarter, data_month: date | None) -> Iterator[Leftover]:
    if _LOOKS_ASIDE.search(sentence):
        return
    own = {*window(month_of(quarter.end), QUARTER), *(window(data_month, QUARTER) if data_month else ())}
    own |= {months_on(month, -YEAR) for month in own}
    seen: set[date] = set()
    for match in _MONTH.finditer(sentence):
        month = _read(match[0])
        if month is None or month in own or month in seen or month >= quarter.start:
            continue
        seen.add(month)
        if not _ASIDE_BEFORE.search(sentence, 0, match.start()):
            yield Leftover(match[0], sentence, as_this=False)


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


def _read(text: str) -> date | None:
    try:
        return read_month(_MARKS.sub("-", text.strip()))
    except NotAMonth:
        return None
