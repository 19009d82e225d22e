"""The words a comparison is made of: names, periods, how far apart two days are, and word-level differences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Final, TypeVar

from tracker.dates import MONTHS, last_day_of_month, long_date
from tracker.documents.text import plain_text
from tracker.enums import LabelledEnum
from tracker.plan.rules import days
from tracker.risks.rules import headline

Row = TypeVar("Row")

_TOKEN: Final = re.compile(r"\n+|[^\s]+")
_MANY_PAIRS: Final = 250_000
_ONE_SPELLING: Final = str.maketrans("‘’“”–—", "''\"\"--")


class RunKind(LabelledEnum):
    """What became of a stretch of words."""

    KEPT = "kept", "Kept"
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words that were kept, added or removed, one space between two of them; line ends are kept as they are."""

    kind: RunKind
    text: str


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """The difference of two texts word by word, without markup. What is kept and added, read on, is the new text."""
    old, new = _TOKEN.findall(plain_text(before)), _TOKEN.findall(plain_text(after))
    runs: list[WordRun] = []

    def add(kind: RunKind, words: Sequence[str]) -> None:
        if words:
            runs.append(WordRun(kind, _joined(words)))

    # In a long text every "the" is held against every other: there only rarer words are looked for.
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _MANY_PAIRS)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            add(RunKind.KEPT, new[new_from:new_to])
        else:
            add(RunKind.REMOVED, old[old_from:old_to])
            add(RunKind.ADDED, new[new_from:new_to])
    return tuple(runs)


def _joined(words: Sequence[str]) -> str:
    return re.sub(r" ?(\n+) ?", r"\1", " ".join(words)) if any("\n" in word for word in words) else " ".join(words)


def words_in(text: str) -> str:
    """A typed text on one line without markup: two that read the same are the same."""
    return " ".join(plain_text(text).split())


def name_words(reference: str, text: str) -> str:
    """What a row is called in a sentence: its reference and its words, cut short, without their full stop."""
    return f"{reference} {headline(text).removesuffix('.')}"


def line_key(text: str) -> str:
    """What two lines that say the same have in common: no markup, capitals, or spelling of quotes and dashes."""
    return " ".join(unicodedata.normalize("NFKC", words_in(text)).translate(_ONE_SPELLING).casefold().split())


def keyed(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> dict[tuple[Hashable, int], Row]:
    """Rows by their key and which one of that key they are, in their order: none is lost where a key comes twice."""
    seen: Counter[Hashable] = Counter()
    found: dict[tuple[Hashable, int], Row] = {}
    for row in rows:
        name = key(row)
        found[name, seen[name]] = row
        seen[name] += 1
    return found


def period_words(start: date, end: date) -> str:
    """The days of a due date: "April 2024", "October to December 2023", "5 June 2024"."""
    if start == end:
        return long_date(end)
    if start.day != 1 or end != last_day_of_month(end.year, end.month):
        return f"{long_date(start)} to {long_date(end)}"
    last = f"{MONTHS[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{MONTHS[start.month - 1]}{'' if start.year == end.year else f' {start.year}'} to {last}"


def apart_words(before: date, after: date) -> str:
    """ "6 months later", "12 days earlier": in months where both days end their month or are the same one of it."""
    way = "later" if after > before else "earlier"
    first, last = min(before, after), max(before, after)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months and (first.day == last.day or (_ends_month(first) and _ends_month(last))):
        return f"{'1 month' if months == 1 else f'{months} months'} {way}"
    return f"{days((last - first).days)} {way}"


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
