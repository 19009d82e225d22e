"""What a report says of risks and issues: their public wording and figures, never what only the office reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.risks.rules import Band, Direction, RiskKind, RiskState


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A risk or issue chosen for the quarter, as it stood on the last day that counts.

    `score` is None for an issue and for a risk that is not yet scored; `band` is that of the score on its own version
    of the matrix, or an issue's severity. `previous_score` was in force at the end of the quarter before, and
    `direction` compares the two.
    """

    reference: str
    kind: RiskKind
    kind_word: str
    wording: str
    raised_on: date
    state: RiskState
    state_word: str
    state_since: date
    score: int | None
    likelihood: int | None
    impact: int | None
    matrix: int | None
    band: Band | None
    band_word: str | None
    previous_score: int | None
    direction: Direction | None
    direction_word: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixFacts:
    """A version of the matrix: what 1 to 5 are called on each scale, and the scores its bands start at."""

    number: int
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    medium_from: int
    high_from: int
    very_high_from: int
