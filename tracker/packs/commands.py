"""Making an agenda from the template, and adding, changing and withdrawing its items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.packs.models import Agenda, AgendaItem, AgendaWording
from tracker.packs.queries import agenda_of, template_lines
from tracker.packs.rules_agenda import WithdrawnAlready, numbers
from tracker.packs.rules_items import (
    AgendaExists,
    ItemWords,
    MeetingCancelled,
    check_reword,
    check_words,
    told_change,
)
from tracker.packs.rules_late import check_item
from tracker.panel.models import Meeting
from tracker.panel.rules_dates import NOTICE_DAYS, leaving_clear
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True)
class AddItem:
    """`urgency` is the chair's reason for an item that comes after the agenda had to be public."""

    words: ItemWords
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """`reason` is needed for an item that is in a published pack."""

    version: int
    words: ItemWords
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawItem:
    version: int
    reason: str


def make_agenda(session: Session, meeting: Meeting, *, by: Actor, on: date) -> Agenda:
    """The agenda with the template's lines as its first items. Raises AgendaExists and MeetingCancelled."""
    _check_planned(meeting)
    # Two people may make it at the same moment.
    queue(session)
    if agenda_of(session, meeting) is not None:
        raise AgendaExists
    agenda = Agenda(meeting=meeting, items=[])
    session.add(agenda)
    for line in template_lines(session):
        words = ItemWords(line.title, line.kind, line.text, line.presenter, line.paper_expected)
        _append(agenda, words, by=by, on=on, urgency=None)
    flush(session)
    titles = "; ".join(f"{place}. {item.wording.title}" for place, item in enumerate(agenda.items, start=1))
    record(session, Event.AGENDA_MADE, by=by, subject=meeting.subject, changes={"Items": (None, titles or "none")})
    return agenda


def add_item(session: Session, agenda: Agenda, command: AddItem, *, by: Actor, on: date) -> AgendaItem:
    """At the end of its part. Raises MeetingCancelled, TitleNeeded, UrgencyNeeded and MeetingOver."""
    meeting = agenda.meeting
    _check_planned(meeting)
    words = check_words(command.words)
    urgency = check_item(on, publish_by(meeting), meeting.day, command.urgency)
    queue(session)
    session.refresh(agenda, ["items"])
    item = _append(agenda, words, by=by, on=on, urgency=urgency)
    touch(agenda)
    flush(session)
    changes = told_change(None, words)
    # A late item is public in that it is late, not always in why.
    reason = urgency if words.exemption is None else None
    record(session, Event.AGENDA_ITEM_ADDED, by=by, subject=item.subject, changes=changes, reason=reason)
    return item


def change_item(session: Session, item: AgendaItem, command: ChangeItem, *, by: Actor, on: date) -> bool:
    """Whether anything changed. The part is not changed here.

    Raises Stale, WithdrawnAlready, TitleNeeded, and ReasonForWords for an item that is published.
    """
    expect_version(name_of(item), item, command.version)
    _check_standing(item)
    before, words = words_of(item.wording), check_words(command.words)
    if words == before:
        return False
    check_reword(item.printed, command.reason)
    set_words(session, item, words, by=by, reason=command.reason)
    changes = told_change(before, words)
    reason = command.reason if words.exemption is None else None
    record(session, Event.AGENDA_ITEM_CHANGED, by=by, subject=item.subject, changes=changes, reason=reason)
    return True


def withdraw_item(session: Session, item: AgendaItem, command: WithdrawItem, *, by: Actor, on: date) -> None:
    """It then is on no later pack but as a line that says so. Raises Stale and WithdrawnAlready."""
    expect_version(name_of(item), item, command.version)
    _check_standing(item)
    item.withdrawn_on, item.withdrawn_by, item.withdrawn_reason = on, by.name, command.reason
    touch(item.agenda)
    flush(session)
    closed = item.wording.exemption is not None
    record(
        session,
        Event.AGENDA_ITEM_WITHDRAWN,
        by=by,
        subject=item.subject,
        changes={"Title": (item.wording.title, None)},
        # Why an exempt item goes can tell what it was about.
        reason=None if closed else command.reason,
    )


def publish_by(meeting: Meeting) -> date:
    """The last day on which the agenda gives the notice that the law asks for."""
    return leaving_clear(meeting.day, NOTICE_DAYS)


def words_of(wording: AgendaWording) -> ItemWords:
    """What a wording says."""
    return ItemWords(
        wording.title,
        wording.kind,
        wording.text,
        wording.presenter,
        wording.paper_expected,
        wording.owed_by,
        wording.exemption,
    )


def name_of(item: AgendaItem) -> str:
    """How a refusal names it: "Item 7"."""
    number = numbers(item.agenda.places).get(item.serial)
    return f"Item {number}" if number is not None else "The item"


def set_words(session: Session, item: AgendaItem, words: ItemWords, *, by: Actor, reason: str | None) -> None:
    """Gives the item a new wording; the caller logs the act."""
    item.wordings.append(_wording(words, by=by, reason=reason))
    touch(item)
    flush(session)


def _append(agenda: Agenda, words: ItemWords, *, by: Actor, on: date, urgency: str | None) -> AgendaItem:
    item = AgendaItem(
        serial=max((each.serial for each in agenda.items), default=0) + 1,
        position=max((each.position for each in agenda.items), default=0) + 1,
        added_on=on,
        urgency=urgency,
        wordings=[_wording(words, by=by, reason=None)],
    )
    agenda.items.append(item)
    return item


def _wording(words: ItemWords, *, by: Actor, reason: str | None) -> AgendaWording:
    closed = words.exemption
    return AgendaWording(
        part=words.part,
        kind=words.kind,
        title=words.title,
        text=words.text,
        presenter=words.presenter,
        paper_expected=words.paper_expected,
        owed_by=words.owed_by,
        paragraph=closed.paragraph if closed is not None else None,
        description=closed.description if closed is not None else None,
        public_interest=closed.public_interest if closed is not None else None,
        reason=reason,
        by=by.name,
    )


def _check_planned(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise MeetingCancelled(meeting.day)


def _check_standing(item: AgendaItem) -> None:
    if item.is_withdrawn:
        raise WithdrawnAlready
