"""Raising risks and issues, and changing what they are and whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY, Cast, as_actor, last_entry, log_of
from tests.factories_risks import close, make_issue, make_risk, reload_risk
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.plan.models import Priority
from tracker.plan.rules_changes import UnknownPriority
from tracker.risks import queries
from tracker.risks.commands import EditRisk, RaiseRisk, edit_risk, raise_risk
from tracker.risks.models import Risk
from tracker.risks.rules import Band, RiskKind, RiskState
from tracker.risks.rules_changes import (
    CannotOwnRisk,
    ClosedKeepsItsRecord,
    DayNotYetCome,
    EventMissing,
    PublicWordingNeedsReason,
    PublicWordingTooLong,
    SeverityIsForIssues,
    SeverityMissing,
)

FLOOD = RaiseRisk(kind=RiskKind.RISK, event="The station floods")


def edit_of(risk: Risk) -> EditRisk:
    """What asks for no change."""
    last = risk.details[-1]
    return EditRisk(
        version=risk.version,
        event=last.event,
        cause=last.cause,
        consequence=last.consequence,
        public_wording=last.public_wording,
        internal_wording=last.internal_wording,
        priority_id=last.priority_id,
        owner_id=last.owner_id,
        severity=last.severity,
        reason=None,
    )


class TestRaise:
    def test_a_risk_is_open_nobodys_and_not_yet_scored(self, session: Session) -> None:
        risk = raise_risk(session, FLOOD, by=SYSTEM, on=TODAY)
        standing = risk.standing
        assert (risk.reference, risk.began_on) == ("R-0001", TODAY)
        assert (standing.state, standing.owner, standing.priority, standing.score, standing.band) == (
            RiskState.OPEN,
            None,
            None,
            None,
            None,
        )
        assert standing.review_due_on == date(2025, 3, 18), "what is not yet scored is looked at within six months"
        assert not standing.has_public_wording

    def test_risks_and_issues_are_numbered_apart(self, session: Session) -> None:
        assert [make_risk(session).reference, make_issue(session).reference, make_risk(session).reference] == [
            "R-0001",
            "I-0001",
            "R-0002",
        ]

    def test_an_issue_has_its_severity_and_the_day_it_was_raised(self, session: Session) -> None:
        command = RaiseRisk(kind=RiskKind.ISSUE, event="It flooded", severity=Band.HIGH, raised_on=date(2024, 8, 1))
        issue = raise_risk(session, command, by=SYSTEM, on=TODAY)
        assert (issue.began_on, issue.details[0].effective_on) == (date(2024, 8, 1), date(2024, 8, 1))
        assert issue.standing.band is Band.HIGH
        assert issue.standing.review_due_on == date(2024, 11, 1)

    def test_the_log_says_who_raised_what(self, session: Session, priority: Priority, cast: Cast) -> None:
        command = replace(FLOOD, public_wording="It may flood.", priority_id=priority.id, owner_id=cast.officer.id)
        raise_risk(session, command, by=as_actor(cast.lead), on=TODAY)
        event, changes, _ = last_entry(session, "R-0001")
        assert event is Event.RISK_RAISED
        assert changes == {
            "What": (None, "The station floods"),
            "Public wording": (None, "It may flood."),
            "Priority": (None, "PCP-2022-25, priority 1: Priority 1"),
            "Owner": (None, "Olive Ashdown"),
        }

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"event": None}, EventMissing),
            ({"event": None, "public_wording": "Printed words"}, EventMissing),
            ({"public_wording": "x" * 601}, PublicWordingTooLong),
            ({"severity": Band.LOW}, SeverityIsForIssues),
            ({"kind": RiskKind.ISSUE}, SeverityMissing),
            ({"raised_on": date(2024, 9, 19)}, DayNotYetCome),
            ({"priority_id": 999_999}, UnknownPriority),
            ({"owner_id": 999_999}, CannotOwnRisk),
        ],
    )
    def test_what_is_refused_leaves_nothing(
        self, session: Session, changes: dict[str, object], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            raise_risk(session, replace(FLOOD, **changes), by=SYSTEM, on=TODAY)  # type: ignore[arg-type]  # each names real fields
        assert queries.risks_as_at(session, TODAY) == []

    def test_who_cannot_own_deliverables_or_sign_in_owns_no_risk(self, session: Session, cast: Cast) -> None:
        disable_person(session, cast.other_officer, DisablePerson(None, "Left"), by=SYSTEM)
        for person in (cast.other_officer, cast.analyst, cast.commissioner, cast.clerk):
            with pytest.raises(CannotOwnRisk, match=person.name):
                raise_risk(session, replace(FLOOD, owner_id=person.id), by=SYSTEM, on=TODAY)
        for person in (cast.officer, cast.lead, cast.chief_executive):
            assert raise_risk(session, replace(FLOOD, owner_id=person.id), by=SYSTEM, on=TODAY).standing.owner is person


class TestEdit:
    def test_what_it_said_until_today_stays_in_its_history(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        risk = make_risk(session, priority, cast.officer)
        command = replace(edit_of(risk), event="The suite is late by a year", owner_id=None, reason="The tender.")
        edit_risk(session, risk, command, by=as_actor(cast.lead), on=TODAY)
        risk = reload_risk(session, risk)
        assert [(each.effective_on, each.event) for each in risk.details] == [
            (BEGAN, "The custody suite is not ready in time"),
            (TODAY, "The suite is late by a year"),
        ]
        assert (risk.standing.words, risk.standing.owner, risk.version) == ("The suite is late by a year", None, 2)
        event, changes, reason = last_entry(session, "R-0001")
        assert (event, reason) == (Event.RISK_CHANGED, "The tender.")
        assert changes == {
            "What": ("The custody suite is not ready in time", "The suite is late by a year"),
            "Owner": ("Olive Ashdown", None),
        }

    def test_another_public_wording_needs_a_reason_which_the_log_keeps(self, session: Session) -> None:
        risk = make_risk(session)
        edit_risk(session, risk, replace(edit_of(risk), public_wording="It may open late."), by=SYSTEM, on=TODAY)
        for after in ("It opens late.", None):
            with pytest.raises(PublicWordingNeedsReason):
                edit_risk(session, risk, replace(edit_of(risk), public_wording=after), by=SYSTEM, on=TODAY)
        command = replace(edit_of(risk), public_wording="It opens late.", reason="The tender failed.")
        edit_risk(session, risk, command, by=SYSTEM, on=TODAY)
        assert last_entry(session, "R-0001")[1:] == (
            {"Public wording": ("It may open late.", "It opens late.")},
            "The tender failed.",
        )
        edit_risk(session, risk, replace(edit_of(risk), cause="Rain"), by=SYSTEM, on=TODAY)

    def test_nothing_changed_leaves_nothing(self, session: Session) -> None:
        risk = make_risk(session)
        edit_risk(session, risk, replace(edit_of(risk), reason="Looked at it"), by=SYSTEM, on=TODAY)
        assert (len(risk.details), risk.version) == (1, 1)
        assert len(log_of(session, "R-0001")) == 1

    def test_the_severity_of_an_issue_changes_its_reviews(self, session: Session) -> None:
        issue = make_issue(session, severity=Band.MEDIUM)
        edit_risk(session, issue, replace(edit_of(issue), severity=Band.VERY_HIGH), by=SYSTEM, on=TODAY)
        assert issue.standing.band is Band.VERY_HIGH
        assert issue.standing.review_due_on == date(2024, 5, 2)

    def test_a_severity_once_recorded_is_not_taken_back(self, session: Session) -> None:
        issue = make_issue(session)
        with pytest.raises(SeverityMissing):
            edit_risk(session, issue, replace(edit_of(issue), severity=None), by=SYSTEM, on=TODAY)

    def test_an_owner_who_left_may_stay_until_somebody_else_is_named(self, session: Session, cast: Cast) -> None:
        risk = make_risk(session, owner=cast.officer)
        disable_person(session, cast.officer, DisablePerson(None, "Left"), by=SYSTEM)
        edit_risk(session, risk, replace(edit_of(risk), cause="Rain"), by=SYSTEM, on=TODAY)
        assert risk.standing.owner is cast.officer

    def test_a_form_opened_before_somebody_elses_change_is_refused(self, session: Session) -> None:
        risk = make_risk(session)
        opened = edit_of(risk)
        edit_risk(session, risk, replace(opened, cause="Rain"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_risk(session, risk, replace(opened, cause="Wind"), by=SYSTEM, on=TODAY)

    def test_what_is_closed_keeps_its_record(self, session: Session) -> None:
        risk = make_risk(session)
        close(session, risk)
        with pytest.raises(ClosedKeepsItsRecord):
            edit_risk(session, risk, replace(edit_of(risk), cause="Rain"), by=SYSTEM, on=TODAY)

    def test_of_two_changes_on_one_day_the_last_stands(self, session: Session) -> None:
        risk = make_risk(session, on=TODAY)
        for cause in ("Rain", "Wind"):
            edit_risk(session, risk, replace(edit_of(risk), cause=cause), by=SYSTEM, on=TODAY)
        assert reload_risk(session, risk).details[-1].cause == "Wind"

    def test_a_clock_set_back_loses_no_change(self, session: Session) -> None:
        risk = make_risk(session, on=TODAY)
        edit_risk(session, risk, replace(edit_of(risk), cause="Rain"), by=SYSTEM, on=BEGAN)
        assert risk.details[-1].effective_on == TODAY
        assert risk.standing.words
