"""Actions against risks and issues: where one stands on a day, and what is refused (RULES 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from tracker.access import Role
from tracker.dates import long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import StatusEnum
from tracker.errors import DomainError
from tracker.plan.rules import ReasonNeeded, has_words
from tracker.plan.rules_refusals import PercentOutOfRange
from tracker.plan.rules_standing import Dated, latest
from tracker.risks.rules_changes import RISK_OWNERS, DayNotYetCome, DayTooEarly

DONE: Final = 100


class ActionStatus(StatusEnum):
    """Worked out from its %, its due date and whether it was withdrawn."""

    PLANNED = "planned", "Planned", Shape.CIRCLE, Tone.NEUTRAL
    UNDER_WAY = "under_way", "Under way", Shape.ARROW, Tone.INFORMATION
    OVERDUE = "overdue", "Overdue", Shape.TRIANGLE, Tone.BAD
    DONE = "done", "Done", Shape.TICK, Tone.DONE
    WITHDRAWN = "withdrawn", "Withdrawn", Shape.SQUARE, Tone.NEUTRAL


class TitleMissing(DomainError):
    field = "title"

    def __init__(self) -> None:
        super().__init__("Enter what will be done")


class CannotOwnAction(DomainError):
    """Somebody disabled, or a role that owns no actions. `name` None: no such person."""

    field = "owner_id"

    def __init__(self, name: str | None) -> None:
        self.name = name
        roles = ", ".join(sorted(role.label for role in RISK_OWNERS))
        who = f"{name} cannot own an action." if name else "This person is not on the list any more."
        super().__init__(f"{who} Select somebody who can sign in and is one of these: {roles}; or nobody yet.")


class ActionWithdrawn(DomainError):
    """A withdrawn action is asked to change, to progress or to be withdrawn again."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Action {number} was withdrawn, so it cannot change. Add a new action instead.")


class DueBeforePlanned(DomainError):
    """An action would be late from the start."""

    field = "due_text"

    def __init__(self, ends_on: date, began_on: date) -> None:
        self.ends_on = ends_on
        self.began_on = began_on
        super().__init__(
            f"The action is planned from {long_date(began_on)}, so it cannot be due by {long_date(ends_on)}. "
            "Enter a date due that is not over by then."
        )


class LowerNeedsNote(DomainError):
    field = "note"

    def __init__(self, before: int, after: int) -> None:
        self.before = before
        self.after = after
        super().__init__(f"Enter why progress goes down from {before}% to {after}%.")


class NewDateNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the due date changes")


class WithdrawingNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the action is withdrawn")


class ActionUpdate(Dated, Protocol):
    @property
    def percent(self) -> int: ...
    @property
    def note(self) -> str | None: ...
    @property
    def author(self) -> str: ...


class Action(Protocol):
    @property
    def began_on(self) -> date: ...
    @property
    def due_ends(self) -> date: ...
    @property
    def withdrawn_on(self) -> date | None: ...
    @property
    def updates(self) -> Sequence[ActionUpdate]: ...


@dataclass(frozen=True, slots=True)
class ActionPosition:
    """An action as it stood on a day. `newest` None: no update yet, so it is at 0%."""

    percent: int
    status: ActionStatus
    newest: ActionUpdate | None


def action_at(action: Action, day: date) -> ActionPosition | None:
    """Where it stood at the end of `day`; None when it was not planned yet."""
    if action.began_on > day:
        return None
    newest = latest(action.updates, day)
    percent = newest.percent if newest else 0
    return ActionPosition(percent, _status(action, percent, day), newest)


def _status(action: Action, percent: int, day: date) -> ActionStatus:
    if action.withdrawn_on is not None and action.withdrawn_on <= day:
        return ActionStatus.WITHDRAWN
    if percent == DONE:
        return ActionStatus.DONE
    if action.due_ends < day:
        return ActionStatus.OVERDUE
    return ActionStatus.UNDER_WAY if percent else ActionStatus.PLANNED


def check_title(title: str | None) -> None:
    """Raises TitleMissing."""
    if not has_words(title):
        raise TitleMissing


def check_due(due_ends: date, began_on: date) -> None:
    """Raises DueBeforePlanned."""
    if due_ends < began_on:
        raise DueBeforePlanned(due_ends, began_on)


def check_action_owner(name: str, role: Role, *, is_active: bool) -> None:
    """Who may own a risk may own an action. Raises CannotOwnAction."""
    if not is_active or role not in RISK_OWNERS:
        raise CannotOwnAction(name)


def check_stands(number: int, withdrawn_on: date | None) -> None:
    """Raises ActionWithdrawn."""
    if withdrawn_on is not None:
        raise ActionWithdrawn(number)


def check_update(
    percent: int, effective_on: date, note: str | None, *, newest: ActionUpdate | None, began_on: date, today: date
) -> None:
    """Whether an update follows from the newest one.

    Raises PercentOutOfRange, DayNotYetCome, DayTooEarly or LowerNeedsNote.
    """
    if not 0 <= percent <= DONE:
        raise PercentOutOfRange(str(percent))
    if effective_on > today:
        raise DayNotYetCome(effective_on, "effective_on")
    if effective_on < began_on:
        raise DayTooEarly(effective_on, began_on, "This action was planned on", "effective_on")
    if newest is None:
        return
    if effective_on < newest.effective_on:
        raise DayTooEarly(effective_on, newest.effective_on, "Its last update is dated", "effective_on")
    if percent < newest.percent and not has_words(note):
        raise LowerNeedsNote(newest.percent, percent)


def check_new_date(reason: str | None, *, changes: bool) -> None:
    """Raises NewDateNeedsReason."""
    if changes and not has_words(reason):
        raise NewDateNeedsReason


def check_withdrawal(reason: str | None) -> None:
    """Raises WithdrawingNeedsReason."""
    if not has_words(reason):
        raise WithdrawingNeedsReason
