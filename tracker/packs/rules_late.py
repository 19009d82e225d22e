"""Items and papers that come after the day by which the agenda must be public (section 100B(4) of the 1972 Act)."""

from __future__ import annotations

from datetime import date

from tracker.dates import long_date
from tracker.errors import DomainError


class UrgencyNeeded(DomainError):
    """A late item may be considered only where the chair is of the opinion that it is urgent, and says why."""

    field = "urgency"

    def __init__(self, publish_by: date) -> None:
        self.publish_by = publish_by
        super().__init__(
            f"Enter the chair’s reason why this is urgent: the agenda had to be public by {long_date(publish_by)}, and "
            "a later item can be considered only for a reason that the minutes give."
        )


class LateReasonNeeded(DomainError):
    """Publishing after the last lawful day is allowed, never without saying why."""

    field = "late_reason"

    def __init__(self, publish_by: date) -> None:
        self.publish_by = publish_by
        super().__init__(
            f"Enter why the pack is published late: it had to be public by {long_date(publish_by)}. "
            "The reason is kept in the log."
        )


class MeetingOver(DomainError):
    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"The meeting was on {long_date(day)}. Nothing can be added to its agenda now; "
            "what was said there belongs into the minutes."
        )


def is_late(on: date, publish_by: date) -> bool:
    """Whether `on` is after the last day on which the agenda gives the notice that the law asks for."""
    return on > publish_by


def check_item(on: date, publish_by: date, meeting: date, urgency: str) -> str | None:
    """The chair's reason to keep with a new item; None for one in time. Raises UrgencyNeeded and MeetingOver."""
    if on > meeting:
        raise MeetingOver(meeting)
    if not is_late(on, publish_by):
        return None
    if not urgency.strip():
        raise UrgencyNeeded(publish_by)
    return urgency.strip()


def check_publishing(on: date, publish_by: date, reason: str) -> str | None:
    """The reason to log for a pack published late; None for one in time. Raises LateReasonNeeded."""
    if not is_late(on, publish_by):
        return None
    if not reason.strip():
        raise LateReasonNeeded(publish_by)
    return reason.strip()


def printed_urgency(urgency: str) -> str:
    """What the agenda says of a late item."""
    return f"Late item. Why the chair considers it urgent: {urgency}"
