"""What a highlight report says of inspections: grades, and how far their findings are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.inspections.rules import FindingType, ForceStatus, PanelStatus, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """A graded question or area; `number` as the inspection's report numbers it, where it does."""

    number: str | None
    area: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionGrades:
    """The grades of one inspection in its own order, on its own scale, best first."""

    code: str
    title: str
    body: str
    year: int
    published_on: date | None
    scale: tuple[str, ...]
    rows: tuple[GradeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding that asks for work and is open to the Panel, or was closed in the quarter.

    What force and inspectorate say is as at the last day that counts; `overdue` is judged on the report's day.
    """

    reference: str
    kind: FindingType
    kind_word: str
    part_of: str | None
    official_reference: str | None
    inspection: str
    inspection_title: str
    text: str
    has_lead: bool
    force: ForceStatus
    force_word: str
    panel: PanelStatus
    panel_word: str
    expected_on: date | None
    overdue: bool
    days_late: int
    result: Result | None
    result_word: str | None
    updated_on: date | None
    closed_on: date | None
