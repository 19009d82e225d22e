"""The order of an agenda: its two parts, the one source of its numbers, and what may be moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.enums import LabelledEnum
from tracker.errors import DomainError, Stale


class Part(LabelledEnum):
    """Part I is open to the public; from Part II the public is excluded."""

    OPEN = "I", "Part I"
    EXEMPT = "II", "Part II"


class ItemKind(LabelledEnum):
    """What an item is, which decides what is printed under its words."""

    STANDING = "standing", "Standing item"
    MINUTES = "minutes", "Minutes of an earlier meeting"
    PARTICIPATION = "participation", "Public participation, with its deadlines"
    UPDATE = "update", "Spoken update"
    REPORT = "report", "Report with papers"
    DATES = "dates", "Future meeting dates"


class PaperKind(LabelledEnum):
    """Where the pages of a paper come from."""

    UPLOAD = "upload", "Uploaded PDF"
    REPORT = "report", "Signed report of this system"
    MINUTES = "minutes", "Minutes of a meeting"
    FORWARD_PLAN = "forward_plan", "Forward work plan"
    REQUESTS = "requests", "Requests of the Panel"
    COVER = "cover", "Cover report"


@dataclass(frozen=True, slots=True)
class Line:
    """An item as far as its place goes. `key` is what the item is known by whatever its number.

    `printed` is the number it has in a published pack; None: it is in none yet.
    """

    key: int
    part: Part
    printed: int | None = None
    withdrawn: bool = False


class NoSuchItem(DomainError):
    def __init__(self, key: int) -> None:
        self.key = key
        super().__init__("This item is no longer on the agenda. Look at the agenda as it is now.")


class CannotMove(DomainError):
    """`title` names the item; `where` is the end at which it stands already."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"The item stands {where} of its part already.")


class NumberPrinted(DomainError):
    """People cite the number of a published item, so it and what stands around it keep their places."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Item {number} is in a published pack, so its number cannot change. "
            "New items stand after the published ones of their part."
        )


class ReasonForPart(DomainError):
    """A published item goes to the other part only with a reason, which the new version of the pack gives."""

    field = "reason"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Enter why item {number} moves to the other part: it is in a published pack, and the next version says so."
        )


class WithdrawnAlready(DomainError):
    def __init__(self) -> None:
        super().__init__("The item has been withdrawn already. Nothing was changed.")


class OrderChanged(Stale):
    """Somebody else changed the order after the page was opened. `mine` and `theirs` are both orders, by key."""

    def __init__(
        self, opened_at: int, now_at: int, mine: Sequence[int], theirs: Sequence[int], what: str = "The agenda"
    ) -> None:
        super().__init__(what, opened_at, now_at)
        self.mine = tuple(mine)
        self.theirs = tuple(theirs)


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Part I before Part II, each in the order given."""
    return tuple(line for part in Part for line in lines if line.part is part)


def numbers(lines: Sequence[Line]) -> Mapping[int, int]:
    """The number of each item by its key: the only place where items are numbered.

    Before anything is published they count from 1 in their order and withdrawn ones have none. What was published
    keeps its number whatever happens, withdrawn or moved; what comes later counts on from the highest.
    """
    given = {line.key: line.printed for line in lines if line.printed is not None}
    following = max(given.values(), default=0)
    for line in in_order(lines):
        if line.printed is None and not line.withdrawn:
            following += 1
            given[line.key] = following
    return given


def moved_up(lines: Sequence[Line], key: int) -> tuple[Line, ...]:
    """The order with the item one place earlier in its part. Raises NoSuchItem, CannotMove and NumberPrinted."""
    return _swapped(lines, key, -1, "first")


def moved_down(lines: Sequence[Line], key: int) -> tuple[Line, ...]:
    """The order with the item one place later in its part. Raises NoSuchItem, CannotMove and NumberPrinted."""
    return _swapped(lines, key, 1, "last")


def moved_to(lines: Sequence[Line], key: int, part: Part, reason: str = "") -> tuple[Line, ...]:
    """The order with the item last in the other part. Raises NoSuchItem, and ReasonForPart for a published item."""
    line = standing(lines, key)
    if line.part is part:
        return in_order(lines)
    if line.printed is not None and not reason.strip():
        raise ReasonForPart(line.printed)
    return in_order((*(other for other in lines if other.key != key), replace(line, part=part)))


def standing(lines: Sequence[Line], key: int) -> Line:
    """The item, if it is on the agenda. Raises NoSuchItem."""
    for line in lines:
        if line.key == key and not line.withdrawn:
            return line
    raise NoSuchItem(key)


def movable(lines: Sequence[Line], key: int) -> tuple[bool, bool]:
    """Whether the item can go up, and down: which buttons its line offers."""
    return tuple(_neighbour(lines, key, step) is not None for step in (-1, 1))  # type: ignore[return-value]  # of two


def wanted(seen: Sequence[int], key: int, *, up: bool) -> tuple[int, ...]:
    """The order a clerk meant who saw this one, by key, and moved an item by one place."""
    order = list(seen)
    if key in order:
        here = order.index(key)
        there = here + (-1 if up else 1)
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return tuple(order)


def check_order(
    lines: Sequence[Line], opened_at: int, now_at: int, mine: Sequence[int], what: str = "The agenda"
) -> None:
    """Raises OrderChanged when `what` moved on since the page was opened at `opened_at`."""
    if opened_at != now_at:
        theirs = [line.key for line in in_order(lines) if not line.withdrawn]
        raise OrderChanged(opened_at, now_at, mine, theirs, what)


def _swapped(lines: Sequence[Line], key: int, step: int, end: str) -> tuple[Line, ...]:
    line = standing(lines, key)
    if line.printed is not None:
        raise NumberPrinted(line.printed)
    other = _next_to(lines, line, step)
    if other is None:
        raise CannotMove(end)
    if other.printed is not None:
        raise NumberPrinted(other.printed)
    ordered = list(in_order(lines))
    here, there = ordered.index(line), ordered.index(other)
    ordered[here], ordered[there] = other, line
    return tuple(ordered)


def _neighbour(lines: Sequence[Line], key: int, step: int) -> Line | None:
    line = standing(lines, key)
    other = _next_to(lines, line, step)
    return None if line.printed is not None or other is None or other.printed is not None else other


def _next_to(lines: Sequence[Line], line: Line, step: int) -> Line | None:
    """The item beside it in its part; a withdrawn one that was never printed is passed over."""
    beside = [each for each in lines if each.part is line.part and (not each.withdrawn or each.printed is not None)]
    place = beside.index(line) + step
    return beside[place] if 0 <= place < len(beside) else None
