"""The home page of each role, a priority's page, and handing over a leaver's work."""

from __future__ import annotations

import pytest

from tests.factories import make_deliverable
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.plan import queries
from tracker.plan.models import DeliverableStanding
from tracker.writing import transaction


def figures(page: Page) -> list[str]:
    return [words(item) for item in page.soup.select("[aria-label='Deliverables in figures'] li")]


def menu(page: Page) -> list[str]:
    return [words(item) for item in page.soup.select(".govuk-service-navigation__item")]


class TestHome:
    def test_an_officer_sees_their_own_work(self, reading_office: Office) -> None:
        page = reading_office.as_("officer").get("/")
        assert page.h1 == "Your work in quarter 2, 2024-25"
        assert figures(page) == ["5 open", "1 overdue", "4 without an update this quarter", "1 completed this quarter"]
        assert "4 deliverables have no update in July to September 2024 yet." in page.main
        assert words(page.soup.select_one("tbody tr")).startswith("D-0006 Train the call handlers")
        assert menu(page) == [
            *("My deliverables", "Deliverables", "Plans", "Risks", "Inspections", "Measures", "Reports"),
            *("Meetings", "Information", "Log"),
        ]

    def test_a_lead_sees_what_waits_for_them(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get("/")
        assert page.h1 == "Your priorities in quarter 2, 2024-25"
        assert "D-0007: Survey the neighbourhood teams" in page.main
        assert "From March 2025 to June 2025, asked by Olive Ashdown on 18 September 2024" in page.main
        assert page.soup.find("a", href="/reports/highlight/2024-25-Q2/plans/PCP-2022-25/priorities/1") is not None

    @pytest.mark.parametrize("who", ["analyst", "chief_executive", "commissioner"])
    def test_the_office_sees_the_whole_plan(self, reading_office: Office, who: str) -> None:
        page = reading_office.as_(who).get("/")
        assert page.h1 == "The plan in quarter 2, 2024-25"
        assert figures(page)[0] == "6 open"

    @pytest.mark.parametrize("who", ["clerk", "member"])
    def test_the_panel_sees_no_draft(self, reading_office: Office, who: str) -> None:
        page = reading_office.as_(who).get("/")
        assert page.h1 == ("The Panel’s next meetings" if who == "clerk" else "Papers for the Panel")
        assert menu(page) == ["Reports", "Meetings", *(["Panel", "Forward plan"] if who == "clerk" else [])]
        assert page.soup.select_one(".govuk-service-navigation__item a[href='/reports/sent']") is not None
        assert "D-0006" not in page.text

    def test_an_administrator_sees_people_and_no_content(self, reading_office: Office) -> None:
        page = reading_office.as_("administrator").get("/")
        assert page.h1 == "People and settings"
        assert menu(page) == ["Information", "Log", "People", "Settings", "Outbox"]
        assert "OPCC officer 2" in words(page.soup.table)

    def test_every_home_page_says_what_to_do_when_there_is_nothing(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            session.query(DeliverableStanding).delete()
        assert "You have no deliverables yet." in office_on_sqlite.as_("officer").get("/").main
        assert "There are no deliverables yet." in office_on_sqlite.as_("chief_executive").get("/").main
        for number in (1, 2):
            edit = f"/plans/PCP-2022-25/priorities/{number}/edit"
            office_on_sqlite.as_("chief_executive").submit(edit, lead_id="")
        assert "You lead no priority yet." in office_on_sqlite.as_("other_lead").get("/").main

    def test_links_of_a_home_page_lead_somewhere(self, reading_office: Office) -> None:
        for who in ("officer", "lead", "chief_executive", "administrator", "clerk"):
            client = reading_office.as_(who)
            for link in client.get("/").soup.select("a[href^='/']"):
                client.get(str(link["href"]))


class TestPriority:
    ADDRESS = "/plans/PCP-2022-25/priorities/1"

    def test_it_shows_everything_about_the_priority(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(self.ADDRESS)
        assert figures(page) == ["5 open", "1 overdue", "4 without an update this quarter", "1 completed this quarter"]
        found = [words(cell) for cell in page.soup.select("td.tracker-ref")]
        assert found == [
            *("D-0006", "D-0001", "D-0002", "D-0005", "D-0007", "D-0004"),
            *("I-0002", "R-0001", "I-0001", "R-0002", "R-0003"),
            *("F-0001", "F-0006"),
            *("1.01", "1.02"),
        ]
        assert "This quarter, July to September 2024" in page.main
        assert "Add a deliverable" not in page.main

    def test_its_lead_may_add_to_it(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(self.ADDRESS)
        assert page.soup.find("a", href=f"{self.ADDRESS}/deliverables/new") is not None
        assert page.soup.find("a", href=f"{self.ADDRESS}/objectives/1.02/edit") is not None

    def test_an_empty_priority_says_so(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/plans/PCP-2025-29/priorities/1")
        assert "No deliverable stands under this priority yet. Its lead adds them." in page.main
        assert "Nothing has been written for any quarter yet." in page.main
        assert "No objectives are recorded for this priority." in page.main


class TestHandOver:
    def address(self, office: Office, who: str = "officer") -> str:
        return f"/people/{office.people[who]}/hand-over"

    def test_a_leavers_work_goes_to_somebody_else(self, office: Office) -> None:
        page = office.as_("administrator").get(self.address(office))
        work = "5 open deliverables, 3 open risks or issues and 1 open finding"
        assert f"Olive Ashdown owns or leads {work}." in page.main
        taker = str(office.people["other_officer"])
        page = office.as_("administrator").submit(self.address(office), to_person_id=taker, follow=True, status=200)
        assert f"Success {work} handed over to Owen Birch." in page.main
        assert office.deliverable().standing.owner.name == "Owen Birch"
        assert office.deliverable("D-0004").standing.owner.name == "Olive Ashdown", "closed work stays"
        assert "There is nothing to hand over." in office.as_("administrator").get(self.address(office)).main

    def test_a_lead_hands_over_priorities_too_and_only_to_a_lead(self, office: Office) -> None:
        address = self.address(office, "lead")
        page = office.refused("administrator", address, to_person_id=str(office.people["officer"]))
        assert page.beside("to_person_id").startswith("Olive Ashdown cannot lead a priority.")
        assert page.form()["to_person_id"] == str(office.people["officer"])
        taker = str(office.people["other_lead"])
        page = office.as_("administrator").submit(address, to_person_id=taker, follow=True, status=200)
        assert "Success 2 priorities handed over to Luke Farrow." in page.main
        with office.sessions() as session:
            assert queries.priority(session, "PCP-2022-25", 1).lead_id == office.people["other_lead"]

    def test_somebody_must_be_selected(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("administrator", self.address(office_on_sqlite))
        assert page.beside("to_person_id") == "Select who takes the work over"
        typed = {"to_person_id": str(office_on_sqlite.people["officer"])}
        page = office_on_sqlite.refused("administrator", self.address(office_on_sqlite), typed)
        assert page.beside("to_person_id") == "Hand over to: select one of the answers in the list"

    def test_somebody_unknown_is_not_found(self, reading_office: Office) -> None:
        for who in ("administrator", "officer"):
            reading_office.as_(who).get("/people/999/hand-over", status=404)

    def test_work_of_more_than_one_person_stays_apart(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            owner = session.get_one(Person, office_on_sqlite.people["lead"])
            make_deliverable(session, queries.priority(session, "PCP-2022-25", 2), owner)
        page = office_on_sqlite.as_("administrator").get(self.address(office_on_sqlite, "lead"))
        assert "Lena Marsh owns or leads 1 open deliverable and 2 priorities." in page.main
