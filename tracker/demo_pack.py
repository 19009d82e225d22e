"""The demonstration's agenda pack: papers that this system itself drew, published on the last day for it."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.errors import NotFound
from tracker.packs.commands import publish_by
from tracker.packs.commands_papers import AddPaper, Drawn, OfReport, Source, add_paper
from tracker.packs.commands_publish import Publish, publish
from tracker.packs.gather import pack_facts
from tracker.packs.gather_lists import forward_plan_document, open_requests_document
from tracker.packs.gather_minutes import minutes_document
from tracker.packs.gather_pack import pack_bytes
from tracker.packs.layout_pack import draw_pack
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_minutes import minutes_at
from tracker.packs.queries_packs import packs_of, reader
from tracker.packs.queries_papers import signed_reports
from tracker.packs.rules_agenda import PaperKind
from tracker.packs.rules_papers import PaperWords
from tracker.panel.queries import meeting

MEETING: Final = "2024-09-26"
MINUTED: Final = "2024-06-27"

READY: Final = date(2024, 9, 2)
"""The day on which the seeds have the agenda begun; before it there is nothing to publish."""


def publish_pack(session: Session, *, by: Actor, on: date) -> bool:
    """Whether it was published: only from the day the agenda is begun to the last day that the law allows.

    The annual report, which this system did not make, stays owed.
    """
    agenda = _agenda(session)
    if not READY <= on <= publish_by(agenda.meeting):
        return False
    for serial, title, source in _papers(session, agenda, on):
        # Lists of the Panel's own rest on nothing else; of the report nobody has said what it rests on.
        words = PaperWords(title, () if isinstance(source, Drawn) else None)
        add_paper(session, item_of(agenda, serial), AddPaper(words, source), by=by, on=on)
    facts = pack_facts(session, agenda, on)
    publish(session, agenda, facts, draw_pack(facts, reader(session)), Publish(agenda.version), by=by, on=on)
    return True


def published_pack(session: Session, on: date) -> bytes | None:
    """The public pack as it was published; None where this database has none."""
    try:
        agenda = agenda_of(session, meeting(session, MEETING))
    except NotFound:
        # A demonstration of a version that knew no meetings.
        return None
    if agenda is None or not packs_of(session, agenda):
        return None
    return pack_bytes(session, agenda.meeting, on, full=False)


def _papers(session: Session, agenda: Agenda, on: date) -> list[tuple[int, str, Source]]:
    """By the serial of their item, with the titles that the agenda prints."""
    minutes = minutes_document(session, minutes_at(session, meeting(session, MINUTED)), on)
    report, *_ = signed_reports(session)
    plan = forward_plan_document(session, agenda.meeting, on)
    return [
        (2, "Draft minutes of 27 June 2024", Drawn(PaperKind.MINUTES, minutes)),
        (2, "Requests of the Panel", Drawn(PaperKind.REQUESTS, open_requests_document(session, on))),
        (7, report.title, OfReport(report.signature.id)),
        (10, "Forward work plan", Drawn(PaperKind.FORWARD_PLAN, plan)),
    ]


def _agenda(session: Session) -> Agenda:
    found = agenda_of(session, meeting(session, MEETING))
    if found is None:
        raise AssertionError("The demonstration has no agenda")
    return found
