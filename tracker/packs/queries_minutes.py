"""Reading minutes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.access import Act, Actor, Role, may
from tracker.dates import long_date
from tracker.errors import NotFound
from tracker.packs.models_minutes import (
    Minutes,
    MinutesAction,
    MinutesDecision,
    MinutesItem,
    MinutesPerson,
    MinutesRoll,
)
from tracker.packs.rules_minutes import Seat
from tracker.packs.rules_minuting import Numbers
from tracker.panel.models import Meeting, PanelTerm
from tracker.panel.models_plan import PanelRequest
from tracker.panel.queries_members import sits_on, sitting_on
from tracker.panel.rules import MeetingState, PanelRole


def _whole() -> tuple[ORMOption, ...]:
    items = selectinload(Minutes.items)
    people = selectinload(Minutes.rolls).selectinload(MinutesRoll.people)
    return (
        joinedload(Minutes.meeting),
        joinedload(Minutes.confirmed_at),
        items.selectinload(MinutesItem.wordings),
        items.selectinload(MinutesItem.all_decisions),
        items.selectinload(MinutesItem.all_actions).joinedload(MinutesAction.request),
        people.joinedload(MinutesPerson.arrived_item),
        people.joinedload(MinutesPerson.left_item),
    )


def minutes_of(session: Session, meeting: Meeting) -> Minutes | None:
    """With everything in them, in a fixed number of queries; None where none were made yet."""
    return session.scalars(select(Minutes).where(Minutes.meeting_id == meeting.id).options(*_whole())).one_or_none()


def minutes_at(session: Session, meeting: Meeting) -> Minutes:
    """As `minutes_of`. Raises NotFound."""
    found = minutes_of(session, meeting)
    if found is None:
        raise NotFound("minutes of the meeting", meeting.key)
    return found


def all_minutes(session: Session) -> Sequence[Minutes]:
    """The newest meeting first, with what their numbers are counted from."""
    found = session.scalars(
        select(Minutes).options(
            joinedload(Minutes.meeting), joinedload(Minutes.confirmed_at), selectinload(Minutes.items)
        )
    ).all()
    return sorted(found, key=lambda each: (each.meeting.day, each.meeting.number), reverse=True)


def confirmed_of(session: Session, meeting: Meeting) -> Minutes:
    """Raises NotFound, also while the minutes are a draft."""
    found = minutes_of(session, meeting)
    if found is None or found.confirmed_on is None:
        raise NotFound("confirmed minutes of the meeting", meeting.key)
    return found


def other_numbers(session: Session, but: Meeting) -> list[Numbers]:
    """The running numbers of all other minutes."""
    return [
        Numbers(each.meeting.day, each.first_number, len(each.standing))
        for each in all_minutes(session)
        if each.meeting_id != but.id
    ]


def item_at(minutes: Minutes, serial: int) -> MinutesItem:
    """By its part of the address, taken out or not. Raises NotFound."""
    for item in minutes.items:
        if item.serial == serial:
            return item
    raise NotFound("item of these minutes", str(serial))


def decision_at(item: MinutesItem, serial: int) -> MinutesDecision:
    """The newest wording of one that stands. Raises NotFound."""
    for decision in item.decisions:
        if decision.serial == serial:
            return decision
    raise NotFound("decision of this item", str(serial))


def action_at(item: MinutesItem, serial: int) -> MinutesAction:
    """The newest wording of one that stands. Raises NotFound."""
    for action in item.actions:
        if action.serial == serial:
            return action
    raise NotFound("action of this item", str(serial))


def seats_on(session: Session, meeting: Meeting) -> tuple[list[PanelTerm], list[Seat]]:
    """Everybody with a term on the day, members first, and the same as seats for `rules_minutes`."""
    sitting = sitting_on(session, meeting.day)
    terms = [*sitting.members, *sitting.substitutes]
    return terms, [Seat(term.member.name, term.role is PanelRole.SUBSTITUTE) for term in terms]


def entitled(session: Session, actor: Actor | None, meeting: Meeting) -> bool:
    """Whether somebody may read what is exempt of a meeting: the clerk, and members who sat on its day."""
    if may(actor, Act.EDIT_AGENDAS):
        return True
    if actor is None or actor.person_id is None or actor.role is not Role.MEMBER:
        return False
    return sits_on(session, actor.person_id, meeting.day)


def later_meetings(session: Session, meeting: Meeting) -> Sequence[Meeting]:
    """The meetings after this one that are not cancelled, the next first."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.day > meeting.day, Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.day, Meeting.number)
    ).all()


def action_of(session: Session, request: PanelRequest) -> MinutesAction | None:
    """The action of the minutes that a request of the Panel comes from, if it comes from one."""
    return session.scalars(
        select(MinutesAction)
        .where(MinutesAction.request_id == request.id)
        .options(joinedload(MinutesAction.item).joinedload(MinutesItem.minutes).joinedload(Minutes.meeting))
        .order_by(MinutesAction.id.desc())
        .limit(1)
    ).one_or_none()


def name_of(minutes: Minutes) -> str:
    """ "Minutes of 27 June 2024"."""
    return f"Minutes of {long_date(minutes.meeting.day)}"
