"""Whatever was open when it was published and is exempt by now: nobody reads it but those entitled to the meeting."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_packs import EXEMPTION, add_letter, make_meeting, make_template, publish_pack, publish_supplement
from tests.factories_panel import make_member
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import untagged
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.packs.commands import AddItem, add_item, make_agenda
from tracker.packs.commands_order import MoveToPart, move_to_part
from tracker.packs.commands_papers import ReplacePaper, Upload, WithdrawPaper, replace_paper, withdraw_paper
from tracker.packs.commands_publish import Publish, publish
from tracker.packs.gather import pack_facts
from tracker.packs.layout_pack import draw_pack
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_packs import packs_of, reader
from tracker.packs.queries_papers import paper_of
from tracker.packs.rules_items import ItemWords
from tracker.packs.rules_papers import PaperWords
from tracker.panel.queries import meeting
from tracker.writing import transaction

MEETING, SHOWN = "/meetings/2024-09-26", "/published/meetings/2024-09-26"
PUBLIC, FULL = f"{MEETING}/pack-v1.pdf", f"{MEETING}/pack-v1-not-for-publication.pdf"
LETTER = "Minutes of June"


def agenda(session: Session) -> Agenda:
    found = agenda_of(session, meeting(session, "2024-09-26"))
    assert found is not None
    return found


@pytest.fixture
def published(office: Office) -> Office:
    """Three open items, the second with a paper; nothing is exempt. The member sits on the Panel."""
    with transaction(office.sessions) as session:
        make_template(session)
        made = make_agenda(session, make_meeting(session), by=SYSTEM, on=TODAY)
        add_letter(session, made, 2, LETTER)
        publish_pack(session, made)
        make_member(session, "Cllr Birch", seat=2, account_id=office.people["member"], began=date(2024, 1, 1))
    return office


def fetch(office: Office, who: str, address: str) -> tuple[int, bytes]:
    answer = (office.visitor() if who == "nobody" else office.as_(who)).http.get(address)
    return answer.status_code, answer.data


def statuses(office: Office, address: str, *people: str) -> dict[str, int]:
    return {who: fetch(office, who, address)[0] for who in people}


def make_exempt(office: Office, serial: int) -> None:
    with transaction(office.sessions) as session:
        item = item_of(agenda(session), serial)
        move_to_part(session, item, MoveToPart(item.version, EXEMPTION, "It names people."), by=SYSTEM, on=TODAY)


def add_to_a_supplement(office: Office, serial: int, title: str) -> None:
    with transaction(office.sessions) as session:
        add_letter(session, agenda(session), serial, title, "It came late.")
        publish_supplement(session, agenda(session))


def downloads(office: Office) -> int:
    return sum(event == "pack:downloaded" for event, _ in office.events())


def first_page_with(data: bytes, words: str) -> int:
    """The page of the file, from 1, that its bookmark of these words leads to."""
    (found,) = [page for _, title, page in read(data, ours=False).outline if title == words]
    return found + 1


def test_a_pack_without_exempt_papers_becomes_one_for_those_entitled(published: Office) -> None:
    assert statuses(published, FULL, "clerk", "officer") == {"clerk": 404, "officer": 404}
    _, before = fetch(published, "nobody", PUBLIC)
    make_exempt(published, 2)
    assert statuses(published, PUBLIC, "nobody", "officer", "clerk", "member") == dict.fromkeys(
        ("nobody", "officer", "clerk", "member"), 410
    )
    assert statuses(published, FULL, "nobody", "officer") == {"nobody": 302, "officer": 403}
    assert downloads(published) == 0
    assert [fetch(published, who, FULL) for who in ("clerk", "member")] == [(200, before), (200, before)]
    assert downloads(published) == 2
    shown = str(published.as_("member").get(MEETING).soup)
    assert f"{MEETING}/pack-not-for-publication.pdf" in shown
    links = published.as_("officer").get(MEETING).soup.select("a[href]")
    assert not [link for link in links if "not-for-publication" in str(link["href"])]


def test_nothing_of_the_item_is_read_before_or_after_the_new_version(published: Office) -> None:
    make_exempt(published, 2)
    addresses = (MEETING, SHOWN, PUBLIC, f"{MEETING}/pack.pdf", f"{MEETING}/items/2")
    for _ in range(2):
        told = {address: fetch(published, "officer", address)[1].decode(errors="replace") for address in addresses}
        assert not [address for address, words in told.items() if LETTER in words]
        with transaction(published.sessions) as session:
            publish_pack(session, agenda(session), "An item is exempt.")


def test_a_supplement_is_withheld_like_a_pack_and_the_pack_without_the_item_stays(published: Office) -> None:
    with transaction(published.sessions) as session:
        added = AddItem(ItemWords("Tasers"), "They were used on Monday.")
        serial = add_item(session, agenda(session), added, by=SYSTEM, on=TODAY).serial
    add_to_a_supplement(published, serial, "Tasers in numbers")
    make_exempt(published, serial)
    status, said = fetch(published, "nobody", f"{MEETING}/supplement-1.pdf")
    # The version there is has never had the item, and so has not taken the place of the supplement.
    assert (status, b"A new version without it will take its place" in said) == (410, True)
    assert fetch(published, "nobody", f"{MEETING}/pack.pdf")[0] == 200
    assert fetch(published, "member", f"{MEETING}/supplement-1-not-for-publication.pdf")[0] == 200
    with transaction(published.sessions) as session:
        publish_pack(session, agenda(session), "An item is exempt.")
    said = fetch(published, "nobody", f"{MEETING}/supplement-1.pdf")[1]
    assert "Version 2 of the pack has taken its place." in said.decode()
    assert f'href="{MEETING}/pack.pdf"'.encode() in said
    assert "Tasers in numbers" not in str(published.visitor().get(SHOWN).soup)


def test_the_published_page_leads_to_the_page_of_the_file_on_which_an_item_begins(published: Office) -> None:
    add_to_a_supplement(published, 3, "A question")
    shown = str(published.visitor().get(SHOWN).soup)
    for name, item in (("pack.pdf", "2 Minutes"), ("supplement-1.pdf", "3 Public participation")):
        _, data = fetch(published, "nobody", f"{MEETING}/{name}")
        assert f'{MEETING}/{name}#page={first_page_with(data, item)}"' in shown


def test_why_it_was_late_is_told_to_the_office_alone(published: Office) -> None:
    late = date(2024, 9, 25)
    with transaction(published.sessions) as session:
        made = agenda(session)
        facts = pack_facts(session, made, late, "A correction.")
        command = Publish(made.version, "The printer broke.")
        publish(session, made, facts, draw_pack(facts, reader(session)), command, by=SYSTEM, on=late)
    pages = {who: published.as_(who).get(MEETING).main for who in ("clerk", "officer", "member")}
    assert {who: "The printer broke." in words for who, words in pages.items()} == {
        "clerk": True,
        "officer": True,
        "member": False,
    }
    page = published.visitor().get(SHOWN)
    assert "The printer broke." not in page.main
    older = page.soup.select("details a")
    assert [link["href"] for link in older] == [PUBLIC]


def test_a_new_version_of_a_paper_changes_nothing_that_was_published(published: Office) -> None:
    before = fetch(published, "nobody", PUBLIC)
    with transaction(published.sessions) as session:
        paper = paper_of(session, item_of(agenda(session), 2), 1)
        command = ReplacePaper(paper.version, PaperWords("Another"), Upload("b.pdf", untagged("Other")), "A mistake.")
        replace_paper(session, paper, command, by=SYSTEM, on=TODAY)
    assert fetch(published, "nobody", PUBLIC) == before
    with transaction(published.sessions) as session:
        publish_pack(session, agenda(session), "A paper was replaced.")
        paper = paper_of(session, item_of(agenda(session), 2), 1)
        withdraw_paper(session, paper, WithdrawPaper(paper.version, "Not needed."), by=SYSTEM, on=TODAY)
        first, second = packs_of(session, agenda(session))
        assert first.public_id != second.public_id
    assert fetch(published, "nobody", PUBLIC) == before
