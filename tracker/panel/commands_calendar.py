"""The secret address under which somebody's calendar program reads the Panel's dates."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.accounts.rules_people import person_subject
from tracker.accounts.rules_sign_in import new_token, token_hash
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.panel import queries_calendar
from tracker.panel.models import CalendarAddress
from tracker.panel.rules_plan import NoCalendarAddress
from tracker.writing import flush


def make_address(session: Session, person: Person, *, by: Actor) -> str:
    """The secret of a new address; it exists nowhere else and cannot be read again. The one before stops working."""
    secret, row = new_token(), queries_calendar.address_of(session, person.id)
    if row is None:
        row = CalendarAddress(person_id=person.id)
        session.add(row)
    row.secret_hash, row.made_at, row.stopped_at = token_hash(secret), dates.now(), None
    flush(session)
    record(session, Event.CALENDAR_ADDRESS_MADE, by=by, subject=person_subject(person.id))
    return secret


def stop_address(session: Session, person: Person, *, by: Actor) -> None:
    """Whoever has it reads nothing any more. Raises NoCalendarAddress."""
    row = queries_calendar.address_of(session, person.id)
    if row is None or row.stopped_at is not None:
        raise NoCalendarAddress
    row.stopped_at = dates.now()
    flush(session)
    record(session, Event.CALENDAR_ADDRESS_STOPPED, by=by, subject=person_subject(person.id))
