"""From the year ends in the database to their seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.plan.models import Priority
from tracker.plan.models_year import YearClose, YearDecision
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow


def year_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of both files: decisions in the order they were recorded, year by year."""
    found = session.scalars(
        select(YearDecision)
        .order_by(YearDecision.year, YearDecision.id)
        .options(
            joinedload(YearDecision.deliverable),
            joinedload(YearDecision.priority).joinedload(Priority.plan),
        )
    )
    acts = session.scalars(select(YearClose).order_by(YearClose.year, YearClose.number))
    return {YearDecisionRow: [_decision(row) for row in found], YearCloseRow: [_act(row) for row in acts]}


def _decision(row: YearDecision) -> YearDecisionRow:
    return YearDecisionRow(
        year=row.year,
        deliverable=row.deliverable.reference,
        choice=row.choice,
        reason=row.reason,
        plan=row.priority.plan.code if row.priority else None,
        priority=row.priority.number if row.priority else None,
        due_text=row.due_text,
        due_reading=row.due_reading,
        due_starts=row.due_starts,
        due_ends=row.due_ends,
        due_precision=row.due_precision,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
    )


def _act(row: YearClose) -> YearCloseRow:
    return YearCloseRow(
        year=row.year,
        number=row.number,
        act=row.act,
        acted_on=row.acted_on,
        acted_by=row.acted_by,
        reason=row.reason,
    )
