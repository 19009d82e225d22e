"""Reading agendas and the template they begin with."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.packs.models import Agenda, AgendaItem, TemplateLine
from tracker.panel.models import Meeting


def template_lines(session: Session) -> Sequence[TemplateLine]:
    """The lines that a new agenda begins with, in their order."""
    return session.scalars(
        select(TemplateLine)
        .where(TemplateLine.withdrawn_on.is_(None))
        .order_by(TemplateLine.position, TemplateLine.number)
    ).all()


def template_line(session: Session, number: int) -> TemplateLine:
    """By its number, withdrawn or not. Raises NotFound."""
    found = session.scalars(select(TemplateLine).where(TemplateLine.number == min(number, LARGEST_KEY))).one_or_none()
    if found is None:
        raise NotFound("line of the template", str(number))
    return found


def next_template_number(session: Session) -> int:
    """The number of the next line of the template."""
    return (session.scalar(select(func.max(TemplateLine.number))) or 0) + 1


def agenda_of(session: Session, meeting: Meeting) -> Agenda | None:
    """With its items and their words, in two further queries; None where none was made yet."""
    return session.scalars(
        select(Agenda)
        .where(Agenda.meeting_id == meeting.id)
        .options(selectinload(Agenda.items).selectinload(AgendaItem.wordings))
    ).one_or_none()


def item_of(agenda: Agenda, serial: int) -> AgendaItem:
    """An item by its part of the address, withdrawn or not. Raises NotFound."""
    for item in agenda.items:
        if item.serial == serial:
            return item
    raise NotFound("item of this agenda", str(serial))
