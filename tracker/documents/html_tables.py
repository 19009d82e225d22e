"""Data tables as HTML: every cell knows its headers by scope, those of groups included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from tracker.documents.blocks import Align, Cell, Column, DataTable, Row, RowGroup
from tracker.documents.markup import element

Content = Callable[[Cell], Markup]


def table(block: DataTable, caption: str, content: Content) -> Markup:
    """The table; `caption` is the id its caption gets, `content` says what stands in a cell."""
    return element(
        "table",
        None,
        element("caption", {"id": caption}, block.caption),
        *_column_groups(block),
        element("thead", None, *_header_rows(block)),
        *(_body(body, block.columns, content) for body in block.bodies()),
    )


def shares(weights: Sequence[float]) -> list[int]:
    """Weights as percentages in steps of five, for which the style sheet has classes."""
    total = sum(weights)
    return [min(max(round(20 * weight / total) * 5, 5), 100) for weight in weights]


def _column_groups(block: DataTable) -> Iterator[Markup]:
    columns = [
        element("col", {"class": f"report-share-{share}"}) for share in shares([c.weight for c in block.columns])
    ]
    spans = [group.span for group in block.over] or [len(columns)]
    for span in spans:
        yield element("colgroup", None, *columns[:span])
        del columns[:span]


def _header_rows(block: DataTable) -> Iterator[Markup]:
    if not block.over:
        yield element("tr", None, *(_column_header(column) for column in block.columns))
        return
    upper, lower, first = [], [], 0
    for group in block.over:
        columns = block.columns[first : first + group.span]
        first += group.span
        if group.header is None:
            upper += [_column_header(column, rows=2) for column in columns]
        else:
            over = {"scope": "colgroup", "colspan": str(group.span), "class": "report-over"}
            upper.append(element("th", {**over}, group.header))
            lower += [_column_header(column) for column in columns]
    yield element("tr", None, *upper)
    yield element("tr", None, *lower)


def _column_header(column: Column, rows: int = 1) -> Markup:
    attributes = {"scope": "col", "class": _aligned(column), "rowspan": "2" if rows > 1 else None}
    return element("th", attributes, column.header)


def _body(body: RowGroup | tuple[Row, ...], columns: tuple[Column, ...], content: Content) -> Markup:
    rows = body.rows if isinstance(body, RowGroup) else body
    lines = [_row(row, columns, content) for row in rows]
    if isinstance(body, RowGroup):
        spanning = {"scope": "rowgroup", "colspan": str(len(columns)), "class": "report-rows"}
        lines.insert(0, element("tr", None, element("th", {**spanning}, body.header)))
    return element("tbody", None, *lines)


def _row(row: Row, columns: tuple[Column, ...], content: Content) -> Markup:
    pairs = enumerate(zip(row.cells, columns, strict=True))
    return element("tr", None, *(_cell(content(cell), column, place) for place, (cell, column) in pairs))


def _cell(content: Markup, column: Column, place: int) -> Markup:
    if place == 0:
        return element("th", {"scope": "row", "class": _aligned(column)}, content)
    return element("td", {"class": _aligned(column)}, content)


def _aligned(column: Column) -> str | None:
    return "report-end" if column.align is Align.END else None
