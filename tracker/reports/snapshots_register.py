"""What the risk register says on a day, frozen. It is the office's own document: never for the Panel or the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.reports.snapshots import STRICT, OfficeFacts, canonical, hash_of
from tracker.reports.snapshots_risks import MatrixFacts
from tracker.risks.rules import Band, Direction, RiskKind
from tracker.risks.rules_actions import ActionStatus

SCHEMA: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFacts:
    """One of the three scores, with its band on the version of the matrix it was given on."""

    score: int
    likelihood: int
    impact: int
    matrix: int
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """What is done about a risk, and how far it is."""

    number: int
    title: str
    owner: str | None
    due_text: str
    due_end: date
    percent: int
    status: ActionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """An open risk or issue. `place` names plan and priority; None: it concerns the whole office.

    `band` is that of the current score, or an issue's severity. `accepted_until` is None unless it is accepted now.
    """

    reference: str
    kind: RiskKind
    words: str
    cause: str | None
    consequence: str | None
    place: str | None
    owner: str | None
    raised_on: date
    inherent: ScoreFacts | None
    current: ScoreFacts | None
    target: ScoreFacts | None
    band: Band | None
    direction: Direction | None
    previous_score: int | None
    actions: tuple[ActionFacts, ...]
    reviewed_on: date | None
    review_due_on: date | None
    review_overdue: bool
    accepted_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSnapshot:
    """Every open risk and issue as at a day. `compared_with` is the day directions are measured from."""

    __pydantic_config__ = STRICT

    schema: Literal[2] = SCHEMA
    report: Literal["risk_register"] = "risk_register"
    as_at: date
    compared_with: date
    office: OfficeFacts
    matrix: MatrixFacts
    rows: tuple[RegisterRow, ...]
    not_open: int
    """How many are closed, resolved or became an issue."""

    def to_json(self) -> bytes:
        """Canonical, as a highlight report's."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())


_ADAPTER: Final = TypeAdapter(RegisterSnapshot)
