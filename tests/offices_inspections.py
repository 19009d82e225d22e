"""Inspections and findings of an office that has everything: builders of rows, and the rows of `full_office`."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from typing import Final

from PIL import Image

from tracker.inspections.rules import UNGRADED, Answer, FindingType, ForceStage, ForceStatus, InspectorateStatus, Result
from tracker.plan.rules import Precision
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
from tracker.seeds.tables_row import SeedRow

AWKWARD: Final = "Said \"no\", twice:\n=1+1\n- naïve café, £5 – ünïcödé ŵ\n'quoted'"
LEAD: Final = "lead@example.org"
RECORDED: Final = date(2022, 5, 1)

GONE: Final = {"withdrawn_on": date(2022, 6, 3), "withdrawn_by": "Leon", "withdrawn_reason": AWKWARD}


def _png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(written, "PNG")
    return written.getvalue()


FILES_OF_OFFICE: Final = {
    hashlib.sha256(it).hexdigest(): it for it in ("name,café\r\n=1+1,£\n".encode("cp1252"), b"a,b\r\n", _png())
}
LETTER, TABLE, PICTURE = FILES_OF_OFFICE
_KINDS: Final = {LETTER: "text/csv", TABLE: "text/csv", PICTURE: "image/png"}
STORED: Final = tuple((digest, _KINDS[digest]) for digest in sorted(FILES_OF_OFFICE))


def inspection(code: str, **changes: object) -> InspectionRow:
    values: dict[str, object] = {
        "code": code,
        "title": "An inspection",
        "body": "HMICFRS",
        "programme": None,
        "year": 2022,
        "published_on": None,
        "link": None,
        "recorded_on": RECORDED,
        "note": None,
        "withdrawn_on": None,
        "withdrawn_by": None,
        "withdrawn_reason": None,
    }
    return InspectionRow(**{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def scale(code: str, *labels: str) -> tuple[ScaleRow, ...]:
    placed = enumerate((*labels, UNGRADED), start=1)
    return tuple(
        ScaleRow(inspection=code, position=position, label=label, withdrawn=False) for position, label in placed
    )


def grade(code: str, position: int, area: str, given: str, **changes: object) -> GradeRow:
    values: dict[str, object] = {
        "number": None,
        "theme": None,
        "basis": None,
        "note": None,
        "withdrawn": False,
        **changes,
    }
    return GradeRow(inspection=code, position=position, area=area, grade=given, **values)  # type: ignore[arg-type]  # as above


def happening(text: str, **changes: object) -> InspectionEventRow:
    values: dict[str, object] = {
        "inspection": None,
        "when_text": "2022",
        "starts": date(2022, 1, 1),
        "ends": date(2022, 12, 31),
        "precision": Precision.YEAR,
        "stage": None,
        "text": text,
        "recorded_by": "Leon",
        "withdrawn": False,
    }
    return InspectionEventRow(**{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def response(code: str, **changes: object) -> ResponseRow:
    values = dict.fromkeys(
        (
            *("invited_on", "received_on", "chief_constable_comments", "comments", "approved_on", "approved_by"),
            *("published_on", "published_link", "sent_to_inspectors_on", "sent_to_secretary_on"),
        )
    )
    return ResponseRow(inspection=code, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def finding(reference: str, code: str, kind: FindingType, position: int, **changes: object) -> FindingRow:
    values: dict[str, object] = {
        "official_reference": None,
        "parent": None,
        "question": None,
        "began_on": RECORDED,
        "historic": False,
        "note": None,
        "withdrawn_on": None,
        "withdrawn_by": None,
        "withdrawn_reason": None,
        **changes,
    }
    return FindingRow(reference=reference, inspection=code, kind=kind, position=position, **values)  # type: ignore[arg-type]  # as above


def finding_detail(reference: str, **changes: object) -> FindingDetailRow:
    values: dict[str, object] = {
        "effective_on": RECORDED,
        "plan": None,
        "priority": None,
        "lead": None,
        "expected_on": None,
        "text": "Answer sooner.",
        "reason": None,
        "recorded_by": "Leon",
    }
    return FindingDetailRow(finding=reference, **{**values, **changes})  # type: ignore[arg-type]  # as above


def evidence(reference: str, title: str, **changes: object) -> EvidenceRow:
    values: dict[str, object] = {
        "link": None,
        "file": None,
        "file_name": None,
        "added_on": date(2022, 6, 1),
        "added_by": "Olivia",
        "withdrawn_on": None,
        "withdrawn_by": None,
    }
    return EvidenceRow(finding=reference, title=title, **{**values, **changes})  # type: ignore[arg-type]  # as above


def answer(reference: str, said: Answer, text: str, **changes: object) -> AnswerRow:
    values = {"approved_wording": None, "approved_on": None, "approved_by": None, "published_on": None}
    whole = {**values, "withdrawn": False, **changes}
    return AnswerRow(finding=reference, answer=said, text=text, author="Carla", **whole)  # type: ignore[arg-type]  # as above


def answers(reference: str, deliverable: str, **changes: object) -> FindingDeliverableRow:
    values: dict[str, object] = {
        "linked_on": date(2022, 6, 1),
        "linked_by": "Leon",
        "unlinked_on": None,
        "unlinked_by": None,
    }
    return FindingDeliverableRow(finding=reference, deliverable=deliverable, **{**values, **changes})  # type: ignore[arg-type]  # as above


def inspection_office() -> tuple[SeedRow, ...]:
    """Two scales, a grade on another line, printings that ended and go on, a whole response, some of each withdrawn."""
    return (*_graded(), *_printed(), *_answered())


def _graded() -> tuple[SeedRow, ...]:
    return (
        inspection("INS-2016", year=2016, note=AWKWARD, title="=An inspection", programme="PEEL"),
        inspection("INS-2022", published_on=date(2022, 4, 28), link="https://example.org/?a=1&b=%C3%A9"),
        *scale("INS-2016", "Good", "Bad"),
        *scale("INS-2022", "Outstanding", "Good", "@Adequate"),
        ScaleRow(inspection="INS-2022", position=4, label="Splendid", withdrawn=True),
        grade("INS-2016", 1, "Answering, calls", "Good", number="1", theme="Calls", note=AWKWARD),
        grade("INS-2016", 2, "Cells", "Ungraded", basis="Quoted elsewhere"),
        grade("INS-2022", 1, "Calls", "@Adequate"),
        grade("INS-2022", 1, "Cells", "Good", number="2.1"),
        grade("INS-2022", 1, "Cells", "Splendid", note=AWKWARD, withdrawn=True),
        grade("INS-2022", 2, "Vans", "Splendid", withdrawn=True),
        inspection("INS-2023", year=2023, **GONE),
        *scale("INS-2023", "Good"),
    )


def _printed() -> tuple[SeedRow, ...]:
    first = {"inspection": "INS-2022", "plan": "P-1", "priority": 1, "from_on": RECORDED, "to_on": date(2022, 12, 31)}
    second = {"inspection": "INS-2022", "plan": "P-1", "priority": 2, "from_on": date(2023, 1, 1), "to_on": None}
    june = {"when_text": "June 2024", "starts": date(2024, 6, 1), "ends": date(2024, 6, 30)}
    return (
        PrintingRow(**first, withdrawn=False),  # type: ignore[arg-type]  # as above
        PrintingRow(**second, withdrawn=False),  # type: ignore[arg-type]  # as above
        PrintingRow(**second, withdrawn=True),  # type: ignore[arg-type]  # as above
        happening("Fieldwork", inspection="INS-2022", withdrawn=True),
        happening(AWKWARD, stage=ForceStage.ENGAGE),
        happening("Lifted", stage=ForceStage.SCAN, precision=Precision.MONTH, **june),
    )


def _answered() -> tuple[SeedRow, ...]:
    return (
        response("INS-2016", invited_on=date(2022, 5, 2)),
        response(
            "INS-2022",
            invited_on=date(2022, 5, 2),
            received_on=date(2022, 5, 30),
            chief_constable_comments=AWKWARD,
            comments="We agree.",
            approved_on=date(2022, 6, 10),
            approved_by="Carla",
            published_on=date(2022, 6, 20),
            published_link="https://example.org/comments",
            sent_to_inspectors_on=date(2022, 6, 21),
            sent_to_secretary_on=date(2022, 6, 22),
        ),
    )


def finding_office() -> tuple[SeedRow, ...]:
    """Every kind; a recommendation numbered before its cause of concern; both statuses; evidence of every sort."""
    return (*_findings(), *_marks(), *_shown())


def _findings() -> tuple[SeedRow, ...]:
    return (
        *(StoredFileRow(digest=digest, size=len(FILES_OF_OFFICE[digest]), media_type=kind) for digest, kind in STORED),
        finding("F-0001", "INS-2022", FindingType.RECOMMENDATION, 2, parent="F-0002"),
        finding("F-0002", "INS-2022", FindingType.CAUSE_OF_CONCERN, 1, official_reference="=2022/1", note=AWKWARD),
        finding("F-0003", "INS-2016", FindingType.CAUSE_OF_CONCERN, 1, historic=True),
        finding("F-0004", "INS-2022", FindingType.AREA_FOR_IMPROVEMENT, 3, question="Cells"),
        finding("F-0005", "INS-2016", FindingType.OBSERVATION, 2, question="Answering, calls", historic=True),
        finding("F-0006", "INS-2022", FindingType.AREA_FOR_IMPROVEMENT, 4, **GONE),
        finding("F-0007", "INS-2023", FindingType.AREA_FOR_IMPROVEMENT, 1),
        finding_detail("F-0001", plan="P-1", priority=1, lead=LEAD, expected_on=date(2022, 9, 30)),
        finding_detail("F-0001", effective_on=date(2022, 6, 1), text=AWKWARD, reason="Reworded"),
        finding_detail("F-0001", effective_on=date(2022, 6, 1), text="Again", reason=AWKWARD, lead=LEAD),
        *(finding_detail(reference) for reference in ("F-0002", "F-0003", "F-0004", "F-0005", "F-0006", "F-0007")),
    )


def _marks() -> tuple[SeedRow, ...]:
    marked = {"effective_on": date(2022, 6, 1), "comment": None, "author": "Olivia"}
    seen = {"effective_on": date(2022, 7, 1), "told_by": None, "comment": None, "author": "Olivia"}
    again = {"inspection": None, "text": None, "author": "Leon"}
    return (
        ForceMarkRow(finding="F-0001", status=ForceStatus.IN_PROGRESS, **marked),  # type: ignore[arg-type]  # as above
        ForceMarkRow(finding="F-0001", status=ForceStatus.CLOSED_BY_FORCE, **{**marked, "comment": AWKWARD}),  # type: ignore[arg-type]  # as above
        ForceMarkRow(finding="F-0004", status=ForceStatus.READY_FOR_CLOSURE, **marked),  # type: ignore[arg-type]  # as above
        InspectorateMarkRow(finding="F-0001", status=InspectorateStatus.BEING_PROGRESSED, **seen),  # type: ignore[arg-type]  # as above
        InspectorateMarkRow(
            finding="F-0004",
            status=InspectorateStatus.COMPLETE,
            **{**seen, "told_by": "Liaison lead", "comment": AWKWARD},  # type: ignore[arg-type]  # as above
        ),
        ReassessmentRow(finding="F-0003", effective_on=date(2022, 5, 1), result=Result.IMPROVED, **again),  # type: ignore[arg-type]  # as above
        ReassessmentRow(
            finding="F-0003",
            effective_on=date(2022, 5, 1),
            result=Result.CLOSED,
            **{**again, "inspection": "INS-2022", "text": AWKWARD},  # type: ignore[arg-type]  # as above
        ),
        CommentRow(finding="F-0004", effective_on=date(2022, 6, 2), text=AWKWARD, author="Olivia"),
        CommentRow(finding="F-0004", effective_on=date(2022, 6, 2), text="And more", author="Leon"),
    )


def _shown() -> tuple[SeedRow, ...]:
    return (
        evidence("F-0001", "=Policy", file=LETTER, file_name="letter, final.csv"),
        evidence("F-0001", "Page", link="https://example.org/page"),
        evidence(
            "F-0004",
            "The same letter",
            file=LETTER,
            file_name="=copy.csv",
            withdrawn_on=date(2022, 6, 2),
            withdrawn_by="Leon",
        ),
        answer(
            "F-0001",
            Answer.PROPOSED,
            AWKWARD,
            approved_wording=AWKWARD,
            approved_on=date(2022, 6, 10),
            approved_by="Carla",
            published_on=date(2022, 6, 20),
        ),
        answer("F-0004", Answer.NONE, "It is done"),
        answer("F-0005", Answer.TAKEN, AWKWARD, withdrawn=True),
        answers("F-0001", "D-0001", unlinked_on=date(2022, 6, 1), unlinked_by="Leon"),
        answers("F-0001", "D-0001", linked_on=date(2022, 6, 3)),
        answers("F-0004", "D-0002"),
    )
