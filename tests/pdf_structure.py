"""Reads a tagged PDF back the way a screen reader does, and says what is wrong with its structure.

Validators do not see a wrong parent tree or content that is owned twice; this does. It reads anybody's PDFs; of our
own documents it asks more.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.pdf_structure_content import Content, Identity, Mark, identity, painted
from tests.pdf_structure_rules import complaints

Object: TypeAlias = pikepdf.Object

_TAGS: Final[Mapping[Object | None, str]] = MappingProxyType({Name.Link: "Link", Name.Widget: "Form"})
"""The element that an annotation belongs in, by its kind."""


@dataclass
class Node:
    """One structure element. `tag` is the type it stands for, `name` the one it is written with.

    `kids` are elements and texts in reading order, `pages` where it has content.
    """

    tag: str
    alt: str = ""
    name: str = ""
    title: str = ""
    language: str = ""
    actual: str | None = None
    attributes: dict[str, Object] = field(default_factory=dict)
    kids: list[Node | str] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    links: int = 0

    @property
    def text(self) -> str:
        """What is read out, alternative words included."""
        if self.alt:
            return self.alt
        if self.actual is not None:
            return self.actual
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
    """Depth, title and page (from 0; -1 for no page of this file) of each bookmark."""

    @property
    def text(self) -> str:
        return self.root.text

    @property
    def tags(self) -> Counter[str]:
        """How many elements there are of each type."""
        return Counter(node.tag for node in self.root.walk())


def read(data: bytes, *, ours: bool = True) -> Reading:
    """The reading of a PDF, and the problems found on the way.

    Not `ours` is a file of another producer, or one merged from such: only its soundness is judged then, not whether
    its headings, tables and figures are as we want our own.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _Reader(pdf, ours=ours).read()


def problems(data: bytes, *, ours: bool = True) -> list[str]:
    """What is wrong with the structure of a PDF; empty when nothing is."""
    return read(data, ours=ours).problems


def squeezed(text: str) -> str:
    """The text without white space, for comparing it across line ends."""
    return "".join(text.split())


