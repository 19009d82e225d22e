"""The clerk writes the minutes on pages; others read them; what is exempt stays with those entitled."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import select

from tests.factories_minutes import begin, confirm, decide, exempt_minute, minute, seat
from tests.factories_packs import CANARY, make_filled_agenda
from tests.factories_panel import make_meeting, make_member
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.dates import fix_today
from tracker.packs.queries_minutes import minutes_at
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries import meeting
from tracker.panel.rules import PanelRole
from tracker.writing import transaction

MEETING = "/meetings/2024-06-27"
MINUTES = f"{MEETING}/minutes"
JUNE, SEPTEMBER = date(2024, 6, 27), date(2024, 9, 12)


@pytest.fixture
def held(office: Office) -> Office:
    """A meeting in June with two members, of whom Cllr Birch has the member's account, a substitute, and an agenda."""
    with transaction(office.sessions) as session:
        make_member(session, "Cllr Ash", PanelRole.CHAIRMAN)
        make_member(session, "Cllr Birch", seat=2, account_id=office.people["member"])
        make_member(session, "Cllr Elm", PanelRole.SUBSTITUTE, seat=3)
        june = make_meeting(session, JUNE, starts_at=time(10, 30), ends_at=time(12, 40))
        make_filled_agenda(session, june, on=JUNE)
        make_meeting(session, SEPTEMBER)
    return office


@pytest.fixture
def drafted(held: Office) -> Office:
    """36 Tasers and 37 Drones, and 38, which is exempt."""
    with transaction(held.sessions) as session:
        minutes = begin(session, meeting(session, "2024-06-27"), 36)
        for item in list(minutes.items):
            item.withdrawn_on, item.withdrawn_by, item.withdrawn_reason = JUNE, "Clara", "Not reached."
        minute(session, minutes, "Tasers", "They were shown.")
        minute(session, minutes, "Drones")
        exempt_minute(session, minutes)
    return held


def order(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select("ol.tracker-plan > li > strong")]


def numbers(page: Page) -> list[int]:
    return [int(str(each["value"])) for each in page.soup.select("ol.tracker-plan > li")]


def item(title: str, act: str) -> str:
    return f"{MINUTES}/items/{ {'Tasers': 5, 'Drones': 6, 'Exempt': 7}[title] }/{act}"


def test_the_clerk_makes_them_from_the_agenda(held: Office) -> None:
    clerk = held.as_("clerk")
    assert "This meeting has no minutes yet." in clerk.get(MINUTES).main
    page = clerk.get(f"{MINUTES}/new")
    assert "Public participation" in page.main
    assert page.form()["first_number"] == "1"
    assert "Enter a whole number" in held.refused("clerk", f"{MINUTES}/new", first_number="soon").beside("first_number")
    page = clerk.submit(f"{MINUTES}/new", first_number="36", follow=True, status=200)
    assert numbers(page) == [36, 37, 38, 39]
    assert "2 members present" in page.main
    assert "has minutes already" in clerk.get(f"{MINUTES}/new", status=409).main


def test_before_the_meeting_there_is_nothing_to_minute(held: Office) -> None:
    fix_today(date(2024, 6, 26))
    assert "Its minutes can be made from 27 June 2024 on." in held.as_("clerk").get(MINUTES).main
    held.as_("clerk").get(f"{MINUTES}/new", status=409)


def test_who_was_there_is_entered_and_refused_beside_the_name(drafted: Office) -> None:
    clerk, address = drafted.as_("clerk"), f"{MINUTES}/attendance"
    page = drafted.refused("clerk", address, {"member-0-left": "12 noon"})
    assert page.beside("member-0-left")
    assert page.form()["member-0-left"] == "12 noon"
    page = drafted.refused("clerk", address, {"member-0-left": "12:00"})
    assert page.beside("member-0-left_during") == "Choose the item during which Cllr Ash left."
    typed = {
        "member-0-left": "12:00",
        "member-0-left_during": "6",
        "member-1-state": "apology",
        "member-1-substitute": "Cllr Elm",
        "guests": "Jo Smith, Chief Executive\nA reporter",
    }
    page = clerk.submit(address, typed, follow=True, status=200)
    assert "2 members present, 1 apology, 2 other people." in page.main
    page = clerk.get(MINUTES)
    assert "Cllr Ash left at 12pm." in page.main
    assert "Cllr Birch; Cllr Elm came as substitute" in page.main
    assert "Jo Smith, Chief Executive" in page.main
    assert clerk.get(address).form()["member-1-substitute"] == "Cllr Elm"
    assert "Nothing was changed" in clerk.submit(address, follow=True, status=200).text


