"""Tables and measures for the tests of loading, written as they would stand in a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.files.rules_tables import Cell, Content, Merged, Row, Table
from tracker.measures.rules import MeasureType, Unit
from tracker.measures.rules_columns import SavedMap, find_columns
from tracker.measures.rules_file_rows import read_rows
from tracker.measures.rules_load import Facts, LoadPlan, Terms, plan_load
from tracker.measures.rules_names import KnownMeasure, Names

TODAY = date(2024, 9, 18)
JUNE, JULY, AUGUST = date(2024, 6, 1), date(2024, 7, 1), date(2024, 8, 1)

CRIME = KnownMeasure(1, "CRIME", "Crime volume", MeasureType.COUNT, Unit.COUNT)
ABANDONED = KnownMeasure(2, "ABANDONED", "Calls abandoned", MeasureType.RATE, Unit.PERCENT)
ANSWER = KnownMeasure(3, "ANSWER_TIME", "Time to answer", MeasureType.MEAN_TIME, Unit.DURATION)
SURVEY = KnownMeasure(4, "SAFE", "Feel safe", MeasureType.SURVEY, Unit.PERCENT)
GONE = KnownMeasure(5, "OLD", "Old measure", MeasureType.COUNT, Unit.COUNT, withdrawn=True)
SUPPLIED = KnownMeasure(6, "COMPLIANCE", "Compliance", MeasureType.SUPPLIED_RATE, Unit.PERCENT)
MEASURES = (CRIME, ABANDONED, ANSWER, SURVEY, GONE, SUPPLIED)


def table(*rows: Iterable[Content | None], merged: tuple[Merged, ...] = ()) -> Table:
    """A row for each; None or "" for a blank cell. A row without cells is an empty one, which is left out."""
    made = (
        Row(number, tuple(None if value is None or value == "" else Cell(value) for value in row))
        for number, row in enumerate(rows, start=1)
    )
    return Table(tuple(row for row in made if any(row.cells)), merged)


def csv(text: str) -> Table:
    """A table written as CSV with "|" between cells."""
    return table(*([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()))


def plan(
    given: Table | str,
    in_force: dict[tuple[KnownMeasure, date], Facts] | None = None,
    *,
    maps: tuple[SavedMap, ...] = (),
    reason: str | None = None,
    final: bool = False,
    on: date = TODAY,
) -> LoadPlan:
    """What loading it would do. The table must have columns that are found."""
    found = csv(given) if isinstance(given, str) else given
    columns = find_columns(found, maps)
    rows = read_rows(found, columns, Names(MEASURES))
    held = {(measure.id, month): facts for (measure, month), facts in (in_force or {}).items()}
    terms = Terms(on, reason, final)
    return plan_load(rows.proposals, held, terms, problems=rows.problems, blanks=rows.blanks, columns=columns)
