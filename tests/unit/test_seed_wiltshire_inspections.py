"""The demonstration's inspections, findings and risks are the published ones, and what is assumed of them says so."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from tests.unit.test_seed_wiltshire import QUARTERS, WILTSHIRE, facts
from tracker.dates import Quarter
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED, FindingType, ForceStage, Result
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_findings import (
    EvidenceRow,
    FindingDetailRow,
    FindingRow,
    ForceMarkRow,
    InspectorateMarkRow,
    ReassessmentRow,
)
from tracker.seeds.tables_inspections import GradeRow, InspectionEventRow, InspectionRow, PrintingRow, ScaleRow
from tracker.seeds.tables_quarters import QuarterRiskRow
from tracker.seeds.tables_risks import AssessmentRow, RiskActionRow, RiskDetailRow, RiskMoveRow, RiskRow

KINDS = {
    "area for improvement": FindingType.AREA_FOR_IMPROVEMENT,
    "cause of concern": FindingType.CAUSE_OF_CONCERN,
    "narrative concern": FindingType.OBSERVATION,
    "other finding": FindingType.OBSERVATION,
}
RESULTS = {"addressed": Result.CLOSED, "improving": Result.IMPROVED, "in progress": Result.PERSISTS}


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(WILTSHIRE)


def test_every_published_grade_is_there_row_by_row_in_the_published_order(seeds: SeedSet) -> None:
    published = [(row["inspection"], row["area"], row["grade"]) for row in facts("peel_grades")]
    found = [(row.inspection, row.area, row.grade) for row in seeds.of(GradeRow)]
    assert len(found) == 20
    for code in {code for code, _, _ in published}:
        assert [row for row in found if row[0] == code] == [row for row in published if row[0] == code]


def test_questions_have_the_numbers_of_the_facts(seeds: SeedSet) -> None:
    numbers = {(row.inspection, row.area): row.number or "" for row in seeds.of(GradeRow)}
    for row in facts("peel_grades"):
        assert numbers[row["inspection"], row["area"]] == row["number"]


def test_what_the_facts_remark_on_a_grade_is_kept(seeds: SeedSet) -> None:
    basis = {(row.inspection, row.area): (row.basis, row.note) for row in seeds.of(GradeRow)}
    assert basis["PEEL-EFF-2016", "Overall effectiveness"] == (None, "Same as the year before.")
    assert basis["PEEL-EFF-2015", "Overall effectiveness"] == ("Quoted in the report of 2016", None)
    engaged = {area for (code, area), (_, note) in basis.items() if note == "Reason for Engage status."}
    assert engaged == {row["area"] for row in facts("peel_grades") if row["note"].startswith("reason for Engage")}
    quoted = {code for (code, _), (words, _) in basis.items() if words is None}
    assert quoted == {"PEEL-EFF-2016"}


@pytest.mark.parametrize(
    ("code", "grades"),
    [
        ("PEEL-EFF-2015", FOUR_GRADES),
        ("PEEL-VULN-2015", FOUR_GRADES),
        ("PEEL-EFF-2016", FOUR_GRADES),
        ("HMICFRS-2022", FIVE_GRADES),
        ("PEEL-2023-25", FIVE_GRADES),
    ],
)
def test_each_inspection_has_the_scale_of_its_time(seeds: SeedSet, code: str, grades: tuple[str, ...]) -> None:
    scale = [(row.position, row.label) for row in seeds.of(ScaleRow) if row.inspection == code]
    assert scale == list(enumerate((*grades, UNGRADED), start=1))


def test_inspections_stand_under_the_year_of_the_facts_and_no_day_of_publication_is_invented(seeds: SeedSet) -> None:
    years = {row["inspection"]: int(row["year"]) for row in facts("peel_grades")}
    assert {row.code: row.year for row in seeds.of(InspectionRow)} == years
    for row in seeds.of(InspectionRow):
        recorded = date(2024, 9, 18) if row.code == "PEEL-2023-25" else date(row.year, 12, 31)
        assert (row.published_on, row.recorded_on) == (None, recorded)
        assert (row.note or "").startswith("Assumed: ")


def test_the_same_question_of_several_years_stands_on_one_line(seeds: SeedSet) -> None:
    lines: dict[str, set[str]] = {}
    for row in seeds.of(GradeRow):
        lines.setdefault(row.theme or row.area, set()).add(row.inspection)
    assert lines["Overall effectiveness"] == {"PEEL-EFF-2015", "PEEL-EFF-2016"}
    assert lines["Preventing crime"] == {"PEEL-EFF-2016", "PEEL-2023-25"}
    assert lines["Investigating crime"] == {"PEEL-EFF-2016", "PEEL-2023-25"}
    assert lines["Responding to the public"] == {"HMICFRS-2022", "PEEL-2023-25"}
    assert lines["Protecting vulnerable people"] == {
        *("PEEL-VULN-2015", "PEEL-EFF-2016", "HMICFRS-2022", "PEEL-2023-25")
    }


def test_the_newest_grades_are_printed_under_the_first_priority_since_the_panel_saw_them(seeds: SeedSet) -> None:
    (printing,) = seeds.of(PrintingRow)
    assert (printing.inspection, printing.plan, printing.priority) == ("PEEL-2023-25", "PCP-2022-25", 1)
    assert (printing.from_on, printing.to_on) == (date(2024, 9, 18), None)


def test_all_events_are_the_published_ones(seeds: SeedSet) -> None:
    assert [(dated(row), row.inspection or "", row.text) for row in seeds.of(InspectionEventRow)] == [
        (row["date"], row["inspection"], row["event"]) for row in facts("inspection_events")
    ]
    assert len(seeds.of(InspectionEventRow)) == 11


def dated(row: InspectionEventRow) -> str:
    """The day as the facts write it: "2015", "2016-12" or "2024-05-14"."""
    return row.starts.isoformat()[: {"year": 4, "month": 7, "day": 10}[row.precision.value]]


def test_engage_began_in_2022_and_gave_way_to_scan_in_june_2024(seeds: SeedSet) -> None:
    stages = [(row.stage, row.when_text) for row in seeds.of(InspectionEventRow) if row.stage]
    assert stages == [(ForceStage.ENGAGE, "2022"), (ForceStage.SCAN, "June 2024")]
    (engaged,) = (row for row in seeds.of(InspectionRow) if row.code == "HMICFRS-2022")
    assert "Assumed: the force went back to Scan" in (engaged.note or "")


def test_every_finding_is_the_published_one_word_for_word(seeds: SeedSet) -> None:
    texts = {row.finding: row.text for row in seeds.of(FindingDetailRow)}
    assert [(row.inspection, row.kind, texts[row.reference]) for row in seeds.of(FindingRow)] == [
        (row["inspection"], KINDS[row["type"]], row["text"]) for row in facts("inspection_findings")
    ]
    assert len(texts) == len(seeds.of(FindingDetailRow)) == 25


def test_the_report_of_2016_has_six_areas_for_improvement_under_two_questions(seeds: SeedSet) -> None:
    areas = Counter(
        row.question
        for row in seeds.of(FindingRow)
        if row.inspection == "PEEL-EFF-2016" and row.kind is FindingType.AREA_FOR_IMPROVEMENT
    )
    assert areas == {"Investigating crime and reducing re-offending": 3, "Serious and organised crime": 3}


def test_findings_of_2016_stand_under_their_question_and_older_ones_name_it(seeds: SeedSet) -> None:
    numbers = {(row.inspection, row.area): row.number for row in seeds.of(GradeRow)}
    for row, fact in zip(seeds.of(FindingRow), facts("inspection_findings"), strict=True):
        if row.inspection == "PEEL-EFF-2016":
            assert numbers[row.inspection, row.question or ""] == fact["question"]
        else:
            assert f"under question {fact['question']}." in (row.note or "")


def test_what_became_of_the_findings_of_2015_is_what_the_report_of_2016_says(seeds: SeedSet) -> None:
    references = [row.reference for row in seeds.of(FindingRow)]
    published = [
        (reference, RESULTS[row["earlier_finding_status"]], row["progress_2016"])
        for reference, row in zip(references, facts("inspection_findings"), strict=True)
        if row["earlier_finding_status"]
    ]
    found = seeds.of(ReassessmentRow)
    assert [(row.finding, row.result, row.text) for row in found] == published
    assert {(row.inspection, row.effective_on) for row in found} == {("PEEL-EFF-2016", date(2016, 12, 31))}
    assert len(found) == 10


def test_nothing_unpublished_of_a_finding_is_invented(seeds: SeedSet) -> None:
    assert {(row.plan, row.lead, row.expected_on) for row in seeds.of(FindingDetailRow)} == {(None, None, None)}
    assert not [*seeds.of(ForceMarkRow), *seeds.of(InspectorateMarkRow), *seeds.of(EvidenceRow)]


def test_every_finding_was_taken_over_and_says_what_of_it_is_assumed(seeds: SeedSet) -> None:
    recorded = {row.code: row.recorded_on for row in seeds.of(InspectionRow)}
    assert all(row.historic and row.began_on == recorded[row.inspection] for row in seeds.of(FindingRow))
    assert all((row.note or "").startswith("Assumed: ") for row in seeds.of(FindingRow))
    judged = {row.finding for row in seeds.of(ReassessmentRow)}
    assert {
        row.reference for row in seeds.of(FindingRow) if re.search("it reads as .+ there", row.note or "")
    } == judged


def test_every_published_risk_line_is_a_risk_in_its_own_words(seeds: SeedSet) -> None:
    chosen = {row.risk: (row.plan, row.priority, row.quarter) for row in seeds.of(QuarterRiskRow) if not row.withdrawn}
    found = [(*chosen[row.risk], row.public_wording) for row in seeds.of(RiskDetailRow)]
    assert found == [
        (row["plan"], int(row["priority"]), QUARTERS[row["report"]], row["text"]) for row in facts("risks_issues")
    ]
    assert len(found) == 16


def test_a_risk_was_raised_on_the_first_day_of_the_quarter_that_printed_it(seeds: SeedSet) -> None:
    quarters = {row.risk: row.quarter for row in seeds.of(QuarterRiskRow)}
    assert [row.reference for row in seeds.of(RiskRow)] == [f"R-{number:04d}" for number in range(1, 17)]
    for row in seeds.of(RiskRow):
        assert row.began_on == Quarter.parse(quarters[row.reference]).start
        assert (row.note or "").startswith("Assumed: a risk, as the report does not tell risks from issues")


def test_nothing_unpublished_of_a_risk_is_invented(seeds: SeedSet) -> None:
    for row in seeds.of(RiskDetailRow):
        assert (row.owner, row.event, row.cause, row.consequence, row.internal_wording) == (None,) * 5
    assert not [*seeds.of(AssessmentRow), *seeds.of(RiskMoveRow), *seeds.of(RiskActionRow)]
