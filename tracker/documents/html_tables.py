"""Data tables as HTML: every cell knows its headers by scope, those of groups included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tracker.documents.blocks import Align, Cell, Column, DataTable, Row, RowGroup
from tracker.documents.markup import element

Content = Callable[[Cell], Markup]


def table(block: DataTable, caption: str, content: Content) -> Markup:
    """The table; `caption` is the id its caption gets, `content` says what stands in a cell.

    Where rows stand in groups, each cell also names its headers: programs disagree about what a header that spans the
    table is for.
    """
    bodies = tuple(block.bodies())
    names = _Names(caption if any(isinstance(body, RowGroup) for body in bodies) else None)
    return element(
        "table",
        None,
        element("caption", {"id": caption}, block.caption),
        *_column_groups(block),
        element("thead", None, *_header_rows(block, names)),
        *(_body(body, place, block, names, content) for place, body in enumerate(bodies)),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The ids of a table's headers; none without a prefix, where scopes suffice."""

    prefix: str | None

    def of(self, kind: str, *numbers: int) -> str | None:
        return "-".join([self.prefix, kind, *map(str, numbers)]) if self.prefix else None

    def together(self, *found: str | None) -> str | None:
        return " ".join(name for name in found if name) or None


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


def _header_rows(block: DataTable, names: _Names) -> Iterator[Markup]:
    if not block.over:
        yield element("tr", None, *(_column_header(column, place, names) for place, column in enumerate(block.columns)))
        return
    upper, lower, first = [], [], 0
    for number, group in enumerate(block.over):
        columns = list(enumerate(block.columns))[first : first + group.span]
        first += group.span
        if group.header is None:
            upper += [_column_header(column, place, names, rows=2) for place, column in columns]
        else:
            over = {"scope": "colgroup", "colspan": str(group.span), "class": "report-over"}
            upper.append(element("th", {**over, "id": names.of("over", number)}, group.header))
            lower += [_column_header(column, place, names) for place, column in columns]
    yield element("tr", None, *upper)
    yield element("tr", None, *lower)


def _column_header(column: Column, place: int, names: _Names, rows: int = 1) -> Markup:
    attributes = {"scope": "col", "class": _aligned(column), "rowspan": "2" if rows > 1 else None}
    return element("th", {**attributes, "id": names.of("column", place)}, column.header)


def _body(body: RowGroup | tuple[Row, ...], number: int, block: DataTable, names: _Names, content: Content) -> Markup:
    rows = body.rows if isinstance(body, RowGroup) else body
    group = names.of("group", number) if isinstance(body, RowGroup) else None
    lines = []
    if isinstance(body, RowGroup):
        spanning = {"scope": "rowgroup", "colspan": str(len(block.columns)), "class": "report-rows", "id": group}
        lines.append(element("tr", None, element("th", {**spanning}, body.header)))
    for place, row in enumerate(rows):
        header = names.of("row", number, place)
        cells = (
            _cell(content(cell), column, names.together(group, header, *above))
            if at
            else element("th", {"scope": "row", "class": _aligned(column), "id": header}, content(cell))
            for at, (cell, column, above) in enumerate(zip(row.cells, block.columns, _above(block, names), strict=True))
        )
        lines.append(element("tr", None, *cells))
    return element("tbody", None, *lines)


def _above(block: DataTable, names: _Names) -> list[tuple[str | None, ...]]:
    """The headers over each column, those of groups first."""
    over = [
        names.of("over", at) if group.header else None for at, group in enumerate(block.over) for _ in range(group.span)
    ]
    return [(over[place] if over else None, names.of("column", place)) for place in range(len(block.columns))]


def _cell(content: Markup, column: Column, headers: str | None) -> Markup:
    return element("td", {"class": _aligned(column), "headers": headers}, content)


def _aligned(column: Column) -> str | None:
    return "report-end" if column.align is Align.END else None
