"""Withdrawing and restoring on the page, and what closing a cause of concern leaves open."""

from __future__ import annotations

import pytest

from tests.factories_findings import pdf
from tests.web_client import path_of
from tests.web_fixtures import Office

FINDING = "/inspections/findings/F-0001"
CONCERN = "/inspections/findings/F-0002"
GONE = "/inspections/findings/F-0009"
OBSERVATION = "/inspections/findings/F-0008"
INSPECTION = "/inspections/PEEL-2024"
GONE_INSPECTION = "/inspections/PEEL-2014"
SAID = ["2", "9", "2024"]
ACTS = ("force", "inspectorate", "reassess", "comment", "edit", "links", "evidence/new", "withdraw")


class TestFinding:
    def test_it_is_withdrawn_with_a_reason_and_restored(self, office: Office) -> None:
        answer = office.as_("lead").submit(f"{FINDING}/withdraw", reason="Recorded under the wrong inspection.")
        assert path_of(answer) == FINDING
        page = office.as_("analyst").get(FINDING)
        banner = "Withdrawn on 18 September 2024 by Lena Marsh: Recorded under the wrong inspection."
        assert banner.partition(" by ")[0] in page.main
        assert "Recorded under the wrong inspection." in page.main
        assert "Bail conditions are not checked" in page.main
        office.as_("lead").get(FINDING)
        assert "F-0001" not in office.as_("lead").get("/inspections/tracker").main
        assert "F-0001" in office.as_("lead").get(INSPECTION).main, "named among those withdrawn"
        office.as_("chief_executive").submit(f"{FINDING}/restore", reason="It was right.")
        assert "F-0001" in office.as_("lead").get("/inspections/tracker").main
        assert "Withdrawn on" not in office.as_("analyst").get(FINDING).main

    def test_its_page_offers_no_act_but_to_restore(self, reading_office: Office) -> None:
        page = reading_office.as_("chief_executive").get(GONE)
        assert {str(each["href"]) for each in page.soup.select(f"main a[href^='{GONE}/']")} == {f"{GONE}/restore"}
        page = reading_office.as_("analyst").get(GONE)
        assert page.soup.select(f"main a[href^='{GONE}/']") == []

    @pytest.mark.parametrize("act", ACTS)
    def test_the_pages_of_its_acts_say_that_it_is_withdrawn(self, reading_office: Office, act: str) -> None:
        page = reading_office.as_("chief_executive").get(f"{GONE}/{act}", status=409)
        assert page.h1 == "F-0009 is withdrawn"
        assert "F-0009 was withdrawn on 18 September 2024 by The command line." in page.main
        assert page.soup.find("a", href=f"{GONE}/restore") is not None

    @pytest.mark.parametrize("path", [f"{FINDING}/withdraw", f"{GONE}/restore"])
    def test_a_reason_is_asked_for(self, office_on_sqlite: Office, path: str) -> None:
        assert office_on_sqlite.refused("lead", path, reason=" ").beside("reason").startswith("Enter why")

    def test_what_stands_is_not_restored(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(f"{FINDING}/restore", status=409)
        assert page.h1 == "F-0001 is not withdrawn"

    def test_what_went_with_another_says_which(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("lead")
        page = client.get(f"{CONCERN}/withdraw")
        assert "Its recommendations go with it: F-0003." in page.main
        client.submit(f"{CONCERN}/withdraw", reason="Not in the report.")
        page = client.get("/inspections/findings/F-0003")
        assert "It went with F-0002 ." in page.main
        page = client.get("/inspections/findings/F-0003/restore", status=409)
        assert "Restore F-0002, and F-0003 comes back with it." in page.main
        assert page.soup.find("a", href=f"{CONCERN}/restore") is not None

    def test_the_last_recommendation_is_refused_with_what_was_typed(self, office_on_sqlite: Office) -> None:
        page = office_on_sqlite.refused("lead", "/inspections/findings/F-0003/withdraw", reason="Not in the report.")
        assert page.errors[0].startswith("F-0003 is the only recommendation of F-0002")
        assert page.form()["reason"] == "Not in the report."


class TestInspection:
    def test_it_is_withdrawn_and_restored(self, office: Office) -> None:
        client = office.as_("lead")
        answer = client.submit(f"{INSPECTION}/withdraw", reason="Recorded twice.")
        assert path_of(answer) == INSPECTION
        page = client.get(INSPECTION)
        assert "Recorded twice." in page.main
        assert page.soup.select(f"main a[href^='{INSPECTION}/edit']") == []
        assert "PEEL assessment 2024" not in client.get("/inspections/grades").main
        assert "F-0001" not in client.get("/inspections/tracker?type=all&state=all").main
        assert "Withdrawn on" in client.get(FINDING).main
        client.submit(f"{INSPECTION}/restore", reason="It was right.")
        assert "F-0001" in client.get("/inspections/tracker").main

    def test_its_page_and_its_comments_can_be_read(self, reading_office: Office) -> None:
        client = reading_office.as_("chief_executive")
        page = client.get(GONE_INSPECTION)
        assert "Of another force." in page.main
        assert page.soup.find("a", href=f"{GONE_INSPECTION}/restore") is not None
        assert "Of another force." in client.get("/inspections").main
        client.get(f"{GONE_INSPECTION}/comments")

    @pytest.mark.parametrize("act", ["edit", "grades", "printing", "findings/new", "comments/publish", "withdraw"])
    def test_the_pages_of_its_acts_say_that_it_is_withdrawn(self, reading_office: Office, act: str) -> None:
        page = reading_office.as_("chief_executive").get(f"{GONE_INSPECTION}/{act}", status=409)
        assert page.h1 == "PEEL-2014 is withdrawn"

    def test_nothing_is_drafted_for_it(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").post(f"{GONE_INSPECTION}/comments", {"comments": "x"}, status=409)


class TestClosingACauseOfConcern:
    @pytest.mark.parametrize("act", ["force", "inspectorate", "reassess"])
    def test_the_form_names_what_is_open_under_it(self, reading_office: Office, act: str) -> None:
        page = reading_office.as_("chief_executive").get(f"{CONCERN}/{act}")
        assert (
            "Still open under this cause of concern: F-0003 . Closing the cause of concern does not close it."
            in page.main
        )
        assert page.soup.find("a", href="/inspections/findings/F-0003") is not None
        assert "Still open" not in reading_office.as_("chief_executive").get(f"{FINDING}/{act}").main

    def test_it_is_closed_and_told_what_stays_open(self, office: Office) -> None:
        client = office.as_("chief_executive")
        still = "Still open under it: F-0003. Record the status of each on its own page."
        client.submit(f"{CONCERN}/force", {"effective_on": SAID, "status": "closed_by_force"})
        assert still in client.get(CONCERN).soup.text
        told = {"effective_on": SAID, "status": "complete", "told_by": "Liaison lead, letter"}
        client.submit(f"{CONCERN}/inspectorate", told)
        page = client.get(CONCERN)
        assert still in page.soup.text
        assert "1 recommendation under it is still open: F-0003." in page.main


class TestObservation:
    def test_it_offers_no_status(self, reading_office: Office) -> None:
        page = reading_office.as_("chief_executive").get(OBSERVATION)
        for act in ("force", "inspectorate", "reassess"):
            assert page.soup.find("a", href=f"{OBSERVATION}/{act}") is None
            refused = reading_office.as_("chief_executive").get(f"{OBSERVATION}/{act}", status=409)
            assert refused.h1 == "F-0008 is an observation"
        assert "Force status" not in page.main

    def test_lists_do_not_say_that_it_lacks_anything(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get("/inspections/tracker?type=observation&state=all")
        assert "Not asked" in page.main
        assert "No evidence" not in page.main


def test_a_type_is_corrected_on_the_page(office: Office) -> None:
    client = office.as_("chief_executive")
    page = office.refused("chief_executive", f"{FINDING}/edit", kind="recommendation", parent_id="2")
    assert page.beside("reason") == "Enter why it changes: Type."
    client.submit(f"{FINDING}/edit", kind="recommendation", parent_id="2", reason="It stands under the concern.")
    assert client.get(FINDING).h1 == "F-0001: recommendation"
    page = office.refused("chief_executive", f"{CONCERN}/edit", kind="observation", reason="x")
    assert page.beside("kind").startswith("F-0002 has recommendations: ")


def test_sizes_are_said_as_the_limit_is(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get(f"{FINDING}/evidence/new")
    assert "at most 10 MB" in page.main
    assert f"(checks.pdf, {len(pdf())} bytes)" in office_on_sqlite.as_("officer").get(FINDING).main
