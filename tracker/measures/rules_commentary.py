"""Commentary beside its table: what the figure check found in each block, and what would stop a signature (RULES 7)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError
from tracker.measures.rules import CommentaryBlock, Unit
from tracker.measures.rules_draft_words import list_words
from tracker.measures.rules_figure_rows import figure_rows
from tracker.measures.rules_figures import check_figures
from tracker.measures.rules_figures_types import Checked, FigureRow, Verdict
from tracker.measures.rules_leftover import left_out_for_nothing, leftovers
from tracker.measures.rules_standing import Standing
from tracker.measures.rules_windows import YEAR

BLOCK_LIMIT: Final = 4000
SUMMARY_LIMIT: Final = 10_000
REASON_LIMIT: Final = 1000
"""Characters of a block, of the data summary, and of why the Panel should hear of it."""

FIGURE_LIMIT: Final = 60
"""Characters of a figure as a confirmation keeps it."""

Texts = Mapping[CommentaryBlock, str]

Mark = tuple[str, str]
"""The digest of a sentence and a figure of it, by which a figure is known again while its sentence stands."""


class FigureState(StatusEnum):
    """How a figure in the text stands."""

    CONTRADICTS = "contradicts", "Contradicts the table", Shape.DIAMOND, Tone.BAD
    NO_SOURCE = "no_source", "Needs a source", Shape.CIRCLE, Tone.CAUTION
    CONFIRMED = "confirmed", "Confirmed", Shape.SQUARE, Tone.INFORMATION
    AGREES = "agrees", "Agrees with the table", Shape.TICK, Tone.GOOD


class BlockEmptied(DomainError):
    """Nothing is deleted: a block that says something goes on saying something."""

    def __init__(self, block: CommentaryBlock) -> None:
        self.block = block
        self.field = block.value
        super().__init__(f"Enter {block.label}, or write “None recorded” if there is nothing to say any more")


class NothingSaid(DomainError):
    """The first form of a page was sent without a word."""

    field = CommentaryBlock.WHAT.value

    def __init__(self) -> None:
        super().__init__("Enter the text of at least one block before you save")


class SourceMissing(DomainError):
    field = "source"

    def __init__(self) -> None:
        super().__init__("Enter where the figure comes from")


class ReasonMissing(DomainError):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter why the Panel should hear of it before it is published")


class NothingToConfirm(DomainError):
    """The sentence has changed, the table has the figure by now, or somebody has confirmed it."""

    def __init__(self, figure: str) -> None:
        self.figure = figure
        super().__init__(
            f"The figure {figure} needs no source any more: its sentence or the table has changed, or it is confirmed. "
            "Go back to the commentary to see how it stands."
        )


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Where a figure comes from, who said so and when; it holds while its sentence stands as it was."""

    digest: str
    figure: str
    source: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One figure or claim of a block; `number` is its place among those of its sentence, counted from 1."""

    state: FigureState
    checked: Checked
    number: int
    confirmed: Confirmed | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.checked.sentence)

    @property
    def figure(self) -> str:
        return figure_key(self.checked.says)


@dataclass(frozen=True, slots=True)
class Warned:
    """What is to be looked at in a block. `stops`: a report with it is not signed (RULES 7)."""

    words: str
    stops: bool


@dataclass(frozen=True, slots=True)
class BlockCheck:
    """What was found in one text: its figures, the worst first and else in the order of the text; and warnings.

    `block` is None for the words beside a measure on a dashboard.
    """

    block: CommentaryBlock | None
    figures: tuple[CheckedFigure, ...] = ()
    warnings: tuple[Warned, ...] = ()

    def of(self, state: FigureState) -> tuple[CheckedFigure, ...]:
        return tuple(each for each in self.figures if each.state is state)


class ProblemKind(LabelledEnum):
    """What would stop a signature."""

    CONTRADICTION = "contradiction", "The text contradicts the table"
    NO_SOURCE = "no_source", "A figure needs a source"
    LEFTOVER = "leftover", "Something is left from another quarter"
    MARKING = "marking", "A figure is marked OFFICIAL SENSITIVE"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that would stop a signature, in a sentence; `block` is None for what is wrong with the table."""

    kind: ProblemKind
    words: str
    block: CommentaryBlock | None = None


def digest_of(sentence: str) -> str:
    """SHA-256 of a sentence, in hexadecimal; white space does not count."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()


def figure_key(says: str) -> str:
    """A figure as a confirmation keeps it: at most FIGURE_LIMIT characters."""
    return says if len(says) <= FIGURE_LIMIT else f"{says[: FIGURE_LIMIT - 1]}…"


def mark_of(sentence: str, says: str) -> Mark:
    """How a figure is known again while its sentence stands as it was."""
    return digest_of(sentence), figure_key(says)


def rows_of_page(standings: Sequence[Standing], group: str, month: date) -> list[FigureRow]:
    """The rows of a group's table; a group without measures has one without figures, so that every figure is found."""
    return figure_rows(standings, group) or [FigureRow(measure=group, unit=Unit.COUNT, month=month, section=group)]


