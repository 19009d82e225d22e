"""The risk register as a document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.unit.reports.contents_register import A_RISK, AN_ACTION, AN_ISSUE, BARE, NOTHING, OVERFULL, USUAL, registers
from tracker.documents.blocks import Page
from tracker.documents.html import render_fragment, render_page, stylesheet
from tracker.documents.pdf import render
from tracker.reports.layout_register import register_document
from tracker.reports.snapshots_register import RegisterRow, RegisterSnapshot
from tracker.risks.rules import Direction
from tracker.risks.rules_actions import ActionStatus


def page_of(snapshot: RegisterSnapshot) -> BeautifulSoup:
    return BeautifulSoup(render_page(register_document(snapshot), stylesheet=stylesheet()), "html.parser")


def said(snapshot: RegisterSnapshot) -> str:
    return re.sub(r" (?=[:.,])", "", " ".join(page_of(snapshot).get_text(" ").split()))


def cells(page: BeautifulSoup, section: str) -> list[list[str]]:
    """The rows of the first table of a section, by the words of their cells."""
    table = page.select_one(f"#{section} table")
    assert table is not None
    rows = table.select("tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def row_of(row: RegisterRow) -> list[str]:
    return cells(page_of(replace(USUAL, rows=(row,))), "register")[0]


def test_every_page_says_that_it_is_for_the_office_only() -> None:
    for snapshot in (NOTHING, USUAL, OVERFULL):
        document = register_document(snapshot)
        assert document.notices[-1] == "Internal – for use inside the office only"
        assert document.page is Page.A4_LANDSCAPE


def test_a_row_has_its_words_owner_three_scores_actions_and_reviews() -> None:
    words, owner, inherent, current, target, actions, reviews = row_of(A_RISK)
    assert words == (
        "R-0001 The custody suite is not ready in time Cause: The tender came in late. "
        "Consequence: Detainees are taken elsewhere. PCP-2022-25, priority 1: A police service"
    )
    assert (owner, inherent, current) == ("Olive Ashdown", "Very high 20 (5 × 4)", "High 12 (4 × 3) Up From 9")
    assert (target, reviews) == ("Low 4 (2 × 2)", "Last: 1 Aug 2024 Next by 1 Nov 2024")
    assert actions == "1. Find another supplier Under way 20%, due March 2025; Owen Birch"


def test_what_is_missing_is_said() -> None:
    words, owner, *scores, actions, reviews = row_of(BARE)
    assert words == "R-0002 The grant is cut The whole office"
    assert (owner, scores, actions) == ("Nobody yet", ["Not yet scored"] * 3, "None recorded")
    assert reviews == "Last: not yet Next by 1 Sep 2024, overdue Accepted until 31 Dec 2024"


def test_an_issue_has_a_severity_and_no_scores() -> None:
    assert row_of(AN_ISSUE)[2:5] == ["Not scored", "Severity Medium", "Not scored"]


def test_an_action_of_nobody_that_is_late_says_so() -> None:
    late = replace(AN_ACTION, owner=None, status=ActionStatus.OVERDUE)
    assert "Overdue 20%, due March 2025; nobody yet" in row_of(replace(A_RISK, actions=(late,)))[5]


def test_a_direction_without_change_names_no_earlier_score() -> None:
    assert row_of(replace(A_RISK, direction=Direction.SAME))[3] == "High 12 (4 × 3) No change"


def test_the_heat_map_counts_open_scored_risks_the_highest_likelihood_first() -> None:
    rows = cells(
        page_of(replace(USUAL, rows=(A_RISK, replace(A_RISK, reference="R-0009"), BARE, AN_ISSUE))), "heat-map"
    )
    assert [row[0] for row in rows] == ["5: Very likely", "4: Likely", "3: Possible", "2: Unlikely", "1: Very unlikely"]
    assert rows[1][3] == "2 risks High"
    assert sum("No risk" in cell for row in rows for cell in row) == 24
    assert rows[0][5] == "No risk Very high"


def test_the_sentences_count_the_rows() -> None:
    words = said(USUAL)
    assert "2 open risks: 1 high and 1 not yet scored." in words
    assert "Open: 2 risks and 1 issue" in words
    assert "Not listed: 3 closed, resolved or become an issue" in words
    assert "in force on 30 June 2024" in words


def test_a_register_with_nothing_open_says_what_to_do() -> None:
    words = said(NOTHING)
    assert "No risk or issue is open. New ones are raised on the page “Risks and issues”." in words
    assert "No risk is open." in words
    assert "Not listed" not in words


def test_the_hash_changes_with_a_single_figure() -> None:
    later = replace(USUAL, rows=(replace(A_RISK, reviewed_on=date(2024, 8, 2)), BARE, AN_ISSUE))
    assert len({USUAL.content_hash, later.content_hash, NOTHING.content_hash}) == 3
    assert USUAL.content_hash in said(USUAL)


@pytest.mark.pdf
@pytest.mark.parametrize("snapshot", [NOTHING, USUAL, OVERFULL], ids=["nothing", "usual", "overfull"])
def test_the_pdf_holds_every_word_of_the_page_and_its_tags_reach_every_text(snapshot: RegisterSnapshot) -> None:
    data = render(register_document(snapshot))
    judge(data, "risk registers")
    words = squeezed(read(data).text)
    found = page_of(snapshot).select("section :is(p, li, h2, h3, caption)")
    assert [cell.get_text() for cell in found if squeezed(cell.get_text()) not in words] == []


@pytest.mark.pdf
@settings(max_examples=15)
@given(registers())
def test_any_register_can_be_laid_out_as_page_and_pdf(snapshot: RegisterSnapshot) -> None:
    document = register_document(snapshot)
    assert render_fragment(document, heading_offset=1)
    judge(render(document), "risk registers")
