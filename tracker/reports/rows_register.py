"""From a risk's dated history to its row in the risk register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from tracker.dates import Quarter
from tracker.plan.rules_standing import Named, latest
from tracker.reports.snapshots_register import ActionFacts, RegisterRow, ScoreFacts
from tracker.risks.rules import Band, Matrix, RiskKind, Score, direction
from tracker.risks.rules_actions import Action, ActionStatus, action_at
from tracker.risks.rules_standing import Detail, History, Matrices, RiskPosition, standing_at

_LEAST_FIRST = tuple(Band)


class PlanNamed(Protocol):
    @property
    def code(self) -> str: ...


class Place(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def plan(self) -> PlanNamed: ...


class PlacedDetail(Detail, Protocol):
    @property
    def priority(self) -> Place | None: ...


class OwnedAction(Action, Protocol):
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def owner(self) -> Named | None: ...
    @property
    def due_text(self) -> str: ...


class Registered(History, Protocol):
    """A risk or issue with everything a row of the register needs."""

    @property
    def reference(self) -> str: ...
    @property
    def details(self) -> Sequence[PlacedDetail]: ...
    @property
    def actions(self) -> Sequence[OwnedAction]: ...


def compared_with(day: date) -> date:
    """The day directions are measured from: the end of the quarter before."""
    return Quarter.of(day).previous().end


def register_row(risk: Registered, matrices: Matrices, day: date) -> RegisterRow | None:
    """The row; None for what was not open at the end of the day."""
    position = standing_at(risk, matrices, day)
    if position is None or not position.is_open:
        return None
    return _row(risk, position, matrices, day)


def _row(risk: Registered, position: RiskPosition, matrices: Matrices, day: date) -> RegisterRow:
    before = standing_at(risk, matrices, compared_with(day))
    previous = before.current if before else None
    detail = latest(risk.details, day)
    by_number = {each.number: each for each in matrices.values()}
    accepted, due = position.accepted_until, position.review_due_on
    return RegisterRow(
        reference=risk.reference,
        kind=risk.kind,
        words=position.words,
        cause=position.cause,
        consequence=position.consequence,
        place=_place(detail.priority) if detail and detail.priority else None,
        owner=position.owner_name,
        raised_on=risk.began_on,
        inherent=_score(position.inherent, by_number),
        current=_score(position.current, by_number),
        target=_score(position.target, by_number),
        band=position.band,
        direction=direction(position.current, previous),
        previous_score=previous.value if previous else None,
        actions=tuple(_actions(risk.actions, day)),
        reviewed_on=position.reviewed_on,
        review_due_on=due,
        review_overdue=due is not None and due < day,
        accepted_until=accepted if accepted is not None and accepted >= day else None,
    )


def in_register_order(rows: Sequence[RegisterRow]) -> tuple[RegisterRow, ...]:
    """Risks by current score, the highest first, those not yet scored last; then issues by severity."""
    return tuple(sorted(rows, key=_order))


def _order(row: RegisterRow) -> tuple[bool, int, int, str]:
    severity = _LEAST_FIRST.index(row.band) if row.kind is RiskKind.ISSUE and row.band else -1
    score = row.current.score if row.current else 0
    return row.kind is RiskKind.ISSUE, -score, -severity, row.reference.rjust(12)


def _place(priority: Place) -> str:
    return f"{priority.plan.code}, priority {priority.number}: {priority.title}"


def _score(score: Score | None, by_number: Mapping[int, Matrix]) -> ScoreFacts | None:
    if score is None:
        return None
    return ScoreFacts(
        score=score.value,
        likelihood=score.likelihood,
        impact=score.impact,
        matrix=score.matrix,
        band=by_number[score.matrix].band_of(score.value),
    )


def _actions(actions: Sequence[OwnedAction], day: date) -> Iterator[ActionFacts]:
    for action in actions:
        stood = action_at(action, day)
        if stood is not None and stood.status is not ActionStatus.WITHDRAWN:
            yield ActionFacts(
                number=action.number,
                title=action.title,
                owner=action.owner.name if action.owner else None,
                due_text=action.due_text,
                due_end=action.due_ends,
                percent=stood.percent,
                status=stood.status,
            )
