"""The words of deliverables and the rules of their due dates (RULES 1).

Progress has its rules in `rules_progress`, the RAG rating in `rules_rag`, the reading of typed due dates in `due`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.dates import long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError


class ProgressStatus(StatusEnum):
    """Where the work stands, as its owner reports it."""

    NOT_STARTED = "not_started", "Not started", Shape.SQUARE, Tone.NEUTRAL
    IN_PROGRESS = "in_progress", "In progress", Shape.ARROW, Tone.INFORMATION
    DEFERRED = "deferred", "Deferred", Shape.DIAMOND, Tone.CAUTION
    COMPLETE = "complete", "Complete", Shape.TICK, Tone.DONE
    STOPPED = "stopped", "Stopped", Shape.SQUARE, Tone.NEUTRAL
    CARRIED_FORWARD = "carried_forward", "Carried forward", Shape.ARROW, Tone.NEUTRAL

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected of the work: it is never overdue and takes no updates."""
        return self in CLOSED


DECIDED: Final = frozenset({ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD})
"""What was decided of the work, not reported of it: no progress of the quarter it is dated in."""

CLOSED: Final = frozenset({ProgressStatus.COMPLETE, ProgressStatus.STOPPED, ProgressStatus.CARRIED_FORWARD})


class Rag(StatusEnum):
    """How the work is going (RULES 2)."""

    COMPLETE = "complete", "Complete", Shape.TICK, Tone.DONE
    RED = "red", "Red", Shape.TRIANGLE, Tone.BAD
    AMBER = "amber", "Amber", Shape.DIAMOND, Tone.CAUTION
    GREEN = "green", "Green", Shape.CIRCLE, Tone.GOOD


class Precision(LabelledEnum):
    """How exactly a due date was given. Half a year is given in quarters."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"


class QuarterReading(LabelledEnum):
    """Which year's quarter or half is meant where only one year was written."""

    CALENDAR = "calendar", "Calendar year, January to December"
    FINANCIAL = "financial", "Financial year, April to March"


class DueDateState(StatusEnum):
    """Where a due date stands: the first one given, a request, or the lead's answer to it."""

    ORIGINAL = "original", "Original", Shape.CIRCLE, Tone.NEUTRAL
    REQUESTED = "requested", "Requested", Shape.DIAMOND, Tone.CAUTION
    ACCEPTED = "accepted", "Accepted", Shape.TICK, Tone.GOOD
    DECLINED = "declined", "Declined", Shape.SQUARE, Tone.NEUTRAL


class PlanStatus(StatusEnum):
    DRAFT = "draft", "Draft", Shape.DIAMOND, Tone.CAUTION
    CURRENT = "current", "Current", Shape.CIRCLE, Tone.GOOD
    CLOSED = "closed", "Closed", Shape.SQUARE, Tone.NEUTRAL


class ReasonNeeded(DomainError):
    """The act needs a reason and none was given."""

    field = "reason"


class RedatingNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the due date should change.")


class ClosedWorkKeepsItsDate(DomainError):
    """Complete, stopped or carried-forward work is asked to be re-dated."""

    field = "due_text"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"This work is {status.label.lower()}, so its due date cannot change.")


class SameDueDate(DomainError):
    """The date asked for is the one in force, word for word and day for day."""

    field = "due_text"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"The due date is already {text}. Enter the new date you are asking for.")


class RequestWaiting(DomainError):
    """An earlier request has not been answered."""

    field = "due_text"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"The due date {text} has been asked for and awaits an answer. Ask again once it is answered.")


class AlreadyDecided(DomainError):
    """A due date that is not, or no longer, a request is accepted or declined."""

    def __init__(self, state: DueDateState) -> None:
        self.state = state
        super().__init__(f"This due date is no open request: it is marked {state.label.lower()}.")


class StartsAfterItIsDue(DomainError):
    """The work is to start after the last day of its due date."""

    field = "starts_on"

    def __init__(self, starts_on: date, end: date) -> None:
        self.starts_on = starts_on
        self.end = end
        super().__init__(f"The work cannot start after it is due, {long_date(end)}. Change one of the dates.")


