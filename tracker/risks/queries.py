"""Reading risks and issues, each with the history its page, its commands and a report need.

The register has `queries_list`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.access import Actor, Tie
from tracker.errors import NotFound
from tracker.inspections.models_finding import Finding, FindingStanding
from tracker.plan.models import Deliverable, DeliverableStanding, Priority
from tracker.plan.queries import ties_of
from tracker.risks.models import (
    Assessment,
    Risk,
    RiskAction,
    RiskDeliverable,
    RiskDetail,
    RiskFinding,
    RiskMatrix,
    RiskStanding,
)
from tracker.risks.rules import DEFAULT_MATRIX, Matrix, RiskKind, RiskState, Scale

_REFERENCE: Final = re.compile(r"([RI])-([0-9]{4,9})", re.ASCII | re.IGNORECASE)
_KINDS: Final = {kind.letter: kind for kind in RiskKind}


def risk(session: Session, reference: str) -> Risk:
    """By its reference, "R-0007", "I-0001" or the same in small letters, with its whole history. Raises NotFound."""
    match = _REFERENCE.fullmatch(reference)
    found = None
    if match is not None:
        wanted = select(Risk).where(Risk.kind == _KINDS[match[1].upper()], Risk.number == int(match[2]))
        found = session.scalars(wanted.options(*history())).one_or_none()
    if found is None or found.reference != reference.upper():
        raise NotFound("risk or issue", reference)
    return found


def open_issue(risk: Risk) -> str | None:
    """The reference of the issue a risk became, while that is open."""
    issue = risk.issue
    return issue.reference if issue is not None and issue.standing.state is RiskState.OPEN else None


def risks_as_at(session: Session, day: date) -> Sequence[Risk]:
    """Every risk and issue raised by `day`, closed ones included, with its whole history: risks first, by number."""
    return session.scalars(
        select(Risk).where(Risk.began_on <= day).order_by(Risk.kind.desc(), Risk.number).options(*history())
    ).all()


def matrices(session: Session) -> Mapping[int, Matrix]:
    """Every version of the matrix by the key of its row; while none is stored, the default one stands alone."""
    rows = session.scalars(
        select(RiskMatrix).order_by(RiskMatrix.number).options(selectinload(RiskMatrix.labels))
    ).all()
    return {row.id: matrix_of(row) for row in rows} or {0: DEFAULT_MATRIX}


def matrix_in_force(session: Session) -> Matrix:
    """The newest version: what new scores are given on."""
    return max(matrices(session).values(), key=lambda each: each.number)


def matrix_of(row: RiskMatrix) -> Matrix:
    ordered = sorted(row.labels, key=lambda label: label.score)
    labels = {scale: [label.label for label in ordered if label.scale is scale] for scale in Scale}
    return Matrix(
        number=row.number,
        likelihoods=tuple(labels[Scale.LIKELIHOOD]),
        impacts=tuple(labels[Scale.IMPACT]),
        medium_from=row.medium_from,
        high_from=row.high_from,
        very_high_from=row.very_high_from,
        review_very_high=row.review_very_high,
        review_high=row.review_high,
        review_rest=row.review_rest,
    )


def ties(session: Session, actor: Actor, row: Risk | RiskStanding, on: date) -> frozenset[Tie]:
    """How the person stands to a risk on a day: owner, deputy of the owner, lead of its priority."""
    standing = row.standing if isinstance(row, Risk) else row
    return ties_of(session, actor, standing.owner_id, standing.priority, on)


def history() -> tuple[ExecutableOption, ...]:
    """All that a risk's page, its commands and a report need of it, in a fixed number of queries."""
    deliverable = joinedload(Deliverable.standing)
    finding = joinedload(Finding.standing)
    standing = joinedload(Risk.standing)
    return (
        selectinload(Risk.details).options(
            joinedload(RiskDetail.priority).options(joinedload(Priority.plan), joinedload(Priority.lead)),
            joinedload(RiskDetail.owner),
        ),
        selectinload(Risk.moves),
        selectinload(Risk.assessments).joinedload(Assessment.matrix),
        selectinload(Risk.reviews),
        selectinload(Risk.acceptances),
        selectinload(Risk.actions).options(selectinload(RiskAction.updates), joinedload(RiskAction.owner)),
        selectinload(Risk.deliverable_links)
        .joinedload(RiskDeliverable.deliverable)
        .options(
            deliverable.joinedload(DeliverableStanding.owner), deliverable.joinedload(DeliverableStanding.priority)
        ),
        selectinload(Risk.finding_links)
        .joinedload(RiskFinding.finding)
        .options(finding.joinedload(FindingStanding.lead), finding.joinedload(FindingStanding.inspection)),
        joinedload(Risk.from_risk).joinedload(Risk.standing),
        joinedload(Risk.issue).joinedload(Risk.standing),
        standing.joinedload(RiskStanding.priority).options(joinedload(Priority.plan), joinedload(Priority.lead)),
        standing.joinedload(RiskStanding.owner),
    )
