"""Data tables as boxes: rows break over pages, the header row is repeated as decoration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tracker.documents.pdf.flow import Box, Parallel, Stack
from tracker.documents.pdf.theme import CELL_PADDING

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_KEPT_WHOLE: Final = 150.0
"""A row no higher than this moves to the next page rather than break."""
_LEAST_PART: Final = 60.0
"""A row breaks only where at least this much of the page is left."""
_REPEATED: Final = 90.0
"""A header row higher than this is not repeated: it would leave too little room for the rows."""

_COMPANY: Final = 2
"""Rows that at least stand together at either end of a table, where there are as many."""


class Row(Box):
    """One row: cells side by side and a rule under it; `padding` points above and below."""

    __slots__ = ("cells", "padding", "rule", "width")

    def __init__(
        self,
        cells: Parallel,
        width: float,
        rule: tuple[str, float],
        *,
        padding: float = CELL_PADDING,
        sticky: bool = False,
    ) -> None:
        super().__init__(cells.height + 2 * padding, sticky=sticky)
        self.cells = cells
        self.width = width
        self.rule = rule
        self.padding = padding

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Row, Row] | None:
        if not desperate and (self.height <= _KEPT_WHOLE or room < _LEAST_PART):
            return None
        cut = self.cells.divide(room - 2 * self.padding, desperate=desperate)
        return (self._with(cut[0]), self._with(cut[1])) if cut else None

    def _with(self, cells: Parallel) -> Row:
        return Row(cells, self.width, self.rule, padding=self.padding)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self.cells.paint(canvas, x, top - self.padding)
        colour, thickness = self.rule
        canvas.open(None)
        canvas.box(x, top - self.height, self.width, thickness, colour)
        canvas.close()


class Rule(Box):
    """A thin line under the header of a group of columns, with `gap` points above and below it."""

    __slots__ = ("rule", "width")

    def __init__(self, width: float, rule: tuple[str, float], gap: float) -> None:
        super().__init__(rule[1], gap, gap)
        self.width = width
        self.rule = rule

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        colour, thickness = self.rule
        canvas.open(None)
        canvas.box(x, top - thickness, self.width, thickness, colour)
        canvas.close()


class Repeated(Box):
    """A header row on a continuation page: painted again, read only once."""

    __slots__ = ("row",)

    def __init__(self, row: Row) -> None:
        super().__init__(row.height)
        self.row = row

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.artifact():
            self.row.paint(canvas, x, top)


class Table(Box):
    """`lead` (caption, header row) stays with the first row; `header` is painted again on each further page."""

    __slots__ = ("header", "lead", "rows")

    def __init__(
        self, lead: Sequence[Box], header: Row, rows: Sequence[Box], above: float = 0, below: float = 0
    ) -> None:
        super().__init__(Stack([*lead, *rows]).height, above, below)
        self.lead = list(lead)
        self.header = header
        self.rows = list(rows)

    def divide(self, room: float, *, desperate: bool = False) -> tuple[Box, Box] | None:
        used = Stack(self.lead).height
        for index, row in enumerate(self.rows):
            if used + row.height <= room:
                used += row.height
                continue
            cut = row.divide(room - used)
            if cut:
                return self._cut([*self.rows[:index], cut[0]], [cut[1], *self.rows[index + 1 :]])
            return self._cut_before(index, room, desperate=desperate)
        return self._forced(room) if desperate else None

    def _cut_before(self, index: int, room: float, *, desperate: bool) -> tuple[Box, Box] | None:
        last = len(self.rows) - 1
        if index == last and index > _COMPANY:
            index -= 1  # the last row takes one along rather than stand alone on a page
        while index > 1 and self.rows[index - 1].sticky:
            index -= 1  # nor does the header of a group stand last on one
        if index >= (1 if desperate else min(_COMPANY, last)):
            return self._cut(self.rows[:index], self.rows[index:])
        return self._forced(room) if desperate else None

    def _cut(self, first: Sequence[Box], rest: Sequence[Box]) -> tuple[Table, Table]:
        lead = [Repeated(self.header)] if self.header.height <= _REPEATED else []
        return (
            Table(self.lead, self.header, first, self.above, self.below),
            Table(lead, self.header, rest, self.above, self.below),
        )

    def _forced(self, room: float) -> tuple[Box, Box] | None:
        """Breaks in the first row where it can, else in what leads to it."""
        left = room - Stack(self.lead).height
        cut = self.rows[0].divide(left, desperate=True) if self.rows and left > _LEAST_PART else None
        if cut:
            return self._cut([cut[0]], [cut[1], *self.rows[1:]])
        rows = [Table((), self.header, self.rows)] if self.rows and self.lead else self.rows
        return Stack([*self.lead, *rows]).divide(room, desperate=True)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        Stack([*self.lead, *self.rows]).paint(canvas, x, top)
