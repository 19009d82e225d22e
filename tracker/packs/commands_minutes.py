"""Making the minutes of a meeting from its agenda, and their first number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.queries import office_as_at
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.models_minutes import Minutes, MinutesItem, MinutesPerson, MinutesRoll, MinutesWording
from tracker.packs.models_packs import PackPlace
from tracker.packs.queries import agenda_of
from tracker.packs.queries_minutes import minutes_of, other_numbers, seats_on
from tracker.packs.queries_packs import packs_of
from tracker.packs.rules_agenda import in_order
from tracker.packs.rules_items import MeetingCancelled
from tracker.packs.rules_minutes import check_first, check_open, following
from tracker.packs.rules_minuting import (
    MinutesExist,
    MinutesTooEarly,
    MinuteWords,
    Numbers,
    RollKind,
    check_numbers,
    highest_before,
    opening_text,
)
from tracker.panel.commands_requests import renumber_request
from tracker.panel.models import Meeting, PanelTerm
from tracker.panel.queries import next_meetings
from tracker.panel.rules import PanelRole
from tracker.writing import expect_version, flush, queue


@dataclass(frozen=True, slots=True)
class MakeMinutes:
    first_number: int


@dataclass(frozen=True, slots=True)
class NumberFrom:
    """`version` is that of the minutes."""

    version: int
    first_number: int


@dataclass(frozen=True, slots=True)
class Opening:
    """An item as the minutes begin with it."""

    words: MinuteWords
    agenda_item: AgendaItem


def make_minutes(session: Session, meeting: Meeting, command: MakeMinutes, *, by: Actor, on: date) -> Minutes:
    """Everybody who sat on the day is entered as present, and what is on the agenda as items.

    Raises MeetingCancelled, MinutesTooEarly, MinutesExist, NumberTaken and NumberGiven.
    """
    check_minutable(meeting, on)
    queue(session)
    if minutes_of(session, meeting) is not None:
        raise MinutesExist
    items = openings(session, meeting)
    _check_first(session, meeting, command.first_number, len(items))
    minutes = Minutes(meeting=meeting, first_number=command.first_number, items=[], rolls=[])
    session.add(minutes)
    for opening in items:
        append_item(minutes, opening.words, by=by, agenda_item=opening.agenda_item)
    terms, _ = seats_on(session, meeting)
    minutes.rolls.append(MinutesRoll(number=1, by=by.name, people=_everybody(terms)))
    flush(session)
    changes = {"First number": (None, str(minutes.first_number)), "Items": (None, str(len(items)))}
    record(session, Event.MINUTES_MADE, by=by, subject=minutes.subject, changes=changes)
    return minutes


def number_from(session: Session, minutes: Minutes, command: NumberFrom, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, ConfirmedAlready, NumberTaken and NumberGiven."""
    hold_open(session, minutes)
    expect_version("The draft of the minutes", minutes, command.version)
    before = minutes.first_number
    if command.first_number == before:
        return False
    _check_first(session, minutes.meeting, command.first_number, len(minutes.standing))
    minutes.first_number = command.first_number
    flush(session)
    changes = {"First number": (str(before), str(command.first_number))}
    record(session, Event.MINUTES_NUMBERED, by=by, subject=minutes.subject, changes=changes)
    renumber(session, minutes, by=by)
    return True


def check_minutable(meeting: Meeting, on: date) -> None:
    """Raises MeetingCancelled, and MinutesTooEarly before the day."""
    if meeting.is_cancelled:
        raise MeetingCancelled(meeting.day)
    if meeting.day > on:
        raise MinutesTooEarly(meeting.day)


def next_first(session: Session, meeting: Meeting, on: date) -> int:
    """The number that new minutes begin with unless the clerk enters another."""
    last = highest_before(meeting.day, other_numbers(session, meeting))
    return following(last, office_as_at(session, on).first_minute)


