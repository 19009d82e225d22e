"""The figures in a report's texts, held against the tables they stand beside (RULES 7, FEATURES b 10)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from tracker.dates import Quarter
from tracker.measures.rules import Engine, Unit, month_of
from tracker.measures.rules_commentary import Mark, mark_of
from tracker.measures.rules_draft_words import list_words
from tracker.measures.rules_exceptions import Direction, Rule
from tracker.measures.rules_figures import Checked, FigureRow, Verdict, check_figures
from tracker.measures.rules_figures_read import read_figures
from tracker.measures.rules_figures_sentence import directions_in
from tracker.measures.rules_rows import NO_EXCEPTION
from tracker.reports.rules_checks_texts import Text
from tracker.reports.rules_checks_types import Problem, ProblemKind, Severity
from tracker.reports.snapshots import PrioritySection
from tracker.reports.snapshots_measures import MeasurePage, MeasureRow

_RULE: Final = "|".join(rule.label for rule in Rule)
_LABEL: Final = re.compile(rf"((?:{_RULE})(?:, (?:{_RULE}))*)-Month ({'|'.join(way.label for way in Direction)})")
_MONTHS: Final = {rule.label: rule.months for rule in Rule}

_CLAIM: Final = re.compile(r"trend|high|low|larg|long|great|small|short|month", re.I)
"""Part of every claim that is no figure and no direction."""


def figure_rows(page: MeasurePage, quarter: Quarter) -> list[FigureRow]:
    """What the table of a group says, as a text is held against it.

    A group without a table has one row without figures, so that each figure beside it is found to need a source.
    """
    if page.month is None or not page.rows:
        return [FigureRow(measure=page.group, unit=Unit.COUNT, month=month_of(quarter.end), section=page.group)]
    return [figure_row(row, page.month, page.group) for row in page.rows]


def figure_row(row: MeasureRow, month: date, section: str) -> FigureRow:
    """What a report prints of a measure in a month, as a text is held against it."""
    return FigureRow(
        measure=row.name,
        unit=row.unit,
        month=month,
        month_value=row.figures.month,
        three_months=row.figures.three_months,
        twelve_months=row.figures.twelve_months,
        yoy=row.figures.year_on_year,
        yoy_unit=row.figures.year_on_year_unit,
        trend=row.trend,
        exceptions=_exceptions(row),
        weighting=int(row.weighting) if row.weighting.isdecimal() else None,
        section=section,
    )


def rows_under(part: PrioritySection, quarter: Quarter) -> list[FigureRow]:
    """The rows of every table of a priority."""
    return [row for page in part.measures if page.rows for row in figure_rows(page, quarter)]


def commentary_figures(text: Text, quarter: Quarter, sourced: Collection[Mark]) -> Iterator[Problem]:
    """Of a text beside its table: what contradicts it, and figures that nobody has said the source of."""
    if text.page is None:
        return
    found = check_figures(text.words, figure_rows(text.page, quarter))
    for verdict, figures in by_sentence(found, sourced):
        if verdict is Verdict.CONTRADICTS:
            yield _contradiction(text, figures)
        elif verdict is Verdict.UNKNOWN:
            yield _no_source(text, figures)


def line_figures(text: Text, rows: Sequence[FigureRow], sourced: Collection[Mark]) -> Iterator[Problem]:
    """Of a text of a priority: only what contradicts one of its tables. Its other figures are of something else."""
    if not _says_how_much(text.words):
        return
    for verdict, figures in by_sentence(check_figures(text.words, rows), sourced):
        if verdict is Verdict.CONTRADICTS:
            yield _contradiction(text, figures)


def by_sentence(found: Iterable[Checked], sourced: Collection[Mark] = ()) -> Iterator[tuple[Verdict, list[Checked]]]:
    """The figures that are no sourced ones, those of a sentence that stand alike together, in the order of the text."""
    together: dict[tuple[str, Verdict], list[Checked]] = {}
    for checked in found:
        if mark_of(checked.sentence, checked.says) not in sourced:
            together.setdefault((checked.sentence, checked.verdict), []).append(checked)
    yield from ((verdict, figures) for (_, verdict), figures in together.items())


def contradicted(figures: Sequence[Checked]) -> str:
    """What a sentence says and what the table says instead: "says 95; the table says 90 (Calls answered, Jul-24)"."""
    return " and ".join(f"says {each.says}; the table says {each.table}" for each in figures)


def _says_how_much(text: str) -> bool:
    """Whether a text has a figure or a claim at all: reading every row for one that has none takes its time."""
    return bool(read_figures(text)) or _CLAIM.search(text) is not None or any(directions_in(text))


def _exceptions(row: MeasureRow) -> Mapping[int, int] | None:
    """By months: 1 high, -1 low. None where none were looked for, and where the control chart has other words."""
    if row.engine is Engine.XMR:
        return None
    if row.exceptions == NO_EXCEPTION:
        return {}
    found = {
        _MONTHS[name]: 1 if way == Direction.HIGH.label else -1
        for names, way in _LABEL.findall(row.exceptions)
        for name in names.split(", ")
    }
    return found or None


def _contradiction(text: Text, figures: Sequence[Checked]) -> Problem:
    sentence = figures[0].sentence
    return Problem(
        kind=ProblemKind.CONTRADICTION,
        severity=Severity.BLOCK,
        place=text.place,
        about="\n".join((sentence, *(part for each in figures for part in (each.says, each.table)))),
        words=f"“{sentence.strip()}” {contradicted(figures)}. Mend the text, or the figure if the table is wrong.",
    )


def _no_source(text: Text, figures: Sequence[Checked]) -> Problem:
    sentence, said = figures[0].sentence, list(dict.fromkeys(each.says for each in figures))
    are, them, their = ("is", "it", "its source") if len(said) == 1 else ("are", "them", "their sources")
    return Problem(
        kind=ProblemKind.NO_SOURCE,
        severity=Severity.BLOCK,
        place=text.place,
        about="\n".join((sentence, *said)),
        words=(
            f"“{sentence.strip()}” says {list_words(said)}, which {are} not in the table beside it. "
            f"Confirm {them} with {their} on the page of the commentary, or take {them} out."
        ),
    )
