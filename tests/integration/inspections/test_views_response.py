"""The Commissioner's comments through their pages: drafted by a lead, approved, published in time or late."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledger import token_of
from tests.web_client import Page, path_of, words
from tests.web_fixtures import Office
from tracker.inspections import queries
from tracker.inspections.models import InspectionResponse

PAGE = "/inspections/PEEL-2024"
COMMENTS = f"{PAGE}/comments"
ANSWERED = {"F-0003-answer": "taken", "F-0003-text": "Checked every Monday since July."}
TODAY = ["18", "9", "2024"]


def response(office: Office) -> InspectionResponse:
    with office.sessions() as session:
        found = queries.inspection(session, "PEEL-2024").response
    assert found is not None
    return found


def approve(office: Office) -> Page:
    office.as_("lead").submit(COMMENTS, ANSWERED)
    return office.as_("commissioner").submit(f"{COMMENTS}/approve", follow=True, status=200)


def offered(page: Page) -> list[str]:
    return [words(link) for link in page.soup.select(".tracker-actions .govuk-button[href]")]


class TestDrafting:
    def test_everybody_reads_them_and_leads_draft(self, reading_office: Office) -> None:
        for who in ("officer", "analyst", "commissioner"):
            page = reading_office.as_(who).get(COMMENTS)
            assert "The force is recruiting call handlers." in page.main
            assert not page.soup.select("main form")
        assert reading_office.as_("other_lead").get(COMMENTS).form()["comments"].startswith("The force is")

    def test_it_asks_for_an_answer_to_each_recommendation(self, office: Office) -> None:
        page = office.as_("lead").get(COMMENTS)
        assert "Still without an answer: F-0003" in page.main
        assert [words(legend) for legend in page.soup.select("fieldset.tracker-step > legend")] == ["Answer to F-0003"]
        page = office.as_("lead").submit(COMMENTS, ANSWERED, follow=True, status=200)
        assert "Each has its answer" in page.main
        assert page.form()["F-0003-answer"] == "taken"

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"F-0003-answer": "none"}, "F-0003-text", "Enter why no action is taken"),
            ({"F-0003-answer": "taken"}, "F-0003-text", "Enter what action was taken"),
            ({"F-0003-text": "We will."}, "F-0003-answer", "Select whether action was taken"),
            ({"F-0003-answer": "perhaps"}, "F-0003-answer", "Answer: select one of the answers in the list"),
            ({"invited_on": ["19", "9", "2024"]}, "invited_on", "The day the chief constable was invited must be"),
            (
                {"invited_on": TODAY, "received_on": ["1", "9", "2024"]},
                "received_on",
                "The chief constable was invited",
            ),
            ({"chief_constable_comments": "We agree."}, "received_on", "Enter the day the chief constable’s comments"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, Any], field: str, message: str) -> None:
        page = office.refused("lead", COMMENTS, typed | {"comments": "Other words."})
        assert page.beside(field).startswith(message)
        assert page.form()["comments"] == "Other words."

    def test_a_stale_draft_shows_both_and_the_answers_now(self, office: Office) -> None:
        lead = office.as_("lead")
        opened = lead.get(COMMENTS).form()
        lead.submit(COMMENTS, ANSWERED | {"comments": "Theirs."})
        page = lead.post(COMMENTS, opened | {"comments": "Mine."}, status=409)
        assert [words(line) for line in page.soup.select(".tracker-compare tbody tr")] == [
            "Commissioner’s comments Mine. Theirs."
        ]
        assert "F-0003: Action taken: Checked every Monday since July." in page.main
        lead.post(COMMENTS, page.form() | ANSWERED)
        assert response(office).comments == "Mine."

    def test_who_may_not_draft_is_refused_before_what_they_sent_is_read(self, office_on_sqlite: Office) -> None:
        typed = office_on_sqlite.as_("lead").get(COMMENTS).form()
        officer = office_on_sqlite.as_("officer")
        own = token_of(officer.get("/account").soup)
        officer.post(COMMENTS, typed | {"csrf_token": own, "comments": "Mine."}, status=403)
        assert response(office_on_sqlite).comments == "The force is recruiting call handlers."


class TestApproving:
    def test_the_commissioner_approves_what_is_complete(self, office: Office) -> None:
        commissioner = office.as_("commissioner")
        waiting = commissioner.get(f"{COMMENTS}/approve")
        assert "The comments can be approved once each recommendation has its answer." in waiting.main
        assert not waiting.soup.select("main form")
        office.as_("lead").submit(COMMENTS, ANSWERED)
        assert offered(commissioner.get(COMMENTS)) == ["Approve these comments"]
        ready = commissioner.get(f"{COMMENTS}/approve")
        assert "Checked every Monday since July." in ready.main
        page = commissioner.submit(f"{COMMENTS}/approve", follow=True, status=200)
        assert "Approved by Col Whitmore on 18 September 2024" in page.main
        assert office.events()[-1] == ("inspection_comments:approved", "inspections/PEEL-2024")

    def test_a_change_of_words_ends_the_approval(self, office: Office) -> None:
        approve(office)
        lead = office.as_("lead")
        assert "Changing any text ends the approval." in lead.get(COMMENTS).main
        page = lead.submit(COMMENTS, {"comments": "Other words."}, follow=True, status=200)
        assert "Not approved as they stand" in page.main

    def test_what_changed_since_the_page_was_opened_is_not_approved(self, office: Office) -> None:
        office.as_("lead").submit(COMMENTS, ANSWERED)
        opened = office.as_("commissioner").get(f"{COMMENTS}/approve").form()
        office.as_("lead").submit(COMMENTS, {"comments": "Other words."})
        page = office.as_("commissioner").post(f"{COMMENTS}/approve", opened, status=409)
        assert "Other words." in page.main
        assert response(office).approved_on is None

    def test_twice_is_refused(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(COMMENTS, ANSWERED)
        opened = [office_on_sqlite.as_("commissioner").get(f"{COMMENTS}/approve").form() for _ in range(2)]
        office_on_sqlite.as_("commissioner").post(f"{COMMENTS}/approve", opened[0])
        page = office_on_sqlite.as_("commissioner").post(f"{COMMENTS}/approve", opened[1], status=409)
        assert "These comments are approved as they stand." in page.main


class TestPublishing:
    def test_it_waits_for_answers_and_approval(self, office: Office) -> None:
        chief = office.as_("chief_executive")
        page = chief.get(f"{COMMENTS}/publish")
        assert "once each recommendation has its answer and the Commissioner approves" in page.main
        office.as_("lead").submit(COMMENTS, ANSWERED)
        page = chief.get(f"{COMMENTS}/publish")
        assert "The comments can be published once the Commissioner has approved them." in page.main
        page = office.refused("chief_executive", f"{COMMENTS}/publish", {"published_on": TODAY})
        assert page.errors[0].startswith("The Commissioner has not approved these comments as they stand.")

    def test_a_forged_publication_is_refused(self, office: Office) -> None:
        approve(office)
        opened = office.as_("chief_executive").get(f"{COMMENTS}/publish").form()
        office.as_("lead").submit(COMMENTS, {"comments": "Other words."})
        sent = opened | {"published_on": TODAY}
        page = office.as_("chief_executive").post(f"{COMMENTS}/publish", sent, status=409)
        page = office.as_("chief_executive").post(f"{COMMENTS}/publish", page.form(), status=422)
        assert page.errors[0].startswith("The Commissioner has not approved these comments as they stand.")
        assert response(office).published_on is None

    def test_in_time(self, office: Office) -> None:
        approve(office)
        typed = {"published_on": TODAY, "published_link": "https://example.org/comments"}
        chief = office.as_("chief_executive")
        assert offered(chief.get(COMMENTS)) == ["Record the publication"]
        page = chief.submit(f"{COMMENTS}/publish", typed, follow=True, status=200)
        assert "Comments published Deadline 29 September 2024 On 18 September 2024, in time" in page.main
        page = office.as_("officer").get(PAGE)
        assert page.soup.select_one("a[href='https://example.org/comments']") is not None

    def test_late_is_shown_as_late(self, office_on_sqlite: Office) -> None:
        office_on_sqlite.as_("lead").submit(f"{PAGE}/edit", {"published_on": ["1", "7", "2024"], "reason": "A slip"})
        assert "Comments late" in office_on_sqlite.as_("officer").get(PAGE).main
        approve(office_on_sqlite)
        page = office_on_sqlite.as_("chief_executive").submit(
            f"{COMMENTS}/publish", {"published_on": TODAY}, follow=True, status=200
        )
        assert "Comments published late Deadline 25 August 2024 On 18 September 2024, 24 days late" in page.main

    def test_then_the_text_stands_and_copies_are_recorded(self, office: Office) -> None:
        approve(office)
        opened = office.as_("lead").get(COMMENTS).form()
        chief = office.as_("chief_executive")
        answer = chief.submit(f"{COMMENTS}/publish", {"published_on": TODAY})
        assert path_of(answer) == COMMENTS
        assert not office.as_("lead").get(COMMENTS).soup.select("main form")
        page = office.as_("lead").post(COMMENTS, opened | {"comments": "Mine."}, status=409)
        page = office.as_("lead").post(COMMENTS, page.form(), status=422)
        assert page.errors[0].startswith("These comments were published on 18 September 2024")
        page = chief.submit(f"{COMMENTS}/publish", {"sent_to_inspectors_on": TODAY}, follow=True, status=200)
        assert "Copy to the inspectors Sent on 18 September 2024" in page.main
        assert "Copy to the Secretary of State Not sent yet" in page.main

    @pytest.mark.parametrize(
        ("typed", "field", "message"),
        [
            ({"published_on": ["", "", ""]}, "published_on", "Enter the day the comments were published"),
            ({"published_on": ["19", "9", "2024"]}, "published_on", "The day of publication must be today or in the"),
            ({"published_on": ["4", "8", "2024"]}, "published_on", "The report was published on 5 August 2024."),
            ({"published_link": "file:///etc"}, "published_link", "Enter the whole address of the page"),
            ({"sent_to_secretary_on": ["17", "9", "2024"]}, "sent_to_secretary_on", "The comments were published on"),
        ],
    )
    def test_what_will_not_do(self, office: Office, typed: dict[str, Any], field: str, message: str) -> None:
        approve(office)
        page = office.refused("chief_executive", f"{COMMENTS}/publish", {"published_on": TODAY} | typed)
        assert page.beside(field).startswith(message)
