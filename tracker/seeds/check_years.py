"""What must be true of the year ends in a seed set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.dates import FinancialYear
from tracker.plan.rules import Precision, has_words
from tracker.plan.rules_year import YearAct, YearChoice
from tracker.seeds.check_row import gaps, grouped, order, period_problems, refusal, together
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow


def year_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Each problem of these files."""
    for row in seeds.of(YearDecisionRow):
        yield from refusal(row, "year", FinancialYear.parse, row.year)
        yield from _decision(row)
    for year, acts in grouped(seeds.of(YearCloseRow), "year").items():
        yield from refusal(acts[0], "year", FinancialYear.parse, year)
        yield from gaps(acts, (act.number for act in acts), f"the acts on {year}")
        yield from _acts(acts)


def _decision(row: YearDecisionRow) -> Iterator[Problem]:
    if row.choice is not YearChoice.LEAVE_OPEN and not has_words(row.reason):
        yield at(row, "reason", "What is carried forward or stopped has a reason.")
    columns = ("plan", "priority", "due_text", "due_starts", "due_ends", "due_precision")
    yield from together(row, *columns)
    carried = row.choice is YearChoice.CARRY_FORWARD
    if carried != (row.due_text is not None):
        yield at(row, "due_text", "Work that is carried forward has a due date and a priority, and no other.")
    elif not carried and row.due_reading is not None:
        yield at(row, "due_reading", "Only a due date has a reading.")
    yield from _due(row)


def _due(row: YearDecisionRow) -> Iterator[Problem]:
    days: tuple[date | None, date | None, Precision | None] = (row.due_starts, row.due_ends, row.due_precision)
    if row.due_text is None or days[0] is None or days[1] is None or days[2] is None:
        return
    named = (("due_starts", days[0]), ("due_ends", days[1]), ("due_precision", days[2]))
    yield from period_problems(row, ("due_text", row.due_text), named, ("due_reading", row.due_reading))


def _acts(acts: Sequence[YearCloseRow]) -> Iterator[Problem]:
    before: date | None = None
    for row in acts:
        if (row.act is YearAct.CLOSED) != (row.number % 2 == 1):
            yield at(row, "act", "A year is closed and reopened in turn, and closed first.")
        if row.act is YearAct.REOPENED and not has_words(row.reason):
            yield at(row, "reason", "Reopening a year has a reason.")
        yield from order(row, "acted_on", before, row.acted_on)
        before = row.acted_on
