"""Seed files of inspections: grades on their own scales, printings, events and responses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.inspections.rules import ForceStage
from tracker.inspections.rules_record import EARLIEST_YEAR, LATEST_YEAR
from tracker.plan.rules import Precision
from tracker.seeds.tables_row import Between, Code, Count, Line, Link, Longest, Name, Place, Refers, SeedRow

Grade = Annotated[str, Longest(60)]


@dataclass(frozen=True, kw_only=True)
class InspectionRow(SeedRow):
    FILE: ClassVar[str] = "inspections.csv"
    KEY: ClassVar[tuple[str, ...]] = ("code",)

    code: Code
    title: Line
    body: Name
    programme: Name | None
    year: Annotated[int, Between(EARLIEST_YEAR, LATEST_YEAR)]
    published_on: date | None
    link: Link | None
    recorded_on: date
    note: str | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class ScaleRow(SeedRow):
    """A grade an inspection could give; position 1 is the best."""

    FILE: ClassVar[str] = "inspection_scales.csv"
    KEY: ClassVar[tuple[str, ...]] = ("inspection", "label")
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("inspection",), "inspections.csv"),)

    inspection: Code
    position: Count
    label: Grade
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class GradeRow(SeedRow):
    """A question or area of an inspection and the grade it gave. A withdrawn one may share its area with others."""

    FILE: ClassVar[str] = "inspection_grades.csv"
    KEY: ClassVar[tuple[str, ...]] = ("inspection", "area")
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("inspection",), "inspections.csv"),
        Refers(("inspection", "grade"), "inspection_scales.csv"),
    )

    inspection: Code
    position: Place
    number: Annotated[str, Longest(10)] | None
    area: Line
    theme: Line | None
    grade: Grade
    basis: Line | None
    note: str | None
    withdrawn: bool

    @property
    def can_be_named(self) -> bool:
        return not self.withdrawn


@dataclass(frozen=True, kw_only=True)
class PrintingRow(SeedRow):
    """From when to when highlight reports print an inspection's grades, and under which priority."""

    FILE: ClassVar[str] = "grade_printings.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("inspection",), "inspections.csv"),
        Refers(("plan", "priority"), "priorities.csv"),
    )

    inspection: Code
    plan: Code
    priority: Count
    from_on: date
    to_on: date | None
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class InspectionEventRow(SeedRow):
    """Something that happened; `stage` is the monitoring stage that began with it."""

    FILE: ClassVar[str] = "inspection_events.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("inspection",), "inspections.csv"),)

    inspection: Code | None
    when_text: Annotated[str, Longest(200)]
    starts: date
    ends: date
    precision: Precision
    stage: ForceStage | None
    text: str
    recorded_by: Line
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class ResponseRow(SeedRow):
    """The Commissioner's published comments on an inspection, with the chief constable's."""

    FILE: ClassVar[str] = "inspection_responses.csv"
    KEY: ClassVar[tuple[str, ...]] = ("inspection",)
    REFERS: ClassVar[tuple[Refers, ...]] = (Refers(("inspection",), "inspections.csv"),)

    inspection: Code
    invited_on: date | None
    received_on: date | None
    chief_constable_comments: str | None
    comments: str | None
    approved_on: date | None
    approved_by: Line | None
    published_on: date | None
    published_link: Link | None
    sent_to_inspectors_on: date | None
    sent_to_secretary_on: date | None
