"""A data table as elements and boxes: which cell heads which, and where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from tracker.documents.blocks import Cell, ColumnGroup, DataTable, Row, RowGroup, Run
from tracker.documents.pdf import structure, tables, theme
from tracker.documents.pdf.flow import Box, Parallel, Stack
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import make_text
from tracker.documents.pdf.widths import column_gap, column_widths, places
from tracker.documents.tones import INK

_ROW_RULE: Final = (theme.HAIRLINE, 0.5)
_HEADER_RULE: Final = (INK, 1.0)
_GROUP_RULE: Final = (theme.HAIRLINE, 0.75)
_GROUP_GAP: Final = 3.0

LayCell = Callable[[Cell, Element, Room], Stack]


class Grid:
    """One table. `number` tells it from the others of its document, `lay` makes boxes of what stands in a cell."""

    def __init__(self, table: DataTable, number: int, room: Room, lay: LayCell) -> None:
        self.table = table
        self.room = room
        self.lay = lay
        self.widths = column_widths(table, room.width)
        self.starts = places(self.widths, column_gap(table))
        self.heading = theme.COMPACT_HEADER if table.compact else theme.COLUMN_HEADER
        self.padding = theme.COMPACT_PADDING if table.compact else theme.CELL_PADDING
        self.name = f"report-table-{number}"
        self.grouped = bool(table.over) or any(isinstance(row, RowGroup) for row in table.rows)
        self.count = 0
        self.above: dict[int, tuple[str, ...]] = {}
        """The names of the headers over each column, where scopes do not say enough."""

    def box(self, parent: Element) -> Box:
        """The whole table, its elements hung under `parent`."""
        element = Element("Table", parent)
        caption = make_text(
            (Run(self.table.caption),), Element("Caption", element), theme.CAPTION, self.room.reading, sticky=True
        )
        # A table may only have a head where it has a body.
        header = self._header(Element("THead", element) if self.table.rows else element)
        rows = [*chain.from_iterable(self._body(body, element) for body in self.table.bodies())]
        lead = [caption, header] if caption else [header]
        return tables.Table(lead, header, rows, theme.CAPTION.above, theme.CAPTION.above)

    def _header(self, head: Element) -> tables.Row:
        if not self.table.over:
            row = Element("TR", head)
            stacks = [self._column_header(index, row) for index in range(len(self.widths))]
            return tables.Row(Parallel(stacks, self.starts), self.room.width, _HEADER_RULE, padding=self.padding)
        upper, lower = Element("TR", head), Element("TR", head)
        stacks, starts = [], []
        for group, first in self._groups():
            if group.header is None:
                indices = range(first, first + group.span)
                stacks += [self._column_header(index, upper, rows=2) for index in indices]
                starts += [self.starts[index] for index in indices]
            else:
                stacks.append(self._group_header(group, first, upper, lower))
                starts.append(self.starts[first])
        return tables.Row(Parallel(stacks, starts), self.room.width, _HEADER_RULE, padding=self.padding)

    def _groups(self) -> Iterator[tuple[ColumnGroup, int]]:
        first = 0
        for group in self.table.over:
            yield group, first
            first += group.span

    def _group_header(self, group: ColumnGroup, first: int, upper: Element, lower: Element) -> Stack:
        last = first + group.span - 1
        width = self.starts[last] + self.widths[last] - self.starts[first]
        name = f"{self.name}-over-{first + 1}"
        over = Element("TH", upper, attributes=structure.spanning(columns=group.span), identifier=name)
        text = make_text((Run(group.header or ""),), Element("P", over), self.heading, width)
        columns = [self._column_header(index, lower, name) for index in range(first, last + 1)]
        starts = [start - self.starts[first] for start in self.starts[first : last + 1]]
        rule = tables.Rule(width, _GROUP_RULE, _GROUP_GAP)
        return Stack([*([text] if text else ()), rule, Parallel(columns, starts)])

    def _column_header(self, index: int, parent: Element, *over: str, rows: int = 1) -> Stack:
        column = self.table.columns[index]
        name = f"{self.name}-column-{index + 1}" if self.grouped else ""
        self.above[index] = (*over, name)
        element = Element("TH", parent, attributes=structure.spanning(rows=rows), identifier=name)
        text = make_text(
            (Run(column.header),), Element("P", element), self.heading, self.widths[index], align=column.align
        )
        return Stack([text] if text else ())

    def _body(self, body: RowGroup | tuple[Row, ...], table: Element) -> Iterator[Box]:
        element = Element("TBody", table)
        if isinstance(body, tuple):
            yield from (self._row(row, element) for row in body)
            return
        name = f"{self.name}-part-{len(table.kids)}"
        row = Element("TR", element)
        spanning = structure.spanning(columns=len(self.widths))
        head = Element("TH", row, attributes=spanning, identifier=name)
        text = make_text((Run(body.header),), Element("P", head), theme.ROW_GROUP, self.room.width)
        cells = Parallel([Stack([text] if text else ())], [0])
        yield tables.Row(cells, self.room.width, _ROW_RULE, padding=self.padding, sticky=bool(body.rows))
        yield from (self._row(row, element, name) for row in body.rows)

    def _row(self, row: Row, body: Element, *group: str) -> Box:
        parent = Element("TR", body)
        self.count += 1
        name = f"{self.name}-row-{self.count}" if self.grouped else ""
        stacks = []
        for index, (cell, column, width) in enumerate(zip(row.cells, self.table.columns, self.widths, strict=True)):
            element = self._cell(index, parent, name, group)
            room = replace(self.room, width=width, dense=True, compact=self.table.compact, align=column.align)
            stacks.append(self.lay(cell, element, room))
        return tables.Row(Parallel(stacks, self.starts), self.room.width, _ROW_RULE, padding=self.padding)

    def _cell(self, index: int, row: Element, name: str, group: Sequence[str]) -> Element:
        if not index:
            return Element("TH", row, attributes=structure.ROW_HEADER, identifier=name)
        heads = (*self.above[index], *group, name) if self.grouped else ()
        return Element("TD", row, attributes=structure.headed_by(heads) if heads else "")
