"""From the rows of the Panel in the database to its seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.panel.models import Meeting, MeetingMove, PanelMember, PanelTerm, StandingText
from tracker.panel.models_plan import ForwardItem, ForwardMove, PanelRequest
from tracker.panel.rules import TextKind
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
from tracker.seeds.tables_row import SeedRow


def panel_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of these files, in the order of their numbers or of recording."""
    meetings = session.scalars(select(Meeting).order_by(Meeting.day, Meeting.number)).all()
    places = {row.id: (row.day, row.number) for row in meetings}
    return {
        PanelMemberRow: _members(session),
        PanelTermRow: _terms(session),
        MeetingRow: [_meeting(row) for row in meetings],
        MeetingMoveRow: _moves(session, places),
        StandingTextRow: _texts(session),
        ForwardItemRow: _items(session, places),
        ForwardMoveRow: _forward_moves(session, places),
        PanelRequestRow: _requests(session, places),
    }


def _members(session: Session) -> list[SeedRow]:
    found = session.scalars(select(PanelMember).options(joinedload(PanelMember.account)).order_by(PanelMember.number))
    return [
        PanelMemberRow(number=row.number, name=row.name, account=row.account.email if row.account else None)
        for row in found
    ]


def _terms(session: Session) -> list[SeedRow]:
    found = session.scalars(select(PanelTerm).options(joinedload(PanelTerm.member)))
    return [
        PanelTermRow(
            member=row.member.number,
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
        for row in sorted(found, key=lambda row: (row.member.number, row.id))
    ]


def _meeting(row: Meeting) -> MeetingRow:
    return MeetingRow(
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


Places = Mapping[int, tuple[date, int]]


def _moves(session: Session, places: Places) -> list[SeedRow]:
    return [
        MeetingMoveRow(
            meeting_day=places[row.meeting_id][0],
            meeting_number=places[row.meeting_id][1],
            from_day=row.day,
            from_number=row.number,
            from_starts_at=row.starts_at,
            from_ends_at=row.ends_at,
            from_venue=row.venue,
            reason=row.reason,
            moved_on=row.moved_on,
            moved_by=row.moved_by,
        )
        for row in sorted(session.scalars(select(MeetingMove)), key=lambda row: (places[row.meeting_id], row.id))
    ]


def _texts(session: Session) -> list[SeedRow]:
    order = {kind: place for place, kind in enumerate(TextKind)}
    return [
        StandingTextRow(kind=row.kind, text=row.text, effective_on=row.effective_on, set_by=row.set_by)
        for row in sorted(
            session.scalars(select(StandingText)), key=lambda row: (order[row.kind], row.effective_on, row.id)
        )
    ]


def _items(session: Session, places: Places) -> list[SeedRow]:
    return [
        ForwardItemRow(
            number=row.number,
            title=row.title,
            **_place("meeting", row.meeting_id, places),
            position=row.position,
            note=row.note,
            source=row.source,
            state=row.state,
            ended_on=row.ended_on,
            ended_reason=row.ended_reason,
        )
        for row in session.scalars(select(ForwardItem).order_by(ForwardItem.number))
    ]


def _forward_moves(session: Session, places: Places) -> list[SeedRow]:
    found = session.scalars(select(ForwardMove).options(joinedload(ForwardMove.item)))
    return [
        ForwardMoveRow(
            item=row.item.number,
            **_place("from", row.from_id, places),
            **_place("to", row.to_id, places),
            reason=row.reason,
            moved_on=row.moved_on,
            moved_by=row.moved_by,
        )
        for row in sorted(found, key=lambda row: (row.item.number, row.id))
    ]


def _requests(session: Session, places: Places) -> list[SeedRow]:
    found = session.scalars(
        select(PanelRequest).options(joinedload(PanelRequest.account)).order_by(PanelRequest.number)
    )
    return [
        PanelRequestRow(
            number=row.number,
            kind=row.kind,
            **_place("meeting", row.meeting_id, places),
            minute=row.minute,
            text=row.text,
            owner=row.owner,
            account=row.account.email if row.account else None,
            due_on=row.due_on,
            answered_on=row.answered_on,
            answer=row.answer,
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in found
    ]


def _place(prefix: str, meeting_id: int | None, places: Places) -> dict[str, Any]:
    day, number = (None, None) if meeting_id is None else places[meeting_id]
    return {f"{prefix}_day": day, f"{prefix}_number": number}
