"""What the home pages say of risks, actions, findings and comments, and that each figure leads to what it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import BEGAN, TODAY, Cast, due_period
from tests.factories_findings import make_evidence
from tests.factories_inspections import make_finding, make_inspection
from tests.factories_risks import close, make_action, make_issue, make_risk, make_score
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.accounts.models import Person
from tracker.inspections.models import InspectionResponse
from tracker.inspections.queries_people import Led
from tracker.overview import queries
from tracker.overview.queries_home import OfficeFigures, comments_due, duties_of, office_figures
from tracker.overview.queries_led import OpenFindings, OpenRisks, under_priorities
from tracker.plan.models import Priority
from tracker.plan.queries import priorities_led_by
from tracker.risks.commands_actions import UpdateAction, WithdrawAction, update_action, withdraw_action
from tracker.risks.queries_people import Owned
from tracker.risks.rules import Band
from tracker.writing import transaction

LATE = date(2024, 2, 1)
"""A risk raised on it and never reviewed has been overdue for review since 1 August 2024."""

OWN = "Your risks and findings in figures"
OFFICE = "Risks and findings in figures"


def figures(page: Page, label: str) -> dict[str, str]:
    """The words of each figure, with the address it leads to."""
    found = page.soup.select(f"[aria-label='{label}'] li")
    return {words(each): str(each.a["href"]) if each.a else "" for each in found}


class TestDuties:
    def test_own_open_risks_and_issues_and_those_overdue_for_review(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        make_risk(session, priority, cast.officer, on=LATE)
        make_issue(session, priority, cast.officer, on=BEGAN)
        make_risk(session, priority, cast.lead, on=LATE)
        make_risk(session, None, None, on=LATE)
        close(session, make_risk(session, priority, cast.officer, on=LATE))
        found = duties_of(session, cast.officer.id, {cast.officer.id}, TODAY)
        assert found.own.risks == Owned(open=2, reviews_overdue=1)

    def test_own_open_findings_overdue_and_without_evidence(self, session: Session, cast: Cast) -> None:
        inspection = make_inspection(session)
        yesterday = TODAY - timedelta(days=1)
        make_finding(session, inspection, lead=cast.officer, expected_on=yesterday)
        shown = make_finding(session, inspection, lead=cast.officer, expected_on=TODAY)
        make_evidence(session, shown)
        make_finding(session, inspection, lead=cast.lead, expected_on=yesterday)
        found = duties_of(session, cast.officer.id, {cast.officer.id}, TODAY)
        assert found.own.findings == Led(open=2, overdue=1, without_evidence=1)

    def test_actions_are_due_when_they_end_within_thirty_days_and_are_not_done(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        risk = make_risk(session, priority, cast.lead)

        def ends(day: date) -> str:
            return make_action(
                session, risk, cast.officer, title=f"Ends {day}", due=due_period(day, day), on=BEGAN
            ).title

        last, first, _later = (ends(TODAY + timedelta(days=days)) for days in (30, -5, 31))
        done, gone, half = (
            make_action(session, risk, cast.officer, title=title, due=due_period(TODAY, TODAY))
            for title in ("Done", "Gone", "Half")
        )
        update_action(session, done, UpdateAction(done.version, TODAY, 100, None), by=SYSTEM, on=TODAY)
        update_action(session, half, UpdateAction(half.version, TODAY, 100, None), by=SYSTEM, on=TODAY)
        update_action(session, half, UpdateAction(half.version, TODAY, 50, "It was not"), by=SYSTEM, on=TODAY)
        withdraw_action(session, gone, WithdrawAction(gone.version, "Not needed"), by=SYSTEM, on=TODAY)
        found = duties_of(session, cast.officer.id, {cast.officer.id}, TODAY).actions
        assert [each.title for each in found.first] == [first, "Half", last]
        assert found.total == 3
        close(session, risk)
        assert duties_of(session, cast.officer.id, {cast.officer.id}, TODAY).is_nothing

    def test_those_a_person_stands_in_for_are_named(self, session: Session, priority: Priority, cast: Cast) -> None:
        until = TODAY + timedelta(days=9)
        name_deputy(session, cast.officer, NameDeputy(cast.other_officer.id, TODAY, until), by=SYSTEM, on=TODAY)
        risk = make_risk(session, priority, cast.officer, on=LATE)
        make_action(session, risk, cast.officer, due=due_period(TODAY, TODAY))
        owners = queries.whose(session, cast.other_officer.id, TODAY)
        found = duties_of(session, cast.other_officer.id, owners, TODAY)
        assert found.own.is_nothing
        assert [(each.name, each.risks) for each in found.others] == [("Olive Ashdown", Owned(1, 1))]
        assert found.actions.total == 1
        after = until + timedelta(days=1)
        assert queries.whose(session, cast.other_officer.id, after) == {cast.other_officer.id}


class TestOffice:
    def test_the_figures_of_the_office_count_what_is_open(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        make_score(session, make_risk(session, priority), 5, 5)
        make_score(session, make_risk(session, priority), 2, 2)
        make_risk(session, priority, on=LATE)
        make_issue(session, priority, severity=Band.VERY_HIGH, on=TODAY)
        gone = make_risk(session, priority)
        make_score(session, gone, 5, 5)
        close(session, gone)
        inspection = make_inspection(session)
        make_finding(session, inspection, expected_on=TODAY - timedelta(days=1))
        make_finding(session, inspection, lead=cast.officer, expected_on=TODAY)
        assert office_figures(session, TODAY) == OfficeFigures(
            very_high=2,
            reviews_overdue=1,
            unscored=1,
            findings=2,
            findings_overdue=1,
            findings_without_lead=1,
        )

    def test_an_empty_office_has_nothing_to_look_at(self, session: Session) -> None:
        assert office_figures(session, TODAY) == OfficeFigures(0, 0, 0, 0, 0, 0)
        assert comments_due(session, TODAY) == []

    def test_comments_are_due_56_days_from_the_day_of_publication(self, session: Session) -> None:
        on = date(2024, 10, 20)
        make_inspection(session, "LATER", published_on=date(2024, 10, 1), recorded_on=date(2024, 10, 1), on=on)
        make_inspection(session, "SOONER", published_on=date(2024, 8, 1), recorded_on=date(2024, 8, 1), on=on)
        make_inspection(session, "UNKNOWN", published_on=None, recorded_on=date(2024, 8, 1), on=on)
        answered = make_inspection(session, "ANSWERED", on=on)
        session.add(InspectionResponse(inspection=answered, published_on=date(2024, 8, 20)))
        session.flush()
        found = comments_due(session, on)
        assert [(each.code, each.clock.deadline, each.clock.state.label) for each in found] == [
            ("SOONER", date(2024, 9, 25), "Comments late"),
            ("LATER", date(2024, 11, 25), "Comments due"),
        ]


class TestPages:
    @pytest.fixture
    def busy(self, office: Office) -> Office:
        """The officer has something of everything, the deputy of the officer nothing of their own."""
        with transaction(office.sessions) as session:
            officer = session.get_one(Person, office.people["officer"])
            risk = make_risk(session, None, officer, event="The roof leaks", on=LATE)
            make_action(
                session, risk, officer, title="Mend the roof", due=due_period(BEGAN, BEGAN, "April 2024"), on=BEGAN
            )
            make_score(session, make_risk(session, event="The cellar floods"), 5, 5)
            finding = make_finding(session, make_inspection(session, "PEEL-2030", year=2025), lead=officer)
            assert not finding.standing.has_evidence
        return office

    @pytest.mark.parametrize("who", ["officer", "chief_executive"])
    def test_every_figure_counts_what_its_list_shows(self, busy: Office, who: str) -> None:
        client = busy.as_(who)
        label = OWN if who == "officer" else OFFICE
        found = figures(client.get("/"), label)
        assert len(found) >= 5
        for said, href in found.items():
            if href.startswith("/"):
                listed = client.get(href).soup.select("td.tracker-ref")
                assert len(listed) == int(said.split(" ")[0]), (said, href)

    def test_an_officer_sees_their_actions_due(self, busy: Office) -> None:
        page = busy.as_("officer").get("/")
        row = next(row for row in page.soup.select("#actions tbody tr") if "Mend the roof" in words(row))
        assert "The roof leaks" in words(row)
        assert "April 2024 Overdue by 169 days" in words(row)
        assert any(said.endswith("overdue or due in the next 30 days") for said in figures(page, OWN))
        for found in page.soup.select("main a[href^='/']"):
            busy.as_("officer").get(str(found["href"]))

    def test_who_stands_in_for_somebody_is_told_what_waits(self, busy: Office) -> None:
        with transaction(busy.sessions) as session:
            officer = session.get_one(Person, busy.people["officer"])
            command = NameDeputy(busy.people["other_lead"], TODAY, None)
            name_deputy(session, officer, command, by=SYSTEM, on=TODAY)
        page = busy.as_("other_lead").get("/")
        assert "You stand in for Olive Ashdown: 1 review overdue" in page.main
        assert "Mend the roof" in page.main

    def test_the_chief_executive_sees_comments_that_are_due(self, busy: Office) -> None:
        page = busy.as_("chief_executive").get("/")
        assert page.soup.find("a", href="/inspections/PEEL-2030") is not None
        assert "Comments due Deadline 29 September 2024 11 days left" in page.main

    def test_nothing_of_ones_own_is_said_with_the_way_to_it(self, reading_office: Office) -> None:
        page = reading_office.as_("other_lead").get("/")
        assert "No open risk, issue or finding has your name on it, and no action is due." in page.main


class TestPrioritiesLed:
    def test_what_is_open_under_a_priority_and_nobody_looks_after(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        make_score(session, make_risk(session, priority, cast.officer), 5, 5)
        make_risk(session, priority, None, on=LATE)
        make_issue(session, priority, cast.officer, on=TODAY)
        close(session, make_risk(session, priority, None, on=LATE))
        make_risk(session, None, None, on=LATE)
        inspection = make_inspection(session)
        make_finding(session, inspection, priority=priority, expected_on=TODAY - timedelta(days=1))
        make_finding(session, inspection, priority=priority, lead=cast.officer, expected_on=TODAY)
        make_finding(session, inspection)
        (found,) = under_priorities(session, [priority], TODAY)
        assert found.risks == OpenRisks(open=3, very_high=1, reviews_overdue=1, unscored=1, without_owner=1)
        assert found.findings == OpenFindings(open=2, overdue=1, without_lead=1)

    def test_a_priority_under_which_nothing_is_open_is_left_out(self, session: Session, priority: Priority) -> None:
        close(session, make_risk(session, priority))
        assert under_priorities(session, [priority], TODAY) == []
        assert under_priorities(session, [], TODAY) == []

    def test_the_lead_is_told_and_each_figure_leads_to_what_it_counts(self, office: Office) -> None:
        with transaction(office.sessions) as session:
            led = priorities_led_by(session, office.people["lead"])[0]
            make_risk(session, led, None, on=LATE)
            make_finding(session, make_inspection(session, "PEEL-2030", year=2025), priority=led)
        client = office.as_("lead")
        figures = client.get("/").soup.select("[aria-labelledby='under-caption'] tbody li a")
        said = [words(each).partition(" ")[2] for each in figures]
        assert {"with a review overdue", "not yet scored", "without an owner", "without a lead"} <= set(said)
        for figure in figures:
            if str(figure["href"]).startswith("/risks?"):
                listed = client.get(str(figure["href"])).soup.select("td.tracker-ref")
                assert len(listed) == int(words(figure).split(" ")[0]), figure
