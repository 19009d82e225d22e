"""The list of measures with how each stands in its newest month: filtered and paged, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from tracker.measures.models import Measure, MeasureGroup, MeasureValue
from tracker.measures.models_summary import MeasureSummary
from tracker.measures.queries import measure_rules
from tracker.measures.queries_values import records_of
from tracker.measures.rules import months_on
from tracker.measures.rules_rows import StandingRow, standing_row
from tracker.measures.rules_shown import newest_standings
from tracker.measures.rules_standing import LOOKED_BACK, MeasureRules, Standing
from tracker.measures.rules_windows import YEAR
from tracker.plan.models import Plan, Priority
from tracker.plan.rules import PlanStatus

PAGE_SIZE: Final = 50

# The rolling figures of a year ago reach this far back.
_READ: Final = LOOKED_BACK + 2 * YEAR
_ORDER_OF_PLANS: Final = {PlanStatus.CURRENT: 1, PlanStatus.DRAFT: 2, PlanStatus.CLOSED: 3}


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """What the person asked to see. None, False and "" mean no limit; `page` counts from 1.

    `exception`: only those with one in their newest month. `withdrawn`: only those that are, else those that stand.
    """

    plan_code: str | None = None
    priority_number: int | None = None
    group_id: int | None = None
    exception: bool = False
    search: str = ""
    withdrawn: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure on the list. `standing` and `row` are None where nothing is on record of it."""

    measure: Measure
    standing: Standing | None
    row: StandingRow | None


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One page of the list. `first` and `last` are the places of its rows in the whole, counted from 1."""

    rows: Sequence[Listed]
    rules: MeasureRules
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.total)


def list_page(session: Session, wanted: MeasureFilter, on: date) -> MeasurePage:
    """The page asked for, or the last one when there are fewer, by the rules in force on a day.

    Only the figures of its rows are read, but where exceptions are asked for: then those of every measure that matches
    the other filters, for nothing less tells which have one.
    """
    rules = measure_rules(session, on)
    if wanted.exception:
        found = [each for each in _listed(session, _rows(wanted), rules) if each.standing and each.standing.findings]
        total, pages, page = _places(len(found), wanted.page)
        return MeasurePage(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], rules, total, page, pages)
    counted = select(func.count(Measure.id)).select_from(Measure).join(Measure.priority).join(Priority.plan)
    total, pages, page = _places(session.scalar(counted.where(*_conditions(wanted))) or 0, wanted.page)
    rows = _rows(wanted).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return MeasurePage(_listed(session, rows, rules), rules, total, page, pages)


def newest_months(session: Session, measure_ids: Sequence[int]) -> Mapping[int, date]:
    """The newest month anything is on record of, by the id of the measure, in two queries."""
    found: dict[int, date] = {}
    for table in (MeasureValue, MeasureSummary):
        newest = select(table.measure_id, func.max(table.month)).group_by(table.measure_id)
        for measure_id, month in session.execute(newest.where(table.measure_id.in_(list(measure_ids)))):
            found[measure_id] = max(month, found.get(measure_id, month))
    return found


def standing_by_group(session: Session) -> Mapping[int, int]:
    """How many measures that are not withdrawn each group has, by its id."""
    counted = (
        select(Measure.group_id, func.count(Measure.id))
        .where(Measure.group_id.is_not(None), Measure.withdrawn_on.is_(None))
        .group_by(Measure.group_id)
    )
    return {group_id: number for group_id, number in session.execute(counted) if group_id is not None}


def listed_of(session: Session, measures: Sequence[Measure], rules: MeasureRules) -> list[Listed]:
    """Each with how it stands in its own newest month."""
    months = newest_months(session, [each.id for each in measures])
    oldest = min(months.values(), default=None)
    since = None if oldest is None else months_on(oldest, -_READ)
    standing = newest_standings(records_of(session, measures, since=since), rules)
    return [
        Listed(measure, each, None if each is None else standing_row(each, withhold=False))
        for measure, each in zip(measures, standing, strict=True)
    ]


def _listed(session: Session, rows: Select[Measure], rules: MeasureRules) -> list[Listed]:
    return listed_of(session, session.scalars(rows).all(), rules)


def _places(total: int, page: int) -> tuple[int, int, int]:
    pages = max(1, -(-total // PAGE_SIZE))
    return total, pages, min(max(page, 1), pages)


def _rows(wanted: MeasureFilter) -> Select[Measure]:
    """Current plans first, then by plan (the newest first), priority, group and place; those without a group first."""
    return (
        select(Measure)
        .join(Measure.priority)
        .join(Priority.plan)
        .outerjoin(Measure.group)
        .where(*_conditions(wanted))
        .order_by(
            case(_ORDER_OF_PLANS, value=Plan.status),
            *(Plan.starts.desc(), Plan.code, Priority.number),
            *(MeasureGroup.position.nulls_first(), MeasureGroup.id.nulls_first()),
            *(Measure.position, Measure.id),
        )
        .options(
            contains_eager(Measure.priority).contains_eager(Priority.plan),
            contains_eager(Measure.group),
            joinedload(Measure.parent),
        )
    )


def _conditions(wanted: MeasureFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Measure.withdrawn_on.is_not(None) if wanted.withdrawn else Measure.withdrawn_on.is_(None)
    ]
    if wanted.plan_code is not None:
        found.append(Plan.code == wanted.plan_code)
    if wanted.priority_number is not None:
        found.append(Priority.number == wanted.priority_number)
    if wanted.group_id is not None:
        found.append(Measure.group_id == wanted.group_id)
    found += [
        or_(Measure.name.icontains(word, autoescape=True), Measure.code.icontains(word, autoescape=True))
        for word in wanted.search.split()
    ]
    return found
