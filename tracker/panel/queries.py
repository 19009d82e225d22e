"""Reading the Panel's meetings. Members have `queries_members`, plan and requests `queries_plan`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from tracker.accounts.queries import office_as_at
from tracker.errors import NotFound
from tracker.panel.models import Meeting, MeetingMove, StandingText
from tracker.panel.rules import MeetingState, TextKind, parse_meeting_key
from tracker.panel.rules_dates import DateRules, date_rules


def first_meeting_between(session: Session, first: date, last: date) -> Meeting | None:
    """The earliest meeting from `first` to `last`, both included; one that is cancelled is none."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day >= first, Meeting.day <= last, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.day, Meeting.number)
        .limit(1)
    ).one_or_none()


def meeting(session: Session, key: str) -> Meeting:
    """The meeting that has this address or had it before it was moved: compare its `key`. Raises NotFound."""
    place = parse_meeting_key(key)
    if place is None:
        raise NotFound("meeting", key)
    day, number = place
    whole = select(Meeting).options(selectinload(Meeting.moves))
    found = session.scalars(whole.where(Meeting.day == day, Meeting.number == number)).one_or_none()
    if found is None:
        moved = select(MeetingMove.meeting_id).where(MeetingMove.day == day, MeetingMove.number == number)
        found = session.scalars(whole.where(Meeting.id.in_(moved)).order_by(Meeting.id).limit(1)).one_or_none()
    if found is None:
        raise NotFound("meeting", key)
    return found


def coming_meetings(session: Session, on: date) -> Sequence[Meeting]:
    """Today's and all later ones, the next first; cancelled ones among them."""
    return session.scalars(select(Meeting).where(Meeting.day >= on).order_by(Meeting.day, Meeting.number)).all()


def next_meetings(session: Session, on: date, limit: int | None) -> Sequence[Meeting]:
    """Those that take place, the next first; `limit` None: all."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day >= on, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.day, Meeting.number)
        .limit(limit)
    ).all()


def past_meetings(session: Session, on: date) -> Sequence[Meeting]:
    """All before today, the latest first."""
    return session.scalars(
        select(Meeting).where(Meeting.day < on).order_by(Meeting.day.desc(), Meeting.number.desc())
    ).all()


def meetings(session: Session) -> Sequence[Meeting]:
    """Every meeting, the latest first."""
    return session.scalars(select(Meeting).order_by(Meeting.day.desc(), Meeting.number.desc())).all()


def next_number(session: Session, day: date, moved: Meeting | None = None) -> int:
    """For a meeting on `day`: an address is never given to another meeting. `moved`: one that may return to its own."""
    if moved is not None:
        own = [move.number for move in moved.moves if move.day == day]
        if own:
            return own[-1]
    highest = (
        session.scalar(select(func.max(table.number)).where(table.day == day)) or 0 for table in (Meeting, MeetingMove)
    )
    return max(highest) + 1


def last_contact(session: Session) -> Meeting | None:
    """The meeting that named a contact officer last, so that nobody types the same again."""
    return session.scalars(
        select(Meeting).where(Meeting.contact_name.is_not(None)).order_by(Meeting.day.desc(), Meeting.id).limit(1)
    ).first()


def rules_on(session: Session, on: date) -> DateRules:
    """The numbers of days in force on that day."""
    return date_rules(office_as_at(session, on))


def texts_on(session: Session, on: date) -> Mapping[TextKind, StandingText]:
    """The standing text of each kind in force on that day; kinds nobody has written are absent."""
    rows = session.scalars(
        select(StandingText).where(StandingText.effective_on <= on).order_by(StandingText.effective_on, StandingText.id)
    )
    return {row.kind: row for row in rows}


def text_history(session: Session, kind: TextKind) -> Sequence[StandingText]:
    """Every text of the kind, the newest first."""
    return session.scalars(
        select(StandingText)
        .where(StandingText.kind == kind)
        .order_by(StandingText.effective_on.desc(), StandingText.id.desc())
    ).all()
