"""Where each risk is said to stand equals what its history says, whatever was done to it and its neighbours."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY, make_cast, make_deliverable, make_priority
from tests.factories_risks import close, happen, link, make_issue, make_risk, make_score
from tracker.access import SYSTEM
from tracker.errors import DomainError
from tracker.plan.models import Deliverable, DeliverableStanding
from tracker.risks import queries
from tracker.risks.commands import EditRisk, edit_risk
from tracker.risks.commands_close import ReopenRisk, reopen_risk
from tracker.risks.models import Risk, RiskStanding
from tracker.risks.rules import Band, RiskKind
from tracker.risks.rules_standing import standing_at

DAYS = st.integers(0, (TODAY - BEGAN).days).map(lambda days: BEGAN + timedelta(days=days))
DEGREES = st.integers(1, 5)
ACTS = st.one_of(
    st.tuples(st.just("score"), DEGREES, DEGREES),
    st.tuples(st.just("edit"), st.sampled_from(Band), st.booleans()),
    st.tuples(st.just("link"), st.booleans(), st.booleans()),
    st.tuples(st.sampled_from(["close", "reopen", "happen"]), st.just(0), st.just(0)),
)
STORIES = st.lists(st.tuples(st.integers(0, 2), DAYS, ACTS), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STORIES)
def test_standing_equals_history(session: Session, story: list[tuple[int, date, tuple[str, int, int]]]) -> None:
    with session.begin_nested() as savepoint:
        cast = make_cast(session)
        priority = make_priority(session, lead=cast.lead)
        deliverables = [make_deliverable(session, priority, cast.officer) for _ in range(2)]
        make_risk(session, priority, cast.officer, public_wording="It may.")
        make_risk(session)
        make_issue(session, priority)
        references = ("R-0001", "R-0002", "I-0001")
        for which, day, (act, first, second) in story:
            risk = queries.risk(session, references[which])
            linked = [found for found, wanted in zip(deliverables, (first, second), strict=True) if wanted]
            try:
                _do(session, risk, act, day, (first, second), linked)
            except DomainError:
                continue
        _check(session)
        savepoint.rollback()
    session.expunge_all()


def _do(session: Session, risk: Risk, act: str, day: date, said: tuple[int, int], linked: list[Deliverable]) -> None:
    if act == "score":
        make_score(session, risk, *said, day)
    elif act == "edit":
        _edit(session, risk, said)
    elif act == "link":
        link(session, risk, *linked)
    elif act == "close":
        close(session, risk, day)
    elif act == "reopen":
        reopen_risk(
            session, risk, ReopenRisk(version=risk.version, effective_on=day, reason="Back"), by=SYSTEM, on=TODAY
        )
    else:
        happen(session, risk, day, severity=Band.VERY_HIGH)


def _edit(session: Session, risk: Risk, said: tuple[int, int]) -> None:
    last = risk.details[-1]
    command = EditRisk(
        version=risk.version,
        event="It says something **else**",
        cause=None,
        consequence=None,
        public_wording="Public" if said[1] else None,
        internal_wording=None,
        priority_id=None if said[1] else last.priority_id,
        owner_id=last.owner_id,
        severity=Band(str(said[0])) if risk.kind is RiskKind.ISSUE else None,
        reason="It is put differently.",
    )
    edit_risk(session, risk, command, by=SYSTEM, on=TODAY)


def _check(session: Session) -> None:
    session.flush()
    session.expunge_all()
    matrices = queries.matrices(session)
    red = set()
    for risk in queries.risks_as_at(session, TODAY):
        position, row = standing_at(risk, matrices, TODAY), risk.standing
        assert position is not None
        assert _stored(row) == (
            position.words,
            position.public_wording is not None,
            position.priority_id,
            position.owner_id,
            position.state,
            position.current.value if position.current else None,
            position.band,
            position.review_due_on,
            position.reviewed_on,
        )
        if position.is_red:
            red |= {found.deliverable_id for found in risk.deliverable_links if found.unlinked_on is None}
    told = session.scalars(
        select(DeliverableStanding.deliverable_id).where(DeliverableStanding.linked_risk_is_red)
    ).all()
    assert set(told) == red


def _stored(row: RiskStanding) -> tuple[object, ...]:
    return (
        row.words,
        row.has_public_wording,
        row.priority_id,
        row.owner_id,
        row.state,
        row.score,
        row.band,
        row.review_due_on,
        row.reviewed_on,
    )
