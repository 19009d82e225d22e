"""The scores, reviews and actions of a risk or issue as its page shows them, from one loaded with its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.access import Act, Actor, Tie, may
from tracker.accounts.queries import owners_deputised_to
from tracker.dates import Quarter
from tracker.documents.charts_score import ScoreBand, ScoreChart, ScorePoint, score_figure
from tracker.documents.html import render_block
from tracker.errors import NotFound
from tracker.plan.queries import ties_of
from tracker.plan.rules_standing import latest
from tracker.risks import queries
from tracker.risks.models import Acceptance, Assessment, Risk, RiskAction, RiskMatrix
from tracker.risks.rules import Band, Direction, Matrix, Score, ScoreKind, direction
from tracker.risks.rules_actions import ActionPosition, action_at
from tracker.risks.rules_scores import is_above_inherent
from tracker.risks.rules_standing import RiskPosition, score_at, standing_at


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One assessment in the words of the matrix it was given on."""

    given: Assessment
    score: Score
    likelihood: str
    impact: str
    band: Band


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Who looked at it on a day. `scored`: by giving it a current score."""

    day: date
    by: str
    note: str | None
    scored: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    action: RiskAction
    position: ActionPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreStory:
    """What a risk's page shows of its scores, reviews and actions on a day.

    `direction` is that since `since`, when the score was `score_then`; None for a risk not yet scored. `above_inherent`
    warns that the current score is above the inherent one. `acceptance` is the newest one that was not ended.
    `assessments` and `reviews` are newest first.
    """

    position: RiskPosition
    matrix: Matrix
    scores: Mapping[ScoreKind, ScoreLine]
    direction: Direction | None
    since: date
    score_then: Score | None
    above_inherent: bool
    assessments: tuple[ScoreLine, ...]
    chart: ScoreChart
    reviews: tuple[ReviewLine, ...]
    review_months: int
    review_is_late: bool
    acceptance: Acceptance | None
    acceptance_stands: bool
    actions: tuple[ActionLine, ...]

    @property
    def picture(self) -> Markup:
        """The chart with its words and its table."""
        return render_block(score_figure(self.chart), first_id="score")


def score_story(
    risk: Risk, matrices: Mapping[int, Matrix], on: date, *, since: date | None = None
) -> ScoreStory | None:
    """The story as at a day, from a risk loaded with its history; None when it was not on the record yet.

    `since` is the day the direction of travel is measured from; by default the end of the quarter before.
    """
    position = standing_at(risk, matrices, on)
    if position is None:
        return None
    since = since or Quarter.of(on).previous().end
    lines = [_line(each, matrices) for each in risk.assessments if each.effective_on <= on]
    then = score_at(risk.assessments, ScoreKind.CURRENT, matrices, since)
    acceptance = latest(risk.acceptances, on)
    matrix = matrix_of(risk, matrices, on)
    newest = {line.given.kind: line for line in _newest_last(lines)}
    return ScoreStory(
        position=position,
        matrix=matrix,
        scores={kind: newest[kind] for kind in ScoreKind if kind in newest},
        direction=direction(position.current, then),
        since=since,
        score_then=then,
        above_inherent=position.current is not None
        and is_above_inherent(position.current.value, position.inherent.value if position.inherent else None),
        assessments=tuple(_newest_last(lines)[::-1]),
        chart=_chart(lines, matrix, on),
        reviews=_reviews(risk, on),
        review_months=matrix.review_months(position.band),
        review_is_late=position.review_due_on is not None and position.review_due_on < on,
        acceptance=acceptance if acceptance and acceptance.accepted else None,
        acceptance_stands=position.accepted_until is not None and position.accepted_until >= on,
        actions=tuple(
            ActionLine(action, stood) for action in risk.actions if (stood := action_at(action, on)) is not None
        ),
    )


def matrix_of(risk: Risk, matrices: Mapping[int, Matrix], on: date) -> Matrix:
    """The matrix its current score was given on; of what is not yet scored, the newest."""
    given = latest((each for each in risk.assessments if each.kind is ScoreKind.CURRENT), on)
    return matrices[given.matrix_id] if given else max(matrices.values(), key=lambda each: each.number)


def scores_in_force(risk: Risk, matrices: Mapping[int, Matrix], day: date) -> dict[ScoreKind, Score]:
    """Those of its scores that it has on a day."""
    found = {kind: score_at(risk.assessments, kind, matrices, day) for kind in ScoreKind}
    return {kind: score for kind, score in found.items() if score is not None}


def stored_matrices(session: Session) -> Sequence[tuple[RiskMatrix, Matrix]]:
    """Every version that was stored, newest first: who set it, when and why, and what it says."""
    rows = session.scalars(
        select(RiskMatrix).order_by(RiskMatrix.number.desc()).options(selectinload(RiskMatrix.labels))
    )
    return [(row, queries.matrix_of(row)) for row in rows]


def action_of(risk: Risk, number: int) -> RiskAction:
    """One of the actions against it, by its number. Raises NotFound."""
    for action in risk.actions:
        if action.number == number:
            return action
    raise NotFound(f"action against {risk.reference} with the number", str(number))


def ties_to_action(session: Session, actor: Actor, risk: Risk, action: RiskAction, on: date) -> frozenset[Tie]:
    """How the person stands to an action: as to its risk, and as its owner or their deputy."""
    return queries.ties(session, actor, risk, on) | ties_of(session, actor, action.owner_id, None, on)


def actions_to_report(session: Session, actor: Actor, risk: Risk, on: date) -> frozenset[int]:
    """The numbers of the actions this person may record progress of, in one query more than their ties to the risk."""
    of_risk = queries.ties(session, actor, risk, on)
    owners = owners_deputised_to(session, actor.person_id, on) if actor.person_id is not None else frozenset()

    def ties(owner_id: int | None) -> frozenset[Tie]:
        as_owner = {Tie.OWNER} if owner_id is not None and owner_id == actor.person_id else set()
        return of_risk | as_owner | ({Tie.DEPUTY} if owner_id in owners else set())

    return frozenset(
        action.number for action in risk.actions if may(actor, Act.UPDATE_RISK_ACTION, ties(action.owner_id))
    )


def _line(given: Assessment, matrices: Mapping[int, Matrix]) -> ScoreLine:
    matrix = matrices[given.matrix_id]
    score = Score(given.likelihood, given.impact, matrix.number)
    return ScoreLine(
        given,
        score,
        matrix.likelihoods[given.likelihood - 1],
        matrix.impacts[given.impact - 1],
        matrix.band_of(score.value),
    )


def _newest_last(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    return sorted(lines, key=lambda line: (line.given.effective_on, line.given.id))


def _chart(lines: Sequence[ScoreLine], matrix: Matrix, on: date) -> ScoreChart:
    def points(kind: ScoreKind) -> tuple[ScorePoint, ...]:
        return tuple(
            ScorePoint(line.given.effective_on, line.score.value, line.band.label)
            for line in _newest_last(lines)
            if line.given.kind is kind
        )

    edges = ((Band.LOW, 1), (Band.MEDIUM, matrix.medium_from), (Band.HIGH, matrix.high_from))
    bands = (*edges, (Band.VERY_HIGH, matrix.very_high_from))
    drawn = tuple(ScoreBand(band.label, lowest) for band, lowest in bands)
    return ScoreChart(points(ScoreKind.CURRENT), points(ScoreKind.TARGET), drawn, on)


def _reviews(risk: Risk, on: date) -> tuple[ReviewLine, ...]:
    """Of one day, what was recorded last comes first, be it a review or a score."""
    found = [
        *((each.recorded_at, ReviewLine(each.effective_on, each.reviewer, each.note, False)) for each in risk.reviews),
        *(
            (each.recorded_at, ReviewLine(each.effective_on, each.author, each.explanation, True))
            for each in risk.assessments
            if each.kind is ScoreKind.CURRENT
        ),
    ]
    # Turned round after sorting, so that of two recorded at one moment the later row comes first too.
    newest_first = sorted(found, key=lambda each: (each[1].day, each[0]))[::-1]
    return tuple(line for _, line in newest_first if line.day <= on)