def test_a_list_that_somebody_else_changed_is_not_overwritten(drafted: Office) -> None:
    clerk, address = drafted.as_("clerk"), f"{MINUTES}/attendance"
    opened = clerk.get(address).form()
    clerk.submit(address, {"member-1-state": "away"})
    page = clerk.post(address, opened | {"member-0-state": "away"}, status=409)
    assert "Cllr Birch: neither" in page.main
    assert page.form()["member-0-state"] == "away"
    clerk.post(address, page.form(), follow=True, status=200)


def test_items_are_added_changed_moved_and_taken_out(drafted: Office) -> None:
    clerk = drafted.as_("clerk")
    page = clerk.submit(f"{MINUTES}/items/new", {"title": "Horses"}, follow=True, status=200)
    assert order(page) == ["Tasers", "Drones", "Complaint against a contractor", "Horses"]
    page = clerk.submit(item("Drones", "change"), {"text": "None fly."}, follow=True, status=200)
    assert "None fly." in page.main
    row = page.soup.select("ol.tracker-plan > li")[1]
    (up,) = (each for each in row.select("form") if str(each["action"]).endswith("/up"))
    sent = page.form(str(up["action"]))
    page = clerk.post(str(up["action"]), sent, follow=True, status=200)
    assert order(page)[:2] == ["Drones", "Tasers"]
    page = clerk.post(str(up["action"]), sent | {"form_key": "k" * 32}, status=409)
    assert "The order now" in page.main
    assert drafted.refused("clerk", item("Tasers", "withdraw")).beside("reason") == "Enter why it is taken out"
    page = clerk.submit(item("Tasers", "withdraw"), {"reason": "Not reached."}, follow=True, status=200)
    assert numbers(page) == [36, 37, 38]
    clerk.get(item("Tasers", "change"), status=409)


def test_a_change_meanwhile_is_shown_beside_what_was_typed(drafted: Office) -> None:
    clerk, address = drafted.as_("clerk"), item("Tasers", "change")
    opened = clerk.get(address).form()
    clerk.submit(address, {"text": "They were sold."})
    page = clerk.post(address, opened | {"text": "They were lent."}, status=409)
    assert "They were sold." in page.main
    assert page.form()["text"] == "They were lent."


def test_a_decision_names_two_people_who_were_there(drafted: Office) -> None:
    clerk, address = drafted.as_("clerk"), item("Drones", "decisions/new")
    page = drafted.refused("clerk", address, {"text": "To buy one."})
    assert page.beside("proposer").startswith("Enter who proposed and who seconded it")
    both = {"proposer": "Cllr Ash", "seconder": "Cllr Ash"}
    page = drafted.refused("clerk", address, {"text": "To buy one.", **both})
    assert "cannot second their own motion" in page.beside("seconder")
    page = clerk.submit(address, {"text": "To buy one.", **both, "seconder": "Cllr Birch"}, follow=True, status=200)
    assert "Proposed by Cllr Ash, seconded by Cllr Birch." in page.main
    changed = {"text": "To buy two.", "formal": "agreed"}
    page = clerk.submit(item("Drones", "decisions/1/change"), changed, follow=True, status=200)
    assert "To buy two." in page.main
    assert "Proposed by" not in page.main
    page = clerk.submit(item("Drones", "decisions/1/withdraw"), follow=True, status=200)
    assert "To buy two." not in page.main


def test_an_action_becomes_a_request_and_both_lead_to_each_other(drafted: Office) -> None:
    clerk = drafted.as_("clerk")
    typed = {"text": "Count the drones", "owner": "PCC"}
    page = clerk.submit(item("Drones", "actions/new"), typed, follow=True, status=200)
    (link,) = (each for each in page.soup.select("main a[href^='/panel/requests/']"))
    page = clerk.get(str(link["href"]))
    assert "37" in page.main
    assert page.soup.select(f"main a[href='{MINUTES}']")
    clerk.submit(item("Drones", "actions/1/change"), {"owner": "OPCC"})
    with drafted.sessions() as session:
        assert session.scalars(select(PanelRequest.owner)).all() == ["OPCC"]
    page = clerk.submit(item("Drones", "actions/1/withdraw"), follow=True, status=200)
    assert "Count the drones" not in page.main


