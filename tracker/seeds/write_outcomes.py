"""From the chosen outcomes in the database to their seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.plan.models import Priority
from tracker.reports.models import QuarterEntry
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.seeds.tables_outcomes import AnnualOutcomeRow, OutcomeChoiceRow
from tracker.seeds.tables_row import SeedRow


def outcome_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of both files, year by year, plan by plan."""
    found = session.scalars(
        select(AnnualOutcomePage).options(
            joinedload(AnnualOutcomePage.priority).joinedload(Priority.plan),
            selectinload(AnnualOutcomePage.outcomes).options(
                joinedload(AnnualOutcome.entry).joinedload(QuarterEntry.page), joinedload(AnnualOutcome.objective)
            ),
        )
    ).all()
    pages = sorted(found, key=lambda page: (page.year, page.priority.plan.code, page.priority.number))
    return {
        OutcomeChoiceRow: [
            OutcomeChoiceRow(year=page.year, plan=page.priority.plan.code, priority=page.priority.number)
            for page in pages
        ],
        AnnualOutcomeRow: [_outcome(page, outcome) for page in pages for outcome in page.outcomes],
    }


def _outcome(page: AnnualOutcomePage, outcome: AnnualOutcome) -> AnnualOutcomeRow:
    return AnnualOutcomeRow(
        year=page.year,
        plan=page.priority.plan.code,
        priority=page.priority.number,
        position=outcome.position,
        quarter=outcome.entry.page.quarter,
        entry=outcome.entry.position,
        objective=outcome.objective.code if outcome.objective else None,
        wording=outcome.wording,
        chosen_by=outcome.chosen_by,
        withdrawn=outcome.withdrawn_at is not None,
    )
