"""The demonstration's measures and figures are the published ones, and what is assumed of them says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.test_seed_wiltshire import QUARTERS, WILTSHIRE, facts
from tracker.measures.rules import (
    CommentaryBlock,
    Engine,
    LoadSource,
    Marking,
    MeasureType,
    TrendWord,
    Unit,
    ValueState,
    YoyUnit,
)
from tracker.measures.rules_exceptions import Direction, Rule
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
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
from tracker.seeds.tables_summaries import (
    ColumnMapRow,
    CommentaryPageRow,
    CommentaryTextRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)

APPENDIX, TABLES = 1, 2
RATES = {
    "C999_ABANDON": ("C999_ANSWERED", "C999_OFFERED"),
    "VWI_FAT_RATE": ("VWI_FAT_VOL", "VWI_VOL"),
    "DA_FAT_RATE": ("DA_FAT_VOL", "DA_CRIME_VOL"),
    "DA_O1416_RATE": ("DA_O1416_VOL", "DA_CRIME_VOL"),
    "RASSO_FAT_RATE": ("RASSO_FAT_VOL", "RASSO_VOL"),
}
"""The rates whose parts the same page prints; of the abandoned calls it prints those that were answered."""


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(WILTSHIRE)


@pytest.fixture(scope="module")
def measures(seeds: SeedSet) -> Mapping[str, MeasureRow]:
    return {row.code: row for row in seeds.of(MeasureRow)}


def number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def as_sentence(words: str) -> str:
    """As the seeds write a remark of the facts: with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}{'' if not words or words.endswith('.') else '.'}"


def test_all_hundred_measures_are_there_row_by_row(measures: Mapping[str, MeasureRow]) -> None:
    assert len(measures) == 100
    assert set(measures) == {row["code"] for row in facts("measures")}
    for row in facts("measures"):
        found = measures[row["code"]]
        assert (found.name, found.plan, str(found.priority)) == (row["name"], row["plan"], row["priority"])
        assert (found.unit, found.polarity, found.group or "") == (row["unit"], row["polarity"], row["section"])
        assert (found.data_source or "", found.related or "") == (row["data_source"], row["related_code"])
        assert (found.polarity_basis or "") == as_sentence(row["polarity_basis"])
        assert (found.note or "").startswith(as_sentence(row["note"]))
        assert (found.engine, found.withdrawn_on, found.withdrawn_reason) == (Engine.EXCEPTIONS, None, None)


def test_they_stand_in_the_published_order_under_their_priority(seeds: SeedSet) -> None:
    for place in {(row["plan"], row["priority"]) for row in facts("measures")}:
        published = [row["code"] for row in facts("measures") if (row["plan"], row["priority"]) == place]
        found = [row for row in seeds.of(MeasureRow) if (row.plan, str(row.priority)) == place]
        assert [(row.position, row.code) for row in found] == list(enumerate(published, start=1))


def test_what_is_not_from_the_facts_says_that_it_is_assumed(measures: Mapping[str, MeasureRow]) -> None:
    for row in facts("measures"):
        added = (measures[row["code"]].note or "").removeprefix(as_sentence(row["note"])).strip()
        assert not added or added.startswith("Assumed: ")


def test_each_type_follows_from_how_the_months_of_the_facts_combine(measures: Mapping[str, MeasureRow]) -> None:
    allowed = {
        ("sum", "count"): {MeasureType.COUNT},
        ("sum", "hours"): {MeasureType.COUNT},
        ("mean", "count"): {MeasureType.STOCK},
        ("latest", "count"): {MeasureType.STOCK},
        ("mean", "percent"): {MeasureType.RATE, MeasureType.SUPPLIED_RATE},
        ("latest", "percent"): {MeasureType.SURVEY, MeasureType.SUPPLIED_RATE},
        ("latest", "days"): {MeasureType.SUPPLIED_RATE},
        ("mean", "days"): {MeasureType.MEDIAN},
        ("mean", "duration"): {MeasureType.MEAN_TIME, MeasureType.MEDIAN},
    }
    for row in facts("measures"):
        assert measures[row["code"]].kind in allowed[row["aggregation"], row["unit"]], row["code"]
    assert Counter(row.kind for row in measures.values()) == {
        MeasureType.COUNT: 40,
        MeasureType.SUPPLIED_RATE: 19,
        MeasureType.SURVEY: 17,
        MeasureType.MEAN_TIME: 11,
        MeasureType.RATE: 5,
        MeasureType.MEDIAN: 4,
        MeasureType.STOCK: 4,
    }


