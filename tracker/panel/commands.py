"""Arranging meetings, changing what is said of them, moving and cancelling them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.panel import queries
from tracker.panel.models import Meeting, MeetingMove
from tracker.panel.rules import MeetingState
from tracker.panel.rules_meetings import AlreadyCancelled, MeetingIsOver, NotMoved, check_meeting_day, check_times
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom the agenda names."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeMeeting:
    """`confirmed`: a weekend, a bank holiday or a day that has been is meant."""

    day: date
    starts_at: time
    venue: str
    ends_at: time | None = None
    contact: Contact = Contact()
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMeeting:
    """What can change without the meeting being another: when it ended, and whom to ask."""

    version: int
    ends_at: time | None
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMeeting:
    """Where and when it is from now on, and why."""

    version: int
    day: date
    starts_at: time
    ends_at: time | None
    venue: str
    reason: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    version: int
    reason: str


def arrange_meeting(session: Session, command: ArrangeMeeting, *, by: Actor, on: date) -> Meeting:
    """A second meeting on a day gets the next number. Raises DayOutOfReach, UnlikelyDay or EndsBeforeStart."""
    check_meeting_day(command.day, confirmed=command.confirmed, on=on)
    check_times(command.starts_at, command.ends_at)
    queue(session)
    meeting = Meeting(
        day=command.day,
        number=queries.next_number(session, command.day),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        venue=command.venue,
        contact_name=command.contact.name,
        contact_phone=command.contact.phone,
        contact_email=command.contact.email,
        state=MeetingState.PLANNED,
        moves=[],
    )
    session.add(meeting)
    flush(session)
    record(session, Event.MEETING_ARRANGED, by=by, subject=meeting.subject, changes=difference({}, _words(meeting)))
    return meeting


def change_meeting(session: Session, meeting: Meeting, command: ChangeMeeting, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, AlreadyCancelled or EndsBeforeStart."""
    expect_version(f"The meeting of {meeting.title}", meeting, command.version)
    check_stands(meeting)
    check_times(meeting.starts_at, command.ends_at)
    before = _words(meeting)
    meeting.ends_at = command.ends_at
    meeting.contact_name, meeting.contact_phone = command.contact.name, command.contact.phone
    meeting.contact_email = command.contact.email
    changes = difference(before, _words(meeting))
    if not changes:
        return False
    touch(meeting)
    flush(session)
    record(session, Event.MEETING_CHANGED, by=by, subject=meeting.subject, changes=changes)
    return True


def move_meeting(session: Session, meeting: Meeting, command: MoveMeeting, *, by: Actor, on: date) -> None:
    """To another day, time or place; its old address leads on.

    Raises Stale, AlreadyCancelled, MeetingIsOver, NotMoved, EndsBeforeStart, DayOutOfReach or UnlikelyDay.
    """
    expect_version(f"The meeting of {meeting.title}", meeting, command.version)
    check_movable(meeting, on)
    stood = (meeting.day, meeting.starts_at, meeting.ends_at, meeting.venue)
    if stood == (command.day, command.starts_at, command.ends_at, command.venue):
        raise NotMoved
    check_times(command.starts_at, command.ends_at)
    if command.day != meeting.day:
        check_meeting_day(command.day, confirmed=command.confirmed, on=on)
    before, subject = _words(meeting), meeting.subject
    move = MeetingMove(
        meeting=meeting,
        day=meeting.day,
        number=meeting.number,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        venue=meeting.venue,
        reason=command.reason,
        moved_on=on,
        moved_by=by.name,
    )
    session.add(move)
    if command.day != meeting.day:
        queue(session)
        meeting.number = queries.next_number(session, command.day, meeting)
    meeting.day, meeting.starts_at, meeting.ends_at = command.day, command.starts_at, command.ends_at
    meeting.venue = command.venue
    touch(meeting)
    flush(session)
    changes = difference(before, _words(meeting))
    for each in dict.fromkeys((subject, meeting.subject)):
        record(session, Event.MEETING_MOVED, by=by, subject=each, changes=changes, reason=command.reason)


def cancel_meeting(session: Session, meeting: Meeting, command: CancelMeeting, *, by: Actor, on: date) -> None:
    """It stays in sight. Raises Stale or AlreadyCancelled."""
    expect_version(f"The meeting of {meeting.title}", meeting, command.version)
    check_stands(meeting)
    meeting.state, meeting.cancelled_on, meeting.cancelled_reason = MeetingState.CANCELLED, on, command.reason
    touch(meeting)
    flush(session)
    changes = {"State": (MeetingState.PLANNED.label, MeetingState.CANCELLED.label)}
    record(session, Event.MEETING_CANCELLED, by=by, subject=meeting.subject, changes=changes, reason=command.reason)


def check_stands(meeting: Meeting) -> None:
    """Raises AlreadyCancelled."""
    if meeting.is_cancelled:
        raise AlreadyCancelled(meeting.title)


def check_movable(meeting: Meeting, on: date) -> None:
    """Raises AlreadyCancelled or MeetingIsOver."""
    check_stands(meeting)
    if meeting.day < on:
        raise MeetingIsOver(meeting.title)


def _words(meeting: Meeting) -> dict[str, str | None]:
    return {
        "Day": meeting.title,
        "Starts at": dates.clock(meeting.starts_at) if meeting.starts_at else None,
        "Ends at": dates.clock(meeting.ends_at) if meeting.ends_at else None,
        "Venue": meeting.venue,
        "Contact officer": meeting.contact_name,
        "Telephone": meeting.contact_phone,
        "Email address": meeting.contact_email,
    }
