"""The road of an annual report from draft to published, by the pages: approvals, review, recommendations, responses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor
from tests.factories_panel import make_meeting
from tests.factories_road import (
    KIND,
    RECOMMENDED,
    REPORT,
    YEAR,
    approve_part,
    recommended,
    responded,
    reviewed,
    seen,
    sent_annual,
    signed_annual,
    submitted_annual,
    write_annual,
    write_foreword,
)
from tests.factories_signing import revoked, signing
from tests.integration.test_query_counts import Priced, cost
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent
from tracker.dates import FinancialYear
from tracker.panel.commands_requests import (
    RecordRequest,
    RequestFacts,
    WithdrawRequest,
    record_request,
    withdraw_request,
)
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries_plan import held_meetings
from tracker.panel.rules import RequestKind
from tracker.reports.commands_approval import check_approvals
from tracker.reports.commands_sign import sign
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_road import ReportApproval, ReportReview, ResponsePublication
from tracker.reports.queries_after import has_lapsed
from tracker.reports.queries_road import road_of
from tracker.reports.queries_signoff import standing
from tracker.reports.queries_verify import first_altered_report
from tracker.reports.rules_approval import Approved, NotApproved
from tracker.reports.rules_life import ReportState
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
OUT = "/published/annual/2023-24"
OUTCOMES = "outcomes/PCP-2022-25/1"
RESPONSE = "The next report shows it."


def people(office: Office) -> tuple[Actor, Actor, Actor]:
    """Officer, Commissioner, Chief Executive."""
    with office.sessions() as session:
        found = [
            as_actor(session.get_one(Person, office.people[who]))
            for who in ("officer", "commissioner", "chief_executive")
        ]
    return found[0], found[1], found[2]


@pytest.fixture
def written(office: Office) -> Office:
    """Somebody began to write the report of 2023-24; it has a foreword."""
    with transaction(office.sessions) as session:
        write_annual(session, people(office)[0])
    return office


@pytest.fixture
def waiting(written: Office) -> Office:
    """Submitted."""
    with transaction(written.sessions) as session:
        submitted_annual(session, people(written)[0])
    return written


@pytest.fixture
def out(written: Office) -> Office:
    """Approved, signed and sent to the Panel, which meets today."""
    officer, commissioner, chief = people(written)
    with transaction(written.sessions) as session:
        sent_annual(session, officer, commissioner, chief, at=MOMENT)
        make_meeting(session, TODAY)
    return written


@pytest.fixture
def answered(out: Office) -> Office:
    """Reviewed, with one recommendation that waits for a response."""
    officer = people(out)[0]
    with transaction(out.sessions) as session:
        meeting = road_meeting(session)
        reviewed(session, officer, meeting)
        recommended(session, officer)
    return out


def road_meeting(session: Session) -> Meeting:
    """The meeting of today."""
    return held_meetings(session, TODAY)[0]


def state(office: Office) -> ReportState:
    with office.sessions() as session:
        found = standing(session, KIND, YEAR)
        assert found is not None
        return found.state


def road(page: Page) -> dict[str, str]:
    """What the page says of each step."""
    rows = page.soup.select("section[aria-labelledby=road] .govuk-summary-list__row")
    return {words(row.dt): words(row.dd) for row in rows}


class TestApproval:
    def test_nobody_signs_before_the_commissioner_approved_both(self, waiting: Office) -> None:
        _, commissioner, chief = people(waiting)
        page = waiting.as_("chief_executive").get(f"{REPORT}/sign")
        assert "has not approved the foreword and the report as submitted as it is now" in page.main
        with waiting.sessions() as session:
            found = standing(session, KIND, YEAR)
            assert found is not None
            command = signing(session, found, kind=KIND, quarter=YEAR)
            with pytest.raises(NotApproved):
                sign(session, KIND, YEAR, command, by=chief, at=MOMENT)
        with transaction(waiting.sessions) as session:
            approve_part(session, Approved.FOREWORD, commissioner)
        page = waiting.as_("chief_executive").get(f"{REPORT}/sign")
        assert "has not approved the report as submitted as it is now" in page.main
        with transaction(waiting.sessions) as session:
            approve_part(session, Approved.REPORT, commissioner)
        assert "has not approved" not in waiting.as_("chief_executive").get(f"{REPORT}/sign").main

    def test_the_commissioner_is_told_at_home_and_approves_by_the_pages(self, waiting: Office) -> None:
        browser = waiting.as_("commissioner")
        home = browser.get("/")
        assert "Waiting for your approval" in home.main
        for part in ("foreword", "report"):
            assert home.soup.select_one(f"a[href='{REPORT}/approve/{part}']") is not None
            page = browser.submit(f"{REPORT}/approve/{part}", follow=True, status=200)
            assert f"You approved {Approved(part).label}." in page.text
        assert "Waiting for your approval" not in browser.get("/").main
        assert waiting.events()[-1] == ("report:approved", "annual-2023-24")
        review = browser.get(f"{REPORT}/review")
        assert "Not approved yet" not in words(review.soup.select_one("section[aria-labelledby=approvals]"))

    def test_the_foreword_can_be_approved_while_the_report_is_written(self, written: Office) -> None:
        page = written.as_("commissioner").get(f"{REPORT}/approve/foreword")
        assert "A year of steady work." in page.main
        written.as_("commissioner").submit(f"{REPORT}/approve/foreword")
        assert written.as_("commissioner").http.get(f"{REPORT}/approve/report").status_code == 409
        with written.sessions() as session:
            assert session.scalar(select(func.count()).select_from(ReportApproval)) == 1

    def test_a_changed_foreword_lapses_the_approval_of_both(self, waiting: Office) -> None:
        officer, commissioner, _ = people(waiting)
        with transaction(waiting.sessions) as session:
            for part in Approved:
                approve_part(session, part, commissioner)
            write_foreword(session, officer, "A year of hard work.")
        page = waiting.as_("commissioner").get(f"{REPORT}/review")
        assert page.main.count("Changed since it was approved") == 2
        assert "changed the annual report (section “Foreword”, 2023-24)" in page.main
        with waiting.sessions() as session:
            found = standing(session, KIND, YEAR)
            assert found is not None
            with pytest.raises(NotApproved) as refused:
                check_approvals(session, found, gather_report(session, KIND, YEAR, TODAY))
            assert refused.value.parts == (Approved.FOREWORD, Approved.REPORT)

    def test_what_changed_while_the_page_was_open_is_not_approved(self, waiting: Office) -> None:
        officer = people(waiting)[0]
        form = waiting.as_("commissioner").get(f"{REPORT}/approve/foreword").form()
        with transaction(waiting.sessions) as session:
            write_foreword(session, officer, "A year of hard work.")
        page = waiting.as_("commissioner").post(f"{REPORT}/approve/foreword", form, status=422)
        assert "changed after you opened it. Nothing was approved." in page.text
        assert "then approve it." in page.text
        assert "sign it off" not in page.main

    def test_only_the_commissioner_approves(self, waiting: Office) -> None:
        for who in ("officer", "lead", "analyst", "chief_executive", "administrator", "clerk", "member"):
            assert waiting.as_(who).http.get(f"{REPORT}/approve/report").status_code == 403


class TestRoad:
    def test_from_sent_to_published_with_one_recommendation_answered(self, out: Office) -> None:
        officer, chief = out.as_("officer"), out.as_("chief_executive")
        with out.sessions() as session:
            meeting = road_meeting(session)
        officer.submit(f"{REPORT}/reviews/new", meeting_id=str(meeting.id))
        assert road(officer.get(f"{REPORT}/versions/1"))["Recommendations"] == "Not yet Not recorded yet"
        officer.submit(f"{REPORT}/recommendations/new", text=RECOMMENDED, minute="47")
        number = only_request(out).number
        shown = road(officer.get(f"{REPORT}/versions/1"))
        assert (shown["Recommendations"], shown["Responded"]) == ("Done 1 recommendation", "Not yet 0 of 1")
        page = out.refused("chief_executive", f"{REPORT}/publish")
        assert "1 recommendation of the Panel has no response" in page.beside("reason")
        officer.submit(f"{REPORT}/recommendations/{number}/response", text=RESPONSE)
        officer.submit(f"{REPORT}/recommendations/{number}/publication", place="With the minutes of the meeting")
        chief.submit(f"{REPORT}/publish")
        assert state(out) is ReportState.PUBLISHED
        public = out.visitor().get(OUT)
        assert road(public)["Responded"] == "Done 18 September 2024 1 of 1"
        assert RECOMMENDED in public.main
        assert RESPONSE in public.main
        assert "With the minutes of the meeting" in public.main
        with out.sessions() as session:
            assert first_altered_report(session, None) is None

    def test_the_public_sees_a_response_only_once_it_is_published(self, answered: Office) -> None:
        officer, chief = people(answered)[0], answered.as_("chief_executive")
        with transaction(answered.sessions) as session:
            responded(session, only_request(answered).number, officer, RESPONSE)
        chief.submit(f"{REPORT}/publish")
        page = answered.visitor().get(OUT)
        assert "The response is not published yet." in page.main
        assert RESPONSE not in page.main

    def test_it_is_published_before_only_with_a_reason_that_is_kept(self, out: Office) -> None:
        page = out.refused("chief_executive", f"{REPORT}/publish")
        assert "the Panel has not reviewed it at a meeting" in page.beside("reason")
        out.as_("chief_executive").submit(f"{REPORT}/publish", reason="The Panel asked for it early.")
        assert state(out) is ReportState.PUBLISHED
        with out.sessions() as session:
            row = session.scalars(select(AuditEvent).where(AuditEvent.event == "report:published")).one()
        assert row.reason == "The Panel asked for it early."
        assert "The Panel asked for it early." in out.as_("officer").get(f"{REPORT}/versions/1").main

    def test_none_made_is_said_once_and_lets_it_be_published(self, out: Office) -> None:
        officer = people(out)[0]
        with transaction(out.sessions) as session:
            reviewed(session, officer, road_meeting(session))
        out.as_("officer").submit(f"{REPORT}/recommendations/none", words="Minute 47")
        shown = road(out.as_("officer").get(f"{REPORT}/versions/1"))
        assert shown["Recommendations"] == "Done 18 September 2024 None made: Minute 47"
        assert shown["Responded"] == "Nothing to do No recommendations, so none is needed"
        out.as_("chief_executive").submit(f"{REPORT}/publish")

    def test_a_recommendation_recorded_later_counts_instead(self, out: Office) -> None:
        officer = people(out)[0]
        with transaction(out.sessions) as session:
            reviewed(session, officer, road_meeting(session))
        out.as_("officer").submit(f"{REPORT}/recommendations/none")
        with transaction(out.sessions) as session:
            recommended(session, officer)
        with out.sessions() as session:
            assert road_of(session, YEAR).missing == ("1 recommendation of the Panel has no response",)
        assert out.as_("officer").http.get(f"{REPORT}/recommendations/none").status_code == 409

    def test_one_that_stands_among_the_requests_already_is_chosen(self, out: Office) -> None:
        officer = people(out)[0]
        with transaction(out.sessions) as session:
            meeting = road_meeting(session)
            reviewed(session, officer, meeting)
            facts = RequestFacts(
                kind=RequestKind.RECOMMENDATION, text=RECOMMENDED, minute=47, owner="PCC", owner_id=None, due_on=None
            )
            row = record_request(session, RecordRequest(meeting_id=meeting.id, facts=facts), by=officer, on=TODAY)
        both = out.refused("officer", f"{REPORT}/recommendations/new", text="Another.", request_id=str(row.id))
        assert "not both" in both.beside("text")
        out.as_("officer").submit(f"{REPORT}/recommendations/new", request_id=str(row.id))
        with out.sessions() as session:
            assert [each.request.number for each in road_of(session, YEAR).recommendations] == [row.number]
        assert only_request(out).id == row.id
        assert "request_id" not in out.as_("officer").get(f"{REPORT}/recommendations/new").text

    def test_one_withdrawn_among_the_requests_counts_no_more(self, answered: Office) -> None:
        officer = people(answered)[0]
        request = only_request(answered)
        with transaction(answered.sessions) as session:
            row = session.get_one(PanelRequest, request.id)
            withdraw_request(session, row, WithdrawRequest(row.version, "Recorded twice."), by=officer, on=TODAY)
        with answered.sessions() as session:
            found = road_of(session, YEAR)
            assert found.missing == ("it is not recorded whether the Panel made recommendations",)
        path = f"{REPORT}/recommendations/{request.number}/response"
        assert answered.as_("officer").http.get(path).status_code == 404

    def test_a_response_without_a_recommendation_is_refused(self, answered: Office) -> None:
        for act in ("response", "publication"):
            assert answered.as_("officer").http.get(f"{REPORT}/recommendations/99/{act}").status_code == 404
        number = only_request(answered).number
        assert answered.as_("officer").http.get(f"{REPORT}/recommendations/{number}/publication").status_code == 409
        answered.as_("officer").submit(f"{REPORT}/recommendations/{number}/response", text=RESPONSE)
        assert answered.as_("officer").http.get(f"{REPORT}/recommendations/{number}/response").status_code == 409

    def test_days_that_cannot_be_and_missing_words_are_refused(self, answered: Office) -> None:
        number = only_request(answered).number
        path = f"{REPORT}/recommendations/{number}/response"
        page = answered.refused("officer", path, {"on": ["17", "9", "2024"]}, text=RESPONSE)
        assert "from 18 September 2024" in page.text
        assert answered.refused("officer", path, text="").beside("text") == "Enter the response"
        answered.as_("officer").submit(path, text=RESPONSE)
        out_page = f"{REPORT}/recommendations/{number}/publication"
        page = answered.refused("officer", out_page, {"on": ["19", "9", "2024"]}, place="On our site")
        assert "to 18 September 2024" in page.beside("on")

    def test_nothing_is_recorded_before_it_was_sent_or_reviewed(self, written: Office) -> None:
        officer, commissioner, chief = people(written)
        assert written.as_("officer").http.get(f"{REPORT}/reviews/new").status_code == 404
        with transaction(written.sessions) as session:
            signed_annual(session, officer, commissioner, chief, at=MOMENT)
        for path in ("reviews/new", "recommendations/new", "recommendations/none"):
            assert written.as_("officer").http.get(f"{REPORT}/{path}").status_code == 409

    def test_where_no_meeting_was_held_since_the_page_says_what_to_do(self, written: Office) -> None:
        officer, commissioner, chief = people(written)
        with transaction(written.sessions) as session:
            sent_annual(session, officer, commissioner, chief, at=MOMENT)
        page = written.as_("officer").get(f"{REPORT}/reviews/new")
        assert "There is no meeting to choose. The report was sent to the Panel on 18 September 2024" in page.main
        assert page.soup.select_one(".govuk-inset-text a[href='/meetings']") is not None
        assert "clerks and members of the Panel read it" in page.main

    def test_a_meeting_before_the_panel_had_it_is_not_offered(self, out: Office) -> None:
        with transaction(out.sessions) as session:
            early = make_meeting(session, date(2024, 6, 27))
        page = out.as_("officer").get(f"{REPORT}/reviews/new")
        offered = [option.get_text() for option in page.soup.select("select[name=meeting_id] option")]
        assert offered == ["Select a meeting", "18 September 2024"]
        refused = out.refused("officer", f"{REPORT}/reviews/new", meeting_id=str(early.id))
        assert refused.beside("meeting_id")

    def test_two_people_who_record_at_once_do_not_record_twice(self, out: Office) -> None:
        first = out.as_("officer").get(f"{REPORT}/reviews/new").form()
        with out.sessions() as session:
            meeting = road_meeting(session)
        first["meeting_id"] = str(meeting.id)
        with transaction(out.sessions) as session:
            reviewed(session, people(out)[0], session.get_one(type(meeting), meeting.id))
        page = out.as_("officer").post(f"{REPORT}/reviews/new", first, status=409)
        assert "changed by somebody else while you had this page open" in page.text
        with out.sessions() as session:
            assert session.scalar(select(func.count()).select_from(ReportReview)) == 1

    def test_readers_do_not_record(self, answered: Office) -> None:
        number = only_request(answered).number
        for who in ("commissioner", "clerk", "member", "administrator"):
            for path in ("reviews/new", "recommendations/new", f"recommendations/{number}/response"):
                assert answered.as_(who).http.get(f"{REPORT}/{path}").status_code == 403, (who, path)

    def test_a_later_version_keeps_the_road_of_the_one_before(self, answered: Office) -> None:
        officer, commissioner, chief = people(answered)
        with transaction(answered.sessions) as session:
            found = standing(session, KIND, YEAR)
            assert found is not None
            revoked(session, found, chief)
        with transaction(answered.sessions) as session:
            sent_annual(session, officer, commissioner, chief, at=MOMENT)
        with answered.sessions() as session:
            assert road_of(session, YEAR).missing[0] == "the Panel reviewed version 1 and has not reviewed version 2"
            meeting = road_meeting(session)
        page = answered.refused("chief_executive", f"{REPORT}/publish")
        assert "has not reviewed version 2" in page.beside("reason")
        shown = road(answered.as_("officer").get(f"{REPORT}/versions/2"))
        assert "In part 18 September 2024 The Panel reviewed version 1" in shown["Reviewed at a meeting"]
        answered.as_("officer").submit(f"{REPORT}/reviews/new", meeting_id=str(meeting.id))
        shown = road(answered.as_("officer").get(f"{REPORT}/versions/2"))
        assert shown["Reviewed at a meeting"].startswith("Done 18 September 2024 Version 2 of the report")
        assert shown["Draft"] == "Done Version 2"
        assert shown["Responded"] == "Not yet 0 of 1"

    def test_few_and_many_recommendations_cost_the_same(self, answered: Office) -> None:
        officer, page = people(answered)[0], Priced("officer", f"{REPORT}/versions/1", 0)
        few = len(cost(answered, page))
        with transaction(answered.sessions) as session:
            for number in range(5):
                recommended(session, officer, f"Recommendation {number}.")
        assert len(cost(answered, page)) == few


def only_request(office: Office) -> PanelRequest:
    with office.sessions() as session:
        return session.scalars(select(PanelRequest).where(PanelRequest.kind == RequestKind.RECOMMENDATION)).one()


class TestSigned:
    def test_a_correction_after_the_signature_lapses_it(self, out: Office) -> None:
        with transaction(out.sessions) as session:
            write_foreword(session, people(out)[0], "Another year.")
        with out.sessions() as session:
            assert has_lapsed(session, KIND, YEAR, standing(session, KIND, YEAR))
        page = out.as_("officer").get(f"{REPORT}/versions/1").main
        assert "Section “Foreword”" in page
        assert "of steady work" in page
        assert "now has the hash" not in page
        assert "It cannot be published" in page

    def test_what_is_published_is_not_said_to_be_unpublishable(self, out: Office) -> None:
        out.as_("chief_executive").submit(f"{REPORT}/publish", reason="Early.")
        with transaction(out.sessions) as session:
            write_foreword(session, people(out)[0], "Another year.")
        page = out.as_("officer").get(f"{REPORT}/versions/1").main
        assert "It stays published as it is" in page
        assert "cannot be published" not in page

    @pytest.mark.parametrize(
        "path", ["write", "write/sections/1", "write/finance", "write/figures", "write/pictures/new", OUTCOMES]
    )
    def test_whoever_writes_on_is_told_first_that_it_is_signed(self, out: Office, path: str) -> None:
        main = out.as_("officer").get(f"/reports/annual/2023-24/{path}").main
        assert "is signed off as at" in main
        assert "“changed since sign-off”, and it cannot be published until the report is revoked" in main

    def test_nothing_is_said_of_a_signature_before_there_is_one(self, waiting: Office) -> None:
        assert "is signed off as at" not in waiting.as_("officer").get("/reports/annual/2023-24/write/finance").main

    def test_the_csv_and_the_json_are_those_of_the_year(self, out: Office) -> None:
        answer = out.as_("officer").http.get(f"{REPORT}/versions/1.csv").get_data(as_text=True)
        assert answer.startswith("\ufeffplan,priority,priority title,record,reference,name,fact,value")
        assert '"report":"annual"' in out.as_("officer").http.get(f"{REPORT}/versions/1.json").get_data(as_text=True)

    @pytest.mark.parametrize("key", ["2023-24-Q1", "2023", "2024-26", "2030-31"])
    def test_an_address_of_no_year_leads_nowhere(self, out: Office, key: str) -> None:
        assert out.as_("officer").http.get(f"/reports/annual/{key}/submit").status_code == 404

    def test_a_year_that_is_not_over_is_not_submitted(self, office: Office) -> None:
        key = FinancialYear.of(TODAY).key
        page = office.refused("officer", f"/reports/annual/{key}/submit")
        assert "once its year is over" in page.beside("as_at")

    def test_it_is_verified_like_every_signed_report(self, answered: Office) -> None:
        with answered.sessions() as session:
            assert first_altered_report(session, None) is None
            assert seen(session) == 2
            assert session.scalar(select(func.count()).select_from(ResponsePublication)) == 0
