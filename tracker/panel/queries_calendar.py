"""Reading whose calendar an address is, and which meetings stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Act, may
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of
from tracker.accounts.rules_sign_in import token_hash
from tracker.panel.models import CalendarAddress, Meeting


def address_of(session: Session, person_id: int) -> CalendarAddress | None:
    """The person's, stopped or not."""
    return session.scalars(select(CalendarAddress).where(CalendarAddress.person_id == person_id)).one_or_none()


def reader_of(session: Session, secret: str) -> Person | None:
    """Whose address it is; None where it was stopped or renewed, or its person may no longer see meetings."""
    row = session.scalars(
        select(CalendarAddress)
        .where(CalendarAddress.secret_hash == token_hash(secret), CalendarAddress.stopped_at.is_(None))
        .options(joinedload(CalendarAddress.person))
    ).one_or_none()
    if row is None or not row.person.is_active:
        return None
    return row.person if may(actor_of(row.person), Act.SEE_MEETINGS) else None


def meetings_since(session: Session, first: date) -> Sequence[Meeting]:
    """All from that day on, cancelled ones too, in their order."""
    return session.scalars(select(Meeting).where(Meeting.day >= first).order_by(Meeting.day, Meeting.number)).all()
