"""Closing and resolving, opening again, "it happened", and linking, through their pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import path_of, words
from tests.web_fixtures import Office
from tracker.risks import queries
from tracker.risks.models import Risk
from tracker.risks.rules import Band, RiskState

R1, I1 = "/risks/R-0001", "/risks/I-0001"


def stored(office: Office, reference: str = "R-0001") -> Risk:
    with office.sessions() as session:
        return queries.risk(session, reference)


class TestClose:
    def test_a_risk_is_closed_with_a_reason(self, office: Office) -> None:
        page = office.as_("lead").submit(f"{R1}/close", reason="The suite is open.", follow=True, status=200)
        assert "R-0001 is closed." in page.main
        assert row(page, "State") == "Closed Since 18 September 2024 The suite is open."
        assert office.events()[-1] == ("risk:closed", "R-0001")

    def test_an_issue_is_resolved_on_the_day_named(self, office: Office) -> None:
        answers = {"effective_on": ["2", "9", "2024"], "reason": "Another supplier took over."}
        page = office.as_("lead").submit(f"{I1}/close", answers, follow=True, status=200)
        assert "I-0001 is resolved." in page.main
        assert row(page, "State") == "Resolved Since 2 September 2024 Another supplier took over."

    def test_each_asks_in_its_own_words(self, reading_office: Office) -> None:
        lead = reading_office.as_("lead")
        assert lead.get(f"{R1}/close").h1 == "Close R-0001"
        assert lead.get(f"{I1}/close").h1 == "Resolve I-0001"

    @pytest.mark.parametrize(
        ("path", "typed", "field", "message"),
        [
            (R1, {}, "reason", "Enter why the risk is closed"),
            (I1, {}, "reason", "Enter how the issue was resolved"),
            (R1, {"reason": "Done", "effective_on": ["19", "9", "2024"]}, "effective_on", "The date must be today or"),
            (R1, {"reason": "Done", "effective_on": ["1", "4", "2024"]}, "effective_on", "It has been on the record"),
            (R1, {"reason": "Done", "effective_on": ["", "", ""]}, "effective_on", "Enter the date closed"),
        ],
    )
    def test_what_will_not_do(
        self, office_on_sqlite: Office, path: str, typed: dict[str, Any], field: str, message: str
    ) -> None:
        page = office_on_sqlite.refused("lead", f"{path}/close", typed)
        assert page.beside(field).startswith(message)
        assert {name: page.form()[name] for name in typed} == typed

    def test_a_form_opened_before_somebody_elses_change_tells_the_record(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(f"{R1}/close").form() | {"reason": "Kept"}
        office.as_("chief_executive").submit(f"{R1}/edit", cause="Rain")
        page = lead.post(f"{R1}/close", opened, status=409)
        assert row(page, "State now") == "Open"
        assert row(page, "Score now") == "9 Medium"
        assert page.form()["reason"] == "Kept"
        lead.post(f"{R1}/close", page.form())
        assert stored(office).standing.state is RiskState.CLOSED

    def test_sent_twice_it_is_closed_once(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        form = lead.get(f"{R1}/close").form() | {"reason": "Done"}
        lead.post(f"{R1}/close", form)
        page = lead.post(f"{R1}/close", form, status=409)
        assert page.errors == ["You have already sent this form. It was saved the first time and was not saved again."]
        assert len(stored(office_on_sqlite).moves) == 1


class TestReopen:
    def test_it_goes_back_on_the_register(self, office: Office) -> None:
        lead = office.as_("lead")
        page = lead.submit("/risks/R-0002/reopen", reason="The lease ends after all.", follow=True, status=200)
        assert "R-0002 is open again." in page.main
        assert row(page, "State") == "Open Since 18 September 2024 The lease ends after all."
        assert "R-0002" in lead.get("/risks").main

    def test_it_needs_a_reason(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", "/risks/R-0002/reopen", reason=" \n")
        assert page.beside("reason") == "Enter why it is opened again"

    def test_a_risk_whose_issue_is_open_stays_as_it_is(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        assert lead.get("/risks/R-0003").soup.find("a", href="/risks/R-0003/reopen") is None
        lead.submit("/risks/I-0002/close", reason="New people came.")
        assert lead.get("/risks/R-0003").soup.find("a", href="/risks/R-0003/reopen") is not None
        lead.submit("/risks/R-0003/reopen", reason="It may happen again.")

    def test_an_open_one_has_nothing_to_open(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get("/risks/R-0002/reopen").form() | {"reason": "Why"}
        page = lead.post(f"{R1}/reopen", opened | {"version": lead.get(f"{R1}/close").form()["version"]}, status=422)
        assert page.errors == ["This risk is open, so there is nothing to open again."]

    def test_what_cannot_be_opened_again_says_so_before_anything_is_typed(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        page = lead.get(f"{R1}/reopen", status=409)
        assert page.h1 == "R-0001 is open"
        assert page.soup.find("a", href=R1) is not None
        page = lead.get("/risks/R-0003/reopen", status=409)
        assert page.h1 == "R-0003 became an issue"
        assert "This risk became issue I-0002, which is open. Resolve I-0002 first." in page.main
        assert page.soup.find("a", href="/risks/I-0002") is not None


class TestHappened:
    def test_the_risk_becomes_an_issue_and_both_pages_lead_to_each_other(self, office: Office) -> None:
        typed = {"severity": "very_high", "effective_on": ["10", "9", "2024"], "reason": "The roof fell in."}
        lead = office.as_("lead")
        answer = lead.submit(f"{R1}/happened", typed)
        assert path_of(answer) == "/risks/I-0003"
        issue = lead.get("/risks/I-0003")
        assert "R-0001 happened and goes on here as issue I-0003." in issue.main
        assert row(issue, "Came from risk") == "R-0001: The custody suite is not ready in time"
        assert row(issue, "Owner") == "Olive Ashdown"
        assert issue.soup.find("a", href="/deliverables/D-0001") is not None
        assert row(lead.get(R1), "Became issue") == "I-0003: The custody suite is not ready in time Open"
        found = stored(office, "I-0003")
        assert (found.began_on, found.standing.band) == (date(2024, 9, 10), Band.VERY_HIGH)
        assert office.events()[-2:] == [("risk:happened", "R-0001"), ("risk:raised", "I-0003")]

    def test_everything_missing_is_named_at_once(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", f"{R1}/happened", effective_on=["", "", ""])
        assert page.errors == [
            "Select how severe the issue is",
            "Enter the date it happened",
            "Enter what happened",
        ]

    def test_an_issue_has_no_such_page(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(f"{I1}/happened", status=409)
        assert page.h1 == "I-0001 is an issue"
        assert "I-0001 is an issue, which is what has happened already." in page.main

    def test_a_risk_that_happened_before_says_so_before_anything_is_typed(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        lead.submit("/risks/I-0002/close", reason="New people came.")
        lead.submit("/risks/R-0003/reopen", reason="It may happen again.")
        page = lead.get("/risks/R-0003/happened", status=409)
        assert page.h1 == "R-0003 happened before"
        assert "This risk became issue I-0002 before. Open I-0002 again, then close this risk." in page.main


class TestLinks:
    ADDRESS = f"{R1}/links"

    def test_what_it_is_linked_to_is_ticked_and_what_is_likely_offered(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(self.ADDRESS)
        ticked = [str(box["value"]) for box in page.soup.select("input[name=deliverables][checked]")]
        offered = [str(box["value"]) for box in page.soup.select("input[name=deliverables]")]
        assert ticked == ["D-0001"]
        assert offered == ["D-0001", "D-0006", "D-0002", "D-0005", "D-0007"], "open, the soonest due first"

    def test_ticks_and_references_are_saved_and_shown(self, office: Office) -> None:
        typed = {"deliverables": ["D-0001", "D-0002"], "more_deliverables": "d-0003; D-0004"}
        page = office.as_("lead").submit(self.ADDRESS, typed, follow=True, status=200)
        assert "The links of R-0001 are saved." in page.main
        linked = {found.deliverable.reference for found in stored(office).deliverable_links}
        assert linked == {"D-0001", "D-0002", "D-0003", "D-0004"}
        for reference in linked:
            assert page.soup.find("a", href=f"/deliverables/{reference}") is not None

    def test_a_tick_taken_away_unlinks(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        form = lead.get(self.ADDRESS).form()
        del form["deliverables"]
        lead.post(self.ADDRESS, form)
        assert [found.unlinked_on for found in stored(office_on_sqlite).deliverable_links] == [date(2024, 9, 18)]

    def test_a_finding_is_linked_and_leads_there(self, office: Office) -> None:
        page = office.as_("lead").submit(self.ADDRESS, more_findings="F-0001", follow=True, status=200)
        assert page.soup.find("a", href="/inspections/findings/F-0001") is not None

    def test_a_reference_that_names_nothing_is_refused_with_what_was_ticked(self, office_on_sqlite: Office) -> None:
        typed = {"deliverables": ["D-0001", "D-0002"], "more_deliverables": "D-0999"}
        page = office_on_sqlite.refused("lead", self.ADDRESS, typed)
        assert page.beside("more_deliverables").startswith("There is no deliverable “D-0999”.")
        assert page.form()["more_deliverables"] == "D-0999"
        assert page.form()["deliverables"] == ["D-0001", "D-0002"]

    def test_two_people_at_once_both_texts_are_shown(self, office_on_sqlite: Office) -> None:
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(self.ADDRESS).form() | {"deliverables": ["D-0002"]}
        office_on_sqlite.as_("chief_executive").submit(self.ADDRESS, deliverables=["D-0001", "D-0005"])
        page = lead.post(self.ADDRESS, opened, status=409)
        compared = [words(cell) for cell in page.soup.select(".tracker-compare tbody td")]
        assert compared == [
            "D-0002: Open a victims’ hub",
            "D-0001: Refit the custody suite D-0005: Buy two mobile stations",
        ]
        assert page.form()["deliverables"] == "D-0002"

    def test_the_whole_offices_risk_is_offered_the_work_of_every_priority(self, reading_office: Office) -> None:
        page = reading_office.as_("chief_executive").get("/risks/R-0004/links")
        assert page.soup.find("input", value="D-0003") is not None
