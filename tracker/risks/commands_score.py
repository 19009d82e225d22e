"""Scoring a risk: append-only assessments, each on the version of the matrix in force (RULES 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.dates import long_date
from tracker.errors import Stale
from tracker.plan.rules import has_words
from tracker.risks import queries
from tracker.risks.commands_history import position_now, restand, stored_matrix
from tracker.risks.models import Assessment, Risk, RiskMatrix
from tracker.risks.queries_scores import scores_in_force
from tracker.risks.rules import Score, ScoreKind
from tracker.risks.rules_changes import check_editable
from tracker.risks.rules_scores import Proposed, check_day, check_is_risk, check_target, settled_scores
from tracker.writing import expect_version, queue, touch


@dataclass(frozen=True, slots=True)
class ScoreRisk:
    """What the scores are on a day. A score left out stays what it is; `explanation` says why they are so.

    `matrix` is the version whose labels were read; None: whichever is in force.
    """

    version: int
    effective_on: date
    scores: Mapping[ScoreKind, Proposed]
    explanation: str | None
    matrix: int | None = None


def score_risk(session: Session, risk: Risk, command: ScoreRisk, *, by: Actor, on: date) -> list[Assessment]:
    """Adds the scores that say something new, the current one always, and counts as a review.

    Raises Stale, IssuesHaveNoScores, ClosedKeepsItsRecord, DayNotYetCome, DayTooEarly, CurrentScoreMissing, HalfAScore,
    ScoreOutOfRange or TargetAboveCurrent.
    """
    check_is_risk(risk.reference, risk.kind, "scored")
    expect_version(risk.reference, risk, command.version)
    check_editable(risk.kind, position_now(session, risk).state)
    check_day(command.effective_on, began_on=risk.began_on, today=on)
    queue(session)
    matrix = queries.matrix_in_force(session)
    if command.matrix not in (None, matrix.number):
        raise Stale("The risk matrix", command.matrix or 0, matrix.number)
    before = scores_in_force(risk, queries.matrices(session), command.effective_on)
    settled = settled_scores(command.scores, before, matrix.number)
    check_target(
        [(each.effective_on, each.kind, each.likelihood * each.impact) for each in risk.assessments],
        [(command.effective_on, kind, score.value) for kind, score in settled.items()],
        command.explanation,
    )
    found = _add(risk, settled, command, stored_matrix(session, by=by, on=on), by=by)
    touch(risk)
    restand(session, risk, on)
    changes = {
        **difference(_words(before), _words({**before, **settled})),
        "Scored for": (None, long_date(command.effective_on)),
        "Matrix version": (None, str(matrix.number)),
    }
    reason = command.explanation if has_words(command.explanation) else None
    record(session, Event.RISK_SCORED, by=by, subject=risk.reference, changes=changes, reason=reason)
    return found


def _add(
    risk: Risk, settled: Mapping[ScoreKind, Score], command: ScoreRisk, matrix: RiskMatrix, *, by: Actor
) -> list[Assessment]:
    found = [
        Assessment(
            effective_on=command.effective_on,
            kind=kind,
            likelihood=score.likelihood,
            impact=score.impact,
            matrix=matrix,
            explanation=command.explanation if has_words(command.explanation) else None,
            author=by.name,
        )
        for kind, score in settled.items()
    ]
    risk.assessments.extend(found)
    return found


def _words(scores: Mapping[ScoreKind, Score]) -> dict[str, str | None]:
    return {
        f"{kind.label} score": f"{score.value} (likelihood {score.likelihood} × impact {score.impact})"
        for kind, score in scores.items()
    }
