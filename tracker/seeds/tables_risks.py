"""Seed files of the matrix, and of risks and issues with their histories: the letter of a reference says which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.plan.rules import Precision, QuarterReading
from tracker.risks.rules import HIGHEST, LOWEST, Band, RiskState, Scale, ScoreKind
from tracker.seeds.tables_row import (
    Between,
    Code,
    Count,
    Email,
    Line,
    Longest,
    NeverPrinted,
    Reference,
    Refers,
    SeedRow,
)

Points = Annotated[int, Between(LOWEST, HIGHEST)]
Start = Annotated[int, Between(2, HIGHEST * HIGHEST)]
Months = Annotated[int, Between(1, 24)]

_RISK = (Refers(("risk",), "risks.csv"),)


@dataclass(frozen=True, kw_only=True)
class MatrixRow(SeedRow):
    """A version of the matrix: the scores its bands start at, and the months between reviews of each band."""

    FILE: ClassVar[str] = "risk_matrices.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)

    number: Count
    effective_on: date
    medium_from: Start
    high_from: Start
    very_high_from: Start
    review_very_high: Months
    review_high: Months
    review_rest: Months
    reason: str | None
    set_by: Line


@dataclass(frozen=True, kw_only=True)
class MatrixLabelRow(SeedRow):
    FILE: ClassVar[str] = "risk_matrix_labels.csv"
    KEY: ClassVar[tuple[str, ...]] = ("matrix", "scale", "score")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("matrix",), "risk_matrices.csv"),)

    matrix: Count
    scale: Scale
    score: Points
    label: Annotated[str, Longest(60)]


@dataclass(frozen=True, kw_only=True)
class RiskRow(SeedRow):
    """`from_risk` is the risk that happened."""

    FILE: ClassVar[str] = "risks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("from_risk",), "risks.csv"),)

    reference: Reference
    began_on: date
    from_risk: Reference | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class RiskDetailRow(SeedRow):
    """Wording, place, owner and, of an issue, severity from a day on."""

    FILE: ClassVar[str] = "risk_details.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        *_RISK,
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("owner",), "people.csv"),
    )

    risk: Reference
    effective_on: date
    plan: Code | None
    priority: Count | None
    owner: Email | None
    event: str | None
    cause: str | None
    consequence: str | None
    public_wording: str | None
    internal_wording: Annotated[str, NeverPrinted()] | None
    severity: Band | None
    reason: str | None
    recorded_by: Line


@dataclass(frozen=True, kw_only=True)
class RiskMoveRow(SeedRow):
    """Closed, resolved, opened again, or happened."""

    FILE: ClassVar[str] = "risk_moves.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _RISK

    risk: Reference
    effective_on: date
    state: RiskState
    reason: str
    author: Line


@dataclass(frozen=True, kw_only=True)
class AssessmentRow(SeedRow):
    """One of the three scores, on a version of the matrix."""

    FILE: ClassVar[str] = "risk_assessments.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (*_RISK, Refers(("matrix",), "risk_matrices.csv"))

    risk: Reference
    effective_on: date
    kind: ScoreKind
    likelihood: Points
    impact: Points
    matrix: Count
    explanation: str | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class RiskReviewRow(SeedRow):
    FILE: ClassVar[str] = "risk_reviews.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _RISK

    risk: Reference
    effective_on: date
    note: str | None
    reviewer: Line


@dataclass(frozen=True, kw_only=True)
class AcceptanceRow(SeedRow):
    """The office lives with a risk until `ends_on`; not accepted ends an acceptance early."""

    FILE: ClassVar[str] = "risk_acceptances.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _RISK

    risk: Reference
    effective_on: date
    accepted: bool
    ends_on: date | None
    reason: str
    approver: Line


@dataclass(frozen=True, kw_only=True)
class RiskActionRow(SeedRow):
    FILE: ClassVar[str] = "risk_actions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("risk", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (*_RISK, Refers(("owner",), "people.csv"))

    risk: Reference
    number: Count
    title: Line
    owner: Email | None
    began_on: date
    due_text: Annotated[str, Longest(200)]
    due_reading: QuarterReading | None
    due_starts: date
    due_ends: date
    due_precision: Precision
    withdrawn_on: date | None


@dataclass(frozen=True, kw_only=True)
class RiskActionUpdateRow(SeedRow):
    """How far an action of a risk was on a day."""

    FILE: ClassVar[str] = "risk_action_updates.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (*_RISK, Refers(("risk", "action"), "risk_actions.csv"))

    risk: Reference
    action: Count
    effective_on: date
    percent: Annotated[int, Between(0, 100)]
    note: str | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class RiskDeliverableRow(SeedRow):
    """A deliverable a risk may delay."""

    FILE: ClassVar[str] = "risk_deliverables.csv"
    KEY: ClassVar[tuple[str, ...]] = ("risk", "deliverable", "linked_on")
    REFERS: ClassVar[tuple[Refers, ...]] = (*_RISK, Refers(("deliverable",), "deliverables.csv"))

    risk: Reference
    deliverable: Reference
    linked_on: date
    linked_by: Line
    unlinked_on: date | None
    unlinked_by: Line | None


@dataclass(frozen=True, kw_only=True)
class RiskFindingRow(SeedRow):
    """A finding a risk has to do with."""

    FILE: ClassVar[str] = "risk_findings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("risk", "finding", "linked_on")
    REFERS: ClassVar[tuple[Refers, ...]] = (*_RISK, Refers(("finding",), "findings.csv"))

    risk: Reference
    finding: Reference
    linked_on: date
    linked_by: Line
    unlinked_on: date | None
    unlinked_by: Line | None
