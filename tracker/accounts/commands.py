"""Changing people: who has an account, with which role, and the one-use links that let them set a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor, Role
from tracker.accounts import queries
from tracker.accounts.models import PasswordLink, Person
from tracker.accounts.rules_people import (
    AlreadyDisabled,
    DisabledPerson,
    EmailTaken,
    LastAdministrator,
    NotDisabled,
    check_email,
    person_subject,
)
from tracker.accounts.rules_sign_in import LINK_LASTS, hash_password, new_token, token_hash
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import Duplicate
from tracker.writing import expect_version, flush


@dataclass(frozen=True, slots=True)
class CreatePerson:
    name: str
    email: str
    role: Role
    job_title: str | None = None


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """`version` is the one the form was opened at; None from the command line, which opens no form."""

    version: int | None
    name: str
    email: str
    role: Role
    job_title: str | None


@dataclass(frozen=True, slots=True)
class DisablePerson:
    version: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class EnablePerson:
    version: int | None
    reason: str


def create_person(session: Session, command: CreatePerson, *, by: Actor) -> Person:
    """An account without a password: a one-use link sets it. Raises BadEmail or EmailTaken."""
    person = Person(name=command.name, email=check_email(command.email), role=command.role, job_title=command.job_title)
    _refuse_taken(session, person.email, None)
    session.add(person)
    _flush_person(session, person.email)
    record(
        session, Event.PERSON_CREATED, by=by, subject=person_subject(person.id), changes=difference({}, _words(person))
    )
    return person


def change_person(session: Session, person: Person, command: ChangePerson, *, by: Actor) -> None:
    """Name, email address, role and job title. Raises Stale, BadEmail, EmailTaken or LastAdministrator."""
    _expect(person, command.version)
    before = _words(person)
    email = check_email(command.email)
    _refuse_taken(session, email, person.id)
    if command.role is not Role.ADMINISTRATOR:
        _keep_an_administrator(session, person)
    person.name, person.email, person.role, person.job_title = command.name, email, command.role, command.job_title
    changes = difference(before, _words(person))
    if changes:
        _flush_person(session, email)
        record(session, Event.PERSON_CHANGED, by=by, subject=person_subject(person.id), changes=changes)


def change_role(session: Session, person: Person, role: Role, *, by: Actor) -> None:
    """The role alone. It holds from the person's next page on. Raises LastAdministrator."""
    same = ChangePerson(None, person.name, person.email, role, person.job_title)
    change_person(session, person, same, by=by)


def disable_person(session: Session, person: Person, command: DisablePerson, *, by: Actor) -> None:
    """Ends every session and open link of the person at once. Raises Stale, AlreadyDisabled or LastAdministrator."""
    _expect(person, command.version)
    if not person.is_active:
        raise AlreadyDisabled(person.name)
    _keep_an_administrator(session, person)
    now = dates.now()
    person.disabled_at = now
    person.session_epoch += 1
    _close_links(session, person, now)
    flush(session)
    record(session, Event.PERSON_DISABLED, by=by, subject=person_subject(person.id), reason=command.reason)


def enable_person(session: Session, person: Person, command: EnablePerson, *, by: Actor) -> None:
    """Lets the person sign in again, with the password they had. Raises Stale or NotDisabled."""
    _expect(person, command.version)
    if person.is_active:
        raise NotDisabled(person.name)
    person.disabled_at = None
    flush(session)
    record(session, Event.PERSON_ENABLED, by=by, subject=person_subject(person.id), reason=command.reason)


def make_password_link(session: Session, person: Person, *, by: Actor) -> str:
    """The token of a new one-use link; it exists nowhere else and cannot be read again. Earlier links stop working.

    Raises DisabledPerson.
    """
    if not person.is_active:
        raise DisabledPerson(person.name)
    now = dates.now()
    _close_links(session, person, now)
    token = new_token()
    session.add(
        PasswordLink(person_id=person.id, token_hash=token_hash(token), made_at=now, expires_at=now + LINK_LASTS)
    )
    flush(session)
    record(session, Event.LINK_SENT, by=by, subject=person_subject(person.id))
    return token


def set_password(session: Session, person: Person, password: str, *, by: Actor) -> None:
    """Sets a password as given and ends every session and open link of the person.

    What a person chooses is checked before it comes here; what the installer of a demonstration chooses is theirs.
    """
    replace_password(session, person, password, dates.now())
    record(session, Event.PASSWORD_CHANGED, by=by, subject=person_subject(person.id))


def replace_password(session: Session, person: Person, password: str, now: datetime) -> None:
    """The rows of every way to set a password, without the check before and the log entry after."""
    person.password_hash = hash_password(password)
    person.session_epoch += 1
    _close_links(session, person, now)
    flush(session)


def _close_links(session: Session, person: Person, now: datetime) -> None:
    for link in queries.open_links(session, person.id, now):
        link.expires_at = now


def _keep_an_administrator(session: Session, person: Person) -> None:
    is_one = person.role is Role.ADMINISTRATOR and person.is_active
    if is_one and queries.other_administrators(session, person.id) == 0:
        raise LastAdministrator(person.name)


def _refuse_taken(session: Session, email: str, person_id: int | None) -> None:
    holder = queries.person_by_email(session, email)
    if holder is not None and holder.id != person_id:
        raise EmailTaken(email)


def _flush_person(session: Session, email: str) -> None:
    # Two administrators can enter the same address at once; an address is the only thing unique about a person.
    try:
        flush(session)
    except Duplicate as error:
        raise EmailTaken(email) from error


def _expect(person: Person, version: int | None) -> None:
    if version is not None:
        expect_version(person.name, person, version)


def _words(person: Person) -> dict[str, str | None]:
    return {
        "Name": person.name,
        "Email address": person.email,
        "Role": person.role.label,
        "Job title": person.job_title,
    }
