"""A new version of the risk matrix. Scores keep the version they were given on (RULES 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Stale
from tracker.risks import queries
from tracker.risks.commands_history import restand, store_matrix, stored_matrix
from tracker.risks.models import Risk, RiskMatrix, RiskStanding
from tracker.risks.rules import Matrix, RiskState, Scale
from tracker.risks.rules_scores import check_matrix
from tracker.writing import queue

SUBJECT = "risk matrix"
"""What the log calls it."""


@dataclass(frozen=True, slots=True)
class SetMatrix:
    """`matrix.number` is the version that was in force when the form was opened."""

    matrix: Matrix
    reason: str | None


def set_matrix(session: Session, command: SetMatrix, *, by: Actor, on: date) -> RiskMatrix:
    """Stores the next version and works out anew what rests on the newest one: the reviews of what has no score.

    Raises Stale or a refusal of `check_matrix`.
    """
    queue(session)
    before = queries.matrix_in_force(session)
    if command.matrix.number != before.number:
        raise Stale("The risk matrix", command.matrix.number, before.number)
    check_matrix(command.matrix, before, command.reason)
    # Version 1 may be the one every office starts with, which is stored once it is needed.
    first = stored_matrix(session, by=by, on=on)
    matrix = replace(command.matrix, number=before.number + 1)
    row = store_matrix(session, matrix, by=by, on=max(on, first.effective_on), reason=command.reason)
    for risk in _unscored(session):
        restand(session, risk, on)
    changes = difference(_words(before), _words(matrix))
    record(session, Event.RISK_MATRIX_CHANGED, by=by, subject=SUBJECT, changes=changes, reason=command.reason)
    return row


def _unscored(session: Session) -> list[Risk]:
    unscored = select(RiskStanding.risk_id).where(RiskStanding.score.is_(None), RiskStanding.state == RiskState.OPEN)
    return list(
        session.scalars(select(Risk).where(Risk.id.in_(unscored)).order_by(Risk.id).options(*queries.history()))
    )


def _words(matrix: Matrix) -> dict[str, str | None]:
    labels = {
        f"{scale.label} {score}": label
        for scale, found in ((Scale.LIKELIHOOD, matrix.likelihoods), (Scale.IMPACT, matrix.impacts))
        for score, label in enumerate(found, start=1)
    }
    return {
        "Version": str(matrix.number),
        **labels,
        "Medium from": str(matrix.medium_from),
        "High from": str(matrix.high_from),
        "Very high from": str(matrix.very_high_from),
        "Months between reviews, very high": str(matrix.review_very_high),
        "Months between reviews, high": str(matrix.review_high),
        "Months between reviews, medium and low": str(matrix.review_rest),
    }
