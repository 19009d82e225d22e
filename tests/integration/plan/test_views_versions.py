"""Versions of a plan through their pages: begun, taken through the steps of the law, published, read by everybody."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from tests.factories_panel import fill_panel
from tests.factories_versions import fill_versions
from tests.integration.plan.test_views_progress import offered
from tests.web_client import Page, path_of, words
from tests.web_fixtures import Office
from tracker.panel.queries import meetings
from tracker.plan.queries import priority
from tracker.writing import transaction

VERSIONS = "/plans/PCP-2022-25/versions"
FIRST, SECOND = f"{VERSIONS}/1", f"{VERSIONS}/2"
PUBLIC = "/published/plans/PCP-2022-25"
PAGE = "/deliverables/D-0001"


def day(found: date) -> list[str]:
    return [str(found.day), str(found.month), str(found.year)]


def steps(page: Page) -> dict[str, str]:
    """What the table of steps says: the step and the rest of its row."""
    rows = page.soup.select("#steps-caption ~ tbody tr")
    return {words(row.select("th")[0]): " ".join(words(cell) for cell in row.select("td")) for row in rows}


def fact(page: Page, key: str) -> str:
    """What the list of facts says."""
    found = next(row for row in page.soup.select(".govuk-summary-list__row") if words(row.select("dt")[0]) == key)
    return words(found.select("dd")[0])


def filled(office: Office) -> Office:
    with transaction(office.sessions) as session:
        fill_panel(session)
        fill_versions(session)
    return office


class TestList:
    def test_a_plan_without_versions_says_what_to_do_next(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(VERSIONS)
        assert "No version of this plan is recorded yet. Begin the first one" in page.main
        assert offered(page) == ["Begin the first version"]
        assert offered(reading_office.as_("officer").get(VERSIONS)) == []

    def test_each_version_says_where_it_stands(self, office: Office) -> None:
        page = filled(office).as_("analyst").get(VERSIONS)
        assert [words(row) for row in page.soup.select("tbody tr")] == [
            "2: Safer together, varied Variation Draft Not published 0",
            "1: Safer together The plan In force 31 March 2022 Published in time, within 2021-22, the financial year "
            "of the election 0",
        ]
        assert (
            "In force: version 1 , published on 31 March 2022." in office.as_("analyst").get("/plans/PCP-2022-25").main
        )

    def test_one_draft_at_a_time(self, office: Office) -> None:
        filled(office)
        page = office.as_("lead").get(VERSIONS)
        assert "One version is a draft. Publish or withdraw it before you begin another." in page.main
        page = office.refused("lead", f"{VERSIONS}/new", {"title": "More", "changes": "More"})
        assert "Version 2 is a draft still." in page.main


class TestRoad:
    def test_a_plan_is_walked_from_draft_to_published(self, office: Office) -> None:
        with transaction(office.sessions) as session:
            fill_panel(session)
            met = next(each.id for each in meetings(session) if each.day == date(2024, 6, 27))
        lead, chief = office.as_("lead"), office.as_("chief_executive")
        typed: dict[str, Any] = {"title": "Safer together", "elected_on": day(date(2024, 5, 2))}
        page = lead.submit(f"{VERSIONS}/new", typed, follow=True, status=200)
        assert fact(page, "Title") == "Safer together"
        assert fact(page, "Due").startswith("Publish by 31 March 2025, within the financial year of the election: 194")
        lead.submit(f"{FIRST}/drafted", day=day(date(2024, 6, 1)))
        lead.submit(f"{FIRST}/consulted", day=day(date(2024, 6, 2)))
        lead.submit(f"{FIRST}/sent", day=day(date(2024, 6, 10)))
        lead.submit(f"{FIRST}/reviewed", meeting_id=str(met))
        lead.submit(f"{FIRST}/reported", day=day(date(2024, 7, 1)))
        page = office.refused("chief_executive", f"{FIRST}/published", {"day": day(date(2024, 9, 1))})
        assert page.beside("override_reason").startswith("Not recorded yet: “Response given to the Panel”.")
        lead.submit(f"{FIRST}/responded", day=day(date(2024, 7, 9)), link="https://example.org/response")
        page = chief.submit(f"{FIRST}/published", follow=True, status=200, day=day(date(2024, 9, 1)))
        assert fact(page, "State") == "In force"
        assert steps(page)["Reviewed by the Panel"].startswith("27 June 2024 Meeting of 27 June 2024")
        assert [event for event, subject in office.events() if subject == "PCP-2022-25/versions/1"] == [
            "plan_version:begun",
            *["plan_version:step_recorded"] * 7,
        ]
        page = office.visitor().get(f"{PUBLIC}/1")
        assert page.h1 == "Safer together"
        assert "Objective 1.01: Objective 1.01" in page.main
        assert "Response to the Panel" in page.main

    def test_what_was_published_is_frozen(self, office: Office) -> None:
        filled(office)
        office.as_("chief_executive").submit("/plans/PCP-2022-25/priorities/1/edit", title="Another title")
        assert "Priority 1: Priority 1" in office.visitor().get(f"{PUBLIC}/1").main
        page = office.as_("lead").get(FIRST)
        assert "the law asks for a variation" in page.main
        assert words(page.soup.select("#drift-caption ~ tbody tr")[0]) == "Priority 1 Changed Priority 1 Another title"

    def test_a_variation_says_what_differs(self, office: Office) -> None:
        filled(office)
        office.as_("chief_executive").submit("/plans/PCP-2022-25/priorities/1/objectives/1.01/edit", title="Less")
        page = office.as_("lead").get(SECOND)
        assert words(page.soup.select("#changes-caption ~ tbody tr")[0]) == "Objective 1.01 Changed Objective 1.01 Less"

    def test_a_response_is_for_everybody_to_read(self, office: Office) -> None:
        filled(office)
        page = office.refused("lead", f"{SECOND}/responded", {"day": day(date(2024, 7, 9))})
        assert page.beside("link").startswith("The response must be published")
        page = office.refused("lead", f"{SECOND}/responded", {"day": day(date(2024, 7, 9)), "link": "here"})
        assert page.beside("link") == "Enter the whole address, beginning with https://"
        lead = office.as_("lead")
        form = lead.get(f"{SECOND}/responded").form() | {
            "day": day(date(2024, 7, 9)),
            "file": (io.BytesIO(b"Dear Panel"), "letter.txt"),
        }
        answer = lead.http.post(f"{SECOND}/responded", data=form, content_type="multipart/form-data")
        assert answer.status_code == 302
        assert "letter.txt" in steps(lead.get(SECOND))["Response given to the Panel"]

    @pytest.mark.parametrize(
        ("step", "typed", "field", "message"),
        [
            ("responded", {"day": day(date(2024, 6, 1))}, "day", "Enter a day on or after 1 July 2024, the day of"),
            ("responded", {"day": day(date(2025, 1, 1))}, "day", "Enter today or a day in the past"),
            ("responded", {"day": ["", "", ""]}, "day", "Enter the day"),
            ("published", {"day": day(date(2022, 3, 31))}, "day", "Enter a day on or after 1 June 2024"),
        ],
    )
    def test_what_will_not_do(self, office: Office, step: str, typed: dict[str, Any], field: str, message: str) -> None:
        filled(office)
        said = {"link": "https://example.org", "override_reason": "So be it", **typed}
        said = {name: value for name, value in said.items() if step == "published" or name != "override_reason"}
        page = office.refused("chief_executive", f"{SECOND}/{step}", said)
        assert page.beside(field).startswith(message)

    def test_one_version_is_in_force_on_a_day(self, office: Office) -> None:
        filled(office)
        chief = office.as_("chief_executive")
        chief.submit(f"{SECOND}/published", day=day(date(2024, 8, 1)), override_reason="The response follows")
        page = chief.get(VERSIONS)
        assert [words(row.select("td")[1]) for row in page.soup.select("tbody tr")] == ["In force", "Replaced"]
        page = office.refused(
            "chief_executive", f"{FIRST}/published/correct", {"day": day(date(2024, 8, 1)), "reason": "Wrong"}
        )
        assert page.beside("day").startswith("Version 2 was published on 1 August 2024")
        page = office.visitor().get(f"{PUBLIC}/1")
        assert "Replaced on 1 August 2024 by Safer together, varied" in page.main

    def test_a_step_is_corrected_and_taken_back_in_sight(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        lead.submit(f"{SECOND}/reported/correct", day=day(date(2024, 7, 3)), reason="Typing error")
        assert steps(lead.get(SECOND))["Report of the Panel received"].startswith("3 July 2024")
        page = lead.get(f"{SECOND}/reviewed/take-back", status=409)
        assert "“Report of the Panel received” rests on “Reviewed by the Panel”." in page.main
        lead.submit(f"{SECOND}/reported/take-back", reason="It was only a letter")
        page = lead.get(SECOND)
        assert steps(page)["Report of the Panel received"].startswith("Not recorded")
        assert "was taken back by Lena Marsh: It was only a letter" in page.main
        assert "“Report of the Panel received” was recorded for 1 July 2024" in page.main

    def test_after_publication_only_the_chief_executive_takes_a_step_back_and_is_warned(self, office: Office) -> None:
        filled(office)
        lead, chief = office.as_("lead"), office.as_("chief_executive")
        assert not lead.get(FIRST).soup.select("a[href$='take-back']")
        page = lead.get(f"{FIRST}/consulted/take-back", status=409)
        assert "Only the Chief Executive takes it back." in page.main
        page = chief.get(f"{FIRST}/consulted/take-back")
        assert "This version is published: its public page no longer shows the step" in page.main
        chief.submit(f"{FIRST}/consulted/take-back", reason="It never was")
        assert "was taken back by" in chief.get(FIRST).main

    def test_a_publication_is_not_taken_back(self, office: Office) -> None:
        filled(office)
        page = office.as_("chief_executive").get(f"{FIRST}/published/take-back", status=409)
        assert "A publication cannot be taken back" in page.main

    def test_a_draft_is_changed_and_withdrawn_but_no_published_version(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        lead.submit(f"{SECOND}/edit", title="Another title")
        lead.submit(f"{SECOND}/withdraw", reason="No time")
        page = lead.get(SECOND)
        assert "Withdrawn on 18 September 2024 by Lena Marsh: No time" in page.main
        assert offered(page) == []
        lead.get(f"{SECOND}/edit", status=409)
        page = lead.get(f"{FIRST}/withdraw", status=409)
        assert "try again" not in page.main, "that would never help"
        assert page.soup.select(f"main a[href='{FIRST}']")
        assert "This version is in force, so it stays as it is." in page.main
        office.refused("lead", f"{SECOND}/responded", {"day": day(date(2024, 7, 9)), "link": "https://example.org"})

    def test_a_stale_change_shows_both(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        opened = lead.get(f"{SECOND}/edit").form()
        lead.submit(f"{SECOND}/edit", title="First")
        page = lead.post(f"{SECOND}/edit", opened | {"title": "Second"}, status=409)
        assert [words(line) for line in page.soup.select(".tracker-compare tbody tr")] == ["Title Second First"]

    def test_only_the_chief_executive_publishes(self, office: Office) -> None:
        filled(office)
        office.as_("lead").get(f"{SECOND}/published", status=403)
        assert "Record: Published" not in offered(office.as_("lead").get(SECOND))


class TestDeliverables:
    def test_a_new_one_belongs_to_the_version_in_force(self, office: Office) -> None:
        filled(office)
        typed = {"action": "Buy a van", "owner_id": str(office.people["officer"]), "due_text": "May 2025"}
        answer = office.as_("lead").submit("/plans/PCP-2022-25/priorities/1/deliverables/new", typed)
        page = office.as_("lead").get(path_of(answer))
        assert fact(page, "Version of the plan") == "Version 1: Safer together Move to another version"
        assert "Belongs to version 1 of the plan" in page.main

    def test_a_lead_moves_one_to_a_version(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        assert fact(lead.get(PAGE), "Version of the plan") == "Not recorded Move to another version"
        lead.submit(f"{PAGE}/plan-version", number="1", reason="Recorded late")
        assert fact(lead.get(PAGE), "Version of the plan").startswith("Version 1: Safer together")
        assert office.events()[-1] == ("deliverable:version_set", "D-0001")
        assert "D-0001 : Refit the custody suite (priority 1)" in lead.get(FIRST).main
        page = office.refused("lead", f"{PAGE}/plan-version", {"number": "1"})
        assert page.beside("number") == "It belongs to version 1 already. Select another version."
        office.refused("lead", f"{PAGE}/plan-version", {"number": "2"})

    def test_a_lead_moves_many_at_once_of_their_own_priorities(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        page = lead.get(f"{FIRST}/deliverables")
        told = [words(each) for each in page.soup.select(".govuk-checkboxes__label")]
        assert told[0] == "D-0001: Refit the custody suite"
        assert not any("D-0003" in each or "D-0004" in each for each in told), "Another lead’s, and what is closed"
        page = office.refused("lead", f"{FIRST}/deliverables", {"reason": "x"})
        assert page.beside("deliverables") == "Tick at least one deliverable"
        page = lead.submit(f"{FIRST}/deliverables", deliverables=["1", "2"], reason="Late", follow=True, status=200)
        assert "2 deliverables moved to version 1." in page.main
        assert office.events()[-2:] == [("deliverable:version_set", f"D-000{number}") for number in (1, 2)]
        assert "D-0001" not in lead.get(f"{FIRST}/deliverables").main
        office.refused("other_lead", f"{FIRST}/deliverables", {"deliverables": ["5"]})
        lead.get(f"{SECOND}/deliverables", status=409)

    def test_it_leaves_the_version_with_its_plan(self, office: Office) -> None:
        filled(office)
        lead = office.as_("lead")
        lead.submit(f"{PAGE}/plan-version", number="1")
        with transaction(office.sessions) as session:
            later = priority(session, "PCP-2025-29", 1).id
        lead.submit(f"{PAGE}/edit", priority_id=str(later), objective_id="")
        assert fact(lead.get(PAGE), "Version of the plan").startswith("Not recorded")
        assert "D-0001" not in lead.get(FIRST).main


class TestPublic:
    def test_nothing_is_published_at_first(self, reading_office: Office) -> None:
        assert "No plan has been published here yet." in reading_office.visitor().get("/published/plans").main

    def test_everybody_reads_what_is_published_and_nothing_else(self, office: Office) -> None:
        filled(office)
        page = office.visitor().get("/published/plans")
        assert [words(each) for each in page.soup.select("main li")] == [
            "Safer together Published on 31 March 2022 In force"
        ]
        assert "The review is not on record." not in office.visitor().get(f"{PUBLIC}/1").main
        for hidden in ("2", "9", "2/responded", "1/responded"):
            office.visitor().get(f"{PUBLIC}/{hidden}", status=404)
        told = {
            office.visitor().get(f"{PUBLIC}/{number}", status=404).main.replace(f"/{number}”", "") for number in (2, 9)
        }
        assert len(told) == 1, "nobody learns that there is a draft"
        with office.visitor().http.get(f"{PUBLIC}/1/published") as answer:
            assert answer.get_data() == b"We agree with the Panel."
            assert "attachment" in answer.headers["Content-Disposition"]
