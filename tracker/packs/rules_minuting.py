"""Writing minutes: their order and running numbers, whose arrival stands where, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from tracker.dates import clock, long_date
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.packs.rules_agenda import ItemKind, Line
from tracker.packs.rules_minutes import Apology, Moved, Movement, Present, numbered


class RollKind(LabelledEnum):
    """As what somebody stands in the list of those who were there or sent word."""

    PRESENT = "present", "Present"
    APOLOGY = "apology", "Apologies"
    ALSO = "also", "Also present"


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody present, with the items, by serial, during which they came and went."""

    present: Present
    arrived_during: int | None = None
    left_during: int | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who was there and does not sit. `capacity`: as what; "" where that is not known."""

    name: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who was there, who sent word, and who else came."""

    present: tuple[Came, ...] = ()
    apologies: tuple[Apology, ...] = ()
    guests: tuple[Guest, ...] = ()

    @property
    def sat(self) -> tuple[Present, ...]:
        return tuple(came.present for came in self.present)


@dataclass(frozen=True, slots=True)
class MinuteWords:
    """What an item of the minutes says. `paragraph` makes it exempt; then everybody may read `summary` alone."""

    title: str
    text: str | None = None
    paragraph: int | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The running numbers of some minutes, and the day of their meeting. `count` 0: they have no items yet."""

    day: date
    first: int
    count: int

    @property
    def last(self) -> int:
        return self.first + self.count - 1


class MinutesExist(DomainError):
    def __init__(self) -> None:
        super().__init__("The meeting has minutes already. Open and change them.")


class MinutesTooEarly(DomainError):
    """There is nothing to minute before the meeting."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"The meeting is on {long_date(day)}. Its minutes can be made from that day on.")


class MinuteTitleNeeded(DomainError):
    field = "title"

    def __init__(self) -> None:
        super().__init__("Enter the title of the item.")


class MinuteWithdrawnAlready(DomainError):
    def __init__(self) -> None:
        super().__init__("The item has been taken out of the minutes already. Nothing was changed.")


class NumberGiven(DomainError):
    """A running number would stand in two minutes."""

    field = "first_number"

    def __init__(self, number: int, day: date) -> None:
        self.number = number
        self.day = day
        super().__init__(
            f"Number {number} stands in the minutes of {long_date(day)} already. "
            "Change the first number of one of the two, so that no number is given twice."
        )


class DuringWhat(DomainError):
    """A time without the item during which it was."""

    field = "arrived_during"

    def __init__(self, name: str, movement: Movement) -> None:
        self.name = name
        self.field = "arrived_during" if movement is Movement.ARRIVED else "left_during"
        super().__init__(f"Choose the item during which {name} {movement.label}.")


class TimeMissing(DomainError):
    """An item without the time."""

    field = "arrived"

    def __init__(self, name: str, movement: Movement) -> None:
        self.name = name
        self.field = "arrived" if movement is Movement.ARRIVED else "left"
        super().__init__(f"Enter the time at which {name} {movement.label}.")


class MovedThen(DomainError):
    """Somebody came or went during an item that is to go."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} came or went during this item. Say under “Who was there” during which other item that was."
        )


class OnAnAgenda(DomainError):
    """What is to become exempt may stand in minutes that were put on an agenda, where everybody reads them."""

    field = "paragraph"

    def __init__(self, meeting: str, item: str, *, published: bool) -> None:
        """`meeting` and `item`: by their titles."""
        self.meeting = meeting
        self.item = item
        self.published = published
        first = (
            "What is published there tells of this item: move that item of the agenda to Part II first, "
            "which withholds the pack, then publish a new version."
            if published
            else "Withdraw them there first, and add them again when this item is exempt."
        )
        super().__init__(f"Minutes are a paper of the item “{item}” on the agenda of {meeting}. {first}")


class HasActions(DomainError):
    """What an open item asks is a request of the Panel, which everybody reads; an exempt one must not be told."""

    field = "paragraph"

    def __init__(self) -> None:
        super().__init__(
            "The item has actions, and the Panel's requests name them for everybody. Take them out first, then enter "
            "them again once the item is exempt."
        )


class NobodyPresent(DomainError):
    def __init__(self) -> None:
        super().__init__("Nobody is recorded as present. Enter who was there before the minutes are confirmed.")


class NoLaterMeeting(DomainError):
    """There is no meeting yet that could have confirmed them."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"No meeting after {long_date(day)} has been held yet. The minutes stay a draft until a later meeting "
            "has confirmed them."
        )


