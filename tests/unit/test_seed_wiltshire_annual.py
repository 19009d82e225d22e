"""What the demonstration's office wrote for its annual report of 2023-24, against the published facts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from tests.unit.test_seed_wiltshire import facts
from tracker.annual.rules import FigurePlace, FinanceSide, SectionKind, StoryKind
from tracker.annual.rules_finance import Column, MoneyLine, amount_of, check_finance, share_sums
from tracker.config import project_file
from tracker.documents.remake import remake
from tracker.reports.rules_annual import number_of
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_annual import (
    AnnualFigureRow,
    AnnualPictureRow,
    AnnualSectionRow,
    AnnualStoryRow,
    AnnualYearRow,
    FinanceLineRow,
    FundingFactRow,
    SpendShareRow,
)


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def test_the_finance_table_is_the_published_one_to_the_printed_digit(seeds: SeedSet) -> None:
    sides = {"cost": FinanceSide.COST, "financed by": FinanceSide.FINANCED_BY}
    assert [
        (row.position, row.side, row.label, row.actual, row.budget, row.is_total) for row in seeds.of(FinanceLineRow)
    ] == [
        (
            int(row["order"]),
            sides[row["section"]],
            row["line"],
            row["raw_2023_24"],
            row["raw_2024_25"],
            row["is_total"] == "1",
        )
        for row in facts("finance")
    ]
    for line, published in zip(seeds.of(FinanceLineRow), facts("finance"), strict=True):
        assert amount_of(line.actual) == Decimal(published["actual_2023_24_gbp_m"])


def test_the_finance_table_adds_up_in_both_years(seeds: SeedSet) -> None:
    lines = [MoneyLine(row.side, row.label, row.actual, row.budget, row.is_total) for row in seeds.of(FinanceLineRow)]
    assert check_finance(lines, {Column.ACTUAL: "2023-24", Column.BUDGET: "2024-25"}) == []


def test_shares_of_spend_are_the_published_ones_and_come_to_100_in_both_years(seeds: SeedSet) -> None:
    found = seeds.of(SpendShareRow)
    assert [(row.function, row.percent, row.previous) for row in found] == [
        (row["function"], Decimal(row["percent_2023_24"]), Decimal(row["percent_2022_23"]))
        for row in facts("finance_spend_share")
    ]
    sums = share_sums([(row.percent, row.previous) for row in found], "2023-24", "2022-23")
    assert [each.is_whole for each in sums] == [True, True]


def test_funding_facts_are_those_of_the_published_report(seeds: SeedSet) -> None:
    found = seeds.of(FundingFactRow)
    assert [(row.topic, row.amount, row.qualifier or "", row.detail or "", row.period or "") for row in found] == [
        (row["topic"], Decimal(row["amount_gbp"]), row["qualifier"], row["detail"], row["period"])
        for row in facts("funding_facts")
        if row["source"] == "003"
    ]


def test_every_figure_of_the_published_report_is_a_headline_figure(seeds: SeedSet) -> None:
    def number(printed: str) -> Decimal:
        found = number_of(printed)
        assert found is not None
        return found[0]

    found = seeds.of(AnnualFigureRow)
    printed = Counter(number(row.value) for row in found)
    printed += Counter(number(row.previous) for row in found if row.previous is not None)
    published = [row for row in facts("measure_facts") if row["report"] == "AR-2023-24"]
    assert printed == Counter(Decimal(row["value"]) for row in published)
    assert {row.place for row in found} == set(FigurePlace)


def test_case_studies_are_those_of_the_published_report_and_no_quotation_is_invented(seeds: SeedSet) -> None:
    found = seeds.of(AnnualStoryRow)
    published = ["SMASH", "Chippenham Community Hub", "The Amber Foundation", "Devizes Opendoors"]
    assert [row.title for row in found] == published
    assert {(row.kind, row.priority, row.objective, row.speaker) for row in found} == {
        (StoryKind.CASE_STUDY, 3, "3.6", None)
    }


def test_the_foreword_says_that_nobody_wrote_it(seeds: SeedSet) -> None:
    (foreword,) = (row for row in seeds.of(AnnualSectionRow) if row.kind is SectionKind.FOREWORD)
    assert foreword.text is not None
    assert "No commissioner wrote or said" in foreword.text
    assert [row.year for row in seeds.of(AnnualYearRow)] == ["2023-24"]


def test_pictures_are_drawings_that_are_as_they_would_be_kept(seeds: SeedSet) -> None:
    for row in seeds.of(AnnualPictureRow):
        content = seeds.content(row.file)
        assert content is not None
        made = remake(content, row.name)
        assert (made.width, made.height) == (row.width, row.height)
        assert "not a photograph" in row.words
        assert not row.shows_people
