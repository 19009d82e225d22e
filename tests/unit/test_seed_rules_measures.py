"""What must be true of the measures of a seed set, their figures and what is written of them (RULES 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offices_measures import APRIL, LOADED, MAY, SENTENCE, measure, measure_load, measure_office
from tests.unit.test_seed_rules import office_of, office_with, placed, problems
from tracker.db import Exact
from tracker.measures.rules import Layout, Marking, MeasureType, PeerStatus, Unit, ValueState, YoyUnit
from tracker.seeds.cells import columns, from_cell, to_cell
from tracker.seeds.check import check_seeds
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_measures import (
    MarkingClearanceRow,
    MeasureBaselineRow,
    MeasureGroupRow,
    MeasureLoadRow,
    MeasureRow,
    MeasureTargetRow,
    MeasureValueRow,
    PeerFigureRow,
)
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_summaries import (
    ColumnMapLineRow,
    ColumnMapRow,
    CommentaryPageRow,
    CommentaryTextRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)

NOWHERE = "does not stand in"
VALUE = next(column for column in columns(MeasureValueRow) if column.name == "value")
MONTH = next(column for column in columns(MeasureValueRow) if column.name == "month")


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (MeasureGroupRow, 3, {"name": "999"}, "name", "“P-1 1 999” stands in row 2 already."),
        (MeasureGroupRow, 3, {"priority": 9}, "priority", f"“P-1 9” {NOWHERE} priorities.csv."),
        (MeasureRow, 5, {"code": "CALLS"}, "code", "“CALLS” stands in row 2 already."),
        (MeasureRow, 5, {"priority": 9}, "priority", f"“P-1 9” {NOWHERE} priorities.csv."),
        (MeasureRow, 5, {"group": "101"}, "group", f"“P-1 1 101” {NOWHERE} measure_groups.csv."),
        (MeasureRow, 3, {"parent": "NONE"}, "parent", f"“NONE” {NOWHERE} measures.csv."),
        (MeasureRow, 2, {"related": "NONE"}, "related", f"“NONE” {NOWHERE} measures.csv."),
        (MeasureLoadRow, 3, {"number": 1}, "number", "“1” stands in row 2 already."),
        (MeasureLoadRow, 2, {"file": "0" * 64}, "file", f"“{'0' * 60}…” {NOWHERE} stored_files.csv."),
        (MeasureValueRow, 3, {"month": APRIL}, "month", "“1 CALLS 2022-04-01” stands in row 2 already."),
        (MeasureValueRow, 4, {"measure": "NONE"}, "measure", f"“NONE” {NOWHERE} measures.csv."),
        (MeasureValueRow, 4, {"load": 9}, "load", f"“9” {NOWHERE} measure_loads.csv."),
        (MarkingClearanceRow, 2, {"month": MAY}, "month", f"“1 TRUST 2022-05-01” {NOWHERE} measure_values.csv."),
        (MeasureTargetRow, 3, {"number": 1}, "number", "“CALLS 1” stands in row 2 already."),
        (MeasureBaselineRow, 2, {"measure": "NONE"}, "measure", f"“NONE” {NOWHERE} measures.csv."),
        (PeerFigureRow, 3, {"measure": "CALLS"}, "month", "“2 CALLS 2022-05-01” stands in row 2 already."),
        (MeasureSummaryRow, 4, {"load": 2}, "month", "“2 WAIT 2022-06-01” stands in row 3 already."),
        (MeasureContextRow, 3, {"measure": "CALLS"}, "quarter", "“CALLS 2022-23-Q1” stands in row 2 already."),
        (CommentaryPageRow, 3, {"priority": 1}, "quarter", "“P-1 1 999 2022-23-Q1” stands in row 2 already."),
        (CommentaryTextRow, 6, {"quarter": "2022-23-Q2"}, "quarter", f"{NOWHERE} commentary_pages.csv."),
        (CommentaryTextRow, 3, {"block": "what"}, "block", "stands in row 2 already."),
        (FigureConfirmationRow, 3, {"figure": "=12"}, "figure", "stands in row 2 already."),
        (ColumnMapRow, 3, {"name": "=Storm"}, "name", "“=Storm” stands in row 2 already."),
        (ColumnMapLineRow, 4, {"role": "value"}, "role", "“Qlik value” stands in row 3 already."),
    ],
)
def test_a_repeated_key_or_an_unknown_reference_is_named(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert_named(office_with(kind, row, changes), kind, row, column, said)


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (MeasureRow, 5, {"code": "GO-NE"}, "code", "“GO-NE” is not a code. Use capital letters, digits"),
        (MeasureRow, 5, {"code": "Gone"}, "code", "“Gone” is not a code. Use capital letters, digits"),
        (MeasureRow, 5, {"code": "LOADS"}, "code", "“LOADS” is part of the address of another page."),
        (MeasureRow, 7, {"unit": Unit.PERCENT}, "unit", "A measure of the type mean_time is counted in one of: dur"),
        (MeasureRow, 6, {"unit": Unit.COUNT}, "unit", "A measure of the type rate is counted in one of: percent,"),
        (MeasureRow, 5, {"unit": Unit.PERCENT}, "unit", "Not in percent."),
        (MeasureRow, 10, {"unit": Unit.DAYS}, "unit", "A measure of the type survey is counted in one of: percent."),
        (MeasureRow, 3, {"area": None}, "area", "Fill parent and area, or none of them."),
        (MeasureRow, 5, {"area": "North"}, "parent", "Fill parent and area, or none of them."),
        (MeasureRow, 4, {"parent": "CALLS_N"}, "parent", "CALLS_N counts an area itself. Name the measure of the"),
        (MeasureRow, 3, {"parent": "CALLS_N"}, "parent", "CALLS_N counts an area itself."),
        (MeasureRow, 4, {"area": "North"}, "area", "Row 3 counts this area of CALLS already."),
        (MeasureRow, 4, {"unit": Unit.HOURS}, "unit", "CALLS, the whole, is counted in count, so this is too."),
        (MeasureRow, 4, {"areas_note": "x"}, "areas_note", "Only the measure of the whole says why"),
        (MeasureRow, 2, {"related": "CALLS"}, "related", "A measure is not its own relation."),
        (MeasureRow, 5, {"withdrawn_reason": None}, "withdrawn_reason", "Fill withdrawn_on and withdrawn_reason, or"),
        (MeasureValueRow, 8, {"value": Decimal(1)}, "value", "A withdrawn figure has no value."),
        (MeasureValueRow, 8, {"reason": None}, "reason", "Say why the figure is withdrawn."),
        (MeasureValueRow, 4, {"reason": None}, "reason", "Say why the figure is not comparable."),
        (MeasureValueRow, 2, {"value": None}, "value", "Enter the value, or leave out the row"),
        (MeasureValueRow, 5, {"denominator": None}, "denominator", "Fill numerator and denominator, or none of them."),
        (MeasureValueRow, 5, {"denominator": Decimal(0)}, "denominator", "This must be more than 0."),
        (MeasureValueRow, 5, {"value": Decimal("1.1")}, "value", "The parts give 1.0%, not 1.1%."),
        (MeasureValueRow, 6, {"value": Decimal(63)}, "value", "The parts give 00:01:02, not 00:01:03."),
        (
            MeasureValueRow,
            2,
            {"numerator": Decimal(1), "denominator": Decimal(1)},
            "numerator",
            "CALLS is of the type count, which has no parts.",
        ),
        (
            MeasureValueRow,
            2,
            {"margin": Decimal(1)},
            "margin",
            "Only a survey has a margin. CALLS is of the type count.",
        ),
        (MeasureValueRow, 7, {"margin": Decimal(-1)}, "margin", "This must be 0 or more: it is read as plus or minus."),
        (MeasureValueRow, 9, {"month": date(2022, 5, 2)}, "month", "A month is named by its first day, not by 2022-05"),
        (MarkingClearanceRow, 2, {"measure": "CALLS"}, "month", "The figure has no marking that could be cleared."),
        (MeasureTargetRow, 3, {"number": 3}, "number", "The numbers of the targets of CALLS must be 1, 2, 3 …: 2 is"),
        (MeasureTargetRow, 2, {"withdrawn_reason": None}, "withdrawn_reason", "Fill withdrawn_on and withdrawn_reason"),
        (MeasureTargetRow, 2, {"withdrawn_on": MAY}, "withdrawn_on", "2022-05-01 is before 2022-06-10, the first day."),
        (MeasureTargetRow, 2, {"from_month": LOADED}, "from_month", "A month is named by its first day"),
        (MeasureBaselineRow, 3, {"number": 3}, "number", "The numbers of the baselines of CALLS must be 1, 2, 3 …: 2"),
        (MeasureBaselineRow, 2, {"withdrawn_on": MAY}, "withdrawn_on", "2022-05-01 is before 2022-06-10"),
        (PeerFigureRow, 2, {"lower": Decimal("2.6")}, "average", "The average is below the lower bound, 2.6."),
        (PeerFigureRow, 2, {"upper": Decimal("2.4")}, "upper", "The upper bound is below the average, 2.5."),
        (MeasureSummaryRow, 2, {"yoy_unit": None}, "yoy_unit", "Fill yoy and yoy_unit, or none of them."),
        (
            MeasureSummaryRow,
            2,
            {"yoy_unit": YoyUnit.PERCENTAGE_POINTS},
            "yoy_unit",
            "CALLS is counted in count: its change is not counted in percentage_points.",
        ),
        (MeasureSummaryRow, 6, {"yoy_unit": YoyUnit.DURATION}, "yoy_unit", "not counted in duration."),
        (MeasureSummaryRow, 2, {"margin": Decimal(1)}, "margin", "Only a survey has a margin."),
        (MeasureSummaryRow, 6, {"margin": Decimal(-1)}, "margin", "This must be 0 or more"),
        (MeasureSummaryRow, 2, {"month": LOADED}, "month", "A month is named by its first day"),
        (MeasureContextRow, 7, {"quarter": "soon"}, "quarter", "soon"),
        (MeasureContextRow, 7, {"peers": PeerStatus.LESS}, "peers_basis", "Say what the comparison with peers rests"),
        (FigureConfirmationRow, 2, {"sentence_digest": SENTENCE.upper()}, "sentence_digest", "This is not a SHA-256"),
    ],
)
def test_a_broken_rule_is_named_by_file_row_and_column(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert_named(office_with(kind, row, changes), kind, row, column, said)


def assert_named(office: SeedSet, kind: type[SeedRow], row: int, column: str, said: str) -> None:
    place = f"{kind.FILE}, row {row}, column {column}: "
    found = problems(office)
    assert any(problem.startswith(place) and said in problem for problem in found), found


def test_loads_are_numbered_without_a_gap() -> None:
    rows = placed(office_with(MeasureLoadRow, 2, {}))
    rows[MeasureLoadRow].append(measure_load(5))
    said = "The numbers of the loads must be 1, 2, 3 …: 4 is missing."
    assert_named(office_of(rows), MeasureLoadRow, 0, "number", said)


@pytest.mark.parametrize("value", ["1.04", "0.95"])
def test_a_rate_may_be_given_as_it_is_rounded_for_print(value: str) -> None:
    check_seeds(office_with(MeasureValueRow, 5, {"value": Decimal(value)}))


def test_a_rate_may_come_without_its_parts_for_a_month() -> None:
    check_seeds(office_with(MeasureValueRow, 5, {"numerator": None, "denominator": None}))


def test_the_quarter_of_a_page_of_commentary_is_a_quarter() -> None:
    rows = placed(office_of({}))
    rows.update(placed(office_with(CommentaryPageRow, 3, {"quarter": "2022-23-Q9"})))
    rows[CommentaryTextRow] = [row for row in rows[CommentaryTextRow] if getattr(row, "priority") == 1]  # noqa: B009  # of any row
    assert_named(office_of(rows), CommentaryPageRow, 3, "quarter", "2022-23-Q9")


def test_a_measure_may_be_withdrawn_with_a_reason_and_keep_its_figures() -> None:
    check_seeds(office_with(MeasureRow, 2, {"withdrawn_on": LOADED, "withdrawn_reason": "No longer counted"}))


@given(st.decimals(min_value=-(10**12) + 1, max_value=10**12 - 1, places=Exact.DECIMALS))
def test_any_number_the_database_holds_comes_back_from_its_cell(number: Decimal) -> None:
    read = from_cell(VALUE, to_cell(number))
    assert read == number
    assert isinstance(read, Decimal)
    # As the database gives it back, so that an export after a load gives no diff.
    kept = Exact().process_result_value(Exact().process_bind_param(read, None), None)  # type: ignore[arg-type]  # no dialect is asked
    assert to_cell(kept) == to_cell(read)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)).map(lambda day: day.replace(day=1)))
def test_any_month_comes_back_from_its_cell(month: date) -> None:
    cell = to_cell(month, monthly=True)
    assert cell == f"{month.year}-{month.month:02d}"
    assert from_cell(MONTH, cell) == month


def test_the_full_office_has_every_type_unit_state_and_marking() -> None:
    rows = measure_office()
    measures = [row for row in rows if isinstance(row, MeasureRow)]
    values = [row for row in rows if isinstance(row, MeasureValueRow)]
    assert {row.kind for row in measures} == set(MeasureType)
    assert {row.unit for row in measures} == set(Unit)
    assert {row.state for row in values} == set(ValueState)
    assert {row.marking for row in values} == set(Marking)
    assert {row.layout for row in rows if isinstance(row, ColumnMapRow)} == set(Layout)
    assert {row.peers for row in rows if isinstance(row, MeasureContextRow)} >= set(PeerStatus)
    assert {type(row) for row in rows} == {
        kind for kind in FILES if kind.__module__.endswith((".tables_measures", ".tables_summaries"))
    }


def test_a_measure_that_counts_nothing_of_another_stands_alone() -> None:
    rows = placed(office_with(MeasureRow, 2, {}))
    rows[MeasureRow].append(measure("ALONE", 9))
    check_seeds(office_of(rows))
