"""The tracker of findings: counted, filtered and paged at a cost that grows with the page, not with the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, select, true
from sqlalchemy.orm import Session

from tracker.access import Actor, Role, Tie
from tracker.accounts.models import Person
from tracker.accounts.queries import owners_deputised_to
from tracker.enums import LabelledEnum
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding, FindingStanding
from tracker.inspections.queries import history
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, PanelStatus
from tracker.inspections.rules_changes import CAN_LEAD
from tracker.plan.models import Priority

PAGE_SIZE: Final = 50
NOBODY: Final = 0
"""The lead of findings without one; no person has this key."""

# Tables rather than classes: the list asks for columns only, and the mapping's share of the work would be the largest.
_STANDING: Final = FindingStanding.__table__.c
_FINDING: Final = Finding.__table__.c
_INSPECTION: Final = Inspection.__table__.c
_PERSON: Final = Person.__table__.c
_PRIORITY: Final = Priority.__table__.c


class FindingFilter(LabelledEnum):
    """Which findings the tracker lists. Each but the last two is counted at the top of the page."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"
    NO_LEAD = "no_lead", "Without a lead"
    NO_EXPECTED = "no_expected", "Without an expected closure"
    NO_EVIDENCE = "no_evidence", "Without evidence"
    READY = "ready", "Ready for closure"
    CLOSED_BY_FORCE = "closed_by_force", "Closed by the force only"
    CLOSED = "closed", "Closed"
    ALL = "all", "All"


COUNTED: Final = tuple(state for state in FindingFilter if state not in (FindingFilter.CLOSED, FindingFilter.ALL))
"""What is counted at the top of the page; all of it is open."""


@dataclass(frozen=True, slots=True)
class TrackerFilter:
    """What the person asked to see. None means no limit; `lead_id` NOBODY means no lead; `page` counts from 1."""

    kind: FindingType | None = FindingType.AREA_FOR_IMPROVEMENT
    inspection_code: str | None = None
    lead_id: int | None = None
    state: FindingFilter = FindingFilter.OPEN
    page: int = 1


