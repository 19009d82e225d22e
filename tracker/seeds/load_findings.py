"""Findings with their histories in the order they were recorded, and the stored files that are evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.accounts.models import Person
from tracker.files.models import StoredFile
from tracker.inspections.commands_history import restand
from tracker.inspections.models_finding import (
    Evidence,
    Finding,
    FindingAnswer,
    FindingComment,
    FindingDeliverable,
    FindingDetail,
    ForceMark,
    InspectorateMark,
    Reassessment,
)
from tracker.plan.models import Deliverable, Priority
from tracker.seeds.check_findings import LETTER
from tracker.seeds.check_row import number_of
from tracker.seeds.load_inspections import Inspected
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
from tracker.writing import flush

Findings = Mapping[str, Finding]


def load_findings(
    session: Session,
    seeds: SeedSet,
    *,
    inspected: Inspected,
    people: Mapping[str, Person],
    priorities: Mapping[tuple[str, int], Priority],
    deliverables: Mapping[str, Deliverable],
    on: date,
) -> Findings:
    """Expects a checked seed set. Where each finding stands is worked out as at `on`."""
    findings = _load_findings(session, seeds, inspected)
    _load_details(session, seeds, findings, people, priorities)
    _load_marks(session, seeds, findings, inspected)
    _load_evidence(session, seeds, findings)
    _load_answers(session, seeds, findings, deliverables)
    session.expire_all()
    for finding in findings.values():
        restand(session, finding, on)
    return findings


def _load_findings(session: Session, seeds: SeedSet, inspected: Inspected) -> Findings:
    findings = {
        row.reference: Finding(
            number=number_of(row.reference, LETTER),
            inspection=inspected.inspections[row.inspection],
            kind=row.kind,
            official_reference=row.official_reference,
            question=inspected.questions[row.inspection, row.question] if row.question else None,
            position=row.position,
            began_on=row.began_on,
            is_historic=row.historic,
            note=row.note,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in seeds.of(FindingRow)
    }
    for row in seeds.of(FindingRow):
        if row.parent is not None:
            findings[row.reference].parent = findings[row.parent]
    session.add_all(findings.values())
    flush(session)
    return findings


def _load_details(
    session: Session,
    seeds: SeedSet,
    findings: Findings,
    people: Mapping[str, Person],
    priorities: Mapping[tuple[str, int], Priority],
) -> None:
    for row in seeds.of(FindingDetailRow):
        placed = row.plan is not None and row.priority is not None
        session.add(
            FindingDetail(
                finding=findings[row.finding],
                effective_on=row.effective_on,
                text=row.text,
                priority=priorities[row.plan or "", row.priority or 0] if placed else None,
                lead=people[row.lead] if row.lead else None,
                expected_on=row.expected_on,
                reason=row.reason,
                recorded_by=row.recorded_by,
            )
        )
    flush(session)


def _load_marks(session: Session, seeds: SeedSet, findings: Findings, inspected: Inspected) -> None:
    marks: tuple[ForceMarkRow | InspectorateMarkRow | CommentRow, ...] = (
        *seeds.of(ForceMarkRow),
        *seeds.of(InspectorateMarkRow),
        *seeds.of(CommentRow),
    )
    for row in marks:
        session.add(_mark(row, findings[row.finding]))
    for again in seeds.of(ReassessmentRow):
        session.add(
            Reassessment(
                finding=findings[again.finding],
                effective_on=again.effective_on,
                inspection=inspected.inspections[again.inspection] if again.inspection else None,
                result=again.result,
                text=again.text,
                author=again.author,
            )
        )
    flush(session)


def _mark(
    row: ForceMarkRow | InspectorateMarkRow | CommentRow, finding: Finding
) -> ForceMark | InspectorateMark | FindingComment:
    match row:
        case ForceMarkRow():
            return ForceMark(
                finding=finding,
                effective_on=row.effective_on,
                status=row.status,
                comment=row.comment,
                author=row.author,
            )
        case InspectorateMarkRow():
            return InspectorateMark(
                finding=finding,
                effective_on=row.effective_on,
                status=row.status,
                told_by=row.told_by,
                comment=row.comment,
                author=row.author,
            )
        case CommentRow():
            return FindingComment(finding=finding, effective_on=row.effective_on, text=row.text, author=row.author)


def _load_evidence(session: Session, seeds: SeedSet, findings: Findings) -> None:
    files: dict[str, StoredFile] = {}
    for stored in seeds.of(StoredFileRow):
        content = seeds.content(stored.digest)
        files[stored.digest] = StoredFile(
            digest=stored.digest, size=stored.size, media_type=stored.media_type, content=content
        )
        session.add(files[stored.digest])
        flush(session)
        # The bytes of one file at a time are enough to hold.
        session.expire(files[stored.digest], ["content"])
    for row in seeds.of(EvidenceRow):
        session.add(
            Evidence(
                finding=findings[row.finding],
                title=row.title,
                link=row.link,
                file=files[row.file] if row.file else None,
                file_name=row.file_name,
                added_on=row.added_on,
                added_by=row.added_by,
                withdrawn_on=row.withdrawn_on,
                withdrawn_by=row.withdrawn_by,
            )
        )
    flush(session)


def _load_answers(
    session: Session, seeds: SeedSet, findings: Findings, deliverables: Mapping[str, Deliverable]
) -> None:
    for row in seeds.of(AnswerRow):
        session.add(
            FindingAnswer(
                finding=findings[row.finding],
                answer=row.answer,
                text=row.text,
                author=row.author,
                approved_wording=row.approved_wording,
                approved_on=row.approved_on,
                approved_by=row.approved_by,
                published_on=row.published_on,
                withdrawn_at=dates.now() if row.withdrawn else None,
            )
        )
    for link in seeds.of(FindingDeliverableRow):
        session.add(
            FindingDeliverable(
                finding=findings[link.finding],
                deliverable=deliverables[link.deliverable],
                linked_on=link.linked_on,
                linked_by=link.linked_by,
                unlinked_on=link.unlinked_on,
                unlinked_by=link.unlinked_by,
            )
        )
    flush(session)
