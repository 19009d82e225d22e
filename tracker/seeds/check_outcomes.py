"""What must be true of the chosen outcomes in a seed set."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import FinancialYear, UnknownFinancialYear
from tracker.reports.rules import EntryKind, check_line
from tracker.seeds.check_row import refusal
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_outcomes import AnnualOutcomeRow, OutcomeChoiceRow
from tracker.seeds.tables_quarters import EntryRow


def outcome_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    for choice in seeds.of(OutcomeChoiceRow):
        yield from refusal(choice, "year", FinancialYear.parse, choice.year)
    known = {
        (row.plan, row.priority, row.quarter, row.position)
        for row in seeds.of(EntryRow)
        if row.kind is EntryKind.OUTCOME
    }
    for row in seeds.of(AnnualOutcomeRow):
        if (row.plan, row.priority, row.quarter, row.entry) not in known:
            yield at(row, "entry", f"Quarter {row.quarter} has no outcome {row.entry} under this priority.")
        if row.quarter not in _quarters(row.year):
            yield at(row, "quarter", f"This is no quarter of {row.year}.")
        if row.wording is not None:
            yield from refusal(row, "wording", check_line, row.wording)


def _quarters(year: str) -> frozenset[str]:
    try:
        return frozenset(quarter.key for quarter in FinancialYear.parse(year).quarters)
    except UnknownFinancialYear:
        # Said already of the choice the row belongs to.
        return frozenset()
