"""The rules of measures, of their figures by load, and of targets, baselines and peers (RULES 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from tracker.errors import DomainError
from tracker.measures.rules import Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_changes import UNITS, check_code
from tracker.measures.rules_words import rounded, value_words
from tracker.seeds.check_row import gaps, grouped, order, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_measures import (
    MarkingClearanceRow,
    MeasureBaselineRow,
    MeasureLoadRow,
    MeasureRow,
    MeasureTargetRow,
    MeasureValueRow,
    PeerFigureRow,
)

_HALF: Final = Decimal("0.5")


def measure_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with measures and their figures."""
    measures = {row.code: row for row in seeds.of(MeasureRow)}
    areas: dict[tuple[str | None, str | None], int] = {}
    for row in measures.values():
        yield from _measure(row)
        yield from _area(row, measures, areas)
    loads = sorted(seeds.of(MeasureLoadRow), key=lambda row: row.number)
    yield from gaps(loads, (row.number for row in loads), "the loads")
    values = {(row.load, row.measure, row.month): row for row in seeds.of(MeasureValueRow)}
    for value in values.values():
        yield from _value(value)
        yield from _parts(value, measures[value.measure])
    for cleared in seeds.of(MarkingClearanceRow):
        if values[cleared.load, cleared.measure, cleared.month].marking is Marking.NONE:
            yield at(cleared, "month", "The figure has no marking that could be cleared.")
    yield from _targets_and_baselines(seeds)
    yield from _peers(seeds)


def _measure(row: MeasureRow) -> Iterator[Problem]:
    try:
        check_code(row.code)
    except DomainError as error:
        yield at(row, "code", str(error))
    if row.unit not in UNITS[row.kind]:
        offered = ", ".join(UNITS[row.kind])
        yield at(row, "unit", f"A measure of the type {row.kind} is counted in one of: {offered}. Not in {row.unit}.")
    if row.related == row.code:
        yield at(row, "related", "A measure is not its own relation.")
    yield from together(row, "withdrawn_on", "withdrawn_reason")


def _area(
    row: MeasureRow, measures: Mapping[str, MeasureRow], areas: dict[tuple[str | None, str | None], int]
) -> Iterator[Problem]:
    yield from together(row, "parent", "area")
    if row.parent is None:
        return
    whole = measures[row.parent]
    if whole.parent is not None:
        yield at(row, "parent", f"{whole.code} counts an area itself. Name the measure of the whole.")
    if whole.unit is not row.unit:
        yield at(row, "unit", f"{whole.code}, the whole, is counted in {whole.unit}, so this is too.")
    if row.areas_note is not None:
        yield at(row, "areas_note", "Only the measure of the whole says why its areas do not add up.")
    first = areas.setdefault((row.parent, row.area), row.line)
    if first != row.line:
        yield at(row, "area", f"Row {first} counts this area of {row.parent} already.")


def _value(row: MeasureValueRow) -> Iterator[Problem]:
    withdrawn = row.state is ValueState.WITHDRAWN
    if withdrawn and row.value is not None:
        yield at(row, "value", "A withdrawn figure has no value.")
    if not withdrawn and row.value is None:
        yield at(row, "value", "Enter the value, or leave out the row: a month without a row has no figure.")
    if row.state in {ValueState.WITHDRAWN, ValueState.NOT_COMPARABLE} and row.reason is None:
        yield at(row, "reason", f"Say why the figure is {row.state.label.lower()}.")
    yield from together(row, "numerator", "denominator")
    if row.denominator is not None and row.denominator <= 0:
        yield at(row, "denominator", "This must be more than 0.")
    if row.margin is not None and row.margin < 0:
        yield at(row, "margin", "This must be 0 or more: it is read as plus or minus.")


def _parts(row: MeasureValueRow, measure: MeasureRow) -> Iterator[Problem]:
    if row.margin is not None and measure.kind is not MeasureType.SURVEY:
        yield at(row, "margin", f"Only a survey has a margin. {measure.code} is of the type {measure.kind}.")
    if row.numerator is None or row.denominator is None or row.denominator <= 0:
        return
    if not measure.kind.has_parts:
        yield at(row, "numerator", f"{measure.code} is of the type {measure.kind}, which has no parts.")
    elif row.value is not None:
        exact = row.numerator * (100 if measure.unit is Unit.PERCENT else 1) / row.denominator
        # The last place that is printed, of whichever value: a figure may have been rounded either way.
        place = Decimal(1).scaleb(int(rounded(exact, measure.unit).as_tuple().exponent))
        if abs(row.value - exact) > place * _HALF:
            said = f"The parts give {value_words(exact, measure.unit)}, not {value_words(row.value, measure.unit)}."
            yield at(row, "value", said)


def _targets_and_baselines(seeds: SeedSet) -> Iterator[Problem]:
    targets, baselines = seeds.of(MeasureTargetRow), seeds.of(MeasureBaselineRow)
    for code, of_targets in grouped(targets, "measure").items():
        numbered = sorted(of_targets, key=lambda row: row.number)
        yield from gaps(numbered, (row.number for row in numbered), f"the targets of {code}")
    for code, of_baselines in grouped(baselines, "measure").items():
        ordered = sorted(of_baselines, key=lambda row: row.number)
        yield from gaps(ordered, (row.number for row in ordered), f"the baselines of {code}")
    dated: tuple[MeasureTargetRow | MeasureBaselineRow, ...] = (*targets, *baselines)
    for row in dated:
        yield from together(row, "withdrawn_on", "withdrawn_reason")
        yield from order(row, "withdrawn_on", row.set_on, row.withdrawn_on)


def _peers(seeds: SeedSet) -> Iterator[Problem]:
    for row in seeds.of(PeerFigureRow):
        if row.average < row.lower:
            yield at(row, "average", f"The average is below the lower bound, {row.lower:f}.")
        if row.upper < row.average:
            yield at(row, "upper", f"The upper bound is below the average, {row.average:f}.")
