"""Keeping the forward work plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.panel import queries_plan
from tracker.panel.models import Meeting
from tracker.panel.models_plan import ForwardItem, ForwardMove
from tracker.panel.rules import ForwardState
from tracker.panel.rules_plan import ItemIsClosed, NoSuchMeeting, NothingBeyond, SameMeeting
from tracker.writing import expect_version, flush, queue

NONE_YET = "No meeting yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddForwardItem:
    """`meeting_id` None: no meeting yet."""

    title: str
    meeting_id: int | None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForwardItem:
    version: int
    title: str
    note: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForwardItem:
    version: int
    meeting_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReorderForwardItem:
    """One place up or down among the items of its meeting."""

    version: int
    up: bool


@dataclass(frozen=True, slots=True)
class EndForwardItem:
    """`reason` may be missing for what is done."""

    version: int
    reason: str | None


def add_item(session: Session, command: AddForwardItem, *, by: Actor, on: date) -> ForwardItem:
    """As the last of its meeting. Raises NoSuchMeeting."""
    queue(session)
    meeting = _meeting(session, command.meeting_id)
    item = ForwardItem(
        number=queries_plan.next_item_number(session),
        title=command.title,
        meeting=meeting,
        position=queries_plan.last_position(session, command.meeting_id) + 1,
        note=command.note,
        source=command.source,
        state=ForwardState.PLANNED,
        moves=[],
    )
    session.add(item)
    flush(session)
    record(session, Event.FORWARD_ITEM_ADDED, by=by, subject=item.subject, changes=difference({}, _words(item)))
    return item


def change_item(session: Session, item: ForwardItem, command: ChangeForwardItem, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale or ItemIsClosed."""
    _expect(item, command.version)
    before = _words(item)
    item.title, item.note, item.source = command.title, command.note, command.source
    changes = difference(before, _words(item))
    if not changes:
        return False
    flush(session)
    record(session, Event.FORWARD_ITEM_CHANGED, by=by, subject=item.subject, changes=changes)
    return True


def move_item(session: Session, item: ForwardItem, command: MoveForwardItem, *, by: Actor, on: date) -> None:
    """To the end of another meeting's items. Raises Stale, ItemIsClosed, SameMeeting or NoSuchMeeting."""
    _expect(item, command.version)
    if command.meeting_id == item.meeting_id:
        raise SameMeeting
    meeting, before = _meeting(session, command.meeting_id), _words(item)
    queue(session)
    session.add(
        ForwardMove(
            item=item,
            from_id=item.meeting_id,
            to_id=command.meeting_id,
            reason=command.reason,
            moved_on=on,
            moved_by=by.name,
        )
    )
    item.position = queries_plan.last_position(session, command.meeting_id) + 1
    item.meeting = meeting
    flush(session)
    changes = difference(before, _words(item))
    record(session, Event.FORWARD_ITEM_MOVED, by=by, subject=item.subject, changes=changes, reason=command.reason)


def reorder_item(session: Session, item: ForwardItem, command: ReorderForwardItem, *, by: Actor, on: date) -> None:
    """Changes places with its neighbour. Raises Stale, ItemIsClosed or NothingBeyond."""
    _expect(item, command.version)
    items = list(queries_plan.items_of(session, item.meeting_id))
    at = items.index(item)
    other = at - 1 if command.up else at + 1
    if not 0 <= other < len(items):
        raise NothingBeyond(item.title, up=command.up)
    items[at], items[other] = items[other], items[at]
    for position, each in enumerate(items, start=1):
        each.position = position
    flush(session)
    changes = {"Place": (str(at + 1), str(other + 1))}
    record(session, Event.FORWARD_ITEM_REORDERED, by=by, subject=item.subject, changes=changes)


def finish_item(session: Session, item: ForwardItem, command: EndForwardItem, *, by: Actor, on: date) -> None:
    """It is done. Raises Stale or ItemIsClosed."""
    _end(session, item, command, ForwardState.DONE, Event.FORWARD_ITEM_DONE, by, on)


def withdraw_item(session: Session, item: ForwardItem, command: EndForwardItem, *, by: Actor, on: date) -> None:
    """It will not come. Raises Stale or ItemIsClosed."""
    _end(session, item, command, ForwardState.WITHDRAWN, Event.FORWARD_ITEM_WITHDRAWN, by, on)


def check_open(item: ForwardItem) -> None:
    """Raises ItemIsClosed."""
    if item.state is not ForwardState.PLANNED:
        raise ItemIsClosed(item.title, item.state)


def _end(
    session: Session,
    item: ForwardItem,
    command: EndForwardItem,
    state: ForwardState,
    event: Event,
    by: Actor,
    on: date,
) -> None:
    _expect(item, command.version)
    item.state, item.ended_on, item.ended_reason = state, on, command.reason
    flush(session)
    changes = {"State": (ForwardState.PLANNED.label, state.label)}
    record(session, event, by=by, subject=item.subject, changes=changes, reason=command.reason)


def _expect(item: ForwardItem, version: int) -> None:
    expect_version(f"“{item.title}”", item, version)
    check_open(item)


def _meeting(session: Session, meeting_id: int | None) -> Meeting | None:
    if meeting_id is None:
        return None
    found = session.get(Meeting, meeting_id)
    if found is None or found.is_cancelled:
        raise NoSuchMeeting
    return found


def _words(item: ForwardItem) -> dict[str, str | None]:
    return {
        "Title": item.title,
        "Meeting": item.meeting.title if item.meeting else NONE_YET,
        "Note": item.note,
        "Source": item.source,
    }
