"""What a highlight report says, frozen: words and figures, no keys of rows, so that it reads the same for ever.

The canonical JSON of a snapshot is what is stored, hashed, published and downloaded; layouts see nothing else. So it
holds what a report prints, and beside that only what a chart is drawn from and what versions are compared and checked
by: nobody is named in it whom the report does not name.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from tracker.errors import DomainError
from tracker.plan.rules import ProgressStatus, Rag
from tracker.reports.snapshots_inspections import FindingRow, InspectionGrades
from tracker.reports.snapshots_measures import MeasureBasis, MeasurePage, MeasureRow
from tracker.reports.snapshots_risks import MatrixFacts, RiskRow

SCHEMA: Final = 4
"""Nothing was ever stored of schema 1, which had lines of text for risks and issues, of 2, without measures, nor of 3,
which named who owns a deliverable.
"""

T = TypeVar("T")
STRICT: Final = ConfigDict(extra="forbid", strict=True)


def canonical(adapter: TypeAdapter[T], snapshot: T) -> bytes:
    """The snapshot as JSON of which there is only one spelling."""
    plain = adapter.dump_python(snapshot, mode="json")
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_as(adapter: TypeAdapter[T], text: bytes) -> T:
    """A snapshot from the bytes of `canonical`. Raises UnreadableSnapshot."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole text"
        raise UnreadableSnapshot(f"{place}: {first['msg']}") from error


def hash_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class UnreadableSnapshot(DomainError):
    """The text is no snapshot of a schema this version can read."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"This is not the content of a report: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFacts:
    """The quarter reported: its key ("2024-25-Q2"), how it is printed, its first and last day."""

    key: str
    label: str
    months: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """The office and its Panel by name, and a notice for every page ("" for none)."""

    name: str
    panel: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """The Panel's meeting the report goes to."""

    day: date
    starts_at: time | None
    venue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRules:
    """The office's thresholds for Amber (RULES 2): % points behind, days before the end, the % that is nearly done."""

    behind_by: int
    due_within_days: int
    nearly_done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A Police and Crime Plan the report covers."""

    code: str
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableRow:
    """One deliverable in the report (DESIGN section 7).

    `progress` is the last % up to the report's day and the quarter's end. `previous_progress` is the % at the end of
    the quarter before, `previous_progress_on` its day where that % is older still. `days_late` counts from the end
    of the due date in force, `days_late_from_original` from that of the first one; both are 0 for closed work.
    `updated_on` is the day of the last report where that is before the quarter; within it no day is printed.
    """

    reference: str
    action: str
    due_text: str
    due_start: date
    due_end: date
    original_due_text: str
    original_due_end: date
    revised: bool
    revised_reason: str | None
    extension_requested: bool
    progress: int
    updated_in_quarter: bool
    updated_on: date | None
    note: str | None
    previous_progress: int | None
    previous_progress_on: date | None
    status: ProgressStatus
    status_word: str
    completed_on: date | None
    closed_reason: str | None
    carried_to: str | None
    rag: Rag | None
    rag_word: str | None
    rag_reasons: tuple[str, ...]
    rag_override_reason: str | None
    overdue: bool
    days_late: int
    days_late_from_original: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySection:
    """One priority: its quarter's lines as typed (bold and links marked up), its deliverables, the risks and issues
    chosen for the quarter, the grades that stand beside them and its groups of measures, all in printed order.
    """

    plan_code: str
    number: int
    title: str
    lead: str | None
    outcomes: tuple[str, ...]
    focus: tuple[str, ...]
    deliverables: tuple[DeliverableRow, ...]
    risks_and_issues: tuple[RiskRow, ...]
    grades: tuple[InspectionGrades, ...]
    measures: tuple[MeasurePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcronymFacts:
    """An acronym the report uses, and what it stands for."""

    acronym: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightSnapshot:
    """The content of one highlight report as at a day.

    `matrices` are the versions that the printed scores were given on. `findings` is None where no inspection is on
    record.
    """

    __pydantic_config__ = STRICT

    schema: Literal[4] = SCHEMA
    report: Literal["highlight"] = "highlight"
    as_at: date
    quarter: QuarterFacts
    office: OfficeFacts
    commissioner: str | None
    meeting: MeetingFacts | None
    rating_rules: RatingRules
    plans: tuple[PlanFacts, ...]
    priorities: tuple[PrioritySection, ...]
    findings: tuple[FindingRow, ...] | None
    matrices: tuple[MatrixFacts, ...]
    measure_basis: MeasureBasis
    acronyms: tuple[AcronymFacts, ...]

    @property
    def rows(self) -> tuple[DeliverableRow, ...]:
        """Every deliverable of the report, in printed order."""
        return tuple(row for priority in self.priorities for row in priority.deliverables)

    @property
    def measure_rows(self) -> tuple[MeasureRow, ...]:
        """Every measure of the report, in printed order."""
        return tuple(row for part in self.priorities for page in part.measures for row in page.rows)

    @property
    def withheld(self) -> tuple[MeasureRow, ...]:
        """The measures with a figure marked OFFICIAL SENSITIVE that nobody has cleared: they block publication."""
        return tuple(row for row in self.measure_rows if row.withheld)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded for the quarter."""
        return not any(
            part.deliverables or part.outcomes or part.focus or part.risks_and_issues or part.measures
            for part in self.priorities
        )

    def to_json(self) -> bytes:
        """Canonical: sorted keys, no blanks, UTF-8, dates as ISO 8601. The same snapshot gives the same bytes."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())

    @classmethod
    def from_json(cls, text: bytes) -> HighlightSnapshot:
        """The snapshot `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_ADAPTER, text)


_ADAPTER: Final = TypeAdapter(HighlightSnapshot)
