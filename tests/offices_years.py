"""The year ends of an office: decisions of every kind, one changed, and a year that was closed, reopened and closed."""

from __future__ import annotations

from datetime import date

from tests.offices_inspections import AWKWARD
from tracker.plan.rules import Precision, QuarterReading
from tracker.plan.rules_year import YearAct, YearChoice
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow


def decision(reference: str, choice: YearChoice = YearChoice.LEAVE_OPEN, **changes: object) -> YearDecisionRow:
    values: dict[str, object] = {
        "year": "2022-23",
        **dict.fromkeys(("reason", "plan", "priority", "due_text", "due_reading", "due_starts", "due_ends")),
        "due_precision": None,
        "decided_on": date(2023, 4, 12),
        "decided_by": "Leon",
    }
    return YearDecisionRow(deliverable=reference, choice=choice, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def act(number: int, kind: YearAct = YearAct.CLOSED, **changes: object) -> YearCloseRow:
    values: dict[str, object] = {
        "year": "2022-23",
        "acted_on": date(2023, 4, 20),
        "acted_by": "Cath",
        "reason": None,
    }
    return YearCloseRow(number=number, act=kind, **{**values, **changes})  # type: ignore[arg-type]  # as above


CARRIED = {
    "reason": AWKWARD,
    "plan": "P-1",
    "priority": 1,
    "due_text": "Q4 2025",
    "due_reading": QuarterReading.FINANCIAL,
    "due_starts": date(2026, 1, 1),
    "due_ends": date(2026, 3, 31),
    "due_precision": Precision.QUARTER,
}


def year_office() -> tuple[SeedRow, ...]:
    return (
        decision("D-0001", YearChoice.STOP, reason="No money"),
        decision("D-0001"),
        decision("D-0002", YearChoice.CARRY_FORWARD, **CARRIED),
        decision("D-0001", YearChoice.STOP, reason=AWKWARD, year="2023-24", decided_on=date(2024, 4, 2)),
        act(1),
        act(2, YearAct.REOPENED, reason=AWKWARD, acted_on=date(2023, 5, 2)),
        act(3, acted_on=date(2023, 5, 3)),
    )
