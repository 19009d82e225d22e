"""The permanent address of an item: for everybody, for ever, and of an exempt item title and paragraph alone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_packs import (
    CANARY,
    EXEMPTION,
    add_letter,
    make_filled_agenda,
    publish_pack,
    publish_supplement,
)
from tests.factories_panel import make_member
from tests.web_client import Page
from tests.web_fixtures import PEOPLE, Office
from tracker.access import SYSTEM
from tracker.dates import fix_today
from tracker.packs.commands import WithdrawItem, withdraw_item
from tracker.packs.commands_order import MoveToPart, move_to_part
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_packs import packs_of
from tracker.panel.commands import MoveMeeting, move_meeting
from tracker.panel.queries import meeting
from tracker.writing import transaction

MEETING = "/meetings/2024-09-26"
FULL = "pack-not-for-publication.pdf"


def agenda(session: Session, key: str = "2024-09-26") -> Agenda:
    found = agenda_of(session, meeting(session, key))
    assert found is not None
    return found


def read(office: Office, who: str, address: str, status: int = 200) -> Page:
    client = office.visitor() if who == "nobody" else office.as_(who)
    return client.get(address, status=status)


@pytest.fixture
def published(office: Office) -> Office:
    """Items 1 to 3 are open and 4 is exempt; 2 and 4 have a paper."""
    with transaction(office.sessions) as session:
        made = make_filled_agenda(session)
        add_letter(session, made, 2, "Minutes of June")
        add_letter(session, made, 4, f"The {CANARY} tender")
        publish_pack(session, made)
    return office


@pytest.mark.parametrize("who", ["nobody", "member", "administrator", "officer", "clerk"])
def test_everybody_reads_a_published_item_with_its_pages(published: Office, who: str) -> None:
    page = read(published, who, f"{MEETING}/items/2")
    assert page.h1 == "Minutes"
    assert "Item 2 of the meeting of 26 September 2024, Part I" in page.main
    with published.sessions() as session:
        (pack,) = packs_of(session, agenda(session))
        (place,) = (each for each in pack.places if each.number == 2)
    printed = f"pages {place.first_page} to {place.last_page}"
    assert f"Agenda pack, {printed} (PDF) Published on 18 September 2024" in page.main
    link = page.soup.select_one("main ul.govuk-list a")
    assert link is not None
    assert link["href"] == f"{MEETING}/{'pack.pdf' if who != 'clerk' else FULL}#page={place.first_page}"
    assert "Paper: Minutes of June, 1 page" in page.main


@pytest.mark.parametrize("who", ["nobody", *(each for each in PEOPLE if each != "clerk")])
def test_of_an_exempt_item_title_and_paragraph_alone_are_told(published: Office, who: str) -> None:
    page = read(published, who, f"{MEETING}/items/4")
    assert page.h1 == "Complaint against a contractor"
    assert "Paragraph 3 of Schedule 12A" in page.main
    assert "Agenda pack (PDF) Published on 18 September 2024" in page.main
    assert "page" not in page.main
    assert CANARY not in str(page.soup).lower()


def test_those_entitled_read_all_of_an_exempt_item(published: Office) -> None:
    with transaction(published.sessions) as session:
        make_member(session, "Cllr Birch", account_id=published.people["member"])
    for who in ("clerk", "member"):
        page = read(published, who, f"{MEETING}/items/4")
        assert f"Paper: The {CANARY} tender, 1 page" in page.main
        assert f"It names the {CANARY} company." in page.main


@pytest.mark.parametrize("number", [0, 9, 10**30])
def test_an_item_that_no_pack_has_is_not_found(published: Office, number: int) -> None:
    read(published, "nobody", f"{MEETING}/items/{number}", 404)


def test_before_publication_nothing_is_found_not_even_by_the_clerk(office: Office) -> None:
    with transaction(office.sessions) as session:
        make_filled_agenda(session)
    for who in ("nobody", "member", "clerk"):
        assert CANARY not in str(read(office, who, f"{MEETING}/items/4", 404).soup).lower()
    read(office, "nobody", "/meetings/2024-10-01/items/1", 404)
    read(office, "nobody", "/meetings/yesterday/items/1", 404)


def test_after_a_meeting_was_moved_the_old_address_leads_on(published: Office) -> None:
    with transaction(published.sessions) as session:
        found = meeting(session, "2024-09-26")
        where = {"starts_at": found.starts_at, "ends_at": None, "venue": found.venue}
        move = MoveMeeting(version=found.version, day=date(2024, 10, 10), reason="The room.", **where)  # type: ignore[arg-type]  # its fields
        move_meeting(session, found, move, by=SYSTEM, on=TODAY)
    answer = published.visitor().get(f"{MEETING}/items/2", status=301)
    assert answer.response.headers["Location"] == "/meetings/2024-10-10/items/2"
    assert read(published, "nobody", "/meetings/2024-10-10/items/2").h1 == "Minutes"


def test_every_version_and_supplement_with_the_item_is_named_the_newest_first(published: Office) -> None:
    with transaction(published.sessions) as session:
        add_letter(session, agenda(session), 2, "A correction", "A figure was wrong.")
        publish_supplement(session, agenda(session), "A figure was wrong.")
        publish_pack(session, agenda(session), "All in one.")
    page = read(published, "nobody", f"{MEETING}/items/2")
    names = [line.get_text(" ", strip=True).split(",")[0] for line in page.soup.select("main ul.govuk-list > li")]
    assert names == ["Agenda pack", "Supplement 1", "Agenda pack"]
    assert "Agenda pack, version 2, page" in page.main
    links = [str(link["href"]) for link in page.soup.select("main ul.govuk-list a")]
    assert [link.partition("#")[0] for link in links] == [
        f"{MEETING}/{name}" for name in ("pack.pdf", "supplement-1.pdf", "pack-v1.pdf")
    ]
    # A supplement counts its own pages from 1, whatever is printed on them: after the front sheet comes the letter.
    assert links[1].endswith("#page=3")
    assert "Why: A figure was wrong." in page.main


def test_what_was_open_when_it_was_printed_says_no_more_once_it_is_exempt(published: Office) -> None:
    with transaction(published.sessions) as session:
        found = item_of(agenda(session), 2)
        command = MoveToPart(found.version, EXEMPTION, "It names a witness.")
        move_to_part(session, found, command, by=SYSTEM, on=TODAY)
    for again in (False, True):
        if again:
            with transaction(published.sessions) as session:
                publish_pack(session, agenda(session), "Item 2 is exempt.")
        page = read(published, "nobody", f"{MEETING}/items/2")
        assert "Part II" in page.main
        assert "No longer given to the public" in page.main
        for said in ("Minutes of June", "page"):
            assert said not in page.main
        assert CANARY not in str(page.soup).lower()
        assert "Minutes of June" not in read(published, "member", MEETING).main


def test_a_withdrawn_item_keeps_its_address(published: Office) -> None:
    with transaction(published.sessions) as session:
        found = item_of(agenda(session), 3)
        withdraw_item(session, found, WithdrawItem(found.version, "Nobody asked."), by=SYSTEM, on=TODAY)
        publish_pack(session, agenda(session), "Item 3 is withdrawn.")
    assert "Withdrawn. Nobody asked." in read(published, "nobody", f"{MEETING}/items/3").main


def test_the_minute_is_named_to_the_panel_and_to_everybody_once_it_is_confirmed(published: Office) -> None:
    fix_today(date(2024, 9, 27))
    published.as_("clerk").submit(f"{MEETING}/minutes/new", {"first_number": "50"}, status=302)
    assert "Minute 51 of the minutes of 26 September 2024" in read(published, "officer", f"{MEETING}/items/2").main
    assert "Minute 51" not in read(published, "nobody", f"{MEETING}/items/2").main