class _Reader:
    def __init__(self, pdf: Pdf, *, ours: bool) -> None:
        self.pdf = pdf
        self.ours = ours
        self.problems: list[str] = []
        self.contents: list[Content] = [
            painted(page, f"page {number}", ours=ours) for number, page in enumerate(pdf.pages, start=1)
        ]
        self.pages = {identity(page.obj): number for number, page in enumerate(pdf.pages)}
        self.owners: dict[Mark, Identity] = {}
        self.annotated: dict[Identity, Identity] = {}
        self.elements: set[Identity] = set()
        self.spoken: set[Identity] = set()
        """Elements with alternative words."""
        self.ids: Counter[bytes] = Counter()
        self.referred: list[bytes] = []

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
            self._check_ids(tree)
            _ParentTree(self, tree).check()
        self._check_catalog()
        self._check_targets()
        if self.ours:
            self.problems += complaints(root)
        artifacts = [" ".join(filter(None, content.artifacts)) for content in self.contents]
        outline = list(self._outline(self.pdf.Root.get("/Outlines", Dictionary()).get("/First"), 0))
        return Reading(root, self.problems, artifacts, len(self.pages), outline)

    # The tree

    def _children(self, element: Object, page: Object | None, node: Node) -> Node:
        for kid in _listed(element.get("/K")):
            self._kid(element, kid, page, node)
        return node

    def _kid(self, element: Object, kid: Object | int, page: Object | None, node: Node) -> None:
        if isinstance(kid, int):
            self._content(element, page, page, kid, node)
        elif not isinstance(kid, Dictionary):
            self.problems.append(f"{node.tag} has a kid that is nothing")
        elif kid.get("/Type") == Name.MCR:
            on = kid.get("/Pg", page)
            self._content(element, on, kid.get("/Stm", on), int(kid.MCID), node)
        elif kid.get("/Type") == Name.OBJR:
            self._reference(element, kid.Obj, node)
        else:
            self._element(element, kid, node)

    def _reference(self, element: Object, thing: Object, node: Node) -> None:
        """An annotation or XObject that belongs to an element as a whole."""
        if self.ours and identity(thing) in self.annotated:
            self.problems.append("an annotation is reached twice")
        if self.annotated.setdefault(identity(thing), identity(element)) != identity(element):
            self.problems.append("an annotation belongs to two elements")
        if self.ours and node.tag != _TAGS.get(thing.get("/Subtype"), node.tag):
            self.problems.append(f"{node.tag} holds an annotation of the kind {thing.Subtype}")
        node.links += 1

    def _element(self, parent: Object, element: Object, above: Node) -> None:
        if element.is_indirect and identity(element) in self.elements:
            self.problems.append(f"{element.S} is reached twice")
            return
        self.elements.add(identity(element))
        if "/P" not in element or identity(element.P) != identity(parent):
            self.problems.append(f"{element.S} does not name its parent")
        node = Node(
            self._type(element),
            str(element.get("/Alt", "")),
            str(element.S)[1:],
            str(element.get("/T", "")),
            str(element.get("/Lang", "")),
            str(element.ActualText) if "/ActualText" in element else None,
            self._attributes(element),
        )
        if node.alt:
            self.spoken.add(identity(element))
        if "/ID" in element:
            self.ids[bytes(element.ID)] += 1
        self.referred += [bytes(header) for header in _listed(node.attributes.get("Headers"))]
        above.kids.append(self._children(element, element.get("/Pg"), node))

    def _type(self, element: Object) -> str:
        """The type an element stands for, by the role map."""
        roles = self.pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        name = str(element.S)
        seen: set[str] = set()
        while "/NS" not in element and name in roles:
            if name in seen:
                self.problems.append(f"the roles of {element.S} go in a circle")
                break
            seen.add(name)
            name = str(roles[name])
        return name[1:]

    def _attributes(self, element: Object) -> dict[str, Object]:
        """The attributes of an element: first those of its classes, then its own."""
        classes = self.pdf.Root.StructTreeRoot.get("/ClassMap", Dictionary())
        groups: list[Object] = []
        for name in _listed(element.get("/C")):
            if isinstance(name, Name):
                if name not in classes:
                    self.problems.append(f"nothing says what the class {name} is")
                groups += _listed(classes.get(name))
        groups += _listed(element.get("/A"))
        return {key[1:]: value for group in groups if isinstance(group, Dictionary) for key, value in group.items()}

    def _content(self, element: Object, page: Object | None, holder: Object | None, number: int, node: Node) -> None:
        index = None if page is None else self.pages.get(identity(page))
        mark = None if holder is None else (identity(holder), number)
        if index is None or mark is None or mark not in self.contents[index].marked:
            self.problems.append(f"{element.S} owns MCID {number}, which no page has")
            return
        if mark in self.owners:
            self.problems.append(f"page {index + 1}: MCID {number} has two owners")
        self.owners[mark] = identity(element)
        node.kids.append(self.contents[index].marked[mark])
        node.pages.add(index)

    # Checks

    def _check_reached(self) -> None:
        for page, content in enumerate(self.contents, start=1):
            lost = sorted(mark[1] for mark in content.marked if mark not in self.owners)
            if lost:
                self.problems.append(f"page {page}: nothing owns MCID {lost}")

    def _check_ids(self, tree: Object) -> None:
        for name, count in self.ids.items():
            if count > 1:
                self.problems.append(f"ID {name!r} is used {count} times")
        self.problems += [f"Headers names {it!r}, which is no ID" for it in self.referred if not self.ids[it]]
        listed = dict(_leaves(tree.get("/IDTree"), "/Names"))
        if listed and set(map(bytes, listed)) != set(self.ids):
            self.problems.append("the tree of IDs disagrees with the elements")
        if any(identity(element) not in self.elements for element in listed.values()):
            self.problems.append("an ID leads to an element outside the tree")

    def _check_catalog(self) -> None:
        root = self.pdf.Root
        if not str(root.get("/Lang", "")):
            self.problems.append("no language")
        if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
            self.problems.append("not marked as tagged")
        if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
            self.problems.append("the title is not displayed")
        for number, page in enumerate(self.pdf.pages, start=1):
            if page.obj.get("/Tabs") != Name.S:
                self.problems.append(f"page {number}: tabs do not follow the structure")

    def _check_targets(self) -> None:
        for number, page in enumerate(self.pdf.pages, start=1):
            for annotation in page.obj.get("/Annots", Array()):
                if _goes_somewhere(annotation) and self._page_of(annotation) < 0:
                    self.problems.append(f"page {number}: a link leads nowhere")

    def _page_of(self, holder: Object) -> int:
        """The page that a link or bookmark leads to, from 0; -1 for none of this file."""
        dest = holder.get("/Dest", _action(holder).get("/D"))
        if isinstance(dest, pikepdf.String):
            names = dict(_leaves(self.pdf.Root.get("/Names", Dictionary()).get("/Dests"), "/Names"))
            dest = {bytes(name): target for name, target in names.items()}.get(bytes(dest))
        elif isinstance(dest, Name):
            dest = self.pdf.Root.get("/Dests", Dictionary()).get(dest)
        if isinstance(dest, Dictionary):
            dest = dest.get("/D")
        if not isinstance(dest, Array) or not isinstance(dest[0], Dictionary):
            return -1
        return self.pages.get(identity(dest[0]), -1)

    def _outline(self, entry: Object | None, depth: int) -> Iterator[tuple[int, str, int]]:
        while entry is not None:
            page = self._page_of(entry)
            if page < 0 and _goes_somewhere(entry):
                self.problems.append(f"the bookmark “{entry.Title}” leads nowhere")
            yield depth, str(entry.Title), page
            yield from self._outline(entry.get("/First"), depth + 1)
            entry = entry.get("/Next")


