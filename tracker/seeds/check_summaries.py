"""The rules of figures that come worked out, and of what analysts write about measures; and months everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tracker.dates import Quarter
from tracker.measures.rules import MeasureType, Unit, YoyUnit, month_of
from tracker.seeds.cells import columns
from tracker.seeds.check_findings import is_digest
from tracker.seeds.check_row import refusal, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_measures import MeasureRow
from tracker.seeds.tables_summaries import (
    CommentaryPageRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)

_UNITS: Final[Mapping[YoyUnit, tuple[Unit, ...]]] = {
    YoyUnit.PERCENT: tuple(Unit),
    YoyUnit.PERCENTAGE_POINTS: (Unit.PERCENT,),
    YoyUnit.DURATION: (Unit.DURATION, Unit.HOURS),
    YoyUnit.DAYS: (Unit.DAYS,),
}
"""The units of the measures whose change can be counted in each."""


def summary_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with summaries, contexts, commentary and confirmed figures."""
    yield from _months(seeds)
    measures = {row.code: row for row in seeds.of(MeasureRow)}
    for row in seeds.of(MeasureSummaryRow):
        yield from _summary(row, measures[row.measure])
    for context in seeds.of(MeasureContextRow):
        yield from refusal(context, "quarter", Quarter.parse, context.quarter)
        if context.peers is not None and context.peers_basis is None:
            yield at(context, "peers_basis", "Say what the comparison with peers rests on.")
    for page in seeds.of(CommentaryPageRow):
        yield from refusal(page, "quarter", Quarter.parse, page.quarter)
    for figure in seeds.of(FigureConfirmationRow):
        if not is_digest(figure.sentence_digest):
            yield at(figure, "sentence_digest", "This is not a SHA-256: 64 digits from 0 to 9 and a to f.")


def _months(seeds: SeedSet) -> Iterator[Problem]:
    """A file cannot name another day than the first; rows that were made elsewhere can."""
    for kind in FILES:
        monthly = [column.name for column in columns(kind) if column.monthly]
        for row in seeds.of(kind) if monthly else ():
            for name in monthly:
                if getattr(row, name) != month_of(getattr(row, name)):
                    yield at(row, name, f"A month is named by its first day, not by {getattr(row, name)}.")


def _summary(row: MeasureSummaryRow, measure: MeasureRow) -> Iterator[Problem]:
    yield from together(row, "yoy", "yoy_unit")
    if row.yoy_unit is not None and measure.unit not in _UNITS[row.yoy_unit]:
        said = f"{measure.code} is counted in {measure.unit}: its change is not counted in {row.yoy_unit}."
        yield at(row, "yoy_unit", said)
    if row.margin is not None and row.margin < 0:
        yield at(row, "margin", "This must be 0 or more: it is read as plus or minus.")
    if row.margin is not None and measure.kind is not MeasureType.SURVEY:
        yield at(row, "margin", f"Only a survey has a margin. {measure.code} is of the type {measure.kind}.")
