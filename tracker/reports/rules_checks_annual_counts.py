"""What an annual report says of how many deliverables were finished, held against those it lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.measures.rules_figures_read import number_of
from tracker.measures.rules_figures_sentence import Sentence, sentences_of
from tracker.measures.rules_figures_types import Hedge, Kind
from tracker.plan.rules_year_marks import YearMark, YearOutcome
from tracker.reports.rules_checks_annual_facts import said_times, times_in
from tracker.reports.rules_checks_annual_figures import Contradiction
from tracker.reports.snapshots_annual_plan import YearRow

_WORK: Final = re.compile(r"\b(?:deliverables?|pieces? of work)\b", re.I)
_OUTCOMES: Final = (
    (YearOutcome.FINISHED, re.compile(r"\b(?:finished|completed?)\b", re.I)),
    (YearOutcome.CARRIED_FORWARD, re.compile(r"\bcarried (?:forward|over)\b", re.I)),
    (YearOutcome.STOPPED, re.compile(r"\b(?:stopped|discontinued)\b", re.I)),
    (YearOutcome.GOING_ON, re.compile(r"\b(?:going on|go(?:es)? on|ongoing|under way|in progress|continu\w+)\b", re.I)),
)
_NONE: Final = re.compile(r"\b(?:no|none)\b", re.I)
_AHEAD: Final = re.compile(r"\b(?:will|would|should|to be|planned|expected|due|next year|quarter)\b", re.I)
_PRIORITY: Final = re.compile(r"\bpriority\s+(\d+|one|two|three|four|five|six|seven|eight|nine)\b", re.I)
_THIS: Final = re.compile(r"\b(?:this|the) (?:priority|chapter)\b", re.I)
_EVERY: Final = re.compile(
    r"\b(?:all|\w+) priorities\b|\b(?:whole|this|the|our) (?:report|plan)\b|\bin all\b|\baltogether\b|\boverall\b|"
    r"\bin total\b|\bacross\b",
    re.I,
)
_OF_ALL: Final = re.compile(r"^\s+(?:out\s+)?of\s+(?:(?:the|its|our|these|all|this priority’s)\s+)*$", re.I)
_BEFORE_TOTAL: Final = re.compile(
    r"\b(?:has|had|have|of (?:its|our|the|all|these)|of|all|there (?:are|were)|holds|comprises|total of)\s+$", re.I
)
_AFTER_TOTAL: Final = re.compile(
    r"^\s+(?:deliverables|pieces of work)\b\s*(?:[,.:;]|$|in (?:all|total)|and\b|of this)", re.I
)
_IDLE: Final = frozenset(
    (
        *("deliverable", "deliverables", "piece", "pieces", "of", "work", "this", "that", "the", "in", "our", "its"),
        *("priority", "priorities", "theme", "objective", "topic", "report", "year", "under", "chapter", "plan", "by"),
        *("at", "were", "was", "is", "are", "have", "has", "had", "been", "all", "whole", "across", "now"),
        *("already", "still", "end", "and", "during", "over", "to", "a", "an", "it", "we", "out", "march", "april"),
        *("from", "s", "four", "three", "five"),
    )
)
_WORDS: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Tally:
    """The deliverables of a part of the report. `name`: "priority 2", "the whole report"."""

    name: str
    total: int
    outcomes: Mapping[YearOutcome, int]
    carried: int

    def may_be(self, outcome: YearOutcome | None) -> frozenset[int]:
        """Work that was carried forward within the year is going on, and was carried forward."""
        if outcome is None:
            return frozenset({self.total})
        found = {self.outcomes[outcome]}
        if outcome is YearOutcome.CARRIED_FORWARD:
            found.add(self.carried)
        if outcome is YearOutcome.GOING_ON:
            found.add(self.outcomes[outcome] + self.outcomes[YearOutcome.CARRIED_FORWARD])
        return frozenset(found)

    @property
    def words(self) -> str:
        """ "the report lists 3 deliverables for priority 1: 3 going on"."""
        told = [f"{count} {outcome.label.lower()}" for outcome, count in self.outcomes.items() if count]
        noun = "deliverable" if self.total == 1 else "deliverables"
        return f"the report lists {self.total} {noun} for {self.name}" + (f": {', '.join(told)}" if told else "")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text may speak of: its own part first, and where it says so another priority or the whole report."""

    own: tuple[Tally, ...]
    chapter: Tally | None
    priorities: Mapping[int, Tally]
    whole: Tally


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of deliverables in a sentence; `outcome` None for how many there are."""

    count: int
    text: str
    outcome: YearOutcome | None


def tally(name: str, rows: Iterable[YearRow]) -> Tally:
    """The rows counted as the report counts them."""
    every = tuple(rows)
    counted = {each: sum(row.outcome is each for row in every) for each in YearOutcome}
    carried = sum(any(mark.kind is YearMark.CARRIED_FORWARD for mark in row.marks) for row in every)
    return Tally(name, len(every), counted, carried)


def contradicted_counts(text: str, scope: Scope, year: str) -> Iterator[Contradiction]:
    """Every sentence that gives another number of deliverables than the report lists. `year` is its key."""
    for sentence in sentences_of(text):
        if isinstance(sentence, str) or not _is_of_now(sentence, year):
            continue
        meant = _meant(sentence.text, scope)
        for told in _told_in(sentence):
            if meant and not any(told.count in each.may_be(told.outcome) for each in meant):
                yield Contradiction(sentence.text, told.text, meant[-1].words)


def _is_of_now(sentence: Sentence, year: str) -> bool:
    if not _WORK.search(sentence.text) or _AHEAD.search(sentence.text):
        return False
    said = said_times(sentence.text)
    return not said or bool(said & times_in(year))


def _meant(text: str, scope: Scope) -> Sequence[Tally]:
    named = _PRIORITY.search(text)
    if named:
        found = scope.priorities.get(int(number_of(named[1])))
        return (found,) if found else ()
    if scope.chapter is not None and _THIS.search(text):
        return (scope.chapter,)
    return (scope.whole,) if _EVERY.search(text) else scope.own


def _told_in(sentence: Sentence) -> Iterator[_Told]:
    numbers = sorted(_numbers(sentence))
    text = sentence.text
    for place, (start, end, count) in enumerate(numbers):
        closes = numbers[place + 1][0] if place + 1 < len(numbers) else len(text)
        behind = text[end:closes]
        if place and _OF_ALL.match(text[numbers[place - 1][1] : start]):
            # "2 of the 13 deliverables were finished": what became of them is said of the 2.
            first = numbers[place - 1]
            yield from _outcome(first[2], text[first[0] : first[1]], behind)
            yield _Told(count, f"{count} deliverables", None)
            continue
        found = list(_outcome(count, text[start:end], behind))
        if found:
            yield from found
        elif _BEFORE_TOTAL.search(text[:start]) and _AFTER_TOTAL.match(text[end:]):
            yield _Told(count, f"{text[start:end]} deliverables", None)


def _numbers(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    for written in sentence.figures:
        reading = written.readings[0]
        whole = written.kind is Kind.COUNT and reading == reading.to_integral_value()
        if whole and written.hedge is Hedge.NONE and not written.sign:
            yield written.start, written.end, int(reading)
    for match in _NONE.finditer(sentence.text):
        yield match.start(), match.end(), 0


def _outcome(count: int, typed: str, behind: str) -> Iterator[_Told]:
    """What a stretch says became of a number; nothing where other words narrow it down."""
    matches = [(match.start(), match[0], outcome) for outcome, form in _OUTCOMES for match in form.finditer(behind)]
    if not matches:
        return
    start, word, outcome = min(matches)
    words = _WORDS.findall(behind[:start].lower())
    if all(each in _IDLE for each in words) and not re.search(r"[;.]", behind[:start]):
        yield _Told(count, f"{typed} {word}", outcome)
