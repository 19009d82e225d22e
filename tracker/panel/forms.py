"""Arranging a meeting, changing what is said of it, moving and cancelling it."""

from __future__ import annotations

from datetime import time
from typing import Any, Self, TypeVar

from wtforms.validators import StopValidation, ValidationError

from tracker.accounts.rules_people import BadEmail, check_email
from tracker.dates import clock
from tracker.panel.commands import ArrangeMeeting, CancelMeeting, ChangeMeeting, Contact, MoveMeeting
from tracker.panel.models import Meeting
from tracker.panel.rules_meetings import NotATime, UnlikelyDay, parse_time
from tracker.web.fields import Day, Line, Required, Text, Tick
from tracker.web.forms import BaseForm

F = TypeVar("F", bound=BaseForm)

TIME_HINT = "For example, 10:30 or 1:30pm"


class Clock(Line):
    """A time of day as people write it; `at` is the time, None for no answer."""

    at: time | None = None

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=20, **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ANN401  # WTForms' own
        if validation_stopped or not self.data:
            return
        try:
            self.at = parse_time(self.data)
        except NotATime as error:
            raise ValidationError(str(error)) from error


class PlaceFields:
    """Where and when. `confirmed` is asked only once the day was called unlikely."""

    refusal: Any

    day = Day("Day", wanted="the day of the meeting", validators=[Required("Enter the day of the meeting")])
    confirmed = Tick("Yes, the meeting is on this day")
    starts_at = Clock("Start", description=TIME_HINT, validators=[Required("Enter when the meeting starts")])
    ends_at = Clock("End, if it is set", description=TIME_HINT)
    venue = Line("Venue", description="Room, building and address", validators=[Required("Enter the venue")])

    @property
    def asks_again(self) -> bool:
        """Whether the person is asked if the day is meant."""
        return isinstance(self.refusal, UnlikelyDay) or bool(self.confirmed.data)

    @property
    def start(self) -> time:
        """Of a form that was found well-formed."""
        if self.starts_at.at is None:
            raise AssertionError("A form without a start is not well-formed")
        return self.starts_at.at


class ContactFields:
    """Whom the agenda names."""

    contact_name = Line("Contact officer’s name", limit=120)
    contact_phone = Line("Contact officer’s telephone number", limit=60)
    contact_email = Line("Contact officer’s email address", limit=254)

    def validate_contact_email(self, field: Line) -> None:
        if field.data:
            try:
                field.data = check_email(field.data)
            except BadEmail as error:
                raise StopValidation(str(error)) from error

    @property
    def contact(self) -> Contact:
        return Contact(name=self.contact_name.data, phone=self.contact_phone.data, email=self.contact_email.data)


class NewMeetingForm(PlaceFields, ContactFields, BaseForm):
    @classmethod
    def like(cls, last: Meeting | None) -> Self:
        """With the contact officer of the last meeting."""
        names = ("contact_name", "contact_phone", "contact_email")
        return cls(data={name: getattr(last, name) for name in names} if last else {})

    def to_command(self) -> ArrangeMeeting:
        return ArrangeMeeting(
            day=self.day.data,
            starts_at=self.start,
            ends_at=self.ends_at.at,
            venue=self.venue.data,
            contact=self.contact,
            confirmed=bool(self.confirmed.data),
        )


class ChangeMeetingForm(ContactFields, BaseForm):
    ends_at = Clock("End, if it is known", description=TIME_HINT)

    @classmethod
    def for_row(cls, meeting: Meeting, *, fresh: bool = False) -> Self:
        names = ("contact_name", "contact_phone", "contact_email", "version")
        data = {name: getattr(meeting, name) for name in names} | {"ends_at": _shown(meeting.ends_at)}
        return filled(cls, data, fresh=fresh)

    def to_command(self) -> ChangeMeeting:
        return ChangeMeeting(version=self.opened_at, ends_at=self.ends_at.at, contact=self.contact)


class MoveMeetingForm(PlaceFields, BaseForm):
    reason = Text(
        "Why it is moved",
        limit=1000,
        description="Stands on the page of the meeting.",
        validators=[Required("Enter why the meeting is moved")],
    )
    compared = frozenset({"day", "starts_at", "ends_at", "venue"})

    @classmethod
    def for_row(cls, meeting: Meeting, *, fresh: bool = False) -> Self:
        data = {"day": meeting.day, "venue": meeting.venue, "version": meeting.version} | {
            "starts_at": _shown(meeting.starts_at),
            "ends_at": _shown(meeting.ends_at),
        }
        return filled(cls, data, fresh=fresh)

    def to_command(self) -> MoveMeeting:
        return MoveMeeting(
            version=self.opened_at,
            day=self.day.data,
            starts_at=self.start,
            ends_at=self.ends_at.at,
            venue=self.venue.data,
            reason=self.reason.data,
            confirmed=bool(self.confirmed.data),
        )


class CancelMeetingForm(BaseForm):
    reason = Text(
        "Why it is cancelled",
        limit=1000,
        description="Stands on the page of the meeting.",
        validators=[Required("Enter why the meeting is cancelled")],
    )
    compared = frozenset()

    @classmethod
    def for_row(cls, meeting: Meeting, *, fresh: bool = False) -> Self:
        data = {"version": meeting.version}
        return filled(cls, data, fresh=fresh)

    def to_command(self) -> CancelMeeting:
        return CancelMeeting(self.opened_at, self.reason.data)


def _shown(at: time | None) -> str:
    return clock(at) if at else ""


def filled(cls: type[F], data: dict[str, Any], *, fresh: bool) -> F:
    """A form filled from a record, and with what was sent unless it is to show the record as it stands now."""
    return cls(formdata=None, data=data) if fresh else cls(data=data)
