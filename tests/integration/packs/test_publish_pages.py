"""The clerk publishes a pack: sees what is in it and what is missing, asks for it, and sees how far it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories_builds import agenda_at, make_build
from tests.factories_packs import add_letter, make_filled_agenda
from tests.web_fixtures import Office
from tracker import dates
from tracker.access import SYSTEM
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.dates import fix_today
from tracker.packs.commands_work import Builder
from tracker.packs.rules_builds import DIED, LEASE, NOBODY_BUILDS, AgendaMoved
from tracker.writing import transaction

KEY = "2024-09-26"
PUBLISH = f"/meetings/{KEY}/publish"
SUPPLEMENT = f"/meetings/{KEY}/supplement"


@pytest.fixture
def ready(office: Office) -> Office:
    """Three open items and an exempt one; the second has its paper, the fourth still waits for it."""
    with transaction(office.sessions) as session:
        add_letter(session, make_filled_agenda(session), 2, "Minutes of June")
    return office


def build_all(office: Office) -> None:
    builder = Builder(office.sessions)
    while (taken := builder.take()) is not None:
        builder.build(taken)


def letter(office: Office, title: str, reason: str | None = None) -> None:
    with transaction(office.sessions) as session:
        add_letter(session, agenda_at(session, KEY), 1, title, reason)


def test_the_page_says_what_is_in_the_pack_what_is_owed_and_who_gets_no_mail(ready: Office) -> None:
    page = ready.as_("clerk").get(PUBLISH)
    assert "Paper: Minutes of June, 1 page" in page.main
    assert "It has to be public by 18 September 2024." in page.main
    assert "Item 4, Complaint against a contractor: its paper is owed by" in page.main
    assert "What to know about it" in page.main
    assert not page.soup.select("[name=reason], [name=late_reason], [name=seen_pre_election]")


def test_what_is_asked_for_is_followed_until_it_is_published(ready: Office) -> None:
    clerk = ready.as_("clerk")
    page = clerk.submit(PUBLISH, {}, follow=True, status=200)
    assert page.h1 == "Agenda pack of 26 September 2024"
    assert "Waiting" in page.main
    build_all(ready)
    page = clerk.get(f"/meetings/{KEY}/builds/1")
    assert "Published" in page.main
    assert "Agenda pack" in clerk.get(f"/meetings/{KEY}").main


def test_a_second_wish_is_refused_while_the_first_is_open(ready: Office) -> None:
    clerk = ready.as_("clerk")
    clerk.submit(PUBLISH, {}, status=302)
    page = clerk.submit(PUBLISH, {}, status=422)
    assert page.errors[0].startswith("A pack of this meeting is being built now.")
    assert page.soup.select_one(f'a[href="/meetings/{KEY}/builds/1"]')


def test_what_changed_since_the_page_was_opened_is_shown_before_it_is_published(ready: Office) -> None:
    clerk = ready.as_("clerk")
    form = clerk.get(PUBLISH).form()
    letter(ready, "A letter")
    page = clerk.post(PUBLISH, form, status=409)
    assert page.errors[0] == str(AgendaMoved())
    assert "Paper: A letter" in page.main
    clerk.post(PUBLISH, page.form(), status=302)


def test_publishing_late_asks_why(ready: Office) -> None:
    fix_today(date(2024, 9, 19))
    clerk = ready.as_("clerk")
    page = clerk.submit(PUBLISH, {}, status=422)
    assert page.errors[0].startswith("Enter why the pack is published late")
    clerk.submit(PUBLISH, {"late_reason": "The printer broke."}, status=302)


def test_a_pre_election_period_warns_and_is_thought_about(ready: Office) -> None:
    with transaction(ready.sessions) as session:
        command = SetOffice(OfficeKey.PRE_ELECTION_FROM, "1 September 2024", dates.today())
        set_office(session, command, by=SYSTEM, on=dates.today())
    clerk = ready.as_("clerk")
    page = clerk.submit(PUBLISH, {}, status=422)
    assert page.errors[0].startswith("Say that you have thought about the pre-election period")
    clerk.submit(PUBLISH, {"seen_pre_election": "y"}, status=302)


def test_a_new_version_and_a_supplement_ask_what_they_are_for(ready: Office) -> None:
    clerk = ready.as_("clerk")
    assert clerk.get(SUPPLEMENT, status=409).h1
    clerk.submit(PUBLISH, {}, status=302)
    build_all(ready)
    assert "Nothing: every paper is in a published pack." in clerk.get(SUPPLEMENT).main
    assert clerk.submit(PUBLISH, {}, status=422).errors[0].startswith("Enter why the published pack is replaced")
    letter(ready, "A letter", "It came late.")
    page = clerk.get(SUPPLEMENT)
    assert page.h1 == "Publish supplement 1"
    assert "Paper: A letter" in page.main
    assert "Minutes of June" not in page.main
    clerk.submit(SUPPLEMENT, {"reason": "A letter came on Monday."}, status=302)
    build_all(ready)
    assert "Supplement 1" in clerk.get(f"/meetings/{KEY}").main


def test_what_waits_can_be_given_up(ready: Office) -> None:
    clerk = ready.as_("clerk")
    clerk.submit(PUBLISH, {}, status=302)
    address = f"/meetings/{KEY}/builds/1"
    page = clerk.submit(address, {}, action=f"{address}/give-up", follow=True, status=200)
    assert "it is given up" in page.text
    assert "You gave it up before it began." in clerk.get(address).main


def test_what_has_begun_is_not_given_up_any_more(ready: Office) -> None:
    with transaction(ready.sessions) as session:
        make_build(session, agenda_at(session, KEY))
    clerk = ready.as_("clerk")
    address = f"/meetings/{KEY}/builds/1"
    form = clerk.get(address).form(f"{address}/give-up")
    Builder(ready.sessions).take()
    page = clerk.post(f"{address}/give-up", form, status=422)
    assert page.errors == ["The build cannot be given up any more: it is being built."]


def test_the_page_tells_of_a_build_that_nobody_takes_and_of_one_whose_program_died(ready: Office) -> None:
    now = dates.now()
    with transaction(ready.sessions) as session:
        build = make_build(session, agenda_at(session, KEY), asked_at=now - NOBODY_BUILDS - timedelta(seconds=1))
    clerk = ready.as_("clerk")
    address = f"/meetings/{KEY}/builds/{build.number}"
    assert "tracker work" in clerk.get(address).main
    with transaction(ready.sessions) as session:
        found = session.merge(build)
        found.started_at = found.seen_at = now - LEASE - timedelta(seconds=1)
        found.holder = "gone"
    assert DIED in clerk.get(address).main
    assert "See how far it is" not in clerk.get(PUBLISH).main
    clerk.submit(PUBLISH, {}, status=302)


def test_a_cancelled_meeting_and_a_build_that_is_not_there(ready: Office) -> None:
    clerk = ready.as_("clerk")
    clerk.get(f"/meetings/{KEY}/builds/7", status=404)
    clerk.get("/meetings/2024-09-27/publish", status=404)
    ready.as_("member").get(PUBLISH, status=403)
