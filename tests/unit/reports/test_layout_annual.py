"""What the pages of an annual report say, block by block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from tests.unit.reports.contents_annual import chapter, objective, section, snapshot, work
from tracker.annual.rules import SectionKind
from tracker.dates import FinancialYear
from tracker.documents.blocks import DataTable, Figure, Heading, KeptTogether
from tracker.documents.html import render_fragment
from tracker.plan.rules_year_marks import YearMark, YearOutcome
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_money import money_blocks, period_words
from tracker.reports.layout_annual_sections import ACCENT
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
