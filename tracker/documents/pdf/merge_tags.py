"""Takes a paper's structure tree over whole: every element stays; names and numbers change where papers clash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tracker.documents.pdf.merge_content import Contents, Identity
from tracker.documents.pdf.merge_errors import OversizedPaper
from tracker.documents.pdf.merge_names import ElementNames
from tracker.documents.pdf.merge_objects import drop, is_object, items_at, name_of, one_or_more

MOST_ELEMENTS: Final = 500_000
_LARGEST_MARK: Final = 100_000
"""A parent tree has a place for every number up to the largest that an element owns on a page."""
MOST_PLACES: Final = 3_000_000


@dataclass
class Owned:
    """What the elements of one paper own: marks by the page or form they are on, and whole objects."""

    marks: dict[Identity, dict[int, Object]] = field(default_factory=dict)
    holders: dict[Identity, tuple[Object, Object]] = field(default_factory=dict)
    """The pages and forms that `marks` speaks of, and a page that each is on."""
    objects: dict[Identity, tuple[Object, Object]] = field(default_factory=dict)
    """Annotations and XObjects, each with its element."""
    pages: set[Identity] = field(default_factory=set)
    """Pages that have something an element owns."""

    def mark(self, holder: Object, page: Object, number: int, element: Object) -> bool:
        """Notes that `element` owns a mark; False when another does already."""
        marks = self.marks.setdefault(holder.objgen, {})
        if number in marks:
            return False
        marks[number] = element
        self.holders.setdefault(holder.objgen, (holder, page))
        self.pages.add(page.objgen)
        return True

    def claim(self, thing: Object, element: Object) -> bool:
        """Notes that `element` owns an annotation or XObject; False when another does already."""
        return self.objects.setdefault(thing.objgen, (thing, element))[1].objgen == element.objgen


def is_mark(number: int) -> bool:
    """Whether an element can own a mark of this number."""
    return 0 <= number <= _LARGEST_MARK


class Tree:
    """Walks the tree of one paper once: puts it in order and tells what it owns.

    `gone` are annotations that were taken out; that their elements lose them is nothing broken.
    """

    def __init__(self, contents: Contents, number: int, names: ElementNames, gone: set[Identity]) -> None:
        self.pdf = pdf = contents.pdf
        self.title = contents.title
        self.contents = contents
        self.names = names
        self.gone = gone
        self.owned = Owned()
        self.ids: dict[bytes, Object] = {}
        self.broken = 0
        self._prefix = b"%d-" % number
        self._pages = {page.obj.objgen: page.obj for page in pdf.pages}
        self._annotations = {thing.objgen for page in pdf.pages for thing in items_at(page.obj, "/Annots")}
        self._seen: set[Identity] = set()
        self._settled: set[Identity] = set()
        self._headers: list[tuple[Object, list[bytes]]] = []
        self._references: list[Object] = []

    def forget(self) -> None:
        """Drops the whole tree, which owns nothing that a page paints."""
        self.owned = Owned()
        self.ids = {}
        self.broken = 0

    def walk(self, root: Object) -> list[Object]:
        """The topmost elements, in order. Broken entries are dropped and counted in `broken`."""
        for attributes in self.names.attributes.values():
            self._settle_attributes(attributes)
        tops = self._settle_kids(root, None)
        waiting: list[tuple[Object, Object | None]] = [(top, None) for top in reversed(tops)]
        while waiting:
            element, page = waiting.pop()
            page = self._page_of(element, page)
            self._settle_element(element)
            kids = self._settle_kids(element, page)
            waiting += [(kid, page) for kid in reversed(kids)]
        for tag in self.names.roles:
            self.names.type_of(tag)
        for attributes, wanted in self._headers:
            if not self.ids.keys() >= set(wanted):
                attributes.Headers = Array([String(header) for header in wanted if header in self.ids])
        for element in self._references:
            kept = [other for other in items_at(element, "/Ref") if is_object(other) and other.objgen in self._seen]
            element.Ref = Array(kept)
        return tops

    # Kids

    def _settle_kids(self, element: Object, page: Object | None) -> list[Object]:
        """The elements inside `element`. Its other kids are noted as owned, or dropped when they lead nowhere."""
        kept: list[object] = []
        elements: list[Object] = []
        changed = False
        for kid in one_or_more(element.get("/K")):
            if self._is_element(kid):
                child = self._adopt(kid, element)
                elements.append(child)
                kept.append(child)
                changed |= child is not kid
            elif self._own(kid, element, page):
                kept.append(kid)
            else:
                changed = True
        if changed:
            element.K = Array(kept)
        return elements

    def _is_element(self, kid: object) -> bool:
        """Whether this kid is an element that has no parent yet."""
        if not isinstance(kid, Dictionary) or not isinstance(kid.get("/S"), Name):
            return False
        return not kid.is_indirect or kid.objgen not in self._seen

    def _adopt(self, kid: Object, parent: Object) -> Object:
        child = kid if kid.is_indirect else self.pdf.make_indirect(kid)
        self._seen.add(child.objgen)
        if len(self._seen) > MOST_ELEMENTS:
            raise OversizedPaper(self.title, "elements", MOST_ELEMENTS)
        if child.get("/Type", Name.StructElem) != Name.StructElem:
            child.Type = Name.StructElem
        named = child.get("/P")
        if not is_object(named) or named.objgen != parent.objgen:
            child.P = parent
        return child

    def _own(self, kid: object, element: Object, page: Object | None) -> bool:
        """Notes what `element` owns by this kid; False when it owns nothing by it."""
        owns = False
        if isinstance(kid, int):
            owns = page is not None and self._own_mark(page, page, kid, element)
            self._name_page(element, page)
        elif isinstance(kid, Dictionary) and "/Obj" in kid and "/S" not in kid:
            kid.Type = Name.OBJR
            return self._own_object(kid.get("/Obj"), element)
        elif isinstance(kid, Dictionary) and "/S" not in kid:
            page = self._page_of(kid, page)
            holder = kid.get("/Stm", page)
            if page is not None and (holder is page or isinstance(holder, Stream)):
                owns = self._own_mark(holder, page, kid.get_int("/MCID", -1), element)
            if owns:
                self._name_page(kid, page)
                kid.Type = Name.MCR
        self.broken += not owns
        return owns

    def _name_page(self, thing: Object, page: Object | None) -> None:
        """Some producers let elements inherit the page; the standard has each name its own."""
        if page is not None and "/Pg" not in thing:
            thing.Pg = page

    def _own_mark(self, holder: Object, page: Object, number: int, element: Object) -> bool:
        shown = holder is page or holder.objgen in self.contents.forms_on(page)
        painted = shown and is_mark(number) and number in self.contents.marks_of(holder, page)
        return painted and self.owned.mark(holder, page, number, element)

    def _own_object(self, thing: object, element: Object) -> bool:
        known = isinstance(thing, Stream) or (is_object(thing) and thing.objgen in self._annotations)
        if known and isinstance(thing, Object) and self.owned.claim(thing, element):
            return True
        self.broken += not (isinstance(thing, Object) and thing.objgen in self.gone)
        return False

    # The element itself

    def _page_of(self, thing: Object, otherwise: Object | None) -> Object | None:
        """The page that an element or a mark names. One that is no page of the paper is forgotten."""
        named = thing.get("/Pg")
        if named is None:
            return otherwise
        if not is_object(named) or named.objgen not in self._pages:
            del thing["/Pg"]
            return otherwise
        return self._pages[named.objgen]

    def _settle_element(self, element: Object) -> None:
        tag = name_of(element.S)
        if "/NS" not in element:
            new = self.names.type_of(tag)
            if new != tag:
                element.S = Name(new)
        if "/ID" in element:
            self._settle_id(element)
        if "/A" in element:
            self._settle_attributes(element.A)
        if "/C" in element:
            self._settle_classes(element)
        if "/Ref" in element:
            self._references.append(element)

    def _settle_id(self, element: Object) -> None:
        told = element.get_bytes("/ID")
        new = None if told is None else self._prefix + told
        if new is None or new in self.ids:
            del element["/ID"]
            self.broken += 1
            return
        element.ID = String(new)
        self.ids[new] = element

    def _settle_attributes(self, attributes: object) -> None:
        for group in one_or_more(attributes):
            if not isinstance(group, Dictionary) or "/Headers" not in group:
                continue
            if group.is_indirect:
                if group.objgen in self._settled:
                    continue
                self._settled.add(group.objgen)
            wanted = [self._prefix + bytes(it) for it in one_or_more(group.Headers) if isinstance(it, String)]
            group.Headers = Array([String(header) for header in wanted])
            self._headers.append((group, wanted))

    def _settle_classes(self, element: Object) -> None:
        new = [self._class(it) if isinstance(it, Name) else it for it in one_or_more(element.C)]
        element.C = new[0] if len(new) == 1 else Array(new)

    def _class(self, name: Object) -> Object:
        old = name_of(name)
        new = self.names.class_of(old)
        return name if new == old else Name(new)


def as_part(pdf: Pdf, tops: list[Object], title: str, language: str) -> Object:
    """The one element that holds a paper's tags. A Document becomes it, so that what it holds keeps its parent."""
    if len(tops) == 1 and name_of(tops[0].S) == "/Document":
        part = tops[0]
        part.S = Name.Part
        part.K = Array(one_or_more(part.get("/K")))
        drop(part, ["/P"])
    else:
        part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array(tops)))
        for top in tops:
            top.P = part
    part.T = String(title)
    if "/Lang" not in part:
        part.Lang = String(language)
    return part


def number_owned(owned: Owned, first: int, title: str) -> list[tuple[int, Object]]:
    """Gives pages, forms and annotations their keys from `first` on, and returns what the parent tree has for each."""
    entries: list[tuple[int, Object]] = []
    places = 0
    for identity, marks in owned.marks.items():
        if not marks:
            continue
        key = first + len(entries)
        owned.holders[identity][0].StructParents = key
        length = max(marks) + 1
        places += length
        if places > MOST_PLACES:
            raise OversizedPaper(title, "places for marks", MOST_PLACES)
        entries.append((key, Array([marks.get(place) for place in range(length)])))
    for thing, element in owned.objects.values():
        key = first + len(entries)
        thing.StructParent = key
        entries.append((key, element))
    return entries
