"""The register: filtered, sorted and paged at a cost that grows with the page, not with the data; and its heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.enums import LabelledEnum
from tracker.plan.models import Plan, Priority
from tracker.risks.models import Assessment, RiskStanding
from tracker.risks.rules import Band, Direction, RiskKind, RiskState, Score, ScoreKind, direction
from tracker.risks.rules_changes import RISK_OWNERS

PAGE_SIZE: Final = 50
BATCH: Final = 1000


class RiskSort(LabelledEnum):
    SCORE = "score", "Score or severity"
    REVIEW = "review", "Next review"
    REFERENCE = "reference", "Reference"


# Tables rather than classes: the list asks for columns only, and the mapping's share of the work would be the largest.
_STANDING: Final = RiskStanding.__table__.c
_PRIORITY: Final = Priority.__table__.c
_PLAN: Final = Plan.__table__.c
_ASSESSED: Final = Assessment.__table__.c

_NEVER: Final = date.max
_BANDS_IN_ORDER: Final = {band.value: place for place, band in enumerate(Band, start=1)}


@dataclass(frozen=True, slots=True)
class RiskFilter:
    """What the person asked to see. None, False and "" mean no limit; `page` counts from 1.

    `whole_office`: only what stands under no priority. `nobody`: only what has no owner.
    `unscored`: only risks without a score and issues without a severity.
    """

    kind: RiskKind | None = None
    state: RiskState | None = RiskState.OPEN
    plan_code: str | None = None
    priority_number: int | None = None
    whole_office: bool = False
    owner_id: int | None = None
    nobody: bool = False
    band: Band | None = None
    unscored: bool = False
    likelihood: int | None = None
    impact: int | None = None
    overdue: bool = False
    search: str = ""
    sort: RiskSort = RiskSort.SCORE
    page: int = 1


class RiskRow(NamedTuple):
    """One risk or issue as the register shows it. Without a priority it is the whole office's; owner None: nobody."""

    risk_id: int
    kind: RiskKind
    number: int
    words: str
    has_public_wording: bool
    plan_code: str | None
    priority_number: int | None
    priority_title: str | None
    owner_name: str | None
    state: RiskState
    likelihood: int | None
    impact: int | None
    score: int | None
    band: Band | None
    inherent_score: int | None
    target_score: int | None
    review_due_on: date | None
    reviewed_on: date | None
    accepted_until: date | None

    @property
    def reference(self) -> str:
        return f"{self.kind.letter}-{self.number:04d}"


