"""Where rows of two reports stand: each priority has a place, and a row is matched wherever it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.reports.rules_compare_types import Change
from tracker.reports.rules_compare_words import keyed
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A priority of a plan. `nth` is 0 but where a report prints the same number twice."""

    plan_code: str
    number: int
    nth: int = 0

    def seen_from(self, other: Place) -> str:
        """ "priority 4"; with its plan where the other is of another plan."""
        return f"priority {self.number}" + ("" if self.plan_code == other.plan_code else f" of {self.plan_code}")


Changes = dict[Place, list[Change]]


@dataclass(frozen=True, slots=True)
class Pair(Generic[Row]):
    """A row of the current report and the same one of the previous, with their places; None where it is not in one."""

    before: tuple[Place, Row] | None
    now: tuple[Place, Row] | None

    @property
    def place(self) -> Place:
        """Where a change of it is listed: where it stands now, else where it stood."""
        found = self.now or self.before
        assert found is not None  # noqa: S101  # one of the two is there by construction
        return found[0]


def sections_of(snapshot: HighlightSnapshot) -> dict[Place, PrioritySection]:
    """The priorities of a report in printed order."""
    found = keyed(snapshot.priorities, lambda part: (part.plan_code, part.number))
    return {Place(part.plan_code, part.number, nth): part for (_, nth), part in found.items()}


def pairs(
    previous: HighlightSnapshot,
    current: HighlightSnapshot,
    rows: Callable[[PrioritySection], Sequence[Row]],
    key: Callable[[Row], Hashable],
) -> Iterator[Pair[Row]]:
    """Each row of both reports once: those of the current one as printed, then what only the previous one has."""

    def placed(snapshot: HighlightSnapshot) -> Iterable[tuple[Place, Row]]:
        return ((place, row) for place, part in sections_of(snapshot).items() for row in rows(part))

    then = keyed(placed(previous), lambda each: key(each[1]))
    now = keyed(placed(current), lambda each: key(each[1]))
    yield from (Pair(then.get(name), found) for name, found in now.items())
    yield from (Pair(found, None) for name, found in then.items() if name not in now)


def by_place(found: Iterable[tuple[Place, Change]]) -> Changes:
    """Changes under the priority they belong to, in their order."""
    listed: Changes = defaultdict(list)
    for place, change in found:
        listed[place].append(change)
    return listed
