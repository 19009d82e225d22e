"""Reading the quarters' lines, and which quarters have records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from tracker.dates import Quarter
from tracker.errors import NotFound
from tracker.plan.models import Plan, Priority, ProgressUpdate
from tracker.plan.queries import plans
from tracker.reports.models import Acronym, QuarterEntry, QuarterPage
from tracker.reports.rules import EntryKind, has_begun_by, is_in_force_in

LineCounts = Mapping[EntryKind, int]


@dataclass(frozen=True, slots=True)
class PriorityLines:
    """A priority a quarter reports on, and how many lines of each kind stand for it."""

    priority: Priority
    lines: LineCounts

    @property
    def total(self) -> int:
        return sum(self.lines.values())


@dataclass(frozen=True, slots=True)
class QuarterRecords:
    """A quarter, how many progress updates are dated in it, and the lines of each priority it reports on."""

    quarter: Quarter
    updates: int
    priorities: tuple[PriorityLines, ...] = field(default=())

    @property
    def lines(self) -> int:
        return sum(each.total for each in self.priorities)

    @property
    def has_records(self) -> bool:
        return bool(self.updates or self.lines)


def pages_of(session: Session, quarter: Quarter) -> Sequence[QuarterPage]:
    """The pages of every priority in a quarter, with their lines, withdrawn ones included."""
    return session.scalars(
        select(QuarterPage)
        .where(QuarterPage.quarter == quarter.key)
        .order_by(QuarterPage.priority_id)
        .options(selectinload(QuarterPage.entries))
    ).all()


def page_of(session: Session, priority_id: int, quarter: Quarter) -> QuarterPage | None:
    """One priority's page in a quarter, with its lines; None before the first line is written."""
    return session.scalars(
        select(QuarterPage)
        .where(QuarterPage.priority_id == priority_id, QuarterPage.quarter == quarter.key)
        .options(selectinload(QuarterPage.entries))
    ).one_or_none()


def quarters_of_priority(session: Session, priority_id: int) -> list[Quarter]:
    """The quarters for which a line of this priority stands, the newest first."""
    keys = session.scalars(
        select(QuarterPage.quarter)
        .join(QuarterPage.entries)
        .where(QuarterPage.priority_id == priority_id, QuarterEntry.withdrawn_at.is_(None))
        .distinct()
        .order_by(QuarterPage.quarter.desc())
    )
    return [Quarter.parse(key) for key in keys]


def quarters_with_records(session: Session, on: date) -> list[QuarterRecords]:
    """The quarters that have updates or lines, the newest first; the quarter of `on` always leads."""
    updates = _updates_by_quarter(session)
    lines = _lines_by_quarter(session)
    every_plan = sorted(plans(session), key=lambda plan: (plan.starts, plan.code))
    current = Quarter.of(on)
    found = {current, *updates, *lines}
    return [
        QuarterRecords(quarter, updates.get(quarter, 0), _priorities(every_plan, quarter, lines.get(quarter, {})))
        for quarter in sorted(found, reverse=True)
        if quarter <= current
    ]


def records_of(session: Session, quarter: Quarter) -> QuarterRecords:
    """What one quarter has."""
    updates, lines = _updates_by_quarter(session, quarter), _lines_by_quarter(session, quarter)
    every_plan = sorted(plans(session), key=lambda plan: (plan.starts, plan.code))
    return QuarterRecords(quarter, updates.get(quarter, 0), _priorities(every_plan, quarter, lines.get(quarter, {})))


def _priorities(
    every_plan: Sequence[Plan], quarter: Quarter, lines: Mapping[int, LineCounts]
) -> tuple[PriorityLines, ...]:
    return tuple(
        PriorityLines(priority, lines.get(priority.id, {}))
        for plan in every_plan
        if has_begun_by(plan.status, plan.starts, quarter)
        for priority in plan.priorities
        if is_in_force_in(plan.status, plan.starts, plan.ends, quarter) or priority.id in lines
    )


def _updates_by_quarter(session: Session, only: Quarter | None = None) -> Mapping[Quarter, int]:
    wanted = select(ProgressUpdate.effective_on, func.count()).group_by(ProgressUpdate.effective_on)
    if only is not None:
        wanted = wanted.where(ProgressUpdate.effective_on.between(only.start, only.end))
    counts: dict[Quarter, int] = defaultdict(int)
    for day, number in session.execute(wanted.order_by(ProgressUpdate.effective_on)):
        counts[Quarter.of(day)] += number
    return counts


def _lines_by_quarter(session: Session, only: Quarter | None = None) -> Mapping[Quarter, Mapping[int, LineCounts]]:
    wanted = (
        select(QuarterPage.quarter, QuarterPage.priority_id, QuarterEntry.kind, func.count())
        .join(QuarterPage.entries)
        .where(QuarterEntry.withdrawn_at.is_(None))
        .group_by(QuarterPage.quarter, QuarterPage.priority_id, QuarterEntry.kind)
        .order_by(QuarterPage.quarter, QuarterPage.priority_id, QuarterEntry.kind)
    )
    if only is not None:
        wanted = wanted.where(QuarterPage.quarter == only.key)
    found: dict[Quarter, dict[int, dict[EntryKind, int]]] = defaultdict(lambda: defaultdict(dict))
    for key, priority_id, kind, number in session.execute(wanted):
        found[Quarter.parse(key)][priority_id][kind] = number
    return found


def acronyms(session: Session) -> Sequence[Acronym]:
    """The whole list in the order of the alphabet, withdrawn ones included."""
    found = session.scalars(select(Acronym))
    return sorted(found, key=lambda each: (each.acronym.casefold(), each.acronym))


def acronym(session: Session, acronym_id: int) -> Acronym:
    """Raises NotFound."""
    found = session.get(Acronym, acronym_id)
    if found is None:
        raise NotFound("acronym", str(acronym_id))
    return found


def acronym_named(session: Session, name: str) -> Acronym | None:
    """Written just so, withdrawn or not."""
    return session.scalars(select(Acronym).where(Acronym.acronym == name)).one_or_none()


def meanings(session: Session) -> Mapping[str, str]:
    """What each acronym that is not withdrawn stands for."""
    wanted = select(Acronym.acronym, Acronym.meaning).where(Acronym.withdrawn_at.is_(None))
    return {row.acronym: row.meaning for row in session.execute(wanted)}
