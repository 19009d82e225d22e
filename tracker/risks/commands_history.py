"""What the commands on a risk share: the matrix in force, and where it stands now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.plan.models import DeliverableStanding
from tracker.risks import queries
from tracker.risks.models import Risk, RiskDeliverable, RiskMatrix, RiskMatrixLabel, RiskStanding
from tracker.risks.rules import Band, Matrix, RiskState, Scale
from tracker.risks.rules_standing import RiskPosition, standing_at
from tracker.writing import flush

_SORTED_BY: Final = 300


def position_now(session: Session, risk: Risk) -> RiskPosition:
    """Where it stands by all that is recorded."""
    found = standing_at(risk, queries.matrices(session), date.max)
    if found is None:
        raise ValueError(f"{risk.reference} has no details.")
    return found


def restand(session: Session, risk: Risk, on: date) -> None:
    """Flushes, then works `RiskStanding` out anew from the history as at `on`, and what its deliverables need of it."""
    flush(session)
    # The clock may have been set back since it was raised.
    day = max(on, risk.began_on)
    position = standing_at(risk, queries.matrices(session), day)
    if position is None:
        raise ValueError(f"{risk.reference} has no details.")
    row = session.get(RiskStanding, risk.id)
    if row is None:
        row = RiskStanding(risk=risk, kind=risk.kind, number=risk.number)
        session.add(row)
    detail = next(each for each in reversed(risk.details) if each.effective_on <= day)
    row.words = position.words
    row.words_sort = position.words.lower()[:_SORTED_BY]
    row.has_public_wording = position.public_wording is not None
    row.priority = detail.priority
    row.owner = detail.owner
    row.state = position.state
    row.likelihood = position.current.likelihood if position.current else None
    row.impact = position.current.impact if position.current else None
    row.score = position.current.value if position.current else None
    row.band = position.band
    row.inherent_score = position.inherent.value if position.inherent else None
    row.target_score = position.target.value if position.target else None
    row.review_due_on = position.review_due_on
    row.reviewed_on = position.reviewed_on
    row.accepted_until = position.accepted_until
    flush(session)
    tell_deliverables(session, {link.deliverable_id for link in risk.deliverable_links})


def tell_deliverables(session: Session, deliverable_ids: Iterable[int]) -> None:
    """Writes on each deliverable's standing whether an open risk linked to it is very high (RULES 2)."""
    wanted = sorted(deliverable_ids)
    red = set(
        session.scalars(
            select(RiskDeliverable.deliverable_id)
            .join(RiskStanding, RiskStanding.risk_id == RiskDeliverable.risk_id)
            .where(
                RiskDeliverable.deliverable_id.in_(wanted),
                RiskDeliverable.unlinked_on.is_(None),
                RiskStanding.state == RiskState.OPEN,
                RiskStanding.band == Band.VERY_HIGH,
            )
        )
    )
    rows = session.scalars(select(DeliverableStanding).where(DeliverableStanding.deliverable_id.in_(wanted)))
    for row in rows:
        row.linked_risk_is_red = row.deliverable_id in red
    flush(session)


def stored_matrix(session: Session, *, by: Actor, on: date) -> RiskMatrix:
    """The row of the matrix in force; the default one is stored when it is first scored on."""
    row = session.scalars(select(RiskMatrix).order_by(RiskMatrix.number.desc()).limit(1)).one_or_none()
    return row or store_matrix(session, queries.matrix_in_force(session), by=by, on=on)


def store_matrix(session: Session, matrix: Matrix, *, by: Actor, on: date, reason: str | None = None) -> RiskMatrix:
    """A new version of the matrix, in force from `on`."""
    labels = [
        RiskMatrixLabel(scale=scale, score=score, label=label)
        for scale, found in ((Scale.LIKELIHOOD, matrix.likelihoods), (Scale.IMPACT, matrix.impacts))
        for score, label in enumerate(found, start=1)
    ]
    row = RiskMatrix(
        number=matrix.number,
        effective_on=on,
        medium_from=matrix.medium_from,
        high_from=matrix.high_from,
        very_high_from=matrix.very_high_from,
        review_very_high=matrix.review_very_high,
        review_high=matrix.review_high,
        review_rest=matrix.review_rest,
        reason=reason,
        set_by=by.name,
        labels=labels,
    )
    session.add(row)
    flush(session)
    return row
