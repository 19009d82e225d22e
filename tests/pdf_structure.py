"""Reads a tagged PDF back the way a screen reader does, and says what is wrong with its structure.

Validators do not see a wrong parent tree or content that is owned twice; this does.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

Object: TypeAlias = pikepdf.Object
Identity: TypeAlias = tuple[int, int]

_PAINTING: Final = frozenset(
    {*("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"), "sh", "Do", "INLINE IMAGE"}
)
_SHOWING: Final = frozenset({"Tj", "TJ", "'", '"'})
_GROUPING: Final = frozenset({"Document", "Part", "Sect", "Div", "Table", "THead", "TBody", "TR", "L", "LI"})
"""Elements that hold elements, never content of their own."""
_PARENTS: Final = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "Caption": {"Table", "Figure"},
    "TR": {"THead", "TBody", "Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "Lbl": {"LI", "Note"},
    "LBody": {"LI"},
}


@dataclass
class Node:
    """One structure element. `kids`: elements and texts in reading order. `pages`: where it has content."""

    tag: str
    alt: str = ""
    attributes: dict[str, Object] = field(default_factory=dict)
    kids: list[Node | str] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    links: int = 0

    @property
    def text(self) -> str:
        """What is read out, alternative words included."""
        if self.alt:
            return self.alt
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def find(self, *tags: str) -> list[Node]:
        """Elements inside this one with one of the tags, in reading order."""
        return [node for node in self.walk() if node.tag in tags]


@dataclass
class Reading:
    """A PDF read back. `problems` is empty when the structure is sound; `artifacts` holds each page's unread text."""

    root: Node
    problems: list[str]
    artifacts: list[str]
    page_count: int
    outline: list[tuple[int, str, int]]
    """Depth, title and page (from 0) of each bookmark."""

    @property
    def text(self) -> str:
        return self.root.text


def read(data: bytes) -> Reading:
    """The reading of a PDF, and the problems found on the way."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Reader(pdf).read()


def problems(data: bytes) -> list[str]:
    """What is wrong with the structure of a PDF; empty when nothing is."""
    return read(data).problems


def squeezed(text: str) -> str:
    """The text without white space, for comparing it across line ends."""
    return "".join(text.split())


@dataclass
class _Content:
    """What one page paints: the text of each MCID, the text of artifacts, and what is wrong."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def _identity(thing: Object) -> Identity:
    return thing.objgen


def _decoder(font: Object) -> Callable[[bytes], str]:
    """Turns shown bytes into text by the font's ToUnicode map."""
    if "/ToUnicode" not in font:
        return lambda shown: "\ufffd" * len(shown)
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    found = re.search(r"begincodespacerange\s*<([0-9A-Fa-f]+)>", cmap)
    size = len(found[1]) // 2 if found else 1
    table: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(value, 16)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + offset] = chr(start + offset)

    def decode(shown: bytes) -> str:
        codes = (int.from_bytes(shown[place : place + size], "big") for place in range(0, len(shown), size))
        return "".join(table.get(code, "\ufffd") for code in codes)

    return decode


