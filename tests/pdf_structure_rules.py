"""What we ask of our own documents beyond a sound structure: good headings, tables, figures and links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.pdf_structure import Node

GROUPING: Final = frozenset(
    {"Document", "Part", "Sect", "Div", "Table", "THead", "TBody", "TR", "L", "LI", "TOC", "TOCI"}
)
"""Elements that hold elements, never content of their own."""
_PARENTS: Final = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "Caption": {"Table", "Figure"},
    "TR": {"THead", "TBody", "Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}


def complaints(root: Node) -> Iterator[str]:
    """What is wrong with the elements of one of our own documents."""
    yield from _of_headings(root)
    for node in root.walk():
        if node.tag in GROUPING and any(isinstance(kid, str) for kid in node.kids):
            yield f"{node.tag} holds content of its own"
        if node.tag == "Figure" and not (node.alt and "BBox" in node.attributes):
            yield "a figure without words or box"
        if node.actual is not None and not node.actual.strip():
            yield f"{node.tag} says nothing by its actual text"
        if node.tag == "Link" and not node.links:
            yield "a link without annotation"
        if node.tag == "Table":
            yield from _of_table(node)
        for kid in node.kids:
            if not isinstance(kid, str) and node.tag not in _PARENTS.get(kid.tag, {node.tag}):
                yield f"{kid.tag} inside {node.tag}"


def _of_headings(root: Node) -> Iterator[str]:
    level = 0
    for node in root.find("H1", "H2", "H3", "H4", "H5", "H6"):
        if int(node.tag[1]) > level + 1:
            yield f"{node.tag} follows level {level}"
        level = int(node.tag[1])
        if not node.text.strip():
            yield f"an empty {node.tag}"


def _of_table(table: Node) -> Iterator[str]:
    widths = {
        sum(int(cell.attributes.get("ColSpan", 1)) for cell in row.kids if not isinstance(cell, str))
        for row in table.find("TR")
    }
    if len(widths) > 1 and not any("RowSpan" in cell.attributes for cell in table.find("TH", "TD")):
        yield f"rows of {sorted(widths)} cells in one table"
    for cell in table.find("TH"):
        if "Scope" not in cell.attributes:
            yield "a header cell without scope"
