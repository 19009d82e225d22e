"""Reading who sits on the Panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Role
from tracker.accounts.models import Person
from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.panel.models import PanelMember, PanelTerm
from tracker.panel.rules import PanelRole


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits on a day: the members in the order of their seats, and those who may stand in for them."""

    members: Sequence[PanelTerm]
    substitutes: Sequence[PanelTerm]

    @property
    def chair(self) -> PanelTerm | None:
        return next((term for term in self.members if term.role is PanelRole.CHAIRMAN), None)


def sitting_on(session: Session, day: date) -> Sitting:
    """Terms that hold on the day, each with its member."""
    terms = session.scalars(
        select(PanelTerm)
        .where(
            PanelTerm.withdrawn_on.is_(None),
            or_(PanelTerm.began.is_(None), PanelTerm.began <= day),
            or_(PanelTerm.ended.is_(None), PanelTerm.ended >= day),
        )
        .options(joinedload(PanelTerm.member))
        .order_by(PanelTerm.seat, PanelTerm.id)
    ).all()
    return Sitting(
        [term for term in terms if term.role is not PanelRole.SUBSTITUTE],
        [term for term in terms if term.role is PanelRole.SUBSTITUTE],
    )


def sits_on(session: Session, person_id: int, day: date) -> bool:
    """Whether the account is that of somebody with a term on that day: what entitles to a meeting's exempt papers."""
    terms = session.scalars(select(PanelTerm).join(PanelTerm.member).where(PanelMember.account_id == person_id))
    return any(term.holds_on(day) for term in terms)


def members(session: Session) -> Sequence[PanelMember]:
    """Everybody who was ever recorded, with their terms, by number."""
    return session.scalars(
        select(PanelMember).options(selectinload(PanelMember.terms)).order_by(PanelMember.number)
    ).all()


def member(session: Session, number: int) -> PanelMember:
    """With their terms and account. Raises NotFound."""
    found = session.scalars(
        select(PanelMember)
        .where(PanelMember.number == min(number, LARGEST_KEY))
        .options(selectinload(PanelMember.terms), joinedload(PanelMember.account))
    ).one_or_none()
    if found is None:
        raise NotFound("member of the Panel", str(number))
    return found


def term_of(member: PanelMember, number: int) -> PanelTerm:
    """The terms of a member are counted from 1 as they were recorded. Raises NotFound."""
    if not 1 <= number <= len(member.terms):
        raise NotFound(f"term of {member.name}", str(number))
    return member.terms[number - 1]


def holders(session: Session, role: PanelRole) -> Sequence[PanelTerm]:
    """Every term in this office that stands, with its member."""
    return session.scalars(
        select(PanelTerm)
        .where(PanelTerm.role == role, PanelTerm.withdrawn_on.is_(None))
        .options(joinedload(PanelTerm.member))
        .order_by(PanelTerm.id)
    ).all()


def next_member_number(session: Session) -> int:
    return (session.scalar(select(func.max(PanelMember.number))) or 0) + 1


def account_choices(session: Session) -> Sequence[Person]:
    """The active accounts of panel members, by name."""
    return session.scalars(
        select(Person).where(Person.role == Role.MEMBER, Person.disabled_at.is_(None)).order_by(Person.name, Person.id)
    ).all()
