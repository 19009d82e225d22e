"""Binds prepared papers into one tagged PDF, numbered through: stamp, label, bookmark and link say the same number.

Each item begins on an odd page, and a blank page before it says that it is meant. Papers are taken over object by
object, one at a time, and not looked into: all that took time when they were prepared.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import pikepdf

from tracker.documents.document import check_language
from tracker.documents.errors import Untitled
from tracker.documents.pdf import render
from tracker.documents.pdf.bind_errors import NothingToBind, UnknownPlace
from tracker.documents.pdf.bind_pack import Pack
from tracker.documents.pdf.bind_plan import Plan, plan, settled
from tracker.documents.pdf.bind_types import PLACE, Bound, Front, PackItem, Places, Prepared, place_link
from tracker.documents.pdf.metadata import About, one_line
from tracker.documents.pdf.prepare import prepare_own

FRONT_BOOKMARK: Final = "Front sheet and agenda"


def bind(
    items: Sequence[PackItem],
    *,
    title: str,
    front: Front | None = None,
    author: str = "",
    subject: str = "",
    language: str = "en-GB",
    first_page: int = 1,
    least_front: int = 0,
    even_end: bool = True,
    created: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Bound:
    """The pack of all papers, in their order, behind the front matter that `front` draws.

    Numbers begin with `first_page`. Front matter that is shorter than `least_front` is filled up with blank pages, so
    that two packs can have the same items on the same pages. Without `even_end` the last item gets no blank page.
    `progress` is told how many pages of how many are bound. The same input gives the same bytes; `created` is aware.

    Raises `UnreadablePrepared` for a paper that has to be prepared again, `UnknownPlace` for a link of the front matter
    that leads nowhere, `TwiceInPack`, `NothingToBind`, `Untitled`, and what drawing the front matter raises.
    """
    about = _about(title, author, subject, language, created)
    drawn, planned = _front(items, front, about, first_page=first_page, least=least_front, even_end=even_end)
    if len(planned.pages) < 1:
        raise NothingToBind
    pack = Pack(about, planned, progress)
    if drawn is not None:
        pack.add_front(drawn, FRONT_BOOKMARK, first_page)
    pack.fill(planned.front.last)
    for item in items:
        if item.key in planned.items:
            pack.add_item(item, planned.papers[item.key])
            pack.fill(planned.items[item.key].last)
    return Bound(pack.finish(), planned.pages, planned.front, planned.items, planned.papers, accessible=pack.accessible)


def _about(title: str, author: str, subject: str, language: str, created: datetime | None) -> About:
    check_language(language)
    if created is not None and created.utcoffset() is None:
        raise ValueError("created must be aware of its time zone")
    about = About(
        one_line(title), one_line(author), one_line(subject), language, created, accessible=True, archived=False
    )
    if not about.title:
        raise Untitled
    return about


def _front(
    items: Sequence[PackItem], front: Front | None, about: About, *, first_page: int, least: int, even_end: bool
) -> tuple[Prepared | None, Plan]:
    """The front matter as it is drawn for the plan."""

    def planned(length: int) -> Plan:
        return plan(items, length, first_page=first_page, even_end=even_end)

    if front is None:
        return None, planned(least)
    drawing = _Drawing(front, about)
    found = settled(planned, drawing.length, least)
    targets = {place_link(key): b"L%s" % key.encode() for key in found.items}
    prepared = prepare_own(drawing.data, about.title, about.language, targets)
    _check_links(drawing.data, found.items)
    return prepared, found


class _Drawing:
    """The front matter as it was drawn last."""

    def __init__(self, front: Front, about: About) -> None:
        self.front = front
        self.about = about
        self.data = b""

    def length(self, places: Places) -> int:
        """How many pages it has for these places. The pack numbers them, so that they do not number themselves."""
        document = replace(self.front(places), title=self.about.title, numbered=False)
        self.data = render(document, created=self.about.created)
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            return len(pdf.pages)


def _check_links(data: bytes, places: Places) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for link in page.obj.get("/Annots", pikepdf.Array()):
                address = link.get("/A", pikepdf.Dictionary()).get_str("/URI", "")
                if address.startswith(PLACE) and address.removeprefix(PLACE) not in places:
                    raise UnknownPlace(address.removeprefix(PLACE))
