"""Packs that are asked for, being built, or done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.panel.queries_members import sitting_on


def build_of(session: Session, agenda: Agenda, number: int) -> PackBuild:
    """By its part of the address. Raises NotFound."""
    found = session.scalars(
        select(PackBuild).where(PackBuild.agenda_id == agenda.id, PackBuild.number == min(number, LARGEST_KEY))
    ).one_or_none()
    if found is None:
        raise NotFound("build", str(number))
    return found


def open_build(session: Session, agenda: Agenda) -> PackBuild | None:
    """The one that waits or is under way, or whose program died and nobody noticed yet."""
    return session.scalars(
        select(PackBuild).where(PackBuild.agenda_id == agenda.id, PackBuild.ended_at.is_(None))
    ).one_or_none()


def members_without_account(session: Session, day: date) -> list[str]:
    """Who sits on the Panel that day, substitutes too, and gets no mail because no account is theirs."""
    sitting = sitting_on(session, day)
    terms = [*sitting.members, *sitting.substitutes]
    return [term.member.name for term in terms if term.member.account_id is None]


def next_number(session: Session, agenda: Agenda) -> int:
    """The number of the next build of an agenda."""
    return (session.scalar(select(func.max(PackBuild.number)).where(PackBuild.agenda_id == agenda.id)) or 0) + 1


def unended(session: Session) -> Sequence[PackBuild]:
    """Every build that has not ended, the longest waiting first."""
    return session.scalars(
        select(PackBuild).where(PackBuild.ended_at.is_(None)).order_by(PackBuild.id).with_for_update(skip_locked=True)
    ).all()


def held_build(session: Session, build_id: int, holder: str) -> PackBuild | None:
    """The build, locked, if it is still this program's: not ended, and not taken to have died."""
    return session.scalars(
        select(PackBuild)
        .where(PackBuild.id == build_id, PackBuild.holder == holder, PackBuild.ended_at.is_(None))
        .with_for_update()
    ).one_or_none()
