"""From the seed files of the Panel to its rows in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.panel.models import Meeting, MeetingMove, PanelMember, PanelTerm, StandingText
from tracker.panel.models_plan import ForwardItem, ForwardMove, PanelRequest
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_panel import (
    ForwardItemRow,
    ForwardMoveRow,
    MeetingMoveRow,
    MeetingRow,
    PanelMemberRow,
    PanelRequestRow,
    PanelTermRow,
    StandingTextRow,
)
from tracker.writing import flush

Meetings = dict[tuple[date, int], Meeting]


def load_panel(session: Session, seeds: SeedSet, *, people: dict[str, Person]) -> Meetings:
    """The meetings by day and number, for what belongs to them."""
    _load_members(session, seeds, people)
    meetings = _load_meetings(session, seeds)
    _load_plan(session, seeds, meetings)
    for row in seeds.of(PanelRequestRow):
        session.add(
            PanelRequest(
                number=row.number,
                kind=row.kind,
                meeting_id=meetings[row.meeting_day, row.meeting_number].id,
                minute=row.minute,
                text=row.text,
                owner=row.owner,
                owner_id=people[row.account].id if row.account else None,
                due_on=row.due_on,
                answered_on=row.answered_on,
                answer=row.answer,
                withdrawn_on=row.withdrawn_on,
                withdrawn_by=row.withdrawn_by,
                withdrawn_reason=row.withdrawn_reason,
            )
        )
    flush(session)
    return meetings


def _load_members(session: Session, seeds: SeedSet, people: dict[str, Person]) -> None:
    members = {
        row.number: PanelMember(
            number=row.number, name=row.name, account_id=people[row.account].id if row.account else None
        )
        for row in seeds.of(PanelMemberRow)
    }
    session.add_all(members.values())
    flush(session)
    for row in seeds.of(PanelTermRow):
        session.add(
            PanelTerm(
                member_id=members[row.member].id,
                seat=row.seat,
                organisation=row.organisation,
                role=row.role,
                began=row.began,
                ended=row.ended,
                reason=row.reason,
                withdrawn_on=row.withdrawn_on,
                withdrawn_by=row.withdrawn_by,
                withdrawn_reason=row.withdrawn_reason,
            )
        )
    flush(session)


def _load_meetings(session: Session, seeds: SeedSet) -> Meetings:
    meetings = {
        (row.day, row.number): Meeting(
            day=row.day,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            venue=row.venue,
            contact_name=row.contact_name,
            contact_phone=row.contact_phone,
            contact_email=row.contact_email,
            state=row.state,
            cancelled_on=row.cancelled_on,
            cancelled_reason=row.cancelled_reason,
        )
        for row in seeds.of(MeetingRow)
    }
    session.add_all(meetings.values())
    flush(session)
    for move in seeds.of(MeetingMoveRow):
        session.add(
            MeetingMove(
                meeting_id=meetings[move.meeting_day, move.meeting_number].id,
                day=move.from_day,
                number=move.from_number,
                starts_at=move.from_starts_at,
                ends_at=move.from_ends_at,
                venue=move.from_venue,
                reason=move.reason,
                moved_on=move.moved_on,
                moved_by=move.moved_by,
            )
        )
    for text in seeds.of(StandingTextRow):
        session.add(StandingText(kind=text.kind, text=text.text, effective_on=text.effective_on, set_by=text.set_by))
    flush(session)
    return meetings


def _load_plan(session: Session, seeds: SeedSet, meetings: Meetings) -> None:
    items = {
        row.number: ForwardItem(
            number=row.number,
            title=row.title,
            meeting_id=_id_of(meetings, row.meeting_day, row.meeting_number),
            position=row.position,
            note=row.note,
            source=row.source,
            state=row.state,
            ended_on=row.ended_on,
            ended_reason=row.ended_reason,
        )
        for row in seeds.of(ForwardItemRow)
    }
    session.add_all(items.values())
    flush(session)
    for move in seeds.of(ForwardMoveRow):
        session.add(
            ForwardMove(
                item_id=items[move.item].id,
                from_id=_id_of(meetings, move.from_day, move.from_number),
                to_id=_id_of(meetings, move.to_day, move.to_number),
                reason=move.reason,
                moved_on=move.moved_on,
                moved_by=move.moved_by,
            )
        )


def _id_of(meetings: Meetings, day: date | None, number: int | None) -> int | None:
    return None if day is None or number is None else meetings[day, number].id
