"""Closing and resolving, opening again, and a risk that happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, log_of
from tests.factories_inspections import make_finding, make_inspection
from tests.factories_risks import close, happen, link, make_issue, make_risk, make_score, reload_risk
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.plan.models import Deliverable, Priority
from tracker.risks import queries
from tracker.risks.commands_close import CloseRisk, Happened, ReopenRisk, close_risk, happened, reopen_risk
from tracker.risks.models import Risk
from tracker.risks.rules import Band, RiskKind, RiskState
from tracker.risks.rules_changes import (
    ClosingNeedsReason,
    DayNotYetCome,
    DayTooEarly,
    HappenedBefore,
    HappeningNeedsReason,
    IssuesHaveHappened,
    ItsIssueIsOpen,
    NothingToReopen,
    NotOpen,
    ReopeningNeedsReason,
    SeverityMissing,
)
from tracker.risks.rules_standing import standing_at

AUGUST = date(2024, 8, 1)


def reopened(session: Session, risk: Risk, on: date = TODAY) -> None:
    command = ReopenRisk(version=risk.version, effective_on=on, reason="It is back.")
    reopen_risk(session, risk, command, by=SYSTEM, on=TODAY)


class TestClose:
    @pytest.mark.parametrize(("make", "state"), [(make_risk, RiskState.CLOSED), (make_issue, RiskState.RESOLVED)])
    def test_a_risk_is_closed_and_an_issue_resolved_with_the_day_and_the_reason(
        self, session: Session, make: object, state: RiskState, cast: Cast
    ) -> None:
        risk = make(session)  # type: ignore[operator]  # one of two factories
        command = CloseRisk(version=risk.version, effective_on=AUGUST, reason="It passed.")
        close_risk(session, risk, command, by=as_actor(cast.lead), on=TODAY)
        risk = reload_risk(session, risk)
        assert (risk.moves[-1].effective_on, risk.moves[-1].reason) == (AUGUST, "It passed.")
        assert (risk.standing.state, risk.standing.review_due_on, risk.version) == (state, None, 2)
        assert last_entry(session, risk.reference) == (
            Event.RISK_CLOSED,
            {"State": ("Open", state.label)},
            "It passed.",
        )

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"reason": "  "}, ClosingNeedsReason),
            ({"effective_on": date(2024, 9, 19)}, DayNotYetCome),
            ({"effective_on": date(2024, 4, 1)}, DayTooEarly),
            ({"version": 7}, Stale),
        ],
    )
    def test_what_is_refused_leaves_it_open(
        self, session: Session, changes: dict[str, object], refusal: type[DomainError]
    ) -> None:
        risk = make_risk(session)
        command = CloseRisk(version=1, effective_on=TODAY, reason="It passed.")
        with pytest.raises(refusal):
            close_risk(session, risk, replace(command, **changes), by=SYSTEM, on=TODAY)  # type: ignore[arg-type]  # each names real fields
        assert risk.moves == []

    def test_it_is_not_closed_twice(self, session: Session) -> None:
        risk = make_risk(session)
        close(session, risk)
        with pytest.raises(NotOpen):
            close(session, risk)


class TestReopen:
    def test_it_goes_on_with_its_scores_and_its_reviews(self, session: Session) -> None:
        risk = make_risk(session)
        make_score(session, risk, 4, 4, AUGUST)
        close(session, risk)
        reopened(session, risk)
        standing = risk.standing
        assert (standing.state, standing.score, standing.band) == (RiskState.OPEN, 16, Band.VERY_HIGH)
        assert standing.review_due_on == date(2024, 9, 1)
        assert last_entry(session, "R-0001")[0] is Event.RISK_REOPENED

    def test_of_several_moves_on_one_day_the_last_stands(self, session: Session) -> None:
        risk = make_risk(session)
        for _ in range(2):
            close(session, risk)
            reopened(session, risk)
        risk = reload_risk(session, risk)
        assert [move.state for move in risk.moves] == [RiskState.CLOSED, RiskState.OPEN] * 2
        assert risk.standing.state is RiskState.OPEN

    def test_what_is_refused(self, session: Session) -> None:
        risk = make_risk(session)
        with pytest.raises(NothingToReopen):
            reopened(session, risk)
        close(session, risk, AUGUST)
        with pytest.raises(DayTooEarly):
            reopened(session, risk, date(2024, 7, 31))
        without_reason = ReopenRisk(version=risk.version, effective_on=TODAY, reason=None)
        with pytest.raises(ReopeningNeedsReason):
            reopen_risk(session, risk, without_reason, by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            reopen_risk(session, risk, replace(without_reason, version=1), by=SYSTEM, on=TODAY)


class TestHappened:
    def test_the_issue_takes_over_wording_priority_and_owner(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        risk = make_risk(
            session,
            priority,
            cast.officer,
            cause="Rain",
            consequence="No station",
            public_wording="It may flood.",
            internal_wording="The pump is broken.",
        )
        command = Happened(version=1, effective_on=AUGUST, severity=Band.VERY_HIGH, reason="It rained for days.")
        issue = happened(session, risk, command, by=as_actor(cast.lead), on=TODAY)
        risk, issue = reload_risk(session, risk), queries.risk(session, issue.reference)
        assert (issue.reference, issue.kind, issue.began_on) == ("I-0001", RiskKind.ISSUE, AUGUST)
        detail = issue.details[0]
        assert (detail.event, detail.cause, detail.consequence) == (risk.details[0].event, "Rain", "No station")
        assert (detail.public_wording, detail.internal_wording) == ("It may flood.", "The pump is broken.")
        assert (detail.priority_id, detail.owner_id, detail.severity) == (priority.id, cast.officer.id, Band.VERY_HIGH)
        assert (issue.standing.state, issue.standing.band) == (RiskState.OPEN, Band.VERY_HIGH)
        assert risk.standing.state is RiskState.HAPPENED
        assert risk.issue is issue
        assert issue.from_risk is risk

    def test_the_issue_is_linked_to_what_the_risk_is_linked_to(
        self, session: Session, deliverable: Deliverable
    ) -> None:
        risk = make_risk(session)
        link(session, risk, deliverable)
        issue = happen(session, risk)
        assert [found.deliverable_id for found in issue.deliverable_links] == [deliverable.id]
        assert [found.unlinked_on for found in risk.deliverable_links] == [None], "the risk stays linked"

    def test_what_was_unlinked_before_is_not_taken_over(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        link(session, risk, deliverable)
        link(session, risk)
        assert happen(session, risk).deliverable_links == []

    def test_the_log_tells_it_on_both(self, session: Session) -> None:
        risk = make_risk(session)
        happen(session, risk, severity=Band.LOW)
        event, changes, reason = last_entry(session, "R-0001")
        assert (event, reason) == (Event.RISK_HAPPENED, "The supplier told us so.")
        assert changes == {"State": ("Open", "Became an issue"), "Issue": (None, "I-0001")}
        event, changes, _ = last_entry(session, "I-0001")
        assert event is Event.RISK_RAISED
        assert changes["Came from"] == (None, "R-0001")
        assert changes["Severity"] == (None, "Low")

    def test_a_report_as_at_an_earlier_day_knows_only_the_risk(self, session: Session) -> None:
        risk = make_risk(session)
        issue = happen(session, risk, AUGUST)
        matrices = queries.matrices(session)
        before = standing_at(risk, matrices, date(2024, 7, 31))
        assert before is not None
        assert before.is_open
        assert standing_at(issue, matrices, date(2024, 7, 31)) is None

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"reason": None}, HappeningNeedsReason),
            ({"severity": None}, SeverityMissing),
            ({"effective_on": date(2024, 9, 19)}, DayNotYetCome),
            ({"effective_on": date(2024, 4, 1)}, DayTooEarly),
            ({"version": 7}, Stale),
        ],
    )
    def test_what_is_refused_leaves_no_issue(
        self, session: Session, changes: dict[str, object], refusal: type[DomainError]
    ) -> None:
        risk = make_risk(session)
        command = Happened(version=1, effective_on=TODAY, severity=Band.LOW, reason="It rained.")
        with pytest.raises(refusal):
            happened(session, risk, replace(command, **changes), by=SYSTEM, on=TODAY)  # type: ignore[arg-type]  # each names real fields
        assert [found.reference for found in queries.risks_as_at(session, TODAY)] == ["R-0001"]
        assert len(log_of(session, "R-0001")) == 1

    def test_an_issue_does_not_happen_nor_a_risk_twice(self, session: Session) -> None:
        with pytest.raises(IssuesHaveHappened):
            happen(session, make_issue(session))
        risk = make_risk(session)
        happen(session, risk)
        with pytest.raises(NotOpen):
            happen(session, risk)

    def test_a_risk_is_open_again_only_after_its_issue_is_resolved_and_does_not_become_another(
        self, session: Session
    ) -> None:
        risk = make_risk(session)
        issue = happen(session, risk)
        risk = reload_risk(session, risk)
        with pytest.raises(ItsIssueIsOpen, match="I-0001"):
            reopened(session, risk)
        assert risk.issue is not None
        close(session, risk.issue)
        reopened(session, risk)
        assert risk.standing.state is RiskState.OPEN
        with pytest.raises(HappenedBefore, match=issue.reference):
            happen(session, risk)


def test_one_linked_to_a_finding_hands_that_link_on_too(session: Session) -> None:
    finding = make_finding(session, make_inspection(session))
    risk = make_risk(session)
    link(session, risk, finding)
    assert [found.finding_id for found in happen(session, risk).finding_links] == [finding.id]
