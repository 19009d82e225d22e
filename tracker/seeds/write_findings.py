"""Findings, their histories and the stored files as rows of a seed set, by number and in the order of recording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.files.models import StoredFile
from tracker.inspections.models_finding import Evidence, Finding, FindingDeliverable, FindingDetail, Reassessment
from tracker.plan.models import Priority
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
from tracker.seeds.tables_row import SeedRow


def finding_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of findings, and of the stored files."""
    found = _findings(session)
    stored = session.scalars(select(StoredFile).order_by(StoredFile.digest))
    return {
        StoredFileRow: [StoredFileRow(digest=it.digest, size=it.size, media_type=it.media_type) for it in stored],
        FindingRow: [_finding(each) for each in found],
        FindingDetailRow: [row for each in found for row in _details(each)],
        ForceMarkRow: [row for each in found for row in _force_marks(each)],
        InspectorateMarkRow: [row for each in found for row in _inspectorate_marks(each)],
        ReassessmentRow: [row for each in found for row in _reassessments(each)],
        CommentRow: [
            CommentRow(finding=each.reference, effective_on=row.effective_on, text=row.text, author=row.author)
            for each in found
            for row in each.comments
        ],
        EvidenceRow: [row for each in found for row in _evidence(each)],
        AnswerRow: [
            AnswerRow(
                finding=each.reference,
                answer=row.answer,
                text=row.text,
                author=row.author,
                approved_wording=row.approved_wording,
                approved_on=row.approved_on,
                approved_by=row.approved_by,
                published_on=row.published_on,
                withdrawn=row.withdrawn_at is not None,
            )
            for each in found
            if (row := each.recorded_answer) is not None
        ],
        FindingDeliverableRow: [row for each in found for row in _links(each)],
    }


def stored_content(session: Session, digest: str) -> bytes | None:
    """The bytes of a stored file."""
    return session.scalars(select(StoredFile.content).where(StoredFile.digest == digest)).one_or_none()


def _findings(session: Session) -> Sequence[Finding]:
    detail = selectinload(Finding.details)
    return session.scalars(
        select(Finding)
        .order_by(Finding.number)
        .options(
            joinedload(Finding.inspection),
            joinedload(Finding.parent),
            joinedload(Finding.question),
            detail.joinedload(FindingDetail.priority).joinedload(Priority.plan),
            detail.joinedload(FindingDetail.lead),
            selectinload(Finding.force_marks),
            selectinload(Finding.inspectorate_marks),
            selectinload(Finding.recorded_reassessments).joinedload(Reassessment.inspection),
            selectinload(Finding.comments),
            selectinload(Finding.evidence).joinedload(Evidence.file),
            joinedload(Finding.recorded_answer),
            selectinload(Finding.deliverable_links).joinedload(FindingDeliverable.deliverable),
        )
    ).all()


def _finding(row: Finding) -> FindingRow:
    return FindingRow(
        reference=row.reference,
        inspection=row.inspection.code,
        kind=row.kind,
        official_reference=row.official_reference,
        parent=row.parent.reference if row.parent else None,
        question=row.question.area if row.question else None,
        position=row.position,
        began_on=row.began_on,
        historic=row.is_historic,
        note=row.note,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _details(finding: Finding) -> Iterator[FindingDetailRow]:
    for row in finding.details:
        yield FindingDetailRow(
            finding=finding.reference,
            effective_on=row.effective_on,
            plan=row.priority.plan.code if row.priority else None,
            priority=row.priority.number if row.priority else None,
            lead=row.lead.email if row.lead else None,
            expected_on=row.expected_on,
            text=row.text,
            reason=row.reason,
            recorded_by=row.recorded_by,
        )


def _force_marks(finding: Finding) -> Iterator[ForceMarkRow]:
    for row in finding.force_marks:
        yield ForceMarkRow(
            finding=finding.reference,
            effective_on=row.effective_on,
            status=row.status,
            comment=row.comment,
            author=row.author,
        )


def _inspectorate_marks(finding: Finding) -> Iterator[InspectorateMarkRow]:
    for row in finding.inspectorate_marks:
        yield InspectorateMarkRow(
            finding=finding.reference,
            effective_on=row.effective_on,
            status=row.status,
            told_by=row.told_by,
            comment=row.comment,
            author=row.author,
        )


def _reassessments(finding: Finding) -> Iterator[ReassessmentRow]:
    for row in finding.recorded_reassessments:
        yield ReassessmentRow(
            finding=finding.reference,
            effective_on=row.effective_on,
            inspection=row.inspection.code if row.inspection else None,
            result=row.result,
            text=row.text,
            author=row.author,
        )


def _evidence(finding: Finding) -> Iterator[EvidenceRow]:
    for row in finding.evidence:
        yield EvidenceRow(
            finding=finding.reference,
            title=row.title,
            link=row.link,
            file=row.file.digest if row.file else None,
            file_name=row.file_name,
            added_on=row.added_on,
            added_by=row.added_by,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
        )


def _links(finding: Finding) -> Iterator[FindingDeliverableRow]:
    for row in finding.deliverable_links:
        yield FindingDeliverableRow(
            finding=finding.reference,
            deliverable=row.deliverable.reference,
            linked_on=row.linked_on,
            linked_by=row.linked_by,
            unlinked_on=row.unlinked_on,
            unlinked_by=row.unlinked_by,
        )
