"""From the seed files of minutes to their rows in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.models_minutes import (
    Minutes,
    MinutesAction,
    MinutesDecision,
    MinutesItem,
    MinutesPerson,
    MinutesRoll,
    MinutesWording,
)
from tracker.panel.models import PanelMember
from tracker.panel.models_plan import PanelRequest
from tracker.seeds.load_panel import Meetings
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_minutes import (
    MinutesActionRow,
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesRollRow,
    MinutesRow,
    MinutesWordingRow,
)
from tracker.writing import flush

Items = dict[tuple[date, int, int], MinutesItem]


def load_minutes(session: Session, seeds: SeedSet, *, meetings: Meetings) -> None:
    """After the agendas and the requests, which they name. All are drafts."""
    if not seeds.of(MinutesRow):
        return
    minutes = {
        (row.meeting_day, row.meeting_number): Minutes(
            meeting_id=meetings[row.meeting_day, row.meeting_number].id, first_number=row.first_number
        )
        for row in seeds.of(MinutesRow)
    }
    session.add_all(minutes.values())
    flush(session)
    items = _load_items(session, seeds, minutes, _agenda_items(session, meetings))
    for words in seeds.of(MinutesWordingRow):
        session.add(
            MinutesWording(
                item_id=items[words.meeting_day, words.meeting_number, words.item].id,
                title=words.title,
                text=words.text,
                paragraph=words.paragraph,
                summary=words.summary,
                by=words.by,
            )
        )
    _load_decided(session, seeds, items)
    _load_rolls(session, seeds, minutes, items)
    flush(session)


def _agenda_items(session: Session, meetings: Meetings) -> dict[tuple[date, int, int], int]:
    found = session.execute(select(Agenda.meeting_id, AgendaItem.serial, AgendaItem.id).join(AgendaItem.agenda))
    by_meeting = {(meeting_id, serial): item_id for meeting_id, serial, item_id in found}
    places = {meeting.id: place for place, meeting in meetings.items()}
    return {
        (*places[meeting_id], serial): item_id
        for (meeting_id, serial), item_id in by_meeting.items()
        if meeting_id in places
    }


def _load_items(
    session: Session,
    seeds: SeedSet,
    minutes: dict[tuple[date, int], Minutes],
    agenda_items: dict[tuple[date, int, int], int],
) -> Items:
    items = {
        (row.meeting_day, row.meeting_number, row.serial): MinutesItem(
            minutes_id=minutes[row.meeting_day, row.meeting_number].id,
            serial=row.serial,
            position=row.position,
            agenda_item_id=(
                agenda_items[row.meeting_day, row.meeting_number, row.agenda_item] if row.agenda_item else None
            ),
            withdrawn_on=row.withdrawn_on,
            withdrawn_by=row.withdrawn_by,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in seeds.of(MinutesItemRow)
    }
    session.add_all(items.values())
    flush(session)
    return items


def _load_decided(session: Session, seeds: SeedSet, items: Items) -> None:
    requests = dict(session.execute(select(PanelRequest.number, PanelRequest.id)).all())
    for decision in seeds.of(MinutesDecisionRow):
        session.add(
            MinutesDecision(
                item_id=items[decision.meeting_day, decision.meeting_number, decision.item].id,
                serial=decision.serial,
                text=decision.text,
                proposer=decision.proposer,
                seconder=decision.seconder,
                gone=decision.gone,
                by=decision.by,
            )
        )
    for action in seeds.of(MinutesActionRow):
        session.add(
            MinutesAction(
                item_id=items[action.meeting_day, action.meeting_number, action.item].id,
                serial=action.serial,
                text=action.text,
                owner=action.owner,
                due_on=action.due_on,
                request_id=requests[action.request] if action.request else None,
                gone=action.gone,
                by=action.by,
            )
        )


def _load_rolls(session: Session, seeds: SeedSet, minutes: dict[tuple[date, int], Minutes], items: Items) -> None:
    rolls = {
        (row.meeting_day, row.meeting_number, row.number): MinutesRoll(
            minutes_id=minutes[row.meeting_day, row.meeting_number].id, number=row.number, by=row.by
        )
        for row in seeds.of(MinutesRollRow)
    }
    session.add_all(rolls.values())
    flush(session)
    members = dict(session.execute(select(PanelMember.number, PanelMember.id)).all())
    for row in seeds.of(MinutesPersonRow):
        place = (row.meeting_day, row.meeting_number)
        session.add(
            MinutesPerson(
                roll_id=rolls[*place, row.roll].id,
                position=row.position,
                kind=row.kind,
                member_id=members[row.member] if row.member else None,
                name=row.name,
                capacity=row.capacity,
                substitute=row.substitute,
                arrived=row.arrived,
                arrived_item_id=items[*place, row.arrived_item].id if row.arrived_item else None,
                left_at=row.left_at,
                left_item_id=items[*place, row.left_item].id if row.left_item else None,
            )
        )
