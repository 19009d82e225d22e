"""The sentences of an annual report held against the numbers it prints under a name.

A sentence is of a number where it has the words of its name. It contradicts only where nothing else it could mean is
left: another time, a part of it, a place that the name does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import dropwhile
from typing import Final

from tracker.measures.rules import Unit
from tracker.measures.rules_figures_match import is_level
from tracker.measures.rules_figures_sentence import Role, Sentence, Statement, sentences_of, statements_of
from tracker.measures.rules_figures_types import FigureRow, Kind, Span, Written
from tracker.measures.rules_figures_words import GENERIC, SOFT, WELL_KNOWN, Term, stem, terms_of
from tracker.reports.rules_checks_annual_facts import Fact, Value, said_times

_PART: Final = re.compile(
    r"\b(?:includ\w+|of (?:them|these|those|whom|which)|another|a further|target|aim\w*|goal|since|up to|at most)\b",
    re.I,
)
_OF_SOMETHING: Final = re.compile(r"\s+of\b")
_LAST: Final = re.compile(r"\b(?:last|previous|prior) year\b|\byear (?:before|earlier)\b", re.I)
_UNITS: Final = {Kind.COUNT: Unit.COUNT, Kind.MONEY: Unit.COUNT, Kind.PERCENT: Unit.PERCENT, Kind.DAYS: Unit.DAYS}
_FEW: Final = 2
"""Words of a name that a sentence must have itself."""

_LIGHT: Final = frozenset(
    stem(word)
    for word in (
        *("we", "us", "he", "she", "made", "make", "came", "come", "brought", "took", "take", "gave", "paid", "case"),
        *("cases", "spent", "spend", "cost", "raised", "stood", "reached", "over", "during", "there", "more", "less"),
        *("fewer", "year", "before", "previous", "last", "down", "up", "rose", "fell", "risen", "fallen", "increase"),
        *(
            "decrease",
            "change",
            "per",
            "cent",
            "only",
            "just",
            "about",
            "around",
            "nearly",
            "almost",
            "amounted",
            "did",
        ),
        *("million", "counted", "got", "held", "but", "also", "budget", "pounds", "them", "after", "by", "saw", "had"),
        *(
            "every",
            "quarter",
            "people",
            "person",
            "part",
            "rise",
            "fall",
            "number",
            "because",
            "when",
            "once",
            "thanks",
            *("moved", "went", "grew", "grown", "dropped", "improved", "declined", "increased", "decreased", "reduced"),
            "first",
            "second",
            "third",
            "fourth",
            "between",
            "until",
            "since",
            "period",
        ),
    )
)
"""Words that leave open what is counted."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence, what it says, and what the report prints instead."""

    sentence: str
    says: str
    instead: str

    @property
    def words(self) -> str:
        return f"“{self.sentence.strip()}” says {self.says}; {self.instead}. Correct the words or the figure."


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence while it is read: its words, and those of the sentence before it in its paragraph."""

    sentence: Sentence
    statements: Sequence[Statement]
    stems: frozenset[str]
    earlier: frozenset[str]
    known: frozenset[str]

    def is_said(self, fact: Fact) -> bool:
        """Whether the sentence speaks of what a fact counts, whatever numbers it has."""
        if fact.stems <= self.stems and (len(fact.stems) >= _FEW or fact.in_place):
            return True
        if any(_is_direct(each, fact, self) for each in self.statements):
            return True
        goes_on = fact.stems <= self.stems | self.earlier and len(fact.stems & self.stems) >= _FEW
        return goes_on and not any(_has_strangers(each, fact) for each in self.statements[:1])

    def stems_of(self, each: Statement) -> frozenset[str]:
        """Those of a number's own stretch; what it came from stands before it ("rose from 10% to 14%")."""
        place = self.statements.index(each)
        before = self.statements[place - 1] if place else None
        return _stems(each) | (_stems(before) if before is not None and before.is_former else frozenset())


def contradictions(
    text: str, facts: Sequence[Fact], month: date, known: frozenset[str] = frozenset()
) -> Iterator[Contradiction]:
    """Every sentence that gives another number than the report. `known` are stems of names that narrow nothing down,
    such as those of the office.
    """
    earlier: frozenset[str] = frozenset()
    for sentence in sentences_of(text):
        if isinstance(sentence, str):
            earlier = frozenset()
            continue
        reading = _read(sentence, earlier if not sentence.opens else frozenset(), month, known)
        yield from _of_sentence(reading, facts)
        earlier = reading.stems


