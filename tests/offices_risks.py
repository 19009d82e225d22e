"""Risks and issues of an office that has everything: builders of rows, and the rows of `full_office`."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.offices_inspections import AWKWARD, LEAD
from tracker.plan.rules import Precision, QuarterReading
from tracker.risks.rules import Band, RiskState, Scale, ScoreKind
from tracker.seeds.tables_quarters import QuarterRiskRow
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

RAISED: Final = date(2022, 5, 1)
MAY, JUNE = date(2022, 5, 20), date(2022, 6, 1)


def matrix(number: int, **changes: object) -> MatrixRow:
    values: dict[str, object] = {
        "effective_on": RAISED,
        "medium_from": 5,
        "high_from": 10,
        "very_high_from": 15,
        "review_very_high": 1,
        "review_high": 3,
        "review_rest": 6,
        "reason": None,
        "set_by": "Ada",
    }
    return MatrixRow(number=number, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def labels(number: int, words: str = "{scale} {score}") -> tuple[MatrixLabelRow, ...]:
    return tuple(
        MatrixLabelRow(matrix=number, scale=scale, score=score, label=words.format(scale=scale.label, score=score))
        for scale in Scale
        for score in range(1, 6)
    )


def risk(reference: str, **changes: object) -> RiskRow:
    values: dict[str, object] = {"began_on": RAISED, "from_risk": None, "note": None}
    return RiskRow(reference=reference, **{**values, **changes})  # type: ignore[arg-type]  # as above


def risk_detail(reference: str, **changes: object) -> RiskDetailRow:
    values: dict[str, object] = {
        "effective_on": RAISED,
        "plan": None,
        "priority": None,
        "owner": None,
        "event": "It may rain",
        "cause": None,
        "consequence": None,
        "public_wording": None,
        "internal_wording": None,
        "severity": None,
        "reason": None,
        "recorded_by": "Olivia",
    }
    return RiskDetailRow(risk=reference, **{**values, **changes})  # type: ignore[arg-type]  # as above


def score(reference: str, kind: ScoreKind, likelihood: int, impact: int, **changes: object) -> AssessmentRow:
    values: dict[str, object] = {"effective_on": RAISED, "matrix": 1, "explanation": None, "author": "Olivia"}
    return AssessmentRow(risk=reference, kind=kind, likelihood=likelihood, impact=impact, **{**values, **changes})  # type: ignore[arg-type]  # as above


def moved(reference: str, state: RiskState, day: date, reason: str = "So it is") -> RiskMoveRow:
    return RiskMoveRow(risk=reference, effective_on=day, state=state, reason=reason, author="Leon")


def action(reference: str, number: int, **changes: object) -> RiskActionRow:
    values: dict[str, object] = {
        "title": "Buy umbrellas",
        "owner": None,
        "began_on": RAISED,
        "due_text": "Oct 23",
        "due_reading": None,
        "due_starts": date(2023, 10, 1),
        "due_ends": date(2023, 10, 31),
        "due_precision": Precision.MONTH,
        "withdrawn_on": None,
    }
    return RiskActionRow(risk=reference, number=number, **{**values, **changes})  # type: ignore[arg-type]  # as above


def done(reference: str, number: int, percent: int, note: str | None = None) -> RiskActionUpdateRow:
    return RiskActionUpdateRow(
        risk=reference, action=number, effective_on=date(2022, 6, 1), percent=percent, note=note, author="Olivia"
    )


LINKED: Final[dict[str, object]] = {
    "linked_on": date(2022, 6, 1),
    "linked_by": "Leon",
    "unlinked_on": None,
    "unlinked_by": None,
}
ENDED: Final[dict[str, object]] = {**LINKED, "unlinked_on": date(2022, 6, 1), "unlinked_by": "Leon"}


def risk_office() -> tuple[SeedRow, ...]:
    """Two matrices; a risk that happened, one scored and accepted, one with public wording alone; two issues."""
    return (*_matrices(), *_risks(), *_judged(), *_acted(), *_linked())


def _matrices() -> tuple[SeedRow, ...]:
    return (
        matrix(1),
        matrix(2, effective_on=JUNE, medium_from=2, high_from=3, very_high_from=25, review_rest=24, reason=AWKWARD),
        *labels(1),
        *labels(2, "=Newer {scale} {score}"),
    )


def _risks() -> tuple[SeedRow, ...]:
    return (
        risk("R-0001"),
        risk("R-0002", note=AWKWARD),
        risk("R-0003"),
        risk("I-0001", from_risk="R-0001", began_on=MAY),
        risk("I-0002"),
        risk_detail("R-0001", plan="P-1", priority=1, owner=LEAD, cause=AWKWARD, consequence=AWKWARD),
        risk_detail("R-0002", public_wording=AWKWARD, internal_wording=AWKWARD),
        risk_detail("R-0002", effective_on=JUNE, plan="P-1", priority=2, reason="Moved", event=AWKWARD),
        risk_detail("R-0002", effective_on=JUNE, plan="P-1", priority=1, reason="Back"),
        risk_detail("R-0003", event=None, public_wording="=Rain"),
        risk_detail("I-0001", effective_on=MAY, severity=Band.VERY_HIGH),
        risk_detail("I-0002", event="It rained"),
    )


def _judged() -> tuple[SeedRow, ...]:
    return (
        moved("R-0001", RiskState.HAPPENED, MAY),
        moved("R-0003", RiskState.CLOSED, JUNE, AWKWARD),
        moved("R-0003", RiskState.OPEN, JUNE),
        moved("I-0002", RiskState.RESOLVED, JUNE),
        score("R-0002", ScoreKind.INHERENT, 5, 5),
        score("R-0002", ScoreKind.CURRENT, 3, 5),
        score("R-0002", ScoreKind.TARGET, 4, 4, explanation=AWKWARD),
        score("R-0002", ScoreKind.CURRENT, 1, 1, effective_on=JUNE, matrix=2),
        score("R-0002", ScoreKind.CURRENT, 5, 5, effective_on=JUNE, matrix=2),
        RiskReviewRow(risk="R-0002", effective_on=MAY, note=AWKWARD, reviewer="Leon"),
        RiskReviewRow(risk="R-0002", effective_on=MAY, note=None, reviewer="Olivia"),
        AcceptanceRow(
            risk="R-0002", effective_on=MAY, accepted=True, ends_on=date(2022, 12, 31), reason=AWKWARD, approver="Cai"
        ),
        AcceptanceRow(risk="R-0002", effective_on=JUNE, accepted=False, ends_on=None, reason="Over", approver="Cai"),
    )


def _acted() -> tuple[SeedRow, ...]:
    return (
        action("R-0002", 1, owner=LEAD, title="=Umbrellas"),
        action(
            "R-0002",
            2,
            due_text="Q4 2023",
            due_reading=QuarterReading.FINANCIAL,
            due_starts=date(2024, 1, 1),
            due_ends=date(2024, 3, 31),
            due_precision=Precision.QUARTER,
            withdrawn_on=JUNE,
        ),
        action("I-0001", 1, began_on=MAY),
        done("R-0002", 1, 40, AWKWARD),
        done("R-0002", 1, 100),
        done("I-0001", 1, 0),
    )


def _linked() -> tuple[SeedRow, ...]:
    return (
        RiskDeliverableRow(risk="R-0002", deliverable="D-0001", **ENDED),  # type: ignore[arg-type]  # as above
        RiskDeliverableRow(risk="R-0002", deliverable="D-0001", **{**LINKED, "linked_on": date(2022, 6, 3)}),  # type: ignore[arg-type]  # as above
        RiskDeliverableRow(risk="I-0002", deliverable="D-0002", **LINKED),  # type: ignore[arg-type]  # as above
        RiskFindingRow(risk="R-0002", finding="F-0001", **LINKED),  # type: ignore[arg-type]  # as above
        RiskFindingRow(risk="I-0001", finding="F-0004", **ENDED),  # type: ignore[arg-type]  # as above
        chosen("R-0002"),
        chosen("R-0003", withdrawn=True),
        chosen("I-0001", priority=2),
    )


def chosen(reference: str, *, priority: int = 1, withdrawn: bool = False) -> QuarterRiskRow:
    return QuarterRiskRow(
        plan="P-1", priority=priority, quarter="2022-23-Q1", risk=reference, chosen_by="Leon", withdrawn=withdrawn
    )
