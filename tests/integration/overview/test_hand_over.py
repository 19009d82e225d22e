"""Handing over a leaver's risks, actions and findings together with their deliverables."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, log_of, make_deliverable, reload
from tests.factories_findings import inspectorate_says
from tests.factories_inspections import make_finding, make_inspection, reload_finding
from tests.factories_risks import close, make_action, make_risk, reload_risk
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.audit.rules import Event
from tracker.inspections.rules import InspectorateStatus
from tracker.inspections.rules_standing import standing_at as finding_at
from tracker.overview.commands import hand_over
from tracker.overview.queries_people import work_of
from tracker.overview.rules import Work
from tracker.overview.views_hand_over import words_of
from tracker.plan.models import Priority
from tracker.plan.rules_changes import CannotOwn, HandedToThemselves
from tracker.risks import queries as risk_queries
from tracker.risks.commands_actions import UpdateAction, WithdrawAction, update_action, withdraw_action
from tracker.risks.rules_changes import CannotOwnRisk
from tracker.risks.rules_standing import standing_at as risk_at
from tracker.writing import transaction

YESTERDAY = date(2024, 9, 17)


def test_every_open_risk_issue_action_and_finding_goes_along(session: Session, priority: Priority, cast: Cast) -> None:
    work = make_deliverable(session, priority, cast.officer)
    risk = make_risk(session, priority, cast.officer)
    action = make_action(session, risk, cast.officer)
    finding = make_finding(session, make_inspection(session), lead=cast.officer)
    expected = Work(deliverables=1, priorities=0, risks=1, actions=1, findings=1)
    assert work_of(session, cast.officer.id, TODAY) == expected
    moved = hand_over(session, cast.officer, cast.other_officer, by=as_actor(cast.administrator), on=TODAY)
    assert moved == expected
    assert action.owner is cast.other_officer
    assert work_of(session, cast.officer.id, TODAY).is_nothing
    assert work_of(session, cast.other_officer.id, TODAY) == expected
    assert reload(session, work).standing.owner.name == "Owen Birch"
    found, matrices = reload_risk(session, risk), risk_queries.matrices(session)
    owners = [risk_at(found, matrices, day) for day in (YESTERDAY, TODAY)]
    assert [each and each.owner_name for each in owners] == ["Olive Ashdown", "Owen Birch"]
    leads = [finding_at(reload_finding(session, finding), day) for day in (YESTERDAY, TODAY)]
    assert [each and each.lead_name for each in leads] == ["Olive Ashdown", "Owen Birch"]


def test_what_is_closed_done_or_withdrawn_keeps_the_name_it_had(
    session: Session, priority: Priority, cast: Cast
) -> None:
    gone = make_risk(session, priority, cast.officer)
    left = make_action(session, gone, cast.officer)
    close(session, gone)
    risk = make_risk(session, priority, cast.lead)
    done, withdrawn = (make_action(session, risk, cast.officer) for _ in range(2))
    update_action(session, done, UpdateAction(done.version, TODAY, 100, None), by=SYSTEM, on=TODAY)
    withdraw_action(session, withdrawn, WithdrawAction(withdrawn.version, "Not needed"), by=SYSTEM, on=TODAY)
    closed = make_finding(session, make_inspection(session), lead=cast.officer)
    inspectorate_says(session, closed, InspectorateStatus.COMPLETE)
    assert work_of(session, cast.officer.id, TODAY).is_nothing
    assert hand_over(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY) == Work()
    assert [each.owner for each in (left, done, withdrawn)] == [cast.officer] * 3
    assert reload_risk(session, gone).standing.owner_id == cast.officer.id
    assert reload_finding(session, closed).standing.lead_id == cast.officer.id


def test_an_action_goes_although_its_risk_is_somebody_elses(session: Session, priority: Priority, cast: Cast) -> None:
    risk = make_risk(session, priority, cast.lead)
    action = make_action(session, risk, cast.officer)
    mine = make_action(session, risk, cast.lead)
    hand_over(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY)
    assert (action.owner, mine.owner) == (cast.other_officer, cast.lead)
    assert reload_risk(session, risk).standing.owner_id == cast.lead.id


def test_the_log_tells_it_on_the_person_and_on_each_record(session: Session, priority: Priority, cast: Cast) -> None:
    make_deliverable(session, priority, cast.officer)
    risk = make_risk(session, priority, cast.officer)
    make_action(session, risk, cast.officer)
    finding = make_finding(session, make_inspection(session), lead=cast.officer)
    hand_over(session, cast.officer, cast.other_officer, by=SYSTEM, on=TODAY)
    assert last_entry(session, f"person {cast.officer.id}") == (
        Event.PERSON_HANDED_OVER,
        {
            "To": (None, "Owen Birch"),
            "Deliverables": (None, "1"),
            "Priorities": (None, "0"),
            "Risks and issues": (None, "1"),
            "Actions against risks": (None, "1"),
            "Findings": (None, "1"),
        },
        None,
    )
    reason = "Olive Ashdown’s work was handed over."
    events = [(Event(each.event), each.reason) for each in log_of(session, risk.reference)[-2:]]
    assert events == [(Event.RISK_CHANGED, reason), (Event.RISK_ACTION_CHANGED, reason)]
    changes = {"Lead": ("Olive Ashdown", "Owen Birch")}
    assert last_entry(session, finding.reference) == (Event.FINDING_CHANGED, changes, reason)


def test_a_person_who_may_own_risks_but_no_deliverables_takes_risks_alone(
    session: Session, priority: Priority, cast: Cast
) -> None:
    make_risk(session, priority, cast.officer)
    hand_over(session, cast.officer, cast.chief_executive, by=SYSTEM, on=TODAY)
    assert work_of(session, cast.chief_executive.id, TODAY).risks == 1
    make_deliverable(session, priority, cast.lead)
    make_risk(session, priority, cast.lead)
    with pytest.raises(CannotOwn):
        hand_over(session, cast.lead, cast.chief_executive, by=SYSTEM, on=TODAY)
    with pytest.raises(CannotOwnRisk):
        hand_over(session, cast.chief_executive, cast.clerk, by=SYSTEM, on=TODAY)


def test_nobody_hands_over_to_themselves(session: Session, priority: Priority, cast: Cast) -> None:
    make_risk(session, priority, cast.officer)
    with pytest.raises(HandedToThemselves):
        hand_over(session, cast.officer, cast.officer, by=SYSTEM, on=TODAY)


def test_what_is_handed_over_in_words() -> None:
    assert words_of(Work(), "nothing") == "nothing"
    assert words_of(Work(risks=1), "nothing") == "1 open risk or issue"
    assert words_of(Work(2, 1, 0, 3, 1), "nothing") == (
        "2 open deliverables, 1 priority, 3 actions still to be done and 1 open finding"
    )


def test_the_page_counts_it_and_offers_those_who_can_take_something(office: Office) -> None:
    with transaction(office.sessions) as session:
        leaver = session.get_one(Person, office.people["other_lead"])
        risk = make_risk(session, None, leaver)
        make_action(session, risk, leaver)
        make_action(session, risk, leaver, title="Write to them")
        make_finding(session, make_inspection(session), lead=leaver)
    address = f"/people/{office.people['other_lead']}/hand-over"
    client = office.as_("administrator")
    page = client.get(address)
    assert "Luke Farrow owns or leads 1 priority, 1 open risk or issue, 2 actions still to be done and " in page.main
    offered = [option.get_text() for option in page.soup.select("select option")]
    assert "Cath Ellery, Chief Executive" in offered
    assert not [each for each in offered if "Luke Farrow" in each or "Panel" in each or "Analyst" in each]
    refused = office.refused("administrator", address, to_person_id=str(office.people["chief_executive"]))
    assert refused.beside("to_person_id").startswith("Cath Ellery cannot lead a priority.")
    done = client.submit(address, to_person_id=str(office.people["lead"]), follow=True, status=200)
    assert "1 priority, 1 open risk or issue, 2 actions still to be done and " in done.main
    assert "There is nothing to hand over." in client.get(address).main
