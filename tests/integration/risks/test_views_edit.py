"""A risk's own page, raising risks and issues, and changing what they are and whose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import path_of, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.accounts.models import Person
from tracker.risks import queries
from tracker.risks.models import Risk
from tracker.risks.rules import Band
from tracker.writing import transaction

R1, NEW, NEW_ISSUE = "/risks/R-0001", "/risks/new", "/risks/issues/new"


def stored(office: Office, reference: str = "R-0001") -> Risk:
    with office.sessions() as session:
        return queries.risk(session, reference)


def sound(office: Office) -> dict[str, Any]:
    return {
        "event": "The **new** station floods",
        "cause": "Rain",
        "public_wording": "A station may flood.",
        "internal_wording": "The pump is broken.",
        "priority_id": "office",
        "owner_id": str(office.people["officer"]),
    }


class TestPage:
    def test_it_says_what_it_is_where_it_belongs_and_whose_it_is(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(R1)
        assert page.h1 == "R-0001: The custody suite is not ready in time"
        assert row(page, "State") == "Open Since 2 April 2024"
        assert row(page, "What may happen") == "The custody suite is not ready in time"
        assert row(page, "Cause") == "The tender came in late."
        assert row(page, "Consequence") == "Detainees are taken to another station."
        assert row(page, "Owner") == "Olive Ashdown"
        assert row(page, "Priority").startswith("1: Priority 1")

    def test_both_wordings_stand_apart_each_with_what_it_is_for(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(R1)
        public, internal = (words(found) for found in page.soup.select(".tracker-wording"))
        assert public.startswith("Public wording Printed in a quarter’s highlight report")
        assert public.endswith("The custody suite may open late.")
        assert internal.startswith("Internal wording For the office alone. Never printed")
        assert internal.endswith("The supplier has asked for more money.")

    def test_the_deliverables_it_may_delay_are_links(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(R1)
        link = page.soup.find("a", href="/deliverables/D-0001")
        assert words(link) == "D-0001: Refit the custody suite"

    def test_a_risk_that_happened_and_its_issue_lead_to_each_other(self, reading_office: Office) -> None:
        analyst = reading_office.as_("analyst")
        risk, issue = analyst.get("/risks/R-0003"), analyst.get("/risks/I-0002")
        assert row(risk, "Became issue") == "I-0002: The call handlers leave Open"
        assert risk.soup.find("a", href="/risks/I-0002") is not None
        assert row(issue, "Came from risk") == "R-0003: The call handlers leave"
        assert row(issue, "Severity") == "High"
        assert "Raised when risk R-0003 happened" in issue.main

    def test_its_history_is_told_newest_first(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(R1)
        told = [words(entry) for entry in page.soup.select(".tracker-history > li")]
        assert told[-1].startswith("2 April 2024 : Raised What: “The custody suite is not ready in time”")
        scores = [entry for entry in told if "score" in entry]
        assert [entry.split(" : ")[0] for entry in scores] == ["1 August 2024", "1 May 2024"]
        assert "Current score 9: likelihood 3 × impact 3" in scores[0]
        assert any("Linked to D-0001" in entry for entry in told)

    def test_the_whole_offices_risk_says_that_the_report_does_not_print_it(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks/R-0004")
        assert row(page, "Priority").startswith("The whole office The highlight report prints risks under a priority")
        assert row(page, "Owner") == "Nobody yet"

    @pytest.mark.parametrize(
        ("who", "reference", "offered"),
        [
            ("lead", "R-0001", {"score", "review", "edit", "links", "happened", "close"}),
            ("officer", "R-0001", {"score", "review"}),
            ("chief_executive", "R-0004", {"score", "review", "edit", "links", "happened", "close", "accept"}),
            ("lead", "I-0001", {"review", "edit", "links", "close"}),
            ("lead", "R-0002", {"reopen"}),
            ("lead", "R-0003", set()),
            ("other_lead", "R-0001", set()),
            ("analyst", "R-0001", set()),
        ],
    )
    def test_each_person_is_offered_what_they_may_do_now(
        self, reading_office: Office, who: str, reference: str, offered: set[str]
    ) -> None:
        page = reading_office.as_(who).get(f"/risks/{reference}")
        acts = {str(link["href"]).rpartition("/")[2] for link in page.soup.select(".tracker-actions a")}
        assert acts == offered

    @pytest.mark.parametrize("reference", ["R-0999", "R-1", "R-00001", "X-0001", "R-0001 "])
    def test_what_is_no_reference_is_not_found(self, reading_office: Office, reference: str) -> None:
        assert "There is no risk or issue" in reading_office.as_("analyst").get(f"/risks/{reference}", status=404).main


class TestRaise:
    def test_an_officer_raises_a_risk_and_lands_on_its_page(self, office: Office) -> None:
        answer = office.as_("officer").submit(NEW, sound(office))
        assert path_of(answer) == "/risks/R-0005"
        page = office.as_("officer").get("/risks/R-0005")
        assert "R-0005 is raised." in page.main
        assert page.h1 == "R-0005: The new station floods"
        assert row(page, "Date raised") == "18 September 2024"
        assert office.events()[-1] == ("risk:raised", "R-0005")

    def test_an_issue_asks_how_severe_it_is_and_when_it_was_raised(self, office: Office) -> None:
        typed = sound(office) | {"severity": "very_high", "raised_on": ["1", "9", "2024"]}
        answer = office.as_("chief_executive").submit(NEW_ISSUE, typed)
        assert path_of(answer) == "/risks/I-0003"
        issue = stored(office, "I-0003")
        assert (issue.details[0].severity, issue.began_on.day) == (Band.VERY_HIGH, 1)

    def test_everything_missing_is_named_at_once(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", NEW, raised_on=["", "", ""])
        assert page.errors == [
            "Enter what may happen",
            "Select the priority, or the whole office",
            "Enter the date raised",
        ]
        page = office_on_sqlite.refused("officer", NEW_ISSUE)
        assert page.errors == [
            "Enter what has happened",
            "Select the priority, or the whole office",
            "Select how severe the issue is",
        ]

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"event": "x" * 501}, "event", "The text is 501 characters long."),
            ({"public_wording": "x" * 601}, "public_wording", "The text is 601 characters long."),
            ({"priority_id": "999"}, "priority_id", "Priority: select one of the answers in the list"),
            ({"owner_id": "999"}, "owner_id", "Owner: select one of the answers in the list"),
            ({"raised_on": ["19", "9", "2024"]}, "raised_on", "The date must be today or in the past"),
            ({"raised_on": ["1", "1", "204"]}, "raised_on", "Police and crime commissioners took office on"),
            ({"raised_on": ["31", "2", "2024"]}, "raised_on", "The date raised must be a real date"),
        ],
    )
    def test_what_will_not_do(self, office_on_sqlite: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office_on_sqlite.refused("officer", NEW, sound(office_on_sqlite) | typed)
        assert page.beside(field).startswith(message)
        kept = {name: value for name, value in typed.items() if not name.endswith("_id")}
        assert {name: page.form()[name] for name in kept} == kept
        assert page.form()["cause"] == "Rain"

    def test_a_severity_that_is_none_is_refused(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("officer", NEW_ISSUE, sound(office_on_sqlite), severity="unknown")
        assert page.beside("severity") == "Select how severe the issue is"

    def test_a_lead_raises_them_in_their_own_priorities(self, reading_office: Office) -> None:
        def offered(who: str) -> list[str]:
            return [words(option) for option in reading_office.as_(who).get(NEW).soup.select("#priority_id option")]

        assert offered("other_lead") == ["Select", "PCP-2022-25, priority 2: Priority 2"]
        assert "The whole office" in offered("officer")
        assert "The whole office" in offered("chief_executive")

    def test_a_lead_without_a_priority_is_told_who_names_leads(self, office_on_sqlite: Office) -> None:
        edit = "/plans/PCP-2022-25/priorities/2/edit"
        office_on_sqlite.as_("chief_executive").submit(edit, lead_id="")
        page = office_on_sqlite.as_("other_lead").get(NEW)
        assert "The Chief Executive names the lead of a priority." in page.main

    def test_only_who_can_own_one_is_offered(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            leaver = session.get_one(Person, office_on_sqlite.people["other_officer"])
            disable_person(session, leaver, DisablePerson(None, "Left"), by=SYSTEM)
        page = office_on_sqlite.as_("officer").get(NEW)
        assert [words(option) for option in page.soup.select("#owner_id option")] == [
            "Nobody yet",
            "Cath Ellery",
            "Lena Marsh",
            "Luke Farrow",
            "Olive Ashdown",
        ]

    def test_the_same_form_sent_twice_raises_one(self, office: Office) -> None:
        officer = office.as_("officer")
        form = officer.get(NEW).form() | sound(office)
        officer.post(NEW, form)
        before = office.counts()
        page = officer.post(NEW, form, status=409)
        assert page.errors == ["You have already sent this form. It was saved the first time and was not saved again."]
        assert office.counts() == before


class TestEdit:
    ADDRESS = f"{R1}/edit"

    def test_the_lead_changes_it_and_the_old_wording_stays_in_sight(self, office: Office) -> None:
        page = office.as_("lead").submit(
            self.ADDRESS, {"event": "It opens a year late", "reason": "The tender."}, follow=True, status=200
        )
        assert "R-0001 is changed." in page.main
        assert page.h1 == "R-0001: It opens a year late"
        newest = words(page.soup.select_one(".tracker-history > li"))
        assert "What: from “The custody suite is not ready in time” to “It opens a year late”" in page.main
        assert newest.startswith("18 September 2024")

    def test_another_public_wording_needs_a_reason_that_the_page_shows(self, office: Office) -> None:
        page = office.refused("lead", self.ADDRESS, public_wording="The custody suite opens late.")
        assert page.beside("reason") == "Enter why the public wording changes"
        assert page.form()["public_wording"] == "The custody suite opens late."
        typed = page.form() | {"reason": "The tender failed."}
        page = office.as_("lead").post(self.ADDRESS, typed, follow=True, status=200)
        assert "from “The custody suite may open late.” to “The custody suite opens late.”" in page.main
        assert page.main.count("Reason: The tender failed.") == 2, "in the history and in the log"

    def test_the_internal_wording_may_hold_what_no_report_can_print(self, office: Office) -> None:
        for field, kept in (("internal_wording", True), ("public_wording", False)):
            typed = {field: "The supplier 😀", "reason": "They laughed."}
            page = office.as_("lead").submit(self.ADDRESS, typed, follow=True, status=200 if kept else 422)
            assert ("Reports cannot print “😀”. Say it in words instead." in page.main) is not kept
        assert stored(office).details[-1].internal_wording == "The supplier 😀"

    def test_it_may_be_handed_to_nobody(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(self.ADDRESS, owner_id="")
        assert stored(office_on_sqlite).standing.owner is None

    def test_only_the_chief_executive_makes_it_the_whole_offices(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS, priority_id="office")
        assert page.beside("priority_id") == "Priority: select one of the answers in the list"
        office_on_sqlite.as_("chief_executive").submit(self.ADDRESS, priority_id="office")
        assert stored(office_on_sqlite).standing.priority is None

    def test_without_what_may_happen_it_is_refused(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", self.ADDRESS, event=" ")
        assert page.beside("event") == "Enter what may happen"

    def test_an_issue_changes_its_severity(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("lead").submit("/risks/I-0001/edit", severity="low", follow=True, status=200)
        assert row(page, "Severity") == "Low"
        office_on_sqlite.refused("lead", "/risks/I-0001/edit", severity="unknown")

    def test_two_people_at_once_both_texts_are_shown_and_nothing_is_lost(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(self.ADDRESS).form() | {"cause": "What the lead says"}
        office.as_("chief_executive").submit(self.ADDRESS, cause="What the Chief Executive says")
        page = lead.post(self.ADDRESS, opened, status=409)
        compared = [
            [words(cell) for cell in line.find_all(["th", "td"])]
            for line in page.soup.select(".tracker-compare tbody tr")
        ]
        assert compared == [["Cause", "What the lead says", "What the Chief Executive says"]]
        assert page.form()["cause"] == "What the lead says"
        lead.post(self.ADDRESS, page.form())
        assert stored(office).details[-1].cause == "What the lead says"

    def test_a_closed_one_says_so_before_anything_is_typed(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get("/risks/R-0002/edit", status=409)
        assert page.h1 == "R-0002 is closed"
        assert "This risk is closed, so its record cannot change. Open it again first." in page.main

    def test_one_closed_meanwhile_is_refused_with_what_was_typed(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(self.ADDRESS).form() | {"cause": "Kept"}
        lead.submit(f"{R1}/close", reason="It passed.")
        page = lead.post(self.ADDRESS, opened, status=409)
        assert page.form()["cause"] == "Kept"
