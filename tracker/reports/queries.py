"""Reading the quarters' lines, and which quarters have records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.dates import Quarter
from tracker.errors import NotFound
from tracker.plan.models import Plan, Priority, ProgressUpdate
from tracker.plan.queries import plans
from tracker.plan.rules import DECIDED
from tracker.reports.models import Acronym, QuarterEntry, QuarterPage, QuarterRisk
from tracker.reports.rules import EntryKind, has_begun_by, is_in_force_in

LineCounts = Mapping[EntryKind, int]


@dataclass(frozen=True, slots=True)
class PriorityLines:
    """A priority a quarter reports on, how many lines of each kind stand for it, and how many risks and issues."""

    priority: Priority
    lines: LineCounts
    risks: int = 0

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
    def risks(self) -> int:
        return sum(each.risks for each in self.priorities)

    @property
    def has_records(self) -> bool:
        return bool(self.updates or self.lines or self.risks)


def pages_of(session: Session, quarter: Quarter) -> Sequence[QuarterPage]:
    """The pages of every priority in a quarter, with their lines and choices, withdrawn ones included."""
    return session.scalars(
        select(QuarterPage)
        .where(QuarterPage.quarter == quarter.key)
        .order_by(QuarterPage.priority_id)
        .options(selectinload(QuarterPage.entries), selectinload(QuarterPage.choices))
    ).all()


def page_of(session: Session, priority_id: int, quarter: Quarter) -> QuarterPage | None:
    """One priority's page in a quarter, with its lines and choices; None before anything is saved on it."""
    return session.scalars(
        select(QuarterPage)
        .where(QuarterPage.priority_id == priority_id, QuarterPage.quarter == quarter.key)
        .options(selectinload(QuarterPage.entries), selectinload(QuarterPage.choices))
    ).one_or_none()


def quarters_of_priority(session: Session, priority_id: int) -> list[Quarter]:
    """The quarters for which a line or a choice of this priority stands, the newest first."""
    line = exists().where(QuarterEntry.page_id == QuarterPage.id, QuarterEntry.withdrawn_at.is_(None))
    choice = exists().where(QuarterRisk.page_id == QuarterPage.id, QuarterRisk.withdrawn_at.is_(None))
    keys = session.scalars(
        select(QuarterPage.quarter)
        .where(QuarterPage.priority_id == priority_id, or_(line, choice))
        .order_by(QuarterPage.quarter.desc())
    )
    return [Quarter.parse(key) for key in keys]


def quarters_with_records(session: Session, on: date, also: Collection[Quarter] = ()) -> list[QuarterRecords]:
    """The quarters that have updates, lines or choices and those of `also`, the newest first.

    The quarter of `on` always leads.
    """
    updates, lines, risks = _updates_by_quarter(session), _lines_by_quarter(session), _risks_by_quarter(session)
    every_plan = sorted(plans(session), key=lambda plan: (plan.starts, plan.code))
    current = Quarter.of(on)
    return [
        QuarterRecords(
            quarter,
            updates.get(quarter, 0),
            _priorities(every_plan, quarter, lines.get(quarter, {}), risks.get(quarter, {})),
        )
        for quarter in sorted({current, *updates, *lines, *risks, *also}, reverse=True)
        if quarter <= current
    ]


def records_of(session: Session, quarter: Quarter) -> QuarterRecords:
    """What one quarter has."""
    updates, lines = _updates_by_quarter(session, quarter), _lines_by_quarter(session, quarter)
    risks = _risks_by_quarter(session, quarter)
    every_plan = sorted(plans(session), key=lambda plan: (plan.starts, plan.code))
    found = _priorities(every_plan, quarter, lines.get(quarter, {}), risks.get(quarter, {}))
    return QuarterRecords(quarter, updates.get(quarter, 0), found)


def _priorities(
    every_plan: Sequence[Plan], quarter: Quarter, lines: Mapping[int, LineCounts], risks: Mapping[int, int]
) -> tuple[PriorityLines, ...]:
    return tuple(
        PriorityLines(priority, lines.get(priority.id, {}), risks.get(priority.id, 0))
        for plan in every_plan
        if has_begun_by(plan.status, plan.starts, quarter)
        for priority in plan.priorities
        if is_in_force_in(plan.status, plan.starts, plan.ends, quarter) or priority.id in {*lines, *risks}
    )


def _updates_by_quarter(session: Session, only: Quarter | None = None) -> Mapping[Quarter, int]:
    wanted = (
        select(ProgressUpdate.effective_on, func.count())
        .where(ProgressUpdate.status.not_in(DECIDED))
        .group_by(ProgressUpdate.effective_on)
    )
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


def _risks_by_quarter(session: Session, only: Quarter | None = None) -> Mapping[Quarter, Mapping[int, int]]:
    """How many risks and issues are chosen under each priority."""
    wanted = (
        select(QuarterPage.quarter, QuarterPage.priority_id, func.count())
        .join(QuarterPage.choices)
        .where(QuarterRisk.withdrawn_at.is_(None))
        .group_by(QuarterPage.quarter, QuarterPage.priority_id)
        .order_by(QuarterPage.quarter, QuarterPage.priority_id)
    )
    if only is not None:
        wanted = wanted.where(QuarterPage.quarter == only.key)
    found: dict[Quarter, dict[int, int]] = defaultdict(dict)
    for key, priority_id, number in session.execute(wanted):
        found[Quarter.parse(key)][priority_id] = number
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
