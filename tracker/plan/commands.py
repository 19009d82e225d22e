"""Creating and changing deliverables, recording progress, and the rating set by hand.

Closing and reopening have `commands_close`, corrections `commands_correct`, due dates `commands_due`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Act, Actor, may
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan import queries
from tracker.plan.commands_history import (
    around,
    before_of,
    check_open,
    detail_words,
    due_words,
    newest_update,
    restand,
    standing_now,
    store_update,
)
from tracker.plan.commands_versions import point_at_version_in_force
from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DueDate,
    Objective,
    Priority,
    ProgressUpdate,
    RagOverride,
)
from tracker.plan.rules import DuePeriod, ProgressStatus, Rag, check_start, has_words
from tracker.plan.rules_changes import (
    CannotOwn,
    NoRatingToGiveBack,
    ObjectiveElsewhere,
    OnlyTheLeadCompletes,
    UnknownPriority,
    check_owner,
    settled_marks,
)
from tracker.plan.rules_progress import ProposedUpdate, check_progress
from tracker.plan.rules_rag import ClosedWorkHasNoOverride, OverrideNeedsReason, check_override
from tracker.writing import expect_version, or_stale, queue, touch


@dataclass(frozen=True, slots=True)
class CreateDeliverable:
    """`position` is its place among those of its priority; None puts it last."""

    action: str
    priority_id: int
    objective_id: int | None
    owner_id: int
    due: DuePeriod
    starts_on: date | None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class EditDeliverable:
    """From today on. The owner may stay although they could not be chosen any more."""

    version: int
    action: str
    priority_id: int
    objective_id: int | None
    owner_id: int
    starts_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class RecordProgress:
    """`percent` None follows the milestones, `status` None follows the %. Milestones left out keep their %."""

    version: int
    percent: int | None
    status: ProgressStatus | None
    effective_on: date
    note: str | None
    reason: str | None
    completed_on: date | None = None
    milestone_percents: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OverrideRag:
    """`rag` None gives the rating back to the rules."""

    version: int
    rag: Rag | None
    reason: str | None


def create_deliverable(session: Session, command: CreateDeliverable, *, by: Actor, on: date) -> Deliverable:
    """Begins on `on`, not started. Raises StartsAfterItIsDue, UnknownPriority, ObjectiveElsewhere or CannotOwn."""
    check_start(command.starts_on, command.due.end)
    priority = priority_by_id(session, command.priority_id)
    detail = DeliverableDetail(
        effective_on=on,
        action=command.action,
        priority=priority,
        objective=objective_by_id(session, command.objective_id, priority),
        owner=_owner(session, command.owner_id),
        starts_on=command.starts_on,
        recorded_by=by.name,
    )
    queue(session)
    detail.position = next_position(session, priority) if command.position is None else command.position
    deliverable = begin(session, detail, command.due, by=by)
    restand(session, deliverable, on)
    changes = difference({}, {**detail_words(detail), **due_words(deliverable)})
    record(session, Event.DELIVERABLE_CREATED, by=by, subject=deliverable.reference, changes=changes)
    return deliverable


def begin(session: Session, detail: DeliverableDetail, due: DuePeriod, *, by: Actor) -> Deliverable:
    """The rows of a new deliverable that begins on the detail's day. Queue for its number first."""
    number = (session.scalar(select(func.max(Deliverable.number))) or 0) + 1
    original = DueDate(
        number=1,
        text=due.text,
        starts=due.start,
        ends=due.end,
        precision=due.precision,
        reading=due.reading,
        requested_on=detail.effective_on,
        requested_by=by.name,
    )
    deliverable = Deliverable(number=number, began_on=detail.effective_on, details=[detail], due_dates=[original])
    session.add(deliverable)
    point_at_version_in_force(session, deliverable, detail.priority.plan_id, detail.effective_on, by=by)
    return deliverable


