"""Blocks as HTML elements, one function for each kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod

from markupsafe import Markup

from tracker.documents.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    KeptTogether,
    ListItem,
    PageBreak,
    Paragraph,
    ProgressBar,
    Row,
    Run,
    Runs,
    Section,
    Shape,
    Sparkline,
    Status,
)
from tracker.documents.charts import sparkline_drawing
from tracker.documents.drawings import svg
from tracker.documents.figures import accent_rule, bar, symbol
from tracker.documents.markup import element, together
from tracker.documents.text import allowed_address


class UnusableAddress(ValueError):
    """A link to something other than an absolute http, https or mailto address."""

    def __init__(self, href: str) -> None:
        self.href = href
        super().__init__(f"A report cannot link to “{href}”.")


class Blocks:
    """Turns blocks into elements. `first_id` begins the ids it gives; `heading_offset` lowers every heading."""

    def __init__(self, first_id: str, heading_offset: int = 0) -> None:
        self._first_id = first_id
        self._offset = heading_offset
        self._tables = 0

    def many(self, blocks: Iterable[Block]) -> Markup:
        return together(self.one(block) for block in blocks)

    def heading(self, level: int, content: str) -> Markup:
        """A heading in the page's own order; HTML has no level below 6."""
        return element(f"h{min(level + self._offset, 6)}", {"class": f"report-h{min(level, 4)}"}, content)

    @singledispatchmethod
    def one(self, block: Block) -> Markup:
        raise TypeError(type(block).__name__)

    @one.register
    def _(self, block: Heading) -> Markup:
        # The title is the only h1, whatever a layout asks for.
        return self.heading(max(block.level, 2), runs(block.runs))

    @one.register
    def _(self, block: Paragraph) -> Markup:
        return element("p", {"class": f"report-{block.kind}"}, runs(block.runs))

    @one.register
    def _(self, block: BulletList) -> Markup:
        items = (element("li", None, runs(item.runs), self._under(item)) for item in block.items)
        return element("ol" if block.numbered else "ul", {"class": "report-list"}, *items)

    @one.register
    def _(self, block: ProgressBar) -> Markup:
        figure = element("span", {"class": "report-progress-value"}, f"{block.percent}%")
        holder = {"class": f"report-progress report-tone-{block.tone}", "role": "img", "aria-label": block.words}
        return element("div", {**holder}, bar(block.percent, block.marker, block.tone), figure)

    @one.register
    def _(self, block: Status) -> Markup:
        css = f"report-status report-tone-{block.tone}"
        if block.shape is not Shape.NONE:
            css += " report-with-symbol"
        tag = element("span", {"class": css}, symbol(block.shape, block.tone), element("span", None, block.word))
        return element("p", {"class": "report-status-line"}, tag)

    @one.register
    def _(self, block: Sparkline) -> Markup:
        return element("div", {"class": "report-sparkline"}, svg(sparkline_drawing(block), block.words))

    @one.register
    def _(self, block: PageBreak) -> Markup:
        return Markup("")

    @one.register
    def _(self, block: Columns) -> Markup:
        columns = (
            element("div", {"class": f"report-column report-share-{share}"}, self.many(blocks))
            for share, blocks in zip(_shares(block.weights), block.columns, strict=True)
        )
        return element("div", {"class": "report-columns"}, *columns)

    @one.register
    def _(self, block: KeptTogether) -> Markup:
        return element("div", {"class": "report-together"}, self.many(block.blocks))

    @one.register
    def _(self, block: Section) -> Markup:
        css = "report-section report-new-page" if block.new_page else "report-section"
        rule = accent_rule(block.accent) if block.accent else ""
        return element(
            "section", {"class": css, "id": block.anchor}, rule, self.one(block.heading), self.many(block.blocks)
        )

    @one.register
    def _(self, block: DataTable) -> Markup:
        self._tables += 1
        caption = f"{self._first_id}-table-{self._tables}"
        table = element(
            "table",
            None,
            element("caption", {"id": caption}, block.caption),
            element("colgroup", None, *_column_widths(block.columns)),
            element("thead", None, element("tr", None, *_column_headers(block.columns))),
            element("tbody", None, *(self._row(row, block.columns) for row in block.rows)),
        )
        # Whoever cannot use a mouse scrolls a wide table with the arrow keys, so it can be tabbed to.
        region = {"class": "report-table", "role": "region", "aria-labelledby": caption, "tabindex": "0"}
        return element("div", {**region}, table)

    def _row(self, row: Row, columns: tuple[Column, ...]) -> Markup:
        pairs = zip(row.cells, columns, strict=True)
        return element("tr", None, *(self._cell(cell, column, place) for place, (cell, column) in enumerate(pairs)))

    def _cell(self, cell: Cell, column: Column, place: int) -> Markup:
        content = self.many(cell.blocks)
        if place == 0:
            return element("th", {"scope": "row", "class": _aligned(column)}, content)
        return element("td", {"class": _aligned(column)}, content)

    def _under(self, item: ListItem) -> Markup:
        return self.one(item.children) if item.children else Markup("")


def runs(given: Runs) -> Markup:
    """Text with its bold and its links. Raises `UnusableAddress`."""
    return together(_run(run) for run in given)


def _run(run: Run) -> Markup:
    text = element("strong", None, run.text) if run.bold else together((run.text,))
    if run.href is None:
        return text
    if not allowed_address(run.href):
        raise UnusableAddress(run.href)
    return element("a", {"class": "report-link", "href": run.href}, text)


def _aligned(column: Column) -> str | None:
    return "report-end" if column.align is Align.END else None


def _column_headers(columns: tuple[Column, ...]) -> Iterator[Markup]:
    for column in columns:
        yield element("th", {"scope": "col", "class": _aligned(column)}, column.header)


def _column_widths(columns: tuple[Column, ...]) -> Iterator[Markup]:
    for share in _shares(tuple(column.weight for column in columns)):
        yield element("col", {"class": f"report-share-{share}"})


def _shares(weights: tuple[float, ...]) -> list[int]:
    """Weights as percentages in steps of five, for which the style sheet has classes."""
    total = sum(weights)
    return [min(max(round(20 * weight / total) * 5, 5), 100) for weight in weights]