def _read(sentence: Sentence, earlier: frozenset[str], month: date, known: frozenset[str]) -> _Reading:
    stems = frozenset(term.stem for term in terms_of(sentence.words))
    return _Reading(sentence, statements_of(sentence, month), stems, earlier, known)


def _of_sentence(reading: _Reading, facts: Sequence[Fact]) -> Iterator[Contradiction]:
    said = [fact for fact in facts if reading.is_said(fact)]
    told: set[str] = set()
    for fact in said:
        for statement, instead in _wrong(fact, said, reading):
            if statement.written.text not in told:
                told.add(statement.written.text)
                yield Contradiction(reading.sentence.text, _says(statement), instead)


def _wrong(fact: Fact, said: Sequence[Fact], reading: _Reading) -> Iterator[tuple[Statement, str]]:
    judged = [each for each in reading.statements if _is_judged(each, fact, reading)]
    levels = [each for each in judged if not each.is_former and not _moves(each, fact)]
    others = [other for other in said if other is not fact]
    right = {value for each in levels for value in fact.values if _agrees(each, fact) and _same(each.written, value)}
    left = [each for each in levels if not _agrees(each, fact) and right.isdisjoint(_allowed(each, fact))]
    left = [each for each in left if not any(_is_rather(each, fact, other, reading) for other in others)]
    yield from _nearest(left, fact, reading)
    for each in judged:
        yield from _of_before(each, fact, others)


def _of_before(each: Statement, fact: Fact, others: Sequence[Fact]) -> Iterator[tuple[Statement, str]]:
    """What a sentence says that a fact was, or by how much it moved, where that is wrong."""
    if each.is_former and fact.before is not None:
        if not any(of.before is not None and _same(each.written, of.before) for of in (fact, *others)):
            yield each, f"{fact.name} was {fact.before.printed} before"
    elif _moves(each, fact) and fact.change is not None:
        agrees = _is_change(each, fact) or any(_agrees(each, other) for other in others)
        if not agrees:
            yield each, f"{fact.name} moved by {_percent(fact.change)}"


def _nearest(left: Sequence[Statement], fact: Fact, reading: _Reading) -> Iterator[tuple[Statement, str]]:
    """Of the numbers that may be meant, those that stand nearest to the words of the name."""
    scored = [(len(fact.stems & reading.stems_of(each)), each) for each in left]
    most = max((score for score, _ in scored), default=0)
    alone = len(reading.statements) == 1
    for score, each in scored:
        allowed = _allowed(each, fact)
        if score == most and (score or alone or fact.is_change) and allowed:
            yield each, fact.printed(allowed)


def _is_rather(each: Statement, fact: Fact, other: Fact, reading: _Reading) -> bool:
    """Whether a number is that of another fact which its stretch names as well as this one."""
    near = reading.stems_of(each)
    return _agrees(each, other) and len(other.stems & near) >= len(fact.stems & near)


def _is_judged(each: Statement, fact: Fact, reading: _Reading) -> bool:
    """Whether a number of a sentence can be held against a fact at all."""
    if each.written.is_word or each.is_elsewhere or not _is_its_kind(each, fact):
        return False
    if each.role is Role.ASIDE and not each.is_former:
        return False
    if _PART.search(each.near) or _PART.search(each.before) or _is_of_another_place(each, fact, reading):
        return False
    if each.written.kind is Kind.MONEY and _OF_SOMETHING.match(reading.sentence.text, each.written.end):
        return False
    if _is_narrowed(each, fact):
        return False
    if not fact.stems <= (_stems(each) if fact.in_place else reading.stems) and _has_strangers(each, fact):
        return False
    return _is_its_time(each, fact, reading)


def _is_its_kind(each: Statement, fact: Fact) -> bool:
    kind = each.written.kind
    if fact.is_change:
        return kind is fact.kind and (each.role is Role.CHANGE or kind is Kind.COUNT) and not each.is_former
    if each.role is Role.CHANGE:
        return kind is Kind.PERCENT and fact.change is not None and fact.kind is not Kind.PERCENT
    return kind is fact.kind or (fact.kind is Kind.DAYS and kind is Kind.COUNT and each.is_former)


def _moves(each: Statement, fact: Fact) -> bool:
    """Whether a number says by how much a fact moved that is itself no movement."""
    return each.role is Role.CHANGE and not fact.is_change


def _is_its_time(each: Statement, fact: Fact, reading: _Reading) -> bool:
    said = said_times(each.near)
    if said:
        return bool(said & fact.every_time) or not fact.every_time
    if each.role is Role.LEVEL and _LAST.search(each.near):
        return False
    whole = said_times(reading.sentence.words)
    return not whole or not fact.every_time or bool(whole & fact.every_time)