def edit_deliverable(
    session: Session, deliverable: Deliverable, command: EditDeliverable, *, by: Actor, on: date
) -> None:
    """Adds to its history what it is from today on; does nothing where nothing changed.

    Raises Stale, ClosedWorkKeepsItsRecord, StartsAfterItIsDue, UnknownPriority, ObjectiveElsewhere or CannotOwn.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    check_open(deliverable)
    last = deliverable.details[-1]
    if command.starts_on != last.starts_on:
        check_start(command.starts_on, standing_now(deliverable).due.end)
    priority = priority_by_id(session, command.priority_id)
    same_owner = command.owner_id == last.owner_id
    detail = DeliverableDetail(
        effective_on=max(on, last.effective_on),
        action=command.action,
        priority=priority,
        objective=objective_by_id(session, command.objective_id, priority),
        owner=last.owner if same_owner else _owner(session, command.owner_id),
        starts_on=command.starts_on,
        position=last.position,
        reason=command.reason if has_words(command.reason) else None,
        recorded_by=by.name,
    )
    changes = difference(detail_words(last), detail_words(detail))
    if not changes:
        return
    if priority.id != last.priority_id:
        detail.position = next_position(session, priority)
    if priority.plan_id != last.priority.plan_id:
        point_at_version_in_force(session, deliverable, priority.plan_id, detail.effective_on, by=by)
    add_detail(session, deliverable, detail, on)
    subject, reason = deliverable.reference, detail.reason
    record(session, Event.DELIVERABLE_CHANGED, by=by, subject=subject, changes=changes, reason=reason)


def add_detail(session: Session, deliverable: Deliverable, detail: DeliverableDetail, on: date) -> None:
    """Appends what it is from the detail's day on."""
    deliverable.details.append(detail)
    touch(deliverable)
    restand(session, deliverable, on)


def record_progress(
    session: Session, deliverable: Deliverable, command: RecordProgress, *, by: Actor, on: date
) -> ProgressUpdate:
    """Reports progress; those who may complete the work complete it by 100 and a completion date.

    Raises Stale, UnknownMilestone, OnlyTheLeadCompletes or a refusal of `check_progress`.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    marks = settled_marks(queries.milestone_percents(deliverable), command.milestone_percents)
    facts = around(session, deliverable, marks, on)
    percent = facts.milestone_percent if marks else command.percent
    if not standing_now(deliverable).status.is_closed:
        check_may_complete(deliverable, percent, command.status, by, by_milestones=bool(marks))
    proposed = ProposedUpdate(
        effective_on=command.effective_on,
        status=command.status,
        percent=command.percent,
        completed_on=command.completed_on,
        reason=command.reason,
    )
    with or_stale(session, deliverable.reference, deliverable, command.version):
        settled = check_progress(before_of(newest_update(deliverable)), proposed, facts)
    return store_update(session, deliverable, settled, by=by, on=on, note=command.note, marks=marks)


def may_complete(deliverable: Deliverable, by: Actor) -> bool:
    """Whether this person may complete the work, and not only report progress on it."""
    return may(by, Act.CLOSE_DELIVERABLE, queries.ties_to_priority(by, deliverable.standing.priority))


def override_rag(session: Session, deliverable: Deliverable, command: OverrideRag, *, by: Actor, on: date) -> None:
    """Sets the rating by hand from today on, or gives it back to the rules; both need a reason.

    Raises Stale, NoRatingToGiveBack or a refusal of `check_override`.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    standing = standing_now(deliverable)
    if command.rag is not None:
        check_override(standing.status, command.rag, command.reason)
    elif standing.status.is_closed:
        raise ClosedWorkHasNoOverride(standing.status)
    elif standing.override is None:
        raise NoRatingToGiveBack
    if not has_words(command.reason):
        raise OverrideNeedsReason
    deliverable.overrides.append(
        RagOverride(effective_on=on, rag=command.rag, reason=command.reason or "", author=by.name)
    )
    touch(deliverable)
    restand(session, deliverable, on)
    changes = {"Rating set by hand": (_label(standing.override), _label(command.rag))}
    record(session, Event.RAG_OVERRIDDEN, by=by, subject=deliverable.reference, changes=changes, reason=command.reason)


def priority_by_id(session: Session, priority_id: int) -> Priority:
    """Raises UnknownPriority."""
    found = session.get(Priority, priority_id)
    if found is None:
        raise UnknownPriority
    return found


def objective_by_id(session: Session, objective_id: int | None, priority: Priority) -> Objective | None:
    """Raises ObjectiveElsewhere."""
    if objective_id is None:
        return None
    found = session.get(Objective, objective_id)
    if found is None or found.priority_id != priority.id:
        raise ObjectiveElsewhere
    return found


def _owner(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise CannotOwn(None)
    check_owner(person.name, person.role, is_active=person.is_active)
    return person


def next_position(session: Session, priority: Priority) -> int:
    """The place after the last of a priority."""
    last = session.scalar(
        select(func.max(DeliverableDetail.position)).where(DeliverableDetail.priority_id == priority.id)
    )
    return (last or 0) + 1


def check_may_complete(
    deliverable: Deliverable, percent: int | None, status: ProgressStatus | None, by: Actor, *, by_milestones: bool
) -> None:
    completes = percent == 100 or status is ProgressStatus.COMPLETE
    if completes and not may_complete(deliverable, by):
        priority = deliverable.standing.priority
        lead = priority.lead.name if priority.lead else None
        raise OnlyTheLeadCompletes(priority.number, lead, by_milestones=by_milestones)


def _label(rag: Rag | None) -> str | None:
    return rag.label if rag else None
