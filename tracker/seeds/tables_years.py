"""Seed files of a year's end: what was decided of open work, and when years were closed and reopened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.plan.rules import Precision, QuarterReading
from tracker.plan.rules_year import YearAct, YearChoice
from tracker.seeds.tables_row import Code, Count, Line, Longest, Reference, Refers, SeedRow

YearKey = Annotated[str, Longest(7)]
"""A financial year: "2023-24"."""


@dataclass(frozen=True, kw_only=True)
class YearDecisionRow(SeedRow):
    """What becomes of a deliverable at a year's end. Where it is carried forward: under which priority, due when."""

    FILE: ClassVar[str] = "year_decisions.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable",), "deliverables.csv"),
        Refers(("plan", "priority"), "priorities.csv"),
    )

    year: YearKey
    deliverable: Reference
    choice: YearChoice
    reason: str | None
    plan: Code | None
    priority: Count | None
    due_text: Annotated[str, Longest(200)] | None
    due_reading: QuarterReading | None
    due_starts: date | None
    due_ends: date | None
    due_precision: Precision | None
    decided_on: date
    decided_by: Line


@dataclass(frozen=True, kw_only=True)
class YearCloseRow(SeedRow):
    """A closing (numbers 1, 3 …) or reopening (2, 4 …) of a year."""

    FILE: ClassVar[str] = "year_closes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "number")

    year: YearKey
    number: Count
    act: YearAct
    acted_on: date
    acted_by: Line
    reason: str | None
