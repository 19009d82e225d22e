"""Seed files of the register of Specified Information: its lines, and each publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.information.rules import DueFrom, Every, PublicationKind, TimingBy
from tracker.information.rules_lines import MOST_DAYS
from tracker.seeds.tables_row import Between, Count, Line, Link, Longest, Name, Reference, Refers, SeedRow


@dataclass(frozen=True, kw_only=True)
class InformationLineRow(SeedRow):
    FILE: ClassVar[str] = "information_lines.csv"
    KEY: ClassVar[tuple[str, ...]] = ("code",)

    code: Reference
    position: Count
    topic: Line
    title: Line
    source: Line
    every: Every
    due_from: DueFrom
    due_days: Annotated[int, Between(0, MOST_DAYS)] | None
    timing_by: TimingBy
    note: str | None
    address: Link | None
    owner: Name | None
    counts_from: date
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class InformationPublicationRow(SeedRow):
    """`withdraws` is the number of the publication of the same line that was recorded by mistake."""

    FILE: ClassVar[str] = "information_publications.csv"
    KEY: ClassVar[tuple[str, ...]] = ("line_code", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("line_code",), "information_lines.csv"),
        Refers(("line_code", "withdraws"), "information_publications.csv"),
    )

    line_code: Reference
    number: Count
    kind: PublicationKind
    done_on: date
    period: Annotated[str, Longest(10)] | None
    address: Link | None
    note: str | None
    withdraws: Count | None
    recorded_by: Line
