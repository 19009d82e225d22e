"""Seed files of the Panel, its meetings, its forward work plan and what it has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from tracker.panel.rules import ForwardState, MeetingState, PanelRole, RequestKind, TextKind
from tracker.seeds.tables_row import Count, Email, Line, Longest, MayBeEmpty, Name, Place, Refers, SeedRow

MEETING = Refers(("meeting_day", "meeting_number"), "meetings.csv")


@dataclass(frozen=True, kw_only=True)
class PanelMemberRow(SeedRow):
    FILE: ClassVar[str] = "panel_members.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("account",), "people.csv"),)

    number: Count
    name: Name
    account: Email | None


@dataclass(frozen=True, kw_only=True)
class PanelTermRow(SeedRow):
    FILE: ClassVar[str] = "panel_terms.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("member",), "panel_members.csv"),)

    member: Count
    seat: Count
    organisation: Name | None
    role: PanelRole
    began: date | None
    ended: date | None
    reason: str | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class MeetingRow(SeedRow):
    FILE: ClassVar[str] = "meetings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("day", "number")

    day: date
    number: Count
    starts_at: time | None
    ends_at: time | None
    venue: Line | None
    contact_name: Name | None
    contact_phone: Annotated[str, Longest(60)] | None
    contact_email: Email | None
    state: MeetingState
    cancelled_on: date | None
    cancelled_reason: str | None


@dataclass(frozen=True, kw_only=True)
class MeetingMoveRow(SeedRow):
    """Where a meeting was to be before it was moved."""

    FILE: ClassVar[str] = "meeting_moves.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (MEETING,)

    meeting_day: date
    meeting_number: Count
    from_day: date
    from_number: Count
    from_starts_at: time | None
    from_ends_at: time | None
    from_venue: Line | None
    reason: str
    moved_on: date
    moved_by: Line


@dataclass(frozen=True, kw_only=True)
class StandingTextRow(SeedRow):
    FILE: ClassVar[str] = "standing_texts.csv"

    kind: TextKind
    text: Annotated[str, MayBeEmpty()]
    effective_on: date
    set_by: Line


@dataclass(frozen=True, kw_only=True)
class ForwardItemRow(SeedRow):
    FILE: ClassVar[str] = "forward_items.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)
    REFERS: ClassVar[tuple[Refers, ...]] = (MEETING,)

    number: Count
    title: Line
    meeting_day: date | None
    meeting_number: Count | None
    position: Place
    note: str | None
    source: Line | None
    state: ForwardState
    ended_on: date | None
    ended_reason: str | None


@dataclass(frozen=True, kw_only=True)
class ForwardMoveRow(SeedRow):
    FILE: ClassVar[str] = "forward_moves.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("item",), "forward_items.csv"),
        Refers(("from_day", "from_number"), "meetings.csv"),
        Refers(("to_day", "to_number"), "meetings.csv"),
    )

    item: Count
    from_day: date | None
    from_number: Count | None
    to_day: date | None
    to_number: Count | None
    reason: str
    moved_on: date
    moved_by: Line


@dataclass(frozen=True, kw_only=True)
class PanelRequestRow(SeedRow):
    FILE: ClassVar[str] = "panel_requests.csv"
    KEY: ClassVar[tuple[str, ...]] = ("number",)
    REFERS: ClassVar[tuple[Refers, ...]] = (MEETING, Refers(("account",), "people.csv"))

    number: Count
    kind: RequestKind
    meeting_day: date
    meeting_number: Count
    minute: Count | None
    text: str
    owner: Name
    account: Email | None
    due_on: date | None
    answered_on: date | None
    answer: str | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None
