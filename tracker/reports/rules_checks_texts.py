"""What stands in the texts of a report that should not: another quarter's name, and the last report's sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.documents.text import plain_text
from tracker.measures.rules_leftover import Leftover, leftovers
from tracker.reports.rules import EntryKind
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_compare_text import lines_of, texts_of
from tracker.reports.rules_compare_words import line_key
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_measures import MeasurePage

DELIVERABLES: Final = "Deliverables"
"""The block that deliverables stand in."""

FEWEST_WORDS: Final = 5
"""A shorter line may well say the same twice."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the quarter and where it stands. `ahead`: it is about the next quarter. `page` where it is about
    measures."""

    place: ProblemPlace
    words: str
    ahead: bool = False
    page: MeasurePage | None = None

    @property
    def data_month(self) -> date | None:
        return self.page.month if self.page else None


def place_of(part: PrioritySection, block: str, reference: str | None = None) -> ProblemPlace:
    return ProblemPlace(plan_code=part.plan_code, number=part.number, block=block, reference=reference)


def lines_under(part: PrioritySection) -> Iterator[Text]:
    """Outcomes and focus of a priority, line by line."""
    for kind in EntryKind:
        for line in lines_of(part, kind):
            yield Text(place_of(part, kind.label), line, ahead=kind is EntryKind.FOCUS)


def notes_under(part: PrioritySection) -> Iterator[Text]:
    """What was noted about deliverables with the quarter's updates."""
    for row in part.deliverables:
        if row.note:
            yield Text(place_of(part, DELIVERABLES, row.reference), row.note)


def texts_beside(part: PrioritySection, page: MeasurePage) -> Iterator[Text]:
    """What is written beside a group of measures."""
    for heading, words in texts_of(page).items():
        yield Text(place_of(part, f"{page.group}, {heading}"), words, page=page)


def text_problems(text: Text, quarter: Quarter, before: frozenset[str]) -> Iterator[Problem]:
    """`before` are the lines of the last report, as `written_in` gives them."""
    for found in leftovers(text.words, quarter, ahead=text.ahead, data_month=text.data_month):
        yield _leftover(text, found, quarter)
    for line in plain_text(text.words).splitlines():
        key = line_key(line)
        if key in before and len(key.split()) >= FEWEST_WORDS:
            yield _repeated(text, line)


def written_in(snapshot: HighlightSnapshot | None) -> frozenset[str]:
    """Every line of the texts of a report, each as lines are compared."""
    if snapshot is None:
        return frozenset()
    return frozenset(
        line_key(line)
        for part in snapshot.priorities
        for text in (
            *lines_under(part),
            *notes_under(part),
            *(each for page in part.measures for each in texts_beside(part, page)),
        )
        for line in plain_text(text.words).splitlines()
    )


def _leftover(text: Text, found: Leftover, quarter: Quarter) -> Problem:
    ours = f"this report is of {quarter.label}, {quarter.months_label}"
    say = f"“{found.sentence.strip(' ;')}” names {found.name}, and {ours}."
    return Problem(
        kind=ProblemKind.OTHER_QUARTER,
        severity=Severity.BLOCK if found.as_this else Severity.WARN,
        place=text.place,
        about=f"{found.name}\n{found.sentence}",
        words=f"{say} {found.what_to_do}",
    )


def _repeated(text: Text, line: str) -> Problem:
    """What was planned may still be planned; what was achieved is not achieved twice."""
    return Problem(
        kind=ProblemKind.REPEATED,
        severity=Severity.WARN if text.ahead else Severity.BLOCK,
        place=text.place,
        about=line,
        words=f"“{line.strip()}” stands in the last report too, word for word. Say what is new, or take it out.",
    )
