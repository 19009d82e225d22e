"""Finding the file of a published pack, and who may have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.documents.pdf.bind_types import Range
from tracker.errors import NotFound
from tracker.files.models import StoredFile
from tracker.files.queries import content_of
from tracker.files.rules import digest_of
from tracker.packs.commands_publish import name_of
from tracker.packs.models import Agenda
from tracker.packs.models_minutes import Minutes
from tracker.packs.models_packs import Pack
from tracker.packs.queries import agenda_of
from tracker.packs.queries_packs import packs_of
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_download import AlteredPack, PackWithheld, file_name, is_withheld, newest_name
from tracker.panel.models import Meeting


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the reader may have: the end of its address, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """An open item of a pack: where its papers begin, in the numbers printed and in those of the file."""

    number: int
    title: str
    pages: Range
    page_of_file: int


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A published pack or supplement as one reader sees it.

    `public` is None while it is withheld from everybody; `full` for those who are not entitled, and where nothing in it
    is exempt. `late_reason` is for the office alone. `places` are those of the public file, of a supplement only.
    """

    name: str
    first_page: int
    # None for who may not know how many pages the exempt papers have.
    last_page: int | None
    published_on: date
    version: int
    reason: str
    late_reason: str
    is_replaced: bool
    public: Download | None
    full: Download | None
    places: Sequence[ShownPlace]


def packs_shown(agenda: Agenda, packs: Sequence[Pack], *, entitled: bool) -> list[ShownPack]:
    """The packs and supplements of an agenda, the oldest first, without asking the database.

    `packs` is what `packs_of` gave. `entitled`: to what is exempt of the meeting.
    """
    newest = newest_of(packs)
    exempt = exempt_now(agenda)
    return [_shown(pack, newest, exempt, entitled=entitled) for pack in packs]


def newest_of(packs: Sequence[Pack]) -> Pack | None:
    """The newest version of the whole pack; None before one is published."""
    return max((pack for pack in packs if pack.supplement == 0), key=lambda pack: pack.version, default=None)


def exempt_now(agenda: Agenda) -> frozenset[int]:
    """The published items from which the public is excluded by now, by number, whatever they were when published."""
    return frozenset(
        item.printed for item in agenda.items if item.printed is not None and item.wording.part is Part.EXEMPT
    )


def is_withheld_now(pack: Pack, exempt: frozenset[int]) -> bool:
    """Whether its public file is withheld; `exempt` is what `exempt_now` gave."""
    return is_withheld(((place.number, place.part) for place in pack.places), exempt)


def full_file(pack: Pack, exempt: frozenset[int]) -> StoredFile | None:
    """What those entitled to the meeting have beside the public file, `exempt` as of `exempt_now`.

    A pack in which nothing was exempt when it was published is itself exempt once it is withheld. None: nothing in it
    is exempt.
    """
    if pack.full is not None:
        return pack.full
    return pack.public if is_withheld_now(pack, exempt) else None


def _shown(pack: Pack, newest: Pack | None, exempt: frozenset[int], *, entitled: bool) -> ShownPack:
    withheld = is_withheld_now(pack, exempt)
    full = full_file(pack, exempt) if entitled else None
    return ShownPack(
        name=name_of(pack),
        first_page=pack.first_page,
        last_page=pack.last_page if entitled or pack.full_id is None else None,
        published_on=pack.published_on,
        version=pack.version,
        reason=pack.reason or "",
        late_reason=pack.late_reason or "",
        is_replaced=pack.supplement == 0 and pack is not newest,
        public=None if withheld else Download(_address(pack, newest, full=False), pack.public.size),
        full=Download(_address(pack, newest, full=True), full.size) if full is not None else None,
        places=() if withheld or not pack.supplement else open_places(pack),
    )


def open_places(pack: Pack) -> tuple[ShownPlace, ...]:
    """The items of the public file that have papers in it."""
    return tuple(
        ShownPlace(
            place.number,
            place.title,
            Range(place.first_page, place.last_page),
            page_of_file(pack, place.first_page),
        )
        for place in pack.places
        if place.part is Part.OPEN and place.first_page is not None and place.last_page is not None
    )


def page_of_file(pack: Pack, printed: int) -> int:
    """A file counts its pages from 1, whatever number is printed on the first."""
    return printed - pack.first_page + 1


def _address(pack: Pack, newest: Pack | None, *, full: bool) -> str:
    return newest_name(full=full) if pack is newest else file_name(pack.supplement, pack.version, full=full)


def published_pack(
    session: Session, meeting: Meeting, *, supplement: int = 0, version: int | None = None
) -> tuple[Agenda, Pack]:
    """A pack that was published; without a version the newest. Raises NotFound."""
    agenda = agenda_of(session, meeting)
    found = packs_of(session, agenda) if agenda is not None else ()
    wanted = [pack for pack in found if pack.supplement == supplement and (version is None or pack.version == version)]
    if agenda is None or not wanted:
        raise NotFound("published pack of this meeting", _asked(supplement, version))
    return agenda, wanted[-1]


def _asked(supplement: int, version: int | None) -> str:
    return newest_name() if version is None and not supplement else file_name(supplement, version or 1)


def public_bytes(session: Session, agenda: Agenda, pack: Pack) -> bytes:
    """What everybody may read of it. Raises PackWithheld and AlteredPack."""
    exempt = exempt_now(agenda)
    if is_withheld_now(pack, exempt):
        newest = newest_of(packs_of(session, agenda))
        # A version from before it cannot have taken its place.
        took_over = newest is not None and newest.id > pack.id and not is_withheld_now(newest, exempt)
        meeting, name = agenda.meeting, file_name(pack.supplement, pack.version)
        raise PackWithheld(name, meeting.title, meeting.key, newer=newest.version if newest and took_over else None)
    return checked_bytes(session, pack.public)


def checked_bytes(session: Session, file: StoredFile) -> bytes:
    """The bytes that were published. Raises AlteredPack where others are kept in their place."""
    content = content_of(session, file.id)
    if digest_of(content) != file.digest:
        raise AlteredPack(file.digest)
    return content


def meetings_published(session: Session) -> Sequence[Meeting]:
    """The meetings of which a pack or confirmed minutes are published, the latest first."""
    with_pack = select(Agenda.meeting_id).join(Pack, Pack.agenda_id == Agenda.id)
    with_minutes = select(Minutes.meeting_id).where(Minutes.confirmed_on.is_not(None))
    return session.scalars(
        select(Meeting)
        .where(or_(Meeting.id.in_(with_pack), Meeting.id.in_(with_minutes)))
        .order_by(Meeting.day.desc(), Meeting.number.desc())
    ).all()
