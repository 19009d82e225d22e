"""Moving items of an agenda: up, down, and to the other part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.enums import LabelledEnum
from tracker.packs.commands import name_of, set_words, words_of
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.queries import item_of
from tracker.packs.rules_agenda import Line, Part, check_order, moved_down, moved_to, moved_up, numbers, wanted
from tracker.packs.rules_exempt import Exemption
from tracker.packs.rules_items import told_change
from tracker.writing import expect_version, flush, touch


class Direction(LabelledEnum):
    UP = "up", "up"
    DOWN = "down", "down"


@dataclass(frozen=True, slots=True)
class MoveItem:
    """`version` is that of the agenda the clerk saw, and `seen` the order of its items, by serial."""

    version: int
    serial: int
    direction: Direction
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveToPart:
    """`exemption` None moves the item to Part I. `reason` is needed for an item that is in a published pack."""

    version: int
    exemption: Exemption | None
    reason: str = ""


def move_item(session: Session, agenda: Agenda, command: MoveItem, *, by: Actor, on: date) -> None:
    """One place up or down in its part.

    Raises OrderChanged with both orders when somebody else was first, NoSuchItem, CannotMove and NumberPrinted.
    """
    before = agenda.places
    up = command.direction is Direction.UP
    check_order(before, command.version, agenda.version, wanted(command.seen, command.serial, up=up))
    _place(session, agenda, (moved_up if up else moved_down)(before, command.serial))
    item = item_of(agenda, command.serial)
    old, new = numbers(before), numbers(agenda.places)
    changes = {"Number": (str(old[item.serial]), str(new[item.serial]))}
    record(session, Event.AGENDA_ITEM_MOVED, by=by, subject=item.subject, changes=changes)


def move_to_part(session: Session, item: AgendaItem, command: MoveToPart, *, by: Actor, on: date) -> bool:
    """To the end of the other part, with or without what makes it exempt; whether anything changed.

    Raises Stale, NoSuchItem, and ReasonForPart for a published item without a reason.
    """
    expect_version(name_of(item), item, command.version)
    part = Part.OPEN if command.exemption is None else Part.EXEMPT
    before = words_of(item.wording)
    after = replace(before, exemption=command.exemption)
    placed = moved_to(item.agenda.places, item.serial, part, command.reason)
    if after == before:
        return False
    set_words(session, item, after, by=by, reason=command.reason or None)
    _place(session, item.agenda, placed)
    # The reason of an exempt item can tell what it is about, so the item keeps it and the log does not.
    record(
        session,
        Event.AGENDA_ITEM_PART,
        by=by,
        subject=item.subject,
        changes=told_change(before, after),
    )
    return True


def _place(session: Session, agenda: Agenda, order: Sequence[Line]) -> None:
    """Numbers the places of the items; only those that moved are changed."""
    for position, line in enumerate(order, start=1):
        item = item_of(agenda, line.key)
        if item.position != position:
            item.position = position
    agenda.items.sort(key=lambda item: (item.position, item.id))
    touch(agenda)
    flush(session)
