"""Seed files of the office and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.access import Role
from tracker.seeds.tables_row import Email, Line, Longest, MayBeEmpty, Name, Refers, SeedRow


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
