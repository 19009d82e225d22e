"""What the commands on a deliverable share: adding to its history, the words of it for the log, where it stands now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event, difference
from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DeliverableStanding,
    DueDate,
    DueDateDecision,
    MilestoneMark,
    ProgressUpdate,
)
from tracker.plan.queries_year import closed_years
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_changes import ClosedWorkKeepsItsRecord
from tracker.plan.rules_progress import Around, Move, SettledUpdate, milestone_percent
from tracker.plan.rules_progress import Standing as Before
from tracker.plan.rules_standing import Standing, latest, open_request, standing_at, updates_that_stand
from tracker.writing import flush, touch

MOVE_EVENTS: Final[Mapping[Move, Event]] = {
    Move.REPORT: Event.PROGRESS_RECORDED,
    Move.COMPLETE: Event.DELIVERABLE_COMPLETED,
    Move.STOP: Event.DELIVERABLE_STOPPED,
    Move.CARRY_FORWARD: Event.DELIVERABLE_CARRIED_FORWARD,
    Move.REOPEN: Event.DELIVERABLE_REOPENED,
}

_SORTED_BY: Final = 300


def standing_now(deliverable: Deliverable) -> Standing:
    """Where it stands by all that is recorded."""
    standing = standing_at(deliverable, date.max)
    if standing is None:
        raise ValueError(f"{deliverable.reference} has no details.")
    return standing


def restand(session: Session, deliverable: Deliverable, on: date) -> None:
    """Flushes, then works `DeliverableStanding` out anew from the history as at `on`."""
    flush(session)
    # The clock may have been set back since the deliverable was recorded.
    day = max(on, deliverable.began_on)
    standing, detail = standing_at(deliverable, day), latest(deliverable.details, day)
    if standing is None or detail is None:
        raise ValueError(f"{deliverable.reference} has no details.")
    row = session.get(DeliverableStanding, deliverable.id)
    if row is None:
        row = DeliverableStanding(deliverable=deliverable, number=deliverable.number)
        session.add(row)
    row.action = standing.action
    row.action_sort = standing.action.lower()[:_SORTED_BY]
    row.priority = detail.priority
    row.objective_id = standing.objective_id
    row.owner = detail.owner
    row.status = standing.status
    row.percent = standing.percent
    row.updated_on = standing.updated_on
    row.due_text = standing.due.text
    row.due_ends = standing.due.end
    row.original_due_ends = standing.original_due.end
    row.has_open_request = standing.has_open_request
    row.starts_on = standing.starts_on
    row.due_changed_on = standing.due_changed_on
    row.rag_override = standing.override
    flush(session)


def before_of(update: ProgressUpdate | None) -> Before | None:
    """An update as the rules of progress take what stood before."""
    return Before(update.status, update.percent, update.effective_on) if update else None


def newest_update(deliverable: Deliverable) -> ProgressUpdate | None:
    """The newest update that stands."""
    standing = updates_that_stand(deliverable.updates)
    return standing[-1] if standing else None


def around(session: Session, deliverable: Deliverable, marks: Mapping[int, int], on: date) -> Around:
    """What the rules need to know around a new update; `marks` is the % of every milestone that stands after it."""
    return Around(
        today=on,
        began_on=deliverable.began_on,
        starts_on=standing_now(deliverable).starts_on,
        milestone_percent=percent_of(deliverable, marks),
        closed_years=frozenset(closed_years(session)),
    )


def percent_of(deliverable: Deliverable, marks: Mapping[int, int]) -> int | None:
    """The % that milestones give (RULES 1); None without milestones."""
    weights = {milestone.id: milestone.weight for milestone in deliverable.milestones}
    weighed = [(percent, weights[milestone_id]) for milestone_id, percent in marks.items()]
    return milestone_percent(weighed) if weighed else None


def check_open(deliverable: Deliverable) -> None:
    """Raises ClosedWorkKeepsItsRecord."""
    status = standing_now(deliverable).status
    if status.is_closed:
        raise ClosedWorkKeepsItsRecord(status)


def store_update(
    session: Session,
    deliverable: Deliverable,
    settled: SettledUpdate,
    *,
    by: Actor,
    on: date,
    note: str | None = None,
    marks: Mapping[int, int] | None = None,
    corrects: ProgressUpdate | None = None,
) -> ProgressUpdate:
    """Adds an update the rules accepted and logs it. Closing the work declines a request for another due date."""
    before = progress_words(deliverable, corrects or newest_update(deliverable))
    update = add_update(deliverable, settled, by=by, note=note, marks=marks)
    update.supersedes_id = corrects.id if corrects else None
    touch(deliverable)
    restand(session, deliverable, on)
    event = Event.PROGRESS_CORRECTED if corrects else MOVE_EVENTS[settled.move]
    after = {**progress_words(deliverable, update), **report_words(update)}
    changes = difference({**before, **(report_words(corrects) if corrects else {})}, after)
    record(session, event, by=by, subject=deliverable.reference, changes=changes, reason=settled.reason)
    if settled.status.is_closed:
        _let_request_lapse(session, deliverable, settled.status, by=by, on=on)
    return update


def add_update(
    deliverable: Deliverable,
    settled: SettledUpdate,
    *,
    by: Actor,
    note: str | None = None,
    marks: Mapping[int, int] | None = None,
) -> ProgressUpdate:
    """The row of an update, with the % of each milestone."""
    update = ProgressUpdate(
        effective_on=settled.effective_on,
        percent=settled.percent,
        status=settled.status,
        completed_on=settled.completed_on,
        note=note,
        reason=settled.reason,
        author=by.name,
    )
    update.milestone_marks = [
        MilestoneMark(milestone=milestone, percent=marks[milestone.id])
        for milestone in deliverable.milestones
        if marks and milestone.id in marks
    ]
    deliverable.updates.append(update)
    return update


def answer_request(session: Session, due: DueDate, *, accepted: bool, note: str | None, by: Actor, on: date) -> Changes:
    """The row of an answer to a request for another due date, where it stands after it, and its words for the log."""
    deliverable = due.deliverable
    before = due_words(deliverable)
    due.decision = DueDateDecision(accepted=accepted, decided_on=on, decided_by=by.name, note=note)
    touch(deliverable)
    restand(session, deliverable, on)
    answer = {"Due date asked for": (None, due.text), "Answer": (None, "Accepted" if accepted else "Declined")}
    return {**answer, **difference(before, due_words(deliverable))}


def progress_words(deliverable: Deliverable, update: ProgressUpdate | None) -> dict[str, str | None]:
    """What an update says of the work, for the log."""
    if update is None:
        return {"Status": ProgressStatus.NOT_STARTED.label, "Progress": "0%"}
    titles = {milestone.id: milestone.title for milestone in deliverable.milestones}
    marks = {f"Milestone “{titles[mark.milestone_id]}”": f"{mark.percent}%" for mark in update.milestone_marks}
    return {"Status": update.status.label, "Progress": f"{update.percent}%", **marks}


def report_words(update: ProgressUpdate) -> dict[str, str | None]:
    """What an update says of itself, for the log."""
    return {
        "Date of the update": dates.long_date(update.effective_on),
        "Date completed": dates.long_date(update.completed_on) if update.completed_on else None,
        "Note": update.note,
    }


def due_words(deliverable: Deliverable) -> dict[str, str | None]:
    """The due date in force, for the log."""
    return {"Date due": standing_now(deliverable).due.text}


def detail_words(detail: DeliverableDetail) -> dict[str, str | None]:
    """Wording, place, owner and start, for the log: names, not keys."""
    place = detail.priority
    return {
        "Action": detail.action,
        "Priority": f"{place.plan.code}, priority {place.number}: {place.title}",
        "Objective": f"{detail.objective.code} {detail.objective.title}" if detail.objective else None,
        "Owner": detail.owner.name,
        "Date work starts": dates.long_date(detail.starts_on) if detail.starts_on else None,
    }


def _let_request_lapse(
    session: Session, deliverable: Deliverable, status: ProgressStatus, *, by: Actor, on: date
) -> None:
    """A request nobody answered before the work was closed is declined in sight of all, not forgotten."""
    waiting = open_request(deliverable.due_dates, date.max)
    if waiting is None:
        return
    verb = "is" if status is ProgressStatus.COMPLETE else "was"
    note = f"Not answered before the work {verb} {status.label.lower()}."
    changes = answer_request(session, waiting, accepted=False, note=note, by=by, on=on)
    record(session, Event.DUE_DATE_DECLINED, by=by, subject=deliverable.reference, changes=changes, reason=note)
