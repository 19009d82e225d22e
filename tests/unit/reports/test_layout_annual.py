"""What the pages of an annual report say, block by block."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reports.contents_annual import chapter, objective, section, snapshot, work
from tracker.annual.rules import SectionKind
from tracker.dates import FinancialYear
from tracker.documents.blocks import DataTable, Figure, Heading, KeptTogether
from tracker.documents.html import render_fragment
from tracker.plan.rules_year_marks import YearMark, YearOutcome
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_figures import moved_words
from tracker.reports.layout_annual_money import money_blocks, period_words
from tracker.reports.layout_annual_sections import ACCENT
from tracker.reports.snapshots import AcronymFacts
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import MarkFacts, OutcomeLine
from tracker.reports.snapshots_annual_words import MoneyFacts, ShareFacts

OUTCOME = OutcomeLine(quarter="2023-Q1", months="April to June 2023", text="A van came.", recorded=None)


def page_of(content: AnnualSnapshot) -> BeautifulSoup:
    return BeautifulSoup(render_fragment(annual_document(content)), "html.parser")


def words_of(content: AnnualSnapshot) -> str:
    return " ".join(page_of(content).text.split())


def mark(kind: YearMark, words: str) -> MarkFacts:
    return MarkFacts(kind=kind, word=kind.label, words=words, reason="No money", day=date(2024, 3, 31))


@pytest.mark.parametrize(
    ("outcome", "kind", "words", "told"),
    [
        (YearOutcome.STOPPED, YearMark.STOPPED, "Stopped", ["Stopped", "No money"]),
        (YearOutcome.CARRIED_FORWARD, YearMark.CARRIED_FORWARD, "Carried forward", ["Carried forward", "No money"]),
        (
            YearOutcome.CARRIED_FORWARD,
            YearMark.CARRIED_FORWARD,
            "Carried forward, goes on as D-0009",
            ["Carried forward", "Goes on as D-0009", "No money"],
        ),
        (
            YearOutcome.GOING_ON,
            YearMark.CARRIED_FORWARD,
            "Carried forward from D-0001",
            ["Going on", "Carried forward from D-0001"],
        ),
    ],
)
def test_how_work_ended_is_said_once(outcome: YearOutcome, kind: YearMark, words: str, told: list[str]) -> None:
    reason = None if outcome is YearOutcome.GOING_ON else "No money"
    row = work(
        "D-0002",
        outcome=outcome,
        outcome_word=outcome.label,
        closed_reason=reason,
        marks=(mark(kind, words),),
    )
    page = page_of(snapshot(chapters=(chapter(deliverables=(row,)),)))
    cell = next(each for each in page.select("table tr") if "D-0002" in each.text).select("td")[-1]
    assert list(cell.stripped_strings) == told


def test_a_year_that_still_runs_has_no_end_yet() -> None:
    content = snapshot(chapters=(chapter(deliverables=(work("D-0002"),)),))
    assert "At the end of the year" in words_of(content)
    running = words_of(replace(content, as_at=date(2023, 12, 1)))
    assert "At the end of the year" not in running
    assert "Progress in the year so far" in running
    assert "As at 1 December 2023" in running


def test_outcomes_that_all_stand_under_objectives_leave_no_empty_heading() -> None:
    under = chapter(objectives=(objective(outcomes=(OUTCOME,)),))
    assert "Other outcomes of the year" not in words_of(snapshot(chapters=(under,)))
    assert "Outcomes by quarter" in words_of(snapshot(chapters=(under,)))
    both = replace(under, outcomes=(OUTCOME,))
    assert "Other outcomes of the year" in words_of(snapshot(chapters=(both,)))


def test_a_section_that_stands_for_the_chapters_never_says_that_nothing_was_written() -> None:
    content = snapshot(sections=(section(SectionKind.PRIORITIES, None),), chapters=(chapter(),))
    assert "Nothing was written here" not in words_of(content)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2024-01", "January 2024"),
        ("2024-01-09", "9 January 2024"),
        ("2023-24", "2023-24"),
        ("2011-12", "2011-12"),
        ("2024-13", "2024-13"),
        ("by 2028", "by 2028"),
    ],
)
def test_months_typed_in_figures_are_printed_in_words(typed: str, printed: str) -> None:
    assert period_words(typed) == printed


def test_spend_by_function_keeps_its_heading_and_its_chart_on_one_page_and_its_table_whole() -> None:
    shares = tuple(ShareFacts(function=f"Function {at}", percent=Decimal(10), previous=None) for at in range(10))
    money = MoneyFacts(finance=(), finance_note=None, shares=shares, shares_note=None, funding=())
    blocks = list(money_blocks(money, FinancialYear(2023), ACCENT))
    kept, table = (each for each in blocks if isinstance(each, KeptTogether))
    assert [type(each) for each in kept.blocks][::2] == [Heading, Figure]
    assert all(each.figures is None for each in kept.blocks if isinstance(each, Figure))
    assert [type(each) for each in table.blocks] == [DataTable]


def test_the_month_of_outcomes_is_said_once_where_all_come_from_one_quarter() -> None:
    later = replace(OUTCOME, quarter="2023-Q2", months="July to September 2023", text="A bus came.")
    one = words_of(snapshot(chapters=(chapter(objectives=(objective(outcomes=(OUTCOME, OUTCOME)),)),)))
    assert "Outcomes recorded in April to June 2023A van came.A van came." in one
    two = words_of(snapshot(chapters=(chapter(objectives=(objective(outcomes=(OUTCOME, later)),)),)))
    assert "A van came. (April to June 2023)A bus came. (July to September 2023)" in two


def test_what_nobody_recorded_is_said_once_at_the_end_of_a_chapter() -> None:
    words = words_of(snapshot(chapters=(chapter(),)))
    assert words.count("None recorded: case studies and measures, year on year") == 1
    assert "Measures, year on year None recorded" not in words


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=9))
def test_what_a_chart_shows_counts_every_pair_once(pairs: list[tuple[int, int]]) -> None:
    told = moved_words([(Decimal(now), Decimal(before)) for now, before in pairs])
    counted = {"rose": 0, "fell": 0, "stayed the same": 0}
    for now, before in pairs:
        counted["rose" if now > before else "fell" if now < before else "stayed the same"] += 1
    assert [name for name, count in counted.items() if count] == [name for name in counted if name in told]
    if len([count for count in counted.values() if count]) > 1:
        assert sum(int(found) for found in re.findall("[0-9]+", told)) == len(pairs)


def test_acronyms_are_spelled_out_where_the_report_uses_any() -> None:
    assert "Acronyms used" not in words_of(snapshot())
    known = (AcronymFacts(acronym="ASB", meaning="Anti-social behaviour"),)
    assert words_of(snapshot(acronyms=known)).endswith("AcronymMeaningASBAnti-social behaviour")


def test_a_report_without_acronyms_is_kept_as_before_there_were_any() -> None:
    kept = snapshot().to_json()
    assert b"acronyms" not in kept
    assert AnnualSnapshot.from_json(kept).to_json() == kept
    known = snapshot(acronyms=(AcronymFacts(acronym="ASB", meaning="Anti-social behaviour"),))
    assert AnnualSnapshot.from_json(known.to_json()) == known
