"""Seed files of findings and their histories, and of the stored files that are evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from tracker.inspections.rules import Answer, FindingType, ForceStatus, InspectorateStatus, Result
from tracker.seeds.tables_row import (
    Code,
    Count,
    Email,
    Line,
    Link,
    Longest,
    Name,
    Place,
    Reference,
    Refers,
    SeedRow,
)

Digest = Annotated[str, Longest(64)]

_FINDING = (Refers(("finding",), "findings.csv"),)


@dataclass(frozen=True, kw_only=True)
class StoredFileRow(SeedRow):
    """A file whose bytes lie beside the seed files, in `files/` under its SHA-256."""

    FILE: ClassVar[str] = "stored_files.csv"
    KEY: ClassVar[tuple[str, ...]] = ("digest",)

    digest: Digest
    size: int
    media_type: Name


@dataclass(frozen=True, kw_only=True)
class FindingRow(SeedRow):
    """`parent` is the cause of concern a recommendation belongs to; `question` an area of the inspection's grades."""

    FILE: ClassVar[str] = "findings.csv"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)
    REFERS: ClassVar[tuple[Refers, ...]] = (
        Refers(("inspection",), "inspections.csv"),
        Refers(("inspection", "question"), "inspection_grades.csv"),
        Refers(("parent",), "findings.csv"),
    )

    reference: Reference
    inspection: Code
    kind: FindingType
    official_reference: Annotated[str, Longest(60)] | None
    parent: Reference | None
    question: Line | None
    position: Place
    began_on: date
    historic: bool
    note: str | None
    withdrawn_on: date | None
    withdrawn_by: Line | None
    withdrawn_reason: str | None


@dataclass(frozen=True, kw_only=True)
class FindingDetailRow(SeedRow):
    """Wording, place, lead and expected closure of a finding from a day on."""

    FILE: ClassVar[str] = "finding_details.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (
        *_FINDING,
        Refers(("plan", "priority"), "priorities.csv"),
        Refers(("lead",), "people.csv"),
    )

    finding: Reference
    effective_on: date
    plan: Code | None
    priority: Count | None
    lead: Email | None
    expected_on: date | None
    text: str
    reason: str | None
    recorded_by: Line


@dataclass(frozen=True, kw_only=True)
class ForceMarkRow(SeedRow):
    """What the force said of a finding, from a day on."""

    FILE: ClassVar[str] = "force_marks.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _FINDING

    finding: Reference
    effective_on: date
    status: ForceStatus
    comment: str | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class InspectorateMarkRow(SeedRow):
    """What the inspectorate said of a finding, and who told the office."""

    FILE: ClassVar[str] = "inspectorate_marks.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _FINDING

    finding: Reference
    effective_on: date
    status: InspectorateStatus
    told_by: Line | None
    comment: str | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class ReassessmentRow(SeedRow):
    """What a later inspection said of a finding."""

    FILE: ClassVar[str] = "reassessments.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (*_FINDING, Refers(("inspection",), "inspections.csv"))

    finding: Reference
    effective_on: date
    inspection: Code | None
    result: Result
    text: str | None
    author: Line


@dataclass(frozen=True, kw_only=True)
class CommentRow(SeedRow):
    FILE: ClassVar[str] = "finding_comments.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = _FINDING

    finding: Reference
    effective_on: date
    text: str
    author: Line


@dataclass(frozen=True, kw_only=True)
class EvidenceRow(SeedRow):
    """What shows that the work was done: a link, or a stored file and its name."""

    FILE: ClassVar[str] = "finding_evidence.csv"
    REFERS: ClassVar[tuple[Refers, ...]] = (*_FINDING, Refers(("file",), "stored_files.csv"))

    finding: Reference
    title: Line
    link: Link | None
    file: Digest | None
    file_name: Line | None
    added_on: date
    added_by: Line
    withdrawn_on: date | None
    withdrawn_by: Line | None


@dataclass(frozen=True, kw_only=True)
class AnswerRow(SeedRow):
    """What the Commissioner's comments say of a finding."""

    FILE: ClassVar[str] = "finding_answers.csv"
    KEY: ClassVar[tuple[str, ...]] = ("finding",)
    REFERS: ClassVar[tuple[Refers, ...]] = _FINDING

    finding: Reference
    answer: Answer
    text: str
    author: Line
    # The finding's wording when its answer was approved.
    approved_wording: str | None
    approved_on: date | None
    approved_by: Line | None
    published_on: date | None
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class FindingDeliverableRow(SeedRow):
    """A deliverable that answers a finding."""

    FILE: ClassVar[str] = "finding_deliverables.csv"
    KEY: ClassVar[tuple[str, ...]] = ("finding", "deliverable", "linked_on")
    REFERS: ClassVar[tuple[Refers, ...]] = (*_FINDING, Refers(("deliverable",), "deliverables.csv"))

    finding: Reference
    deliverable: Reference
    linked_on: date
    linked_by: Line
    unlinked_on: date | None
    unlinked_by: Line | None
