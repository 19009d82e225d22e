"""Correcting a progress update: another one takes its place, and the wrong one stays in the history (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.plan import queries
from tracker.plan.commands import check_may_complete, may_complete
from tracker.plan.commands_history import around, before_of, percent_of, store_update
from tracker.plan.models import Deliverable, ProgressUpdate
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_changes import (
    AlreadyCorrected,
    Neighbour,
    OnlyTheLeadCorrectsCompletion,
    check_correctable,
    check_still_fits,
    settled_marks,
)
from tracker.plan.rules_progress import ProposedUpdate, check_progress, check_reopen
from tracker.plan.rules_standing import updates_that_stand
from tracker.writing import expect_version


@dataclass(frozen=True, slots=True)
class CorrectProgress:
    """The whole update as it should have been.

    Where it spoke of milestones, `percent` is None or what they give, and those left out keep their %.
    """

    version: int
    update_id: int
    percent: int | None
    status: ProgressStatus | None
    effective_on: date
    note: str | None
    completed_on: date | None
    reason: str | None
    milestone_percents: Mapping[int, int] | None = None


def correct_progress(
    session: Session, deliverable: Deliverable, command: CorrectProgress, *, by: Actor, on: date
) -> ProgressUpdate:
    """Keeps the update's place between its neighbours; one that completed the work still does.

    Raises Stale, NotFound, AlreadyCorrected, UnknownMilestone, OnlyTheLeadCompletes, OnlyTheLeadCorrectsCompletion,
    or a refusal of `check_correctable`, `check_still_fits`, `check_progress` or `check_reopen`.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    wrong = queries.update_of(deliverable, command.update_id)
    standing = updates_that_stand(deliverable.updates)
    if wrong not in standing:
        raise AlreadyCorrected
    place = standing.index(wrong)
    earlier = standing[place - 1] if place else None
    later = standing[place + 1] if place + 1 < len(standing) else None
    check_correctable(wrong.status, command.status)
    marks = settled_marks(
        {mark.milestone_id: mark.percent for mark in wrong.milestone_marks}, command.milestone_percents
    )
    computed = percent_of(deliverable, marks) if command.milestone_percents else wrong.percent if marks else None
    _check_may(deliverable, wrong, command, computed, by)
    facts = replace(
        around(session, deliverable, {}, on),
        milestone_percent=computed,
        corrects=True,
        # Where the work was completed and later reopened, the completion may still be put right.
        later_updates=later is not None and wrong.status is not ProgressStatus.COMPLETE,
    )
    check = check_reopen if earlier is not None and earlier.status.is_closed else check_progress
    settled = check(before_of(earlier), _proposed(command, computed), facts)
    check_still_fits(settled.percent, settled.effective_on, _neighbour(later))
    return store_update(session, deliverable, settled, by=by, on=on, note=command.note, marks=marks, corrects=wrong)


def _proposed(command: CorrectProgress, computed: int | None) -> ProposedUpdate:
    return ProposedUpdate(
        effective_on=command.effective_on,
        status=command.status,
        # The form shows what the milestones gave; sending it back unchanged types nothing.
        percent=None if command.percent == computed else command.percent,
        completed_on=command.completed_on,
        reason=command.reason,
    )


def _check_may(
    deliverable: Deliverable, wrong: ProgressUpdate, command: CorrectProgress, computed: int | None, by: Actor
) -> None:
    if wrong.status is not ProgressStatus.COMPLETE:
        percent = command.percent if computed is None else computed
        check_may_complete(deliverable, percent, command.status, by, by_milestones=computed is not None)
    elif not may_complete(deliverable, by):
        priority = deliverable.standing.priority
        raise OnlyTheLeadCorrectsCompletion(priority.number, priority.lead.name if priority.lead else None)


def _neighbour(update: ProgressUpdate | None) -> Neighbour | None:
    return Neighbour(update.status, update.percent, update.effective_on, update.reason) if update else None
