"""Completing, stopping and reopening a deliverable, and carrying it forward under a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan import queries
from tracker.plan.commands import begin, next_position, priority_by_id
from tracker.plan.commands_history import (
    add_update,
    around,
    before_of,
    detail_words,
    due_words,
    newest_update,
    percent_of,
    progress_words,
    restand,
    store_update,
)
from tracker.plan.models import Deliverable, DeliverableDetail, ProgressUpdate
from tracker.plan.rules import DuePeriod, ProgressStatus, check_due_after_start, has_words
from tracker.plan.rules_changes import CarryingNeedsReason, settled_marks
from tracker.plan.rules_progress import (
    Move,
    ProposedUpdate,
    SettledUpdate,
    check_carry_forward,
    check_progress,
    check_reopen,
    check_stop,
)
from tracker.writing import expect_version, queue


@dataclass(frozen=True, slots=True)
class Complete:
    """`completed_on` is the day the work was done, `effective_on` the day it is reported."""

    version: int
    completed_on: date | None
    effective_on: date
    note: str | None


@dataclass(frozen=True, slots=True)
class Stop:
    version: int
    effective_on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Reopen:
    """`percent` is typed, or None where milestones give it; then `milestone_percents` says how far each is."""

    version: int
    percent: int | None
    effective_on: date
    reason: str | None
    milestone_percents: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CarryForward:
    """`priority_id` and `due` are those of the new deliverable. `begins_on` None: on the day the old one closes."""

    version: int
    effective_on: date
    priority_id: int
    due: DuePeriod
    reason: str | None
    begins_on: date | None = None

    @property
    def goes_on_from(self) -> date:
        return self.begins_on or self.effective_on


def complete(session: Session, deliverable: Deliverable, command: Complete, *, by: Actor, on: date) -> ProgressUpdate:
    """All milestones become 100% with it. Raises Stale or a refusal of `check_progress`."""
    expect_version(deliverable.reference, deliverable, command.version)
    marks = dict.fromkeys(queries.milestone_percents(deliverable), 100)
    proposed = ProposedUpdate(
        effective_on=command.effective_on,
        status=ProgressStatus.COMPLETE,
        completed_on=command.completed_on,
    )
    settled = check_progress(before_of(newest_update(deliverable)), proposed, around(session, deliverable, marks, on))
    return store_update(session, deliverable, settled, by=by, on=on, note=command.note, marks=marks)


def stop(session: Session, deliverable: Deliverable, command: Stop, *, by: Actor, on: date) -> ProgressUpdate:
    """It keeps its %. Raises Stale or a refusal of `check_stop`."""
    expect_version(deliverable.reference, deliverable, command.version)
    settled = check_stop(
        before_of(newest_update(deliverable)),
        effective_on=command.effective_on,
        reason=command.reason,
        around=around(session, deliverable, {}, on),
    )
    return store_update(session, deliverable, settled, by=by, on=on)


def reopen(session: Session, deliverable: Deliverable, command: Reopen, *, by: Actor, on: date) -> ProgressUpdate:
    """Takes completed or stopped work up again. Raises Stale, UnknownMilestone or a refusal of `check_reopen`."""
    expect_version(deliverable.reference, deliverable, command.version)
    marks = settled_marks(queries.milestone_percents(deliverable), command.milestone_percents)
    percent = percent_of(deliverable, marks) if marks else command.percent
    proposed = ProposedUpdate(
        effective_on=command.effective_on,
        # Said outright: by the % alone, 100 would read as completing it.
        status=ProgressStatus.NOT_STARTED if percent == 0 else ProgressStatus.IN_PROGRESS,
        percent=command.percent,
        reason=command.reason,
    )
    settled = check_reopen(before_of(newest_update(deliverable)), proposed, around(session, deliverable, marks, on))
    return store_update(session, deliverable, settled, by=by, on=on, marks=marks)


def carry_forward(
    session: Session, deliverable: Deliverable, command: CarryForward, *, by: Actor, on: date
) -> Deliverable:
    """Closes it and begins a new deliverable that names it, with the same wording, owner, start and %.

    The new one's own original due date is the one given. Raises Stale, DueBeforeItStarts, UnknownPriority or a
    refusal of `check_carry_forward`.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    check_due_after_start(deliverable.details[-1].starts_on, command.due.end)
    last = newest_update(deliverable)
    settled = check_carry_forward(
        before_of(last),
        effective_on=command.effective_on,
        reason=command.reason,
        around=around(session, deliverable, {}, on),
    )
    if not has_words(command.reason):
        raise CarryingNeedsReason
    detail = _continued_detail(session, deliverable, command, by)
    queue(session)
    store_update(session, deliverable, settled, by=by, on=on)
    successor = begin(session, detail, command.due, by=by)
    successor.carried_from = deliverable
    if last is not None:
        _continue_progress(deliverable, successor, last, command.goes_on_from, by)
    restand(session, successor, on)
    _log_both(session, deliverable, successor, by)
    return successor


def _continued_detail(
    session: Session, deliverable: Deliverable, command: CarryForward, by: Actor
) -> DeliverableDetail:
    last = deliverable.details[-1]
    priority = priority_by_id(session, command.priority_id)
    return DeliverableDetail(
        effective_on=command.goes_on_from,
        action=last.action,
        priority=priority,
        objective=last.objective if priority.id == last.priority_id else None,
        owner=last.owner,
        starts_on=last.starts_on,
        position=last.position if priority.id == last.priority_id else next_position(session, priority),
        reason=command.reason,
        recorded_by=by.name,
    )


def _continue_progress(
    deliverable: Deliverable, successor: Deliverable, last: ProgressUpdate, effective_on: date, by: Actor
) -> None:
    # The work is as far as it was; a report that showed it at 0% would be wrong.
    kept = SettledUpdate(Move.REPORT, last.status, last.percent, effective_on, None, None)
    add_update(successor, kept, by=by, note=f"Carried forward from {deliverable.reference} at {last.percent}%.")


def _log_both(session: Session, deliverable: Deliverable, successor: Deliverable, by: Actor) -> None:
    goes_on = {"Goes on as": (None, successor.reference)}
    record(session, Event.DELIVERABLE_CHANGED, by=by, subject=deliverable.reference, changes=goes_on)
    words = {
        **detail_words(successor.details[-1]),
        **due_words(successor),
        **progress_words(successor, newest_update(successor)),
        "Carried forward from": deliverable.reference,
    }
    record(session, Event.DELIVERABLE_CREATED, by=by, subject=successor.reference, changes=difference({}, words))