class DueBeforeItStarts(DomainError):
    """A new due date would end before the work starts."""

    field = "due_text"

    def __init__(self, starts_on: date, end: date) -> None:
        self.starts_on = starts_on
        self.end = end
        super().__init__(
            f"The work starts on {long_date(starts_on)}, so it cannot be due by {long_date(end)}. "
            "Enter a later date, or change the date work starts first."
        )


def quoted(text: str, limit: int = 60) -> str:
    """The start of what was typed, fit for a message: one line, no control or direction marks, no surrogates."""
    line = "".join(mark if mark.isprintable() else " " for mark in text[: limit * 4])
    folded = " ".join(line.split())
    return folded if len(folded) <= limit else f"{folded[:limit]}…"


def days(number: int) -> str:
    """ "1 day", "12 days"."""
    return f"{number} day" if number == 1 else f"{number} days"


def due_date_state(number: int, accepted: bool | None) -> DueDateState:
    """The state of due date `number`; 1 is the original. `accepted` is the lead's answer, None before it."""
    if number == 1:
        return DueDateState.ORIGINAL
    if accepted is None:
        return DueDateState.REQUESTED
    return DueDateState.ACCEPTED if accepted else DueDateState.DECLINED


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A due date: the words as typed, the first and last day they mean, and how exactly they say it.

    `reading` is the answer where it had to be asked which year's quarter was meant, else None.
    """

    text: str
    start: date
    end: date
    precision: Precision
    reading: QuarterReading | None = None


def check_start(starts_on: date | None, end: date) -> None:
    """Whether the work starts by the last day of its due date. Raises StartsAfterItIsDue."""
    if starts_on is not None and starts_on > end:
        raise StartsAfterItIsDue(starts_on, end)


def check_due_after_start(starts_on: date | None, end: date) -> None:
    """Whether a new due date ends on or after the day the work starts. Raises DueBeforeItStarts."""
    if starts_on is not None and starts_on > end:
        raise DueBeforeItStarts(starts_on, end)


def check_redating(
    status: ProgressStatus, in_force: DuePeriod, asked: DuePeriod, reason: str | None, waiting: DuePeriod | None
) -> None:
    """Refuses a request for another due date. `waiting` is an unanswered request.

    Raises ClosedWorkKeepsItsDate, RequestWaiting, SameDueDate or RedatingNeedsReason.
    """
    if status.is_closed:
        raise ClosedWorkKeepsItsDate(status)
    if waiting is not None:
        raise RequestWaiting(waiting.text)
    if (asked.text, asked.start, asked.end) == (in_force.text, in_force.start, in_force.end):
        raise SameDueDate(in_force.text)
    if not has_words(reason):
        raise RedatingNeedsReason


def check_decision(state: DueDateState) -> None:
    """Refuses an answer to anything but an open request. Raises AlreadyDecided."""
    if state is not DueDateState.REQUESTED:
        raise AlreadyDecided(state)


def has_words(text: str | None) -> bool:
    """Whether anything but white space was written."""
    return bool(text and text.strip())


def is_overdue(end: date, status: ProgressStatus, on: date) -> bool:
    """Overdue on a day: the due period ended before it and the work is not closed."""
    return end < on and not status.is_closed


def days_overdue(end: date, on: date) -> int:
    """Whole days from the end of the due period to `on`; 0 up to and on its last day. Says nothing of the status."""
    return max(0, (on - end).days)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late open work is, in days, by the date in force and by the original one. Both 0 for closed work."""

    days: int
    days_from_original: int

    @property
    def is_overdue(self) -> bool:
        return self.days > 0

    @property
    def words(self) -> str:
        """For pages and reports; empty when there is nothing to say."""
        slipped = self.days_from_original > 0 and self.days_from_original != self.days
        after_original = f"{days(self.days_from_original)} past the original date"
        if not self.is_overdue:
            return after_original if slipped else ""
        return f"Overdue by {days(self.days)}" + (f", {after_original}" if slipped else "")


def lateness(original_end: date, end: date, status: ProgressStatus, on: date) -> Lateness:
    """How late the work is on a day. `end` is the last day of the due date in force, revised or not."""
    if status.is_closed:
        return Lateness(0, 0)
    return Lateness(days_overdue(end, on), days_overdue(original_end, on))
