"""Reading people, deputies and the office's settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Deputy, OfficeHolder, OfficeSetting, Person
from tracker.accounts.rules import Office, OfficeKey, office_from
from tracker.errors import NotFound


def person(session: Session, person_id: int) -> Person:
    """Raises NotFound."""
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound("person", str(person_id))
    return found


def person_by_email(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()


def people(session: Session) -> Sequence[Person]:
    """Everybody, active first, by name."""
    return session.scalars(select(Person).order_by(Person.disabled_at.is_not(None), Person.name, Person.id)).all()


def active_people(session: Session) -> Sequence[Person]:
    return session.scalars(select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)).all()


def owners_deputised_to(session: Session, person_id: int, on: date) -> frozenset[int]:
    """The ids of the people whose deputy this person is on that day."""
    found = session.scalars(
        select(Deputy.person_id).where(
            Deputy.deputy_id == person_id,
            Deputy.starts_on <= on,
            or_(Deputy.ends_on.is_(None), Deputy.ends_on >= on),
        )
    )
    return frozenset(found)


def deputies_of(session: Session, person_id: int) -> Sequence[Deputy]:
    return session.scalars(
        select(Deputy).where(Deputy.person_id == person_id).order_by(Deputy.starts_on.desc(), Deputy.id)
    ).all()


def office_as_at(session: Session, on: date) -> Office:
    """The office's settings in force on that day; the defaults for whatever was never set."""
    rows = session.scalars(
        select(OfficeSetting)
        .where(OfficeSetting.effective_on <= on)
        .order_by(OfficeSetting.effective_on, OfficeSetting.id)
    )
    known = {key.value: key for key in OfficeKey}
    return office_from({known[row.key]: row.value for row in rows if row.key in known})


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