class _PageReader:
    """Walks one page's operators."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.where = f"page {number + 1}"
        self.content = _Content()
        self.stack: list[tuple[int | None, bool]] = []
        """MCID (None for an artifact) of each open mark, and whether it began inside a text object."""
        self.texting = False
        self.decode: Callable[[bytes], str] = _decoder(Dictionary())
        self.decoders: dict[str, Callable[[bytes], str]] = {}

    def read(self) -> _Content:
        for instruction in pikepdf.parse_content_stream(self.page):
            self._take(str(instruction.operator), list(instruction.operands))
        if self.stack:
            self._wrong("marked content is not closed")
        return self.content

    def _wrong(self, what: str) -> None:
        self.content.problems.append(f"{self.where}: {what}")

    def _take(self, operator: str, operands: list[Object]) -> None:
        if operator in ("BDC", "BMC"):
            self._begin(operands)
        elif operator == "EMC":
            self._end()
        elif operator in ("BT", "ET"):
            self.texting = operator == "BT"
        elif operator == "Tf":
            self._font(str(operands[0]))
        if operator in _PAINTING:
            self._paint(operator, operands)

    def _end(self) -> None:
        if not self.stack:
            self._wrong("EMC without a beginning")
        elif self.stack.pop()[1] != self.texting:
            self._wrong("a mark and a text object overlap")

    def _begin(self, operands: list[Object]) -> None:
        if self.stack:
            self._wrong("marks nest")
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if "/MCID" not in properties:
            if operands[0] != Name.Artifact:
                self._wrong(f"{operands[0]} is marked without MCID")
            self.stack.append((None, self.texting))
            return
        number = int(properties.MCID)
        if number in self.content.marked:
            self._wrong(f"MCID {number} is used twice")
        self.content.marked.setdefault(number, "")
        self.stack.append((number, self.texting))

    def _font(self, name: str) -> None:
        if name not in self.decoders:
            self.decoders[name] = _decoder(self.page.resources.Font[name])
        self.decode = self.decoders[name]

    def _paint(self, operator: str, operands: list[Object]) -> None:
        if not self.stack:
            self._wrong(f"{operator} paints outside marks")
            return
        text = self._shown(operands[-1]) if operator in _SHOWING else ""
        if "\ufffd" in text or "\x00" in text:
            self._wrong(f"text without Unicode: {text!r}")
        number = self.stack[-1][0]
        if number is None:
            self.content.artifacts.append(text)
        else:
            self.content.marked[number] += text

    def _shown(self, operand: Object) -> str:
        if isinstance(operand, Array):
            return "".join(self.decode(bytes(part)) for part in operand if isinstance(part, pikepdf.String))
        return self.decode(bytes(operand))


class _Reader:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.problems: list[str] = []
        self.contents = [_PageReader(page, number).read() for number, page in enumerate(pdf.pages)]
        self.pages = {_identity(page.obj): number for number, page in enumerate(pdf.pages)}
        self.owners: dict[tuple[int, int], Identity] = {}
        self.annotated: dict[Identity, Identity] = {}
        self.ids: Counter[str] = Counter()
        self.referred: list[str] = []

    def read(self) -> Reading:
        for content in self.contents:
            self.problems += content.problems
        tree = self.pdf.Root.get("/StructTreeRoot")
        root = Node("StructTreeRoot")
        if tree is None:
            self.problems.append("no structure tree")
        else:
            root = self._children(tree, None, root)
            self._check_reached()
            self._check_parent_tree(tree)
            self._check_annotations(tree)
        self._check_catalog()
        self._check_nodes(root)
        artifacts = [" ".join(filter(None, content.artifacts)) for content in self.contents]
        return Reading(root, self.problems, artifacts, len(self.pages), list(self._outline()))

    def _children(self, element: Object, page: int | None, node: Node) -> Node:
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            self._kid(element, kid, page, node)
        return node

    def _kid(self, element: Object, kid: Object | int, page: int | None, node: Node) -> None:
        if isinstance(kid, int):
            self._content(element, page, kid, node)
        elif kid.get("/Type") == Name.MCR:
            owner = kid if "/Pg" in kid else element
            self._content(element, self.pages.get(_identity(owner.Pg)), int(kid.MCID), node)
        elif kid.get("/Type") == Name.OBJR:
            if self.annotated.setdefault(_identity(kid.Obj), _identity(element)) != _identity(element):
                self.problems.append("an annotation belongs to two elements")
            node.links += 1
        else:
            if kid.P.objgen != element.objgen:
                self.problems.append(f"{kid.S} does not name its parent")
            node.kids.append(self._element(kid))

    def _element(self, element: Object) -> Node:
        page = self.pages.get(_identity(element.Pg)) if "/Pg" in element else None
        node = Node(str(element.S)[1:], str(element.get("/Alt", "")))
        attributes = element.get("/A", Array())
        for group in attributes if isinstance(attributes, Array) else [attributes]:
            node.attributes |= {key[1:]: value for key, value in group.items()}
        if "/ID" in element:
            self.ids[str(element.ID)] += 1
        self.referred += [str(header) for header in node.attributes.get("Headers", Array())]
        return self._children(element, page, node)

    def _content(self, element: Object, page: int | None, number: int, node: Node) -> None:
        if page is None or number not in self.contents[page].marked:
            self.problems.append(f"{element.S} owns MCID {number}, which no page has")
            return
        if (page, number) in self.owners:
            self.problems.append(f"page {page + 1}: MCID {number} has two owners")
        if node.tag in _GROUPING:
            self.problems.append(f"page {page + 1}: {node.tag} holds content of its own")
        self.owners[page, number] = _identity(element)
        node.kids.append(self.contents[page].marked[number])
        node.pages.add(page)

    def _check_reached(self) -> None:
        for page, content in enumerate(self.contents):
            lost = sorted(number for number in content.marked if (page, number) not in self.owners)
            if lost:
                self.problems.append(f"page {page + 1}: nothing owns MCID {lost}")
        for identity, count in self.ids.items():
            if count > 1:
                self.problems.append(f"ID {identity} is used {count} times")
        self.problems += [f"Headers names {header}, which is no ID" for header in self.referred if not self.ids[header]]

    def _check_parent_tree(self, tree: Object) -> None:
        numbers = dict(pikepdf.NumberTree(tree.ParentTree).items())
        if numbers and int(tree.get("/ParentTreeNextKey", -1)) <= max(numbers):
            self.problems.append("ParentTreeNextKey is in use")
        for page, content in zip(self.pdf.pages, self.contents, strict=True):
            index = self.pages[_identity(page.obj)]
            if page.obj.get("/Tabs") != Name.S:
                self.problems.append(f"page {index + 1}: tabs do not follow the structure")
            key = page.obj.get("/StructParents")
            listed = numbers.get(int(key)) if key is not None else None
            owners = [_identity(owner) for owner in listed] if isinstance(listed, Array) else []
            expected = [self.owners.get((index, number)) for number in sorted(content.marked)]
            if owners != expected:
                self.problems.append(f"page {index + 1}: the parent tree disagrees with the structure tree")

    def _check_annotations(self, tree: Object) -> None:
        numbers = dict(pikepdf.NumberTree(tree.ParentTree).items())
        seen: set[Identity] = set()
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", Array()):
                identity = _identity(annotation)
                seen.add(identity)
                owner = numbers.get(int(annotation.get("/StructParent", -1)))
                if not isinstance(owner, Dictionary) or self.annotated.get(identity) != _identity(owner):
                    self.problems.append("StructParent and OBJR of an annotation disagree")
                if not str(annotation.get("/Contents", "")).strip():
                    self.problems.append("an annotation has no words")
        if set(self.annotated) - seen:
            self.problems.append("an OBJR leads to an annotation that is on no page")

    def _check_catalog(self) -> None:
        root = self.pdf.Root
        if not str(root.get("/Lang", "")):
            self.problems.append("no language")
        if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
            self.problems.append("not marked as tagged")
        if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
            self.problems.append("the title is not displayed")

    def _check_nodes(self, root: Node) -> None:
        level = 0
        for node in root.walk():
            if re.fullmatch(r"H[1-6]", node.tag):
                if int(node.tag[1]) > level + 1:
                    self.problems.append(f"{node.tag} follows level {level}")
                level = int(node.tag[1])
                if not node.text.strip():
                    self.problems.append(f"an empty {node.tag}")
            if node.tag == "Figure" and not (node.alt and "BBox" in node.attributes):
                self.problems.append("a figure without words or box")
            if node.tag == "Link" and not node.links:
                self.problems.append("a link without annotation")
            if node.tag == "Table":
                self._check_table(node)
            for kid in node.kids:
                if isinstance(kid, Node) and node.tag not in _PARENTS.get(kid.tag, {node.tag}):
                    self.problems.append(f"{kid.tag} inside {node.tag}")

    def _check_table(self, table: Node) -> None:
        widths = {
            sum(int(cell.attributes.get("ColSpan", 1)) for cell in row.kids if isinstance(cell, Node))
            for row in table.find("TR")
        }
        if len(widths) > 1 and not any("RowSpan" in cell.attributes for cell in table.find("TH", "TD")):
            self.problems.append(f"rows of {sorted(widths)} cells in one table")
        for cell in table.find("TH"):
            if "Scope" not in cell.attributes:
                self.problems.append("a header cell without scope")

    def _outline(self) -> Iterator[tuple[int, str, int]]:
        def entries(first: Object | None, depth: int) -> Iterator[tuple[int, str, int]]:
            while first is not None:
                yield depth, str(first.Title), self.pages[_identity(first.Dest[0])]
                yield from entries(first.get("/First"), depth + 1)
                first = first.get("/Next")

        if "/Outlines" in self.pdf.Root:
            yield from entries(self.pdf.Root.Outlines.get("/First"), 0)
