"""Seed files of what officers write for a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from tracker.reports.rules import EntryKind
from tracker.seeds.tables_row import Code, Count, Line, Longest, Place, Reference, Refers, SeedRow


@dataclass(frozen=True, kw_only=True)
class EntryRow(SeedRow):
    """An outcome or focus line of a priority in a quarter."""

    FILE: ClassVar[str] = "quarter_entries.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan", "priority"), "priorities.csv"),)

    plan: Code
    priority: Count
    quarter: Annotated[str, Longest(10)]
    kind: EntryKind
    position: Place
    text: str
    author: Line
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class AcronymRow(SeedRow):
    FILE: ClassVar[str] = "acronyms.csv"
    KEY: ClassVar[tuple[str, ...]] = ("acronym",)

    acronym: Annotated[str, Longest(20)]
    meaning: Line
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class QuarterRiskRow(SeedRow):
    """A risk or issue chosen for a quarter's report, under a priority."""

    FILE: ClassVar[str] = "quarter_risks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "quarter", "risk")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("risk",), "risks.csv"),
    )

    plan: Code
    priority: Count
    quarter: Annotated[str, Longest(10)]
    risk: Reference
    chosen_by: Line
    withdrawn: bool