@dataclass(frozen=True, slots=True)
class RiskPage:
    """One page of the register. `first` and `last` are the places of its rows in the whole, counted from 1."""

    rows: Sequence[RiskRow]
    directions: Mapping[int, Direction]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * PAGE_SIZE, self.total)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How many open risks stand on each (likelihood, impact), and how many have no score yet."""

    counts: Mapping[tuple[int, int], int]
    unscored: int

    @property
    def total(self) -> int:
        return sum(self.counts.values()) + self.unscored


def register_page(session: Session, wanted: RiskFilter, on: date, since: date) -> RiskPage:
    """The page asked for, or the last one when there are fewer; directions are since the end of the day `since`.

    Four queries, however many risks there are.
    """
    conditions = _conditions(wanted, on)
    total = session.scalar(select(func.count()).select_from(RiskStanding.__table__).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(wanted.page, 1), pages)
    # The ids first, from an index alone; whole rows only for those that are shown.
    ids = session.scalars(_sorted_ids(wanted, conditions).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    rows = _rows(session, ids)
    return RiskPage(rows, directions_of(session, rows, since), total, page, pages)


def directions_of(session: Session, rows: Sequence[RiskRow], since: date) -> dict[int, Direction]:
    """Which way each row's score went since the end of that day, by the risk's key; nothing for one not yet scored."""
    found = session.execute(_SCORES_THEN, {"ids": [row.risk_id for row in rows], "since": since})
    then = {risk_id: Score(likelihood, impact, 0) for risk_id, likelihood, impact in found}
    moved = {}
    for row in rows:
        now = Score(row.likelihood, row.impact, 0) if row.likelihood and row.impact else None
        moved[row.risk_id] = direction(now, then.get(row.risk_id))
    return {risk_id: way for risk_id, way in moved.items() if way is not None}


def heat_map(session: Session, wanted: RiskFilter, on: date) -> HeatMap:
    """The open risks of the priority and owner asked for; the other filters make no difference. One query."""
    found = session.execute(
        select(_STANDING.likelihood, _STANDING.impact, func.count())
        .where(*_conditions(_of_heat_map(wanted), on))
        .group_by(_STANDING.likelihood, _STANDING.impact)
        .order_by(_STANDING.likelihood, _STANDING.impact)
    ).all()
    counts = {(likelihood, impact): number for likelihood, impact, number in found if likelihood is not None}
    return HeatMap(counts, sum(number for likelihood, _, number in found if likelihood is None))


def in_cell(wanted: RiskFilter, likelihood: int, impact: int) -> RiskFilter:
    """What a cell of the heat map leads to."""
    return replace(_of_heat_map(wanted), likelihood=likelihood, impact=impact)


def without_score(wanted: RiskFilter) -> RiskFilter:
    """What "not yet scored" beside the heat map leads to."""
    return replace(_of_heat_map(wanted), unscored=True)


def risk_owners(session: Session) -> Sequence[Person]:
    """Everybody whose role can own risks, disabled people too: theirs may not be handed over yet. By name."""
    return session.scalars(select(Person).where(Person.role.in_(RISK_OWNERS)).order_by(Person.name, Person.id)).all()


def _of_heat_map(wanted: RiskFilter) -> RiskFilter:
    return RiskFilter(
        kind=RiskKind.RISK,
        plan_code=wanted.plan_code,
        priority_number=wanted.priority_number,
        whole_office=wanted.whole_office,
        owner_id=wanted.owner_id,
        nobody=wanted.nobody,
    )


def _sorted_ids(wanted: RiskFilter, conditions: Sequence[ColumnElement[bool]]) -> Select[int]:
    reference = (_STANDING.kind.desc(), _STANDING.number)
    if wanted.sort is RiskSort.REVIEW:
        order: tuple[Any, ...] = (func.coalesce(_STANDING.review_due_on, _NEVER), *reference)
    elif wanted.sort is RiskSort.REFERENCE:
        order = reference
    else:
        # An issue has no score: its severity places it among the scores of that band; what has neither comes last.
        band = case(_BANDS_IN_ORDER, value=_STANDING.band, else_=0)
        order = (band.desc(), func.coalesce(_STANDING.score, 0).desc(), *reference)
    return select(_STANDING.risk_id).where(*conditions).order_by(*order)


def _conditions(wanted: RiskFilter, on: date) -> list[ColumnElement[bool]]:
    exact = {
        _STANDING.kind: wanted.kind,
        _STANDING.state: wanted.state,
        _STANDING.owner_id: wanted.owner_id,
        _STANDING.band: wanted.band,
        _STANDING.likelihood: wanted.likelihood,
        _STANDING.impact: wanted.impact,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in exact.items() if value is not None]
    if wanted.plan_code is not None:
        found.append(_STANDING.priority_id.in_(_priorities(wanted.plan_code, wanted.priority_number)))
    if wanted.whole_office:
        found.append(_STANDING.priority_id.is_(None))
    if wanted.nobody:
        found.append(_STANDING.owner_id.is_(None))
    if wanted.unscored:
        found.append(_STANDING.band.is_(None))
    if wanted.overdue:
        found.append(_STANDING.review_due_on < on)
    found.extend(_matches(word) for word in wanted.search.lower().split())
    return found


def _priorities(plan_code: str, number: int | None) -> Select[int]:
    found = select(_PRIORITY.id).join(Plan.__table__, _PLAN.id == _PRIORITY.plan_id).where(_PLAN.code == plan_code)
    return found if number is None else found.where(_PRIORITY.number == number)


def _matches(word: str) -> ColumnElement[bool]:
    letter, _, number = word.partition("-")
    kind = next((kind for kind in RiskKind if kind.letter.lower() == letter), None)
    if kind is not None and number.isascii() and number.isdigit() and len(number) < 10:
        return (_STANDING.kind == kind) & (_STANDING.number == int(number))
    return _STANDING.words_sort.contains(word, autoescape=True)


def _rows(session: Session, ids: Sequence[int]) -> list[RiskRow]:
    found: Sequence[Sequence[Any]] = session.execute(_ROWS, {"ids": ids}).all()
    by_id = {row[0]: RiskRow(*row) for row in found}
    return [by_id[risk_id] for risk_id in ids]


# Written once: building a statement of this size anew for each page costs as much as running it.
_ROWS: Final = (
    select(
        _STANDING.risk_id,
        _STANDING.kind,
        _STANDING.number,
        _STANDING.words,
        _STANDING.has_public_wording,
        _PLAN.code,
        _PRIORITY.number,
        _PRIORITY.title,
        Person.__table__.c.name,
        _STANDING.state,
        _STANDING.likelihood,
        _STANDING.impact,
        _STANDING.score,
        _STANDING.band,
        _STANDING.inherent_score,
        _STANDING.target_score,
        _STANDING.review_due_on,
        _STANDING.reviewed_on,
        _STANDING.accepted_until,
    )
    .join(Priority.__table__, _PRIORITY.id == _STANDING.priority_id, isouter=True)
    .join(Plan.__table__, _PLAN.id == _PRIORITY.plan_id, isouter=True)
    .join(Person.__table__, Person.__table__.c.id == _STANDING.owner_id, isouter=True)
    .where(_STANDING.risk_id.in_(bindparam("ids", expanding=True)))
    .order_by(_STANDING.risk_id)
)
_NEWEST: Final = (
    select(
        _ASSESSED.risk_id,
        _ASSESSED.likelihood,
        _ASSESSED.impact,
        func.row_number()
        .over(partition_by=_ASSESSED.risk_id, order_by=(_ASSESSED.effective_on.desc(), _ASSESSED.id.desc()))
        .label("place"),
    )
    .where(
        _ASSESSED.risk_id.in_(bindparam("ids", expanding=True)),
        _ASSESSED.kind == ScoreKind.CURRENT,
        _ASSESSED.effective_on <= bindparam("since"),
    )
    .subquery()
)
_SCORES_THEN: Final = (
    select(_NEWEST.c.risk_id, _NEWEST.c.likelihood, _NEWEST.c.impact)
    .where(_NEWEST.c.place == 1)
    .order_by(_NEWEST.c.risk_id)
)
