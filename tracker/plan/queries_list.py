"""The list of deliverables: filtered, sorted and paged at a cost that grows with the page, not with the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
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


_SORT_COLUMNS: dict[Sort, Any] = {
    Sort.DUE: DeliverableStanding.due_ends,
    Sort.REFERENCE: DeliverableStanding.number,
    Sort.ACTION: DeliverableStanding.action_sort,
    Sort.PROGRESS: DeliverableStanding.percent,
    Sort.UPDATED: func.coalesce(DeliverableStanding.updated_on, date.min),
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


@dataclass(frozen=True, slots=True)
class ListRow:
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
    total = session.scalar(select(func.count(DeliverableStanding.deliverable_id)).where(*conditions)) or 0
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
    tie = DeliverableStanding.deliverable_id
    order = (column.desc(), tie.desc()) if wanted.descending else (column, tie)
    return select(tie).where(*conditions).order_by(*order)


def _conditions(wanted: ListFilter, on: date) -> list[ColumnElement[bool]]:
    standing = DeliverableStanding
    found: list[ColumnElement[bool]] = []
    if wanted.plan_code is not None:
        priorities = select(Priority.id).join(Plan).where(Plan.code == wanted.plan_code)
        if wanted.priority_number is not None:
            priorities = priorities.where(Priority.number == wanted.priority_number)
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
        return DeliverableStanding.number == int(number)
    return DeliverableStanding.action_sort.contains(word, autoescape=True)


def _rows(session: Session, ids: Sequence[int]) -> list[ListRow]:
    standing = DeliverableStanding
    found = session.execute(
        select(
            standing.deliverable_id,
            standing.number,
            standing.action,
            Plan.code,
            Priority.number,
            Priority.title,
            Person.name,
            standing.status,
            standing.percent,
            standing.updated_on,
            standing.due_text,
            standing.due_ends,
            standing.original_due_ends,
            standing.has_open_request,
            standing.starts_on,
            standing.due_changed_on,
            standing.rag_override,
        )
        .join(Priority, Priority.id == standing.priority_id)
        .join(Plan, Plan.id == Priority.plan_id)
        .join(Person, Person.id == standing.owner_id)
        .where(standing.deliverable_id.in_(ids))
        .order_by(standing.deliverable_id)
    )
    by_id = {row[0]: _row(row) for row in found}
    return [by_id[deliverable_id] for deliverable_id in ids]


def _row(row: Sequence[Any]) -> ListRow:
    return ListRow(*row[1:])
