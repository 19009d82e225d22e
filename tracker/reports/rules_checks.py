"""What is wrong with a report before it is signed (RULES 7): each problem in a sentence that says what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.dates import Quarter
from tracker.measures.rules_commentary import Mark
from tracker.measures.rules_figures import FigureRow
from tracker.plan.rules import has_words
from tracker.reports.rules_checks_figures import commentary_figures, line_figures, rows_under
from tracker.reports.rules_checks_rows import (
    acronym_problems,
    missing_commentary,
    missing_sections,
    nothing_to_report,
    row_problems,
    warned,
)
from tracker.reports.rules_checks_texts import (
    Text,
    lines_under,
    notes_under,
    text_problems,
    texts_beside,
    written_in,
)
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_warnings import MeasureWarning, measure_warnings
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection

__all__ = ["Problem", "ProblemKind", "ProblemPlace", "Severity", "problems", "standing_blocks"]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the texts of a report are held against. `before` are the lines of the last report."""

    quarter: Quarter
    sourced: Collection[Mark]
    before: frozenset[str]
    warnings: Mapping[str, list[MeasureWarning]]


def problems(
    current: HighlightSnapshot, previous: HighlightSnapshot | None, sourced: Collection[Mark] = ()
) -> tuple[Problem, ...]:
    """Everything that is wrong, in the order of the report, each once.

    `previous` is the last signed report, None before there is any; one of the same quarter is corrected by this one,
    which may say the same. `sourced` are the figures, as `mark_of` gives them, that are no problem: those somebody
    confirmed with a source, and those that agree with what a table is worked out from but a report does not carry, such
    as the numerators of rates.
    """
    warnings: dict[str, list[MeasureWarning]] = defaultdict(list)
    for warning in measure_warnings(current):
        warnings[warning.code].append(warning)
    before = None if previous is None or previous.quarter.key == current.quarter.key else previous
    basis = _Basis(Quarter.parse(current.quarter.key), sourced, written_in(before), warnings)
    found = (
        *nothing_to_report(current),
        *(problem for part in current.priorities for problem in _of_priority(part, current, basis)),
        *acronym_problems(current),
    )
    return tuple({problem.key: problem for problem in reversed(found)}.values())[::-1]


def standing_blocks(found: Iterable[Problem], overrides: Mapping[str, str]) -> tuple[Problem, ...]:
    """What still stops a signature: blocks that nobody overrode with a reason. `overrides` are reasons by key."""
    return tuple(problem for problem in found if problem.blocks and not has_words(overrides.get(problem.key)))


def _of_priority(part: PrioritySection, current: HighlightSnapshot, basis: _Basis) -> Iterator[Problem]:
    rows = rows_under(part, basis.quarter)
    yield from missing_sections(part, current)
    for text in lines_under(part):
        yield from _of_line(text, rows, basis)
    yield from row_problems(part)
    for text in notes_under(part):
        yield from _of_line(text, rows, basis)
    for page in part.measures:
        for row in page.rows:
            yield from (warned(part, page, warning) for warning in basis.warnings.get(row.code, ()))
        yield from missing_commentary(part, page)
        for text in texts_beside(part, page):
            yield from commentary_figures(text, basis.quarter, basis.sourced)
            yield from text_problems(text, basis.quarter, basis.before)


def _of_line(text: Text, rows: list[FigureRow], basis: _Basis) -> Iterator[Problem]:
    yield from line_figures(text, rows, basis.sourced)
    yield from text_problems(text, basis.quarter, basis.before)
