"""Boxes that stand one under the other and break over pages.

A box knows its width from the start and has a height. `paint` gets its upper left corner.
`divide` cuts off what sensibly fits into some room; `desperate` says that the room is a whole empty page,
so that something must be cut off whatever it looks like.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tracker.documents.pdf.errors import TooTall

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_ROUNDING = 0.01
"""Points by which sums of lengths may exceed the room."""

_CLOSER = 0.6
"""How much of the space above a box stays when a heading stands before it."""


class Box:
    """One thing in a flow. `above`, `below`: least distances to its neighbours. `sticky`: keep with the next."""

    __slots__ = ("above", "below", "height", "sticky")

    def __init__(self, height: float, above: float = 0, below: float = 0, *, sticky: bool = False) -> None:
        self.height = height
        self.above = above
        self.below = below
        self.sticky = sticky

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Box, Box] | None:
        """Two boxes, the first no higher than `room`; None when it should rather stay whole."""
        return None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Paints with the upper left corner at (x, top)."""
        raise NotImplementedError

    def anchors(self) -> Iterator[str]:
        """The anchors that lead to this box or into it."""
        return iter(())


class Space(Box):
    """Empty space; it stays at the top of a page too."""

    __slots__ = ()

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        return


class Break(Box):
    """What follows starts a new page."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(math.inf)


class Stack(Box):
    """Boxes one under the other. Breaks at its top and end vanish: they would make empty pages."""

    __slots__ = ("boxes",)

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.boxes = list(boxes)
        while self.boxes and isinstance(self.boxes[0], Break):
            del self.boxes[0]
        while self.boxes and isinstance(self.boxes[-1], Break):
            del self.boxes[-1]
        first = self.boxes[0] if self.boxes else None
        last = self.boxes[-1] if self.boxes else None
        super().__init__(
            self._measure(),
            first.above if first else 0,
            last.below if last else 0,
            sticky=last.sticky if last else False,
        )

    def _measure(self) -> float:
        height = 0.0
        previous: Box | None = None
        for box in self.boxes:
            height += box.height + (_gap(previous, box) if previous else 0)
            previous = box
        return height

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Stack, Stack] | None:
        boxes = self.boxes
        used = 0.0
        for index, box in enumerate(boxes):
            if isinstance(box, Break):
                return Stack(boxes[:index]), Stack(boxes[index + 1 :])
            gap = _gap(boxes[index - 1], box) if index else 0
            if used + gap + box.height <= room + _ROUNDING:
                used += gap + box.height
                continue
            alone = all(before.sticky for before in boxes[:index])
            cut = box.divide(room - used - gap, desperate=desperate and alone)
            if cut:
                return Stack([*boxes[:index], cut[0]]), Stack([cut[1], *boxes[index + 1 :]])
            return self._part_before(index, room, desperate=desperate)
        return None

    def _part_before(self, index: int, room: float, *, desperate: bool) -> tuple[Stack, Stack] | None:
        """Breaks before box `index`, or earlier, so that no sticky box ends the first part."""
        boxes = self.boxes
        start = index
        while start and boxes[start - 1].sticky:
            start -= 1
        if start:
            return Stack(boxes[:start]), Stack(boxes[start:])
        if desperate and index:
            return Stack(boxes[:index]), Stack(boxes[index:])
        return None

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        previous: Box | None = None
        for box in self.boxes:
            if previous:
                top -= _gap(previous, box)
            box.paint(canvas, x, top)
            top -= box.height
            previous = box

    def anchors(self) -> Iterator[str]:
        for box in self.boxes:
            yield from box.anchors()


class Whole(Stack):
    """A stack that rather moves to the next page than breaks, unless it is higher than `page` points, a whole page."""

    __slots__ = ("page",)

    def __init__(self, boxes: Iterable[Box], page: float) -> None:
        super().__init__(boxes)
        self.page = page

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Stack, Stack] | None:
        if not desperate and self.height <= self.page + _ROUNDING:
            return None
        return super().divide(room, desperate=desperate)


def _gap(upper: Box, lower: Box) -> float:
    """The space between two boxes; what a sticky box announces comes closer."""
    return max(upper.below, lower.above * _CLOSER if upper.sticky else lower.above)


class Parallel(Box):
    """Stacks side by side, each broken over pages on its own. `places` are their distances from the left edge."""

    __slots__ = ("places", "stacks")

    def __init__(self, stacks: list[Stack], places: list[float], above: float = 0, below: float = 0) -> None:
        self.stacks = stacks
        self.places = places
        super().__init__(max((stack.height for stack in stacks), default=0), above, below)

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Parallel, Parallel] | None:
        cuts: list[tuple[Stack, Stack]] = []
        for stack in self.stacks:
            cut = (stack, Stack(())) if stack.height <= room + _ROUNDING else stack.divide(room, desperate=desperate)
            if cut is None:
                return None
            cuts.append(cut)
        first = Parallel([cut[0] for cut in cuts], self.places, self.above, self.below)
        return first, Parallel([cut[1] for cut in cuts], self.places, self.above, self.below)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for stack, place in zip(self.stacks, self.places, strict=True):
            stack.paint(canvas, x + place, top)

    def anchors(self) -> Iterator[str]:
        for stack in self.stacks:
            yield from stack.anchors()


def paginate(flow: Stack, room: float) -> list[Stack]:
    """The flow, cut into pages with `room` points of height each. Raises `TooTall` for a box that cannot be cut."""
    pages: list[Stack] = []
    while flow.boxes:
        head, rest = flow, Stack(())
        if flow.height > room + _ROUNDING:
            cut = flow.divide(room, desperate=True)
            if cut is None:
                raise TooTall(flow.boxes[0].height, room)
            head, rest = cut
        flow = rest
        if head.boxes:
            pages.append(head)
    return pages
