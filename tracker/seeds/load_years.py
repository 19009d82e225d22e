"""From the seed files of year ends to their rows in the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.plan.models import Deliverable, Priority
from tracker.plan.models_year import YearClose, YearDecision
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow
from tracker.writing import flush


def load_years(
    session: Session,
    seeds: SeedSet,
    *,
    priorities: Mapping[tuple[str, int], Priority],
    deliverables: Mapping[str, Deliverable],
) -> None:
    """Expects a checked seed set."""
    for row in seeds.of(YearDecisionRow):
        place = None if row.plan is None or row.priority is None else priorities[row.plan, row.priority]
        decision = YearDecision(
            year=row.year,
            deliverable_id=deliverables[row.deliverable].id,
            choice=row.choice,
            reason=row.reason,
            priority_id=place.id if place else None,
            due_text=row.due_text,
            due_starts=row.due_starts,
            due_ends=row.due_ends,
            due_precision=row.due_precision,
            due_reading=row.due_reading,
            decided_on=row.decided_on,
            decided_by=row.decided_by,
        )
        session.add(decision)
        # One by one: of several about one deliverable the last recorded counts.
        flush(session)
    for act in seeds.of(YearCloseRow):
        session.add(
            YearClose(
                year=act.year,
                number=act.number,
                act=act.act,
                acted_on=act.acted_on,
                acted_by=act.acted_by,
                reason=act.reason,
            )
        )
    flush(session)
