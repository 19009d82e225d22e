"""What the forward work plan and the list of the Panel's requests say, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.documents.blocks import Status
from tracker.reports.snapshots import STRICT, canonical, read_as


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardItem:
    """Something that will come before the Panel. `note` is printed under it."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardMeeting:
    """A meeting to come, with what is planned for it."""

    day: date
    starts_at: time | None
    venue: str | None
    items: tuple[ForwardItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardPlan:
    """The forward work plan as at a day. `later` are items that no meeting has been given yet."""

    __pydantic_config__ = STRICT

    schema: Literal[1] = 1
    panel: str
    as_at: date
    notice: str = ""
    meetings: tuple[ForwardMeeting, ...] = ()
    later: tuple[ForwardItem, ...] = ()

    def to_json(self) -> bytes:
        """Canonical: the same plan gives the same bytes."""
        return canonical(_FORWARD, self)

    @classmethod
    def from_json(cls, text: bytes) -> ForwardPlan:
        """The plan `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_FORWARD, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """What the Panel asked for. `asked_at` names meeting and minute; `due` and `answer` are as printed, "" for none."""

    number: int
    asked_at: str
    text: str
    owner: str
    due: str
    status: Status
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestList:
    """The Panel's requests and recommendations as at a day: all open ones, and what was answered lately."""

    __pydantic_config__ = STRICT

    schema: Literal[1] = 1
    panel: str
    as_at: date
    notice: str = ""
    rows: tuple[RequestRow, ...] = ()

    def to_json(self) -> bytes:
        """Canonical: the same list gives the same bytes."""
        return canonical(_REQUESTS, self)

    @classmethod
    def from_json(cls, text: bytes) -> RequestList:
        """The list `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_REQUESTS, text)


_FORWARD: Final = TypeAdapter(ForwardPlan)
_REQUESTS: Final = TypeAdapter(RequestList)
