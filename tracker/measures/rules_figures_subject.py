"""Which rows of a table a stretch of a sentence speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tracker.measures.rules_figures_types import FigureRow
from tracker.measures.rules_figures_words import GENERIC, KIND_NOUNS, SOFT, Names, Term, stems_of, terms_of

_NO_NAME: Final = re.compile(r"\([^)]*\)|\b(?:rolling\s+)?\d+[\s-]months?\b", re.I)
"""What stands in brackets, and the months a row counts, tell it from no other row."""

_VOLUME_WORDS: Final = frozenset(("volume", "incident", "recorded", "number"))
"""Any of these says as much as "volume" in a measure's name."""

_EVERYDAY: Final = frozenset(("high", "low", "medium", "standard", "support"))
"""Words that are part of a measure's name but stand in any sentence."""


@dataclass(frozen=True, slots=True)
class RowTerms:
    """The words of a row's name.

    `own` tell it from the other rows of its section: a sentence must have them all, any one of each set. `shared` are
    those of its whole section. `head` stand for what is measured; a row without words of its own needs one of them.
    """

    row: FigureRow
    own: tuple[frozenset[str], ...]
    shared: frozenset[str]
    head: frozenset[str]
    every: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows of a table by their words. `owners` says which sections a word belongs to."""

    rows: tuple[RowTerms, ...]
    names: Names
    owners: dict[str, frozenset[str]]

    @property
    def one_section(self) -> bool:
        return len({terms.row.section for terms in self.rows}) == 1


@dataclass(frozen=True, slots=True)
class Found:
    """Rows a stretch may speak of. `clear`: the words leave no doubt that it is one of these."""

    rows: tuple[RowTerms, ...] = ()
    clear: bool = False


def lexicon_of(rows: Sequence[FigureRow], names: Names) -> Lexicon:
    """The words of every row, parted into what is its own and what it shares with its section."""
    by_section: dict[str, list[tuple[FigureRow, frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in rows:
        by_section[row.section].append((row, _hard(row, names), _head(row, names)))
    found = []
    for section, members in by_section.items():
        alone = len(members) == 1
        common = (
            _after_colon(members[0][0], names) if alone else frozenset.intersection(*(hard for _, hard, _ in members))
        )
        for row, hard, head in members:
            every = frozenset(stems_of(row.measure, names)) | frozenset(stems_of(section, names))
            shared = _with_other_names(common, section, names)
            found.append(RowTerms(row, _choices(row, hard - common, names), shared, head, every | shared))
    owners: dict[str, set[str]] = defaultdict(set)
    for terms in found:
        for word in (*terms.shared, *(word for choice in terms.own for word in choice)):
            owners[word].add(terms.row.section)
    order = {id(row): place for place, row in enumerate(rows)}
    found.sort(key=lambda terms: order[id(terms.row)])
    return Lexicon(tuple(found), names, {word: frozenset(sections) for word, sections in owners.items()})


def _hard(row: FigureRow, names: Names) -> frozenset[str]:
    return frozenset(stems_of(_NO_NAME.sub(" ", row.measure), names)) - SOFT


def _after_colon(row: FigureRow, names: Names) -> frozenset[str]:
    return frozenset(stems_of(row.measure.partition(":")[2], names)) - SOFT


def _head(row: FigureRow, names: Names) -> frozenset[str]:
    """What is measured: the name up to its colon, or after it where the section's name stands before."""
    first, _, rest = _NO_NAME.sub(" ", row.measure).partition(":")
    head = rest if rest and first.strip().lower() == row.section.strip().lower() else first
    words = frozenset(stems_of(head.partition(" - ")[0], names)) - frozenset(stems_of(row.section, names))
    firm = words - SOFT
    return firm or words | (_VOLUME_WORDS if "volume" in words else frozenset())


def _with_other_names(common: frozenset[str], section: str, names: Names) -> frozenset[str]:
    """What is common to a section, and the other name of it where the section has two: "CCH/101"."""
    parts = [frozenset(stems_of(part, names)) for part in section.split("/")]
    return common.union(*parts) if len(parts) > 1 and common & frozenset().union(*parts) else common


