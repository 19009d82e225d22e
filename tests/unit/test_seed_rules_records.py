"""What must be true of the inspections, findings and risks of a seed set; each mistake is named where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.offices import full_office
from tests.offices_inspections import FILES_OF_OFFICE, LETTER, inspection
from tests.offices_risks import score
from tests.unit.test_seed_rules import office_of, office_with, office_without, placed, problems, with_cells
from tracker.inspections.rules import UNGRADED, FindingType, InspectorateStatus
from tracker.plan.rules import Precision, QuarterReading
from tracker.risks.rules import Band, RiskState, ScoreKind
from tracker.seeds.check import check_seeds
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_findings import (
    AnswerRow,
    CommentRow,
    EvidenceRow,
    FindingDeliverableRow,
    FindingDetailRow,
    FindingRow,
    ForceMarkRow,
    InspectorateMarkRow,
    ReassessmentRow,
    StoredFileRow,
)
from tracker.seeds.tables_inspections import (
    GradeRow,
    InspectionEventRow,
    InspectionRow,
    PrintingRow,
    ResponseRow,
    ScaleRow,
)
from tracker.seeds.tables_quarters import QuarterRiskRow
from tracker.seeds.tables_risks import (
    AcceptanceRow,
    AssessmentRow,
    MatrixLabelRow,
    MatrixRow,
    RiskActionRow,
    RiskActionUpdateRow,
    RiskDeliverableRow,
    RiskDetailRow,
    RiskFindingRow,
    RiskMoveRow,
    RiskReviewRow,
    RiskRow,
)
from tracker.seeds.tables_row import SeedRow

BEFORE = date(2022, 4, 30)
NOWHERE = "does not stand in"


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (InspectionRow, 3, {"code": "INS-2016"}, "code", "“INS-2016” stands in row 2 already."),
        (ScaleRow, 3, {"label": "Good"}, "label", "“INS-2016 Good” stands in row 2 already."),
        (GradeRow, 2, {"grade": "@Adequate"}, "grade", f"“INS-2016 @Adequate” {NOWHERE} inspection_scales.csv."),
        (GradeRow, 5, {"area": "Calls"}, "area", "“INS-2022 Calls” stands in row 4 already."),
        (GradeRow, 6, {"withdrawn": False}, "area", "“INS-2022 Cells” stands in row 5 already."),
        (ScaleRow, 9, {"label": "Good"}, "label", "“INS-2022 Good” stands in row 6 already."),
        (PrintingRow, 2, {"priority": 9}, "priority", f"“P-1 9” {NOWHERE} priorities.csv."),
        (InspectionEventRow, 2, {"inspection": "X"}, "inspection", f"“X” {NOWHERE} inspections.csv."),
        (ResponseRow, 3, {"inspection": "INS-2016"}, "inspection", "“INS-2016” stands in row 2 already."),
        (FindingRow, 2, {"parent": "F-0009"}, "parent", f"“F-0009” {NOWHERE} findings.csv."),
        # It is withdrawn.
        (FindingRow, 5, {"question": "Vans"}, "question", f"“INS-2022 Vans” {NOWHERE} inspection_grades.csv."),
        (FindingDetailRow, 2, {"lead": "x@example.org"}, "lead", f"“x@example.org” {NOWHERE} people.csv."),
        (FindingDetailRow, 2, {"plan": None}, "priority", f"“1” {NOWHERE} priorities.csv."),
        (ForceMarkRow, 2, {"finding": "F-0009"}, "finding", f"“F-0009” {NOWHERE} findings.csv."),
        (ReassessmentRow, 3, {"inspection": "X"}, "inspection", f"“X” {NOWHERE} inspections.csv."),
        (EvidenceRow, 2, {"file": "0" * 64}, "file", f"“{'0' * 60}…” {NOWHERE} stored_files.csv."),
        (AnswerRow, 3, {"finding": "F-0001"}, "finding", "“F-0001” stands in row 2 already."),
        (AnswerRow, 4, {"finding": "F-0001"}, "finding", "“F-0001” stands in row 2 already."),
        (FindingDeliverableRow, 2, {"deliverable": "D-0009"}, "deliverable", f"“D-0009” {NOWHERE} deliverables.csv."),
        (FindingDeliverableRow, 3, {"linked_on": date(2022, 6, 1)}, "linked_on", "stands in row 2 already."),
        (MatrixLabelRow, 2, {"matrix": 3}, "matrix", f"“3” {NOWHERE} risk_matrices.csv."),
        (RiskRow, 5, {"from_risk": "R-0009"}, "from_risk", f"“R-0009” {NOWHERE} risks.csv."),
        (RiskDetailRow, 2, {"owner": "x@example.org"}, "owner", f"“x@example.org” {NOWHERE} people.csv."),
        (AssessmentRow, 2, {"matrix": 3}, "matrix", f"“3” {NOWHERE} risk_matrices.csv."),
        (RiskActionUpdateRow, 2, {"action": 3}, "action", f"“R-0002 3” {NOWHERE} risk_actions.csv."),
        (RiskFindingRow, 2, {"finding": "F-0009"}, "finding", f"“F-0009” {NOWHERE} findings.csv."),
        (QuarterRiskRow, 2, {"risk": "R-0009"}, "risk", f"“R-0009” {NOWHERE} risks.csv."),
        (QuarterRiskRow, 3, {"risk": "R-0002"}, "risk", "“P-1 1 2022-23-Q1 R-0002” stands in row 2 already."),
    ],
)
def test_a_repeated_key_or_an_unknown_reference_is_named(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert_named(office_with(kind, row, changes), kind, row, column, said)


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (ScaleRow, 3, {"position": 1}, "position", "Another grade of INS-2016 has position 1 already."),
        (ScaleRow, 4, {"position": 9}, "position", "The positions on the scale of INS-2016 must be 1, 2, 3 …: 3 is"),
        (ScaleRow, 9, {"withdrawn": False}, "position", "Another grade of INS-2022 has position 4 already."),
        (GradeRow, 5, {"grade": "Splendid"}, "grade", "“Splendid” is withdrawn from the scale of INS-2022."),
        (PrintingRow, 2, {"to_on": BEFORE}, "to_on", "2022-04-30 is before 2022-05-01, the first day."),
        (InspectionEventRow, 2, {"when_text": "soon"}, "when_text", "“soon” is not a date."),
        (InspectionEventRow, 2, {"ends": BEFORE}, "starts", "“2022” means 2022-01-01 to 2022-12-31, year."),
        (InspectionEventRow, 4, {"precision": Precision.DAY}, "starts", "“June 2024” means"),
        (ResponseRow, 3, {"received_on": date(2022, 5, 1)}, "received_on", "2022-05-01 is before 2022-05-02"),
        (ResponseRow, 3, {"approved_by": None}, "approved_by", "Fill approved_on and approved_by, or none of them."),
        (ResponseRow, 3, {"comments": None}, "comments", "There is nothing to approve where there are no comments."),
        (
            ResponseRow,
            3,
            {"approved_on": None, "approved_by": None},
            "approved_on",
            "Comments are approved before they are published.",
        ),
        (ResponseRow, 3, {"published_on": date(2022, 4, 27)}, "published_on", "2022-04-27 is before 2022-04-28"),
        (ResponseRow, 3, {"published_link": "page"}, "published_link", "Enter the whole address of the page"),
        (ResponseRow, 3, {"sent_to_secretary_on": date(2022, 6, 1)}, "sent_to_secretary_on", "2022-06-01 is before"),
        (InspectionRow, 3, {"link": "javascript:alert(1)"}, "link", "Enter the whole address of the page"),
        (GradeRow, 3, {"theme": "calls"}, "theme", "Answering, calls stands on the line “calls” already."),
        (ResponseRow, 3, {"published_on": None}, "published_on", "as they have a link."),
        (FindingRow, 5, {"parent": "F-0002"}, "parent", "Only a recommendation belongs to another finding"),
        (FindingRow, 2, {"parent": "F-0004"}, "parent", "F-0004 is not a cause of concern of INS-2022."),
        (FindingRow, 2, {"parent": "F-0003"}, "parent", "F-0003 is not a cause of concern of INS-2022."),
        (
            FindingRow,
            4,
            {"historic": False},
            "kind",
            "A cause of concern needs a recommendation, unless it is hist",
        ),
        (FindingRow, 3, {"began_on": BEFORE}, "began_on", "says nothing of F-0002 on its first day."),
        (FindingRow, 7, {"withdrawn_by": None}, "withdrawn_by", "Fill withdrawn_on and withdrawn_by and"),
        (FindingRow, 7, {"withdrawn_on": BEFORE}, "withdrawn_on", "2022-04-30 is before 2022-05-01"),
        (FindingDetailRow, 2, {"priority": None}, "priority", "Fill plan and priority, or none of them."),
        (ForceMarkRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (CommentRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (ReassessmentRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (InspectorateMarkRow, 3, {"told_by": None}, "told_by", "Enter who told the office"),
        (InspectorateMarkRow, 2, {"status": InspectorateStatus.COMPLETE}, "told_by", "Enter who told the office"),
        (AnswerRow, 2, {"approved_by": None}, "approved_by", "Fill approved_wording and approved_on and approved_by"),
        (AnswerRow, 3, {"published_on": date(2022, 6, 20)}, "approved_on", "An answer is approved before it is"),
        (EvidenceRow, 3, {"link": None}, "link", "Evidence is a link or a file, one of the two."),
        (EvidenceRow, 2, {"link": "https://example.org"}, "link", "Evidence is a link or a file, one of the two."),
        (EvidenceRow, 3, {"link": "mailto:a@example.org"}, "link", "Enter the whole address of the page"),
        (EvidenceRow, 2, {"file_name": "letter.pdf"}, "file_name", "is not a PDF, although its name says so."),
        (EvidenceRow, 2, {"file_name": "letter.exe"}, "file_name", "is of a kind that cannot be kept here."),
        (EvidenceRow, 2, {"file_name": None}, "file_name", "Fill file and file_name, or none of them."),
        (EvidenceRow, 4, {"withdrawn_by": None}, "withdrawn_by", "Fill withdrawn_on and withdrawn_by, or none of"),
        (EvidenceRow, 4, {"withdrawn_on": BEFORE}, "withdrawn_on", "2022-04-30 is before 2022-06-01"),
        (FindingDeliverableRow, 2, {"unlinked_by": None}, "unlinked_by", "Fill unlinked_on and unlinked_by, or none"),
        (FindingDeliverableRow, 2, {"unlinked_on": BEFORE}, "unlinked_on", "2022-04-30 is before 2022-06-01"),
        (StoredFileRow, 2, {"size": 1}, "size", "bytes, not 1."),
    ],
)
def test_a_broken_rule_of_inspections_is_named_by_file_row_and_column(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert_named(office_with(kind, row, changes), kind, row, column, said)


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (MatrixRow, 2, {"high_from": 5}, "high_from", "This must be more than medium_from, 5."),
        (MatrixRow, 2, {"very_high_from": 9}, "very_high_from", "This must be more than high_from, 10."),
        (RiskRow, 2, {"from_risk": "R-0002"}, "from_risk", "Only an issue comes from a risk that happened."),
        (RiskRow, 5, {"from_risk": "I-0002"}, "from_risk", "I-0002 is not a risk."),
        (RiskRow, 6, {"from_risk": "R-0001"}, "from_risk", "R-0001 became another issue already."),
        (RiskRow, 3, {"began_on": BEFORE}, "began_on", "says nothing of R-0002 on its first day."),
        (RiskDetailRow, 2, {"priority": None}, "priority", "Fill plan and priority, or none of them."),
        (RiskDetailRow, 6, {"public_wording": None}, "event", "Enter what may happen or has happened, or a public"),
        (RiskDetailRow, 6, {"public_wording": "x" * 601}, "public_wording", "601 characters long. Shorten it to 600"),
        (RiskDetailRow, 2, {"severity": Band.LOW}, "severity", "Only an issue has a severity. A risk has scores."),
        (RiskMoveRow, 2, {"state": RiskState.RESOLVED}, "state", "R-0001 can be open or closed or happened, not res"),
        (RiskMoveRow, 5, {"state": RiskState.CLOSED}, "state", "I-0002 can be open or resolved, not closed."),
        (RiskMoveRow, 2, {"state": RiskState.OPEN}, "state", "R-0001 stands as open already."),
        (RiskMoveRow, 4, {"state": RiskState.CLOSED}, "state", "R-0003 stands as closed already."),
        (RiskMoveRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (AssessmentRow, 4, {"explanation": None}, "explanation", "why the target, 16, is above the current score, 15."),
        (AssessmentRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (RiskReviewRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (RiskMoveRow, 4, {"state": RiskState.HAPPENED}, "state", "R-0003 stands as closed already."),
        (AssessmentRow, 2, {"risk": "I-0002"}, "risk", "I-0002 is an issue: it has a severity, not scores."),
        (AcceptanceRow, 2, {"risk": "I-0002"}, "risk", "I-0002 is an issue: it has happened, so it cannot be accepted"),
        (AcceptanceRow, 2, {"ends_on": None}, "ends_on", "Enter the last day of the acceptance."),
        (AcceptanceRow, 2, {"ends_on": date(2022, 5, 19)}, "ends_on", "2022-05-19 is before 2022-05-20"),
        (AcceptanceRow, 3, {"ends_on": date(2022, 7, 1)}, "ends_on", "The end of an acceptance has no last day."),
        (RiskActionRow, 3, {"number": 3}, "number", "The numbers of R-0002 must be 1, 2, 3 …: 2 is missing."),
        (RiskActionRow, 2, {"due_text": "soon"}, "due_text", "“soon” is not a date."),
        (RiskActionRow, 2, {"due_ends": date(2023, 10, 30)}, "due_ends", "“Oct 23” means 2023-10-31 here, not"),
        (RiskActionRow, 3, {"due_reading": None}, "due_reading", "Q4 2023"),
        (RiskActionRow, 2, {"due_reading": QuarterReading.CALENDAR}, "due_reading", "means no reading here, not cal"),
        (RiskActionRow, 3, {"withdrawn_on": BEFORE}, "withdrawn_on", "2022-04-30 is before 2022-05-01"),
        (RiskActionUpdateRow, 2, {"effective_on": BEFORE}, "effective_on", "2022-04-30 is before 2022-05-01"),
        (RiskDeliverableRow, 2, {"unlinked_by": None}, "unlinked_by", "Fill unlinked_on and unlinked_by, or none of"),
        (RiskFindingRow, 3, {"unlinked_on": BEFORE}, "unlinked_on", "2022-04-30 is before 2022-06-01"),
        (QuarterRiskRow, 2, {"quarter": "2022-Q1"}, "quarter", "There is no quarter “2022-Q1”."),
    ],
)
def test_a_broken_rule_of_risks_is_named_by_file_row_and_column(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert_named(office_with(kind, row, changes), kind, row, column, said)


def assert_named(office: SeedSet, kind: type[SeedRow], row: int, column: str, said: str) -> None:
    found = problems(office)
    where = f"{kind.FILE}, row {row}, column {column}: "
    assert any(problem.startswith(where) and said in problem for problem in found), found


def renamed(new: str | int, *places: tuple[type[SeedRow], str], old: str | int) -> SeedSet:
    """The full office with one record called otherwise in every row that names it."""
    rows = placed(full_office())
    for kind, column in places:
        rows[kind] = [with_cells(row, **{column: new}) if getattr(row, column) == old else row for row in rows[kind]]
    return office_of(rows)


def test_matrices_are_numbered_without_a_gap() -> None:
    office = renamed(3, (MatrixRow, "number"), (MatrixLabelRow, "matrix"), (AssessmentRow, "matrix"), old=2)
    assert problems(office) == [
        "risk_matrices.csv, row 3, column number: The numbers of the matrices must be 1, 2, 3 …: 2 is missing."
    ]


def test_every_score_of_both_scales_has_a_label() -> None:
    assert problems(office_without(MatrixLabelRow, 3)) == [
        "risk_matrices.csv, row 2, column number: risk_matrix_labels.csv has no label of likelihood 2."
    ]


@pytest.mark.parametrize("reference", ["F-5", "F-00005", "F-0000", "f-0005", "D-0005", "F-٠٠٠٥"])
def test_a_reference_of_a_finding_is_written_in_one_way_only(reference: str) -> None:
    places = ((FindingRow, "reference"), (FindingDetailRow, "finding"), (AnswerRow, "finding"))
    office = renamed(reference, *places, old="F-0005")
    assert problems(office) == [
        f"findings.csv, row 6, column reference: “{reference}” is not a reference. Write it like F-0007."
    ]


@pytest.mark.parametrize("reference", ["R-3", "R-00003", "R-0000", "r-0003", "F-0003", "X-0003"])
def test_a_reference_of_a_risk_is_written_in_one_way_only(reference: str) -> None:
    places = ((RiskRow, "reference"), (RiskDetailRow, "risk"), (RiskMoveRow, "risk"), (QuarterRiskRow, "risk"))
    assert problems(renamed(reference, *places, old="R-0003")) == [
        f"risks.csv, row 4, column reference: “{reference}” is not a reference. "
        "Write it like R-0007, or I-0007 for an issue."
    ]


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (None, "digest", f"There is no file files/{LETTER}."),
        (b"another letter", "digest", f"The content of files/{LETTER} has changed: its SHA-256 is another one."),
        (b"", "digest", "has changed"),
    ],
)
def test_a_stored_file_that_is_missing_or_not_what_it_was_is_named(
    content: bytes | None, column: str, said: str
) -> None:
    rows = placed(full_office())
    row = next(row.line for row in rows[StoredFileRow] if with_cells(row).digest == LETTER)
    office = SeedSet(rows, lambda digest: content if digest == LETTER else FILES_OF_OFFICE.get(digest))
    (problem,) = problems(office)
    assert problem.startswith(f"stored_files.csv, row {row}, column {column}: ")
    assert said in problem


def test_an_empty_stored_file_is_named() -> None:
    rows = placed(full_office())
    empty = hashlib.sha256(b"").hexdigest()
    rows[StoredFileRow].append(StoredFileRow(digest=empty, size=0, media_type="text/csv", line=4))
    office = SeedSet(rows, lambda digest: b"" if digest == empty else FILES_OF_OFFICE.get(digest))
    assert problems(office) == ["stored_files.csv, row 4, column size: The file is empty."]


@pytest.mark.parametrize("digest", ["../people.csv", "A" * 64, "0" * 63])
def test_only_a_hash_names_a_stored_file(digest: str) -> None:
    rows = placed(full_office())
    rows[StoredFileRow].append(StoredFileRow(digest=digest, size=1, media_type="text/csv", line=4))
    (problem,) = problems(office_of(rows))
    assert problem.startswith("stored_files.csv, row 4, column digest: ")
    assert "is not a SHA-256" in problem


def test_a_cause_of_concern_without_its_recommendations_is_taken_where_it_is_historic() -> None:
    historic = [row for row in full_office().of(FindingRow) if row.historic]
    assert FindingType.CAUSE_OF_CONCERN in {row.kind for row in historic}
    check_seeds(office_of(placed(full_office())))


def scored(*scores: AssessmentRow) -> SeedSet:
    rows = placed(full_office())
    rows[AssessmentRow] = [with_cells(row, line=line) for line, row in enumerate(scores, start=2)]
    return office_of(rows)


def test_a_target_is_compared_with_the_current_score_at_the_end_of_each_day() -> None:
    later = date(2022, 5, 2)
    low = score("R-0002", ScoreKind.CURRENT, 1, 1)
    high = score("R-0002", ScoreKind.CURRENT, 3, 3)
    target = score("R-0002", ScoreKind.TARGET, 2, 2)
    check_seeds(scored(low, target, high))
    check_seeds(scored(high, target, with_cells(low, effective_on=later, explanation="So it is")))
    said = "explanation: Explain why the target, 4, is above the current score, 1."
    assert problems(scored(high, low, target)) == [f"risk_assessments.csv, row 4, column {said}"]
    # The later score stands before the others in the file.
    assert problems(scored(with_cells(low, effective_on=later), high, target)) == [
        f"risk_assessments.csv, row 2, column {said}"
    ]


@pytest.mark.parametrize(("code", "said"), [("a b", "letters, digits, dots"), ("Tracker", "address of another page")])
def test_a_code_of_an_inspection_can_stand_in_an_address(code: str, said: str) -> None:
    (problem,) = problems(SeedSet(placed(SeedSet({InspectionRow: [inspection(code)]}))))
    assert problem.startswith("inspections.csv, row 2, column code: ")
    assert said in problem


def test_an_inspection_needs_no_scale_before_its_first_grade() -> None:
    check_seeds(SeedSet(placed(SeedSet({InspectionRow: [inspection("INS")]}))))


@pytest.mark.parametrize("row", [4, 8])
def test_a_scale_that_does_not_end_with_ungraded_is_named(row: int) -> None:
    rows = placed(full_office())
    rows[GradeRow] = [grade for grade in rows[GradeRow] if with_cells(grade).grade != UNGRADED]
    rows[ScaleRow][row - 2] = with_cells(rows[ScaleRow][row - 2], label="Nothing")
    code = with_cells(rows[ScaleRow][row - 2]).inspection
    assert_named(
        office_of(rows), InspectionRow, 2 if row == 4 else 3, "code", f"must end the scale of {code} with Ungraded."
    )
