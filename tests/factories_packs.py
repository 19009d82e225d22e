"""Meetings with agendas for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.unit.documents.pdf.papers import untagged
from tracker.access import SYSTEM
from tracker.packs.commands import AddItem, add_item, make_agenda
from tracker.packs.commands_papers import AddPaper, Upload, add_paper
from tracker.packs.commands_publish import Publish, publish
from tracker.packs.commands_template import add_line
from tracker.packs.gather import pack_facts, supplement_facts
from tracker.packs.layout_pack import draw_pack
from tracker.packs.models import Agenda, AgendaItem, TemplateLine
from tracker.packs.models_packs import Pack
from tracker.packs.queries import item_of
from tracker.packs.queries_packs import reader
from tracker.packs.rules_agenda import ItemKind, in_order
from tracker.packs.rules_exempt import Exemption
from tracker.packs.rules_items import ItemWords
from tracker.packs.rules_papers import PaperWords
from tracker.panel.models import Meeting
from tracker.panel.queries import meeting

CANARY = "zanzibarcanary"
"""A word of exempt items that nobody but those entitled may ever read."""

EXEMPTION = Exemption(3, f"It names the {CANARY} company.", f"Telling it would harm the {CANARY} tender.")
TEMPLATE = (
    ItemWords("Apologies for absence", text="To receive apologies."),
    ItemWords("Minutes", ItemKind.MINUTES, paper_expected=True),
    ItemWords("Public participation", ItemKind.PARTICIPATION),
)
PUBLISHED = date(2024, 2, 8)
"""The day of the meeting whose pack `fill_published` publishes. No member of the tests sat on it."""


def make_meeting(session: Session, day: date = date(2024, 9, 26), number: int = 1) -> Meeting:
    meeting = Meeting(day=day, number=number, starts_at=time(13, 30), venue="Committee Room 6")
    session.add(meeting)
    session.flush()
    return meeting


def make_template(session: Session, *lines: ItemWords) -> list[TemplateLine]:
    return [add_line(session, words, by=SYSTEM, on=TODAY) for words in lines or TEMPLATE]


def make_filled_agenda(session: Session, of: Meeting | None = None, *, on: date = TODAY) -> Agenda:
    """Three items of the template and an exempt one, which holds the canary in all that is not public."""
    make_template(session)
    agenda = make_agenda(session, of or make_meeting(session), by=SYSTEM, on=on)
    add_exempt_item(session, agenda, on=on)
    return agenda


def fill_agenda(session: Session) -> Agenda:
    """Of the meeting of 14 November that `fill_panel` makes; the fourth item is exempt and has two papers."""
    agenda = make_filled_agenda(session, meeting(session, "2024-11-14"))
    command = AddPaper(PaperWords(f"The {CANARY} tender", ()), Upload("a.pdf", untagged(CANARY)))
    add_paper(session, item_of(agenda, 4), command, by=SYSTEM, on=TODAY)
    add_letter(session, agenda, 4, f"A letter to the {CANARY} company")
    return agenda


def fill_published(session: Session) -> None:
    """Of the meeting of 8 February, published in time: items 1 to 3 are open and 4 is exempt; 1 and 4 have a paper.

    A supplement has one more of each.
    """
    on = date(2024, 1, 24)
    agenda = make_agenda(session, make_meeting(session, PUBLISHED), by=SYSTEM, on=on)
    exempt = add_exempt_item(session, agenda, on=on)
    add_letter(session, agenda, agenda.items[0].serial, "Apologies in writing")
    add_letter(session, agenda, exempt.serial, f"The {CANARY} tender")
    publish_pack(session, agenda, on=on)
    add_letter(session, agenda, agenda.items[0].serial, "Apologies by post", "It came late.")
    add_letter(session, agenda, exempt.serial, f"The other {CANARY} tender", "It came late.")
    publish_supplement(session, agenda, on=on)


def add_exempt_item(session: Session, agenda: Agenda, *, on: date = TODAY) -> AgendaItem:
    words = ItemWords(
        "Complaint against a contractor",
        ItemKind.REPORT,
        text=f"To consider the {CANARY} report.",
        presenter=f"Dr {CANARY}",
        paper_expected=True,
        owed_by=f"the {CANARY} lawyer",
        exemption=EXEMPTION,
    )
    return add_item(session, agenda, AddItem(words, f"The {CANARY} tender ends."), by=SYSTEM, on=on)


def titles(agenda: Agenda) -> list[str]:
    """The items that stand, in their order."""
    by_key = {item.serial: item.wording.title for item in agenda.items}
    return [by_key[line.key] for line in in_order(agenda.places) if not line.withdrawn]


def publish_pack(session: Session, agenda: Agenda, reason: str = "", *, on: date = TODAY) -> Pack:
    """The next version of the pack, drawn and published."""
    facts = pack_facts(session, agenda, on, reason)
    return publish(session, agenda, facts, draw_pack(facts, reader(session)), Publish(agenda.version), by=SYSTEM, on=on)


def publish_supplement(session: Session, agenda: Agenda, reason: str = "It came late.", *, on: date = TODAY) -> Pack:
    """The papers that are in no published pack yet."""
    facts, first = supplement_facts(session, agenda, on, reason)
    drawn = draw_pack(facts, reader(session), first_page=first)
    return publish(session, agenda, facts, drawn, Publish(agenda.version), by=SYSTEM, on=on)


def add_letter(session: Session, agenda: Agenda, serial: int, title: str, reason: str | None = None) -> None:
    """An uploaded paper of one page."""
    command = AddPaper(PaperWords(title, ()), Upload("a.pdf", untagged(title)), reason)
    add_paper(session, item_of(agenda, serial), command, by=SYSTEM, on=TODAY)
