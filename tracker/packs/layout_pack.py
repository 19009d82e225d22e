"""A whole pack: agenda and prepared papers in, the public pack and the full one out. No session, no settings, no clock.

The public pack is drawn from the public agenda and from open papers alone, so that nothing exempt can be in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tracker.documents.document import Document
from tracker.documents.pdf.bind import bind
from tracker.documents.pdf.bind_types import Bound, PackItem, PackPaper, Places, Range, place_link
from tracker.packs.layout_agenda import agenda_document
from tracker.packs.layout_front import title_of
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_exempt import mark
from tracker.packs.snapshots import AgendaFacts, ItemFacts, public_agenda

Read = Callable[[str], bytes]
"""Gives the prepared bytes of a paper by their SHA-256."""
Progress = Callable[[int, int], None]
"""Is told how many pages of how many are bound."""


@dataclass(frozen=True, slots=True)
class DrawnPack:
    """`full` is None where nothing on the agenda is exempt. Open items have the same pages in both."""

    public: Bound
    full: Bound | None

    @property
    def places(self) -> Mapping[int, Range]:
        """The pages of every item with papers, by its number; those of exempt items are pages of the full pack."""
        bound = self.full or self.public
        return {int(key): pages for key, pages in bound.items.items()}

    @property
    def last_page(self) -> int:
        """The last number that either pack has; a supplement begins after it."""
        return max(self.public.pages.last, self.full.pages.last if self.full else 0)


def draw_pack(agenda: AgendaFacts, read: Read, *, first_page: int = 1, progress: Progress | None = None) -> DrawnPack:
    """The same agenda and papers give the same bytes. `first_page` is odd: 1, or where a supplement goes on.

    Raises what `tracker.documents.pdf.bind.bind` raises.
    """
    draw = partial(_bound, read=read, first_page=first_page, progress=progress)
    shown = public_agenda(agenda)
    if not agenda.part(Part.EXEMPT):
        return DrawnPack(draw(shown), None)
    full = draw(agenda)
    public = draw(shown, least=len(full.front))
    if len(public.front) > len(full.front):
        full = draw(agenda, least=len(public.front))
    return DrawnPack(public, full)


def _bound(agenda: AgendaFacts, *, read: Read, first_page: int, progress: Progress | None, least: int = 0) -> Bound:
    items = [item for part in Part for item in agenda.part(part) if item.withdrawn is None]
    return bind(
        [_pack_item(item, read) for item in items],
        title=title_of(agenda),
        front=partial(_front, agenda),
        author=agenda.meeting.panel,
        first_page=first_page,
        least_front=least,
        progress=progress,
    )


def _front(agenda: AgendaFacts, places: Places) -> Document:
    ranges = {int(key): pages for key, pages in places.items()}
    return agenda_document(agenda, ranges, link=lambda number: place_link(str(number)))


def _pack_item(item: ItemFacts, read: Read) -> PackItem:
    papers = tuple(PackPaper(paper.title, paper.pages, partial(read, paper.digest)) for paper in item.papers)
    stamp = mark(item.exemption.paragraph) if item.exemption else ""
    return PackItem(str(item.number), f"{item.number} {item.title}", papers, stamp)
