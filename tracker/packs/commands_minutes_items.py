"""Items of minutes: adding, wording, moving and taking out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.packs.commands_minutes import append_item, hold_open, own_numbers, renumber, wording_of
from tracker.packs.commands_order import Direction
from tracker.packs.models_minutes import Minutes, MinutesItem
from tracker.packs.queries_minutes import item_at, other_numbers
from tracker.packs.queries_papers import papers_of_minutes
from tracker.packs.rules_agenda import check_order, moved_down, moved_up, wanted
from tracker.packs.rules_minuting import (
    HasActions,
    MinuteWithdrawnAlready,
    MinuteWords,
    MovedThen,
    OnAnAgenda,
    check_minute,
    check_numbers,
    moved_during,
    told_minute,
)
from tracker.panel.commands_requests import WithdrawRequest
from tracker.panel.rules import RequestState
from tracker.reports.commands_panel_requests import withdraw_request
from tracker.writing import expect_version, flush, touch

TAKEN_OUT = "Taken out of the draft minutes."


@dataclass(frozen=True, slots=True)
class AddMinute:
    words: MinuteWords


@dataclass(frozen=True, slots=True)
class ChangeMinute:
    version: int
    words: MinuteWords


@dataclass(frozen=True, slots=True)
class WithdrawMinute:
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class MoveMinute:
    """`version` is that of the minutes the clerk saw, and `seen` the order of their items, by serial."""

    version: int
    serial: int
    direction: Direction
    seen: tuple[int, ...] = ()


def add_minute(session: Session, minutes: Minutes, command: AddMinute, *, by: Actor, on: date) -> MinutesItem:
    """Behind the others. Raises ConfirmedAlready, MinuteTitleNeeded and NumberGiven."""
    hold_open(session, minutes)
    words = check_minute(command.words)
    session.refresh(minutes, ["items"])
    check_numbers(own_numbers(minutes, more=1), other_numbers(session, minutes.meeting))
    item = append_item(minutes, words, by=by)
    touch(minutes)
    flush(session)
    changes = told_minute(None, words)
    record(session, Event.MINUTES_ITEM_ADDED, by=by, subject=item.subject, changes=changes)
    return item


def change_minute(session: Session, item: MinutesItem, command: ChangeMinute, *, by: Actor, on: date) -> bool:
    """Whether anything changed.

    Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready, MinuteTitleNeeded, HasActions and OnAnAgenda.
    """
    hold_item(session, item, command.version)
    before, words = item.words, check_minute(command.words)
    if words == before:
        return False
    if words.paragraph is not None and before.paragraph is None and item.actions:
        raise HasActions
    if words.paragraph is not None and before.paragraph is None:
        _check_agendas(session, item)
    item.wordings.append(wording_of(words, by=by))
    touch_item(session, item)
    changes = told_minute(before, words)
    record(session, Event.MINUTES_ITEM_CHANGED, by=by, subject=item.subject, changes=changes)
    return True


def _check_agendas(session: Session, item: MinutesItem) -> None:
    """Minutes drawn for a later meeting since the item is there may hold its words; no paper says whose it is."""
    for paper in papers_of_minutes(session, after=item.minutes.meeting, since=item.wordings[0].at):
        place = paper.item
        published = place.printed is not None
        if place.wording.exemption is None and (published or not paper.is_withdrawn):
            raise OnAnAgenda(place.agenda.meeting.title, place.wording.title, published=published)


def withdraw_minute(session: Session, item: MinutesItem, command: WithdrawMinute, *, by: Actor, on: date) -> None:
    """What follows moves up a number, and requests that it made are withdrawn.

    Raises Stale, ConfirmedAlready, MinuteWithdrawnAlready and MovedThen.
    """
    hold_item(session, item, command.version)
    for moved in moved_during(item.minutes.roll, item.serial):
        raise MovedThen(moved.name)
    item.withdrawn_on, item.withdrawn_by, item.withdrawn_reason = on, by.name, command.reason
    touch(item.minutes)
    flush(session)
    reason = None if item.is_exempt else command.reason
    changes = told_minute(item.words, None)
    record(session, Event.MINUTES_ITEM_WITHDRAWN, by=by, subject=item.subject, changes=changes, reason=reason)
    for action in item.actions:
        request = action.request
        if request is not None and request.state is RequestState.OPEN:
            withdraw_request(session, request, WithdrawRequest(request.version, TAKEN_OUT), by=by, on=on)
    renumber(session, item.minutes, by=by)


def move_minute(session: Session, minutes: Minutes, command: MoveMinute, *, by: Actor, on: date) -> None:
    """One place up or down; two items change their numbers.

    Raises OrderChanged with both orders when somebody else was first, ConfirmedAlready, NoSuchItem and CannotMove.
    """
    hold_open(session, minutes)
    before, up = minutes.places, command.direction is Direction.UP
    mine = wanted(command.seen, command.serial, up=up)
    check_order(before, command.version, minutes.version, mine, "The order of the minutes")
    old = minutes.numbers
    for position, line in enumerate((moved_up if up else moved_down)(before, command.serial), start=1):
        item = item_at(minutes, line.key)
        if item.position != position:
            item.position = position
    minutes.items.sort(key=lambda each: (each.position, each.id))
    touch(minutes)
    flush(session)
    item = item_at(minutes, command.serial)
    changes = {"Number": (str(old[item.serial]), str(minutes.numbers[item.serial]))}
    record(session, Event.MINUTES_ITEM_MOVED, by=by, subject=item.subject, changes=changes)
    renumber(session, minutes, by=by)


def hold_item(session: Session, item: MinutesItem, version: int) -> None:
    """As `hold_open`, for an item. Raises Stale, ConfirmedAlready and MinuteWithdrawnAlready."""
    hold_open(session, item.minutes)
    session.refresh(item, ["version", "withdrawn_on"])
    expect_version(name_of(item), item, version)
    if item.is_withdrawn:
        raise MinuteWithdrawnAlready


def touch_item(session: Session, item: MinutesItem) -> None:
    """Its history grew."""
    touch(item)
    flush(session)


def name_of(item: MinutesItem) -> str:
    """How a refusal names it: "Item 43 of the minutes"."""
    number = item.minutes.numbers.get(item.serial)
    return f"Item {number} of the minutes" if number is not None else "The item"
