"""Headline figures of an annual report held against the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from tracker.documents.text import plain_text
from tracker.reports.rules_annual import number_of
from tracker.reports.snapshots_annual_plan import Chapter
from tracker.reports.snapshots_annual_words import FigureFacts

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER: Final = re.compile(r"(?<![\w.,])[0-9][0-9,]*(?:\.[0-9]+)?(?:[kM]\b|\s?%)?")
_WORD: Final = re.compile(r"[a-z]{4,}")
_LEAST_WORDS: Final = 2


def contradicted_figures(chapter: Chapter) -> Iterator[tuple[str, str, str]]:
    """Where a text and a headline figure beside it differ: the part, the sentence, and what is wrong."""
    texts = [(chapter.title, chapter.introduction, chapter.figures)]
    texts += [(each.title, each.text, each.figures) for each in chapter.every_objective]
    for name, text, figures in texts:
        for sentence in _SENTENCE.split(plain_text(text or "")):
            for figure in figures:
                told = _told_otherwise(sentence, figure, figures)
                if told:
                    yield (
                        name,
                        sentence,
                        f"“{sentence}” does not say what the headline figure “{figure.label}” says: {figure.value}. "
                        "Correct the words or the figure.",
                    )


def _told_otherwise(sentence: str, figure: FigureFacts, beside: Sequence[FigureFacts]) -> bool:
    """Whether a sentence speaks of this figure, and none of its numbers is one of it.

    It speaks of it where it has every longer word of its label, at least two, and a number of its unit. A number that
    another figure beside it prints is no contradiction.
    """
    known = number_of(figure.value)
    label = set(_WORD.findall(figure.label.lower()))
    if known is None or len(label) < _LEAST_WORDS or not label <= set(_WORD.findall(sentence.lower())):
        return False
    told = {abs(number) for number, unit in _numbers(sentence) if unit == (known[1] if known[1] == "%" else "")}
    return bool(told) and told.isdisjoint(_printed((figure, *beside)))


def _numbers(sentence: str) -> Iterator[tuple[Decimal, str]]:
    for match in _NUMBER.finditer(sentence):
        found = number_of(match[0].replace(" ", ""))
        if found is not None:
            yield found


def _printed(figures: Iterable[FigureFacts]) -> set[Decimal]:
    every = (number_of(text) for figure in figures for text in (figure.value, figure.previous or ""))
    return {abs(found[0]) for found in every if found is not None}
