"""The structure tree: what a screen reader reads, in reading order.

The tree is built together with the flow. A box holds its element; when painted it records the marks it made.
So the order of painting, splits over pages and repeated rows cannot disturb the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDocument

COLUMN_HEADER: Final = "/O/Table/Scope/Column"
ROW_HEADER: Final = "/O/Table/Scope/Row"


def spanning(columns: int = 1, rows: int = 1) -> str:
    """Attributes of a header cell over several columns or rows."""
    over = f"/ColSpan {columns}" if columns > 1 else ""
    return f"{COLUMN_HEADER}{over}/RowSpan {rows}" if rows > 1 else f"{COLUMN_HEADER}{over}"


def headed_by(identifiers: Iterable[str]) -> str:
    """Attributes of a cell that names its headers, where their scopes do not say enough."""
    return f"/O/Table/Headers[{' '.join(text_string(name) for name in identifiers)}]"


BULLETED: Final = "/O/List/ListNumbering/Disc"
NUMBERED: Final = "/O/List/ListNumbering/Decimal"

_KEPT_EMPTY: Final = frozenset({"TH", "TD"})
"""Empty cells stay: they hold the table's geometry."""


class Mark:
    """One marked-content sequence: `page` counts from 0, `number` is its MCID there."""

    __slots__ = ("number", "page")

    def __init__(self, page: int, number: int) -> None:
        self.page = page
        self.number = number


class Annotation:
    """A link or form field; `name` is its name in the ReportLab document, `key` its StructParent."""

    __slots__ = ("key", "name", "page")

    def __init__(self, name: str, page: int, key: int) -> None:
        self.name = name
        self.page = page
        self.key = key


class Element:
    """One structure element. `attributes` is the inside of its /A dictionary, `alt` the words for a figure.

    `actual` is the text where what is drawn does not say it, `identifier` a name by which others refer to it.
    """

    __slots__ = ("actual", "alt", "attributes", "identifier", "kids", "number", "parent", "tag")

    def __init__(
        self,
        tag: str,
        parent: Element | None = None,
        *,
        attributes: str = "",
        alt: str = "",
        actual: str = "",
        identifier: str = "",
    ) -> None:
        self.tag = tag
        self.parent: Element | None = None
        self.attributes = attributes
        self.alt = alt
        self.actual = actual
        self.identifier = identifier
        self.kids: list[Element | Mark | Annotation] = []
        self.number = 0
        if parent is not None:
            parent.adopt(self)

    def adopt(self, kid: Element) -> None:
        """Makes `kid` the next thing read in this element."""
        kid.parent = self
        self.kids.append(kid)

    def prune(self) -> bool:
        """Leaves out elements without content; says whether this one has any."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.tag in _KEPT_EMPTY


def text_string(text: str) -> str:
    """A PDF text string."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


class _Writer:
    """Writes elements as the bodies of objects numbered from `first` on."""

    def __init__(self, document: PDFDocument, first: int) -> None:
        self.known: dict[str, tuple[int, int]] = document.idToObjectNumberAndVersion
        self.first = first
        self.bodies: list[str] = []
        self.identified: dict[str, int] = {}

    def add(self, body: str = "") -> int:
        self.bodies.append(body)
        return self.first + len(self.bodies) - 1

    def page(self, index: int) -> int:
        return self.known[f"Page{index + 1}"][0]

    def element(self, element: Element, parent: int) -> None:
        number = element.number = self.add()
        for kid in element.kids:
            if isinstance(kid, Element):
                self.element(kid, number)
        first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        on = f"/Pg {self.page(first)} 0 R" if first is not None else ""
        kids = " ".join(self.kid(kid, first) for kid in element.kids)
        self.bodies[number - self.first] = (
            f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{on}{self.said(element)}/K[{kids}]>>"
        )

    def said(self, element: Element) -> str:
        alt = f"/Alt{text_string(element.alt)}" if element.alt else ""
        actual = f"/ActualText{text_string(element.actual)}" if element.actual else ""
        attributes = f"/A<<{element.attributes}>>" if element.attributes else ""
        if not element.identifier:
            return f"{alt}{actual}{attributes}"
        self.identified[element.identifier] = element.number
        return f"{alt}{actual}/ID{text_string(element.identifier)}{attributes}"

    def identifiers(self) -> str:
        """The entry that leads from names to elements; nothing where no element has a name."""
        if not self.identified:
            return ""
        named = sorted((text_string(name), place) for name, place in self.identified.items())
        names = " ".join(f"{name} {place} 0 R" for name, place in named)
        return f"/IDTree {self.add(f'<</Names[{names}]>>')} 0 R"

    def kid(self, kid: Element | Mark | Annotation, page: int | None) -> str:
        if isinstance(kid, Element):
            return f"{kid.number} 0 R"
        if isinstance(kid, Mark):
            if kid.page == page:
                return str(kid.number)
            return f"<</Type/MCR/Pg {self.page(kid.page)} 0 R/MCID {kid.number}>>"
        return f"<</Type/OBJR/Pg {self.page(kid.page)} 0 R/Obj {self.known[kid.name][0]} 0 R>>"


def write_tree(
    document: PDFDocument, root: Element, pages: Sequence[Sequence[Element]], links: Sequence[tuple[int, Element]]
) -> dict[int, str]:
    """The objects of the tree under `root` by their numbers, which the ReportLab document keeps free from now on.

    The first of them is the StructTreeRoot. `pages` holds for each page the element of each MCID; `links` the
    StructParent key and element of each annotation.
    """
    root.prune()
    writer = _Writer(document, document.objectcounter + 1)
    tree = writer.add()
    writer.element(root, tree)
    entries = [
        f"{page} [{' '.join(f'{element.number} 0 R' for element in elements)}]" for page, elements in enumerate(pages)
    ]
    entries += [f"{key} {element.number} 0 R" for key, element in links]
    parents = writer.add(f"<</Nums[{' '.join(entries)}]>>")
    writer.bodies[0] = (
        f"<</Type/StructTreeRoot/K[{root.number} 0 R]/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(pages) + len(links)}{writer.identifiers()}>>"
    )
    document.objectcounter += len(writer.bodies)
    return dict(enumerate(writer.bodies, start=writer.first))
