"""The clerk makes an agenda and changes it, with buttons; nobody else learns what is exempt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories_packs import CANARY, make_filled_agenda, make_meeting, make_template
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.dates import fix_today
from tracker.writing import transaction

MEETING = "/meetings/2024-09-26"
AGENDA = f"{MEETING}/agenda"
EXEMPT = {
    "paragraph": "3",
    "description": f"It names the {CANARY} company.",
    "public_interest": f"It would harm the {CANARY} tender.",
}


@pytest.fixture
def with_agenda(office: Office) -> Office:
    """Three open items of the template, and a fourth that is exempt."""
    with transaction(office.sessions) as session:
        make_filled_agenda(session)
    return office


def order(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select("ol.tracker-plan > li > strong")]


def press(office: Office, title: str, way: str) -> dict[str, Any]:
    """What the button beside an item sends."""
    page = office.as_("clerk").get(AGENDA)
    item = next(each for each in page.soup.select("ol.tracker-plan > li") if title in each.get_text())
    (form,) = (each for each in item.select("form") if str(each["action"]).endswith(f"/{way}"))
    return page.form(str(form["action"])) | {"_action": str(form["action"])}


def test_the_clerk_makes_the_agenda_from_the_template(office: Office) -> None:
    with transaction(office.sessions) as session:
        make_template(session)
        make_meeting(session)
    clerk = office.as_("clerk")
    assert "This meeting has no agenda yet." in clerk.get(AGENDA).main
    page = clerk.get(f"{AGENDA}/new")
    assert "Public participation" in page.main
    page = clerk.submit(f"{AGENDA}/new", follow=True, status=200)
    assert order(page) == ["Apologies for absence", "Minutes", "Public participation"]
    assert "It has to be public by 18 September 2024." in page.main
    assert "Item 2, Minutes: its paper is still missing" in page.main
    assert "has an agenda already" in clerk.get(f"{AGENDA}/new", status=409).main


def test_the_page_of_the_meeting_leads_those_to_the_agenda_who_may_see_it(with_agenda: Office) -> None:
    for who, offered in (("clerk", True), ("officer", True), ("member", False)):
        links = [link["href"] for link in with_agenda.as_(who).get(MEETING).soup.select("main a[href]")]
        assert (AGENDA in links) is offered


def test_an_agenda_without_a_template_begins_empty(office: Office) -> None:
    with transaction(office.sessions) as session:
        make_meeting(session)
    page = office.as_("clerk").get(f"{AGENDA}/new")
    assert "The template has no lines, so the agenda begins empty." in page.main
    page = office.as_("clerk").submit(f"{AGENDA}/new", follow=True, status=200)
    assert order(page) == []


def test_an_item_is_added_to_part_one_or_with_its_reasons_to_part_two(with_agenda: Office) -> None:
    clerk = with_agenda.as_("clerk")
    page = clerk.submit(f"{AGENDA}/items/new", {"title": "Tasers", "part": "I"}, follow=True, status=200)
    assert order(page)[3:] == ["Tasers", "Complaint against a contractor"]
    closed = {"title": "A witness", "part": "II"}
    page = with_agenda.refused("clerk", f"{AGENDA}/items/new", closed)
    assert page.beside("paragraph") == "Choose the paragraph of Schedule 12A under which the item is exempt."
    page = with_agenda.refused("clerk", f"{AGENDA}/items/new", closed | {"paragraph": "1", "description": "His name."})
    assert page.beside("public_interest").startswith("Enter why the public interest")
    assert page.form()["description"] == "His name."
    page = clerk.submit(f"{AGENDA}/items/new", closed | EXEMPT, follow=True, status=200)
    assert order(page)[-1] == "A witness"


def test_buttons_move_an_item_up_and_down(with_agenda: Office) -> None:
    clerk = with_agenda.as_("clerk")
    sent = press(with_agenda, "Minutes", "up")
    page = clerk.post(sent.pop("_action"), sent, follow=True, status=200)
    assert order(page)[:2] == ["Minutes", "Apologies for absence"]
    sent = press(with_agenda, "Minutes", "down")
    page = clerk.post(sent.pop("_action"), sent, follow=True, status=200)
    assert order(page)[:2] == ["Apologies for absence", "Minutes"]
    first = page.soup.select("ol.tracker-plan > li")[0]
    assert [button.get_text(strip=True) for button in first.select("button")] == ["Down: Apologies for absence"]


def test_of_two_clerks_the_second_sees_both_orders_and_nothing_moves(with_agenda: Office) -> None:
    clerk = with_agenda.as_("clerk")
    mine, theirs = press(with_agenda, "Public participation", "up"), press(with_agenda, "Apologies for absence", "down")
    clerk.post(theirs.pop("_action"), theirs)
    page = clerk.post(mine.pop("_action"), mine, status=409)
    assert page.errors[0].startswith("The agenda was changed by somebody else while you had this page open.")
    orders = [
        [each.get_text(strip=True) for each in lines.select("li")]
        for lines in page.soup.select("ol.govuk-list--number:not(.tracker-plan)")
    ]
    assert [each[:3] for each in orders] == [
        ["Apologies for absence", "Public participation", "Minutes"],
        ["Minutes", "Apologies for absence", "Public participation"],
    ]
    assert order(page)[:3] == orders[1][:3]


def test_words_are_changed_and_a_change_meanwhile_is_shown(with_agenda: Office) -> None:
    clerk, address = with_agenda.as_("clerk"), f"{AGENDA}/items/1/change"
    opened = clerk.get(address).form()
    page = clerk.submit(address, {"title": "Welcome"}, follow=True, status=200)
    assert order(page)[0] == "Welcome"
    page = clerk.post(address, opened | {"title": "Hello"}, status=409)
    assert "Welcome" in page.main
    assert page.form()["title"] == "Hello"
    page = clerk.post(address, page.form(), follow=True, status=200)
    assert order(page)[0] == "Hello"
    page = clerk.submit(address, follow=True, status=200)
    assert "Nothing was changed" in page.text


def test_an_item_goes_to_part_two_and_back(with_agenda: Office) -> None:
    clerk = with_agenda.as_("clerk")
    page = clerk.submit(f"{AGENDA}/items/1/exempt", EXEMPT, follow=True, status=200)
    assert order(page)[-1] == "Apologies for absence"
    assert "Exempt by paragraph 3" in page.main
    page = clerk.submit(f"{AGENDA}/items/1/open", follow=True, status=200)
    assert order(page)[2] == "Apologies for absence"


def test_a_withdrawn_item_is_listed_with_its_reason_and_can_no_longer_be_changed(with_agenda: Office) -> None:
    clerk, address = with_agenda.as_("clerk"), f"{AGENDA}/items/2/withdraw"
    assert with_agenda.refused("clerk", address).beside("reason") == "Enter why it is withdrawn"
    page = clerk.submit(address, {"reason": "No minutes yet."}, follow=True, status=200)
    assert "Minutes" not in order(page)
    assert "No minutes yet." in page.main
    assert "withdrawn already" in clerk.get(f"{AGENDA}/items/2/change", status=409).main


@pytest.mark.parametrize("who", ["officer", "lead", "analyst", "chief_executive", "commissioner"])
def test_the_office_sees_of_an_exempt_item_title_and_paragraph(with_agenda: Office, who: str) -> None:
    page = with_agenda.as_(who).get(AGENDA)
    assert "Complaint against a contractor" in page.main
    assert "Paragraph 3 of Schedule 12A" in page.main
    assert "It is not published yet" in page.main
    assert CANARY not in str(page.soup).lower()


@pytest.mark.parametrize("who", ["member", "administrator"])
def test_others_see_nothing_of_it_before_it_is_published(with_agenda: Office, who: str) -> None:
    assert CANARY not in str(with_agenda.as_(who).get(AGENDA, status=403).soup).lower()


@pytest.mark.parametrize("address", ["change", "exempt", "open", "withdraw"])
def test_only_the_clerk_opens_the_forms_of_an_exempt_item(with_agenda: Office, address: str) -> None:
    for who in ("officer", "chief_executive", "member", "administrator"):
        page = with_agenda.as_(who).get(f"{AGENDA}/items/4/{address}", status=403)
        assert CANARY not in str(page.soup).lower()


def test_an_item_in_no_published_pack_is_not_asked_why_it_changes(with_agenda: Office) -> None:
    clerk = with_agenda.as_("clerk")
    for act in ("change", "exempt", "open"):
        assert not clerk.get(f"{AGENDA}/items/1/{act}").soup.select("[name=reason]")


def test_only_of_a_late_item_is_it_asked_why_it_is_urgent(with_agenda: Office) -> None:
    address = f"{AGENDA}/items/new"
    assert not with_agenda.as_("clerk").get(address).soup.select("[name=urgency]")
    fix_today(date(2024, 9, 19))
    assert with_agenda.as_("clerk").get(address).soup.select("[name=urgency]")
    page = with_agenda.as_("clerk").submit(address, {"title": "A late contract"}, status=422)
    assert page.errors[0].startswith("Enter the chair’s reason why this is urgent")
    fix_today(date(2024, 9, 27))
    assert with_agenda.as_("clerk").get(address, status=409).soup.select_one("h1")


def test_exempt_answers_for_an_item_of_part_one_are_never_dropped_in_silence(with_agenda: Office) -> None:
    page = with_agenda.as_("clerk").submit(f"{AGENDA}/items/new", {"title": "A tender", **EXEMPT}, status=422)
    assert page.errors[0].startswith("You said why the item is exempt, but chose Part I, which everybody reads.")