class _ParentTree:
    """Compares the parent tree with what the structure tree says."""

    def __init__(self, reader: _Reader, tree: Object) -> None:
        self.reader = reader
        self.tree = tree
        self.entries = {int(key): owner for key, owner in _leaves(tree.get("/ParentTree"), "/Nums")}
        self.used: Counter[int] = Counter()
        self.seen: set[Identity] = set()
        """Pages and forms whose marks were compared; a form can be on several pages."""

    def check(self) -> None:
        next_key = self.tree.get("/ParentTreeNextKey", -1 if self.reader.ours else None)
        if self.entries and next_key is not None and int(next_key) <= max(self.entries):
            self._wrong("ParentTreeNextKey is in use")
        for number, (page, content) in enumerate(zip(self.reader.pdf.pages, self.reader.contents, strict=True), 1):
            self._check_marks(page.obj, content, f"page {number}")
        self._check_objects()
        if any(count > 1 for count in self.used.values()):
            self._wrong("a key of the parent tree is used twice")
        if set(self.entries) - set(self.used):
            self._wrong("the parent tree has entries that nothing uses")

    def _wrong(self, what: str) -> None:
        self.reader.problems.append(what)

    def _listed(self, holder: Object) -> Object | None:
        key = holder.get("/StructParents")
        if key is None:
            return None
        self.used[int(key)] += 1
        return self.entries.get(int(key))

    def _check_marks(self, page: Object, content: Content, where: str) -> None:
        for holder in {identity(page)} | {holder for holder, _ in content.marked}:
            if holder in self.seen:
                continue
            self.seen.add(holder)
            thing = self.reader.pdf.get_object(holder)
            numbers = {number for owner, number in content.marked if owner == holder}
            listed = self._listed(thing)
            owners = [owner and identity(owner) for owner in listed] if isinstance(listed, Array) else []
            expected = [self.reader.owners.get((holder, number)) for number in range(max(numbers, default=-1) + 1)]
            if owners != expected:
                self._wrong(f"{where}: the parent tree disagrees with the structure tree")

    def _check_objects(self) -> None:
        """Annotations and XObjects that belong to an element as a whole."""
        seen: set[Identity] = set()
        for page in self.reader.pdf.pages:
            for annotation in page.obj.get("/Annots", Array()):
                seen.add(identity(annotation))
                self._check_object(annotation)
                self._check_words(annotation)
        for thing in self.reader.pdf.objects:
            if isinstance(thing, Stream) and "/StructParent" in thing:
                seen.add(identity(thing))
                self._check_object(thing)
        if set(self.reader.annotated) - seen:
            self._wrong("an OBJR leads to an annotation that is on no page")

    def _check_object(self, thing: Object) -> None:
        if thing.get("/Subtype") == Name.Popup:
            return
        key = int(thing.get("/StructParent", -1))
        owner = self.entries.get(key)
        self.used[key] += key >= 0
        if not isinstance(owner, Dictionary) or self.reader.annotated.get(identity(thing)) != identity(owner):
            self._wrong("StructParent and OBJR of an annotation disagree")

    def _check_words(self, annotation: Object) -> None:
        words = [annotation.get_str(key, "") for key in ("/Contents", "/TU")]
        spoken = self.reader.annotated.get(identity(annotation)) in self.reader.spoken
        if not "".join(words).strip() and not spoken and annotation.get("/Subtype") != Name.Popup:
            self._wrong("an annotation has no words")


def _listed(thing: Object | None) -> list[Object]:
    if isinstance(thing, Array):
        return list(thing)
    return [] if thing is None else [thing]


def _leaves(node: Object | None, key: str) -> Iterator[tuple[Object, Object]]:
    """The pairs of a name tree or number tree, whether it is one node or has branches."""
    if node is not None:
        pairs = list(node.get(key, Array()))
        yield from zip(pairs[::2], pairs[1::2], strict=True)
        for kid in node.get("/Kids", Array()):
            yield from _leaves(kid, key)


def _goes_somewhere(holder: Object) -> bool:
    return "/Dest" in holder or _action(holder).get("/S") == Name.GoTo


def _action(holder: Object) -> Object:
    action = holder.get("/A")
    return action if isinstance(action, Dictionary) else Dictionary()
