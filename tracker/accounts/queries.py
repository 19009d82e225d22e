"""Reading people, deputies and the office's settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Actor, Role, Tie
from tracker.accounts.models import (
    Deputy,
    EndedSession,
    OfficeHolder,
    OfficeSetting,
    PasswordLink,
    Person,
    SignInAttempt,
)
from tracker.accounts.rules import Office, OfficeKey, office_from
from tracker.accounts.rules_people import normal_email, roles_with
from tracker.accounts.rules_sign_in import UnusableLink, link_is_open, token_hash
from tracker.db import LARGEST_KEY
from tracker.errors import NotFound

"""An address can name any number; the database's keys end here."""


def person(session: Session, person_id: int) -> Person:
    """Raises NotFound."""
    found = session.get(Person, person_id) if person_id <= LARGEST_KEY else None
    if found is None:
        raise NotFound("person", str(person_id))
    return found


def person_by_email(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(Person.email == normal_email(email))).one_or_none()


def people(session: Session) -> Sequence[Person]:
    """Everybody, active first, by name."""
    return session.scalars(select(Person).order_by(Person.disabled_at.is_not(None), Person.name, Person.id)).all()


def people_with_role(session: Session, role: Role) -> Sequence[Person]:
    """The active people with this role, by name."""
    return session.scalars(
        select(Person).where(Person.disabled_at.is_(None), Person.role == role).order_by(Person.name, Person.id)
    ).all()


def deliverable_owners(session: Session) -> Sequence[Person]:
    """Everybody whose role can own deliverables, disabled people too: theirs may not be handed over yet. By name."""
    return session.scalars(
        select(Person).where(Person.role.in_(roles_with(Tie.OWNER))).order_by(Person.name, Person.id)
    ).all()


def owner_choices(session: Session) -> Sequence[tuple[int, str]]:
    """(id, name) of all whose role can own deliverables, for the filter of a list."""
    return [(row[0], row[1]) for row in session.execute(_OWNERS)]


def actor_of(person: Person) -> Actor:
    """The person as the one who acts."""
    return Actor(name=person.name, person_id=person.id, role=person.role)


def signed_in_person(session: Session, person_id: int, session_key: str) -> Person | None:
    """The person of a session; None when they are disabled or have signed out of it."""
    return session.scalars(_SIGNED_IN, {"person_id": person_id, "session_key": session_key}).one_or_none()


