"""Builds of packs in each state, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.accounts.models import Person
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.packs.queries import agenda_of
from tracker.panel.queries import meeting


def make_build(session: Session, agenda: Agenda, *, asked_at: datetime | None = None, **given: Any) -> PackBuild:  # noqa: ANN401  # values of columns
    """One that waits, unless columns say otherwise; asked for by the clerk."""
    clerk = session.scalars(select(Person).where(Person.role == Role.CLERK)).one()
    number = (session.scalar(select(func.max(PackBuild.number)).where(PackBuild.agenda_id == agenda.id)) or 0) + 1
    moment = {} if asked_at is None else {"asked_at": asked_at}
    build = PackBuild(
        **{"agenda": agenda, "number": number, "seen": "0" * 64, "supplement": False, **moment, **given},
        by=clerk.name,
        person_id=clerk.id,
    )
    session.add(build)
    session.flush()
    return build


def agenda_at(session: Session, key: str) -> Agenda:
    """The agenda of a meeting that has one."""
    found = agenda_of(session, meeting(session, key))
    assert found is not None
    return found
