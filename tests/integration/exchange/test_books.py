"""The spreadsheets read back by another hand and compared with the records they came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, due_period
from tests.factories_findings import force_says, inspectorate_says, looked_again, make_evidence
from tests.factories_inspections import make_event, make_finding, make_grades, make_inspection
from tests.factories_risks import accept, close, happen, link, make_action, make_issue, make_risk, make_score
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.exchange.queries_inspections import inspection_book
from tracker.exchange.queries_risks import risk_book
from tracker.exchange.rules import Book, to_xlsx
from tracker.inspections.commands_links import LinkDeliverables, link_deliverables
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import (
    FOUR_GRADES,
    FindingType,
    ForceStage,
    ForceStatus,
    InspectorateStatus,
    PanelStatus,
    Result,
)
from tracker.plan.models import Deliverable, Priority
from tracker.risks.commands_actions import UpdateAction, update_action
from tracker.risks.rules import Band
from tracker.risks.rules_scores import Proposed
from tracker.seeds import load_seeds, read_folder

FACTS = Path(__file__).parents[2] / "facts"
Read = Mapping[str, Sequence[Mapping[str, object]]]

SCORED: Mapping[str, object] = {
    "Kind": "Risk",
    "State": "Open",
    "State since": date(2024, 4, 2),
    "Plan": "PCP-2022-25",
    "Priority": "1: Priority 1",
    "Owner": "Olive Ashdown",
    "Event": "The custody suite is not ready in time",
    "Cause": "The tender came in late.",
    "Consequence": "=Detainees wait.",
    "Public wording": "The suite may open late.",
    "Internal wording": "The supplier wants more money.",
    "Band or severity": "High",
    "Likelihood": 3,
    "Impact": 4,
    "Current score": 12,
    "Inherent score": 25,
    "Target score": 4,
    "Direction": "Down",
    "Raised": date(2024, 4, 2),
    "Last review": date(2024, 8, 1),
    "Next review": date(2024, 11, 1),
    "Accepted until": date(2024, 12, 31),
}

UNSCORED: Mapping[str, object] = {
    "Kind": "Risk",
    "State": "Closed",
    "State since": date(2024, 9, 2),
    "Why": "It no longer applies.",
    "Priority": "The whole office",
    "Owner": "Nobody yet",
    "Event": "The grant is cut",
    "Band or severity": "Not yet scored",
    "Raised": date(2024, 4, 2),
}

LATE: Mapping[str, object] = {
    "Inspection": "PEEL-2024",
    "Year": 2024,
    "Type": "Area for improvement",
    "Finding": "Bail conditions are not checked",
    "Plan": "PCP-2022-25",
    "Priority": "1: Priority 1",
    "Lead": "Olive Ashdown",
    "Expected closure": date(2024, 9, 1),
    "Overdue": "Yes",
    "Force status": "Closed by the force",
    "Inspectorate status": "Awaiting review",
    "The Panel sees": "Open",
    "Evidence": 1,
    "Last update": date(2024, 9, 2),
    "On the record since": date(2024, 8, 5),
    "Recommendations not known": "No",
}
"""A finding the force closed: open to the Panel."""


def read_back(book: Book) -> Read:
    """Every sheet but the first, each row by its headings; days as days."""
    found = load_workbook(io.BytesIO(to_xlsx(book)))
    assert found.sheetnames[0] == "About"
    sheets: dict[str, list[dict[str, object]]] = {}
    for sheet in found.worksheets[1:]:
        headings, *rows = list(sheet.iter_rows(values_only=True))
        sheets[sheet.title] = [dict(zip(map(str, headings), map(plain, row), strict=True)) for row in rows]
    return sheets


def register(session: Session) -> Read:
    return read_back(risk_book(session, TODAY, office="An Office", notice=None))


def inspected(session: Session) -> Read:
    return read_back(inspection_book(session, TODAY, office="An Office", notice=None))


def plain(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def filled(row: Mapping[str, object]) -> dict[str, object]:
    return {heading: cell for heading, cell in row.items() if cell is not None}


def facts(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestRisks:
    def test_the_register_says_of_each_what_is_on_the_record(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        risk = make_risk(
            session,
            priority,
            cast.officer,
            cause="The tender came in late.",
            consequence="=Detainees wait.",
            public_wording="The suite may open late.",
            internal_wording="The supplier wants more money.",
        )
        make_score(session, risk, 4, 4, date(2024, 5, 1), inherent=Proposed(5, 5), target=Proposed(2, 2))
        make_score(session, risk, 3, 4, date(2024, 8, 1))
        accept(session, risk, date(2024, 12, 31))
        gone = make_risk(session, event="The grant is cut")
        close(session, gone, date(2024, 9, 2))
        [first, second] = register(session)["Register"]
        assert filled(first) == {"Reference": risk.reference, **SCORED}
        assert filled(second) == {"Reference": gone.reference, **UNSCORED}

    def test_a_risk_that_happened_and_its_issue_name_each_other(self, session: Session, priority: Priority) -> None:
        risk = make_risk(session, priority)
        issue = happen(session, risk, severity=Band.HIGH)
        other = make_issue(session, priority)
        rows = {row["Reference"]: row for row in register(session)["Register"]}
        assert rows[risk.reference]["Became"] == issue.reference
        assert rows[risk.reference]["State"] == "Became an issue"
        assert (rows[issue.reference]["Came from"], rows[issue.reference]["Band or severity"]) == (
            risk.reference,
            "High",
        )
        assert list(rows) == [risk.reference, issue.reference, other.reference]

    def test_every_score_action_and_link_has_a_row(
        self, session: Session, priority: Priority, deliverable: Deliverable, cast: Cast
    ) -> None:
        risk = make_risk(session, priority)
        make_score(session, risk, 4, 5, date(2024, 5, 1), inherent=Proposed(5, 5))
        action = make_action(session, risk, cast.officer, due=due_period(TODAY, TODAY, "18 September 2024"))
        update_action(session, action, UpdateAction(action.version, TODAY, 40, "Asked two."), by=SYSTEM, on=TODAY)
        make_action(session, risk, title="Write to them")
        finding = make_finding(session, make_inspection(session))
        link(session, risk, deliverable)
        link(session, risk, finding)
        found = register(session)
        scores = {row["Score"]: row for row in found["Scores"]}
        assert set(scores) == {"Current", "Inherent"}
        assert filled(scores["Current"]) == {
            "Reference": risk.reference,
            "Day": date(2024, 5, 1),
            "Score": "Current",
            "Likelihood": 4,
            "Likelihood in words": "Likely",
            "Impact": 5,
            "Impact in words": "Very high",
            "Likelihood × impact": 20,
            "Band": "Very high",
            "Version of the matrix": 1,
            "Explanation": "As judged at the time.",
            "Who": "The command line",
        }
        assert [(row["What is done"], row["Owner"], row["Progress %"], row["Status"]) for row in found["Actions"]] == [
            ("Find another supplier", "Olive Ashdown", 40, "Under way"),
            ("Write to them", "Nobody yet", 0, "Planned"),
        ]
        assert (found["Actions"][0]["Last note"], found["Actions"][0]["Last day due"]) == ("Asked two.", TODAY)
        assert [(row["Linked to"], row["What"], row["Its words"]) for row in found["Links"]] == [
            ("Deliverable", deliverable.reference, "Refit the custody suite"),
            ("Finding", finding.reference, "Bail conditions are not checked"),
        ]
        assert [row["No longer since"] for row in found["Links"]] == [TODAY, None]

    def test_it_says_what_it_is_before_anything_else(self, session: Session) -> None:
        book = risk_book(session, TODAY, office="An Office", notice="Demonstration – not issued by any office")
        about = [row[0] for row in load_workbook(io.BytesIO(to_xlsx(book)))["About"].iter_rows(values_only=True)]
        assert about[:4] == [
            "Risk register",
            "Internal document: for the office only, not for publication",
            "Demonstration – not issued by any office",
            "An Office: risks and issues as at 18 September 2024.",
        ]
        assert "Direction compares the current score with the one in force on 30 June 2024." in about

    def test_an_empty_register_is_a_file_with_headings(self, session: Session) -> None:
        found = register(session)
        assert found == {"Register": [], "Scores": [], "Actions": [], "Links": []}


class TestInspections:
    @pytest.fixture
    def findings(
        self, session: Session, priority: Priority, deliverable: Deliverable, cast: Cast
    ) -> Mapping[str, Finding]:
        """Two inspections with grades, an event, and a finding of each fate."""
        older = make_inspection(session, "PEEL-2016", year=2016, published_on=None, recorded_on=date(2024, 4, 2))
        make_grades(session, older, {"Preventing crime": "Good"}, scale=FOUR_GRADES)
        newest = make_inspection(session, "PEEL-2024", title="PEEL assessment 2024", programme="PEEL")
        make_grades(session, newest, {"Preventing crime": "Adequate", "Leadership": "Good"})
        make_event(session, "Back to normal", "June 2024", stage=ForceStage.SCAN)
        late = make_finding(session, newest, priority=priority, lead=cast.officer, expected_on=date(2024, 9, 1))
        force_says(session, late, ForceStatus.CLOSED_BY_FORCE)
        make_evidence(session, late)
        answer = LinkDeliverables(late.version, (deliverable.reference,))
        link_deliverables(session, late, answer, by=SYSTEM, on=TODAY)
        concern = make_finding(session, older, kind=FindingType.CAUSE_OF_CONCERN, text="Calls wait")
        looked_again(session, concern, Result.PERSISTS, newest)
        done = make_finding(session, newest, text="Times are missing")
        inspectorate_says(session, done, InspectorateStatus.COMPLETE)
        return {"late": late, "concern": concern, "done": done}

    @pytest.fixture
    def found(self, session: Session, findings: Mapping[str, Finding]) -> Read:
        return inspected(session)

    def test_each_inspection_has_its_own_scale_and_its_clock_for_comments(self, found: Read) -> None:
        assert [(row["Code"], row["Comments due by"], row["Comments"]) for row in found["Inspections"]] == [
            ("PEEL-2024", date(2024, 9, 29), "Comments due"),
            ("PEEL-2016", None, "No clock"),
        ]
        older = found["Inspections"][1]
        assert older["Scale, best first"] == "Outstanding, Good, Requires improvement, Inadequate, Ungraded"

    def test_grades_stand_side_by_side(self, found: Read) -> None:
        assert found["Grades over the years"] == [
            {"Question or area": "Preventing crime", "2016: PEEL-2016": "Good", "2024: PEEL-2024": "Adequate"},
            {"Question or area": "Leadership", "2016: PEEL-2016": None, "2024: PEEL-2024": "Good"},
        ]

    def test_a_finding_has_all_that_is_recorded_of_it(
        self, found: Read, findings: Mapping[str, Finding], deliverable: Deliverable
    ) -> None:
        reference = findings["late"].reference
        [row] = [row for row in found["Findings"] if row["Reference"] == reference]
        assert filled(row) == {"Reference": reference, "Deliverables": deliverable.reference, **LATE}

    def test_only_the_inspectorate_closes_one(self, found: Read, findings: Mapping[str, Finding]) -> None:
        [row] = [row for row in found["Findings"] if row["Reference"] == findings["done"].reference]
        assert (row["The Panel sees"], row["Closed"], row["Told by"]) == (
            PanelStatus.CLOSED.label,
            date(2024, 9, 2),
            "Force liaison lead, letter",
        )

    def test_a_recommendation_names_its_cause_of_concern(self, found: Read, findings: Mapping[str, Finding]) -> None:
        [under] = [row for row in found["Findings"] if row["Type"] == "Recommendation"]
        assert under["Belongs to"] == findings["concern"].reference

    def test_what_later_inspections_said_and_what_happened(self, found: Read, findings: Mapping[str, Finding]) -> None:
        assert [filled(row) for row in found["Re-assessments"]] == [
            {
                "Finding": findings["concern"].reference,
                "Day": date(2024, 9, 2),
                "Looked at again by": "PEEL-2024",
                "Result": "Persists",
                "What it said": "The force has more to do.",
                "Recorded by": "The command line",
            }
        ]
        assert [(row["When"], row["What happened"], row["Stage that began"]) for row in found["Events"]] == [
            ("June 2024", "Back to normal", "Scan")
        ]


class TestDemonstration:
    @pytest.fixture
    def found(self, session: Session) -> Read:
        load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
        return inspected(session)

    def test_it_has_every_published_grade(self, found: Read) -> None:
        published = {(row["inspection"], row["area"], row["grade"]) for row in facts("peel_grades.csv")}
        grades = [(row["Inspection"], row["Question or area"], row["Grade"]) for row in found["Grades"]]
        assert len(grades) == len(set(grades)) == len(published)
        assert set(grades) == published

    def test_years_side_by_side_hold_the_same_grades(self, found: Read) -> None:
        side_by_side = [
            (heading.partition(": ")[2], cell)
            for row in found["Grades over the years"]
            for heading, cell in row.items()
            if heading != "Question or area" and cell is not None
        ]
        grades = [(row["inspection"], row["grade"]) for row in facts("peel_grades.csv")]
        assert sorted(side_by_side) == sorted(grades)

    def test_it_has_every_published_finding_and_all_six_areas_for_improvement_of_2016(self, found: Read) -> None:
        published = [(row["inspection"], row["text"]) for row in facts("inspection_findings.csv")]
        findings = [(row["Inspection"], row["Finding"]) for row in found["Findings"]]
        assert sorted(findings) == sorted(published)
        areas = [row for row in found["Findings"] if row["Type"] == "Area for improvement" and row["Year"] == 2016]
        assert len(areas) == 6

    def test_it_has_every_published_event(self, found: Read) -> None:
        assert len(found["Events"]) == len(facts("inspection_events.csv"))

    def test_the_register_has_every_published_risk_and_invents_no_score(self, session: Session, found: Read) -> None:
        risks = register(session)
        assert {row["Public wording"] for row in risks["Register"]} == {
            row["text"] for row in facts("risks_issues.csv")
        }
        assert {row["Band or severity"] for row in risks["Register"]} <= {"Not yet scored", "Severity not known"}
        assert risks["Scores"] == risks["Actions"] == []
