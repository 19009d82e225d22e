"""Risks, grades and findings as a highlight report prints them, and the key that explains them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.unit.reports.contents import A_FINDING, A_RISK, AN_ISSUE, EMPTY, GRADES, TYPICAL, UNSCORED, section
from tracker.documents.html import render_page, stylesheet
from tracker.inspections.rules import ForceStatus, PanelStatus, Result
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_inspections import FindingRow
from tracker.reports.snapshots_risks import RiskRow
from tracker.risks.rules import Direction, RiskState


def page_of(snapshot: HighlightSnapshot) -> BeautifulSoup:
    return BeautifulSoup(render_page(highlight_document(snapshot), stylesheet=stylesheet()), "html.parser")


def table(page: BeautifulSoup, caption: str) -> list[list[str]]:
    """The rows under the headers, by the words of their cells, of the table whose caption begins so."""
    found = page.find("caption", string=re.compile(f"^{caption}"))
    assert found is not None, caption
    whole = found.find_parent("table")
    assert whole is not None
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in whole.select("tbody tr")]


def risks(*rows: RiskRow, beside: bool = False) -> list[list[str]]:
    """The table of a priority whose column beside the outcomes has no room for risks, or has."""
    lines = tuple(f"Line {number}" for number in range(12))
    priority = section(outcomes=lines if beside else (), focus=() if beside else lines, risks_and_issues=rows)
    return table(page_of(replace(TYPICAL, priorities=(priority,))), "Priority 1: [0-9]+ (risk|issue)")


def findings(*rows: FindingRow) -> BeautifulSoup:
    return page_of(replace(TYPICAL, findings=rows))


def finding(row: FindingRow) -> list[str]:
    return table(findings(row), "Open findings")[-1]


def said(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_a_risk_says_its_band_score_direction_and_state_in_words() -> None:
    assert risks(A_RISK) == [
        ["R-0001 Funding ends in March.", "Very high Score 16: likelihood 4, impact 4", "Up From 12", "Open"]
    ]


def test_a_risk_without_a_score_says_so() -> None:
    assert risks(UNSCORED) == [["R-0002 Posts are hard to fill.", "Not yet scored", "No score to compare", "Open"]]


def test_issues_stand_under_a_header_of_their_own_with_severity_and_day() -> None:
    rows = risks(A_RISK, AN_ISSUE)
    assert [row[0] for row in rows] == [
        "Risks",
        "R-0001 Funding ends in March.",
        "Issues",
        "I-0001 The tender was paused.",
    ]
    assert rows[-1][1:] == ["High", "No score to compare", "Open Raised 2 Apr 2024"]


@pytest.mark.parametrize(
    ("row", "cell", "expected"),
    [
        (replace(A_RISK, direction=Direction.NEW, previous_score=None), 2, "New Not scored before"),
        (replace(A_RISK, direction=Direction.SAME, previous_score=16), 2, "No change"),
        (replace(A_RISK, direction=Direction.DOWN, previous_score=20), 2, "Down From 20"),
        (replace(A_RISK, state=RiskState.CLOSED, state_since=date(2024, 8, 5)), 3, "Closed On 5 Aug 2024"),
        (replace(A_RISK, state=RiskState.HAPPENED, state_since=date(2024, 8, 5)), 3, "Became an issue On 5 Aug 2024"),
    ],
)
def test_what_else_a_risk_says(row: RiskRow, cell: int, expected: str) -> None:
    assert risks(row)[0][cell] == expected


def test_beside_the_outcomes_a_risk_says_the_same_in_two_columns() -> None:
    height = "Very high Score 16: likelihood 4, impact 4 Up From 12"
    assert risks(A_RISK, beside=True) == [["R-0001 Funding ends in March.", height]]
    assert risks(UNSCORED, beside=True) == [["R-0002 Posts are hard to fill.", "Not yet scored"]]


def test_beside_the_outcomes_what_is_no_longer_open_says_so() -> None:
    closed = replace(A_RISK, state=RiskState.CLOSED, state_since=date(2024, 8, 5))
    assert risks(closed, beside=True)[0][0] == "R-0001 Funding ends in March. Closed On 5 Aug 2024"


@pytest.mark.parametrize(("number", "columns"), [(1, 2), (9, 4)])
def test_more_risks_than_stand_beside_the_outcomes_take_the_whole_width(number: int, columns: int) -> None:
    many = tuple(replace(A_RISK, reference=f"R-{place:04d}") for place in range(1, number + 1))
    assert {len(row) for row in risks(*many, beside=True)} == {columns}


def test_every_status_has_a_shape_beside_its_word() -> None:
    closed = replace(A_RISK, state=RiskState.CLOSED)
    page = page_of(replace(TYPICAL, priorities=(section(risks_and_issues=(closed,), grades=(GRADES,)),)))
    words = {"Very high", "Up", "Closed", "Good", "Requires improvement"}
    shaped = {status.get_text().strip() for status in page.select(".report-status") if status.select("svg")}
    assert words <= shaped


def test_grades_stand_in_the_order_of_their_inspection_with_its_scale() -> None:
    page = page_of(TYPICAL)
    assert table(page, "Grades of Integrated assessment") == [
        ["1 Preventing crime", "Good"],
        ["Leadership", "Requires improvement"],
    ]
    words = said(page)
    assert "Outstanding, Good, Adequate, Requires improvement, Inadequate, Ungraded" in words
    assert "Published: 2024, day not recorded" in words


def test_a_priority_without_grades_has_no_heading_for_them() -> None:
    assert "Inspection grades" not in said(page_of(replace(TYPICAL, priorities=(section(),))))


def test_a_finding_says_what_force_panel_and_inspectorate_see() -> None:
    assert finding(A_FINDING) == [
        "F-0001 Map every group soon after it is found. Area for improvement",
        *("In progress", "Open", "31 December 2024", "Not yet", "1 Aug 2024"),
    ]
    bare = finding(replace(A_FINDING, expected_on=None, updated_on=None, result=Result.PERSISTS, part_of="F-0009"))
    assert bare[0].endswith("Area for improvement, part of F-0009")
    assert bare[3:] == ["Not set", "Persists", "None"]
    late = finding(replace(A_FINDING, overdue=True, days_late=3))
    assert late[3] == "31 December 2024 Overdue by 3 days"


def test_closure_by_the_force_is_shown_as_open_and_explained() -> None:
    page = findings(replace(A_FINDING, force=ForceStatus.CLOSED_BY_FORCE))
    assert table(page, "Open findings")[-1][1:3] == ["Closed by the force", "Open"]
    assert "1 finding is closed by the force alone, and open until the inspectorate closes them." not in said(page)
    assert "1 finding is closed by the force alone, and open until the inspectorate closes it." in said(page)
    assert "One that the force alone calls closed is shown as open." in said(page)


def test_the_figures_of_the_findings_are_counted_from_their_rows() -> None:
    closed = replace(A_FINDING, panel=PanelStatus.CLOSED, panel_word="Closed", closed_on=date(2024, 7, 2))
    page = findings(A_FINDING, replace(A_FINDING, has_lead=False, overdue=True, days_late=3), closed)
    assert "2 findings are open: 1 overdue and 1 without a lead. The inspectorate closed 1 this quarter." in said(page)
    counts = table(page, "Findings by type")
    assert counts[0] == ["Area for improvement", "2", "1", "1", "0", "0", "0", "1"]
    assert counts[1] == ["All findings", *counts[0][1:]]


def test_without_inspections_there_is_no_section_and_with_nothing_to_do_a_sentence() -> None:
    assert not page_of(EMPTY).select("#inspection-findings")
    assert "No finding of an inspection is open, and none was closed in the quarter." in said(findings())


def test_the_key_explains_what_is_printed_and_nothing_else() -> None:
    assert "Scores and findings" not in said(page_of(EMPTY))
    words = said(page_of(TYPICAL))
    assert "Likelihood: 1 Very unlikely, 2 Unlikely, 3 Possible, 4 Likely, 5 Very likely." in words
    assert "in force at the end of the quarter before, on 30 June 2024. Up is worse." in words
    assert table(page_of(TYPICAL), "What each band means") == [
        ["Very high", "15 to 25"],
        ["High", "10 to 14"],
        ["Medium", "5 to 9"],
        ["Low", "1 to 4"],
    ]
    assert "or a linked risk is very high" in words


def test_with_scores_of_two_matrices_the_key_says_which_bands_are_whose() -> None:
    newer = replace(TYPICAL.matrices[0], number=2, medium_from=2, very_high_from=25)
    page = page_of(replace(TYPICAL, matrices=(*TYPICAL.matrices, newer)))
    rows = table(page, "What each band means, scored on version 2 of the matrix")
    assert [row[1] for row in rows] == ["25", "10 to 24", "2 to 9", "1"]
