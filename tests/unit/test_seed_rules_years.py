"""The rules of the year ends of a seed set, each broken once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.unit.test_seed_rules import office_with, office_without, problems
from tracker.plan.rules_year import YearAct, YearChoice
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow

CARRIED = 4


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (YearDecisionRow, 2, {"year": "2022-24"}, "year", "There is no financial year “2022-24”."),
        (YearDecisionRow, 2, {"deliverable": "D-0999"}, "deliverable", "does not stand in deliverables.csv."),
        (YearDecisionRow, 2, {"reason": None}, "reason", "What is carried forward or stopped has a reason."),
        (YearDecisionRow, CARRIED, {"plan": None, "priority": None}, "plan", "Fill plan and priority and due_text"),
        (YearDecisionRow, CARRIED, {"choice": YearChoice.STOP}, "due_text", "has a due date and a priority, and no"),
        (YearDecisionRow, 2, {"choice": YearChoice.CARRY_FORWARD}, "due_text", "has a due date and a priority"),
        (YearDecisionRow, CARRIED, {"due_reading": None}, "due_reading", "“Q4 2025”"),
        (
            YearDecisionRow,
            CARRIED,
            {"due_ends": date(2026, 3, 30)},
            "due_ends",
            "means 2026-03-31 here, not 2026-03-30",
        ),
        (YearCloseRow, 2, {"year": "2022"}, "year", "There is no financial year “2022”."),
        (YearCloseRow, 2, {"act": YearAct.REOPENED, "reason": "Why"}, "act", "closed and reopened in turn"),
        (YearCloseRow, 3, {"reason": None}, "reason", "Reopening a year has a reason."),
        (YearCloseRow, 3, {"acted_on": date(2023, 4, 1)}, "acted_on", "2023-04-01 is before 2023-04-20"),
    ],
)
def test_what_is_wrong_is_named_by_its_row_and_column(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    found = problems(office_with(kind, row, changes))
    assert any(f"row {row}" in problem and column in problem and said in problem for problem in found), found


def test_no_act_is_left_out() -> None:
    assert any("1, 2, 3 …" in problem for problem in problems(office_without(YearCloseRow, 3)))
