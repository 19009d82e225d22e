"""What minutes say, frozen: what was confirmed is drawn from here for ever."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.packs.rules_minutes import Apology, Decision, MinutesState, Moved
from tracker.packs.snapshots import MeetingFacts
from tracker.reports.snapshots import STRICT, canonical, hash_of, read_as

SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentFacts:
    """Somebody who sat. `role` is "Chairman", "Substitute" and the like; None for an ordinary member."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestFacts:
    """Somebody else who was there, and as what; "" where that is not known."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """What somebody was asked to do, or offered. `due` is as said, "by the next meeting"; "" for no date."""

    text: str
    owner: str
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteFacts:
    """An item as minuted. `paragraph` is that of Schedule 12A for an exempt one, whose `summary` everybody may read."""

    number: int
    title: str
    text: str = ""
    movements: tuple[Moved, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[ActionFacts, ...] = ()
    paragraph: int | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesFacts:
    """The minutes of a meeting. `ended` is as printed, "12:40pm"; `confirmed_on` the day of the meeting that confirmed
    them.
    """

    __pydantic_config__ = STRICT

    schema: Literal[1] = SCHEMA
    meeting: MeetingFacts
    notice: str = ""
    state: MinutesState = MinutesState.DRAFT
    confirmed_on: date | None = None
    ended: str = ""
    present: tuple[PresentFacts, ...] = ()
    also_present: tuple[GuestFacts, ...] = ()
    apologies: tuple[Apology, ...] = ()
    items: tuple[MinuteFacts, ...] = ()
    public: bool = False

    def to_json(self) -> bytes:
        """Canonical: the same minutes give the same bytes."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())

    @classmethod
    def from_json(cls, text: bytes) -> MinutesFacts:
        """The minutes `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_ADAPTER, text)


def public_minutes(minutes: MinutesFacts) -> MinutesFacts:
    """What everybody may see: of an exempt item its number, title, paragraph and the summary written for the public."""
    return replace(minutes, items=tuple(map(_public_item, minutes.items)), public=True)


def _public_item(item: MinuteFacts) -> MinuteFacts:
    if item.paragraph is None:
        return item
    return MinuteFacts(number=item.number, title=item.title, paragraph=item.paragraph, summary=item.summary)


_ADAPTER: Final = TypeAdapter(MinutesFacts)
