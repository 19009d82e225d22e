"""Which column holds what, by headings or by a saved map, and what is said of a file in which nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.measures.tables import CRIME, MEASURES, csv, plan, table
from tracker.measures.rules import Layout
from tracker.measures.rules_columns import (
    HeadingUsedTwice,
    MapIncomplete,
    NotInThisLayout,
    Role,
    SavedMap,
    check_map,
    find_columns,
)
from tracker.measures.rules_names import KnownMeasure, Names, SeveralMeasures, UnknownMeasure
from tracker.measures.rules_problems import BadTable

NICHE = SavedMap("Niche", Layout.LONG, {Role.MEASURE: "Offence", Role.MONTH: "Recorded in", Role.VALUE: "N"})
WIDE = SavedMap("Board", Layout.WIDE, {Role.MEASURE: "Offence"})


def refused(given: str, *maps: SavedMap, wanted: str | None = None) -> list[str]:
    with pytest.raises(BadTable) as found:
        find_columns(csv(given), maps, wanted)
    return [problem.line for problem in found.value.problems]


def test_a_saved_map_reads_a_file_whose_headings_fit_it() -> None:
    found = plan("Offence | RECORDED_IN | n | Measure\nCRIME | Jul-24 | 5 | x", maps=(WIDE, NICHE))
    assert found.columns is not None
    assert found.columns.map_name == "Niche"
    assert found.columns.ignored == ("Measure",)
    assert [figure.facts.value for figure in found.fresh] == [5]


def test_months_of_a_wide_table_may_be_dates() -> None:
    found = find_columns(table(["Offence", date(2024, 7, 1), date(2024, 8, 31)], ["CRIME", "5", "6"]), (WIDE,))
    assert list(found.months.values()) == [date(2024, 7, 1), date(2024, 8, 1)]
    assert found.role_headings() == {Role.MEASURE: "Offence"}


def test_a_map_that_is_asked_for_must_fit() -> None:
    assert refused("Measure | Month | N\nCRIME | Jul-24 | 5", NICHE, wanted="niche") == [
        "Row 1: The column map “Niche” needs a column “Offence”, which this file does not have. "
        "Check the file, or change the map.",
        "Row 1: The column map “Niche” needs a column “Recorded in”, which this file does not have. "
        "Check the file, or change the map.",
    ]
    assert "There is no column map “X”. Saved are: “Niche”." in refused("Measure | Jul-24", NICHE, wanted="X")[0]


def test_a_table_without_headings_is_told_which_it_needs() -> None:
    (line,) = refused("CRIME | 5\nHATE | 6")
    assert "Name the columns measure, month and value" in line


def test_a_heading_that_stands_twice_is_named() -> None:
    (line,) = refused("Measure | Month | Value | value\nCRIME | Jul-24 | 5 | 6")
    assert line.startswith("Row 1, column D, “value”: This heading stands twice")
    (line,) = refused("Measure | Jul-24 | Q3 | 2024-07\nCRIME | 5 | 5 | 6")
    assert line.startswith("Row 1, column D, “2024-07”: Column B is Jul-24 already")


def test_a_wide_map_needs_months() -> None:
    (line,) = refused("Offence | Q1\nCRIME | 5", WIDE, wanted="Board")
    assert "No heading of this row is a month" in line


@pytest.mark.parametrize(
    ("layout", "headings", "error"),
    [
        (Layout.LONG, {Role.MONTH: "b", Role.VALUE: "c"}, MapIncomplete),
        (Layout.LONG, {Role.MEASURE: "a", Role.VALUE: "c"}, MapIncomplete),
        (Layout.LONG, {Role.MEASURE: "a", Role.MONTH: "b"}, MapIncomplete),
        (Layout.LONG, {Role.MEASURE: "a", Role.MONTH: "b", Role.PEER_LOWER: "c"}, MapIncomplete),
        (Layout.LONG, {Role.MEASURE: "a", Role.MONTH: "b", Role.VALUE: "B"}, HeadingUsedTwice),
        (Layout.WIDE, {Role.MEASURE: "a", Role.MONTH: "b"}, NotInThisLayout),
        (Layout.WIDE, {}, MapIncomplete),
    ],
)
def test_a_map_must_name_what_its_layout_needs(
    layout: Layout, headings: dict[Role, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_map(SavedMap("Map", layout, headings))


def test_sound_maps_pass() -> None:
    check_map(NICHE)
    check_map(WIDE)
    parts = {Role.MEASURE: "a", Role.MONTH: "b", Role.NUMERATOR: "c", Role.DENOMINATOR: "d"}
    check_map(SavedMap("Parts", Layout.LONG, parts))


def test_a_name_that_several_measures_have_asks_for_the_code() -> None:
    twin = KnownMeasure(9, "CRIME_2022", "Crime volume", CRIME.kind, CRIME.unit)
    with pytest.raises(SeveralMeasures) as refused:
        Names([*MEASURES, twin]).find("crime  VOLUME")
    assert refused.value.codes == ("CRIME", "CRIME_2022")


def test_thousands_of_names_nobody_has_cost_no_more_than_a_few() -> None:
    many = [KnownMeasure(number, f"M{number}", f"Measure {number}", CRIME.kind, CRIME.unit) for number in range(400)]
    names = Names(many)
    suggested = 0
    for number in range(2000):
        with pytest.raises(UnknownMeasure) as refused:
            names.find(f"Meazure {number}x")
        suggested += bool(refused.value.nearest)
    assert 0 < suggested <= 25
