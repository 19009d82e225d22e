"""Minutes: who was there and when, their running numbers, decisions with proposer and seconder, and actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from tracker.dates import long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError

HIGHEST_NUMBER: Final = 99_999


class MinutesState(StatusEnum):
    """Draft until the next meeting confirms them as correct; after that neither words nor PDF change."""

    DRAFT = "draft", "Draft", Shape.DIAMOND, Tone.CAUTION
    CONFIRMED = "confirmed", "Confirmed", Shape.TICK, Tone.DONE


class Movement(LabelledEnum):
    ARRIVED = "arrived", "arrived"
    LEFT = "left", "left"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who may sit: a member, or a substitute who sits only for one."""

    name: str
    substitute: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """A member or substitute who was there, from `arrived` until `left` where that was not all the time."""

    name: str
    arrived: time | None = None
    left: time | None = None

    def was_there(self, at: time | None) -> bool:
        """Whether they were in the room at a time; None: at any time."""
        if at is None:
            return True
        return (self.arrived is None or self.arrived <= at) and (self.left is None or at < self.left)


@dataclass(frozen=True, slots=True)
class Apology:
    """A member who could not come, and the substitute who came for them."""

    name: str
    substitute: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody came or went during an item."""

    name: str
    movement: Movement
    at: time


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided. A formal one, on a motion, has a proposer and a seconder; what was merely noted has none."""

    text: str
    formal: bool
    proposer: str | None = None
    seconder: str | None = None


class Unknown(DomainError):
    """A name that belongs to nobody who sat on the Panel that day."""

    field = "name"

    def __init__(self, name: str, day: date) -> None:
        self.name = name
        super().__init__(
            f"“{name}” was neither a member nor a substitute on {long_date(day)}. Choose a name from the list, or "
            "enter the person under “also present”."
        )


class NamedTwice(DomainError):
    """Present, and sorry not to be; or named twice in one of the lists."""

    field = "name"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is named twice. Take the name out of “present” or out of “apologies”.")


class NoSubstitute(DomainError):
    """`name` is not a substitute, or sits for two."""

    field = "substitute"

    def __init__(self, name: str, *, twice: bool = False) -> None:
        self.name = name
        self.twice = twice
        why = "already sits for somebody else" if twice else "is not on the list of substitutes"
        super().__init__(f"{name} {why}. Choose another substitute, or none.")


class SubstituteForNobody(DomainError):
    """A substitute is present for no member: they may watch, but do not sit."""

    field = "name"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} is a substitute. Say under “apologies” for which member, or enter them under “also present”."
        )


class LeftBeforeArriving(DomainError):
    field = "left"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} cannot leave before they arrive. Check both times.")


class MotionIncomplete(DomainError):
    field = "proposer"

    def __init__(self) -> None:
        super().__init__("Enter who proposed and who seconded it, or say that it was no formal motion.")


class SecondedOneself(DomainError):
    field = "seconder"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} cannot second their own motion. Choose somebody else.")


class NotInTheRoom(DomainError):
    field = "proposer"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is not among those present, so they could not move or second anything.")


class NumberTaken(DomainError):
    field = "first_number"

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
        super().__init__(f"Enter a number from {last + 1} on: earlier minutes go up to {last}.")


class ConfirmedAlready(DomainError):
    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(
            f"The Panel confirmed these minutes on {long_date(on)}, so they cannot be changed. "
            "A mistake in them is corrected in the minutes of the next meeting."
        )


class ConfirmedTooEarly(DomainError):
    field = "meeting"

    def __init__(self, held: date, on: date) -> None:
        self.held = held
        super().__init__(
            f"Minutes are confirmed at a later meeting. Choose one after {long_date(held)}, not {long_date(on)}."
        )


def check_attendance(
    day: date, seats: Iterable[Seat], present: Sequence[Present], apologies: Sequence[Apology]
) -> None:
    """Raises the first thing that cannot be true of who was there.

    One of Unknown, NamedTwice, NoSubstitute, SubstituteForNobody and LeftBeforeArriving.
    """
    known = {seat.name: seat.substitute for seat in seats}
    seen: set[str] = set()
    for name in (*(each.name for each in present), *(each.name for each in apologies)):
        if name not in known:
            raise Unknown(name, day)
        if name in seen:
            raise NamedTwice(name)
        seen.add(name)
    _check_substitutes(known, present, apologies)
    for each in present:
        if each.arrived is not None and each.left is not None and each.left < each.arrived:
            raise LeftBeforeArriving(each.name)


def _check_substitutes(known: Mapping[str, bool], present: Sequence[Present], apologies: Sequence[Apology]) -> None:
    sitting: set[str] = set()
    for apology in apologies:
        if apology.substitute is None:
            continue
        if not known.get(apology.substitute):
            raise NoSubstitute(apology.substitute)
        if apology.substitute in sitting:
            raise NoSubstitute(apology.substitute, twice=True)
        sitting.add(apology.substitute)
    for each in present:
        if known[each.name] and each.name not in sitting:
            raise SubstituteForNobody(each.name)


def movements(present: Iterable[Present]) -> tuple[Moved, ...]:
    """Arrivals and departures in the order in which they happened; at the same minute people leave last."""
    found = [Moved(each.name, Movement.ARRIVED, each.arrived) for each in present if each.arrived is not None]
    found += [Moved(each.name, Movement.LEFT, each.left) for each in present if each.left is not None]
    return tuple(sorted(found, key=lambda each: (each.at, each.movement is Movement.LEFT, each.name)))


def check_decision(decision: Decision, present: Sequence[Present], at: time | None = None) -> None:
    """Raises MotionIncomplete, SecondedOneself, or NotInTheRoom for somebody who was not there `at` that time."""
    proposer, seconder = decision.proposer, decision.seconder
    if not decision.formal:
        return
    if not proposer or not seconder:
        raise MotionIncomplete
    if proposer == seconder:
        raise SecondedOneself(proposer)
    there = {each.name for each in present if each.was_there(at)}
    for name in (proposer, seconder):
        if name not in there:
            raise NotInTheRoom(name)


def following(last: int | None, first_of_series: int = 1) -> int:
    """The number that new minutes begin with: the one after the `last` used, or the first of the office's series."""
    return first_of_series if last is None else last + 1


def check_first(first: int, last: int | None) -> None:
    """Raises NumberTaken where a number of earlier minutes would be given again."""
    if last is not None and first <= last:
        raise NumberTaken(first, last)


def numbered(first: int, items: int) -> tuple[int, ...]:
    """The running numbers of so many items."""
    return tuple(range(first, first + items))


def check_open(state: MinutesState, confirmed_on: date | None) -> None:
    """Raises ConfirmedAlready."""
    if state is MinutesState.CONFIRMED and confirmed_on is not None:
        raise ConfirmedAlready(confirmed_on)


def check_confirming(held: date, at: date) -> None:
    """Minutes are confirmed at a later meeting than their own. Raises ConfirmedTooEarly."""
    if at <= held:
        raise ConfirmedTooEarly(held, at)