def _is_of_another_place(each: Statement, fact: Fact, reading: _Reading) -> bool:
    known = fact.stems | WELL_KNOWN | reading.known
    return any(term.is_name and term.stem not in known for term in terms_of(each.near))


def _is_narrowed(each: Statement, fact: Fact) -> bool:
    """Whether other words stand between a number and the name: "300 complaints about dogs were received"."""
    starts = len(each.lead) - len(each.near)
    terms = [term for term in terms_of(each.lead) if term.start >= starts]
    behind = [term for term in terms if term.start >= each.written.end]
    named = [place for place, term in enumerate(behind) if term.stem in fact.stems]
    if named:
        between = behind[: named[-1]]
    else:
        between = list(dropwhile(lambda term: term.stem not in fact.stems, terms[: len(terms) - len(behind)]))
        # "answered by 12 colleagues": the noun of a number says what it counts.
        between += behind[:1] if each.written.kind is Kind.COUNT else []
    return any(_is_strange(term, fact) for term in between)


def _is_strange(term: Term, fact: Fact) -> bool:
    known = fact.stems | SOFT | GENERIC | WELL_KNOWN | _LIGHT
    return term.stem.isalpha() and term.stem not in known


def _has_strangers(each: Statement, fact: Fact) -> bool:
    """Whether the stretch of a number has words that may narrow down what is counted."""
    return any(_is_strange(term, fact) for term in terms_of(each.near))


def _is_direct(each: Statement, fact: Fact, reading: _Reading) -> bool:
    """ "1,504 complaints were received in 2023-24": a number of its year, its noun behind it, and most of its name.

    What is missing of the name may stand in the sentence before.
    """
    if fact.in_place or each.written.kind is not fact.kind:
        return False
    behind = _next_term(each, reading.sentence)
    if behind is None or behind.stem not in fact.stems or _has_strangers(each, fact):
        return False
    times = said_times(each.near) or said_times(reading.sentence.words)
    covered = len(fact.stems & (reading.stems | reading.earlier))
    return bool(times & fact.values[0].times) and covered * 3 >= len(fact.stems) * 2


def _next_term(each: Statement, sentence: Sentence) -> Term | None:
    after = terms_of(sentence.words[each.written.end :])
    return next(iter(after), None)


def _stems(each: Statement) -> frozenset[str]:
    return frozenset(term.stem for term in terms_of(each.near))


def _allowed(each: Statement, fact: Fact) -> list[Value]:
    """The numbers that may stand there: those of the times it names, or any where it names none."""
    every = [*fact.values, *((fact.before,) if fact.before is not None else ())]
    said = said_times(each.near)
    return [value for value in every if not said or not value.times or value.times & said]


def _agrees(each: Statement, fact: Fact) -> bool:
    if _moves(each, fact):
        return fact.change is not None and _is_change(each, fact)
    allowed = _allowed(each, fact)
    if not fact.is_change:
        # What it was is no rounding of what it is: "rose to 1,500" after 1,453.
        return any(
            _is_exactly(each.written, value) if value is fact.before else _same(each.written, value)
            for value in allowed
        )
    return any(_same(each.written, value) and each.direction * value.amount >= 0 for value in allowed)


def _is_change(each: Statement, fact: Fact) -> bool:
    if fact.change is None:
        return False
    moved = Value(fact.change, "", Decimal("0.1"), frozenset())
    return _same(each.written, moved) and each.direction * fact.change >= 0


def _same(written: Written, value: Value) -> bool:
    """Equal as both are printed, whichever way it went."""
    if _is_exactly(written, value):
        return True
    amount = abs(value.amount)
    unit = _UNITS[written.kind]
    row = FigureRow(measure="", unit=unit, month=date.min, twelve_months=amount)
    counted = replace(written, kind=Kind.COUNT) if written.kind is Kind.MONEY else written
    if written.kind is Kind.MONEY:
        return any(abs(reading - amount) <= written.step / 2 for reading in written.readings) or is_level(
            counted, row, Span.TWELVE
        )
    return is_level(counted, row, Span.TWELVE)


def _is_exactly(written: Written, value: Value) -> bool:
    return any(abs(reading - abs(value.amount)) <= value.step / 2 for reading in written.readings)


def _percent(change: Decimal) -> str:
    return f"{change:+.1f}%"


def _says(each: Statement) -> str:
    way = {1: " (up)", -1: " (down)"}.get(each.direction, "") if each.role is Role.CHANGE else ""
    return f"{each.written.text}{way}"
