"""Who stands in for whom, and the office's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts import queries
from tracker.accounts.models import Deputy, OfficeSetting, Person
from tracker.accounts.rules import (
    DEFAULTS,
    OfficeKey,
    SettingInThePast,
    SettingUnchanged,
    check_setting,
    setting_subject,
)
from tracker.accounts.rules_people import (
    AlreadyDeputy,
    CannotDeputise,
    DeputyEnded,
    check_deputy_days,
    check_last_day,
    days_overlap,
    person_subject,
)
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.writing import expect_version, flush


@dataclass(frozen=True, slots=True)
class NameDeputy:
    """From and until a day, both included; no last day means until it is ended."""

    deputy_id: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class EndDeputy:
    """`last_day` None ends it straight away, even before its first day."""

    version: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SetOffice:
    """`opened_at` is the id of the newest row of the setting the person saw, 0 for none; None from the command line."""

    key: OfficeKey
    value: str
    effective_on: date
    opened_at: int | None = None


def name_deputy(session: Session, owner: Person, command: NameDeputy, *, by: Actor, on: date) -> Deputy:
    """Raises CannotDeputise, BadDeputyDay or AlreadyDeputy."""
    candidates = {person.id: person for person in queries.possible_deputies(session, owner.id)}
    chosen = candidates.get(command.deputy_id)
    if chosen is None:
        raise CannotDeputise
    check_deputy_days(command.starts_on, command.ends_on, on=on)
    for other in queries.deputies_of(session, owner.id):
        named = other.deputy_id == chosen.id and other.withdrawn_at is None
        if named and days_overlap(command.starts_on, command.ends_on, other.starts_on, other.ends_on):
            raise AlreadyDeputy(chosen.name)
    deputy = Deputy(person_id=owner.id, deputy=chosen, starts_on=command.starts_on, ends_on=command.ends_on)
    session.add(deputy)
    flush(session)
    changes = {
        "Deputy": (None, chosen.name),
        "First day": (None, dates.long_date(command.starts_on)),
        "Last day": (None, _last_day(command.ends_on)),
    }
    record(session, Event.DEPUTY_NAMED, by=by, subject=person_subject(owner.id), changes=changes)
    return deputy


def end_deputy(session: Session, deputy: Deputy, command: EndDeputy, *, by: Actor, on: date) -> None:
    """Raises Stale, DeputyEnded or BadDeputyDay."""
    name = deputy.deputy.name
    expect_version(name, deputy, command.version)
    if deputy.withdrawn_at is not None or (deputy.ends_on is not None and deputy.ends_on < on):
        raise DeputyEnded(name)
    before = _last_day(deputy.ends_on)
    if command.last_day is None:
        deputy.withdrawn_at = dates.now()
        after = "Straight away"
    else:
        check_last_day(command.last_day, deputy.starts_on, deputy.ends_on, on=on)
        deputy.ends_on = command.last_day
        after = _last_day(deputy.ends_on)
    flush(session)
    changes = {"Deputy": (name, name), "Last day": (before, after)}
    record(session, Event.DEPUTY_ENDED, by=by, subject=person_subject(deputy.person_id), changes=changes)


def set_office(session: Session, command: SetOffice, *, by: Actor, on: date) -> OfficeSetting:
    """Adds a value that is in force from its day on; the history stays.

    Raises Stale, BadOfficeSetting, SettingInThePast, or SettingUnchanged when the day would have that value anyway.
    """
    newest = max((row.id for row in queries.setting_history(session, command.key)), default=0)
    if command.opened_at is not None and command.opened_at != newest:
        raise Stale(command.key.label, command.opened_at, newest)
    value = check_setting(command.key, command.value)
    if command.effective_on < on:
        raise SettingInThePast
    standing = queries.settings_in_force(session, command.effective_on).get(command.key)
    before = standing.value if standing else DEFAULTS[command.key]
    if value == before:
        raise SettingUnchanged(command.key)
    row = OfficeSetting(key=command.key.value, value=value, effective_on=command.effective_on, set_by=by.name)
    session.add(row)
    flush(session)
    changes = {command.key.label: (before, value), "From": (None, dates.long_date(command.effective_on))}
    record(session, Event.SETTING_CHANGED, by=by, subject=setting_subject(command.key), changes=changes)
    return row


def _last_day(day: date | None) -> str:
    return dates.long_date(day) if day else "Until ended"
