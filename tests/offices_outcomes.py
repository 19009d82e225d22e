"""The outcomes of an office's annual reports: some chosen, one withdrawn, and a year for which none was chosen."""

from __future__ import annotations

from tests.offices_inspections import AWKWARD
from tracker.seeds.tables_outcomes import AnnualOutcomeRow, OutcomeChoiceRow
from tracker.seeds.tables_row import SeedRow


def outcome(entry: int = 1, **changes: object) -> AnnualOutcomeRow:
    values: dict[str, object] = {
        "year": "2022-23",
        "plan": "P-1",
        "priority": 1,
        "position": entry,
        "quarter": "2022-23-Q1",
        "objective": None,
        "wording": None,
        "chosen_by": "Olivia",
        "withdrawn": False,
    }
    return AnnualOutcomeRow(entry=entry, **{**values, **changes})  # type: ignore[arg-type]  # each test names real columns


def outcome_office() -> tuple[SeedRow, ...]:
    return (
        OutcomeChoiceRow(year="2022-23", plan="P-1", priority=1),
        OutcomeChoiceRow(year="2023-24", plan="P-1", priority=1),
        outcome(1, objective="1.1", wording=AWKWARD),
        outcome(2, withdrawn=True),
    )
