"""Adding deliverables, and changing what they are and whose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.plan.test_views_progress import row
from tests.web_client import path_of, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.accounts.models import Person
from tracker.plan.rules import ProgressStatus
from tracker.writing import transaction

NEW = "/plans/PCP-2022-25/priorities/1/deliverables/new"
EDIT = "/deliverables/D-0001/edit"


def sound(office: Office) -> dict[str, Any]:
    return {
        "action": "Open a **second** custody suite",
        "due_text": "Contract start April 2025",
        "owner_id": str(office.people["officer"]),
        "starts_on": ["1", "10", "2024"],
    }


class TestNew:
    def test_a_lead_adds_one_under_their_priority(self, office: Office) -> None:
        page = office.as_("lead").get("/deliverables/new")
        assert page.soup.find("a", href=NEW) is not None
        answer = office.as_("lead").submit(NEW, sound(office))
        assert path_of(answer) == "/deliverables/D-0008"
        page = office.as_("lead").get("/deliverables/D-0008")
        assert "D-0008 is added." in page.main
        assert row(page, "Date due") == "Contract start April 2025 (by 30 April 2025)"
        assert row(page, "Work starts") == "1 October 2024"
        assert row(page, "Progress") == "0%, no update yet"
        assert office.deliverable("D-0008").standing.status is ProgressStatus.NOT_STARTED

    def test_everything_missing_is_named_at_once(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", NEW)
        assert page.errors == ["Enter the date due", "Enter what will be delivered", "Select the owner"]

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            (
                {"action": "x" * 301},
                "action",
                "The text is 301 characters long. Shorten it to 300 characters or fewer.",
            ),
            ({"due_text": "whenever"}, "due_text", "“whenever” is not a date."),
            ({"due_text": "Q4 2024"}, "reading", "Select what “Q4 2024” means:"),
            ({"owner_id": "999"}, "owner_id", "Owner: select one of the answers in the list"),
            ({"objective_id": "999"}, "objective_id", "Objective: select one of the answers in the list"),
            ({"starts_on": ["1", "13", "2024"]}, "starts_on", "The date work starts must be a real date"),
            (
                {"starts_on": ["1", "1", "2030"]},
                "starts_on",
                "The work cannot start after it is due, 30 April 2025. Change one of the dates.",
            ),
        ],
    )
    def test_what_will_not_do(self, office_on_sqlite: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office_on_sqlite.refused("lead", NEW, sound(office_on_sqlite) | typed)
        assert page.beside(field).startswith(message)
        kept = sound(office_on_sqlite) | {name: value for name, value in typed.items() if not name.endswith("_id")}
        assert {name: page.form()[name] for name in kept if name != "owner_id"} == {
            name: value for name, value in kept.items() if name != "owner_id"
        }

    def test_only_who_can_own_one_is_offered(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            leaver = session.get_one(Person, office_on_sqlite.people["other_officer"])
            disable_person(session, leaver, DisablePerson(None, "Left"), by=SYSTEM)
        page = office_on_sqlite.as_("lead").get(NEW)
        assert [words(option) for option in page.soup.select("#owner_id option")] == [
            "Select a person",
            "Lena Marsh",
            "Luke Farrow",
            "Olive Ashdown",
        ]

    def test_a_lead_without_a_priority_is_told_who_names_leads(self, office_on_sqlite: Office) -> None:
        edit = "/plans/PCP-2022-25/priorities/2/edit"
        office_on_sqlite.as_("chief_executive").submit(edit, lead_id="")
        page = office_on_sqlite.as_("other_lead").get("/deliverables/new")
        assert "The Chief Executive names the lead of a priority" in page.main


class TestEdit:
    def test_work_cannot_start_after_it_is_due_whichever_date_moves(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", EDIT, starts_on=["1", "4", "2025"])
        assert page.beside("starts_on") == (
            "The work cannot start after it is due, 31 March 2025. Change one of the dates."
        )
        lead = office_on_sqlite.as_("lead")
        lead.submit(EDIT, starts_on=["31", "3", "2025"])
        page = office_on_sqlite.refused(
            "officer", "/deliverables/D-0001/due-date", due_text="February 2025", reason="Sooner"
        )
        message = "The work starts on 31 March 2025, so it cannot be due by 28 February 2025."
        assert page.beside("due_text").startswith(message)
        carry = lead.get("/deliverables/D-0001/carry-forward").soup.select("#priority_id option")
        page = office_on_sqlite.refused(
            "lead",
            "/deliverables/D-0001/carry-forward",
            due_text="February 2025",
            reason="Goes on",
            priority_id=str(carry[-1]["value"]),
        )
        assert page.beside("due_text").startswith(message)

    def test_the_wording_of_earlier_days_stays_in_the_history(self, office: Office) -> None:
        page = office.as_("lead").submit(
            EDIT, {"action": "Refit both suites", "reason": "A second was added."}, follow=True, status=200
        )
        assert page.h1 == "D-0001: Refit both suites"
        assert "Refit the custody suite (priority 1, owner Olive Ashdown)" in page.main
        assert "Reason: A second was added." in page.main

    def test_another_owner_sees_it_as_theirs(self, office: Office) -> None:
        office.as_("lead").submit(EDIT, owner_id=str(office.people["other_officer"]))
        assert "D-0001" in office.as_("other_officer").get("/my-deliverables").main
        office.as_("officer").get("/deliverables/D-0001/update", status=403)

    def test_an_owner_who_left_stays_until_somebody_else_is_chosen(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            leaver = session.get_one(Person, office_on_sqlite.people["officer"])
            disable_person(session, leaver, DisablePerson(None, "Left"), by=SYSTEM)
        office_on_sqlite.as_("lead").submit(EDIT, {"action": "Refit the suite"})
        assert office_on_sqlite.deliverable().standing.owner.name == "Olive Ashdown"

    def test_an_objective_of_its_priority_can_be_chosen(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("lead").get(EDIT)
        options = {words(option): str(option["value"]) for option in page.soup.select("#objective_id option")}
        assert list(options) == ["None", "1.01 Objective 1.01", "1.02 Objective 1.02"]
        office_on_sqlite.as_("lead").submit(EDIT, objective_id=options["1.02 Objective 1.02"])
        page = office_on_sqlite.as_("lead").get("/deliverables/D-0001")
        assert row(page, "Priority").endswith("Objective 1.02: Objective 1.02")

    def test_it_moves_only_to_priorities_of_the_same_lead(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("lead").get(EDIT)
        assert [words(option) for option in page.soup.select("#priority_id option")] == [
            "PCP-2025-29, priority 1: Priority 1",
            "PCP-2022-25, priority 1: Priority 1",
        ]
        page = office_on_sqlite.refused("lead", EDIT, priority_id="2")
        assert page.beside("priority_id") == "Priority: select one of the answers in the list"

    def test_a_stale_form_shows_both_texts(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(EDIT).form()
        lead.submit(EDIT, {"action": "Refit it all"})
        page = lead.post(EDIT, opened | {"action": "Refit half of it"}, status=409)
        compared = [words(line) for line in page.soup.select(".tracker-compare tbody tr")]
        assert compared == ["What will be delivered Refit half of it Refit it all"]
        assert page.form()["action"] == "Refit half of it"
        lead.post(EDIT, page.form())
        assert office.deliverable().standing.action == "Refit half of it"

    def test_closed_work_keeps_its_record(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", "/deliverables/D-0004/edit", {"action": "Other words"})
        assert page.errors == ["This work is complete, so its record cannot change. Reopen it first."]
        assert page.form()["action"] == "Other words"
