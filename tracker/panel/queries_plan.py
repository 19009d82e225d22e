"""Reading the forward work plan and what the Panel asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.accounts.models import Person
from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.panel.models import Meeting
from tracker.panel.models_plan import ForwardItem, ForwardMove, PanelRequest
from tracker.panel.rules import ForwardState, MeetingState, RequestState


@dataclass(frozen=True, slots=True)
class Planned:
    """The items of one meeting in their order; without a meeting, those that have none yet."""

    meeting: Meeting | None
    items: Sequence[ForwardItem]


def forward_plan(session: Session) -> list[Planned]:
    """Everything planned, by meeting, the first first; what has no meeting yet stands last."""
    items = session.scalars(
        select(ForwardItem)
        .where(ForwardItem.state == ForwardState.PLANNED)
        .options(joinedload(ForwardItem.meeting))
        .order_by(ForwardItem.position, ForwardItem.id)
    ).all()
    meetings = {item.meeting for item in items if item.meeting is not None}
    ordered: list[Meeting | None] = [*sorted(meetings, key=lambda each: (each.day, each.number))]
    if any(item.meeting is None for item in items):
        ordered.append(None)
    return [Planned(each, [item for item in items if item.meeting is each]) for each in ordered]


def closed_items(session: Session) -> Sequence[ForwardItem]:
    """Done and withdrawn, the latest first."""
    return session.scalars(
        select(ForwardItem)
        .where(ForwardItem.state != ForwardState.PLANNED)
        .options(joinedload(ForwardItem.meeting))
        .order_by(ForwardItem.ended_on.desc(), ForwardItem.id.desc())
    ).all()


def items_of(session: Session, meeting_id: int | None) -> Sequence[ForwardItem]:
    """What is planned for a meeting, or for none yet, in its order."""
    return session.scalars(
        select(ForwardItem)
        .where(ForwardItem.state == ForwardState.PLANNED, ForwardItem.meeting_id == meeting_id)
        .order_by(ForwardItem.position, ForwardItem.id)
    ).all()


def forward_item(session: Session, number: int) -> ForwardItem:
    """With its meeting and moves. Raises NotFound."""
    moves = selectinload(ForwardItem.moves)
    found = session.scalars(
        select(ForwardItem)
        .where(ForwardItem.number == min(number, LARGEST_KEY))
        .options(
            joinedload(ForwardItem.meeting),
            moves.joinedload(ForwardMove.from_meeting),
            moves.joinedload(ForwardMove.to_meeting),
        )
    ).one_or_none()
    if found is None:
        raise NotFound("item of the forward work plan", str(number))
    return found


def next_item_number(session: Session) -> int:
    return (session.scalar(select(func.max(ForwardItem.number))) or 0) + 1


def last_position(session: Session, meeting_id: int | None) -> int:
    """Of every item the meeting ever had, 0 for none."""
    return session.scalar(select(func.max(ForwardItem.position)).where(ForwardItem.meeting_id == meeting_id)) or 0


def requests(session: Session, state: RequestState | None = None) -> Sequence[PanelRequest]:
    """What the Panel asked for, in the order of the days it is due; what has no day comes after. None: in any state."""
    return session.scalars(
        select(PanelRequest)
        .where(*_in_state(state))
        .options(joinedload(PanelRequest.meeting), joinedload(PanelRequest.account))
        .order_by(PanelRequest.due_on.is_(None), PanelRequest.due_on, PanelRequest.number)
    ).all()


def open_requests(session: Session) -> Sequence[PanelRequest]:
    """What is owed to the Panel: for the next pack."""
    return requests(session, RequestState.OPEN)


def request(session: Session, number: int) -> PanelRequest:
    """With its meeting and the owner's account. Raises NotFound."""
    found = session.scalars(
        select(PanelRequest)
        .where(PanelRequest.number == min(number, LARGEST_KEY))
        .options(joinedload(PanelRequest.meeting), joinedload(PanelRequest.account))
    ).one_or_none()
    if found is None:
        raise NotFound("request of the Panel", str(number))
    return found


def next_request_number(session: Session) -> int:
    return (session.scalar(select(func.max(PanelRequest.number))) or 0) + 1


def held_meetings(session: Session, on: date) -> Sequence[Meeting]:
    """Those at which something can have been asked, the latest first."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day <= on, Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.day.desc(), Meeting.number.desc())
    ).all()


def accounts(session: Session) -> Sequence[Person]:
    """Everybody who can sign in, by name."""
    return session.scalars(select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)).all()


def _in_state(state: RequestState | None) -> tuple[ColumnElement[bool], ...]:
    answered, withdrawn = PanelRequest.answered_on, PanelRequest.withdrawn_on
    if state is RequestState.OPEN:
        return (answered.is_(None), withdrawn.is_(None))
    if state is RequestState.ANSWERED:
        return (answered.is_not(None),)
    return (withdrawn.is_not(None),) if state is RequestState.WITHDRAWN else ()
