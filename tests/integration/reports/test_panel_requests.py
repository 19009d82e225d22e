"""What becomes of what the Panel asked for; of a recommendation on a report only on that report's own page."""

from __future__ import annotations

import pytest

from tests.factories import TODAY
from tests.factories_panel import fill_panel, make_meeting, make_request
from tests.factories_road import YEAR, reviewed, seen, sent_annual, write_annual
from tests.integration.reports.test_annual_road import MOMENT, people
from tests.web_fixtures import Office
from tracker.panel.queries_plan import open_requests, request
from tracker.panel.rules import RequestKind
from tracker.reports.commands_road import Recommend, recommend
from tracker.writing import transaction

TOLD, OPEN = "/panel/requests/3", "/panel/requests/1"
ACTS = ("correct-answer", "withdraw-answer")


@pytest.fixture
def panel(office: Office) -> Office:
    """Request 3 is answered, 1 and 2 are open."""
    with transaction(office.sessions) as session:
        fill_panel(session, office.people["member"])
    return office


def test_the_corrected_words_count_and_the_log_keeps_both(panel: Office) -> None:
    clerk = panel.as_("clerk")
    assert "It was sent in July" in clerk.get(TOLD).main
    answers = {"answer": "It was sent **in June**.", "answered_on": ["17", "9", "2024"], "reason": "The wrong month."}
    page = clerk.submit(f"{TOLD}/correct-answer", answers, follow=True, status=200)
    assert "The answer to request 3 is corrected." in page.text
    assert "Answered on 17 September 2024" in page.main
    assert "Answer It was sent in June" in page.main
    for kept in ("It was sent **in July**.", "It was sent **in June**.", "The wrong month."):
        assert kept in page.main


def test_a_withdrawn_answer_opens_the_request_again(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = clerk.submit(f"{TOLD}/withdraw-answer", reason="Sent to another Panel.", follow=True, status=200)
    assert "State Open" in page.main
    with panel.sessions() as session:
        assert {each.number for each in open_requests(session)} == {1, 2, 3}
    clerk.submit(f"{TOLD}/answer", answer="It was sent in August.", answered_on=["18", "9", "2024"])
    assert "It was sent in August." in clerk.get(TOLD).main


def test_nothing_changes_without_a_reason_or_a_difference(panel: Office) -> None:
    changed = panel.refused("clerk", f"{TOLD}/correct-answer", answer="It was sent in June.")
    assert changed.errors == ["Enter the reason"]
    same = panel.refused("clerk", f"{TOLD}/correct-answer", reason="To look at it.")
    assert same.errors == ["Nothing differs from what is recorded. Change what is wrong, or cancel."]
    assert panel.refused("clerk", f"{TOLD}/withdraw-answer").errors == ["Enter why it is withdrawn"]


def test_an_answer_before_the_question_is_refused(panel: Office) -> None:
    page = panel.refused("clerk", f"{TOLD}/correct-answer", answered_on=["26", "6", "2024"], reason="The day.")
    assert page.errors == ["The day of the answer must be from 27 June 2024, the day it was asked, to today"]


@pytest.mark.parametrize("act", ACTS)
def test_without_an_answer_there_is_nothing_to_mend(panel: Office, act: str) -> None:
    clerk = panel.as_("clerk")
    assert act not in str(clerk.get(OPEN).soup.main)
    assert "Request 1 has no answer yet." in clerk.get(f"{OPEN}/{act}", status=409).main


@pytest.mark.parametrize("act", ACTS)
def test_only_the_clerk_is_offered_it(panel: Office, act: str) -> None:
    assert f"{TOLD}/{act}" in str(panel.as_("clerk").get(TOLD).soup.main)
    assert f"{TOLD}/{act}" not in str(panel.as_("officer").get(TOLD).soup.main)


@pytest.mark.parametrize("act", ACTS)
def test_a_form_opened_before_somebody_elses_correction_is_refused(panel: Office, act: str) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(f"{TOLD}/{act}").form() | {"reason": "Mine", "answer": "Mine"}
    clerk.submit(f"{TOLD}/correct-answer", answer="Theirs", reason="Theirs")
    before = panel.counts()
    page = clerk.post(f"{TOLD}/{act}", opened, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert panel.counts() == before


@pytest.fixture
def on_the_road(office: Office) -> tuple[Office, str]:
    """The report of 2023-24 was reviewed; the Panel recommends something that is on no report yet. With its address."""
    officer, commissioner, chief = people(office)
    with transaction(office.sessions) as session:
        write_annual(session, officer)
        sent_annual(session, officer, commissioner, chief, at=MOMENT)
        meeting = make_meeting(session, TODAY)
        reviewed(session, officer, meeting)
        asked = make_request(session, meeting, kind=RequestKind.RECOMMENDATION)
        number = asked.number
    return office, f"/panel/requests/{number}"


def take_onto_the_report(office: Office, address: str) -> str:
    """What is said of it from now on."""
    number = int(address.rpartition("/")[2])
    with transaction(office.sessions) as session:
        command = Recommend(seen(session), request_id=request(session, number).id)
        recommend(session, YEAR, command, by=people(office)[0], on=TODAY)
    return f"Request {number} is a recommendation on the annual report of 2023-24."


@pytest.mark.parametrize("act", ["change", "answer", "withdraw", *ACTS])
def test_a_recommendation_on_a_report_is_mended_there(on_the_road: tuple[Office, str], act: str) -> None:
    """Also where a form was opened before the report had it. Nothing is changed by the Panel's own pages any more."""
    office, address = on_the_road
    clerk = office.as_("clerk")
    if act in ACTS:
        clerk.submit(f"{address}/answer", answer="In May.", answered_on=["18", "9", "2024"])
    opened = clerk.get(f"{address}/{act}").form() | {
        "answer": "In June.",
        "text": "Other words",
        "reason": "The month.",
    }
    said = take_onto_the_report(office, address)
    before = office.counts()
    assert said in clerk.post(f"{address}/{act}", opened, status=422).errors[0]
    page = clerk.get(f"{address}/{act}", status=409)
    assert said in page.main
    assert page.soup.select_one(f'main a[href="{address}"]') is not None
    assert office.counts() == before


def test_the_page_of_a_recommendation_on_a_report_leads_to_the_report(on_the_road: tuple[Office, str]) -> None:
    office, address = on_the_road
    clerk = office.as_("clerk")
    assert clerk.get(address).soup.select_one(f'main a[href="{address}/withdraw"]') is not None
    take_onto_the_report(office, address)
    shown = clerk.get(address).soup
    assert shown.select_one('main a[href="/reports/annual/2023-24#road"]') is not None
    assert not shown.select(f'main a[href^="{address}/"]')