class TrackerRow(NamedTuple):
    """One finding as the tracker shows it."""

    number: int
    version: int
    kind: FindingType
    text: str
    inspection_code: str
    inspection_title: str
    lead_id: int | None
    lead_name: str | None
    priority_lead_id: int | None
    expected_on: date | None
    force: ForceStatus
    inspectorate: InspectorateStatus
    is_open: bool
    has_evidence: bool
    updated_on: date | None

    @property
    def reference(self) -> str:
        return f"F-{self.number:04d}"

    @property
    def panel(self) -> PanelStatus:
        if not self.kind.asks_for_work:
            return PanelStatus.NOTED
        return PanelStatus.OPEN if self.is_open else PanelStatus.CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether it is open after the day it was expected to be closed."""
        return self.is_open and self.expected_on is not None and self.expected_on < on


@dataclass(frozen=True, slots=True)
class TrackerPage:
    """One page of the tracker. `first` and `last` are the places of its rows in the whole, counted from 1."""

    rows: Sequence[TrackerRow]
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
class Counts:
    """How many findings each count of the tracker holds, and how many are open under each lead, by name.

    A lead is their key and name; those without one come last, as NOBODY and "".
    """

    by_state: Mapping[FindingFilter, int]
    by_lead: Sequence[tuple[int, str, int]]


def tracker_page(session: Session, wanted: TrackerFilter, on: date) -> TrackerPage:
    """The page asked for, or the last one when there are fewer. Three queries, however many findings there are.

    The soonest expected closure first, those without one last.
    """
    conditions = [*_among(wanted), *_conditions(wanted.state, on)]
    if wanted.lead_id is not None:
        conditions.append(
            _STANDING.lead_id.is_(None) if wanted.lead_id == NOBODY else _STANDING.lead_id == wanted.lead_id
        )
    total = session.scalar(select(func.count()).select_from(FindingStanding.__table__).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(wanted.page, 1), pages)
    ids = session.scalars(
        select(_STANDING.finding_id)
        .where(*conditions)
        .order_by(_STANDING.expected_on.is_(None), _STANDING.expected_on, _STANDING.number)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return TrackerPage(rows=_rows(session, ids), total=total, page=page, pages=pages)


def tracker_counts(session: Session, wanted: TrackerFilter, on: date) -> Counts:
    """Counted over the type and inspection asked for, whatever lead and state are listed. Two queries."""
    among = _among(wanted)
    sums = [
        func.coalesce(func.sum(case((_all(_conditions(state, on)), 1), else_=0)), 0).label(state.value)
        for state in COUNTED
    ]
    counted = session.execute(select(*sums).select_from(FindingStanding.__table__).where(*among)).one()
    leads = session.execute(
        select(_STANDING.lead_id, _PERSON.name, func.count())
        .select_from(FindingStanding.__table__)
        .join(Person.__table__, _PERSON.id == _STANDING.lead_id, isouter=True)
        .where(*among, _STANDING.is_open)
        .group_by(_STANDING.lead_id, _PERSON.name)
        .order_by(_PERSON.name.is_(None), _PERSON.name, _STANDING.lead_id)
    )
    return Counts(
        by_state=dict(zip(COUNTED, counted, strict=True)),
        by_lead=[(lead_id or NOBODY, name or "", count) for lead_id, name, count in leads],
    )


def findings_by_number(session: Session, numbers: Collection[int]) -> list[Finding]:
    """Those that exist, withdrawn or not, by number, each with its whole history."""
    return list(
        session.scalars(
            select(Finding).where(Finding.number.in_(numbers)).order_by(Finding.number).options(*history())
        ).all()
    )


def ties_of_each(
    session: Session, actor: Actor, rows: Sequence[FindingStanding | TrackerRow], on: date
) -> Mapping[int, frozenset[Tie]]:
    """What `queries.ties` says of each finding, by its number; one query for all of them."""
    if actor.person_id is None:
        return {row.number: frozenset() for row in rows}
    owners = owners_deputised_to(session, actor.person_id, on)
    return {row.number: _ties(actor.person_id, owners, row.lead_id, _lead_of_priority(row)) for row in rows}


def inspection_choices(session: Session) -> list[tuple[str, str]]:
    """(code, title) of every inspection that stands, the newest first."""
    found = session.execute(
        select(_INSPECTION.code, _INSPECTION.title)
        .where(_INSPECTION.withdrawn_on.is_(None))
        .order_by(_INSPECTION.year.desc(), _INSPECTION.recorded_on.desc(), _INSPECTION.code)
    )
    return [(code, title) for code, title in found]


def later_inspections(session: Session, finding: Finding) -> Sequence[Inspection]:
    """Those that can have looked again at a finding: of the same year or later. The newest first."""
    made = finding.inspection
    return session.scalars(
        select(Inspection)
        .where(Inspection.year >= made.year, Inspection.id != made.id, Inspection.withdrawn_on.is_(None))
        .order_by(Inspection.year.desc(), Inspection.recorded_on.desc(), Inspection.code)
    ).all()


def possible_leads(session: Session) -> Sequence[Person]:
    """The active people who can lead a finding, by name."""
    return session.scalars(
        select(Person)
        .where(Person.disabled_at.is_(None), Person.role.in_(sorted(CAN_LEAD, key=list(Role).index)))
        .order_by(Person.name, Person.id)
    ).all()


def _ties(person_id: int, owners: Collection[int], lead_id: int | None, priority_lead_id: int | None) -> frozenset[Tie]:
    found = set()
    if priority_lead_id == person_id:
        found.add(Tie.LEADS)
    if lead_id == person_id:
        found.add(Tie.OWNER)
    elif lead_id in owners:
        found.add(Tie.DEPUTY)
    return frozenset(found)


def _lead_of_priority(row: FindingStanding | TrackerRow) -> int | None:
    if isinstance(row, TrackerRow):
        return row.priority_lead_id
    return row.priority.lead_id if row.priority else None


def _among(wanted: TrackerFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [~_STANDING.is_withdrawn]
    if wanted.kind is not None:
        found.append(_STANDING.kind == wanted.kind)
    if wanted.inspection_code is not None:
        code = select(_INSPECTION.id).where(_INSPECTION.code == wanted.inspection_code)
        found.append(_STANDING.inspection_id.in_(code))
    return found


def _conditions(state: FindingFilter, on: date) -> list[ColumnElement[bool]]:
    if state is FindingFilter.ALL:
        return []
    if state is FindingFilter.CLOSED:
        return [~_STANDING.is_open, _STANDING.kind != FindingType.OBSERVATION]
    more: Mapping[FindingFilter, ColumnElement[bool]] = {
        FindingFilter.OVERDUE: _STANDING.expected_on < on,
        FindingFilter.NO_LEAD: _STANDING.lead_id.is_(None),
        FindingFilter.NO_EXPECTED: _STANDING.expected_on.is_(None),
        FindingFilter.NO_EVIDENCE: ~_STANDING.has_evidence,
        FindingFilter.READY: _STANDING.force_status == ForceStatus.READY_FOR_CLOSURE,
        FindingFilter.CLOSED_BY_FORCE: _STANDING.force_status == ForceStatus.CLOSED_BY_FORCE,
    }
    return [_STANDING.is_open, *([more[state]] if state in more else [])]


def _all(conditions: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    found: ColumnElement[bool] = true()
    for condition in conditions:
        found = found & condition
    return found


def _rows(session: Session, ids: Sequence[int]) -> list[TrackerRow]:
    found: Sequence[Sequence[Any]] = session.execute(_ROWS, {"ids": ids}).all()
    by_id = {row[0]: TrackerRow(*row[1:]) for row in found}
    return [by_id[finding_id] for finding_id in ids]


# Written once: building a statement of this size anew for each page costs as much as running it.
_ROWS: Final = (
    select(
        _STANDING.finding_id,
        _STANDING.number,
        _FINDING.version,
        _STANDING.kind,
        _STANDING.text,
        _INSPECTION.code,
        _INSPECTION.title,
        _STANDING.lead_id,
        _PERSON.name,
        _PRIORITY.lead_id,
        _STANDING.expected_on,
        _STANDING.force_status,
        _STANDING.inspectorate_status,
        _STANDING.is_open,
        _STANDING.has_evidence,
        _STANDING.updated_on,
    )
    .join(Finding.__table__, _FINDING.id == _STANDING.finding_id)
    .join(Inspection.__table__, _INSPECTION.id == _STANDING.inspection_id)
    .join(Person.__table__, _PERSON.id == _STANDING.lead_id, isouter=True)
    .join(Priority.__table__, _PRIORITY.id == _STANDING.priority_id, isouter=True)
    .where(_STANDING.finding_id.in_(bindparam("ids", expanding=True)))
    .order_by(_STANDING.finding_id)
)
