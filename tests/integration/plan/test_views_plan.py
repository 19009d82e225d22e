"""Plans, priorities and objectives through their pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.plan.test_views_progress import offered
from tests.web_client import path_of, words
from tests.web_fixtures import Office

PLAN = "/plans/PCP-2022-25"
PRIORITY = f"{PLAN}/priorities/1"

SOUND_PLAN: dict[str, Any] = {
    "code": "PCP-2030",
    "title": "The next plan",
    "starts": ["1", "4", "2029"],
    "ends": ["31", "3", "2033"],
}


class TestPlans:
    def test_the_newest_plan_comes_first(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/plans")
        told = [words(line) for line in page.soup.select("tbody tr")]
        assert told[0].startswith("Police and Crime Plan PCP-2025-29 1 April 2025 to 31 March 2029 1 Draft")
        assert len(told) == 2

    def test_a_plan_counts_the_work_under_each_priority(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get(PLAN)
        assert [words(line) for line in page.soup.select("tbody tr")] == [
            "1: Priority 1 Lena Marsh 5 1 1",
            "2: Priority 2 Luke Farrow 1 0 0",
        ]
        assert offered(page) == []

    def test_the_chief_executive_adds_one(self, office: Office) -> None:
        page = office.as_("chief_executive").submit("/plans/new", SOUND_PLAN, follow=True, status=200)
        assert page.h1 == "The next plan"
        assert "This plan has no priorities yet." in page.main
        assert office.events()[-1] == ("plan:created", "PCP-2030")

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"code": ""}, "code", "Enter a short code"),
            ({"code": "a/b"}, "code", "Enter a short code of letters, digits, dots and hyphens only"),
            ({"code": "new"}, "code", "Enter another short code"),
            ({"code": "Edit"}, "code", "Enter another short code"),
            ({"code": "PCP-2022-25"}, "code", "There is a plan with the code PCP-2022-25 already."),
            ({"title": ""}, "title", "Enter the title of the plan"),
            ({"ends": ["1", "4", "2028"]}, "ends", "The last day must be the same as or after the first day"),
            ({"starts": ["", "", ""]}, "starts", "Enter the first day of the plan"),
            ({"status": "lost"}, "status", "Status: select one of the answers in the list"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office.refused("chief_executive", "/plans/new", SOUND_PLAN | typed)
        assert page.beside(field).startswith(message)
        kept = {name: value for name, value in (SOUND_PLAN | typed).items() if name != "status"}
        assert {name: page.form()[name] for name in kept} == kept

    def test_it_is_changed_under_the_same_code(self, office_on_sqlite: Office) -> None:
        chief = office_on_sqlite.as_("chief_executive")
        assert "code" not in chief.get(f"{PLAN}/edit").form()
        chief.submit(f"{PLAN}/edit", title="Another title", note="With **bold** words", code="OTHER")
        page = chief.get(PLAN)
        assert page.h1 == "Another title"
        assert page.soup.select_one("main strong") is not None

    def test_a_stale_change_shows_both(self, office: Office) -> None:
        chief = office.as_("chief_executive")
        opened = chief.get(f"{PLAN}/edit").form()
        chief.submit(f"{PLAN}/edit", title="First")
        page = chief.post(f"{PLAN}/edit", opened | {"title": "Second"}, status=409)
        assert [words(line) for line in page.soup.select(".tracker-compare tbody tr")] == ["Title Second First"]
        assert page.form()["title"] == "Second"

    def test_a_note_cannot_run(self, office_on_sqlite: Office) -> None:
        chief = office_on_sqlite.as_("chief_executive")
        chief.submit(f"{PLAN}/edit", note="<script>alert(1)</script> [x](javascript:alert(1))")
        body = chief.get(PLAN).response.get_data(as_text=True)
        assert "<script>alert" not in body
        assert 'href="javascript' not in body

    def test_an_unknown_plan_is_not_found_before_anything_else(self, reading_office: Office) -> None:
        for who in ("chief_executive", "clerk"):
            for address in ("/plans/NONE", "/plans/NONE/edit", "/plans/NONE/priorities/new", f"{PLAN}/priorities/9"):
                reading_office.as_(who).get(address, status=404)
            reading_office.as_(who).get(f"{PLAN}/priorities/99999999999999999999", status=404)


class TestPriorities:
    def test_the_chief_executive_adds_one_and_names_its_lead(self, office: Office) -> None:
        typed = {"number": "3", "title": "Third things", "lead_id": str(office.people["other_lead"])}
        answer = office.as_("chief_executive").submit(f"{PLAN}/priorities/new", typed)
        assert path_of(answer) == PLAN
        page = office.as_("other_lead").get("/deliverables/new")
        assert "priority 3: Third things" in page.main

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"number": "2", "title": "x"}, "number", "The plan has a priority 2 already. Enter another number."),
            ({"number": "0", "title": "x"}, "number", "Enter the number as a whole number from 1 to 99"),
            ({"number": "two", "title": "x"}, "number", "The text is 3 characters long."),
            ({"number": "²", "title": "x"}, "number", "Enter the number as a whole number from 1 to 99"),
            ({"number": "3", "title": " "}, "title", "Enter the title of the priority"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, str], field: str, message: str) -> None:
        page = office.refused("chief_executive", f"{PLAN}/priorities/new", typed)
        assert page.beside(field).startswith(message)
        assert page.form()["number"] == typed["number"]

    def test_only_leads_can_be_named(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("chief_executive").get(f"{PRIORITY}/edit")
        assert [words(option) for option in page.soup.select("#lead_id option")] == [
            "Nobody yet",
            "Lena Marsh",
            "Luke Farrow",
        ]
        office_on_sqlite.refused("chief_executive", f"{PRIORITY}/edit", lead_id=str(office_on_sqlite.people["officer"]))

    def test_another_lead_decides_from_then_on(self, office: Office) -> None:
        office.as_("chief_executive").submit(f"{PRIORITY}/edit", lead_id=str(office.people["other_lead"]))
        office.as_("lead").get("/deliverables/D-0001/complete", status=403)
        office.as_("other_lead").get("/deliverables/D-0001/complete")


class TestObjectives:
    def test_a_lead_adds_one_under_their_priority(self, office: Office) -> None:
        typed = {"code": "1.03", "level_name": "Theme", "title": "Third theme"}
        page = office.as_("lead").submit(f"{PRIORITY}/objectives/new", typed, follow=True, status=200)
        assert "The objective is added." in page.main
        assert "1.03 Third theme Theme Change 1.03" in page.main
        office.as_("other_lead").get(f"{PRIORITY}/objectives/new", status=403)

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"code": "1.01"}, "code", "The priority has an objective 1.01 already. Enter another code."),
            ({"code": "1/1"}, "code", "Enter a code of letters, digits, dots and hyphens only"),
            ({"code": ""}, "code", "Enter the code"),
            ({"title": ""}, "title", "Enter the title of the objective"),
            ({"level_name": ""}, "level_name", "Enter what the plan calls it"),
            ({"parent_id": "77"}, "parent_id", "Belongs under: select one of the answers in the list"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, str], field: str, message: str) -> None:
        sound = {"code": "1.03", "level_name": "Theme", "title": "Third theme"}
        page = office.refused("lead", f"{PRIORITY}/objectives/new", sound | typed)
        assert page.beside(field).startswith(message)
        kept = {name: value for name, value in (sound | typed).items() if name != "parent_id"}
        assert {name: page.form()[name] for name in kept} == kept

    def test_there_are_two_levels_at_most(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.as_("lead").get(f"{PRIORITY}/objectives/new")
        options = {words(option): str(option["value"]) for option in page.soup.select("#parent_id option")}
        assert list(options) == ["Nothing: it is of the first level", "1.01 Objective 1.01"]
        other = office_on_sqlite.as_("lead").submit(
            f"{PRIORITY}/objectives/new", {"code": "1.09", "level_name": "Theme", "title": "Ninth"}
        )
        assert other.status == 302
        parent = office_on_sqlite.as_("lead").get(f"{PRIORITY}/objectives/1.01/edit")
        ninth = {words(option): str(option["value"]) for option in parent.soup.select("#parent_id option")}[
            "1.09 Ninth"
        ]
        page = office_on_sqlite.refused("lead", f"{PRIORITY}/objectives/1.01/edit", parent_id=ninth)
        assert "An objective with others under it has none." in page.beside("parent_id")

    def test_it_is_changed(self, office_on_sqlite: Office) -> None:
        address = f"{PRIORITY}/objectives/1.02/edit"
        page = office_on_sqlite.as_("chief_executive").submit(address, title="Other words", follow=True, status=200)
        assert "1.02 Other words" in page.main
        office_on_sqlite.as_("lead").get(f"{PRIORITY}/objectives/9.99/edit", status=404)
        office_on_sqlite.as_("officer").get(f"{PRIORITY}/objectives/9.99/edit", status=404)