def test_the_first_number_can_be_changed_until_another_meeting_has_it(drafted: Office) -> None:
    page = drafted.as_("clerk").submit(f"{MINUTES}/number", first_number="50", follow=True, status=200)
    assert numbers(page) == [50, 51, 52]


def test_confirmed_they_are_for_everybody_and_fixed(drafted: Office) -> None:
    clerk, public = drafted.as_("clerk"), drafted.visitor()
    public.get("/published/minutes/2024-06-27", status=404)
    assert drafted.refused("clerk", f"{MINUTES}/confirm").beside("meeting") == "Choose the meeting"
    opened = clerk.get(f"{MINUTES}/confirm").form() | {"meeting": "2024-09-12"}
    clerk.submit(item("Drones", "change"), {"text": "None fly."})
    page = clerk.post(f"{MINUTES}/confirm", opened, status=409)
    assert "None fly." in page.main
    page = clerk.post(f"{MINUTES}/confirm", page.form(), follow=True, status=200)
    assert "The Panel confirmed these minutes on 12 September 2024." in page.main
    page = public.get("/published/minutes/2024-06-27")
    assert "None fly." in page.main
    assert "Draft" not in page.main
    with public.http.get("/published/minutes/2024-06-27.pdf") as answer:
        fixed = answer.get_data()
    with drafted.as_("officer").http.get(f"{MINUTES}.pdf") as answer:
        assert answer.get_data() == fixed
    for act in ("edit", "confirm", "attendance", "items/new", "items/5/change"):
        assert "cannot be changed" in clerk.get(f"{MINUTES}/{act}", status=409).main


def test_no_later_meeting_no_confirming(drafted: Office) -> None:
    fix_today(date(2024, 9, 1))
    assert "has been held yet" in drafted.as_("clerk").get(f"{MINUTES}/confirm", status=409).main


@pytest.mark.parametrize("who", ["officer", "chief_executive"])
def test_the_office_reads_the_draft_without_what_is_exempt(drafted: Office, who: str) -> None:
    page = drafted.as_(who).get(MINUTES)
    assert "This is a draft." in page.main
    assert "A tender was considered." in page.main
    assert CANARY not in str(page.soup).lower()
    with drafted.as_(who).http.get(f"{MINUTES}-full.pdf") as answer:
        assert answer.status_code == 403


def test_a_member_who_sat_that_day_reads_what_is_exempt_and_one_who_did_not_does_not(drafted: Office) -> None:
    member = drafted.as_("member")
    assert CANARY in member.get(MINUTES).main.lower()
    with member.http.get(f"{MINUTES}-full.pdf") as answer:
        assert answer.status_code == 200
    assert ("minutes:downloaded", "meetings/2024-06-27, minutes") in drafted.events()
    with transaction(drafted.sessions) as session:
        march = begin(session, make_meeting(session, date(2024, 3, 7)), 1)
        exempt_minute(session, march)
    page = member.get("/meetings/2024-03-07/minutes")
    assert CANARY not in str(page.soup).lower()


def test_without_anything_exempt_there_are_no_full_minutes(drafted: Office) -> None:
    clerk = drafted.as_("clerk")
    clerk.submit(item("Exempt", "withdraw"), {"reason": "Not reached."})
    assert "Nothing in the minutes" in clerk.get(f"{MINUTES}-full.pdf", status=409).main


def test_a_page_of_minutes_asks_as_much_of_the_database_whatever_they_hold(drafted: Office) -> None:
    with transaction(drafted.sessions) as session:
        found = minutes_at(session, meeting(session, "2024-06-27"))
        seat(session, found, "Cllr Ash", "Cllr Birch")
        for number in range(10):
            decide(session, minute(session, found, f"Item {number}"), "To note it.", "Cllr Ash", "Cllr Birch")
        confirm(session, found, meeting(session, "2024-09-12"))
    assert len(drafted.as_("officer").get(MINUTES).soup.select("h4")) >= 10
