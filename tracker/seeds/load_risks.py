"""The matrix, and risks and issues with their histories, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.inspections.models_finding import Finding
from tracker.plan.models import Deliverable, Priority
from tracker.risks.commands_history import restand
from tracker.risks.models import (
    Acceptance,
    Assessment,
    Risk,
    RiskAction,
    RiskActionUpdate,
    RiskDeliverable,
    RiskDetail,
    RiskFinding,
    RiskMatrix,
    RiskMatrixLabel,
    RiskMove,
    RiskReview,
)
from tracker.risks.rules import RiskKind
from tracker.seeds.check_risks import kind_and_number
from tracker.seeds.tables import SeedSet
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
from tracker.writing import flush

Risks = Mapping[str, Risk]


def load_risks(
    session: Session,
    seeds: SeedSet,
    *,
    people: Mapping[str, Person],
    priorities: Mapping[tuple[str, int], Priority],
    deliverables: Mapping[str, Deliverable],
    findings: Mapping[str, Finding],
    on: date,
) -> Risks:
    """Expects a checked seed set. Where each risk stands is worked out as at `on`."""
    matrices = _load_matrices(session, seeds)
    risks = _load_risks(session, seeds)
    for row in seeds.of(RiskDetailRow):
        session.add(_detail(row, risks, people, priorities))
    _load_history(session, seeds, risks, matrices)
    _load_actions(session, seeds, risks, people)
    _load_links(session, seeds, risks, deliverables, findings)
    session.expire_all()
    for risk in risks.values():
        restand(session, risk, on)
    return risks


def _load_matrices(session: Session, seeds: SeedSet) -> Mapping[int, RiskMatrix]:
    matrices = {
        row.number: RiskMatrix(
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
        for row in sorted(seeds.of(MatrixRow), key=lambda row: row.number)
    }
    session.add_all(matrices.values())
    for label in seeds.of(MatrixLabelRow):
        session.add(
            RiskMatrixLabel(matrix=matrices[label.matrix], scale=label.scale, score=label.score, label=label.label)
        )
    flush(session)
    return matrices


def _load_risks(session: Session, seeds: SeedSet) -> Risks:
    risks: dict[str, Risk] = {}
    for row in seeds.of(RiskRow):
        kind, number = kind_and_number(row.reference) or (RiskKind.RISK, 0)
        risks[row.reference] = Risk(kind=kind, number=number, began_on=row.began_on, note=row.note)
    for row in seeds.of(RiskRow):
        if row.from_risk is not None:
            risks[row.reference].from_risk = risks[row.from_risk]
    session.add_all(risks.values())
    flush(session)
    return risks


def _detail(
    row: RiskDetailRow, risks: Risks, people: Mapping[str, Person], priorities: Mapping[tuple[str, int], Priority]
) -> RiskDetail:
    placed = row.plan is not None and row.priority is not None
    return RiskDetail(
        risk=risks[row.risk],
        effective_on=row.effective_on,
        priority=priorities[row.plan or "", row.priority or 0] if placed else None,
        owner=people[row.owner] if row.owner else None,
        event=row.event,
        cause=row.cause,
        consequence=row.consequence,
        public_wording=row.public_wording,
        internal_wording=row.internal_wording,
        severity=row.severity,
        reason=row.reason,
        recorded_by=row.recorded_by,
    )


def _load_history(session: Session, seeds: SeedSet, risks: Risks, matrices: Mapping[int, RiskMatrix]) -> None:
    events: tuple[RiskMoveRow | RiskReviewRow | AcceptanceRow, ...] = (
        *seeds.of(RiskMoveRow),
        *seeds.of(RiskReviewRow),
        *seeds.of(AcceptanceRow),
    )
    for row in events:
        session.add(_event(row, risks[row.risk]))
    for score in seeds.of(AssessmentRow):
        session.add(
            Assessment(
                risk=risks[score.risk],
                effective_on=score.effective_on,
                kind=score.kind,
                likelihood=score.likelihood,
                impact=score.impact,
                matrix=matrices[score.matrix],
                explanation=score.explanation,
                author=score.author,
            )
        )
    flush(session)


def _event(row: RiskMoveRow | RiskReviewRow | AcceptanceRow, risk: Risk) -> RiskMove | RiskReview | Acceptance:
    match row:
        case RiskMoveRow():
            return RiskMove(
                risk=risk, effective_on=row.effective_on, state=row.state, reason=row.reason, author=row.author
            )
        case RiskReviewRow():
            return RiskReview(risk=risk, effective_on=row.effective_on, note=row.note, reviewer=row.reviewer)
        case AcceptanceRow():
            return Acceptance(
                risk=risk,
                effective_on=row.effective_on,
                accepted=row.accepted,
                ends_on=row.ends_on,
                reason=row.reason,
                approver=row.approver,
            )


def _load_actions(session: Session, seeds: SeedSet, risks: Risks, people: Mapping[str, Person]) -> None:
    actions = {
        (row.risk, row.number): RiskAction(
            risk=risks[row.risk],
            number=row.number,
            title=row.title,
            owner=people[row.owner] if row.owner else None,
            began_on=row.began_on,
            due_text=row.due_text,
            due_starts=row.due_starts,
            due_ends=row.due_ends,
            due_precision=row.due_precision,
            due_reading=row.due_reading,
            withdrawn_on=row.withdrawn_on,
        )
        for row in seeds.of(RiskActionRow)
    }
    session.add_all(actions.values())
    for update in seeds.of(RiskActionUpdateRow):
        session.add(
            RiskActionUpdate(
                action=actions[update.risk, update.action],
                effective_on=update.effective_on,
                percent=update.percent,
                note=update.note,
                author=update.author,
            )
        )
    flush(session)


def _load_links(
    session: Session,
    seeds: SeedSet,
    risks: Risks,
    deliverables: Mapping[str, Deliverable],
    findings: Mapping[str, Finding],
) -> None:
    for row in seeds.of(RiskDeliverableRow):
        session.add(
            RiskDeliverable(
                risk=risks[row.risk],
                deliverable=deliverables[row.deliverable],
                linked_on=row.linked_on,
                linked_by=row.linked_by,
                unlinked_on=row.unlinked_on,
                unlinked_by=row.unlinked_by,
            )
        )
    for link in seeds.of(RiskFindingRow):
        session.add(
            RiskFinding(
                risk=risks[link.risk],
                finding=findings[link.finding],
                linked_on=link.linked_on,
                linked_by=link.linked_by,
                unlinked_on=link.unlinked_on,
                unlinked_by=link.unlinked_by,
            )
        )
    flush(session)