def test_surveys_are_those_the_facts_call_surveys_and_medians_those_they_call_medians(
    measures: Mapping[str, MeasureRow],
) -> None:
    for row in facts("measures"):
        asked = row["data_source"].lower()
        survey = row["unit"] == "percent" and ("survey" in asked or "csew" in asked)
        assert (measures[row["code"]].kind is MeasureType.SURVEY) is survey, row["code"]
        assert (measures[row["code"]].kind is MeasureType.MEDIAN) is ("Median" in row["name"])


def test_a_rate_has_parts_that_the_same_page_prints_and_that_give_it_in_every_window(
    measures: Mapping[str, MeasureRow],
) -> None:
    assert {code for code, row in measures.items() if row.kind is MeasureType.RATE} == set(RATES)
    printed = {row["measure_code"]: row for row in facts("measure_summary_2024")}
    for code, (part, whole) in RATES.items():
        for column in ("month_value", "three_month_value", "twelve_month_value"):
            rate = Decimal(printed[part][column]) / Decimal(printed[whole][column])
            rate = 1 - rate if code == "C999_ABANDON" else rate
            assert abs(rate * 100 - Decimal(printed[code][column])) <= Decimal("0.05"), (code, column)


def test_groups_are_the_sections_of_the_reports(seeds: SeedSet) -> None:
    sections = dict.fromkeys(
        (row["plan"], int(row["priority"]), row["section"]) for row in facts("measures") if row["section"]
    )
    assert len(seeds.of(MeasureGroupRow)) == 13
    assert {(row.plan, row.priority, row.name) for row in seeds.of(MeasureGroupRow)} == set(sections)
    for plan, priority in {(plan, priority) for plan, priority, _ in sections}:
        wanted = [name for *place, name in sections if place == [plan, priority]]
        found = [row for row in seeds.of(MeasureGroupRow) if (row.plan, row.priority) == (plan, priority)]
        assert [(row.position, row.name) for row in found] == list(enumerate(wanted, start=1))


def test_county_and_swindon_are_areas_of_their_whole(measures: Mapping[str, MeasureRow]) -> None:
    areas = {code: (row.parent, row.area) for code, row in measures.items() if row.parent is not None}
    named = {row["code"] for row in facts("measures") if row["name"].endswith((" - County", " - Swindon"))}
    assert set(areas) == named
    assert len(named) == 6
    for code, (parent, area) in areas.items():
        assert code == f"{parent}_{(area or '').upper()}"
        assert measures[code].name == f"{measures[parent or ''].name} - {area}"


def test_a_whole_says_by_how_much_its_areas_fall_short(measures: Mapping[str, MeasureRow]) -> None:
    printed = {row["measure_code"]: row for row in facts("measure_summary_2024")}
    for code in ("VWI_VOL", "ASB24_VOL"):
        note = measures[code].areas_note or ""
        assert note.startswith("Assumed: ")
        for column in ("month_value", "twelve_month_value"):
            whole, *parts = (int(printed[each][column]) for each in (code, f"{code}_COUNTY", f"{code}_SWINDON"))
            assert f"{whole - sum(parts)} below the {whole:,}" in note


