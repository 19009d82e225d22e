"""What the pages of a meeting and of its items show to a reader: of an exempt item no more than that one may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.documents.pdf.bind_types import Range
from tracker.packs.commands_publish import name_of
from tracker.packs.gather import items_of
from tracker.packs.models import Agenda
from tracker.packs.models_packs import Pack
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_packs import all_facts
from tracker.packs.rules_agenda import Part, numbers
from tracker.packs.rules_pack import Owed
from tracker.packs.snapshots import AgendaFacts, ItemFacts, PaperFacts, public_item


@dataclass(frozen=True, slots=True)
class Held:
    """A pack or supplement that has the item. `pages` None: it has no papers there, or none that the reader may see."""

    pack: Pack
    pages: Range | None
    papers: Sequence[PaperFacts]

    @property
    def name(self) -> str:
        return name_of(self.pack)

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
    return [ShownItem(facts if entitled else public_item(facts)) for facts in items_of(agenda, papers)]


def published(session: Session, packs: Sequence[Pack], *, entitled: bool) -> list[ShownItem]:
    """The items of the newest version of the pack and of the supplements after it, in printed order.

    As they were printed, whatever became of the records since. `packs` come the oldest first and begin with a pack.
    """
    newest = max(place for place, pack in enumerate(packs) if pack.supplement == 0)
    said = [_Said(pack, facts) for pack, facts in zip(packs, all_facts(session, packs), strict=True)][newest:]
    found = {item.number: item for each in reversed(said) for item in each.facts.items}
    given = [found[number] for number in dict.fromkeys(item.number for each in said for item in each.facts.items)]
    return [_shown(item, said, entitled=entitled) for part in Part for item in given if item.part is part]


def published_item(session: Session, packs: Sequence[Pack], number: int, *, entitled: bool) -> ShownItem | None:
    """The item as the newest pack prints it, with every version and supplement that has it; None: it is in none."""
    said = [_Said(pack, facts) for pack, facts in zip(packs, all_facts(session, packs), strict=True)]
    said = [each for each in said if each.item(number) is not None]
    if not said:
        return None
    whole = [each for each in said if each.pack.supplement == 0] or said
    item = whole[-1].item(number)
    return _shown(item, said, entitled=entitled) if item is not None else None


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
    """A pack with what it was drawn from."""

    pack: Pack
    facts: AgendaFacts

    def item(self, number: int) -> ItemFacts | None:
        return next((item for item in self.facts.items if item.number == number), None)


def _shown(item: ItemFacts, said: Sequence[_Said], *, entitled: bool) -> ShownItem:
    # What is exempt now is no longer told of the packs in which it was open either.
    closed = item.part is Part.EXEMPT and not entitled
    held = [
        Held(each.pack, None, ()) if closed else _held(each, item.number, entitled=entitled)
        for each in said
        if each.item(item.number) is not None
    ]
    return ShownItem(item if entitled else public_item(item), held)


def _held(said: _Said, number: int, *, entitled: bool) -> Held:
    item = said.item(number)
    place = next((each for each in said.pack.places if each.number == number), None)
    if item is None or place is None or (item.part is Part.EXEMPT and not entitled):
        return Held(said.pack, None, ())
    first, last = place.first_page, place.last_page
    return Held(said.pack, Range(first, last) if first is not None and last is not None else None, item.papers)
