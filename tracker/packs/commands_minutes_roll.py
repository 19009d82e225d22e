"""Recording who was there, who sent word, who sat for them, and who came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.packs.commands_minutes import capacity_of, hold_open
from tracker.packs.gather_minutes import decision_facts
from tracker.packs.models_minutes import Minutes, MinutesItem, MinutesPerson, MinutesRoll
from tracker.packs.queries_minutes import item_at, seats_on
from tracker.packs.rules_minutes import Apology, check_attendance, check_decision
from tracker.packs.rules_minuting import Came, Guest, Roll, RollKind, check_movements
from tracker.panel.models import PanelTerm
from tracker.writing import flush, touch


@dataclass(frozen=True, slots=True)
class SetRoll:
    """`opened_at` is the number of the list the clerk saw, 0 for none."""

    opened_at: int
    roll: Roll


def set_roll(session: Session, minutes: Minutes, command: SetRoll, *, by: Actor, on: date) -> bool:
    """A new list; the one before is kept. Whether anything changed.

    Raises Stale, ConfirmedAlready, NotFound for an item that is not there, what `check_attendance` and
    `check_movements` raise, and NotInTheRoom where somebody who proposed or seconded is no longer present.
    """
    hold_open(session, minutes)
    session.refresh(minutes, ["rolls"])
    if command.opened_at != minutes.roll_number:
        raise Stale("The list of those who were there", command.opened_at, minutes.roll_number)
    before, roll = minutes.roll, command.roll
    if roll == before:
        return False
    terms, seats = seats_on(session, minutes.meeting)
    check_attendance(minutes.meeting.day, seats, roll.sat, roll.apologies)
    check_movements(roll.present)
    for item in minutes.standing:
        for decision in item.decisions:
            check_decision(decision_facts(decision), roll.sat)
    people = _people(minutes, roll, {term.member.name: term for term in terms})
    minutes.rolls.append(MinutesRoll(number=minutes.roll_number + 1, by=by.name, people=people))
    touch(minutes)
    flush(session)
    record(session, Event.MINUTES_ROLL_SET, by=by, subject=minutes.subject, changes=_told(before, roll))
    return True


def _people(minutes: Minutes, roll: Roll, terms: Mapping[str, PanelTerm]) -> list[MinutesPerson]:
    people = [_present(minutes, came, terms[came.present.name]) for came in roll.present]
    people += [_apology(each, terms[each.name]) for each in roll.apologies]
    people += [
        MinutesPerson(kind=RollKind.ALSO, name=each.name, capacity=each.capacity or None) for each in roll.guests
    ]
    for position, person in enumerate(people, start=1):
        person.position = position
    return people


def _present(minutes: Minutes, came: Came, term: PanelTerm) -> MinutesPerson:
    return MinutesPerson(
        kind=RollKind.PRESENT,
        member=term.member,
        name=came.present.name,
        capacity=capacity_of(term),
        arrived=came.present.arrived,
        arrived_item=_during(minutes, came.arrived_during),
        left_at=came.present.left,
        left_item=_during(minutes, came.left_during),
    )


def _during(minutes: Minutes, serial: int | None) -> MinutesItem | None:
    return item_at(minutes, serial) if serial is not None else None


def _apology(apology: Apology, term: PanelTerm) -> MinutesPerson:
    return MinutesPerson(kind=RollKind.APOLOGY, member=term.member, name=apology.name, substitute=apology.substitute)


def _told(before: Roll, after: Roll) -> dict[str, tuple[str | None, str | None]]:
    """Attendance is public, whatever was talked about."""
    old, new = _lists(before), _lists(after)
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def _lists(roll: Roll) -> dict[str, str | None]:
    return {
        "Present": "; ".join(map(_came, roll.present)) or None,
        "Apologies": "; ".join(map(_sorry, roll.apologies)) or None,
        "Also present": "; ".join(map(_guest, roll.guests)) or None,
    }


def _came(came: Came) -> str:
    arrived, left = came.present.arrived, came.present.left
    times = [f"from {arrived:%H:%M}" if arrived else "", f"until {left:%H:%M}" if left else ""]
    return " ".join(filter(None, (came.present.name, *times)))


def _sorry(apology: Apology) -> str:
    return f"{apology.name}, {apology.substitute} for them" if apology.substitute else apology.name


def _guest(guest: Guest) -> str:
    return f"{guest.name}, {guest.capacity}" if guest.capacity else guest.name
