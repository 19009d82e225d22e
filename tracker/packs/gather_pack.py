"""The bytes of a meeting's pack: those that were published, or before that as it would be published now."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.errors import DomainError, NotFound
from tracker.packs.gather import pack_facts
from tracker.packs.layout_pack import DrawnPack, draw_pack
from tracker.packs.models_packs import Pack
from tracker.packs.queries import agenda_of
from tracker.packs.queries_download import checked_bytes
from tracker.packs.queries_packs import facts_of, packs_of, reader
from tracker.panel.models import Meeting


class NothingExempt(DomainError):
    """A full pack was asked for where there is none beside the public one."""

    def __init__(self, meeting: str) -> None:
        self.meeting = meeting
        super().__init__(f"Nothing on the agenda of {meeting} is exempt, so its public pack is the whole pack.")


def pack_bytes(session: Session, meeting: Meeting, on: date, *, full: bool) -> bytes:
    """The newest version that was published; if none was, drawn from the records of now.

    Raises NotFound where no agenda was made, NothingExempt, AlteredPack, and what drawing a pack raises.
    """
    agenda = agenda_of(session, meeting)
    if agenda is None:
        raise NotFound("agenda of the meeting", meeting.key)
    published = [pack for pack in packs_of(session, agenda) if pack.supplement == 0]
    if published:
        wanted = published[-1].full if full else published[-1].public
        if wanted is None:
            raise NothingExempt(meeting.title)
        return checked_bytes(session, wanted)
    drawn = draw_pack(pack_facts(session, agenda, on), reader(session))
    if full and drawn.full is None:
        raise NothingExempt(meeting.title)
    return (drawn.full if full and drawn.full is not None else drawn.public).data


def drawn_again(session: Session, pack: Pack) -> DrawnPack:
    """A published pack from what it was drawn from: the same bytes, however the records have changed since."""
    return draw_pack(facts_of(session, pack), reader(session), first_page=pack.first_page)