def test_every_figure_of_the_appendix_is_there_and_no_other(seeds: SeedSet) -> None:
    published = {
        (row["measure_code"], row["month"]): Decimal(row["value"])
        for row in facts("measure_monthly_2019")
        if row["status"] == "value"
    }
    found = {(row.measure, f"{row.month:%Y-%m}"): row.value for row in seeds.of(MeasureValueRow)}
    assert len(seeds.of(MeasureValueRow)) == 207
    assert found == published
    for row in seeds.of(MeasureValueRow):
        assert (row.load, row.state, row.marking, row.reason) == (APPENDIX, ValueState.FINAL, Marking.NONE, None)
        assert (row.numerator, row.denominator, row.margin) == (None, None, None)


def test_a_month_that_prints_nil_for_a_rate_of_audits_has_no_figure_and_the_measure_says_so(
    seeds: SeedSet, measures: Mapping[str, MeasureRow]
) -> None:
    nil = {(row["measure_code"], row["month"]) for row in facts("measure_monthly_2019") if row["status"] == "nil"}
    assert nil == {("CRIME_REC_COMPL", month) for month in ("2019-05", "2019-07", "2019-11")}
    assert not nil & {(row.measure, f"{row.month:%Y-%m}") for row in seeds.of(MeasureValueRow)}
    assert "Assumed: May, July and November 2019 print Nil" in (measures["CRIME_REC_COMPL"].note or "")


@pytest.mark.parametrize(
    "code", ["CRIME_VOL", "CYBER_VOL", "HATE_VOL", "ASB_VOL", "S136", "CSE_VOL", "DA_VOL", "SEXOFF_VOL"]
)
def test_the_months_add_up_to_the_printed_quarter_and_year(seeds: SeedSet, code: str) -> None:
    (printed,) = (row for row in facts("measure_quarterly") if of_third_quarter(row, code))
    months = [row.value or Decimal(0) for row in seeds.of(MeasureValueRow) if row.measure == code]
    assert len(months) == 12
    assert (sum(months[-3:]), sum(months)) == (int(printed["value"]), int(printed["rolling_12_month"]))


def test_the_hours_of_specials_add_up_to_the_printed_quarter(seeds: SeedSet) -> None:
    (printed,) = (row for row in facts("measure_quarterly") if of_third_quarter(row, "SPECIALS_HOURS"))
    months = [row.value or Decimal(0) for row in seeds.of(MeasureValueRow) if row.measure == "SPECIALS_HOURS"]
    assert sum(months[-3:]) == int(printed["value"])


def of_third_quarter(row: Mapping[str, str], code: str) -> bool:
    return (row["measure_code"], row["report"], row["quarter"]) == (code, "2019-20-Q3", "2019-20-Q3")


def test_each_document_is_one_load_that_says_what_is_assumed_of_it(seeds: SeedSet) -> None:
    appendix, tables = seeds.of(MeasureLoadRow)
    assert (appendix.number, appendix.loaded_on) == (APPENDIX, date(2020, 3, 19))
    assert appendix.origin == "Performance report of quarter 3 of 2019-20, Appendix A"
    assert date(2020, 3, 19).isoformat() in {row["date"] for row in facts("meetings")}
    assert (tables.number, tables.loaded_on) == (TABLES, date(2024, 9, 18))
    for load in (appendix, tables):
        assert (load.source, load.file) == (LoadSource.SEED, None)
        assert (load.note or "").startswith("Assumed: ")


def test_every_row_of_the_tables_of_2024_is_an_imported_summary(seeds: SeedSet) -> None:
    found = {row.measure: row for row in seeds.of(MeasureSummaryRow)}
    assert len(seeds.of(MeasureSummaryRow)) == len(found) == len(facts("measure_summary_2024")) == 57
    for row in facts("measure_summary_2024"):
        each = found[row["measure_code"]]
        assert (each.load, each.month, each.marking, each.margin) == (TABLES, date(2024, 7, 1), Marking.NONE, None)
        assert (each.month_value, each.three_months, each.twelve_months) == (
            *(number(row["month_value"]), number(row["three_month_value"])),
            number(row["twelve_month_value"]),
        )
        assert (each.yoy, each.yoy_unit) == (number(row["yoy_value"]), row["yoy_unit_probable"])
        assert each.weighting == (int(row["exception_weighting"]) if row["exception_weighting"] else None)


