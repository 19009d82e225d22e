"""People, plans and deliverables for tests, made by the same commands the pages use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from tracker.access import SYSTEM, Actor, Role
from tracker.accounts.commands import CreatePerson, create_person
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of, history_of
from tracker.audit.rules import Event
from tracker.plan import queries
from tracker.plan.commands import CreateDeliverable, RecordProgress, create_deliverable, record_progress
from tracker.plan.commands_plan import (
    CreateObjective,
    CreatePlan,
    CreatePriority,
    create_objective,
    create_plan,
    create_priority,
)
from tracker.plan.models import Deliverable, Objective, Plan, Priority, ProgressUpdate
from tracker.plan.rules import DuePeriod, PlanStatus, Precision, ProgressStatus, QuarterReading

TODAY = date(2024, 9, 18)
BEGAN = date(2024, 4, 2)
"""The day deliverables begin on unless a test says otherwise."""

_numbers = count(1)


@dataclass(frozen=True)
class Cast:
    """A person of each role, two of those who own deliverables."""

    officer: Person
    other_officer: Person
    lead: Person
    other_lead: Person
    analyst: Person
    chief_executive: Person
    commissioner: Person
    clerk: Person
    member: Person
    administrator: Person


def make_person(
    session: Session, role: Role = Role.OFFICER, *, name: str | None = None, email: str | None = None
) -> Person:
    """Somebody with an account and no password."""
    number = next(_numbers)
    command = CreatePerson(name or f"Pat Number {number}", email or f"pat.{number}@example.org", role)
    return create_person(session, command, by=SYSTEM)


def make_cast(session: Session) -> Cast:
    def named(role: Role, name: str) -> Person:
        return make_person(session, role, name=name, email=f"{name.lower().replace(' ', '.')}@example.org")

    return Cast(
        officer=named(Role.OFFICER, "Olive Ashdown"),
        other_officer=named(Role.OFFICER, "Owen Birch"),
        lead=named(Role.LEAD, "Lena Marsh"),
        other_lead=named(Role.LEAD, "Luke Farrow"),
        analyst=named(Role.ANALYST, "Anil Reid"),
        chief_executive=named(Role.CHIEF_EXECUTIVE, "Cath Ellery"),
        commissioner=named(Role.COMMISSIONER, "Col Whitmore"),
        clerk=named(Role.CLERK, "Clara Penn"),
        member=named(Role.MEMBER, "Max Dunning"),
        administrator=named(Role.ADMINISTRATOR, "Ada Stone"),
    )


def as_actor(person: Person) -> Actor:
    return actor_of(person)


def make_plan(
    session: Session,
    code: str = "PCP-2022-25",
    *,
    starts: date = date(2022, 4, 1),
    ends: date = date(2025, 3, 31),
    status: PlanStatus = PlanStatus.CURRENT,
) -> Plan:
    command = CreatePlan(code, f"Police and Crime Plan {code}", starts, ends, status, None)
    return create_plan(session, command, by=SYSTEM, on=TODAY)


def make_priority(
    session: Session, plan: Plan | None = None, number: int = 1, *, lead: Person | None = None, title: str | None = None
) -> Priority:
    """Of the plan given, or of a new one with a code of its own."""
    plan = plan or make_plan(session, f"PLAN-{next(_numbers)}")
    command = CreatePriority(plan.id, number, title or f"Priority {number}", lead.id if lead else None, None)
    return create_priority(session, command, by=SYSTEM, on=TODAY)


def make_objective(
    session: Session, priority: Priority, code: str = "1.01", *, parent: Objective | None = None
) -> Objective:
    parent_id = parent.id if parent else None
    command = CreateObjective(priority.id, parent_id, code, "Objective", f"Objective {code}", None)
    return create_objective(session, command, by=SYSTEM, on=TODAY)


def due_period(
    start: date = date(2025, 3, 1),
    end: date = date(2025, 3, 31),
    text: str = "March 2025",
    precision: Precision = Precision.MONTH,
    reading: QuarterReading | None = None,
) -> DuePeriod:
    return DuePeriod(text, start, end, precision, reading)


def make_deliverable(
    session: Session,
    priority: Priority,
    owner: Person,
    *,
    action: str = "Refit the custody suite",
    objective: Objective | None = None,
    due: DuePeriod | None = None,
    starts_on: date | None = None,
    position: int | None = None,
    on: date = BEGAN,
) -> Deliverable:
    """Begins on `on`, due in March 2025, without any update; with its whole history loaded."""
    command = CreateDeliverable(
        action=action,
        priority_id=priority.id,
        objective_id=objective.id if objective else None,
        owner_id=owner.id,
        due=due or due_period(),
        starts_on=starts_on,
        position=position,
    )
    return create_deliverable(session, command, by=SYSTEM, on=on)


def report(
    session: Session,
    deliverable: Deliverable,
    percent: int | None,
    effective_on: date,
    *,
    status: ProgressStatus | None = None,
    note: str | None = None,
    reason: str | None = None,
    completed_on: date | None = None,
    milestone_percents: Mapping[int, int] | None = None,
    by: Actor = SYSTEM,
    on: date = TODAY,
) -> ProgressUpdate:
    """Records progress on the deliverable as it stands."""
    command = RecordProgress(
        version=deliverable.version,
        percent=percent,
        status=status,
        effective_on=effective_on,
        note=note,
        reason=reason,
        completed_on=completed_on,
        milestone_percents=milestone_percents,
    )
    return record_progress(session, deliverable, command, by=by, on=on)


def reload(session: Session, deliverable: Deliverable) -> Deliverable:
    """The deliverable as the next request would read it."""
    session.flush()
    session.expunge_all()
    return queries.deliverable(session, deliverable.reference)


def log_of(session: Session, subject: str) -> list[AuditEvent]:
    """What the log says of a record, oldest first."""
    return list(reversed(history_of(session, subject)))


def last_entry(session: Session, subject: str) -> tuple[Event, dict[str, tuple[str | None, str | None]], str | None]:
    """The newest act on a record: what it was, its changes and its reason."""
    newest = history_of(session, subject)[0]
    return Event(newest.event), changes_of(newest), newest.reason