def _choices(row: FigureRow, own: frozenset[str], names: Names) -> tuple[frozenset[str], ...]:
    """Words that must all stand there; the two sides of a stroke are one choice."""
    head = _NO_NAME.sub(" ", row.measure).partition(":")[0]
    sides = head.split(" / ")
    either = frozenset(stems_of(" ".join(sides), names)) & own if len(sides) > 1 else frozenset()
    single = tuple(frozenset((word,)) for word in sorted(own - either))
    return (*single, either) if either else single


def named_by(lexicon: Lexicon, stretch: Sequence[Term], section: str | None) -> list[RowTerms]:
    """Rows whose own words all stand in the stretch, with their section said, known or not to be mistaken."""
    stems = frozenset(term.stem for term in stretch)
    said = _sections_said(lexicon, stems)
    rows = [terms for terms in lexicon.rows if _is_named(terms, stems) and not strangers(lexicon, terms, stretch)]
    for wanted in (said, {section} if section is not None else set()):
        here = [terms for terms in rows if terms.row.section in wanted]
        if here:
            return here
    # Without a word of its own a row is known by its section alone.
    return [] if said else [terms for terms in rows if terms.own or lexicon.one_section]


def _is_named(terms: RowTerms, stems: frozenset[str]) -> bool:
    if any(not choice & stems for choice in terms.own):
        return False
    return bool(terms.own) or bool(terms.head & stems)


def _sections_said(lexicon: Lexicon, stems: frozenset[str]) -> set[str]:
    """Sections a stretch names: by a word all their rows share, or by one that stands in no other section."""
    said: set[str] = set()
    for word in stems & lexicon.owners.keys():
        owners = lexicon.owners[word]
        sharing = {terms.row.section for terms in lexicon.rows if word in terms.shared}
        if sharing == owners or (len(owners) == 1 and word not in _EVERYDAY):
            said |= owners
    return said


def strangers(lexicon: Lexicon, terms: RowTerms, stretch: Sequence[Term]) -> list[str]:
    """Words of other rows, parts of longer names, and adjectives that make another measure of it."""
    known = terms.every | GENERIC | SOFT | _EVERYDAY
    found = [
        term.stem
        for term in stretch
        if term.stem not in known and (term.stem in lexicon.owners or term.stem in lexicon.names.parts)
    ]
    for before, noun in pairwise(stretch):
        touching = noun.start - before.end <= 1
        if touching and noun.stem in KIND_NOUNS and before.stem not in known and before.stem.isalpha():
            found.append(before.stem)
    return found


def best(rows: Sequence[RowTerms], stretch: Sequence[Term], head: frozenset[str]) -> tuple[RowTerms, ...]:
    """Of the rows named, those that most words speak for; `head` is what the sentence before was about."""
    stems = frozenset(term.stem for term in stretch)

    def weight(terms: RowTerms) -> tuple[int, int, int]:
        own = sum(1 for choice in terms.own if choice & stems)
        return own, len(terms.every & SOFT & stems), int(bool(head) and terms.head == head)

    most = max((weight(terms) for terms in rows), default=None)
    return tuple(terms for terms in rows if weight(terms) == most)


def section_of_heading(lexicon: Lexicon, heading: str) -> str | None:
    """The section a heading names in full, the longest name first."""
    stems = frozenset(stems_of(heading, lexicon.names))
    sections = sorted({terms.row.section for terms in lexicon.rows if terms.row.section}, key=len, reverse=True)
    for section in sections:
        shared = {word for terms in lexicon.rows if terms.row.section == section for word in terms.shared}
        choices = [frozenset(stems_of(part, lexicon.names)) for part in section.split("/")]
        if any(choice and choice <= stems for choice in choices) or (shared and shared <= stems):
            return section
    return None


def is_row_name(lexicon: Lexicon, text: str) -> FigureRow | None:
    """The row whose name a table's cell is."""
    plain = text.strip().lower()
    return next((terms.row for terms in lexicon.rows if terms.row.measure.lower() == plain), None)


def read_terms(lexicon: Lexicon, text: str) -> list[Term]:
    """The words of a sentence, with the names of this table."""
    return terms_of(text, lexicon.names)
