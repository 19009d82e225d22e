"""The session of somebody signed in: a signed cookie that names the person, and ends by age, idleness or a change."""

from __future__ import annotations

import secrets
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import g
from flask import session as cookie

from tracker import dates
from tracker.access import Actor
from tracker.accounts import queries
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of
from tracker.accounts.rules import Office
from tracker.accounts.rules_sign_in import SessionEnd, session_end
from tracker.writing import session

_OPEN: Final = "open"
_ENDED: Final = "ended"
_SEEN_EVERY: Final = timedelta(minutes=1)
"""How stale the last-seen moment may get, so that not every answer sets the cookie again."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What the cookie says. Moments are whole seconds since 1970, UTC."""

    person_id: int
    epoch: int
    key: str
    signed_in_at: int
    last_seen: int
    stays: bool


def start_session(person: Person, *, stays: bool = False) -> None:
    """Begins a session from nothing, so that nothing known before sign-in is worth anything after it.

    One that `stays` is not ended by being left alone.
    """
    cookie.clear()
    now = int(dates.now().timestamp())
    _keep(OpenSession(person.id, person.session_epoch, secrets.token_urlsafe(24), now, now, stays))


def forget_session() -> None:
    """Empties the cookie."""
    cookie.clear()


def session_key() -> str:
    """The name of the session that is open. Only for views that need sign-in."""
    opened = _read()
    return opened.key if opened else ""


def session_stays() -> bool:
    """Whether the session that is open is not ended by being left alone."""
    opened = _read()
    return opened is not None and opened.stays


def why_ended() -> SessionEnd | None:
    """Why the last session ended by itself; said once."""
    found = cookie.pop(_ENDED, None)
    return next((end for end in SessionEnd if end.value == found), None)


def load_actor() -> Actor | None:
    """Who the cookie's session belongs to, at the cost of one query; None and an empty cookie when it is over."""
    g.person = None
    opened = _read()
    if opened is None:
        return None
    now = dates.now()
    end = session_end(_moment(opened.signed_in_at), _moment(opened.last_seen), now, stays=opened.stays)
    person = None if end else queries.signed_in_person(session(), opened.person_id, opened.key)
    if person is None or person.session_epoch != opened.epoch:
        cookie.clear()
        cookie[_ENDED] = (end or SessionEnd.CHANGED).value
        return None
    if now - _moment(opened.last_seen) >= _SEEN_EVERY:
        _keep(replace(opened, last_seen=int(now.timestamp())))
    g.person = person
    return actor_of(person)


def person() -> Person | None:
    """The person signed in, for pages; None for everybody else."""
    found: Person | None = g.get("person")
    return found


def signed_in_person() -> Person:
    """The person signed in. Only for views that need sign-in."""
    found: Person = g.person
    return found


def office() -> Office:
    """The office's settings in force today, read once per request."""
    if "office" not in g:
        g.office = queries.office_as_at(session(), dates.today())
    found: Office = g.office
    return found


def _read() -> OpenSession | None:
    match cookie.get(_OPEN):
        case [int(person_id), int(epoch), str(key), int(signed_in_at), int(last_seen), bool(stays)]:
            return OpenSession(person_id, epoch, key, signed_in_at, last_seen, stays)
    return None


def _keep(opened: OpenSession) -> None:
    cookie[_OPEN] = list(astuple(opened))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
