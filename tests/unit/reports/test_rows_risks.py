"""A risk's row in a quarter's report, its place among the others, and whose rating it makes amber."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reports.contents import A_RISK, AN_ISSUE, UNSCORED
from tests.unit.reports.histories import AS_AT, QUARTER, Owner
from tracker.reports.rows import Period
from tracker.reports.rows_risks import in_printed_order, matrices_used, red_risks, risk_row
from tracker.reports.snapshots_risks import RiskRow
from tracker.risks.rules import DEFAULT_MATRIX, Band, Direction, RiskKind, RiskState, ScoreKind

PERIOD = Period(QUARTER, AS_AT)
BEFORE = QUARTER.previous().end
STRICT = replace(DEFAULT_MATRIX, number=2, very_high_from=12)
MATRICES = {1: DEFAULT_MATRIX, 2: STRICT}


@dataclass(frozen=True)
class Detail:
    effective_on: date = date(2024, 4, 2)
    public_wording: str | None = "Funding ends."
    event: str | None = "SECRET EVENT"
    cause: str | None = "SECRET CAUSE"
    consequence: str | None = "SECRET CONSEQUENCE"
    internal_wording: str | None = "SECRET WORDING"
    priority_id: int | None = 1
    owner_id: int | None = 7
    owner: Owner = field(default_factory=lambda: Owner("SECRET OWNER"))
    severity: Band | None = None


@dataclass(frozen=True)
class Move:
    effective_on: date
    state: RiskState
    reason: str = "SECRET REASON"


@dataclass(frozen=True)
class Scored:
    effective_on: date
    likelihood: int
    impact: int
    kind: ScoreKind = ScoreKind.CURRENT
    matrix_id: int = 1


@dataclass(frozen=True)
class Link:
    deliverable_id: int
    linked_on: date = date(2024, 4, 2)
    unlinked_on: date | None = None


@dataclass(frozen=True)
class Threat:
    """A risk raised in April 2024, open and not yet scored."""

    reference: str = "R-0001"
    kind: RiskKind = RiskKind.RISK
    began_on: date = date(2024, 4, 2)
    details: tuple[Detail, ...] = (Detail(),)
    moves: tuple[Move, ...] = ()
    assessments: tuple[Scored, ...] = ()
    reviews: tuple[()] = ()
    acceptances: tuple[()] = ()
    deliverable_links: tuple[Link, ...] = ()


def row(threat: Threat, period: Period = PERIOD) -> RiskRow:
    found = risk_row(threat, MATRICES, period)
    assert found is not None
    return found


def test_only_the_public_wording_is_taken() -> None:
    scored = Threat(assessments=(Scored(AS_AT, 4, 4),), moves=(Move(AS_AT, RiskState.CLOSED),))
    assert "SECRET" not in repr(row(scored))
    assert row(scored).wording == "Funding ends."


@pytest.mark.parametrize(
    "threat",
    [
        Threat(details=(Detail(public_wording=None),)),
        Threat(details=(Detail(), Detail(effective_on=date(2024, 9, 1), public_wording=None))),
        Threat(began_on=AS_AT + timedelta(days=1)),
        Threat(details=(Detail(effective_on=AS_AT + timedelta(days=1)),)),
    ],
    ids=["never worded", "wording taken back", "raised later", "worded later"],
)
def test_what_had_no_public_wording_on_the_day_is_not_printed(threat: Threat) -> None:
    assert risk_row(threat, MATRICES, PERIOD) is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), (None, None, None)),
        ((Scored(BEFORE, 3, 4), Scored(AS_AT, 4, 4)), (16, 12, Direction.UP)),
        ((Scored(BEFORE, 4, 4), Scored(AS_AT, 1, 2)), (2, 16, Direction.DOWN)),
        ((Scored(BEFORE, 2, 6 // 2), Scored(AS_AT, 3, 2)), (6, 6, Direction.SAME)),
        ((Scored(BEFORE + timedelta(days=1), 2, 2),), (4, None, Direction.NEW)),
        ((Scored(AS_AT + timedelta(days=1), 5, 5),), (None, None, None)),
        ((Scored(AS_AT, 5, 5, ScoreKind.INHERENT), Scored(AS_AT, 1, 1, ScoreKind.TARGET)), (None, None, None)),
    ],
)
def test_the_score_is_that_of_the_day_and_the_direction_since_the_last_quarter_ended(
    scores: tuple[Scored, ...], expected: tuple[object, ...]
) -> None:
    found = row(Threat(assessments=scores))
    assert (found.score, found.previous_score, found.direction) == expected


def test_the_band_is_that_of_the_matrix_the_score_was_given_on() -> None:
    assert row(Threat(assessments=(Scored(AS_AT, 3, 4),))).band is Band.HIGH
    assert row(Threat(assessments=(Scored(AS_AT, 3, 4, matrix_id=2),))).band is Band.VERY_HIGH


def test_a_score_after_the_quarter_s_end_does_not_count_however_late_the_report_is_drawn() -> None:
    late = Period(QUARTER, date(2024, 11, 5))
    threat = Threat(
        assessments=(Scored(date(2024, 9, 30), 2, 2), Scored(date(2024, 10, 1), 5, 5)),
        moves=(Move(date(2024, 10, 2), RiskState.CLOSED),),
    )
    found = row(threat, late)
    assert (found.score, found.state) == (4, RiskState.OPEN)


def test_an_issue_has_a_severity_and_no_score() -> None:
    found = row(Threat(reference="I-0001", kind=RiskKind.ISSUE, details=(Detail(severity=Band.HIGH),)))
    assert (found.band, found.score, found.direction) == (Band.HIGH, None, None)


def test_a_closed_one_says_so_with_its_day() -> None:
    found = row(Threat(moves=(Move(date(2024, 8, 5), RiskState.CLOSED),)))
    assert (found.state_word, found.state_since) == ("Closed", date(2024, 8, 5))


def test_the_highest_score_comes_first_those_without_one_last_then_issues_by_severity() -> None:
    low = replace(A_RISK, reference="R-0009", score=2)
    severe = replace(AN_ISSUE, reference="I-0007", band=Band.VERY_HIGH)
    rows = (AN_ISSUE, UNSCORED, low, severe, A_RISK, replace(A_RISK, reference="R-10000"))
    assert [each.reference for each in in_printed_order(rows)] == [
        *("R-0001", "R-10000", "R-0009", "R-0002"),
        *("I-0007", "I-0001"),
    ]


@given(st.permutations([A_RISK, UNSCORED, AN_ISSUE, replace(A_RISK, reference="R-0003")]))
def test_the_order_does_not_depend_on_how_they_come(rows: list[RiskRow]) -> None:
    assert [row.reference for row in in_printed_order(rows)] == ["R-0001", "R-0003", "R-0002", "I-0001"]


def test_the_key_has_the_matrices_that_were_used_and_no_other() -> None:
    assert matrices_used([UNSCORED, AN_ISSUE], MATRICES.values()) == ()
    assert [each.number for each in matrices_used([replace(A_RISK, matrix=2), A_RISK], MATRICES.values())] == [1, 2]
    assert [each.number for each in matrices_used([replace(A_RISK, matrix=2)], MATRICES.values())] == [2]


HIGHEST = (Scored(date(2024, 8, 1), 5, 5),)


@pytest.mark.parametrize(
    ("threat", "is_red"),
    [
        (Threat(assessments=HIGHEST, deliverable_links=(Link(3),)), True),
        (Threat(assessments=HIGHEST), False),
        (Threat(assessments=(Scored(AS_AT, 2, 5),), deliverable_links=(Link(3),)), False),
        (Threat(assessments=HIGHEST, deliverable_links=(Link(3, AS_AT + timedelta(days=1)),)), False),
        (Threat(assessments=HIGHEST, deliverable_links=(Link(3, unlinked_on=AS_AT),)), False),
        (Threat(assessments=HIGHEST, deliverable_links=(Link(3, unlinked_on=AS_AT + timedelta(days=1)),)), True),
        (
            Threat(
                assessments=HIGHEST, deliverable_links=(Link(3),), moves=(Move(date(2024, 9, 1), RiskState.CLOSED),)
            ),
            False,
        ),
        (
            Threat(
                kind=RiskKind.ISSUE,
                details=(Detail(severity=Band.VERY_HIGH),),
                deliverable_links=(Link(3),),
            ),
            True,
        ),
    ],
)
def test_a_very_high_open_risk_linked_on_the_day_makes_a_rating_amber(threat: Threat, is_red: bool) -> None:
    assert (3 in red_risks([threat], MATRICES, AS_AT, printed=())) is is_red


def test_only_a_risk_the_report_prints_is_named() -> None:
    threats = [
        Threat(reference=reference, assessments=HIGHEST, deliverable_links=(Link(3),)) for reference in ("R-1", "R-2")
    ]
    assert red_risks(threats, MATRICES, AS_AT, printed={"R-2"}) == {3: ("R-2",)}
