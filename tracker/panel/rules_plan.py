"""The forward work plan and what the Panel asked for: what is refused of them."""

from __future__ import annotations

from datetime import date

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.panel.rules import ForwardState, RequestState


class ItemIsClosed(DomainError):
    """What is done or withdrawn stays as it was."""

    def __init__(self, title: str, state: ForwardState) -> None:
        self.state = state
        super().__init__(f"“{title}” is {state.label.lower()}. Add it to the plan again if it comes back.")


class SameMeeting(DomainError):
    """The item is under this meeting already."""

    field = "meeting_id"

    def __init__(self) -> None:
        super().__init__("The item is under this meeting already. Choose another, or go back.")


class NoSuchMeeting(DomainError):
    """The meeting chosen was cancelled or is not there."""

    field = "meeting_id"

    def __init__(self) -> None:
        super().__init__("Choose a meeting that takes place, or none yet")


class NothingBeyond(DomainError):
    """The item is first or last already."""

    def __init__(self, title: str, *, up: bool) -> None:
        super().__init__(f"“{title}” is the {'first' if up else 'last'} item of its meeting already.")


class RequestIsClosed(DomainError):
    """What is answered or withdrawn stays as it was."""

    def __init__(self, number: int, state: RequestState) -> None:
        self.state = state
        super().__init__(f"Request {number} is {state.label.lower()}. Record a new one if the Panel asks again.")


class NotAnswered(DomainError):
    """There is no answer that could be corrected or taken back."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Request {number} has no answer yet. Record the answer first.")


class AnsweredBeforeAsked(DomainError):
    """An answer before the meeting at which it was asked, or after today."""

    field = "answered_on"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"The day of the answer must be from {long_date(first)}, the day it was asked, to today")
        self.first, self.last = first, last


class ChangeNeedsReason(DomainError):
    """Who owes it, or by when, was agreed with the Panel."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter why the owner or the day it is due changes")


class AskedInTheFuture(DomainError):
    """Nothing is asked at a meeting before it is held."""

    field = "meeting_id"

    def __init__(self) -> None:
        super().__init__("Choose a meeting that has been, or is today")


class DueBeforeAsked(DomainError):
    """Nothing is owed before it was asked."""

    field = "due_on"

    def __init__(self, asked_on: date) -> None:
        self.asked_on = asked_on
        super().__init__(f"The day it is due must not be before {long_date(asked_on)}, the day it was asked")


class NoCalendarAddress(DomainError):
    """There is nothing to stop."""

    def __init__(self) -> None:
        super().__init__("You have no address for the calendar. Make one first.")


def check_answered_on(asked_on: date, answered_on: date, on: date) -> None:
    """Raises AnsweredBeforeAsked."""
    if not asked_on <= answered_on <= on:
        raise AnsweredBeforeAsked(asked_on, on)


def check_due_on(asked_on: date, due_on: date | None) -> None:
    """Raises DueBeforeAsked."""
    if due_on is not None and due_on < asked_on:
        raise DueBeforeAsked(asked_on)
