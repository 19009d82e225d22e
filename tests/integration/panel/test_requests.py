"""What the Panel asked for, through the pages."""

from __future__ import annotations

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.panel import queries_plan

LIST, FIRST = "/panel/requests", "/panel/requests/1"
ASKED = {"kind": "recommendation", "text": "Publish the £5 plan – “soon”", "owner": "PCC", "minute": "44"}


def rows(page: Page) -> list[str]:
    return [words(row.a) for row in page.soup.select("table tbody tr")]


def held(page: Page) -> str:
    """The value of the meeting of 27 June."""
    option = page.soup.find("option", string="27 June 2024")
    assert option is not None
    return str(option["value"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Give timescales for improvements", "Say where patrols go"]),
        ("?state=answered", ["Send the report"]),
        ("?state=withdrawn", []),
        ("?state=all", ["Give timescales for improvements", "Say where patrols go", "Send the report"]),
        ("?state=nonsense", ["Give timescales for improvements", "Say where patrols go"]),
    ],
)
def test_the_list_shows_open_ones_unless_asked_for_others(panel: Office, query: str, found: list[str]) -> None:
    assert rows(panel.as_("member").get(f"{LIST}{query}")) == found


def test_what_is_overdue_says_so(panel: Office) -> None:
    assert "Due 2 Sep 2024 Overdue" in panel.as_("officer").get(LIST).main
    assert "Overdue" in panel.as_("officer").get(FIRST).main


def test_an_empty_list_says_what_to_do(office: Office) -> None:
    assert "Record what it asks for after each meeting." in office.as_("clerk").get(LIST).main


def test_a_request_is_recorded(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(f"{LIST}/new")
    offered = [words(option) for option in opened.soup.select("#meeting_id option")]
    assert offered == ["Select a meeting", "27 June 2024"], "nothing is asked before a meeting is held"
    owner = str(panel.people["commissioner"])
    answers = ASKED | {"meeting_id": held(opened), "owner_id": owner, "due_on": ["1", "12", "2024"]}
    page = clerk.submit(f"{LIST}/new", answers, follow=True, status=200)
    assert page.h1 == "Request 4 of the Panel"
    assert "Publish the £5 plan – “soon”" in page.main
    assert "PCC (Col Whitmore)" in page.main
    assert "Meeting of 27 June 2024 , minute 44" in page.main
    with panel.sessions() as session:
        assert [each.number for each in queries_plan.open_requests(session)] == [1, 4, 2]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Enter what was asked"),
        ({"owner": ""}, "Enter who owes it"),
        ({"minute": "0"}, "Enter a whole number, for example 47"),
        ({"minute": "４"}, "Enter a whole number, for example 47"),
        ({"meeting_id": ""}, "Select the meeting"),
        ({"due_on": ["30", "2", "2025"]}, "The day it is due must be a real date, for example 31 10 2024"),
    ],
)
def test_what_makes_no_sense_is_refused(panel: Office, changes: dict[str, str], said: str) -> None:
    answers = ASKED | {"meeting_id": held(panel.as_("clerk").get(f"{LIST}/new"))} | changes
    assert panel.refused("clerk", f"{LIST}/new", answers).errors == [said]


def test_nothing_is_due_before_it_was_asked(panel: Office) -> None:
    said = "The day it is due must not be before 27 June 2024, the day it was asked"
    answers = ASKED | {"meeting_id": held(panel.as_("clerk").get(f"{LIST}/new")), "due_on": ["26", "6", "2024"]}
    page = panel.refused("clerk", f"{LIST}/new", answers)
    assert page.errors == [said]
    assert said in page.beside("due_on")
    changed = panel.refused("clerk", f"{FIRST}/change", due_on=["1", "1", "2020"], reason="Agreed.")
    assert changed.errors == [said]
    panel.as_("clerk").submit(f"{FIRST}/change", due_on=["27", "6", "2024"], reason="Agreed.")


def test_an_answer_closes_it(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = clerk.submit(
        f"{FIRST}/answer", answer="By **March**.", answered_on=["17", "9", "2024"], follow=True, status=200
    )
    assert "Answered on 17 September 2024" in page.main
    assert rows(clerk.get(LIST)) == ["Say where patrols go"]
    for act in ("change", "answer", "withdraw"):
        assert "Request 1 is answered." in clerk.get(f"{FIRST}/{act}", status=409).main


@pytest.mark.parametrize("day", [["26", "6", "2024"], ["19", "9", "2024"]])
def test_an_answer_is_given_between_the_meeting_and_today(panel: Office, day: list[str]) -> None:
    page = panel.refused("clerk", f"{FIRST}/answer", answer="Yes.", answered_on=day)
    assert page.errors == ["The day of the answer must be from 27 June 2024, the day it was asked, to today"]


def test_another_day_or_owner_needs_a_reason(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = panel.refused("clerk", f"{FIRST}/change", due_on=["1", "11", "2024"])
    assert page.errors == ["Enter why the owner or the day it is due changes"]
    assert panel.refused("clerk", f"{FIRST}/change", owner="OPCC").errors == page.errors
    clerk.submit(f"{FIRST}/change", due_on=["1", "11", "2024"], reason="Agreed with the chair.")
    assert "Due 1 November 2024" in clerk.get(FIRST).main
    clerk.submit(f"{FIRST}/change", minute="45")
    assert "minute 45" in clerk.get(FIRST).main


def test_withdrawing_needs_a_reason(panel: Office) -> None:
    assert panel.refused("clerk", f"{FIRST}/withdraw").errors == ["Enter why it is withdrawn"]
    page = panel.as_("clerk").submit(f"{FIRST}/withdraw", reason="Asked twice.", follow=True, status=200)
    assert "Withdrawn on 18 September 2024 by Clara Penn: Asked twice." in page.main


@pytest.mark.parametrize("act", ["change", "answer", "withdraw"])
def test_a_form_opened_before_somebody_elses_change_is_refused(panel: Office, act: str) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(f"{FIRST}/{act}").form() | {"reason": "Mine", "answer": "Mine"}
    clerk.submit(f"{FIRST}/change", text="Theirs")
    before = panel.counts()
    page = clerk.post(f"{FIRST}/{act}", opened, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert panel.counts() == before
