"""Where a risk or issue stood on a day (RULES 3, DESIGN section 7 “As at”)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.risks.rules import DEFAULT_MATRIX, Band, RiskKind, RiskState, Score, ScoreKind
from tracker.risks.rules_standing import RiskPosition, standing_at

STRICT = replace(DEFAULT_MATRIX, number=2, medium_from=3, high_from=6, very_high_from=9, review_very_high=2)
MATRICES = {7: DEFAULT_MATRIX, 8: STRICT}
RAISED = date(2024, 1, 10)


@dataclass(frozen=True)
class Person:
    name: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    effective_on: date = RAISED
    priority_id: int | None = 1
    owner_id: int | None = None
    owner: Person | None = None
    event: str | None = "The contract lapses"
    cause: str | None = None
    consequence: str | None = None
    public_wording: str | None = None
    internal_wording: str | None = None
    severity: Band | None = None


@dataclass(frozen=True)
class Move:
    effective_on: date
    state: RiskState
    reason: str = "Because"


@dataclass(frozen=True)
class Scored:
    effective_on: date
    likelihood: int
    impact: int
    kind: ScoreKind = ScoreKind.CURRENT
    matrix_id: int = 7


@dataclass(frozen=True)
class Review:
    effective_on: date


@dataclass(frozen=True)
class Acceptance:
    effective_on: date
    ends_on: date | None

    @property
    def accepted(self) -> bool:
        return self.ends_on is not None


@dataclass
class Risk:
    kind: RiskKind = RiskKind.RISK
    began_on: date = RAISED
    details: list[Detail] = field(default_factory=lambda: [Detail()])
    moves: list[Move] = field(default_factory=list)
    assessments: list[Scored] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)


def stood(risk: Risk, day: date) -> RiskPosition:
    found = standing_at(risk, MATRICES, day)
    assert found is not None
    return found


def test_it_is_on_no_report_before_the_day_it_was_raised() -> None:
    assert standing_at(Risk(), MATRICES, RAISED - timedelta(days=1)) is None
    assert stood(Risk(), RAISED).state is RiskState.OPEN


def test_a_new_risk_is_not_scored_and_reviewed_within_six_months() -> None:
    new = stood(Risk(), RAISED)
    assert (new.current, new.inherent, new.target, new.band) == (None, None, None, None)
    assert (new.reviewed_on, new.review_due_on) == (None, date(2024, 7, 10))
    assert not new.is_red


def test_wording_reads_as_it_did_on_the_day() -> None:
    later = date(2024, 3, 1)
    risk = Risk(details=[Detail(), Detail(effective_on=later, event=None, public_wording="Funding may end")])
    assert stood(risk, later - timedelta(days=1)).words == "The contract lapses"
    assert stood(risk, later).words == "Funding may end"


def test_each_score_is_the_newest_of_its_kind_by_the_day() -> None:
    march, april = date(2024, 3, 1), date(2024, 4, 1)
    risk = Risk(
        assessments=[
            Scored(march, 4, 5, ScoreKind.INHERENT),
            Scored(march, 4, 4),
            Scored(march, 2, 2, ScoreKind.TARGET),
            Scored(april, 2, 4, matrix_id=8),
        ]
    )
    assert stood(risk, march).current == Score(4, 4, 1)
    now = stood(risk, april)
    assert (now.current, now.inherent, now.target) == (Score(2, 4, 2), Score(4, 5, 1), Score(2, 2, 1))


def test_a_score_keeps_the_band_of_the_matrix_it_was_given_on() -> None:
    day = date(2024, 3, 1)
    assert stood(Risk(assessments=[Scored(day, 3, 3, matrix_id=7)]), day).band is Band.MEDIUM
    assert stood(Risk(assessments=[Scored(day, 3, 3, matrix_id=8)]), day).band is Band.VERY_HIGH


def test_a_current_score_counts_as_a_review_and_an_inherent_one_does_not() -> None:
    march, april = date(2024, 3, 1), date(2024, 4, 2)
    scored = Risk(assessments=[Scored(march, 5, 5), Scored(april, 5, 5, ScoreKind.INHERENT)])
    assert (stood(scored, april).reviewed_on, stood(scored, april).review_due_on) == (march, april - timedelta(days=1))
    reviewed = Risk(assessments=scored.assessments, reviews=[Review(april)])
    assert (stood(reviewed, april).reviewed_on, stood(reviewed, april).review_due_on) == (april, date(2024, 5, 2))


@pytest.mark.parametrize("state", [RiskState.CLOSED, RiskState.HAPPENED])
def test_what_is_not_open_awaits_no_review_and_is_not_red(state: RiskState) -> None:
    day = date(2024, 5, 1)
    risk = Risk(assessments=[Scored(RAISED, 5, 5)], moves=[Move(day, state)])
    before, after = stood(risk, day - timedelta(days=1)), stood(risk, day)
    assert before.is_red
    assert not after.is_red
    assert after.review_due_on is None
    assert (after.state_since, after.state_reason) == (day, "Because")


def test_the_band_of_an_issue_is_its_severity() -> None:
    issue = Risk(kind=RiskKind.ISSUE, details=[Detail(severity=Band.VERY_HIGH)])
    assert stood(issue, RAISED).band is Band.VERY_HIGH
    assert stood(issue, RAISED).is_red


def test_an_acceptance_stands_until_it_is_ended() -> None:
    june, july = date(2024, 6, 1), date(2024, 7, 1)
    risk = Risk(acceptances=[Acceptance(june, date(2024, 12, 31)), Acceptance(july, None)])
    assert stood(risk, june).accepted_until == date(2024, 12, 31)
    assert stood(risk, july).accepted_until is None


DAYS = st.integers(0, 400).map(lambda number: RAISED + timedelta(days=number))


@given(st.lists(st.builds(Scored, DAYS, st.integers(1, 5), st.integers(1, 5)), max_size=6), DAYS, st.integers(1, 60))
def test_what_is_dated_later_changes_nothing(scores: list[Scored], day: date, later: int) -> None:
    risk = Risk(assessments=sorted(scores, key=lambda each: each.effective_on))
    then = stood(risk, day)
    after = day + timedelta(days=later)
    more = Risk(
        assessments=[*risk.assessments, Scored(max(after, RAISED + timedelta(days=401)), 1, 1)],
        moves=[Move(after, RiskState.CLOSED)],
        details=[*risk.details, Detail(effective_on=after, event="Something else")],
    )
    assert stood(more, day) == then
