"""Seed files of minutes. A seed set holds what they say; that the Panel confirmed them, and their PDF, it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from tracker.packs.rules_minuting import RollKind
from tracker.seeds.tables_panel import MEETING
from tracker.seeds.tables_row import Between, Count, Line, Longest, Name, Place, Refers, SeedRow

MINUTES = Refers(("meeting_day", "meeting_number"), "minutes.csv")
ITEM = Refers(("meeting_day", "meeting_number", "item"), "minutes_items.csv")
Capacity = Annotated[str, Longest(200)]
Paragraph = Annotated[int, Between(1, 7)]


@dataclass(frozen=True, kw_only=True)
class MinutesRow(SeedRow):
    FILE: ClassVar[str] = "minutes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number")
    REFERS: ClassVar[tuple[Refers, ...]] = (MEETING,)

    meeting_day: date
    meeting_number: Count
    first_number: Count


@dataclass(frozen=True, kw_only=True)
class MinutesItemRow(SeedRow):
    """`serial` counts the items as they were made; their numbers follow from the first number and their order.

    `agenda_item` is the serial of the item of the meeting's agenda that it minutes.
    """

    FILE: ClassVar[str] = "minutes_items.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number", "serial")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        MINUTES,
        Refers(("meeting_day", "meeting_number", "agenda_item"), "agenda_items.csv"),
    )

    meeting_day: date
    meeting_number: Count
    serial: Count
    position: Place
    agenda_item: Count | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class MinutesWordingRow(SeedRow):
    """What an item said; the last row of an item counts."""

    FILE: ClassVar[str] = "minutes_wordings.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (ITEM,)

    meeting_day: date
    meeting_number: Count
    item: Count
    title: Line
    text: str | None
    paragraph: Paragraph | None
    summary: str | None
    by: Line


@dataclass(frozen=True, kw_only=True)
class MinutesDecisionRow(SeedRow):
    """The last row of a `serial` counts; one that is `gone` was taken out again."""

    FILE: ClassVar[str] = "minutes_decisions.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (ITEM,)

    meeting_day: date
    meeting_number: Count
    item: Count
    serial: Count
    text: str
    proposer: Name | None
    seconder: Name | None
    gone: bool
    by: Line


@dataclass(frozen=True, kw_only=True)
class MinutesActionRow(SeedRow):
    """As `MinutesDecisionRow`. `request` is the number of the request of the Panel that it is."""

    FILE: ClassVar[str] = "minutes_actions.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (ITEM, Refers(("request",), "panel_requests.csv"))

    meeting_day: date
    meeting_number: Count
    item: Count
    serial: Count
    text: str
    owner: Name
    due_on: date | None
    request: Count | None
    gone: bool
    by: Line


@dataclass(frozen=True, kw_only=True)
class MinutesRollRow(SeedRow):
    """A list of who was there; that with the highest number counts."""

    FILE: ClassVar[str] = "minutes_rolls.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (MINUTES,)

    meeting_day: date
    meeting_number: Count
    number: Count
    by: Line


@dataclass(frozen=True, kw_only=True)
class MinutesPersonRow(SeedRow):
    """Somebody in such a list. Items are named by their serial."""

    FILE: ClassVar[str] = "minutes_people.csv"
    KEY: ClassVar[tuple[str, ...]] = ("meeting_day", "meeting_number", "roll", "position")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("meeting_day", "meeting_number", "roll"), "minutes_rolls.csv"),
        Refers(("member",), "panel_members.csv"),
        Refers(("meeting_day", "meeting_number", "arrived_item"), "minutes_items.csv"),
        Refers(("meeting_day", "meeting_number", "left_item"), "minutes_items.csv"),
    )

    meeting_day: date
    meeting_number: Count
    roll: Count
    position: Count
    kind: RollKind
    member: Count | None
    name: Name
    capacity: Capacity | None
    substitute: Name | None
    arrived: time | None
    arrived_item: Count | None
    left_at: time | None
    left_item: Count | None
