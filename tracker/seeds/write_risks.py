"""The matrix, risks and issues as rows of a seed set: risks first, by number, histories in the order of recording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.plan.models import Priority
from tracker.risks.models import (
    Assessment,
    Risk,
    RiskAction,
    RiskDeliverable,
    RiskDetail,
    RiskFinding,
    RiskMatrix,
)
from tracker.risks.rules import RiskKind, Scale
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


def risk_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of every file that speaks of risks."""
    matrices = session.scalars(
        select(RiskMatrix).order_by(RiskMatrix.number).options(selectinload(RiskMatrix.labels))
    ).all()
    found = _risks(session)
    return {
        MatrixRow: [_matrix(each) for each in matrices],
        MatrixLabelRow: [row for each in matrices for row in _labels(each)],
        RiskRow: [_risk(each) for each in found],
        RiskDetailRow: [row for each in found for row in _details(each)],
        RiskMoveRow: [row for each in found for row in _moves(each)],
        AssessmentRow: [row for each in found for row in _assessments(each)],
        RiskReviewRow: [
            RiskReviewRow(risk=each.reference, effective_on=row.effective_on, note=row.note, reviewer=row.reviewer)
            for each in found
            for row in each.reviews
        ],
        AcceptanceRow: [row for each in found for row in _acceptances(each)],
        RiskActionRow: [row for each in found for row in _actions(each)],
        RiskActionUpdateRow: [row for each in found for row in _action_updates(each)],
        RiskDeliverableRow: [row for each in found for row in _deliverables(each)],
        RiskFindingRow: [row for each in found for row in _findings(each)],
    }


def _risks(session: Session) -> Sequence[Risk]:
    detail, action = selectinload(Risk.details), selectinload(Risk.actions)
    found = session.scalars(
        select(Risk).options(
            joinedload(Risk.from_risk),
            detail.joinedload(RiskDetail.priority).joinedload(Priority.plan),
            detail.joinedload(RiskDetail.owner),
            selectinload(Risk.moves),
            selectinload(Risk.assessments).joinedload(Assessment.matrix),
            selectinload(Risk.reviews),
            selectinload(Risk.acceptances),
            action.joinedload(RiskAction.owner),
            action.selectinload(RiskAction.updates),
            selectinload(Risk.deliverable_links).joinedload(RiskDeliverable.deliverable),
            selectinload(Risk.finding_links).joinedload(RiskFinding.finding),
        )
    ).all()
    order = {kind: place for place, kind in enumerate(RiskKind)}
    return sorted(found, key=lambda row: (order[row.kind], row.number))


def _matrix(row: RiskMatrix) -> MatrixRow:
    return MatrixRow(
        number=row.number,
        effective_on=row.effective_on,
        medium_from=row.medium_from,
        high_from=row.high_from,
        very_high_from=row.very_high_from,
        review_very_high=row.review_very_high,
        review_high=row.review_high,
        review_rest=row.review_rest,
        reason=row.reason,
        set_by=row.set_by,
    )


def _labels(matrix: RiskMatrix) -> Sequence[MatrixLabelRow]:
    order = {scale: place for place, scale in enumerate(Scale)}
    return [
        MatrixLabelRow(matrix=matrix.number, scale=row.scale, score=row.score, label=row.label)
        for row in sorted(matrix.labels, key=lambda row: (order[row.scale], row.score))
    ]


def _risk(row: Risk) -> RiskRow:
    return RiskRow(
        reference=row.reference,
        began_on=row.began_on,
        from_risk=row.from_risk.reference if row.from_risk else None,
        note=row.note,
    )


def _details(risk: Risk) -> Iterator[RiskDetailRow]:
    for row in risk.details:
        yield RiskDetailRow(
            risk=risk.reference,
            effective_on=row.effective_on,
            plan=row.priority.plan.code if row.priority else None,
            priority=row.priority.number if row.priority else None,
            owner=row.owner.email if row.owner else None,
            event=row.event,
            cause=row.cause,
            consequence=row.consequence,
            public_wording=row.public_wording,
            internal_wording=row.internal_wording,
            severity=row.severity,
            reason=row.reason,
            recorded_by=row.recorded_by,
        )


def _moves(risk: Risk) -> Iterator[RiskMoveRow]:
    for row in risk.moves:
        yield RiskMoveRow(
            risk=risk.reference,
            effective_on=row.effective_on,
            state=row.state,
            reason=row.reason,
            author=row.author,
        )


def _assessments(risk: Risk) -> Iterator[AssessmentRow]:
    for row in risk.assessments:
        yield AssessmentRow(
            risk=risk.reference,
            effective_on=row.effective_on,
            kind=row.kind,
            likelihood=row.likelihood,
            impact=row.impact,
            matrix=row.matrix.number,
            explanation=row.explanation,
            author=row.author,
        )


def _acceptances(risk: Risk) -> Iterator[AcceptanceRow]:
    for row in risk.acceptances:
        yield AcceptanceRow(
            risk=risk.reference,
            effective_on=row.effective_on,
            accepted=row.accepted,
            ends_on=row.ends_on,
            reason=row.reason,
            approver=row.approver,
        )


def _actions(risk: Risk) -> Iterator[RiskActionRow]:
    for row in risk.actions:
        yield RiskActionRow(
            risk=risk.reference,
            number=row.number,
            title=row.title,
            owner=row.owner.email if row.owner else None,
            began_on=row.began_on,
            due_text=row.due_text,
            due_reading=row.due_reading,
            due_starts=row.due_starts,
            due_ends=row.due_ends,
            due_precision=row.due_precision,
            withdrawn_on=row.withdrawn_on,
        )


def _action_updates(risk: Risk) -> Iterator[RiskActionUpdateRow]:
    for action in risk.actions:
        for row in action.updates:
            yield RiskActionUpdateRow(
                risk=risk.reference,
                action=action.number,
                effective_on=row.effective_on,
                percent=row.percent,
                note=row.note,
                author=row.author,
            )


def _deliverables(risk: Risk) -> Iterator[RiskDeliverableRow]:
    for row in risk.deliverable_links:
        yield RiskDeliverableRow(
            risk=risk.reference,
            deliverable=row.deliverable.reference,
            linked_on=row.linked_on,
            linked_by=row.linked_by,
            unlinked_on=row.unlinked_on,
            unlinked_by=row.unlinked_by,
        )


def _findings(risk: Risk) -> Iterator[RiskFindingRow]:
    for row in risk.finding_links:
        yield RiskFindingRow(
            risk=risk.reference,
            finding=row.finding.reference,
            linked_on=row.linked_on,
            linked_by=row.linked_by,
            unlinked_on=row.unlinked_on,
            unlinked_by=row.unlinked_by,
        )
