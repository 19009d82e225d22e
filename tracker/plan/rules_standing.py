"""Where a deliverable stood on a day, folded from its history (DESIGN section 7, "As at").

Only what is dated on or before that day counts, and an update that was corrected counts nowhere. The history is taken
by its shape, so that mapped rows and plain values serve alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from tracker.plan.rules import DuePeriod, Precision, ProgressStatus, QuarterReading, Rag


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Dated(Protocol):
    @property
    def effective_on(self) -> date: ...


class Detail(Dated, Protocol):
    @property
    def action(self) -> str: ...
    @property
    def priority_id(self) -> int: ...
    @property
    def objective_id(self) -> int | None: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def owner(self) -> Named: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def position(self) -> int: ...


class Decision(Protocol):
    @property
    def accepted(self) -> bool: ...
    @property
    def decided_on(self) -> date: ...


class Due(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date: ...
    @property
    def precision(self) -> Precision: ...
    @property
    def reading(self) -> QuarterReading | None: ...
    @property
    def requested_on(self) -> date: ...
    @property
    def decision(self) -> Decision | None: ...


class Mark(Protocol):
    @property
    def milestone_id(self) -> int: ...
    @property
    def percent(self) -> int: ...


class Update(Dated, Protocol):
    @property
    def id(self) -> int: ...
    @property
    def percent(self) -> int: ...
    @property
    def status(self) -> ProgressStatus: ...
    @property
    def completed_on(self) -> date | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def supersedes_id(self) -> int | None: ...
    @property
    def milestone_marks(self) -> Sequence[Mark]: ...


class SetByHand(Dated, Protocol):
    @property
    def rag(self) -> Rag | None: ...
    @property
    def reason(self) -> str: ...


class Step(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def withdrawn_on(self) -> date | None: ...


class History(Protocol):
    """A deliverable. Each list is in the order of its days, and of recording within a day."""

    @property
    def began_on(self) -> date: ...
    @property
    def details(self) -> Sequence[Detail]: ...
    @property
    def due_dates(self) -> Sequence[Due]: ...
    @property
    def updates(self) -> Sequence[Update]: ...
    @property
    def overrides(self) -> Sequence[SetByHand]: ...


class HistoryWithSteps(Protocol):
    @property
    def updates(self) -> Sequence[Update]: ...
    @property
    def milestones(self) -> Sequence[Step]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A deliverable as it stood on a day.

    `due_number` 1 is the original due date, and `due_changed_on` the day a later one was accepted. `updated_on` None:
    no update yet, so not started at 0%. `first_complete_on`: for complete work, the day of the update that first said
    so.
    """

    action: str
    priority_id: int
    objective_id: int | None
    owner_id: int
    owner_name: str
    starts_on: date | None
    position: int
    due: DuePeriod
    original_due: DuePeriod
    due_number: int
    due_changed_on: date | None
    has_open_request: bool
    status: ProgressStatus
    percent: int
    completed_on: date | None
    updated_on: date | None
    note: str | None
    first_complete_on: date | None
    override: Rag | None
    override_reason: str | None


D = TypeVar("D", bound=Dated)
U = TypeVar("U", bound=Update)
Q = TypeVar("Q", bound=Due)


def standing_at(deliverable: History, day: date) -> Standing | None:
    """Where the deliverable stood at the end of `day`; None when it was not on the record yet."""
    detail = latest(deliverable.details, day)
    if deliverable.began_on > day or detail is None:
        return None
    due = due_in_force(deliverable.due_dates, day)
    updates = [update for update in updates_that_stand(deliverable.updates) if update.effective_on <= day]
    update = updates[-1] if updates else None
    override = latest(deliverable.overrides, day)
    return Standing(
        action=detail.action,
        priority_id=detail.priority_id,
        objective_id=detail.objective_id,
        owner_id=detail.owner_id,
        owner_name=detail.owner.name,
        starts_on=detail.starts_on,
        position=detail.position,
        due=period_of(due),
        original_due=period_of(min(deliverable.due_dates, key=lambda found: found.number)),
        due_number=due.number,
        due_changed_on=due.decision.decided_on if due.decision else None,
        has_open_request=open_request(deliverable.due_dates, day) is not None,
        status=update.status if update else ProgressStatus.NOT_STARTED,
        percent=update.percent if update else 0,
        completed_on=update.completed_on if update else None,
        updated_on=update.effective_on if update else None,
        note=update.note if update else None,
        first_complete_on=_first_complete_on(updates),
        override=override.rag if override else None,
        override_reason=override.reason if override and override.rag else None,
    )


def latest(history: Iterable[D], day: date) -> D | None:
    """The newest entry dated on or before `day`; of several on one day the last recorded."""
    found: D | None = None
    for entry in history:
        if entry.effective_on <= day and (found is None or entry.effective_on >= found.effective_on):
            found = entry
    return found


def updates_that_stand(updates: Sequence[U]) -> list[U]:
    """The updates nobody corrected, oldest first. A correction takes the place of what it corrects within its day."""
    by_id = {update.id: update for update in updates}
    superseded = {update.supersedes_id for update in updates}

    def place(update: U) -> tuple[date, int]:
        first = update
        while first.supersedes_id is not None:
            first = by_id[first.supersedes_id]
        return update.effective_on, first.id

    return sorted((update for update in updates if update.id not in superseded), key=place)


def due_in_force(due_dates: Sequence[Q], day: date) -> Q:
    """The due date in force on `day`: the last one accepted by then, else the original."""
    in_force = min(due_dates, key=lambda found: found.number)
    for due in sorted(due_dates, key=lambda found: found.number):
        if due.decision is not None and due.decision.accepted and due.decision.decided_on <= day:
            in_force = due
    return in_force


def open_request(due_dates: Iterable[Q], day: date) -> Q | None:
    """The request for another due date that was waiting for an answer at the end of `day`, if any."""
    for due in due_dates:
        waiting = due.decision is None or due.decision.decided_on > day
        if due.number > 1 and due.requested_on <= day and waiting:
            return due
    return None


def period_of(due: Due) -> DuePeriod:
    return DuePeriod(text=due.text, start=due.starts, end=due.ends, precision=due.precision, reading=due.reading)


def milestone_percents_at(deliverable: HistoryWithSteps, day: date) -> dict[int, int]:
    """The % of each milestone that stood on `day`, by its id; 0 for one no update has spoken of yet."""
    standing = [step.id for step in deliverable.milestones if step.withdrawn_on is None or step.withdrawn_on > day]
    percents = dict.fromkeys(standing, 0)
    for update in updates_that_stand(deliverable.updates):
        if update.effective_on <= day:
            percents.update({mark.milestone_id: mark.percent for mark in update.milestone_marks})
    return {milestone_id: percents[milestone_id] for milestone_id in standing}


def _first_complete_on(updates: Sequence[Update]) -> date | None:
    """Work that was reopened in between is complete only since the last time it became so."""
    first: date | None = None
    for update in updates:
        if update.status is not ProgressStatus.COMPLETE:
            first = None
        elif first is None:
            first = update.effective_on
    return first
