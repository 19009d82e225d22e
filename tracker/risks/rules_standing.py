"""Where a risk or issue stood on a day, folded from its history: only what is dated on or before that day counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.plan.rules_standing import Dated, Named, latest
from tracker.risks.rules import Band, Matrix, RiskKind, RiskState, Score, ScoreKind, months_later


class Detail(Dated, Protocol):
    @property
    def priority_id(self) -> int | None: ...
    @property
    def owner_id(self) -> int | None: ...
    @property
    def owner(self) -> Named | None: ...
    @property
    def event(self) -> str | None: ...
    @property
    def cause(self) -> str | None: ...
    @property
    def consequence(self) -> str | None: ...
    @property
    def public_wording(self) -> str | None: ...
    @property
    def internal_wording(self) -> str | None: ...
    @property
    def severity(self) -> Band | None: ...


class Moved(Dated, Protocol):
    @property
    def state(self) -> RiskState: ...
    @property
    def reason(self) -> str: ...


class Scored(Dated, Protocol):
    @property
    def kind(self) -> ScoreKind: ...
    @property
    def likelihood(self) -> int: ...
    @property
    def impact(self) -> int: ...
    @property
    def matrix_id(self) -> int: ...


class Accepted(Dated, Protocol):
    @property
    def accepted(self) -> bool: ...
    @property
    def ends_on(self) -> date | None: ...


class History(Protocol):
    """A risk. Each list is in the order of its days, and of recording within a day."""

    @property
    def kind(self) -> RiskKind: ...
    @property
    def began_on(self) -> date: ...
    @property
    def details(self) -> Sequence[Detail]: ...
    @property
    def moves(self) -> Sequence[Moved]: ...
    @property
    def assessments(self) -> Sequence[Scored]: ...
    @property
    def reviews(self) -> Sequence[Dated]: ...
    @property
    def acceptances(self) -> Sequence[Accepted]: ...


Matrices = Mapping[int, Matrix]
"""Every version of the matrix, by the key of its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPosition:
    """A risk or issue as it stood on a day.

    `words` is the event, or the public wording where no event is recorded. `band` is that of the current score, or the
    severity of an issue. `reviewed_on` None: nobody looked at it yet. `review_due_on` None: it is not open.
    `accepted_until` is the last day of the newest acceptance, past or not; None where there is none or it was ended.
    """

    words: str
    priority_id: int | None
    owner_id: int | None
    owner_name: str | None
    event: str | None
    cause: str | None
    consequence: str | None
    public_wording: str | None
    internal_wording: str | None
    state: RiskState
    state_since: date
    state_reason: str | None
    current: Score | None
    inherent: Score | None
    target: Score | None
    band: Band | None
    reviewed_on: date | None
    review_due_on: date | None
    accepted_until: date | None

    @property
    def is_open(self) -> bool:
        return self.state is RiskState.OPEN

    @property
    def is_red(self) -> bool:
        """Whether it makes the deliverables linked to it amber (RULES 2)."""
        return self.is_open and self.band is not None and self.band.is_red


def standing_at(risk: History, matrices: Matrices, day: date) -> RiskPosition | None:
    """Where the risk stood at the end of `day`; None when it was not raised yet."""
    detail = latest(risk.details, day)
    if risk.began_on > day or detail is None:
        return None
    move = latest(risk.moves, day)
    state = move.state if move else RiskState.OPEN
    current = score_at(risk.assessments, ScoreKind.CURRENT, matrices, day)
    matrix = _matrix_of(risk.assessments, matrices, day)
    band = matrix.band_of(current.value) if current else None
    band = detail.severity if risk.kind is RiskKind.ISSUE else band
    reviewed_on = last_reviewed(risk, day)
    due = months_later(reviewed_on or risk.began_on, matrix.review_months(band))
    acceptance = latest(risk.acceptances, day)
    return RiskPosition(
        words=detail.event or detail.public_wording or "",
        priority_id=detail.priority_id,
        owner_id=detail.owner_id,
        owner_name=detail.owner.name if detail.owner else None,
        event=detail.event,
        cause=detail.cause,
        consequence=detail.consequence,
        public_wording=detail.public_wording,
        internal_wording=detail.internal_wording,
        state=state,
        state_since=move.effective_on if move else risk.began_on,
        state_reason=move.reason if move else None,
        current=current,
        inherent=score_at(risk.assessments, ScoreKind.INHERENT, matrices, day),
        target=score_at(risk.assessments, ScoreKind.TARGET, matrices, day),
        band=band,
        reviewed_on=reviewed_on,
        review_due_on=due if state is RiskState.OPEN else None,
        accepted_until=acceptance.ends_on if acceptance and acceptance.accepted else None,
    )


def score_at(assessments: Sequence[Scored], kind: ScoreKind, matrices: Matrices, day: date) -> Score | None:
    """The score of one kind in force on a day."""
    found = latest((each for each in assessments if each.kind is kind), day)
    return Score(found.likelihood, found.impact, matrices[found.matrix_id].number) if found else None


def last_reviewed(risk: History, day: date) -> date | None:
    """The newest day by `day` on which it was reviewed or given a current score."""
    scored = [each.effective_on for each in risk.assessments if each.kind is ScoreKind.CURRENT]
    seen = [found for found in (*(each.effective_on for each in risk.reviews), *scored) if found <= day]
    return max(seen, default=None)


def _matrix_of(assessments: Sequence[Scored], matrices: Matrices, day: date) -> Matrix:
    """The matrix of the current score; of one not yet scored, the newest."""
    found = latest((each for each in assessments if each.kind is ScoreKind.CURRENT), day)
    return matrices[found.matrix_id] if found else max(matrices.values(), key=lambda each: each.number)
