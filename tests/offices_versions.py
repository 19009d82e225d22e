"""The plan of an office that has everything in its versions: published, varied, withdrawn, with steps corrected."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.offices_inspections import AWKWARD, STORED
from tests.offices_panel import THERE
from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)

ISSUED: Final = date(2022, 4, 1)


def version(number: int, kind: VersionKind = VersionKind.VARIATION, **changes: object) -> PlanVersionRow:
    values: dict[str, object] = {
        "plan": "P-1",
        "title": f"A plan, version {number}",
        "changes": "Less of everything",
        **dict.fromkeys(("elected_on", "withdrawn_on", "withdrawn_by", "withdrawn_reason")),
    }
    return PlanVersionRow(number=number, kind=kind, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def step(number: int, kind: StepKind, day: date, **changes: object) -> PlanVersionStepRow:
    values: dict[str, object] = {
        "plan": "P-1",
        "version": 1,
        **dict.fromkeys(("meeting_day", "meeting_number", "note", "link", "file", "file_name", "override_reason")),
        **dict.fromkeys(("supersedes", "reason")),
        "taken_back": False,
        "recorded_by": "Cath",
    }
    return PlanVersionStepRow(number=number, kind=kind, day=day, **{**values, **changes})  # type: ignore[arg-type]  # as above


def line(position: int, code: str | None = None, **changes: object) -> PlanVersionLineRow:
    values: dict[str, object] = {
        "plan": "P-1",
        "version": 1,
        "priority_number": 1,
        "parent_code": None,
        "level_name": "Theme" if code else None,
        "group_heading": None,
        "title": "First" if code is None else "Trust",
    }
    return PlanVersionLineRow(position=position, code=code, **{**values, **changes})  # type: ignore[arg-type]  # as above


def belongs(reference: str, **changes: object) -> DeliverableVersionRow:
    values: dict[str, object] = {
        "effective_on": ISSUED,
        "plan": "P-1",
        "version": 1,
        "reason": None,
        "recorded_by": "Leon",
    }
    return DeliverableVersionRow(deliverable=reference, **{**values, **changes})  # type: ignore[arg-type]  # as above


def version_office() -> tuple[SeedRow, ...]:
    """The plan with a document, a withdrawn variation, and one that was reviewed at a meeting and corrected."""
    document = {"file": STORED[0][0], "file_name": "plan.pdf"}
    varied = {"version": 3}
    met = {"meeting_day": THERE, "meeting_number": 1}
    gone = {"withdrawn_on": date(2023, 1, 1), "withdrawn_by": "Cath", "withdrawn_reason": AWKWARD}
    return (
        version(1, VersionKind.PLAN, title="=A plan", changes=None, elected_on=date(2021, 5, 6)),
        version(2, **gone),  # type: ignore[arg-type]  # as above
        version(3, changes=AWKWARD),
        step(1, StepKind.PUBLISHED, ISSUED, **document, note=AWKWARD, override_reason=AWKWARD),
        step(1, StepKind.DRAFTED, date(2022, 12, 1), version=2),
        step(1, StepKind.DRAFTED, date(2024, 8, 1), **varied),
        step(2, StepKind.CONSULTED, date(2024, 8, 2), **varied, link="https://example.org/?a=1&b=%C3%A9"),
        step(3, StepKind.SENT, date(2024, 8, 3), **varied),
        step(4, StepKind.SENT, date(2024, 8, 4), **varied, supersedes=3, reason="Typing error"),
        step(5, StepKind.REVIEWED, THERE, **varied, **met),
        step(6, StepKind.REPORTED, date(2024, 9, 27), **varied),
        step(7, StepKind.REPORTED, date(2024, 9, 27), **varied, supersedes=6, taken_back=True, reason=AWKWARD),
        step(8, StepKind.PUBLISHED, date(2024, 9, 30), **varied),
        line(1),
        line(2, "1.1", group_heading="=A heading"),
        line(3, "1.1.1", parent_code="1.1", level_name="Topic", title="More"),
        line(1, version=3),
        belongs("D-0001"),
        belongs("D-0001", effective_on=date(2024, 10, 1), version=3, reason=AWKWARD),
        belongs("D-0002"),
    )