def other_administrators(session: Session, person_id: int) -> int:
    """How many other administrators can sign in. On PostgreSQL their rows stay locked until the transaction ends."""
    found = session.scalars(
        select(Person.id)
        .where(Person.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    ).all()
    return len([each for each in found if each != person_id])


def usable_link(session: Session, token: str, *, at: datetime) -> PasswordLink:
    """The one-use link with this token, its person with it. Raises UnusableLink, for whatever reason."""
    link = session.scalars(
        select(PasswordLink)
        .where(PasswordLink.token_hash == token_hash(token))
        .options(joinedload(PasswordLink.person))
    ).one_or_none()
    if link is None or not link.person.is_active or not link_is_open(link.expires_at, link.used_at, at):
        raise UnusableLink
    return link


def open_links(session: Session, person_id: int, now: datetime) -> Sequence[PasswordLink]:
    """The links that could still set this person's password."""
    return session.scalars(
        select(PasswordLink)
        .where(PasswordLink.person_id == person_id, PasswordLink.used_at.is_(None), PasswordLink.expires_at > now)
        .order_by(PasswordLink.id)
    ).all()


def failures_since(session: Session, throttle_key: str, since: datetime) -> Sequence[datetime]:
    """When tries under this key failed, oldest first."""
    return session.scalars(
        select(SignInAttempt.at)
        .where(SignInAttempt.throttle_key == throttle_key, SignInAttempt.at > since)
        .order_by(SignInAttempt.at)
    ).all()


def owners_deputised_to(session: Session, person_id: int, on: date) -> frozenset[int]:
    """The ids of the people whose deputy this person is on that day."""
    return frozenset(session.scalars(select(Deputy.person_id).where(Deputy.deputy_id == person_id, *_in_force(on))))


def deputies_on(session: Session, owner_ids: Collection[int], on: date) -> Sequence[Person]:
    """The active people who are deputies of any of these people on that day, each once, by name."""
    named = select(Deputy.deputy_id).where(Deputy.person_id.in_(owner_ids), *_in_force(on))
    return session.scalars(
        select(Person).where(Person.disabled_at.is_(None), Person.id.in_(named)).order_by(Person.name, Person.id)
    ).all()


def chief_executive_behind(session: Session, person_id: int, on: date) -> Person | None:
    """The active Chief Executive who named this person their deputy for the day; None where nobody did."""
    return chief_executive_among(session, owners_deputised_to(session, person_id, on))


def chief_executive_among(session: Session, person_ids: Collection[int]) -> Person | None:
    """The active Chief Executive among these people; None where there is none. No query for nobody."""
    if not person_ids:
        return None
    wanted = select(Person).where(
        Person.id.in_(person_ids), Person.role == Role.CHIEF_EXECUTIVE, Person.disabled_at.is_(None)
    )
    return session.scalars(wanted.order_by(Person.id).limit(1)).one_or_none()


def deputy(session: Session, deputy_id: int, owner_id: int) -> Deputy:
    """One of this owner's deputies. Raises NotFound, also for somebody else's."""
    found = session.scalars(
        select(Deputy)
        .where(Deputy.id == min(deputy_id, LARGEST_KEY), Deputy.person_id == owner_id)
        .options(joinedload(Deputy.deputy))
    ).one_or_none()
    if found is None:
        raise NotFound("deputy", str(deputy_id))
    return found


def deputies_of(session: Session, person_id: int) -> Sequence[Deputy]:
    """Everybody this person ever named, newest first."""
    return session.scalars(
        select(Deputy)
        .where(Deputy.person_id == person_id)
        .order_by(Deputy.starts_on.desc(), Deputy.id.desc())
        .options(joinedload(Deputy.deputy))
    ).all()


def possible_deputies(session: Session, person_id: int) -> Sequence[Person]:
    """The active people whose role can stand in for this person, by name."""
    return session.scalars(
        select(Person)
        .where(Person.disabled_at.is_(None), Person.role.in_(roles_with(Tie.DEPUTY)), Person.id != person_id)
        .order_by(Person.name, Person.id)
    ).all()


def office_as_at(session: Session, on: date) -> Office:
    """The office's settings in force on that day; the defaults for whatever was never set."""
    known = {key.value: key for key in OfficeKey}
    return office_from({known[key]: value for key, value in session.execute(_VALUES, {"on": on}) if key in known})


def setting_history(session: Session, key: OfficeKey) -> Sequence[OfficeSetting]:
    """Every value this setting was given, newest first."""
    return session.scalars(
        select(OfficeSetting)
        .where(OfficeSetting.key == key.value)
        .order_by(OfficeSetting.effective_on.desc(), OfficeSetting.id.desc())
    ).all()


def settings_in_force(session: Session, on: date) -> Mapping[OfficeKey, OfficeSetting]:
    """The row each setting gets its value from on that day; keys that were never set are absent."""
    known = {key.value: key for key in OfficeKey}
    rows = session.scalars(
        select(OfficeSetting)
        .where(OfficeSetting.effective_on <= on, OfficeSetting.key.in_(known))
        .order_by(OfficeSetting.effective_on, OfficeSetting.id)
    )
    return {known[row.key]: row for row in rows}


def holder_of(session: Session, office: str, on: date) -> OfficeHolder | None:
    """Who held a public office on that day; an unknown first or last day leaves that end open."""
    return session.scalars(
        select(OfficeHolder)
        .where(
            OfficeHolder.office == office,
            or_(OfficeHolder.from_day.is_(None), OfficeHolder.from_day <= on),
            or_(OfficeHolder.to_day.is_(None), OfficeHolder.to_day >= on),
        )
        .order_by(OfficeHolder.from_day.desc(), OfficeHolder.id)
        .limit(1)
    ).one_or_none()


def _in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Deputy.withdrawn_at.is_(None),
        Deputy.starts_on <= on,
        or_(Deputy.ends_on.is_(None), Deputy.ends_on >= on),
    )


# Written once: every page asks these, and building them anew would cost as much as running them.
_SETTING: Final = OfficeSetting.__table__.c
_VALUES: Final = (
    select(_SETTING.key, _SETTING.value)
    .where(_SETTING.effective_on <= bindparam("on"))
    .order_by(_SETTING.effective_on, _SETTING.id)
)
_SIGNED_IN: Final = select(Person).where(
    Person.id == bindparam("person_id"),
    Person.disabled_at.is_(None),
    ~select(EndedSession.id).where(EndedSession.session_key == bindparam("session_key")).exists(),
)
_PERSON: Final = Person.__table__.c
_OWNERS: Final = (
    select(_PERSON.id, _PERSON.name).where(_PERSON.role.in_(roles_with(Tie.OWNER))).order_by(_PERSON.name, _PERSON.id)
)
