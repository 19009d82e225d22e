"""The marks of a year for a page of the list of deliverables, read as columns: mapped rows cost more than the page.

Four queries, however many rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.dates import FinancialYear
from tracker.plan.models import Deliverable, DeliverableDetail, DueDate, DueDateDecision, ProgressUpdate
from tracker.plan.rules import Precision, ProgressStatus, QuarterReading
from tracker.plan.rules_year_marks import Mark, eve_of, marks_in, new_since


class _Named(NamedTuple):
    reference: str
    name: str


class _Detail(NamedTuple):
    effective_on: date
    action: str
    priority_id: int
    objective_id: int | None
    owner_id: int
    starts_on: date | None
    position: int
    reason: str | None

    @property
    def owner(self) -> _Named:
        """Whoever it is: no mark tells of owners."""
        return _NOBODY


class _Answer(NamedTuple):
    accepted: bool
    decided_on: date


class _Due(NamedTuple):
    number: int
    text: str
    starts: date
    ends: date
    precision: Precision
    reading: QuarterReading | None
    requested_on: date
    reason: str | None
    decision: _Answer | None


class _Update(NamedTuple):
    id: int
    effective_on: date
    percent: int
    status: ProgressStatus
    completed_on: date | None
    supersedes_id: int | None
    reason: str | None
    note: None = None
    milestone_marks: tuple[()] = ()


class _Work(NamedTuple):
    reference: str
    began_on: date
    carried_from: _Named | None
    details: Sequence[_Detail]
    due_dates: Sequence[_Due]
    updates: Sequence[_Update]
    overrides: tuple[()] = ()


_NOBODY: Final = _Named("", "")


class _Told(NamedTuple):
    """A deliverable with the newest day of each kind of entry that a mark can come from."""

    number: int
    began_on: date
    before: int | None
    after: int | None
    worded_on: date | None
    redated_on: date | None
    closed_on: date | None

    def has_more_than_begun(self, year: FinancialYear) -> bool:
        """Whether its history has to be read: something besides its beginning may be marked in the year."""
        reworded = self.worded_on is not None and self.worded_on > max(self.began_on, eve_of(year))
        touched = [day for day in (self.redated_on, self.closed_on) if day is not None and day >= year.start]
        return reworded or bool(touched) or self.before is not None


def marks_of(
    session: Session, numbers: Sequence[int], year: FinancialYear, as_at: date
) -> Mapping[int, tuple[Mark, ...]]:
    """The marks of each deliverable in a year, by its number. Most have none, or are new: those cost one query."""
    told = [_Told(*row) for row in session.execute(_WORK, {"numbers": numbers})]
    asked = {"numbers": [each.number for each in told if each.has_more_than_begun(year)]}
    details, dues, updates = _details(session, asked), _due_dates(session, asked), _updates(session, asked)
    return {
        each.number: marks_in(
            _Work(
                _reference(each.number),
                each.began_on,
                _named(each.before),
                details[each.number],
                dues[each.number],
                updates[each.number],
            ),
            year,
            as_at,
            None if each.after is None else _reference(each.after),
        )
        if each.number in details
        else _only_begun(each, year, as_at)
        for each in told
    }


def _only_begun(told: _Told, year: FinancialYear, as_at: date) -> tuple[Mark, ...]:
    return (new_since(told.began_on),) if year.contains(told.began_on) and told.began_on <= as_at else ()


def _details(session: Session, asked: Mapping[str, Any]) -> Mapping[int, list[_Detail]]:
    found = defaultdict[int, list[_Detail]](list)
    for number, *columns in session.execute(_DETAILS, asked):
        found[number].append(_Detail(*columns))
    return found


def _due_dates(session: Session, asked: Mapping[str, Any]) -> Mapping[int, list[_Due]]:
    found = defaultdict[int, list[_Due]](list)
    for number, *columns, accepted, decided_on in session.execute(_DUE_DATES, asked):
        answer = None if decided_on is None else _Answer(accepted, decided_on)
        found[number].append(_Due(*[*columns, answer]))
    return found


def _updates(session: Session, asked: Mapping[str, Any]) -> Mapping[int, list[_Update]]:
    found = defaultdict[int, list[_Update]](list)
    for number, *columns in session.execute(_UPDATES, asked):
        found[number].append(_Update(*columns))
    return found


def _reference(number: int) -> str:
    return f"D-{number:04d}"


def _named(number: int | None) -> _Named | None:
    return None if number is None else _Named(_reference(number), "")


_WORKS: Final = Deliverable.__table__
_D: Final = _WORKS.c
_BEFORE: Final = _WORKS.alias()
_AFTER: Final = _WORKS.alias()
_DETAIL: Final = DeliverableDetail.__table__
_DUE: Final = DueDate.__table__
_ANSWER: Final = DueDateDecision.__table__
_UPDATE: Final = ProgressUpdate.__table__
_ASKED: Final = _D.number.in_(bindparam("numbers", expanding=True))
# Written once: building statements anew for each page costs as much as running them.
_WORK: Final = (
    select(
        _D.number,
        _D.began_on,
        _BEFORE.c.number,
        _AFTER.c.number,
        select(func.max(_DETAIL.c.effective_on)).where(_DETAIL.c.deliverable_id == _D.id).scalar_subquery(),
        select(func.max(_ANSWER.c.decided_on))
        .join(_DUE, _DUE.c.id == _ANSWER.c.due_date_id)
        .where(_DUE.c.deliverable_id == _D.id, _ANSWER.c.accepted)
        .scalar_subquery(),
        select(func.max(_UPDATE.c.effective_on))
        .where(
            _UPDATE.c.deliverable_id == _D.id,
            _UPDATE.c.status.in_((ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD)),
        )
        .scalar_subquery(),
    )
    .outerjoin(_BEFORE, _BEFORE.c.id == _D.carried_from_id)
    .outerjoin(_AFTER, _AFTER.c.carried_from_id == _D.id)
    .where(_ASKED)
    .order_by(_D.number)
)
_DETAILS: Final = (
    select(
        _D.number,
        _DETAIL.c.effective_on,
        _DETAIL.c.action,
        _DETAIL.c.priority_id,
        _DETAIL.c.objective_id,
        _DETAIL.c.owner_id,
        _DETAIL.c.starts_on,
        _DETAIL.c.position,
        _DETAIL.c.reason,
    )
    .join(_DETAIL, _DETAIL.c.deliverable_id == _D.id)
    .where(_ASKED)
    .order_by(_DETAIL.c.effective_on, _DETAIL.c.id)
)
_DUE_DATES: Final = (
    select(
        _D.number,
        _DUE.c.number,
        _DUE.c.text,
        _DUE.c.starts,
        _DUE.c.ends,
        _DUE.c.precision,
        _DUE.c.reading,
        _DUE.c.requested_on,
        _DUE.c.reason,
        _ANSWER.c.accepted,
        _ANSWER.c.decided_on,
    )
    .join(_DUE, _DUE.c.deliverable_id == _D.id)
    .outerjoin(_ANSWER, _ANSWER.c.due_date_id == _DUE.c.id)
    .where(_ASKED)
    .order_by(_DUE.c.number)
)
_UPDATES: Final = (
    select(
        _D.number,
        _UPDATE.c.id,
        _UPDATE.c.effective_on,
        _UPDATE.c.percent,
        _UPDATE.c.status,
        _UPDATE.c.completed_on,
        _UPDATE.c.supersedes_id,
        _UPDATE.c.reason,
    )
    .join(_UPDATE, _UPDATE.c.deliverable_id == _D.id)
    .where(_ASKED)
    .order_by(_UPDATE.c.effective_on, _UPDATE.c.id)
)