def test_a_rate_whose_change_prints_a_bare_percent_sign_is_taken_as_points_and_says_so(
    seeds: SeedSet, measures: Mapping[str, MeasureRow]
) -> None:
    found = {row.measure: row for row in seeds.of(MeasureSummaryRow)}
    for row in facts("measure_summary_2024"):
        note = found[row["measure_code"]].note or ""
        assert note.startswith("Assumed: the change is in % points") is (row["yoy_unit"] != row["yoy_unit_probable"])
    for code, each in found.items():
        assert (each.yoy_unit is YoyUnit.PERCENTAGE_POINTS) is (measures[code].unit is Unit.PERCENT)


def test_no_trend_is_stable_and_a_table_without_trends_has_none(seeds: SeedSet) -> None:
    words = {"Increasing": TrendWord.INCREASING, "Decreasing": TrendWord.DECREASING, "None": TrendWord.STABLE, "": None}
    found = {row.measure: row.trend for row in seeds.of(MeasureSummaryRow)}
    assert found == {row["measure_code"]: words[row["trend"]] for row in facts("measure_summary_2024")}
    assert Counter(found.values())[None] == 9


def test_every_exception_is_the_printed_one(seeds: SeedSet) -> None:
    found = {row.measure: row for row in seeds.of(MeasureSummaryRow)}
    for row in facts("measure_summary_2024"):
        for rule in Rule:
            printed = [each for each in Direction if row[f"{rule}_{each}"] == "1"]
            stands: Direction | None = getattr(found[row["measure_code"]], rule.value)
            assert ([] if stands is None else [stands]) == printed


def test_the_words_of_the_dashboard_are_those_of_the_appendix(seeds: SeedSet) -> None:
    said = {row["measure_code"]: row["context"] for row in facts("measure_monthly_2019")}
    found = seeds.of(MeasureContextRow)
    assert {row.measure: row.words for row in found} == said
    assert len(found) == 19
    assert {(row.quarter, row.peers, row.peers_basis) for row in found} == {("2019-20-Q3", None, None)}


def test_every_published_block_of_commentary_is_there_and_no_other(seeds: SeedSet) -> None:
    blocks = {"SO WHAT": CommentaryBlock.SO_WHAT, "NOW WHAT": CommentaryBlock.NOW_WHAT}
    published = {
        (QUARTERS[row["report"]], int(row["priority"]), row["page"], blocks[row["block"]]): row["summary"]
        for row in facts("performance_pages")
    }
    found = seeds.of(CommentaryTextRow)
    assert {(row.quarter, row.priority, row.group, row.block): row.text for row in found} == published
    assert len(found) == 40
    authors = {
        ("2023-24-Q2", "Highlight report of September 2023"),
        ("2024-25-Q2", "Highlight report of September 2024"),
    }
    assert {(row.quarter, row.written_by) for row in found} == authors


def test_a_page_stands_for_each_group_that_has_a_block(seeds: SeedSet) -> None:
    of_blocks = {(row.priority, row.group, row.quarter) for row in seeds.of(CommentaryTextRow)}
    pages = [(row.priority, row.group, row.quarter) for row in seeds.of(CommentaryPageRow)]
    assert len(pages) == len(set(pages)) == 21
    assert set(pages) == of_blocks
    assert {row.no_surprises for row in seeds.of(CommentaryPageRow)} == {None}


@pytest.mark.parametrize(
    "kind",
    [
        *(MarkingClearanceRow, MeasureTargetRow, MeasureBaselineRow, PeerFigureRow, FigureConfirmationRow),
        ColumnMapRow,
    ],
)
def test_nothing_that_was_not_published_is_invented(seeds: SeedSet, kind: type[MeasureTargetRow]) -> None:
    assert seeds.of(kind) == ()
