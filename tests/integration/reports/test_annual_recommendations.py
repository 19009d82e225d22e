"""A recommendation of the Panel on an annual report is corrected or withdrawn in everybody's sight."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories import TODAY
from tests.factories_panel import make_meeting
from tests.factories_road import (
    REPORT,
    YEAR,
    nothing_recommended,
    published,
    recommended,
    responded,
    reviewed,
    seen,
    sent_annual,
    write_annual,
)
from tests.integration.reports.test_annual_road import MOMENT, OUT, people, road
from tests.web_fixtures import Office
from tracker.audit.models import AuditEvent
from tracker.panel.queries_plan import open_requests
from tracker.reports.commands_road_corrections import CorrectRecommendation, correct_recommendation
from tracker.reports.queries_road import road_of
from tracker.reports.queries_verify import first_altered_report
from tracker.writing import transaction

COST, TIME, BETTER = "Show the cost.", "Show the tiem.", "Show the time."
ACTS = ("correct", "withdraw")


@pytest.fixture
def asked(office: Office) -> tuple[Office, int, int]:
    """The Panel made two recommendations, here with their numbers; the report is published before they are answered."""
    officer, commissioner, chief = people(office)
    with transaction(office.sessions) as session:
        write_annual(session, officer)
        sent_annual(session, officer, commissioner, chief, at=MOMENT)
        reviewed(session, officer, make_meeting(session, TODAY))
        first, second = recommended(session, officer, COST), recommended(session, officer, TIME)
    office.as_("chief_executive").submit(f"{REPORT}/publish", reason="Asked for early.")
    return office, first, second


def own(number: int) -> str:
    return f"{REPORT}/recommendations/{number}"


def public(office: Office) -> str:
    return office.visitor().get(OUT).main


def inside(office: Office) -> str:
    return office.as_("officer").get(f"{REPORT}/versions/1").main


def log_of(office: Office, event: str) -> AuditEvent:
    with office.sessions() as session:
        assert first_altered_report(session, None) is None
        return session.scalars(select(AuditEvent).where(AuditEvent.event == event)).one()


class TestCorrected:
    def test_everybody_reads_the_right_words_and_that_they_were_corrected(self, asked: tuple[Office, int, int]) -> None:
        office, _, number = asked
        answers = {"text": BETTER, "minute": "48", "due_on": ["1", "12", "2024"], "reason": "A typing error."}
        page = office.as_("officer").submit(f"{own(number)}/correct", answers, follow=True, status=200)
        assert f"Recommendation {number} is corrected." in page.text
        shown = public(office)
        assert BETTER in shown
        assert TIME not in shown
        assert "minute 48" in shown
        assert "due on 1 December 2024" in shown
        assert shown.count("Corrected, ") == 1
        assert "A typing error." not in shown
        kept = inside(office)
        assert f"Recommendation {number} corrected: Olive Ashdown" in kept
        assert f"Before: {TIME}" in kept
        assert "Reason: A typing error." in kept
        assert "A typing error." not in office.as_("clerk").get(f"{REPORT}/versions/1").main
        assert log_of(office, "report:recommendation_corrected").reason == "A typing error."

    def test_one_that_is_answered_is_corrected_too(self, asked: tuple[Office, int, int]) -> None:
        office, _, number = asked
        office.as_("officer").submit(f"{own(number)}/response", text="It does.")
        office.as_("officer").submit(f"{own(number)}/correct", text=BETTER, reason="A typing error.")
        assert BETTER in public(office)

    def test_nothing_is_corrected_without_a_reason_or_a_difference(self, asked: tuple[Office, int, int]) -> None:
        office, number, _ = asked
        path = f"{own(number)}/correct"
        assert office.refused("officer", path, text=BETTER).beside("reason")
        assert "Nothing differs" in office.refused("officer", path, reason="To look.").beside("reason")
        early = office.refused("officer", path, {"due_on": ["1", "1", "2020"]}, reason="Agreed.")
        assert "must not be before 18 September 2024" in early.beside("due_on")
        assert "whole number" in office.refused("officer", path, minute="x", reason="Agreed.").beside("minute")

    def test_two_who_correct_at_once_see_both_texts(self, asked: tuple[Office, int, int]) -> None:
        office, _, number = asked
        form = office.as_("officer").get(f"{own(number)}/correct").form()
        with transaction(office.sessions) as session:
            command = CorrectRecommendation(seen(session), number, BETTER, None, None, "First.")
            correct_recommendation(session, YEAR, command, by=people(office)[0])
        answers = {**form, "text": "Mine", "reason": "Mine"}
        page = office.as_("officer").post(f"{own(number)}/correct", answers, status=409)
        assert "Mine" in page.text
        assert BETTER in page.text


class TestWithdrawn:
    def test_everybody_reads_that_one_was_withdrawn(self, asked: tuple[Office, int, int]) -> None:
        office, first, number = asked
        page = office.as_("officer").submit(
            f"{own(number)}/withdraw", reason="Made of another report.", follow=True, status=200
        )
        assert f"Recommendation {number} is withdrawn." in page.text
        shown = public(office)
        assert "Recommendation withdrawn on 18 September 2024" in shown
        assert f"Recommendation 2 of 2; request {number} of the Panel" in shown
        assert f"Recommendation 1 of 2; request {first} of the Panel" in shown
        assert TIME not in shown
        assert "Made of another report." not in shown
        kept = inside(office)
        assert f"Recommendation {number} withdrawn: Olive Ashdown" in kept
        assert f"Before: {TIME}" in kept
        assert "Reason: Made of another report." in kept
        with office.sessions() as session:
            assert {each.number for each in open_requests(session)} == {first}
        assert office.as_("officer").http.get(f"{own(number)}/withdraw").status_code == 404
        assert log_of(office, "report:recommendation_withdrawn").reason == "Made of another report."

    def test_the_last_one_withdrawn_does_not_open_the_way_without_a_word(self, asked: tuple[Office, int, int]) -> None:
        office, first, second = asked
        officer = office.as_("officer")
        officer.submit(f"{own(first)}/response", text="It does.")
        officer.submit(f"{own(second)}/withdraw", reason="Recorded twice.")
        assert road(officer.get(f"{REPORT}/versions/1"))["Recommendations"] == "Done 1 recommendation; 1 withdrawn"
        officer.submit(f"{own(first)}/response/withdraw", reason="Not his.")
        officer.submit(f"{own(first)}/withdraw", reason="Recorded twice.")
        shown = road(officer.get(f"{REPORT}/versions/1"))
        assert shown["Recommendations"] == "Not yet Not recorded yet; 2 withdrawn"
        with office.sessions() as session:
            assert road_of(session, YEAR).missing == ("it is not recorded whether the Panel made recommendations",)

    def test_an_earlier_word_that_none_was_made_does_not_count_again(self, office: Office) -> None:
        officer, commissioner, chief = people(office)
        with transaction(office.sessions) as session:
            write_annual(session, officer)
            sent_annual(session, officer, commissioner, chief, at=MOMENT)
            reviewed(session, officer, make_meeting(session, TODAY))
            nothing_recommended(session, officer)
            number = recommended(session, officer)
        office.as_("officer").submit(f"{own(number)}/withdraw", reason="Made of another report.")
        with office.sessions() as session:
            assert road_of(session, YEAR).said_none is None
        office.as_("officer").submit(f"{REPORT}/recommendations/none")
        with office.sessions() as session:
            assert road_of(session, YEAR).missing == ()

    def test_one_with_a_response_stays(self, asked: tuple[Office, int, int]) -> None:
        office, number, _ = asked
        officer = office.as_("officer")
        opened = officer.get(f"{own(number)}/withdraw").form()
        officer.submit(f"{own(number)}/response", text="It does.")
        assert "has a response" in officer.get(f"{own(number)}/withdraw", status=409).main
        assert f"{own(number)}/withdraw" not in str(officer.get(f"{REPORT}/versions/1").soup)
        late = officer.post(f"{own(number)}/withdraw", {**opened, "reason": "Mine"}, status=409)
        assert "Mine" in late.main
        assert COST in public(office)

    @pytest.mark.parametrize("act", ACTS)
    def test_only_who_records_does_it(self, asked: tuple[Office, int, int], act: str) -> None:
        office, number, _ = asked
        assert f"{own(number)}/{act}" in str(office.as_("officer").get(f"{REPORT}/versions/1").soup)
        for who in ("commissioner", "clerk", "member", "administrator"):
            assert office.as_(who).http.get(f"{own(number)}/{act}").status_code == 403
        for who in ("commissioner", "clerk"):
            assert f"{own(number)}/{act}" not in str(office.as_(who).get(f"{REPORT}/versions/1").soup)


def test_everybody_reads_that_a_published_response_was_withdrawn(asked: tuple[Office, int, int]) -> None:
    office, number, _ = asked
    with transaction(office.sessions) as session:
        responded(session, number, people(office)[0], "It does.")
        published(session, number, people(office)[0])
    officer, said = office.as_("officer"), "A response of 18 September 2024 was withdrawn on 18 September 2024."
    assert said not in public(office)
    officer.submit(f"{own(number)}/publication/withdraw", reason="Not printed.")
    assert said in public(office)
    officer.submit(f"{own(number)}/response/withdraw", reason="Not agreed.")
    shown = public(office)
    assert said in shown
    assert "It does." not in shown
    officer.submit(f"{own(number)}/response", text="It will.")
    assert said in public(office)
    officer.submit(f"{own(number)}/publication", place="With the minutes")
    shown = public(office)
    assert "It will." in shown
    assert said not in shown


class TestDays:
    def test_a_response_is_due_on_or_after_the_day_of_its_meeting(self, asked: tuple[Office, int, int]) -> None:
        office, *_ = asked
        page = office.refused("officer", f"{REPORT}/recommendations/new", {"due_on": ["1", "1", "2020"]}, text="More.")
        assert "must not be before 18 September 2024" in page.beside("due_on")

    @pytest.mark.parametrize("day", ["17", "19"])
    def test_a_day_on_which_nobody_responded_is_refused_beside_it(
        self, asked: tuple[Office, int, int], day: str
    ) -> None:
        office, number, _ = asked
        said = "The day of the response must be from 18 September 2024, the day of the meeting, to today"
        page = office.refused("officer", f"{own(number)}/response", {"on": [day, "9", "2024"]}, text="It does.")
        assert said in page.beside("on")
        office.as_("officer").submit(f"{own(number)}/response", text="It does.")
        answers = {"on": [day, "9", "2024"]}
        page = office.refused("officer", f"{own(number)}/response/correct", answers, reason="The day.")
        assert said in page.beside("on")

    def test_nobody_said_that_none_was_made_before_the_review(self, asked: tuple[Office, int, int]) -> None:
        office, *numbers = asked
        for number in numbers:
            office.as_("officer").submit(f"{own(number)}/withdraw", reason="Made of another report.")
        page = office.refused("officer", f"{REPORT}/recommendations/none", {"on": ["17", "9", "2024"]})
        assert "the day of the Panel’s first meeting about the report, to today" in page.beside("on")
