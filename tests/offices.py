"""Offices as seed sets: one that holds everything a running office can have."""

from __future__ import annotations

from datetime import date

from tests.offices_agenda import agenda_office
from tests.offices_annual import annual_office
from tests.offices_information import information_office
from tests.offices_inspections import AWKWARD, FILES_OF_OFFICE, LEAD, finding_office, inspection_office
from tests.offices_measures import measure_office
from tests.offices_minutes import minutes_office
from tests.offices_outcomes import outcome_office
from tests.offices_panel import panel_office
from tests.offices_risks import risk_office
from tests.offices_versions import version_office
from tests.offices_years import year_office
from tracker.access import Role
from tracker.plan.rules import PlanStatus, Precision, ProgressStatus, QuarterReading, Rag
from tracker.reports.rules import EntryKind
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    MarkRow,
    MilestoneRow,
    ObjectiveRow,
    OverrideRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import AcronymRow, EntryRow
from tracker.seeds.tables_row import SeedRow

OFFICER, LEAVER = "officer@example.org", "leaver@example.org"
BEGAN = date(2022, 4, 1)


def detail(reference: str, **changes: object) -> DetailRow:
    values: dict[str, object] = {
        "deliverable": reference,
        "effective_on": BEGAN,
        "plan": "P-1",
        "priority": 1,
        "objective": None,
        "position": 1,
        "action": "Buy a van",
        "owner": OFFICER,
        "starts_on": None,
        "reason": None,
        "recorded_by": "Olivia",
    }
    return DetailRow(**{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def due(reference: str, number: int = 1, **changes: object) -> DueDateRow:
    values: dict[str, object] = {
        "deliverable": reference,
        "number": number,
        "text": "Oct 23",
        "reading": None,
        "starts": date(2023, 10, 1),
        "ends": date(2023, 10, 31),
        "precision": Precision.MONTH,
        "requested_on": BEGAN,
        "requested_by": "Olivia",
        "reason": None,
        "accepted": None,
        "decided_on": None,
        "decided_by": None,
        "decision_note": None,
    }
    return DueDateRow(**{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def update(reference: str, number: int, **changes: object) -> ProgressRow:
    values: dict[str, object] = {
        "deliverable": reference,
        "number": number,
        "effective_on": date(2022, 5, number),
        "percent": 10 * number,
        "status": ProgressStatus.IN_PROGRESS,
        "completed_on": None,
        "note": None,
        "reason": None,
        "supersedes": None,
        "author": "Olivia",
    }
    return ProgressRow(**{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def deliverable(reference: str, carried_from: str | None = None, note: str | None = None) -> DeliverableRow:
    return DeliverableRow(reference=reference, began_on=BEGAN, carried_from=carried_from, note=note)


def full_office() -> SeedSet:
    """Every file has rows: deputies, a leaver, corrections, requests in each state, milestones, ratings by hand …"""
    rows: dict[type[SeedRow], list[SeedRow]] = {}
    plan = (*_office(), *_plan(), *_deliverables(), *_progress())
    rooms = (*inspection_office(), *finding_office(), *risk_office(), *measure_office())
    for row in (
        *plan,
        *rooms,
        *panel_office(),
        *agenda_office(),
        *minutes_office(),
        *information_office(),
        *annual_office(),
        *version_office(),
        *year_office(),
        *_quarter(),
    ):
        rows.setdefault(type(row), []).append(row)
    return SeedSet(rows, FILES_OF_OFFICE.get)


def _office() -> tuple[SeedRow, ...]:
    return (
        OfficeSettingRow(key="name", value="An office", effective_on=date(2020, 1, 1), set_by="Ada"),
        OfficeSettingRow(key="notice", value="", effective_on=date(2020, 1, 1), set_by="Ada"),
        OfficeSettingRow(key="rag_behind_by", value="20", effective_on=date(2021, 1, 1), set_by="Ada"),
        OfficeHolderRow(office="Commissioner", name="=cmd|' /C calc'!A0", from_day=None, to_day=date(2024, 5, 8)),
        PersonRow(email=LEAD, name="Leon", role=Role.LEAD, job_title="Lead", disabled=False),
        PersonRow(email=LEAVER, name="Lara", role=Role.OFFICER, job_title=None, disabled=True),
        PersonRow(email=OFFICER, name="Olivia", role=Role.OFFICER, job_title=None, disabled=False),
        DeputyRow(person=LEAD, deputy=OFFICER, starts_on=BEGAN, ends_on=None, withdrawn=True),
        DeputyRow(person=OFFICER, deputy=LEAD, starts_on=BEGAN, ends_on=date(2022, 4, 30), withdrawn=False),
    )


def _plan() -> tuple[SeedRow, ...]:
    objective = {"plan": "P-1", "priority": 1, "group_heading": None}
    return (
        PlanRow(code="P-1", title="A plan", starts=BEGAN, ends=BEGAN, status=PlanStatus.CURRENT, note=AWKWARD),
        PriorityRow(plan="P-1", number=1, title="First", lead=LEAD, note=None),
        PriorityRow(plan="P-1", number=2, title="Second", lead=None, note=None),
        ObjectiveRow(**objective, code="1.1", parent=None, position=1, level_name="Theme", title="Trust"),  # type: ignore[arg-type]  # as above
        ObjectiveRow(**objective, code="1.1.1", parent="1.1", position=2, level_name="Topic", title="More"),  # type: ignore[arg-type]  # as above
    )


def _deliverables() -> tuple[SeedRow, ...]:
    q4 = {"text": "Q4 2023", "precision": Precision.QUARTER, "reason": "Late"}
    calendar = {"reading": QuarterReading.CALENDAR, "starts": date(2023, 10, 1), "ends": date(2023, 12, 31)}
    financial = {"reading": QuarterReading.FINANCIAL, "starts": date(2024, 1, 1), "ends": date(2024, 3, 31)}
    declined = {"accepted": False, "decided_on": date(2022, 7, 1), "decided_by": "Leon", "decision_note": "No"}
    accepted = {"accepted": True, "decided_on": date(2022, 8, 1), "decided_by": "Leon"}
    return (
        deliverable("D-0001", note=AWKWARD),
        deliverable("D-0002"),
        deliverable("D-0003", carried_from="D-0002"),
        detail("D-0001", objective="1.1.1", starts_on=BEGAN),
        detail("D-0001", effective_on=date(2022, 6, 1), priority=2, action=AWKWARD, reason="Moved", owner=LEAD),
        detail("D-0002"),
        detail("D-0003", position=2),
        due("D-0001"),
        due("D-0001", 2, **q4, **financial, requested_on=date(2022, 6, 30), **declined),
        due("D-0001", 3, **q4, **calendar, requested_on=date(2022, 7, 30), **accepted),
        due(
            "D-0001",
            4,
            text="2025",
            starts=date(2025, 1, 1),
            ends=date(2025, 12, 31),
            precision=Precision.YEAR,
            reason="!",
        ),
        due("D-0002"),
        due("D-0003"),
    )


def _progress() -> tuple[SeedRow, ...]:
    closed = ProgressStatus.COMPLETE
    return (
        update("D-0001", 1, note=AWKWARD),
        update("D-0001", 2, percent=100, status=closed, completed_on=date(2022, 5, 1)),
        update("D-0001", 3, percent=40, reason="Reopened: it was not done"),
        update("D-0001", 4, supersedes=3, percent=45, effective_on=date(2022, 5, 3), reason="Typing error"),
        update("D-0002", 1, percent=30),
        update("D-0002", 2, percent=30, status=ProgressStatus.CARRIED_FORWARD),
        update("D-0003", 1, percent=0, status=ProgressStatus.STOPPED, reason="No money"),
        MilestoneRow(deliverable="D-0001", number=1, position=2, title="Order", weight=1, withdrawn_on=None),
        MilestoneRow(deliverable="D-0001", number=2, position=1, title="Pay", weight=3, withdrawn_on=date(2022, 6, 1)),
        MarkRow(deliverable="D-0001", update=3, milestone=1, percent=40),
        MarkRow(deliverable="D-0001", update=4, milestone=2, percent=45),
        OverrideRow(deliverable="D-0001", effective_on=date(2022, 6, 1), rag=Rag.RED, reason="Strike", author="Leon"),
        OverrideRow(deliverable="D-0001", effective_on=date(2022, 6, 1), rag=None, reason="Over", author="Leon"),
    )


def _quarter() -> tuple[SeedRow, ...]:
    entry = {"plan": "P-1", "priority": 1, "quarter": "2022-23-Q1", "author": "Leon"}
    return (
        EntryRow(**entry, kind=EntryKind.OUTCOME, position=1, text="@work", withdrawn=False),  # type: ignore[arg-type]  # as above
        EntryRow(**entry, kind=EntryKind.OUTCOME, position=2, text=AWKWARD, withdrawn=True),  # type: ignore[arg-type]  # as above
        EntryRow(**entry, kind=EntryKind.FOCUS, position=1, text="Rain", withdrawn=False),  # type: ignore[arg-type]  # as above
        *outcome_office(),
        AcronymRow(acronym="DVPO/N", meaning="=Orders, notices", withdrawn=True),
        AcronymRow(acronym="S&H", meaning='Stalking and "Harassment"', withdrawn=False),
    )