def hold_open(session: Session, minutes: Minutes) -> None:
    """Waits for other writers, then looks again. Raises ConfirmedAlready."""
    queue(session)
    session.refresh(minutes, ["version", "confirmed_on", "confirmed_at_id", "first_number"])
    check_still_open(minutes)


def check_still_open(minutes: Minutes) -> None:
    """Raises ConfirmedAlready."""
    if minutes.confirmed_at is not None:
        check_open(minutes.state, minutes.confirmed_at.day)


def own_numbers(minutes: Minutes, *, more: int = 0) -> Numbers:
    """The running numbers of these minutes, with so many items more."""
    return Numbers(minutes.meeting.day, minutes.first_number, len(minutes.standing) + more)


def append_item(
    minutes: Minutes, words: MinuteWords, *, by: Actor, agenda_item: AgendaItem | None = None
) -> MinutesItem:
    """Behind the others; the caller logs the act."""
    item = MinutesItem(
        serial=max((each.serial for each in minutes.items), default=0) + 1,
        position=max((each.position for each in minutes.items), default=0) + 1,
        agenda_item=agenda_item,
        wordings=[wording_of(words, by=by)],
        all_decisions=[],
        all_actions=[],
    )
    minutes.items.append(item)
    return item


def wording_of(words: MinuteWords, *, by: Actor) -> MinutesWording:
    return MinutesWording(
        title=words.title, text=words.text, paragraph=words.paragraph, summary=words.summary, by=by.name
    )


def renumber(session: Session, minutes: Minutes, *, by: Actor) -> None:
    """Requests of the Panel name the number under which the minutes have them."""
    numbers = minutes.numbers
    for item in minutes.standing:
        for action in item.actions:
            request = action.request
            if request is not None and request.minute != numbers[item.serial]:
                renumber_request(session, request, numbers[item.serial], by=by)


def openings(session: Session, meeting: Meeting) -> list[Opening]:
    """The items of the published agenda; where none is published, of the agenda as it stands."""
    agenda = agenda_of(session, meeting)
    if agenda is None:
        return []
    published = {place.number: place for pack in packs_of(session, agenda) for place in pack.places}
    coming = [
        (each.day, each.starts_at, each.venue)
        for each in next_meetings(session, meeting.day + timedelta(days=1), limit=None)
    ]
    return [
        Opening(_opening_words(item, published.get(item.printed or 0), coming), item)
        for item in _to_minute(agenda, is_published=bool(published))
    ]


def _to_minute(agenda: Agenda, *, is_published: bool) -> list[AgendaItem]:
    by_serial = {item.serial: item for item in agenda.items}
    standing = [by_serial[line.key] for line in in_order(agenda.places) if not line.withdrawn]
    if not is_published:
        return standing
    return sorted((item for item in standing if item.printed is not None), key=lambda item: item.printed or 0)


def _opening_words(
    item: AgendaItem, place: PackPlace | None, coming: Sequence[tuple[date, time | None, str | None]]
) -> MinuteWords:
    words = item.wording
    title = place.title if place is not None else words.title
    paragraph = words.paragraph if place is None else place.paragraph
    text = opening_text(words.kind, title, coming) if paragraph is None else None
    return MinuteWords(title, text, paragraph)


def _everybody(terms: list[PanelTerm]) -> list[MinutesPerson]:
    """Members; a substitute sits only where somebody sent word."""
    return [
        MinutesPerson(
            position=position,
            kind=RollKind.PRESENT,
            member=term.member,
            name=term.member.name,
            capacity=capacity_of(term),
        )
        for position, term in enumerate((each for each in terms if each.role is not PanelRole.SUBSTITUTE), start=1)
    ]


def capacity_of(term: PanelTerm) -> str | None:
    """As what somebody sits; None for an ordinary member."""
    return None if term.role is PanelRole.MEMBER else term.role.label


def _check_first(session: Session, meeting: Meeting, first: int, items: int) -> None:
    others = other_numbers(session, meeting)
    check_first(first, highest_before(meeting.day, others))
    check_numbers(Numbers(meeting.day, first, items), others)
