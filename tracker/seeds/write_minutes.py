"""From the rows of minutes in the database to their seed files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.packs.models_minutes import (
    Minutes,
    MinutesAction,
    MinutesDecision,
    MinutesItem,
    MinutesPerson,
    MinutesRoll,
    MinutesWording,
)
from tracker.seeds.tables_minutes import (
    MinutesActionRow,
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesRollRow,
    MinutesRow,
    MinutesWordingRow,
)
from tracker.seeds.tables_row import SeedRow


def minutes_rows(session: Session) -> Mapping[type[SeedRow], Sequence[SeedRow]]:
    """The rows of these files, by meeting and in the order in which things were made."""
    found = sorted(_all(session), key=lambda each: (each.meeting.day, each.meeting.number))
    items = [item for each in found for item in sorted(each.items, key=lambda item: item.serial)]
    rolls = [roll for each in found for roll in each.rolls]
    return {
        MinutesRow: [
            MinutesRow(meeting_day=each.meeting.day, meeting_number=each.meeting.number, first_number=each.first_number)
            for each in found
        ],
        MinutesItemRow: [_item(item) for item in items],
        MinutesWordingRow: [_wording(item, row) for item in items for row in item.wordings],
        MinutesDecisionRow: [_decision(item, row) for item in items for row in item.all_decisions],
        MinutesActionRow: [_action(item, row) for item in items for row in item.all_actions],
        MinutesRollRow: [
            MinutesRollRow(
                meeting_day=roll.minutes.meeting.day,
                meeting_number=roll.minutes.meeting.number,
                number=roll.number,
                by=roll.by,
            )
            for roll in rolls
        ],
        MinutesPersonRow: [_person(roll, row) for roll in rolls for row in roll.people],
    }


def _all(session: Session) -> Sequence[Minutes]:
    items, people = selectinload(Minutes.items), selectinload(Minutes.rolls).selectinload(MinutesRoll.people)
    return session.scalars(
        select(Minutes).options(
            joinedload(Minutes.meeting),
            items.joinedload(MinutesItem.agenda_item),
            items.selectinload(MinutesItem.wordings),
            items.selectinload(MinutesItem.all_decisions),
            items.selectinload(MinutesItem.all_actions).joinedload(MinutesAction.request),
            people.joinedload(MinutesPerson.member),
            people.joinedload(MinutesPerson.arrived_item),
            people.joinedload(MinutesPerson.left_item),
        )
    ).all()


def _item(row: MinutesItem) -> MinutesItemRow:
    return MinutesItemRow(
        meeting_day=row.minutes.meeting.day,
        meeting_number=row.minutes.meeting.number,
        serial=row.serial,
        position=row.position,
        agenda_item=row.agenda_item.serial if row.agenda_item is not None else None,
        withdrawn_on=row.withdrawn_on,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
    )


def _wording(item: MinutesItem, row: MinutesWording) -> MinutesWordingRow:
    return MinutesWordingRow(
        meeting_day=item.minutes.meeting.day,
        meeting_number=item.minutes.meeting.number,
        item=item.serial,
        title=row.title,
        text=row.text,
        paragraph=row.paragraph,
        summary=row.summary,
        by=row.by,
    )


def _decision(item: MinutesItem, row: MinutesDecision) -> MinutesDecisionRow:
    return MinutesDecisionRow(
        meeting_day=item.minutes.meeting.day,
        meeting_number=item.minutes.meeting.number,
        item=item.serial,
        serial=row.serial,
        text=row.text,
        proposer=row.proposer,
        seconder=row.seconder,
        gone=row.gone,
        by=row.by,
    )


def _action(item: MinutesItem, row: MinutesAction) -> MinutesActionRow:
    return MinutesActionRow(
        meeting_day=item.minutes.meeting.day,
        meeting_number=item.minutes.meeting.number,
        item=item.serial,
        serial=row.serial,
        text=row.text,
        owner=row.owner,
        due_on=row.due_on,
        request=row.request.number if row.request is not None else None,
        gone=row.gone,
        by=row.by,
    )


def _person(roll: MinutesRoll, row: MinutesPerson) -> MinutesPersonRow:
    return MinutesPersonRow(
        meeting_day=roll.minutes.meeting.day,
        meeting_number=roll.minutes.meeting.number,
        roll=roll.number,
        position=row.position,
        kind=row.kind,
        member=row.member.number if row.member is not None else None,
        name=row.name,
        capacity=row.capacity,
        substitute=row.substitute,
        arrived=row.arrived,
        arrived_item=row.arrived_item.serial if row.arrived_item is not None else None,
        left_at=row.left_at,
        left_item=row.left_item.serial if row.left_item is not None else None,
    )
