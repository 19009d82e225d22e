"""Seed files of plans, priorities, objectives and deliverables with their histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.plan.rules import PlanStatus, Precision, ProgressStatus, QuarterReading, Rag
from tracker.seeds.tables_row import Between, Code, Count, Email, Line, Longest, Place, Reference, Refers, SeedRow


@dataclass(frozen=True, kw_only=True)
class PlanRow(SeedRow):
    FILE: ClassVar[str] = "plans.csv"
    KEY: ClassVar[tuple[str, ...]] = ("code",)

    code: Code
    title: Line
    starts: date
    ends: date
    status: PlanStatus
    note: str | None


@dataclass(frozen=True, kw_only=True)
class PriorityRow(SeedRow):
    FILE: ClassVar[str] = "priorities.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan",), "plans.csv"), Refers(("lead",), "people.csv"))

    plan: Code
    number: Count
    title: Line
    lead: Email | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class ObjectiveRow(SeedRow):
    FILE: ClassVar[str] = "objectives.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "priority", "code")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("plan", "priority", "parent"), "objectives.csv"),
    )

    plan: Code
    priority: Count
    code: Annotated[str, Longest(20)]
    parent: Annotated[str, Longest(20)] | None
    position: Place
    level_name: Annotated[str, Longest(40)]
    group_heading: Line | None
    title: Line


@dataclass(frozen=True, kw_only=True)
class DeliverableRow(SeedRow):
    FILE: ClassVar[str] = "deliverables.csv"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("carried_from",), "deliverables.csv"),)

    reference: Reference
    began_on: date
    carried_from: Reference | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class DetailRow(SeedRow):
    """Wording, place, owner and start of a deliverable from a day on."""

    FILE: ClassVar[str] = "deliverable_details.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable",), "deliverables.csv"),
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("plan", "priority", "objective"), "objectives.csv"),
        Refers(("owner",), "people.csv"),
    )

    deliverable: Reference
    effective_on: date
    plan: Code
    priority: Count
    objective: Annotated[str, Longest(20)] | None
    position: Place
    action: str
    owner: Email
    starts_on: date | None
    reason: str | None
    recorded_by: Line


@dataclass(frozen=True, kw_only=True)
class DueDateRow(SeedRow):
    """A due date and, where it was asked for later, the lead's answer."""

    FILE: ClassVar[str] = "due_dates.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    number: Count
    text: Annotated[str, Longest(200)]
    reading: QuarterReading | None
    starts: date
    ends: date
    precision: Precision
    requested_on: date
    requested_by: Line
    reason: str | None
    accepted: bool | None
    decided_on: date | None
    decided_by: Line | None
    decision_note: str | None


@dataclass(frozen=True, kw_only=True)
class ProgressRow(SeedRow):
    """A progress update; `supersedes` is the number of the one it corrects."""

    FILE: ClassVar[str] = "progress_updates.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable",), "deliverables.csv"),
        Refers(("deliverable", "supersedes"), "progress_updates.csv"),
    )

    deliverable: Reference
    number: Count
    effective_on: date
    percent: Annotated[int, Between(0, 100)]
    status: ProgressStatus
    completed_on: date | None
    note: str | None
    reason: str | None
    supersedes: Count | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class MilestoneRow(SeedRow):
    FILE: ClassVar[str] = "milestones.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    number: Count
    position: Place
    title: Line
    weight: Annotated[int, Between(1, 1_000_000)]
    withdrawn_on: date | None


@dataclass(frozen=True, kw_only=True)
class MarkRow(SeedRow):
    """The % of one milestone in one progress update."""

    FILE: ClassVar[str] = "milestone_marks.csv"
    KEY: ClassVar[tuple[str, ...]] = ("deliverable", "update", "milestone")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("deliverable", "update"), "progress_updates.csv"),
        Refers(("deliverable", "milestone"), "milestones.csv"),
    )

    deliverable: Reference
    update: Count
    milestone: Count
    percent: Annotated[int, Between(0, 100)]


@dataclass(frozen=True, kw_only=True)
class OverrideRow(SeedRow):
    """A RAG rating set by hand; an empty one gives the rating back to the rules."""

    FILE: ClassVar[str] = "rag_overrides.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"),)

    deliverable: Reference
    effective_on: date
    rag: Rag | None
    reason: str
    author: Line
