"""From the rows of minutes to what they say. What was confirmed is kept and never gathered again."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.queries import office_as_at
from tracker.dates import clock, long_date
from tracker.documents.document import Document
from tracker.files.queries import content_of
from tracker.packs.gather import meeting_facts
from tracker.packs.layout_minutes import minutes_document as document_of
from tracker.packs.models_minutes import Minutes, MinutesAction, MinutesDecision, MinutesItem, MinutesPerson
from tracker.packs.rules_minutes import Decision, MinutesState
from tracker.packs.rules_minuting import Roll, RollKind, moved_during
from tracker.packs.snapshots_minutes import (
    ActionFacts,
    GuestFacts,
    MinuteFacts,
    MinutesFacts,
    PresentFacts,
    public_minutes,
)


def minutes_facts(session: Session, minutes: Minutes, on: date) -> MinutesFacts:
    """What they say, exempt items included; confirmed ones as they were confirmed. Only `public_minutes` of it is for
    everybody.
    """
    if minutes.snapshot_id is not None:
        return MinutesFacts.from_json(content_of(session, minutes.snapshot_id))
    return drafted_facts(session, minutes, on)


def drafted_facts(session: Session, minutes: Minutes, on: date, confirmed_on: date | None = None) -> MinutesFacts:
    """As the rows stand now; with a day, as confirmed by the meeting of that day."""
    office = office_as_at(session, on)
    meeting, roll, numbers = minutes.meeting, minutes.roll, minutes.numbers
    people = minutes.rolls[-1].people if minutes.rolls else []
    return MinutesFacts(
        meeting=meeting_facts(meeting, office.panel),
        notice=office.notice,
        state=MinutesState.DRAFT if confirmed_on is None else MinutesState.CONFIRMED,
        confirmed_on=confirmed_on,
        ended=clock(meeting.ends_at) if meeting.ends_at is not None else "",
        present=tuple(_present(each) for each in people if each.kind is RollKind.PRESENT),
        also_present=tuple(GuestFacts(name=each.name, role=each.capacity) for each in roll.guests),
        apologies=roll.apologies,
        items=tuple(_item(item, numbers[item.serial], roll) for item in minutes.standing),
    )


def minutes_document(session: Session, minutes: Minutes, on: date) -> Document:
    """What everybody may read of them, ready to be drawn: a draft says that it is one. For packs."""
    return document_of(public_minutes(minutes_facts(session, minutes, on)))


def is_exempt(facts: MinutesFacts) -> bool:
    """Whether something in them is kept back from the public."""
    return any(item.paragraph is not None for item in facts.items)


def _present(person: MinutesPerson) -> PresentFacts:
    return PresentFacts(name=person.name, role=person.capacity)


def _item(item: MinutesItem, number: int, roll: Roll) -> MinuteFacts:
    words = item.words
    return MinuteFacts(
        number=number,
        title=words.title,
        text=words.text or "",
        movements=moved_during(roll, item.serial),
        decisions=tuple(map(decision_facts, item.decisions)),
        actions=tuple(map(_action, item.actions)),
        paragraph=words.paragraph,
        summary=words.summary or "",
    )


def decision_facts(row: MinutesDecision) -> Decision:
    """For the rules: a decision with both names was made on a motion."""
    return Decision(row.text, row.proposer is not None, row.proposer, row.seconder)


def _action(row: MinutesAction) -> ActionFacts:
    due = f"by {long_date(row.due_on)}" if row.due_on is not None else ""
    return ActionFacts(text=row.text, owner=row.owner, due=due)
