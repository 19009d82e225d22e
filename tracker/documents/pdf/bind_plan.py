"""Which page of a pack is what: where items begin, where blank pages are needed, how long the front matter is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.pdf.bind_errors import TwiceInPack, UnsettledFront
from tracker.documents.pdf.bind_types import PackItem, Places, Range, frozen

_MOST_TURNS: Final = 30
_FREE_TURNS: Final = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a pack by their numbers: front matter with blank pages behind it, items, and papers of items."""

    pages: Range
    front: Range
    items: Places
    papers: dict[str, tuple[Range, ...]]


def plan(items: Sequence[PackItem], front: int, *, first_page: int, even_end: bool) -> Plan:
    """The pages of a pack whose front matter has so many pages. Each item begins on an odd one."""
    last = first_page + front - 1
    places: dict[str, Range] = {}
    papers: dict[str, tuple[Range, ...]] = {}
    shown = [item for item in items if sum(paper.pages for paper in item.papers)]
    if last % 2 and shown:
        last += 1
    begun = Range(first_page, last)
    for number, item in enumerate(shown, start=1):
        if item.key in places:
            raise TwiceInPack(item.key)
        start = last + 1 if (last + 1) % 2 else last + 2
        end = start - 1
        ranges = []
        for paper in item.papers:
            ranges.append(Range(end + 1, end + paper.pages))
            end += paper.pages
        last = end + 1 if end % 2 and (even_end or number < len(shown)) else end
        places[item.key] = Range(start, last)
        papers[item.key] = tuple(ranges)
    return Plan(Range(first_page, last), begun, frozen(places), papers)


def settled(planned: Callable[[int], Plan], length: Callable[[Places], int], least: int) -> Plan:
    """The plan that has room for the front matter as it is drawn for this plan. `length` draws it.

    Where every length makes it another one, it may only grow in the end, and blank pages fill it up.
    """
    front = max(least, 1)
    for turn in range(_MOST_TURNS):
        found = planned(front)
        needed = max(length(found.items), least)
        if needed == front or (turn >= _FREE_TURNS and needed < front):
            return found
        front = needed if turn < _FREE_TURNS else max(front, needed)
    raise UnsettledFront(front)