def check_page(
    texts: Texts,
    rows: Sequence[FigureRow],
    confirmed: Sequence[Confirmed],
    quarter: Quarter,
    before: Texts,
    standings: Sequence[Standing] = (),
) -> tuple[BlockCheck, ...]:
    """Every block that has a text, in the order they are printed.

    `rows` are of the table beside them, at least one; `before` are the texts of the last quarter. `standings` are those
    of the page's table; they tell what is withheld.
    """
    newest = max(row.month for row in rows)
    sources = {(each.digest, each.figure): each for each in confirmed}
    return tuple(
        BlockCheck(
            block,
            _figures(texts[block], rows, sources),
            (*_warnings(texts[block], quarter, newest, before.get(block)), *_left_out(texts[block], standings)),
        )
        for block in CommentaryBlock
        if texts.get(block)
    )


def check_words(text: str, rows: Sequence[FigureRow], quarter: Quarter) -> BlockCheck:
    """The check of words that stand beside one measure on a dashboard, where no source can be given."""
    newest = max(row.month for row in rows)
    return BlockCheck(None, _figures(text, rows, {}), tuple(_warnings(text, quarter, newest, None)))


def commentary_problems(checks: Sequence[BlockCheck], standings: Sequence[Standing]) -> tuple[Problem, ...]:
    """Everything on a page that would stop a signature, block by block; then what is wrong with its table."""
    return (*_text_problems(checks), *_marked(standings))


def number_of(checks: Sequence[BlockCheck], state: FigureState) -> int:
    """How many figures of a page stand so."""
    return sum(len(check.of(state)) for check in checks)


def _figures(text: str, rows: Sequence[FigureRow], sources: Mapping[Mark, Confirmed]) -> tuple[CheckedFigure, ...]:
    order = list(FigureState)
    seen: Counter[str] = Counter()
    found = []
    for checked in check_figures(text, rows):
        seen[checked.sentence] += 1
        found.append(_stands(checked, seen[checked.sentence], sources))
    return tuple(sorted(found, key=lambda each: order.index(each.state)))


def _stands(checked: Checked, number: int, sources: Mapping[Mark, Confirmed]) -> CheckedFigure:
    if checked.verdict is Verdict.AGREES:
        return CheckedFigure(FigureState.AGREES, checked, number)
    if checked.verdict is Verdict.CONTRADICTS:
        return CheckedFigure(FigureState.CONTRADICTS, checked, number)
    source = sources.get(mark_of(checked.sentence, checked.says))
    return CheckedFigure(FigureState.CONFIRMED if source else FigureState.NO_SOURCE, checked, number, source)


def _warnings(text: str, quarter: Quarter, newest: date, before: str | None) -> Iterator[Warned]:
    ours = f"this is {quarter.label}, {quarter.months_label}"
    found = (
        Warned(f"It names “{each.name}”, and {ours}. {each.what_to_do}", each.as_this)
        for each in leftovers(text, quarter, data_month=newest)
    )
    # The same name in several sentences is told once.
    yield from dict.fromkeys(found)
    if before is not None and " ".join(before.split()) == " ".join(text.split()):
        yield Warned("It says the same, word for word, as a quarter ago.", stops=True)


def _left_out(text: str, standings: Sequence[Standing]) -> Iterator[Warned]:
    withheld = [each.record.name for each in standings if _is_withheld(each)]
    shown = [each.record.name for each in standings if not _is_withheld(each)]
    for named in left_out_for_nothing(text, withheld, shown):
        what, which = (list_words(named), "their figures are") if named else ("figures", "no figure of this page is")
        yield Warned(
            f"It leaves out {what} as OFFICIAL SENSITIVE, and {which} {'not ' if named else ''}withheld any more. "
            "Take that sentence out, or draft the text anew.",
            stops=True,
        )


def _text_problems(checks: Sequence[BlockCheck]) -> Iterator[Problem]:
    for check in checks:
        for each in check.of(FigureState.CONTRADICTS):
            words = f"“{each.checked.sentence}” says {each.checked.says}; the table says {each.checked.table}."
            yield Problem(ProblemKind.CONTRADICTION, words, check.block)
        for each in check.of(FigureState.NO_SOURCE):
            words = f"“{each.checked.sentence}” says {each.checked.says}, and nobody has said where that comes from."
            yield Problem(ProblemKind.NO_SOURCE, words, check.block)
        for warning in check.warnings:
            if warning.stops:
                yield Problem(ProblemKind.LEFTOVER, warning.words, check.block)


def _marked(standings: Sequence[Standing]) -> Iterator[Problem]:
    for standing in standings:
        if _is_withheld(standing):
            words = f"A figure of {standing.record.name} is marked OFFICIAL SENSITIVE, and nobody has cleared it."
            yield Problem(ProblemKind.MARKING, words)


def _is_withheld(standing: Standing) -> bool:
    return standing.record.is_sensitive(standing.month, 2 * YEAR)
