"""The lines that every new agenda begins with, kept by the clerk."""

from __future__ import annotations

import pytest

from tests.factories_packs import make_template
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.writing import transaction

TEMPLATE = "/agenda-template"


@pytest.fixture
def kept(office: Office) -> Office:
    with transaction(office.sessions) as session:
        make_template(session)
    return office


def order(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select("ol.tracker-plan > li > strong")]


def test_lines_are_added_at_the_end(office: Office) -> None:
    clerk = office.as_("clerk")
    assert "The template has no lines, so new agendas begin empty." in clerk.get(TEMPLATE).main
    assert office.refused("clerk", f"{TEMPLATE}/new").beside("title") == "Enter the title"
    typed = {"title": "Apologies", "kind": "standing", "text": "To receive **apologies**."}
    page = clerk.submit(f"{TEMPLATE}/new", typed, follow=True, status=200)
    assert order(page) == ["Apologies"]
    assert "New agendas begin with “Apologies” too." in page.text
    assert page.soup.select_one("main li b, main li strong + span") is not None


def test_a_line_is_changed_and_a_change_meanwhile_is_shown(kept: Office) -> None:
    clerk, address = kept.as_("clerk"), f"{TEMPLATE}/2/change"
    opened = clerk.get(address).form()
    page = clerk.submit(address, {"title": "Minutes of the last meeting"}, follow=True, status=200)
    assert order(page)[1] == "Minutes of the last meeting"
    page = clerk.post(address, opened | {"title": "Old minutes"}, status=409)
    assert "Minutes of the last meeting" in page.main
    assert page.form()["title"] == "Old minutes"
    assert "Nothing was changed" in clerk.submit(address, follow=True, status=200).text


def test_buttons_move_a_line_and_the_same_button_has_the_focus_again(kept: Office) -> None:
    clerk = kept.as_("clerk")
    for expected in ("up-3", "down-3"):
        sent = clerk.get(TEMPLATE).form(f"{TEMPLATE}/3/up")
        answer = clerk.post(f"{TEMPLATE}/3/up", sent)
        assert answer.response.headers["Location"] == f"{TEMPLATE}#{expected}"
        page = clerk.get(TEMPLATE)
        assert page.soup.find(id=expected) is not None
        assert page.soup.select_one("[role=alert][data-disable-auto-focus]") is not None
    assert order(page)[0] == "Public participation"
    page = clerk.post(f"{TEMPLATE}/3/up", page.form(f"{TEMPLATE}/3/down"), status=422)
    assert page.errors == ["The item stands first of its part already."]


def test_of_two_clerks_the_second_is_told(kept: Office) -> None:
    clerk = kept.as_("clerk")
    mine = clerk.get(TEMPLATE).form(f"{TEMPLATE}/2/up")
    clerk.submit(f"{TEMPLATE}/2/change", {"title": "Minutes of June"})
    page = clerk.post(f"{TEMPLATE}/2/up", mine, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert order(page) == ["Apologies for absence", "Minutes of June", "Public participation"]


def test_a_line_is_withdrawn_with_a_reason_and_can_no_longer_be_changed(kept: Office) -> None:
    clerk, address = kept.as_("clerk"), f"{TEMPLATE}/1/withdraw"
    assert kept.refused("clerk", address).beside("reason") == "Enter why it is withdrawn"
    page = clerk.submit(address, {"reason": "Asked for otherwise."}, follow=True, status=200)
    assert order(page) == ["Minutes", "Public participation"]
    assert "withdrawn already" in clerk.get(f"{TEMPLATE}/1/change", status=409).main


@pytest.mark.parametrize("number", ["9", str(10**30)])
def test_a_line_that_never_was_is_not_found(kept: Office, number: str) -> None:
    for act in ("change", "withdraw"):
        kept.as_("clerk").get(f"{TEMPLATE}/{number}/{act}", status=404)


@pytest.mark.parametrize("who", ["officer", "member", "administrator", "chief_executive"])
def test_only_the_clerk_keeps_the_template(kept: Office, who: str) -> None:
    for path in ("", "/new", "/1/change", "/1/withdraw"):
        kept.as_(who).get(f"{TEMPLATE}{path}", status=403)
