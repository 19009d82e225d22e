"""What the pages of a meeting and of its items show to a reader: of an exempt item no more than that one may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.documents.pdf.bind_types import Range
from tracker.packs.commands_publish import name_of
from tracker.packs.gather import items_of
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_download import exempt_now, packs_shown
from tracker.packs.queries_packs import all_facts
from tracker.packs.rules_agenda import Part, numbers
from tracker.packs.rules_pack import Owed
from tracker.packs.snapshots import AgendaFacts, ItemFacts, PaperFacts, public_item


@dataclass(frozen=True, slots=True)
class Held:
    """A pack or supplement that has the item. `pages` None: it has no papers there, or none that the reader may see.

    `file` is the end of the address of the file that the reader may have; None while it is withheld.
    """

    pack: Pack
    file: str | None
    pages: Range | None = None
    papers: Sequence[PaperFacts] = ()

    @property
    def name(self) -> str:
        return name_of(self.pack)

    @property
    def at(self) -> str:
        """What ends an address so that the file opens where the item begins: it counts its own pages from 1."""
        return f"#page={self.pages.first - self.pack.first_page + 1}" if self.pages is not None else ""

    @property
    def where(self) -> str:
        """ "Pages 7 to 18"; "" without any."""
        if self.pages is None:
            return ""
        first, last = self.pages.first, self.pages.last
        return f"Page {first}" if first == last else f"Pages {first} to {last}"


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as one reader sees it, with what holds it, the oldest first; nothing before it is published."""

    facts: ItemFacts
    held: Sequence[Held] = ()
    # Its part of the address while it is written, for those who may read its papers.
    serial: int | None = None

    @property
    def where(self) -> str:
        """Its pages in the pack that has it, as `Held.where`."""
        return self.held[0].where if self.held else ""

    @property
    def later(self) -> Sequence[Held]:
        """The supplements that added papers to it."""
        return self.held[1:]


def drafted(agenda: Agenda, papers: Mapping[int, Sequence[AgendaPaper]], *, entitled: bool) -> list[ShownItem]:
    """The items as they stand now, before anything is published."""
    serials = {number: serial for serial, number in numbers(agenda.places).items()}
    return [
        ShownItem(facts, (), serials[facts.number])
        if entitled or facts.part is Part.OPEN
        else ShownItem(public_item(facts))
        for facts in items_of(agenda, papers)
    ]


def published(session: Session, agenda: Agenda, packs: Sequence[Pack], *, entitled: bool) -> list[ShownItem]:
    """The items of the newest version of the pack and of the supplements after it, in printed order.

    As they were printed, whatever became of the records since; only what has become exempt is no longer told. `packs`
    come the oldest first and begin with a pack.
    """
    newest = max(place for place, pack in enumerate(packs) if pack.supplement == 0)
    said = _said(session, agenda, packs, entitled=entitled)[newest:]
    found = {item.number: item for each in reversed(said) for item in each.facts.items}
    given = [found[number] for number in dict.fromkeys(item.number for each in said for item in each.facts.items)]
    ordered = [item for part in Part for item in given if item.part is part]
    return [_shown(agenda, item, said, entitled=entitled) for item in ordered]


def published_item(
    session: Session, agenda: Agenda, packs: Sequence[Pack], number: int, *, entitled: bool
) -> ShownItem | None:
    """The item as the newest pack prints it, with every version and supplement that has it; None: it is in none."""
    said = [each for each in _said(session, agenda, packs, entitled=entitled) if each.item(number) is not None]
    if not said:
        return None
    whole = [each for each in said if each.pack.supplement == 0] or said
    item = whole[-1].item(number)
    return _shown(agenda, item, said, entitled=entitled) if item is not None else None


def owed_in(agenda: Agenda, papers: Mapping[int, Sequence[AgendaPaper]], *, entitled: bool = True) -> list[Owed]:
    """The papers that items still wait for, in the order of the agenda.

    Who owes that of an exempt item is told only to those who are entitled to it.
    """
    given = numbers(agenda.places)
    return [
        Owed(given[item.serial], item.wording.title, item.wording.owed_by)
        for item in sorted(agenda.items, key=lambda each: given.get(each.serial, 0))
        if not item.is_withdrawn and item.wording.paper_expected
        if all(paper.is_withdrawn for paper in papers[item.id])
        if entitled or item.wording.exemption is None
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """A pack with what it was drawn from, and the file of it that the reader may have."""

    pack: Pack
    facts: AgendaFacts
    file: str | None

    def item(self, number: int) -> ItemFacts | None:
        return next((item for item in self.facts.items if item.number == number), None)


def _said(session: Session, agenda: Agenda, packs: Sequence[Pack], *, entitled: bool) -> list[_Said]:
    files = (each.full or each.public for each in packs_shown(agenda, packs, entitled=entitled))
    return [
        _Said(pack, facts, file.name if file is not None else None)
        for pack, facts, file in zip(packs, all_facts(session, packs), files, strict=True)
    ]


def _shown(agenda: Agenda, item: ItemFacts, said: Sequence[_Said], *, entitled: bool) -> ShownItem:
    within = [each for each in said if each.item(item.number) is not None]
    if entitled:
        return ShownItem(item, [_held(each, item.number, entitled=True) for each in within])
    facts = _closed_since(agenda, item) or public_item(item)
    if facts.part is Part.EXEMPT:
        # Not even of the packs in which it was open.
        return ShownItem(facts, [Held(each.pack, each.file) for each in within])
    return ShownItem(facts, [_held(each, item.number, entitled=False) for each in within])


def _closed_since(agenda: Agenda, item: ItemFacts) -> ItemFacts | None:
    """What everybody may see of an item that was printed as an open one and has become exempt; None for any other."""
    if item.part is Part.EXEMPT or item.number not in exempt_now(agenda):
        return None
    words = next(each.wording for each in agenda.items if each.printed == item.number)
    return public_item(replace(item, part=words.part, title=words.title, exemption=words.exemption))


def _held(said: _Said, number: int, *, entitled: bool) -> Held:
    item = said.item(number)
    place = next((each for each in said.pack.places if each.number == number), None)
    if item is None or place is None or (item.part is Part.EXEMPT and not entitled):
        return Held(said.pack, said.file)
    first, last = place.first_page, place.last_page
    pages = Range(first, last) if first is not None and last is not None else None
    return Held(said.pack, said.file, pages, item.papers)
