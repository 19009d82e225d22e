"""What was recorded on the road of an annual report by mistake is corrected or withdrawn, and nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.factories import TODAY
from tests.factories_panel import make_meeting
from tests.factories_road import (
    RECOMMENDED,
    REPORT,
    YEAR,
    published,
    recommended,
    responded,
    reviewed,
    seen,
    sent_annual,
    write_annual,
)
from tests.integration.reports.test_annual_road import MOMENT, OUT, only_request, people, road, road_meeting
from tests.web_fixtures import Office
from tracker.audit.models import AuditEvent
from tracker.panel.rules import RequestState
from tracker.reports.commands_road_corrections import CorrectResponse, correct_response
from tracker.reports.models_road import ReportReview, ResponseCorrection, ResponsePublication
from tracker.reports.queries_road import road_of
from tracker.reports.queries_verify import first_altered_report
from tracker.writing import transaction

WRONG = "Agred, in Mai."
RIGHT = "Agreed, in May."


@pytest.fixture
def reviewed_office(office: Office) -> Office:
    """Sent, and reviewed at the first of two meetings of today."""
    officer, commissioner, chief = people(office)
    with transaction(office.sessions) as session:
        write_annual(session, officer)
        sent_annual(session, officer, commissioner, chief, at=MOMENT)
        meeting = make_meeting(session, TODAY)
        reviewed(session, officer, meeting)
    return office


@pytest.fixture
def published_office(reviewed_office: Office) -> Office:
    """With a recommendation, its response, and where that was published; and the report is published."""
    officer = people(reviewed_office)[0]
    with transaction(reviewed_office.sessions) as session:
        number = recommended(session, officer)
        responded(session, number, officer, WRONG)
        published(session, number, officer, "With the minuts")
    reviewed_office.as_("chief_executive").submit(f"{REPORT}/publish")
    return reviewed_office


def review_id(office: Office) -> int:
    with office.sessions() as session:
        return road_of(session, YEAR).reviews[0].id


class TestReview:
    def test_a_meeting_chosen_by_mistake_is_corrected_and_stays_in_the_history(self, reviewed_office: Office) -> None:
        with transaction(reviewed_office.sessions) as session:
            other = make_meeting(session, TODAY).id
        path = f"{REPORT}/reviews/{review_id(reviewed_office)}"
        assert reviewed_office.refused("officer", f"{path}/correct", meeting_id=str(other)).beside("reason")
        reviewed_office.as_("officer").submit(f"{path}/correct", meeting_id=str(other), reason="The other meeting.")
        with reviewed_office.sessions() as session:
            found = road_of(session, YEAR)
            assert [each.id for each in found.meetings] == [other]
            assert session.scalar(select(func.count()).select_from(ReportReview)) == 2
            assert first_altered_report(session, None) is None
        page = reviewed_office.as_("officer").get(f"{REPORT}/versions/1")
        assert "Reason: The other meeting." in page.main
        assert "The other meeting." not in reviewed_office.as_("commissioner").get(f"{REPORT}/versions/1").main
        assert reviewed_office.as_("officer").http.get(f"{path}/correct").status_code == 404

    def test_a_review_that_was_none_is_withdrawn(self, reviewed_office: Office) -> None:
        path = f"{REPORT}/reviews/{review_id(reviewed_office)}/withdraw"
        reviewed_office.as_("officer").submit(path, reason="The meeting was put off.")
        shown = road(reviewed_office.as_("officer").get(f"{REPORT}/versions/1"))
        assert shown["Reviewed at a meeting"] == "Not yet"
        assert reviewed_office.as_("officer").http.get(path).status_code == 404
        with reviewed_office.sessions() as session:
            meeting = road_meeting(session)
        reviewed_office.as_("officer").submit(f"{REPORT}/reviews/new", meeting_id=str(meeting.id))

    def test_nothing_that_was_recommended_loses_its_meeting(self, published_office: Office) -> None:
        page = published_office.refused(
            "officer", f"{REPORT}/reviews/{review_id(published_office)}/withdraw", reason="Wrong."
        )
        assert "recorded as made at this meeting" in page.main


class TestResponse:
    def test_everybody_sees_the_corrected_words(self, published_office: Office) -> None:
        number = only_request(published_office).number
        assert WRONG in published_office.visitor().get(OUT).main
        path = f"{REPORT}/recommendations/{number}/response/correct"
        assert published_office.refused("officer", path, reason="Nothing.").beside("reason")
        published_office.as_("officer").submit(path, text=RIGHT, reason="Two typing errors.")
        public = published_office.visitor().get(OUT).main
        assert RIGHT in public
        assert WRONG not in public
        assert "Corrected, " in public
        assert "Two typing errors." not in public
        page = published_office.as_("officer").get(f"{REPORT}/versions/1")
        assert WRONG in page.main
        assert "Reason: Two typing errors." in page.main
        with published_office.sessions() as session:
            row = session.scalars(select(AuditEvent).where(AuditEvent.event == "panel_request:answer_corrected")).one()
            assert row.reason == "Two typing errors."
            assert first_altered_report(session, None) is None

    def test_the_day_of_a_published_response_is_not_after_its_publication(self, published_office: Office) -> None:
        number = only_request(published_office).number
        path = f"{REPORT}/recommendations/{number}/response/correct"
        published_office.refused("officer", path, {"on": ["19", "9", "2024"]}, text=RIGHT, reason="Late.")

    def test_it_is_withdrawn_only_once_its_publication_is(self, published_office: Office) -> None:
        number = only_request(published_office).number
        own = f"{REPORT}/recommendations/{number}"
        officer = published_office.as_("officer")
        assert officer.http.get(f"{own}/response/withdraw").status_code == 409
        officer.submit(f"{own}/publication/withdraw", reason="It was never printed.")
        assert "The response is not published yet." in published_office.visitor().get(OUT).main
        officer.submit(f"{own}/response/withdraw", reason="Not agreed.")
        assert only_request(published_office).state is RequestState.OPEN
        assert WRONG not in published_office.visitor().get(OUT).main
        officer.submit(f"{own}/response", text=RIGHT)
        officer.submit(f"{own}/publication", place="With the minutes")
        assert RIGHT in published_office.visitor().get(OUT).main
        with published_office.sessions() as session:
            assert session.scalar(select(func.count()).select_from(ResponseCorrection)) == 1
            assert first_altered_report(session, None) is None

    def test_it_stays_readable_when_the_report_is_withdrawn(self, published_office: Office) -> None:
        published_office.as_("chief_executive").submit(f"{REPORT}/revoke", reason="A wrong figure.")
        answer = published_office.visitor().http.get(OUT)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 410
        assert RECOMMENDED in text
        assert WRONG in text
        assert "With the minuts" in text

    def test_two_who_correct_at_once_see_both_texts(self, published_office: Office) -> None:
        number = only_request(published_office).number
        path = f"{REPORT}/recommendations/{number}/response/correct"
        form = published_office.as_("officer").get(path).form()
        with transaction(published_office.sessions) as session:
            command = CorrectResponse(seen(session), number, TODAY, RIGHT, "First.")
            correct_response(session, YEAR, command, by=people(published_office)[0], on=TODAY)
        page = published_office.as_("officer").post(path, {**form, "text": "Mine", "reason": "Mine"}, status=409)
        assert "Mine" in page.text
        assert RIGHT in page.text


class TestNoneMade:
    PATH = f"{REPORT}/recommendations/none"

    def test_it_is_withdrawn_and_what_was_made_is_recorded(self, reviewed_office: Office) -> None:
        officer = reviewed_office.as_("officer")
        officer.submit(self.PATH, words="Minute 47")
        assert officer.http.get(self.PATH).status_code == 409
        page = officer.get(f"{REPORT}/versions/1")
        assert page.soup.select_one(f"a[href='{self.PATH}/withdraw']") is not None
        assert "Minute 47" in officer.get(f"{self.PATH}/withdraw").main
        assert reviewed_office.refused("officer", f"{self.PATH}/withdraw").beside("reason")
        officer.submit(f"{self.PATH}/withdraw", reason="The clerk misread the minutes.")
        page = officer.get(f"{REPORT}/versions/1")
        assert road(page)["Recommendations"] == "Not yet Not recorded yet"
        assert "Before: 18 September 2024. Note: Minute 47" in page.main
        assert "Reason: The clerk misread the minutes." in page.main
        assert "misread" not in reviewed_office.as_("clerk").get(f"{REPORT}/versions/1").main
        assert officer.http.get(f"{self.PATH}/withdraw").status_code == 409
        officer.submit(f"{REPORT}/recommendations/new", text=RECOMMENDED)
        with reviewed_office.sessions() as session:
            row = session.scalars(select(AuditEvent).where(AuditEvent.event == "report:none_withdrawn")).one()
            assert row.reason == "The clerk misread the minutes."
            assert first_altered_report(session, None) is None

    def test_it_can_be_said_again(self, reviewed_office: Office) -> None:
        officer = reviewed_office.as_("officer")
        for words in ("Minute 47", "Minute 48"):
            officer.submit(self.PATH, words=words)
            officer.submit(f"{self.PATH}/withdraw", reason="Wrong minute.")
        officer.submit(self.PATH, words="Minute 49")
        assert road(officer.get(f"{REPORT}/versions/1"))["Recommendations"].endswith("Minute 49")

    def test_two_who_withdraw_at_once_lose_nothing_they_typed(self, reviewed_office: Office) -> None:
        officer = reviewed_office.as_("officer")
        officer.submit(self.PATH)
        form = officer.get(f"{self.PATH}/withdraw").form()
        reviewed_office.as_("officer").submit(f"{self.PATH}/withdraw", reason="First.")
        page = officer.post(f"{self.PATH}/withdraw", {**form, "reason": "Mine"}, status=409)
        assert "Mine" in page.main

    def test_only_who_records_withdraws(self, reviewed_office: Office) -> None:
        reviewed_office.as_("officer").submit(self.PATH)
        for who in ("commissioner", "clerk", "member", "administrator"):
            assert reviewed_office.as_(who).http.get(f"{self.PATH}/withdraw").status_code == 403


class TestPublication:
    def test_its_place_is_corrected(self, published_office: Office) -> None:
        number = only_request(published_office).number
        path = f"{REPORT}/recommendations/{number}/publication/correct"
        published_office.as_("officer").submit(path, place="With the minutes", reason="Typing error.")
        public = published_office.visitor().get(OUT).main
        assert "With the minutes" in public
        assert "minuts" not in public
        assert "With the minuts" in published_office.as_("officer").get(f"{REPORT}/versions/1").main
        with published_office.sessions() as session:
            assert session.scalar(select(func.count()).select_from(ResponsePublication)) == 2

    def test_what_cannot_be_opened_is_no_address(self, published_office: Office) -> None:
        path = f"{REPORT}/recommendations/{only_request(published_office).number}/publication/correct"
        page = published_office.refused("officer", path, place="javascript:alert(1)", reason="Moved.")
        assert "the whole address" in page.beside("place")
        published_office.as_("officer").submit(path, place="https://example.org/response", reason="Moved.")
        public = published_office.visitor().get(OUT)
        assert public.soup.select_one("a[href='https://example.org/response']") is not None

    def test_only_those_who_record_correct(self, published_office: Office) -> None:
        number = only_request(published_office).number
        paths = [
            *(f"recommendations/{number}/{what}/correct" for what in ("response", "publication")),
            *(f"reviews/{review_id(published_office)}/{act}" for act in ("correct", "withdraw")),
        ]
        for who in ("commissioner", "clerk", "member", "administrator"):
            for path in paths:
                assert published_office.as_(who).http.get(f"{REPORT}/{path}").status_code == 403, (who, path)
