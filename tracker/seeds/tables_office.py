"""Seed files of the office, its people and the Panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, ClassVar

from tracker.access import Role
from tracker.panel.rules import PanelRole
from tracker.seeds.tables_row import Count, Email, Line, Longest, MayBeEmpty, Name, Refers, SeedRow


@dataclass(frozen=True, kw_only=True)
class OfficeSettingRow(SeedRow):
    FILE: ClassVar[str] = "office_settings.csv"

    key: Annotated[str, Longest(60)]
    value: Annotated[str, MayBeEmpty()]
    effective_on: date
    set_by: Line


@dataclass(frozen=True, kw_only=True)
class OfficeHolderRow(SeedRow):
    FILE: ClassVar[str] = "office_holders.csv"

    office: Name
    name: Name
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, kw_only=True)
class PersonRow(SeedRow):
    FILE: ClassVar[str] = "people.csv"
    KEY: ClassVar[tuple[str, ...]] = ("email",)

    email: Email
    name: Name
    role: Role
    job_title: Name | None
    disabled: bool


@dataclass(frozen=True, kw_only=True)
class DeputyRow(SeedRow):
    FILE: ClassVar[str] = "deputies.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("person",), "people.csv"), Refers(("deputy",), "people.csv"))

    person: Email
    deputy: Email
    starts_on: date
    ends_on: date | None
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class PanelMemberRow(SeedRow):
    FILE: ClassVar[str] = "panel_members.csv"
    KEY: ClassVar[tuple[str, ...]] = ("as_at", "seat")

    as_at: date
    seat: Count
    name: Name
    organisation: Name | None
    role: PanelRole


@dataclass(frozen=True, kw_only=True)
class MeetingRow(SeedRow):
    FILE: ClassVar[str] = "meetings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("day", "number")

    day: date
    number: Count
    starts_at: time | None
    venue: Line | None
