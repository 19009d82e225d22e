"""Seed files of the outcomes that annual reports print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from tracker.seeds.tables_row import Code, Count, Line, Longest, Place, Refers, SeedRow


@dataclass(frozen=True, kw_only=True)
class OutcomeChoiceRow(SeedRow):
    """That somebody chose the outcomes of a priority for a year, be it none of them."""

    FILE: ClassVar[str] = "annual_outcome_choices.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "plan", "priority")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan", "priority"), "priorities.csv"),)

    year: Annotated[str, Longest(7)]
    plan: Code
    priority: Count


@dataclass(frozen=True, kw_only=True)
class AnnualOutcomeRow(SeedRow):
    """An outcome of a year's quarter, by its place there, and its place, objective and words in the year's report."""

    FILE: ClassVar[str] = "annual_outcomes.csv"
    KEY: ClassVar[tuple[str, ...]] = ("year", "plan", "priority", "quarter", "entry")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("year", "plan", "priority"), "annual_outcome_choices.csv"),
        Refers(("plan", "priority", "objective"), "objectives.csv"),
    )

    year: Annotated[str, Longest(7)]
    plan: Code
    priority: Count
    position: Place
    quarter: Annotated[str, Longest(10)]
    entry: Count
    objective: Annotated[str, Longest(20)] | None
    wording: str | None
    chosen_by: Line
    withdrawn: bool
