"""Risk registers for tests: one that is empty, one as usual, one where every text is far too long, and any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from tests.unit.reports.contents import EMPTY, LONG, any_of, matrices, printable
from tests.unit.reports.histories import AS_AT, QUARTER
from tracker.reports.rows_risks import matrix_facts
from tracker.reports.snapshots_register import ActionFacts, RegisterRow, RegisterSnapshot, ScoreFacts
from tracker.risks.rules import DEFAULT_MATRIX, Band, Direction, RiskKind
from tracker.risks.rules_actions import ActionStatus

AN_ACTION = ActionFacts(
    number=1,
    title="Find another supplier",
    owner="Owen Birch",
    due_text="March 2025",
    due_end=date(2025, 3, 31),
    percent=20,
    status=ActionStatus.UNDER_WAY,
)
A_RISK = RegisterRow(
    reference="R-0001",
    kind=RiskKind.RISK,
    words="The custody suite is not ready in time",
    cause="The tender came in late.",
    consequence="Detainees are taken elsewhere.",
    place="PCP-2022-25, priority 1: A police service",
    owner="Olive Ashdown",
    raised_on=date(2024, 4, 2),
    inherent=ScoreFacts(score=20, likelihood=5, impact=4, matrix=1, band=Band.VERY_HIGH),
    current=ScoreFacts(score=12, likelihood=4, impact=3, matrix=1, band=Band.HIGH),
    target=ScoreFacts(score=4, likelihood=2, impact=2, matrix=1, band=Band.LOW),
    band=Band.HIGH,
    direction=Direction.UP,
    previous_score=9,
    actions=(AN_ACTION,),
    reviewed_on=date(2024, 8, 1),
    review_due_on=date(2024, 11, 1),
    review_overdue=False,
    accepted_until=None,
)
BARE = RegisterRow(
    reference="R-0002",
    kind=RiskKind.RISK,
    words="The grant is cut",
    cause=None,
    consequence=None,
    place=None,
    owner=None,
    raised_on=date(2024, 4, 2),
    inherent=None,
    current=None,
    target=None,
    band=None,
    direction=None,
    previous_score=None,
    actions=(),
    reviewed_on=None,
    review_due_on=date(2024, 9, 1),
    review_overdue=True,
    accepted_until=date(2024, 12, 31),
)
AN_ISSUE = replace(BARE, reference="I-0001", kind=RiskKind.ISSUE, words="A supplier has gone", band=Band.MEDIUM)

NOTHING = RegisterSnapshot(
    as_at=AS_AT,
    compared_with=QUARTER.previous().end,
    office=EMPTY.office,
    matrix=matrix_facts(DEFAULT_MATRIX),
    rows=(),
    not_open=0,
)
USUAL = replace(NOTHING, rows=(A_RISK, BARE, AN_ISSUE), not_open=3)
OVERFULL = replace(
    USUAL,
    matrix=replace(NOTHING.matrix, likelihoods=("W" * 60,) * 5, impacts=(LONG[:60],) * 5),
    rows=tuple(
        replace(
            A_RISK,
            reference=f"R-{number:04d}",
            words=LONG * 4,
            cause=LONG * 3,
            consequence=LONG * 3,
            place=LONG,
            owner="W" * 120,
            actions=tuple(
                replace(AN_ACTION, number=place, title=LONG[:290], due_text="W" * 200) for place in range(1, 9)
            ),
        )
        for number in range(12)
    ),
)


def registers() -> st.SearchStrategy[RegisterSnapshot]:
    """Any register whose characters the reports' fonts have, consistent or not."""
    scores = st.none() | st.builds(
        lambda likelihood, impact, matrix, band: ScoreFacts(
            score=likelihood * impact, likelihood=likelihood, impact=impact, matrix=matrix, band=band
        ),
        st.integers(1, 5),
        st.integers(1, 5),
        st.integers(1, 9),
        st.sampled_from(Band),
    )
    actions = st.lists(any_of(ActionFacts, printable), max_size=2).map(tuple)
    rows = any_of(RegisterRow, printable, inherent=scores, current=scores, target=scores, actions=actions)
    return st.builds(
        replace,
        st.just(USUAL),
        matrix=matrices(printable),
        rows=st.lists(rows, max_size=4).map(tuple),
        not_open=st.integers(0, 9999),
    )
