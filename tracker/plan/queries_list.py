"""The list of deliverables: filtered, sorted and paged at a cost that grows with the page, not with the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.enums import LabelledEnum
from tracker.plan.models import DeliverableStanding, Plan, Priority
from tracker.plan.rules import CLOSED, ProgressStatus, Rag

PAGE_SIZE = 50
EXPORT_BATCH = 1000


class Sort(LabelledEnum):
    DUE = "due", "Date due"
    REFERENCE = "reference", "Reference"
    ACTION = "action", "Action"
    PROGRESS = "progress", "Progress"
    UPDATED = "updated", "Last update"


# Tables rather than classes: the list asks for columns only, and the mapping's share of the work would be the largest.
_STANDING: Final = DeliverableStanding.__table__.c
_PRIORITY: Final = Priority.__table__.c
_PLAN: Final = Plan.__table__.c

_SORT_COLUMNS: dict[Sort, Any] = {
    Sort.DUE: _STANDING.due_ends,
    Sort.REFERENCE: _STANDING.number,
    Sort.ACTION: _STANDING.action_sort,
    Sort.PROGRESS: _STANDING.percent,
    Sort.UPDATED: func.coalesce(_STANDING.updated_on, date.min),
}


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What the person asked to see. None and "" mean no limit; `page` counts from 1."""

    plan_code: str | None = None
    priority_number: int | None = None
    owner_id: int | None = None
    status: ProgressStatus | None = None
    overdue: bool = False
    search: str = ""
    sort: Sort = Sort.DUE
    descending: bool = False
    page: int = 1


class ListRow(NamedTuple):
    """One deliverable as the list and its CSV show it; dates are days, `percent` is 0 to 100."""

    number: int
    action: str
    plan_code: str
    priority_number: int
    priority_title: str
    owner_name: str
    status: ProgressStatus
    percent: int
    updated_on: date | None
    due_text: str
    due_ends: date
    original_due_ends: date
    has_open_request: bool
    starts_on: date | None
    due_changed_on: date | None
    rag_override: Rag | None
    linked_risk_is_red: bool

    @property
    def reference(self) -> str:
        return f"D-{self.number:04d}"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list. `first` and `last` are the places of its rows in the whole, counted from 1."""

    rows: Sequence[ListRow]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.total)


def list_page(session: Session, wanted: ListFilter, on: date) -> ListPage:
    """The page asked for, or the last one when there are fewer. Three queries, however many deliverables there are."""
    conditions = _conditions(wanted, on)
    counted = select(func.count()).select_from(DeliverableStanding.__table__).where(*conditions)
    total = session.scalar(counted) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(wanted.page, 1), pages)
    # The ids first, from an index alone; whole rows only for those that are shown.
    ids = session.scalars(_sorted_ids(wanted, conditions).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    return ListPage(rows=_rows(session, ids), total=total, page=page, pages=pages)


def list_all(session: Session, wanted: ListFilter, on: date) -> Iterator[ListRow]:
    """Every row the filter lets through, in its order, read in batches."""
    ids = session.scalars(_sorted_ids(wanted, _conditions(wanted, on))).all()
    for start in range(0, len(ids), EXPORT_BATCH):
        yield from _rows(session, ids[start : start + EXPORT_BATCH])


def _sorted_ids(wanted: ListFilter, conditions: Sequence[ColumnElement[bool]]) -> Select[int]:
    column = _SORT_COLUMNS[wanted.sort]
    tie = _STANDING.deliverable_id
    order = (column.desc(), tie.desc()) if wanted.descending else (column, tie)
    return select(tie).where(*conditions).order_by(*order)


def _conditions(wanted: ListFilter, on: date) -> list[ColumnElement[bool]]:
    standing = _STANDING
    found: list[ColumnElement[bool]] = []
    if wanted.plan_code is not None:
        priorities = (
            select(_PRIORITY.id)
            .join(Plan.__table__, _PLAN.id == _PRIORITY.plan_id)
            .where(_PLAN.code == wanted.plan_code)
        )
        if wanted.priority_number is not None:
            priorities = priorities.where(_PRIORITY.number == wanted.priority_number)
        found.append(standing.priority_id.in_(priorities))
    if wanted.owner_id is not None:
        found.append(standing.owner_id == wanted.owner_id)
    if wanted.status is not None:
        found.append(standing.status == wanted.status)
    if wanted.overdue:
        found.append(standing.due_ends < on)
        found.append(standing.status.not_in(CLOSED))
    found.extend(_matches(word) for word in wanted.search.lower().split())
    return found


def _matches(word: str) -> ColumnElement[bool]:
    number = word.removeprefix("d-")
    if word.startswith("d-") and number.isascii() and number.isdigit() and len(number) < 9:
        return _STANDING.number == int(number)
    return _STANDING.action_sort.contains(word, autoescape=True)


def place_choices(session: Session) -> list[tuple[str, str]]:
    """(value, words) of every plan and priority: "PCP-2022-25" and "PCP-2022-25/1", the newest plan first."""
    found: dict[str, str] = {}
    for code, title, number, priority_title in session.execute(_PLACES):
        found[code] = title
        if number is not None:
            found[f"{code}/{number}"] = f"– {number}: {priority_title}"
    return list(found.items())


def _rows(session: Session, ids: Sequence[int]) -> list[ListRow]:
    found: Sequence[Sequence[Any]] = session.execute(_ROWS, {"ids": ids}).all()
    by_id = {row[0]: ListRow(*row[1:]) for row in found}
    return [by_id[deliverable_id] for deliverable_id in ids]


# Written once: building a statement of this size anew for each page costs as much as running it.
_PLACES: Final = (
    select(_PLAN.code, _PLAN.title, _PRIORITY.number, _PRIORITY.title)
    .join(Priority.__table__, _PRIORITY.plan_id == _PLAN.id, isouter=True)
    .order_by(_PLAN.starts.desc(), _PLAN.code, _PRIORITY.number)
)
_ROWS: Final = (
    select(
        _STANDING.deliverable_id,
        _STANDING.number,
        _STANDING.action,
        _PLAN.code,
        _PRIORITY.number,
        _PRIORITY.title,
        Person.__table__.c.name,
        _STANDING.status,
        _STANDING.percent,
        _STANDING.updated_on,
        _STANDING.due_text,
        _STANDING.due_ends,
        _STANDING.original_due_ends,
        _STANDING.has_open_request,
        _STANDING.starts_on,
        _STANDING.due_changed_on,
        _STANDING.rag_override,
        _STANDING.linked_risk_is_red,
    )
    .join(Priority.__table__, _PRIORITY.id == _STANDING.priority_id)
    .join(Plan.__table__, _PLAN.id == _PRIORITY.plan_id)
    .join(Person.__table__, Person.__table__.c.id == _STANDING.owner_id)
    .where(_STANDING.deliverable_id.in_(bindparam("ids", expanding=True)))
    .order_by(_STANDING.deliverable_id)
)
