"""What waits at the end of the last financial year, for home pages: one query, however much work there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.dates import FinancialYear
from tracker.plan.models import Deliverable, DeliverableStanding, Priority, ProgressUpdate
from tracker.plan.models_year import YearClose, YearDecision
from tracker.plan.rules import CLOSED
from tracker.plan.rules_year import YearAct


@dataclass(frozen=True, slots=True)
class YearWaiting:
    """The last year, which is over and not closed, and how many of its open deliverables have no decision."""

    year: FinancialYear
    undecided: int


def year_waiting(session: Session, today: date, lead_id: int | None = None) -> YearWaiting | None:
    """What waits; of the priorities somebody leads, where they are named. None: the year is closed, or had no work."""
    year = FinancialYear(FinancialYear.of(today).year - 1)
    last_act = select(YearClose.act).where(YearClose.year == year.key).order_by(YearClose.number.desc()).limit(1)
    there = select(func.count()).select_from(Deliverable).where(Deliverable.began_on <= year.end)
    undecided = (
        select(func.count())
        .select_from(DeliverableStanding)
        .join(Deliverable, Deliverable.id == DeliverableStanding.deliverable_id)
        .join(Priority, Priority.id == DeliverableStanding.priority_id)
        .where(
            Deliverable.began_on <= year.end,
            DeliverableStanding.status.not_in(CLOSED),
            ~_decided(year),
            ~_was_closed(year.end),
        )
    )
    if lead_id is not None:
        undecided = undecided.where(Priority.lead_id == lead_id)
    act, works, waiting = session.execute(
        select(last_act.scalar_subquery(), there.scalar_subquery(), undecided.scalar_subquery())
    ).one()
    return None if act is YearAct.CLOSED or not works else YearWaiting(year, waiting)


def _decided(year: FinancialYear) -> ColumnElement[bool]:
    return exists().where(
        YearDecision.year == year.key, YearDecision.deliverable_id == DeliverableStanding.deliverable_id
    )


def _was_closed(day: date) -> ColumnElement[bool]:
    """Whether work that is open today was closed at the end of a day: the last update that stood then closed it."""
    closing, other, correction = aliased(ProgressUpdate), aliased(ProgressUpdate), aliased(ProgressUpdate)
    of_it = closing.deliverable_id == DeliverableStanding.deliverable_id
    later = or_(
        other.effective_on > closing.effective_on,
        and_(other.effective_on == closing.effective_on, other.id > closing.id),
    )
    return exists().where(
        of_it,
        closing.effective_on <= day,
        closing.status.in_(CLOSED),
        ~exists().where(correction.supersedes_id == closing.id),
        ~exists().where(other.deliverable_id == closing.deliverable_id, other.effective_on <= day, later),
    )
