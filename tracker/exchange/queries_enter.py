"""What the page for entering figures by hand shows: whose measures, of which month, and the figures in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.measures.models import Measure
from tracker.measures.queries_load import facts_of
from tracker.measures.queries_values import values_in_force
from tracker.measures.rules_load import Facts
from tracker.measures.rules_names import KnownMeasure
from tracker.plan.models import Plan, Priority


@dataclass(frozen=True, slots=True)
class Place:
    """A priority that has measures."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of entering: `place` is None where no priority has measures."""

    month: date
    place: Place | None
    measures: tuple[KnownMeasure, ...]
    page: int
    pages: int


def places_with_measures(session: Session, on: date) -> Sequence[Place]:
    """Every priority with a measure that stands, the newest plan first."""
    standing = select(Measure.priority_id).where(or_(Measure.withdrawn_on.is_(None), Measure.withdrawn_on > on))
    wanted = (
        select(Priority.id, Priority.number, Priority.title, Plan.code)
        .join(Priority.plan)
        .where(Priority.id.in_(standing))
        .order_by(Plan.starts.desc(), Plan.code, Priority.number)
    )
    return [Place(row.id, f"{row.code}, {row.number}: {row.title}") for row in session.execute(wanted)]


def facts_of_month(session: Session, measures: Sequence[KnownMeasure], month: date) -> Mapping[int, Facts]:
    """The figures in force in one month, by the id of the measure."""
    found = values_in_force(session, [measure.id for measure in measures], since=month, until=month)
    return {measure: facts_of(held[month]) for measure, held in found.items() if month in held}
