"""Published packs are for everybody; what is exempt in them for those entitled to the meeting, at every download."""

from __future__ import annotations

from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.factories import TODAY
from tests.factories_packs import (
    CANARY,
    EXEMPTION,
    add_letter,
    make_filled_agenda,
    make_meeting,
    publish_pack,
    publish_supplement,
)
from tests.factories_panel import make_member
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import PEOPLE, Office
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.accounts.models import Person
from tracker.files.rules import digest_of
from tracker.packs.commands_order import MoveToPart, move_to_part
from tracker.packs.gather_pack import drawn_again
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_packs import packs_of
from tracker.panel.commands import MoveMeeting, move_meeting
from tracker.panel.commands_members import EndTerm, WithdrawTerm, end_term, withdraw_term
from tracker.panel.models import PanelTerm
from tracker.panel.queries import meeting
from tracker.writing import transaction

MEETING, SHOWN = "/meetings/2024-09-26", "/published/meetings/2024-09-26"
FULL = f"{MEETING}/pack-not-for-publication.pdf"
NOT_ENTITLED = ("officer", "lead", "analyst", "chief_executive", "commissioner", "administrator", "member")


def agenda(session: Session) -> Agenda:
    found = agenda_of(session, meeting(session, "2024-09-26"))
    assert found is not None
    return found


@pytest.fixture
def published(office: Office) -> Office:
    """Items 1 to 3 are open and 4 is exempt; 2 and 4 have a paper. The member's account is that of nobody who sits."""
    with transaction(office.sessions) as session:
        made = make_filled_agenda(session)
        add_letter(session, made, 2, "Minutes of June")
        add_letter(session, made, 4, f"The {CANARY} tender")
        publish_pack(session, made)
    return office


@pytest.fixture
def seated(published: Office) -> Office:
    with transaction(published.sessions) as session:
        make_member(session, "Cllr Birch", seat=2, account_id=published.people["member"], began=date(2024, 1, 1))
    return published


def http(office: Office, who: str) -> FlaskClient:
    return (office.visitor() if who == "nobody" else office.as_(who)).http


def fetch(office: Office, who: str, address: str, status: int = 200) -> TestResponse:
    answer = http(office, who).get(address)
    assert answer.status_code == status, f"{who} got {answer.status_code} of {address}"
    return answer


def downloads(office: Office) -> int:
    return sum(event == "pack:downloaded" for event, _ in office.events())


def make_exempt(office: Office, serial: int) -> None:
    """Somebody sees that an item that was published should not have been."""
    with transaction(office.sessions) as session:
        item = item_of(agenda(session), serial)
        move_to_part(session, item, MoveToPart(item.version, EXEMPTION, "It names people."), by=SYSTEM, on=TODAY)


def publish_again(office: Office) -> None:
    with transaction(office.sessions) as session:
        publish_pack(session, agenda(session), "An item moved.")


def move(office: Office) -> None:
    with transaction(office.sessions) as session:
        found = meeting(session, "2024-09-26")
        command = MoveMeeting(
            version=found.version,
            day=date(2024, 10, 3),
            starts_at=time(14),
            ends_at=None,
            venue="Town Hall",
            reason="The room is shut.",
        )
        move_meeting(session, found, command, by=SYSTEM, on=TODAY)


@pytest.mark.parametrize("who", ["nobody", *PEOPLE])
def test_everybody_has_the_public_pack_as_it_was_published(published: Office, who: str) -> None:
    with published.sessions() as session:
        kept = packs_of(session, agenda(session))[0].public.digest
    answer = fetch(published, who, f"{MEETING}/pack.pdf")
    assert digest_of(answer.data) == kept
    assert answer.headers["Content-Disposition"] == 'inline; filename="agenda-pack-2024-09-26.pdf"'
    assert answer.get_etag() == (kept, False)
    assert fetch(published, who, f"{MEETING}/pack-v1.pdf").data == answer.data
    assert downloads(published) == 0


