"""A lapsed approval and answers added after the publication, through the pages of the comments."""

from __future__ import annotations

from typing import Any

from tests.factories_inspections import make_finding
from tests.integration.inspections.test_views_response import ANSWERED, COMMENTS, TODAY, approve, offered
from tests.web_fixtures import Office
from tracker.inspections import queries
from tracker.inspections.rules import FindingType
from tracker.writing import transaction

FINDING = "/inspections/findings/F-0003"
REWORDED: dict[str, Any] = {"text": "Check the waits daily", "reason": "As the report has it"}


def record_another(office: Office) -> str:
    """A recommendation that nothing said of the inspection answers yet."""
    with transaction(office.sessions) as session:
        inspection = queries.inspection(session, "PEEL-2024")
        return make_finding(session, inspection, kind=FindingType.RECOMMENDATION, text="Name one person").reference


def publish(office: Office) -> None:
    approve(office)
    office.as_("chief_executive").submit(f"{COMMENTS}/publish", {"published_on": ["2", "9", "2024"]})


class TestLapse:
    def test_the_page_says_why_and_offers_to_approve_again(self, office: Office) -> None:
        approve(office)
        office.as_("chief_executive").submit(f"{FINDING}/edit", REWORDED)
        page = office.as_("commissioner").get(COMMENTS)
        assert "but that approval has lapsed. The wording of F-0003 has changed since." in page.main
        assert offered(page) == ["Approve these comments"]
        chief = office.as_("chief_executive")
        assert offered(chief.get(COMMENTS)) == []
        assert "The wording of F-0003 has changed since." in chief.get(f"{COMMENTS}/publish").main
        refused = office.refused("chief_executive", f"{COMMENTS}/publish", {"published_on": TODAY})
        assert refused.errors[0].startswith("The Commissioner’s approval has lapsed.")
        office.as_("commissioner").submit(f"{COMMENTS}/approve")
        assert offered(chief.get(COMMENTS)) == ["Record the publication"]

    def test_what_was_reworded_since_the_page_was_opened_is_not_approved_unread(self, office: Office) -> None:
        office.as_("lead").submit(COMMENTS, ANSWERED)
        commissioner = office.as_("commissioner")
        opened = commissioner.get(f"{COMMENTS}/approve").form()
        office.as_("chief_executive").submit(f"{FINDING}/edit", REWORDED)
        page = commissioner.post(f"{COMMENTS}/approve", opened, status=409)
        assert "Check the waits daily" in page.main
        commissioner.post(f"{COMMENTS}/approve", page.form())

    def test_it_waits_for_the_invitation(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(COMMENTS, ANSWERED | {"invited_on": ["", "", ""]})
        office_on_sqlite.as_("commissioner").submit(f"{COMMENTS}/approve")
        chief = office_on_sqlite.as_("chief_executive")
        assert "once the chief constable was invited to comment" in chief.get(f"{COMMENTS}/publish").main
        page = office_on_sqlite.refused("chief_executive", f"{COMMENTS}/publish", {"published_on": TODAY})
        assert page.errors[0].startswith("The chief constable has not been invited to comment.")


class TestAdditions:
    def test_from_the_recommendation_to_its_published_answer(self, office: Office) -> None:
        publish(office)
        reference = record_another(office)
        lead, chief, commissioner = (office.as_(who) for who in ("lead", "chief_executive", "commissioner"))
        page = lead.get(COMMENTS)
        assert f"Not answered in what was published on 2 September 2024: {reference}" in page.main
        assert {name for name in page.form() if name.startswith("F-")} == {f"{reference}-answer", f"{reference}-text"}
        page = office.refused("lead", COMMENTS, {f"{reference}-answer": "taken"})
        assert page.beside(f"{reference}-text") == "Enter what action was taken"
        typed = {f"{reference}-answer": "taken", f"{reference}-text": "Jo Field is named."}
        page = lead.submit(COMMENTS, typed, follow=True, status=200)
        assert f"Not approved as they stand: {reference}" in page.main
        assert offered(commissioner.get(COMMENTS)) == ["Approve the additional answers"]
        page = commissioner.submit(f"{COMMENTS}/approve", follow=True, status=200)
        assert f"Approved and not published yet: {reference}" in page.main
        assert offered(chief.get(COMMENTS)) == ["Record the publication of the additional answers"]
        address = f"{COMMENTS}/publish?additions=yes"
        page = office.refused("chief_executive", address, {"added_on": ["1", "9", "2024"]})
        assert page.beside("added_on").startswith("The comments were published on 2 September 2024.")
        page = chief.submit(address, {"added_on": TODAY}, follow=True, status=200)
        assert "Jo Field is named. Added and published on 18 September 2024" in page.main
        assert "Checked every Monday since July. Published with the comments" in page.main
        assert not lead.get(COMMENTS).soup.select("main form")
        assert "There is no additional answer that is approved" in chief.get(address).main

    def test_a_published_answer_keeps_the_words_it_answered(self, office_on_sqlite: Office) -> None:
        publish(office_on_sqlite)
        office_on_sqlite.as_("chief_executive").submit(f"{FINDING}/edit", REWORDED)
        page = office_on_sqlite.as_("officer").get(COMMENTS)
        assert "Check the waits weekly Action taken" in page.main
        assert "The wording of the recommendation has changed since" in page.main

    def test_a_stale_addition_loses_nothing(self, office_on_sqlite: Office) -> None:
        publish(office_on_sqlite)
        reference = record_another(office_on_sqlite)
        lead = office_on_sqlite.as_("lead")
        opened = lead.get(COMMENTS).form()
        lead.submit(COMMENTS, {f"{reference}-answer": "taken", f"{reference}-text": "Theirs."})
        mine = opened | {f"{reference}-answer": "none", f"{reference}-text": "Mine."}
        page = lead.post(COMMENTS, mine, status=409)
        assert f"{reference}: Action taken: Theirs." in page.main
        assert page.form()[f"{reference}-text"] == "Mine."
        page = lead.submit(COMMENTS, follow=True, status=200)
        assert "Nothing was changed" in str(page.soup)
