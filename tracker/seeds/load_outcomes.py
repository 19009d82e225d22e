"""From the seed files of chosen outcomes to their rows in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker import dates
from tracker.plan.models import Objective, Priority
from tracker.reports.models import QuarterEntry, QuarterPage
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.reports.rules import EntryKind
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_outcomes import AnnualOutcomeRow, OutcomeChoiceRow
from tracker.writing import flush


def load_outcomes(
    session: Session,
    seeds: SeedSet,
    *,
    priorities: Mapping[tuple[str, int], Priority],
    objectives: Mapping[tuple[str, int, str], Objective],
) -> None:
    """Expects a checked seed set whose quarters are loaded."""
    pages = {
        (row.year, row.plan, row.priority): AnnualOutcomePage(
            year=row.year, priority=priorities[row.plan, row.priority], outcomes=[]
        )
        for row in seeds.of(OutcomeChoiceRow)
    }
    session.add_all(pages.values())
    flush(session)
    entries = _entries(session) if seeds.of(AnnualOutcomeRow) else {}
    for row in seeds.of(AnnualOutcomeRow):
        objective = None if row.objective is None else objectives[row.plan, row.priority, row.objective]
        session.add(
            AnnualOutcome(
                page=pages[row.year, row.plan, row.priority],
                entry=entries[row.plan, row.priority, row.quarter, row.entry],
                objective=objective,
                position=row.position,
                wording=row.wording,
                chosen_by=row.chosen_by,
                withdrawn_at=dates.now() if row.withdrawn else None,
            )
        )
    flush(session)


def _entries(session: Session) -> Mapping[tuple[str, int, str, int], QuarterEntry]:
    """Outcomes by plan, priority, quarter and their place."""
    found = session.scalars(
        select(QuarterEntry)
        .where(QuarterEntry.kind == EntryKind.OUTCOME)
        .order_by(QuarterEntry.id)
        .options(joinedload(QuarterEntry.page).joinedload(QuarterPage.priority).joinedload(Priority.plan))
    )
    return {
        (row.page.priority.plan.code, row.page.priority.number, row.page.quarter, row.position): row for row in found
    }
