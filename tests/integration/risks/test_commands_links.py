"""Linking to deliverables and findings, and what a very high risk does to the deliverables it is linked to."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, log_of, make_deliverable, reload
from tests.factories_inspections import make_finding, make_inspection
from tests.factories_risks import close, happen, link, make_issue, make_risk, make_score, reload_risk
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.inspections.commands_withdraw import Withdraw, withdraw_finding
from tracker.plan.models import Deliverable, Priority
from tracker.risks import queries_links
from tracker.risks.commands_close import ReopenRisk, reopen_risk
from tracker.risks.commands_links import SetLinks, set_links
from tracker.risks.models import Risk
from tracker.risks.rules import Band
from tracker.risks.rules_changes import ClosedKeepsItsRecord, FindingsWithdrawn, NoSuchRecord

TOMORROW = date(2024, 9, 19)


def is_red(session: Session, deliverable: Deliverable) -> bool:
    return reload(session, deliverable).standing.linked_risk_is_red


def very_high(session: Session, deliverable: Deliverable) -> Risk:
    risk = make_risk(session)
    make_score(session, risk, 5, 5)
    link(session, risk, deliverable)
    return risk


class TestLinks:
    def test_it_is_linked_to_both_and_the_log_says_so(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        finding = make_finding(session, make_inspection(session))
        risk = make_risk(session)
        link(session, risk, deliverable, finding, by=as_actor(cast.lead))
        risk = reload_risk(session, risk)
        assert [(found.deliverable.reference, found.linked_on) for found in risk.deliverable_links] == [
            ("D-0001", TODAY)
        ]
        assert [found.finding.reference for found in risk.finding_links] == [finding.reference]
        assert risk.version == 2
        assert last_entry(session, "R-0001")[:2] == (
            Event.RISK_LINKED,
            {"Deliverables": (None, "D-0001"), "Findings": (None, finding.reference)},
        )

    def test_what_is_left_out_is_unlinked_and_stays_in_the_history(
        self, session: Session, deliverable: Deliverable, priority: Priority, cast: Cast
    ) -> None:
        other = make_deliverable(session, priority, cast.officer)
        risk = make_risk(session)
        link(session, risk, deliverable)
        link(session, risk, other, on=TOMORROW)
        found = reload_risk(session, risk).deliverable_links
        assert [(each.deliverable.reference, each.linked_on, each.unlinked_on) for each in found] == [
            ("D-0001", TODAY, TOMORROW),
            ("D-0002", TOMORROW, None),
        ]
        assert last_entry(session, "R-0001")[1] == {"Deliverables": ("D-0001", "D-0002")}

    def test_taking_a_link_back_and_making_it_again_on_one_day_leaves_one(
        self, session: Session, deliverable: Deliverable
    ) -> None:
        risk = make_risk(session)
        for wanted in ((deliverable,), (), (deliverable,)):
            link(session, risk, *wanted)
        found = reload_risk(session, risk).deliverable_links
        assert [(each.linked_on, each.unlinked_on) for each in found] == [(TODAY, None)]

    def test_on_a_later_day_the_link_begins_anew(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        link(session, risk, deliverable)
        link(session, risk)
        link(session, risk, deliverable, on=TOMORROW)
        found = reload_risk(session, risk).deliverable_links
        assert [(each.linked_on, each.unlinked_on) for each in found] == [(TODAY, TODAY), (TOMORROW, None)]

    def test_the_same_links_again_leave_nothing(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        link(session, risk, deliverable)
        link(session, risk, deliverable)
        assert (risk.version, len(log_of(session, "R-0001"))) == (2, 2)

    def test_a_reference_named_twice_is_one_link(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        command = SetLinks(version=1, deliverables=["D-0001", "D-0001"], findings=[])
        set_links(session, risk, command, by=SYSTEM, on=TODAY)
        assert len(reload_risk(session, risk).deliverable_links) == 1

    @pytest.mark.parametrize(
        ("deliverables", "findings", "says"),
        [
            (["D-0999"], [], "There is no deliverable “D-0999”"),
            (["F-0001", "PLAN"], [], "There is no deliverable “F-0001” and “PLAN”"),
            (["D-99999999999999"], [], "There is no deliverable"),
            ([], ["F-0999"], "There is no finding “F-0999”"),
        ],
    )
    def test_what_is_not_there_is_named(
        self, session: Session, deliverables: list[str], findings: list[str], says: str
    ) -> None:
        risk = make_risk(session)
        command = SetLinks(version=1, deliverables=deliverables, findings=findings)
        with pytest.raises(NoSuchRecord, match=says):
            set_links(session, risk, command, by=SYSTEM, on=TODAY)
        assert risk.version == 1

    def test_a_finding_that_was_withdrawn_is_not_linked_anew_and_stays_where_it_was(self, session: Session) -> None:
        inspection = make_inspection(session)
        kept, gone = make_finding(session, inspection), make_finding(session, inspection)
        risk = make_risk(session)
        set_links(session, risk, SetLinks(version=1, deliverables=[], findings=["F-0001"]), by=SYSTEM, on=TODAY)
        for finding in (kept, gone):
            withdraw_finding(session, finding, Withdraw(finding.version, "Recorded twice."), by=SYSTEM, on=TODAY)
        both = SetLinks(version=risk.version, deliverables=[], findings=["F-0001", "F-0002"])
        with pytest.raises(FindingsWithdrawn, match="F-0002"):
            set_links(session, risk, both, by=SYSTEM, on=TODAY)
        assert [each.finding.reference for each in risk.finding_links] == ["F-0001"]

    def test_stale_and_closed_are_refused(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        command = SetLinks(version=7, deliverables=[deliverable.reference], findings=[])
        with pytest.raises(Stale):
            set_links(session, risk, command, by=SYSTEM, on=TODAY)
        close(session, risk)
        with pytest.raises(ClosedKeepsItsRecord):
            link(session, risk, deliverable)


class TestWhatADeliverableIsTold:
    def test_a_very_high_risk_makes_it_red_and_unlinking_ends_that(
        self, session: Session, deliverable: Deliverable
    ) -> None:
        risk = very_high(session, deliverable)
        assert is_red(session, deliverable)
        link(session, reload_risk(session, risk))
        assert not is_red(session, deliverable)

    def test_scoring_it_later_tells_it_too(self, session: Session, deliverable: Deliverable) -> None:
        risk = make_risk(session)
        link(session, risk, deliverable)
        assert not is_red(session, deliverable)
        make_score(session, reload_risk(session, risk), 4, 4)
        assert is_red(session, deliverable)

    def test_closing_ends_it_and_opening_again_begins_it(self, session: Session, deliverable: Deliverable) -> None:
        risk = very_high(session, deliverable)
        close(session, risk)
        assert not is_red(session, deliverable)
        risk = reload_risk(session, risk)
        command = ReopenRisk(version=risk.version, effective_on=TODAY, reason="It is back.")
        reopen_risk(session, risk, command, by=SYSTEM, on=TODAY)
        assert is_red(session, deliverable)

    def test_of_two_risks_one_is_enough(self, session: Session, deliverable: Deliverable) -> None:
        first, _second = very_high(session, deliverable), very_high(session, deliverable)
        close(session, reload_risk(session, first))
        assert is_red(session, deliverable)

    @pytest.mark.parametrize(("severity", "red"), [(Band.HIGH, False), (Band.VERY_HIGH, True)])
    def test_the_issue_it_becomes_counts_by_its_severity(
        self, session: Session, deliverable: Deliverable, severity: Band, red: bool
    ) -> None:
        happen(session, very_high(session, deliverable), severity=severity)
        assert is_red(session, deliverable) is red

    def test_resolving_the_issue_ends_it(self, session: Session, deliverable: Deliverable) -> None:
        issue = make_issue(session, severity=Band.VERY_HIGH)
        link(session, issue, deliverable)
        close(session, issue)
        assert not is_red(session, deliverable)


class TestWhatIsOffered:
    def test_the_open_work_of_its_priority_the_soonest_due_first(
        self, session: Session, deliverable: Deliverable, priority: Priority
    ) -> None:
        assert queries_links.deliverable_choices(session, priority) == [("D-0001", "Refit the custody suite")]
        assert queries_links.deliverable_choices(session, None) == [("D-0001", "Refit the custody suite")]

    def test_the_open_findings_of_its_priority_and_those_of_none(self, session: Session, priority: Priority) -> None:
        finding = make_finding(session, make_inspection(session))
        offered = [(finding.reference, "Bail conditions are not checked")]
        assert queries_links.finding_choices(session, priority) == offered
        assert queries_links.finding_choices(session, None) == offered
