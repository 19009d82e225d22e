"""What an agenda says, frozen: words only, no keys of rows, so that a published pack can be drawn again for ever.

`public_item`, and `public_agenda` with it, is the only way to what everybody may see: from it alone the public pack and
the public pages are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_exempt import Exemption
from tracker.reports.snapshots import STRICT, canonical, hash_of, read_as

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """Who answers questions about the agenda; "" where something is not known."""

    name: str
    team: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """Somebody on the Panel on the day. `role` is printed behind the name, "Chairman"; None for an ordinary member."""

    name: str
    organisation: str | None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """A standing text of the office, in force on the day of publication; bold, links and bullets marked up."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """The meeting. `key` is its part of the address, "2024-09-26"."""

    key: str
    panel: str
    day: date
    starts_at: time | None
    venue: str | None
    contact: ContactFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFacts:
    """The last days to ask, for an answer in writing and for a spoken one; both end at the same time of day."""

    written: date
    verbal: date
    until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureFacts:
    """A meeting to come."""

    day: date
    starts_at: time | None
    venue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A paper of an item. `digest` is the SHA-256 of the bytes that are bound in.

    `background` lists what the paper rests on; None: nobody has said yet; empty: it rests on nothing else.
    `note` says what a reader must know of the copy, e.g. that it is the one from before its digital signature.
    """

    title: str
    digest: str
    pages: int
    background: tuple[str, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An item as it is printed. `withdrawn` gives the reason for one that was withdrawn after it had been published."""

    number: int
    part: Part
    kind: ItemKind
    title: str
    text: str = ""
    presenter: str = ""
    exemption: Exemption | None = None
    urgency: str | None = None
    withdrawn: str | None = None
    papers: tuple[PaperFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """A whole agenda. `supplement` is the number of a supplement, whose items are only those with new papers;
    `version` counts the packs that replaced each other, and `reason` says why this one replaces the one before.
    """

    __pydantic_config__ = STRICT

    schema: Literal[1] = SCHEMA
    meeting: MeetingFacts
    notice: str = ""
    members: tuple[MemberFacts, ...] = ()
    substitutes: tuple[MemberFacts, ...] = ()
    texts: tuple[TextFacts, ...] = ()
    deadlines: DeadlineFacts | None = None
    future: tuple[FutureFacts, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    supplement: int | None = None
    version: int = 1
    reason: str = ""
    public: bool = False

    def part(self, part: Part) -> tuple[ItemFacts, ...]:
        """The items of a part, in printed order."""
        return tuple(item for item in self.items if item.part is part)

    @property
    def bound(self) -> Iterator[tuple[ItemFacts, PaperFacts]]:
        """Every paper with its item, in the order in which they are bound."""
        return ((item, paper) for part in Part for item in self.part(part) for paper in item.papers)

    def to_json(self) -> bytes:
        """Canonical: the same agenda gives the same bytes."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())

    @classmethod
    def from_json(cls, text: bytes) -> AgendaFacts:
        """The agenda `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_ADAPTER, text)


def public_agenda(agenda: AgendaFacts) -> AgendaFacts:
    """What everybody may see: of an exempt item nothing but its number, title and paragraph.

    Its words, presenter, reasons and papers are not in the result at all, so that nothing drawn from it can hold them.
    """
    return replace(agenda, items=tuple(map(public_item, agenda.items)), public=True)


def supplement(agenda: AgendaFacts, number: int, published: frozenset[str], reason: str) -> AgendaFacts:
    """Supplement `number` of an agenda: its items with papers that are in none of the `published` ones, by SHA-256."""
    items = (
        replace(item, papers=tuple(paper for paper in item.papers if paper.digest not in published))
        for item in agenda.items
        if item.withdrawn is None
    )
    return replace(agenda, items=tuple(item for item in items if item.papers), supplement=number, reason=reason)


def public_item(item: ItemFacts) -> ItemFacts:
    """An open item as it is; of an exempt one number, title and paragraph."""
    if item.part is Part.OPEN:
        return item
    closed = item.exemption
    return ItemFacts(
        number=item.number,
        part=item.part,
        kind=ItemKind.STANDING,
        title=item.title,
        exemption=replace(closed, description="", public_interest="") if closed else None,
        withdrawn=None if item.withdrawn is None else "",
    )


_ADAPTER: Final = TypeAdapter(AgendaFacts)