def test_who_has_it_already_is_not_sent_it_again(published: Office) -> None:
    answer = fetch(published, "nobody", f"{MEETING}/pack.pdf")
    assert answer.headers["Cache-Control"] == "no-cache"
    again = http(published, "nobody").get(f"{MEETING}/pack.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("who", NOT_ENTITLED)
def test_nobody_else_gets_what_is_exempt(published: Office, who: str) -> None:
    refused = fetch(published, who, FULL, 403)
    assert CANARY.encode() not in refused.data
    assert downloads(published) == 0


def test_whoever_is_not_signed_in_is_asked_to_sign_in(published: Office) -> None:
    assert "/sign-in" in fetch(published, "nobody", FULL, 302).headers["Location"]


@pytest.mark.parametrize("who", ["clerk", "member"])
def test_those_entitled_get_it_and_every_download_is_logged(seated: Office, who: str) -> None:
    with seated.sessions() as session:
        full = packs_of(session, agenda(session))[0].full
        assert full is not None
        kept = full.digest
    answer = fetch(seated, who, FULL)
    assert digest_of(answer.data) == kept
    assert answer.headers["Cache-Control"] == "no-store"
    assert "not-for-publication" in answer.headers["Content-Disposition"]
    fetch(seated, who, f"{MEETING}/pack-v1-not-for-publication.pdf")
    assert downloads(seated) == 2
    page = seated.as_("clerk").get(MEETING).text
    assert CANARY not in page.split("Log")[-1]


def test_a_member_whose_term_had_ended_loses_it_at_once(published: Office) -> None:
    with transaction(published.sessions) as session:
        began, ended = date(2023, 1, 1), date(2024, 9, 17)
        make_member(session, "Cllr Birch", seat=2, account_id=published.people["member"], began=began, ended=ended)
    fetch(published, "member", FULL, 403)


def test_an_account_that_is_disabled_loses_it_at_once(seated: Office) -> None:
    client = http(seated, "member")
    assert client.get(FULL).status_code == 200
    with transaction(seated.sessions) as session:
        person = session.get_one(Person, seated.people["member"])
        disable_person(session, person, DisablePerson(person.version, "They left."), by=SYSTEM)
    assert client.get(FULL).status_code == 302
    assert downloads(seated) == 1


def test_a_member_whose_term_ends_loses_it_at_once(seated: Office) -> None:
    client = http(seated, "member")
    assert client.get(FULL).status_code == 200
    with transaction(seated.sessions) as session:
        term = session.scalars(select(PanelTerm)).one()
        end_term(
            session,
            term,
            EndTerm(version=term.version, ended=date(2024, 9, 17), reason="They resigned."),
            by=SYSTEM,
            on=TODAY,
        )
    assert client.get(FULL).status_code == 403
    assert downloads(seated) == 1


def test_a_member_whose_term_was_recorded_by_mistake_loses_it_at_once(seated: Office) -> None:
    with transaction(seated.sessions) as session:
        term = session.scalars(select(PanelTerm)).one()
        withdraw_term(session, term, WithdrawTerm(version=term.version, reason="Another person."), by=SYSTEM, on=TODAY)
    fetch(seated, "member", FULL, 403)


def test_what_was_never_published_is_not_found_whoever_asks(office: Office) -> None:
    with transaction(office.sessions) as session:
        make_filled_agenda(session)
    for name in ("pack", "pack-v1", "supplement-1", "pack-v9999"):
        fetch(office, "nobody", f"{MEETING}/{name}.pdf", 404)
        for who in ("officer", "clerk"):
            fetch(office, who, f"{MEETING}/{name}-not-for-publication.pdf", 404)
    fetch(office, "nobody", SHOWN, 404)
    fetch(office, "nobody", "/meetings/2024-12-24/pack.pdf", 404)
    assert "No agenda has been published" in office.visitor().get("/published/meetings").main


def test_a_pack_without_anything_exempt_has_no_other_file(office: Office) -> None:
    with transaction(office.sessions) as session:
        made = make_filled_agenda(session)
        item = item_of(made, 4)
        move_to_part(session, item, MoveToPart(item.version, None, ""), by=SYSTEM, on=TODAY)
        publish_pack(session, made)
    fetch(office, "officer", FULL, 404)


def test_an_item_that_becomes_exempt_takes_the_older_version_from_the_public(seated: Office) -> None:
    old = fetch(seated, "nobody", f"{MEETING}/pack-v1.pdf").data
    make_exempt(seated, 2)
    for name in ("pack", "pack-v1"):
        said = fetch(seated, "nobody", f"{MEETING}/{name}.pdf", 410).get_data(as_text=True)
        assert "A new version without it will take its place" in said
    page = seated.visitor().get(SHOWN)
    assert "No longer given to the public" in page.main
    assert "Apologies" not in page.main
    publish_again(seated)
    new = fetch(seated, "nobody", f"{MEETING}/pack.pdf").data
    assert new != old
    assert fetch(seated, "officer", f"{MEETING}/pack-v2.pdf").data == new
    for who in ("nobody", "officer", "clerk"):
        said = fetch(seated, who, f"{MEETING}/pack-v1.pdf", 410).get_data(as_text=True)
        assert "Version 2 of the pack has taken its place." in said
        assert f'href="{MEETING}/pack.pdf"' in said
    for who in ("clerk", "member"):
        fetch(seated, who, f"{MEETING}/pack-v1-not-for-publication.pdf")
    assert "Why: An item moved." in seated.visitor().get(SHOWN).main


def test_an_item_that_becomes_open_keeps_the_older_version(published: Office) -> None:
    with transaction(published.sessions) as session:
        item = item_of(agenda(session), 4)
        move_to_part(session, item, MoveToPart(item.version, None, "It is public now."), by=SYSTEM, on=TODAY)
    publish_again(published)
    for name in ("pack", "pack-v1", "pack-v2"):
        fetch(published, "nobody", f"{MEETING}/{name}.pdf")


def test_a_supplement_has_an_address_of_its_own(published: Office) -> None:
    with transaction(published.sessions) as session:
        add_letter(session, agenda(session), 2, "Late letter", "It came late.")
        publish_supplement(session, agenda(session))
    answer = fetch(published, "nobody", f"{MEETING}/supplement-1.pdf")
    assert 'filename="supplement-1-2024-09-26.pdf"' in answer.headers["Content-Disposition"]
    fetch(published, "nobody", f"{MEETING}/supplement-2.pdf", 404)
    page = published.visitor().get(SHOWN)
    assert "Supplement 1" in page.main
    assert f"{MEETING}/supplement-1.pdf" in str(page.soup)


def test_the_page_for_everybody_tells_nothing_exempt_even_to_the_clerk(published: Office) -> None:
    for who in ("nobody", "clerk"):
        client = published.visitor() if who == "nobody" else published.as_(who)
        page = client.get(SHOWN)
        assert "Complaint against a contractor" in page.main
        assert CANARY not in str(page.soup)
        assert "not-for-publication" not in str(page.soup)
    assert SHOWN in str(published.visitor().get("/published/meetings").soup)
    assert "/published/meetings" in str(published.visitor().get("/published").soup)


def test_addresses_from_before_the_meeting_was_moved_lead_on(published: Office) -> None:
    move(published)
    assert fetch(published, "nobody", f"{MEETING}/pack.pdf", 301).headers["Location"].endswith("2024-10-03/pack.pdf")
    assert fetch(published, "nobody", SHOWN, 301).headers["Location"].endswith("/published/meetings/2024-10-03")
    there = fetch(published, "clerk", FULL, 301).headers["Location"]
    assert there.endswith("2024-10-03/pack-not-for-publication.pdf")
    assert downloads(published) == 0
    fetch(published, "officer", FULL, 403)
    fetch(published, "clerk", there)
    assert downloads(published) == 1


def test_who_is_entitled_follows_the_meeting_to_its_new_day(published: Office) -> None:
    with transaction(published.sessions) as session:
        began, ended = date(2023, 1, 1), date(2024, 9, 30)
        make_member(session, "Cllr Birch", seat=2, account_id=published.people["member"], began=began, ended=ended)
    fetch(published, "member", FULL)
    move(published)
    for address in (FULL, FULL.replace("2024-09-26", "2024-10-03")):
        fetch(published, "member", address, 403)


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_bytes_that_were_altered_are_given_to_nobody(published: Office) -> None:
    with published.sessions() as session:
        pack = packs_of(session, agenda(session))[0]
        keys = (pack.public_id, pack.full_id)
    with published.sessions() as session:
        for trigger in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            if str(trigger).startswith("stored_file"):
                session.execute(text(f"DROP TRIGGER {trigger}"))
        for key in keys:
            session.execute(text("UPDATE stored_file SET content = x'25' WHERE id = :key"), {"key": key})
        session.commit()
    said = fetch(published, "nobody", f"{MEETING}/pack.pdf", 409).get_data(as_text=True)
    assert "not the one that was published" in said
    fetch(published, "clerk", FULL, 409)
    assert downloads(published) == 0


def test_drawing_again_what_was_published_gives_the_same_bytes(published: Office) -> None:
    with transaction(published.sessions) as session:
        add_letter(session, agenda(session), 2, "Late letter", "It came late.")
        add_letter(session, agenda(session), 4, f"Late {CANARY}", "It came late.")
        publish_supplement(session, agenda(session))
    make_exempt(published, 3)
    with published.sessions() as session:
        for pack in packs_of(session, agenda(session)):
            drawn = drawn_again(session, pack)
            assert pack.full is not None
            assert drawn.full is not None
            assert digest_of(drawn.public.data) == pack.public.digest
            assert digest_of(drawn.full.data) == pack.full.digest


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
def test_the_lists_ask_as_much_of_many_meetings_as_of_one(published: Office) -> None:
    pages = [Priced("officer", path, 0) for path in ("/published/meetings", SHOWN)]
    before = [len(cost(published, page)) for page in pages]
    with transaction(published.sessions) as session:
        for month in (3, 6):
            made = make_filled_agenda(session, make_meeting(session, date(2025, month, 6)))
            publish_pack(session, made)
        add_letter(session, agenda(session), 2, "Late letter", "It came late.")
        publish_supplement(session, agenda(session))
    assert [len(cost(published, page)) for page in pages] == before
