"""Who sits on the Panel, and the texts of its agendas, through the pages."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.panel import queries, queries_members
from tracker.panel.rules import TextKind

ASH, BIRCH = "/panel/members/1", "/panel/members/2"
WHO = {"name": "Cllr O’Neil-Ŵyn", "role": "member", "organisation": "Wiltshire Council", "seat": "6"}


def listed(page: Page, caption: str) -> list[str]:
    return [words(row.th) for row in page.soup.select(f"table:has(#{caption}) tbody tr")]


def test_the_panel_is_shown_as_it_is_on_a_day(panel: Office) -> None:
    page = panel.as_("officer").get("/panel")
    assert listed(page, "members-caption") == ["Cllr Ash", "Cllr Birch", "Dr Cedar"]
    assert listed(page, "substitutes-caption") == ["Cllr Elm"]
    assert "Cllr Fir" in page.main
    page = panel.as_("officer").get("/panel?on=2024-07-31")
    assert listed(page, "members-caption") == ["Cllr Ash", "Cllr Birch", "Dr Cedar", "Cllr Fir"]
    page = panel.as_("officer").get("/panel?on=2023-01-01")
    assert listed(page, "members-caption") == ["Dr Cedar"]
    assert "No Chairman is recorded for this day." in page.main


def test_what_is_no_day_is_said_and_today_is_shown(panel: Office) -> None:
    page = panel.as_("officer").get("/panel?on=yesterday")
    assert "“yesterday” is not a day." in page.main
    assert "Members on 18 September 2024" in page.main


def test_without_members_the_page_says_what_to_do(office: Office) -> None:
    assert "Add the first member" in office.as_("clerk").get("/panel").main


def test_a_member_is_added_with_a_term(panel: Office) -> None:
    page = panel.as_("clerk").submit("/panel/members/new", WHO, follow=True, status=200)
    assert page.h1 == "Cllr O’Neil-Ŵyn"
    assert "Member Place 6 in the list Wiltshire Council Not known Goes on" in page.main
    assert [event for event, subject in panel.events() if subject == "panel member 6"] == [
        "panel_member:added",
        "panel_member:term_begun",
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Enter the name"),
        ({"role": ""}, "Office: select one of the answers in the list"),
        ({"seat": "first"}, "Enter a whole number from 1 to 999"),
        ({"role": "chairman"}, "Cllr Ash is Chairman on some of these days. End that term first."),
        (
            {"began": ["2", "9", "2024"], "ended": ["1", "9", "2024"]},
            "The last day must be 2 September 2024, the first day, or later",
        ),
        ({"account_id": "MEMBER"}, "Max Dunning is the account of another member already."),
    ],
)
def test_what_cannot_be_is_refused(panel: Office, changes: dict[str, str], said: str) -> None:
    answers = {name: str(panel.people["member"]) if value == "MEMBER" else value for name, value in changes.items()}
    assert panel.refused("clerk", "/panel/members/new", WHO | answers).errors == [said]


def test_the_chair_passes_on_when_the_first_term_ends(panel: Office) -> None:
    clerk = panel.as_("clerk")
    clerk.submit(f"{ASH}/terms/1/end", ended=["30", "9", "2024"], reason="Retired.")
    clerk.submit(f"{BIRCH}/terms/1/end", ended=["30", "9", "2024"], reason="Became Chairman.")
    term = {"role": "chairman", "organisation": "Swindon Borough Council", "seat": "1", "began": ["1", "10", "2024"]}
    clerk.submit(f"{BIRCH}/terms/new", term)
    with panel.sessions() as session:
        days = (date(2024, 9, 30), date(2024, 10, 1))
        chairs = [queries_members.sitting_on(session, day).chair for day in days]
        assert [chair.member.name for chair in chairs if chair] == ["Cllr Ash", "Cllr Birch"]


def test_nobody_sits_twice_at_once(panel: Office) -> None:
    term = {"role": "substitute", "seat": "9", "began": ["1", "10", "2024"]}
    page = panel.refused("clerk", f"{BIRCH}/terms/new", term)
    assert page.errors == ["Cllr Birch has another term on some of these days. End or correct that one first."]


def test_a_term_is_corrected_with_a_reason_and_ended_once(panel: Office) -> None:
    clerk = panel.as_("clerk")
    assert panel.refused("clerk", f"{BIRCH}/terms/1/correct", seat="7").errors == ["Enter what was wrong"]
    page = clerk.submit(f"{BIRCH}/terms/1/correct", seat="7", reason="Misread.", follow=True, status=200)
    assert "Place 7 in the list Misread." in page.main
    assert "This term has a last day already." in clerk.get("/panel/members/5/terms/1/end", status=409).main


def test_a_term_recorded_by_mistake_is_withdrawn_and_counts_nowhere(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = clerk.submit(f"{BIRCH}/terms/1/withdraw", reason="Never sat.", follow=True, status=200)
    assert "Withdrawn on 18 Sep 2024 by Clara Penn: Never sat." in page.main
    assert "Cllr Birch" not in listed(clerk.get("/panel"), "members-caption")
    assert "This term is withdrawn." in clerk.get(f"{BIRCH}/terms/1/correct", status=409).main


def test_an_account_is_entitled_to_the_days_of_its_terms(panel: Office) -> None:
    with panel.sessions() as session:
        member = panel.people["member"]
        assert queries_members.sits_on(session, member, date(2024, 9, 26))
        assert not queries_members.sits_on(session, member, date(2024, 5, 20))
        assert not queries_members.sits_on(session, panel.people["clerk"], date(2024, 9, 26))


def test_name_and_account_are_changed(panel: Office) -> None:
    page = panel.as_("clerk").submit(f"{BIRCH}/edit", name="Cllr Dr Birch", account_id="", follow=True, status=200)
    assert page.h1 == "Cllr Dr Birch"
    assert "Account: none." in page.main


@pytest.mark.parametrize(("path", "change"), [(f"{BIRCH}/edit", "name"), (f"{BIRCH}/terms/1/correct", "organisation")])
def test_a_form_opened_before_somebody_elses_change_shows_both(panel: Office, path: str, change: str) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(path).form() | {"reason": "Mine"}
    clerk.submit(path, {change: "Somebody’s", "reason": "Theirs"})
    page = clerk.post(path, opened | {change: "Mine"}, status=409)
    assert "Somebody’s" in page.main
    assert page.form()[change] == "Mine"


@pytest.mark.parametrize("path", [f"{BIRCH}/terms/0/end", f"{BIRCH}/terms/2/end", "/panel/members/2147483648"])
def test_a_term_or_member_that_is_not_there_is_not_found(panel: Office, path: str) -> None:
    panel.as_("officer").get(path, status=404)


def test_a_text_is_changed_from_a_day_on(panel: Office) -> None:
    clerk = panel.as_("clerk")
    page = clerk.get("/panel/texts")
    assert "You may film the open part" in page.main
    assert "Nothing is written" in page.main
    clerk.submit("/panel/texts/parking", text="Park **behind** the hall.", effective_on=["1", "10", "2024"])
    with panel.sessions() as session:
        assert TextKind.PARKING not in queries.texts_on(session, date(2024, 9, 30))
        assert queries.texts_on(session, date(2024, 10, 1))[TextKind.PARKING].text == "Park **behind** the hall."
    page = panel.refused("clerk", "/panel/texts/parking", text="Walk.", effective_on=["17", "9", "2024"])
    assert page.errors == ["The first day must be today or in the future"]


def test_two_clerks_who_change_a_text_at_once_see_both(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get("/panel/texts/recording").form()
    clerk.submit("/panel/texts/recording", text="Theirs.")
    page = clerk.post("/panel/texts/recording", opened | {"text": "Mine."}, status=409)
    assert "Theirs." in page.main
    assert page.form()["text"].strip() == "Mine."
