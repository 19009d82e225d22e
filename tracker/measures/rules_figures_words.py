"""The words a sentence and a measure's name have in common, whatever their form: stems, short forms, other names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tracker.dates import MONTHS

IDLE: Final = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "if"),
        *("in", "into", "is", "it", "its", "of", "off", "on", "or", "our", "out", "so", "than", "that", "the"),
        *("their", "there", "these", "they", "this", "those", "to", "was", "we", "were", "when", "which"),
        *("while", "who", "will", "with", "would", "not", "no", "all"),
    )
)
"""Words that say nothing of what a figure is about."""

SOFT: Final = frozenset(
    (
        *("average", "mean", "volume", "number", "total", "rate", "percentage", "proportion", "share", "crime"),
        *("offence", "outcome", "level", "time", "demand", "call", "overall", "voice", "storm", "recorded"),
        *("incident", "victim", "figure", "ratio"),
    )
)
"""Words of many measures' names: they help to choose among rows, but a sentence may leave them out."""

KIND_NOUNS: Final = frozenset(("rate", "ratio", "time", "volume", "satisfaction"))
"""Nouns whose adjective says which measure is meant: an "arrest rate" is no "response rate"."""

GENERIC: Final = frozenset(
    (
        *("average", "mean", "overall", "total", "month", "monthly", "current", "latest", "annual", "rolling"),
        *("weight", "weighted", "discrete", "exceptional", "high", "low", "higher", "lower", "lowest", "highest"),
        *("good", "best", "short", "longer", "long", "same", "such", "each", "any", "both", "year", "new"),
        *("full", "area", "daily", "term"),
    )
)
"""Adjectives that leave a measure what it is."""

_SAME_WORD: Final = {
    "wait": "answer",
    "waiting": "answer",
    "waits": "answer",
    "respond": "respons",
    "responded": "respons",
    "perp": "suspect",
    "perps": "suspect",
    "perpetrator": "suspect",
    "perpetrators": "suspect",
    "satisfied": "satisfaction",
    "summonsed": "summons",
    "summonses": "summons",
    "burglaries": "burglary",
    "times": "time",
    "rates": "rate",
    "crimes": "crime",
    "offences": "offence",
    "drive": "driv",
    "driver": "driv",
    "drivers": "driv",
}

HOUSE_NAMES: Final[Mapping[str, str]] = {
    "anti-social behaviour": "asb",
    "antisocial behaviour": "asb",
    "domestic abuse": "da",
    "violence with injury": "vwi",
    "rape & serious sexual offences": "rasso",
    "formal action taken": "fat",
    "call demand": "call offer demand",
    "demand for calls": "call offer demand",
    "killed or seriously injured": "ksi",
}
"""Short forms the house uses without explaining them."""

_TOKEN: Final = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+(?:[,.]\d+)*")
_EXPLAINED: Final = re.compile(r"\b((?:[\w’'-]{1,30}(?:\s|\s?[&/]\s?)){1,8})\(([A-Z][A-Za-z]{1,7}?)s?\)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word's stem and where it stands. `is_name`: written with a capital inside a sentence, or in capitals."""

    stem: str
    start: int
    end: int
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Names of several words and the short forms that stand for them, as stems.

    `phrases` has, by first word, each name with its short form, the longest first; `parts` every word of a name.
    """

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]
    parts: frozenset[str]


def names_from(sections: Iterable[str], text: str) -> Names:
    """The house's short forms, the initials of sections, and what the text itself explains: "Long Name (LN)"."""
    known = dict(HOUSE_NAMES)
    for section in sections:
        words = re.findall(r"[A-Za-z]+", section)
        if len(words) > 1:
            known.setdefault(section.lower(), "".join(word[0] for word in words).lower())
    known.update(_explained(text))
    pairs = sorted(
        {_stems(long): _stems(short) for long, short in known.items()}.items(), key=lambda pair: -len(pair[0])
    )
    phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for long, short in pairs:
        if len(long) > 1:
            phrases[long[0]].append((long, short))
    return Names(phrases, frozenset(word for long, _ in pairs if len(long) > 1 for word in long))


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _EXPLAINED.finditer(text):
        short = match[2].lower()
        words = re.findall(r"[A-Za-z]+|&", match[1])
        for count in range(2, len(words) + 1):
            initials = "".join("a" if word == "&" else word[0].lower() for word in words[-count:])
            if initials == short:
                yield " ".join(words[-count:]), short
                break


def terms_of(text: str, names: Names | None = None) -> list[Term]:
    """The words of a text that say something, long names shortened."""
    terms = list(_plain(text))
    return terms if names is None else _shortened(terms, names)


def stems_of(text: str, names: Names | None = None) -> tuple[str, ...]:
    """As `terms_of`, the stems alone."""
    return tuple(term.stem for term in terms_of(text, names))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(term.stem for term in _plain(text))


def _plain(text: str) -> Iterator[Term]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.lower() in IDLE:
            continue
        before = text[: match.start()].rstrip(" \t(“\"'*")
        opens = not before or before[-1] in ".:!?\n•–—"
        acronym = len(word) > 1 and word.rstrip("s").isupper()
        yield Term(stem(word.lower()), match.start(), match.end(), acronym or (word[0].isupper() and not opens))


def _shortened(terms: Sequence[Term], names: Names) -> list[Term]:
    stems = tuple(term.stem for term in terms)
    found: list[Term] = []
    place = 0
    while place < len(terms):
        names_here = names.phrases.get(stems[place], ())
        name = next((name for name in names_here if stems[place : place + len(name[0])] == name[0]), None)
        if name is None:
            found.append(terms[place])
            place += 1
            continue
        long, short = name
        last = terms[place + len(long) - 1]
        found += [Term(word, terms[place].start, last.end) for word in short]
        place += len(long)
    return found


@cache
def stem(word: str) -> str:
    """A word without its ending; words that mean the same in measures' names become one."""
    plain = word.replace("’", "'").removesuffix("'s")
    if plain in _SAME_WORD:
        return _SAME_WORD[plain]
    if plain in SOFT or not plain.isalpha():
        return plain
    if plain.removesuffix("s") in SOFT:
        return plain.removesuffix("s")
    for ending in ("ments", "ment", "ings", "ing", "ed", "es", "s"):
        kept = plain.removesuffix(ending)
        long_enough = len(kept) >= (3 if ending == "s" else 4)
        if kept != plain and long_enough and not (ending == "s" and kept.endswith("s")):
            return kept.removesuffix("e") if len(kept) > 4 else kept
    return plain.removesuffix("e") if len(plain) > 5 else plain


WELL_KNOWN: Final = frozenset(
    stem(word.lower())
    for word in (
        *MONTHS,
        *(month[:3] for month in MONTHS),
        *(
            "Sept",
            "SLA",
            "YOY",
            "YoY",
            "FY",
            "NPT",
            "Force",
            "Police",
            "Constabulary",
            "OPCC",
            "PCC",
            "Commissioner",
            "n",
            *("One", "Two", "Three", "Eight"),
        ),
    )
)
"""Words of any sentence that name no other measure: months, the office's own bodies, the labels of exceptions."""
