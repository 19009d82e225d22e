"""Signing in and out, and a person's own password. The rows of a failed try must be committed like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts import queries
from tracker.accounts.commands import replace_password
from tracker.accounts.models import EndedSession, Person, SignInAttempt
from tracker.accounts.queries import actor_of
from tracker.accounts.rules_people import person_subject
from tracker.accounts.rules_sign_in import (
    FAILURES_COUNT_FOR,
    SESSION_LASTS,
    SignInRefused,
    ThrottleKeys,
    TooManyAttempts,
    WrongPassword,
    check_new_password,
    check_password,
    hash_password,
    wait_until,
)
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.writing import flush

NOBODY = Actor(name="Somebody not signed in")
UNKNOWN_ACCOUNT = "sign-in"


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    password: str
    throttle: ThrottleKeys


@dataclass(frozen=True, slots=True)
class ChangePassword:
    current: str
    new: str
    throttle: ThrottleKeys


@dataclass(frozen=True, slots=True)
class ConfirmPassword:
    """The password typed again, for an act that must be the person's own."""

    password: str
    throttle: ThrottleKeys


@dataclass(frozen=True, slots=True)
class UsePasswordLink:
    token: str
    new: str
    # Of the person whose link it is: a new password ends the wait that forgetting the old one led to.
    throttle: ThrottleKeys


def sign_in(session: Session, command: SignIn, *, at: datetime) -> Person:
    """Raises TooManyAttempts, with nothing checked; or SignInRefused, the failed try counted and logged (commit it).

    The same work is done, and the same rows are written, whether or not the address has an account.
    """
    _expect_patience(session, command.throttle, at)
    person = queries.person_by_email(session, command.email)
    check = check_password(person.password_hash if person else None, command.password)
    if person is None or not person.is_active or not check.matches:
        _count_failure(session, command.throttle, at)
        subject = person_subject(person.id) if person else UNKNOWN_ACCOUNT
        record(session, Event.SIGN_IN_FAILED, by=NOBODY, subject=subject)
        raise SignInRefused
    if check.outdated:
        person.password_hash = hash_password(command.password)
    _forget_failures(session, command.throttle.address)
    flush(session)
    record(session, Event.SIGNED_IN, by=actor_of(person), subject=person_subject(person.id))
    return person


def sign_out(session: Session, person: Person, session_key: str, *, at: datetime) -> None:
    """Ends one session for good: its cookie is worth nothing from now on, wherever a copy of it may be."""
    session.execute(delete(EndedSession).where(EndedSession.ended_at < at - SESSION_LASTS))
    session.add(EndedSession(session_key=session_key, ended_at=at))
    flush(session)
    record(session, Event.SIGNED_OUT, by=actor_of(person), subject=person_subject(person.id))


def change_password(session: Session, person: Person, command: ChangePassword, *, by: Actor, at: datetime) -> None:
    """Ends every session of the person, this one too: the caller begins a new one.

    Raises TooManyAttempts; WrongPassword, the failed try counted (commit it); or UnfitPassword.
    """
    _expect_patience(session, command.throttle, at)
    check_new_password(command.new, person.email)
    if not check_password(person.password_hash, command.current).matches:
        _count_failure(session, command.throttle, at)
        raise WrongPassword
    replace_password(session, person, command.new, at)
    _forget_failures(session, command.throttle.address)
    record(session, Event.PASSWORD_CHANGED, by=by, subject=person_subject(person.id))


def confirm_password(session: Session, person: Person, command: ConfirmPassword, *, at: datetime) -> None:
    """Raises TooManyAttempts, with nothing checked; or WrongPassword, the failed try counted and logged (commit it)."""
    _expect_patience(session, command.throttle, at)
    if not check_password(person.password_hash, command.password).matches:
        _count_failure(session, command.throttle, at)
        record(session, Event.PASSWORD_NOT_CONFIRMED, by=actor_of(person), subject=person_subject(person.id))
        raise WrongPassword
    _forget_failures(session, command.throttle.address)


def use_password_link(session: Session, command: UsePasswordLink, *, at: datetime) -> Person:
    """Sets the password, uses the link up, ends every session. Raises UnusableLink or UnfitPassword."""
    link = queries.usable_link(session, command.token, at=at)
    person = link.person
    check_new_password(command.new, person.email)
    link.used_at = at
    replace_password(session, person, command.new, at)
    _forget_failures(session, command.throttle.address)
    record(session, Event.PASSWORD_SET, by=actor_of(person), subject=person_subject(person.id))
    return person


def _expect_patience(session: Session, keys: ThrottleKeys, at: datetime) -> None:
    _one_at_a_time(session, keys)
    waits = [
        wait_until(queries.failures_since(session, key, at - FAILURES_COUNT_FOR), limit, at)
        for key, limit in keys.limits
    ]
    known = [until for until in waits if until is not None]
    if known:
        raise TooManyAttempts(max(known))


def _count_failure(session: Session, keys: ThrottleKeys, at: datetime) -> None:
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= at - FAILURES_COUNT_FOR))
    session.add_all([SignInAttempt(throttle_key=key, at=at) for key, _limit in keys.limits])
    flush(session)


def _forget_failures(session: Session, throttle_key: str) -> None:
    session.execute(delete(SignInAttempt).where(SignInAttempt.throttle_key == throttle_key))


def _one_at_a_time(session: Session, keys: ThrottleKeys) -> None:
    """Many tries sent at once must not all be checked before the first is counted. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        for key in sorted({keys.address, keys.network}):
            lock = int(key[:15], 16)
            session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