class NotHeldYet(DomainError):
    """Minutes are confirmed at a meeting, not ahead of it."""

    field = "meeting"

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"The meeting of {long_date(day)} has not been held yet.")


class NothingExemptMinuted(DomainError):
    """The full minutes were asked for where nothing is kept back."""

    def __init__(self, meeting: str) -> None:
        super().__init__(f"Nothing in the minutes of {meeting} is exempt, so everybody reads the whole of them.")


def check_minute(words: MinuteWords) -> MinuteWords:
    """Raises MinuteTitleNeeded."""
    if not words.title.strip():
        raise MinuteTitleNeeded
    return words


def check_numbers(own: Numbers, others: Iterable[Numbers]) -> None:
    """Raises NumberGiven where a number would stand in other minutes too."""
    for other in others:
        shared = range(max(own.first, other.first), min(own.last, other.last) + 1)
        if shared:
            raise NumberGiven(shared[0], other.day)


def highest_before(day: date, others: Iterable[Numbers]) -> int | None:
    """The highest number in the minutes of earlier meetings; None where there are none."""
    return max((other.last for other in others if other.day < day and other.count), default=None)


def numbers_of(first: int, lines: Sequence[Line]) -> Mapping[int, int]:
    """The running number of each item that stands, by its key."""
    standing = [line.key for line in lines if not line.withdrawn]
    return dict(zip(standing, numbered(first, len(standing)), strict=True))


def check_movements(present: Iterable[Came]) -> None:
    """Raises DuringWhat or TimeMissing: a time and its item go together."""
    for came in present:
        pairs: tuple[tuple[Movement, time | None, int | None], ...] = (
            (Movement.ARRIVED, came.present.arrived, came.arrived_during),
            (Movement.LEFT, came.present.left, came.left_during),
        )
        for movement, at, during in pairs:
            if at is not None and during is None:
                raise DuringWhat(came.present.name, movement)
            if at is None and during is not None:
                raise TimeMissing(came.present.name, movement)


def moved_during(roll: Roll, serial: int) -> tuple[Moved, ...]:
    """Who came and went during an item, in that order; at the same minute people leave last."""
    found = [
        Moved(came.present.name, Movement.ARRIVED, came.present.arrived)
        for came in roll.present
        if came.present.arrived is not None and came.arrived_during == serial
    ]
    found += [
        Moved(came.present.name, Movement.LEFT, came.present.left)
        for came in roll.present
        if came.present.left is not None and came.left_during == serial
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.movement is Movement.LEFT, each.name)))


_APOLOGIES: Final = "apolog"


def opening_text(kind: ItemKind, title: str, coming: Iterable[tuple[date, time | None, str | None]]) -> str | None:
    """What a new item says by itself: only what other records say already, never what happened."""
    if kind is ItemKind.STANDING and _APOLOGIES in title.lower():
        return "Apologies are listed at the head of these minutes."
    if kind is ItemKind.DATES:
        lines = [", ".join(filter(None, (_when(day, at), where))) for day, at, where in coming]
        return "The next meetings are:\n\n" + "\n".join(f"- {line}" for line in lines) if lines else None
    return None


def _when(day: date, at: time | None) -> str:
    return f"{long_date(day)}, {clock(at)}" if at is not None else long_date(day)


def told_minute(before: MinuteWords | None, after: MinuteWords | None) -> dict[str, tuple[str | None, str | None]]:
    """What the log says of an item: its title while it is open, and never its words, which the minutes keep.

    Nothing of an item that is or was exempt is told but that it is.
    """
    told: dict[str, tuple[str | None, str | None]] = {}
    pair = (before, after)
    if all(words is None or words.paragraph is None for words in pair):
        _tell(told, "Title", *(words.title if words is not None else None for words in pair))
    elif any(words is not None and words.paragraph is None for words in pair):
        _tell(told, "Open to the public", *(_openness(words) for words in pair))
    if before is not None and after is not None:
        for name, field in (("Words", "text"), ("Summary for the public", "summary")):
            if getattr(before, field) != getattr(after, field):
                told[name] = (None, "changed")
    _tell(told, "Exempt by", *(_exempt_by(words) for words in pair))
    return told


def _tell(told: dict[str, tuple[str | None, str | None]], name: str, old: str | None, new: str | None) -> None:
    if old != new:
        told[name] = (old, new)


def _openness(words: MinuteWords | None) -> str | None:
    if words is None:
        return None
    return "yes" if words.paragraph is None else "no"


def _exempt_by(words: MinuteWords | None) -> str | None:
    return None if words is None or words.paragraph is None else f"paragraph {words.paragraph}"
