"""From a risk's dated history to its row in a quarter's report, and which risks make a deliverable's rating amber.

The wording is taken as at the report's day; score and state up to that day and the quarter's end, whichever comes
first, as a deliverable's progress is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from tracker.reports.rows import Period
from tracker.reports.snapshots_risks import MatrixFacts, RiskRow
from tracker.risks.rules import Band, Matrix, RiskKind, direction
from tracker.risks.rules_standing import History, Matrices, standing_at

_LEAST_FIRST = tuple(Band)


class Link(Protocol):
    @property
    def deliverable_id(self) -> int: ...
    @property
    def linked_on(self) -> date: ...
    @property
    def unlinked_on(self) -> date | None: ...


class Reported(History, Protocol):
    """A risk or issue with everything a row needs."""

    @property
    def reference(self) -> str: ...


class Linked(Reported, Protocol):
    @property
    def deliverable_links(self) -> Sequence[Link]: ...


def risk_row(risk: Reported, matrices: Matrices, period: Period) -> RiskRow | None:
    """The row; None for what was not raised by the last day that counts, or had no public wording."""
    named = standing_at(risk, matrices, period.as_at)
    reached = standing_at(risk, matrices, period.last_day)
    if named is None or reached is None or named.public_wording is None:
        return None
    before = standing_at(risk, matrices, period.quarter.previous().end)
    is_risk = risk.kind is RiskKind.RISK
    score, previous = (reached.current if is_risk else None), (before.current if before and is_risk else None)
    way = direction(score, previous)
    return RiskRow(
        reference=risk.reference,
        kind=risk.kind,
        kind_word=risk.kind.label,
        wording=named.public_wording,
        raised_on=risk.began_on,
        state=reached.state,
        state_word=reached.state.label,
        state_since=reached.state_since,
        score=score.value if score else None,
        likelihood=score.likelihood if score else None,
        impact=score.impact if score else None,
        matrix=score.matrix if score else None,
        band=reached.band,
        band_word=reached.band.label if reached.band else None,
        previous_score=previous.value if previous else None,
        direction=way,
        direction_word=way.label if way else None,
    )


def in_printed_order(rows: Iterable[RiskRow]) -> tuple[RiskRow, ...]:
    """Risks by score, the highest first, those not yet scored last; then issues by severity."""
    return tuple(sorted(rows, key=_place))


def matrices_used(rows: Iterable[RiskRow], matrices: Iterable[Matrix]) -> tuple[MatrixFacts, ...]:
    """The versions the rows' scores were given on, the oldest first."""
    used = {row.matrix for row in rows}
    found = sorted((each for each in matrices if each.number in used), key=lambda each: each.number)
    return tuple(matrix_facts(each) for each in found)


def matrix_facts(matrix: Matrix) -> MatrixFacts:
    return MatrixFacts(
        number=matrix.number,
        likelihoods=matrix.likelihoods,
        impacts=matrix.impacts,
        medium_from=matrix.medium_from,
        high_from=matrix.high_from,
        very_high_from=matrix.very_high_from,
    )


def red_risks(
    risks: Iterable[Linked], matrices: Matrices, day: date, printed: Container[str]
) -> Mapping[int, tuple[str, ...]]:
    """The deliverables, by id, that a very high open risk is linked to on a day.

    Each with the references of those risks that the report prints: the others are for the office alone.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for risk in risks:
        linked = [link.deliverable_id for link in risk.deliverable_links if _stood(link, day)]
        position = standing_at(risk, matrices, day) if linked else None
        if position is not None and position.is_red:
            for deliverable_id in linked:
                found[deliverable_id] += [risk.reference] if risk.reference in printed else []
    return {deliverable_id: tuple(references) for deliverable_id, references in found.items()}


def _stood(link: Link, day: date) -> bool:
    return link.linked_on <= day and (link.unlinked_on is None or link.unlinked_on > day)


def _place(row: RiskRow) -> tuple[bool, int, int, str]:
    severity = _LEAST_FIRST.index(row.band) if row.kind is RiskKind.ISSUE and row.band else -1
    # Of one length, so that R-10000 follows R-9999.
    return row.kind is RiskKind.ISSUE, -(row.score or 0), -severity, row.reference.rjust(12)
