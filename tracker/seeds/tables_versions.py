"""Seed files of versions of plans, their steps and lines, and which version deliverables belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.seeds.tables_findings import Digest
from tracker.seeds.tables_row import Code, Count, Line, Link, Longest, Reference, Refers, SeedRow

_VERSION = Refers(("plan", "version"), "plan_versions.csv")


@dataclass(frozen=True, kw_only=True)
class PlanVersionRow(SeedRow):
    FILE: ClassVar[str] = "plan_versions.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("plan",), "plans.csv"),)

    plan: Code
    number: Count
    kind: VersionKind
    title: Line
    changes: str | None
    elected_on: date | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class PlanVersionStepRow(SeedRow):
    """A step as it was recorded; `supersedes` is the number of the one it corrects or takes back."""

    FILE: ClassVar[str] = "plan_version_steps.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "version", "number")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        _VERSION,
        Refers(("plan", "version", "supersedes"), "plan_version_steps.csv"),
        Refers(("meeting_day", "meeting_number"), "meetings.csv"),
        Refers(("file",), "stored_files.csv"),
    )

    plan: Code
    version: Count
    number: Count
    kind: StepKind
    day: date
    meeting_day: date | None
    meeting_number: Count | None
    note: str | None
    link: Link | None
    file: Digest | None
    file_name: Line | None
    override_reason: str | None
    supersedes: Count | None
    taken_back: bool
    reason: str | None
    recorded_by: Line


@dataclass(frozen=True, kw_only=True)
class PlanVersionLineRow(SeedRow):
    """A priority, or with a code an objective under it, as it was published."""

    FILE: ClassVar[str] = "plan_version_lines.csv"
    KEY: ClassVar[tuple[str, ...]] = ("plan", "version", "position")
    REFERS: ClassVar[tuple[Refers, ...]] = (_VERSION,)

    plan: Code
    version: Count
    position: Count
    priority_number: Count
    code: Annotated[str, Longest(20)] | None
    parent_code: Annotated[str, Longest(20)] | None
    level_name: Annotated[str, Longest(40)] | None
    group_heading: Line | None
    title: Line


@dataclass(frozen=True, kw_only=True)
class DeliverableVersionRow(SeedRow):
    """Which version of the plan a deliverable belongs to from a day on."""

    FILE: ClassVar[str] = "deliverable_versions.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("deliverable",), "deliverables.csv"), _VERSION)

    deliverable: Reference
    effective_on: date
    plan: Code
    version: Count
    reason: str | None
    recorded_by: Line
