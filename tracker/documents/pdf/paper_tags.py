"""Takes a paper's structure tree over whole: every element stays; names and numbers change where papers clash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tracker.documents.pdf.paper_content import Contents, Identity
from tracker.documents.pdf.paper_errors import OversizedPaper
from tracker.documents.pdf.paper_fields import Drawn
from tracker.documents.pdf.paper_fit import Shift
from tracker.documents.pdf.paper_names import ElementNames
from tracker.documents.pdf.paper_objects import drop, is_object, items_at, name_of, one_or_more

MOST_ELEMENTS: Final = 500_000
_LARGEST_MARK: Final = 100_000
"""A parent tree has a place for every number up to the largest that an element owns on a page."""
MOST_PLACES: Final = 3_000_000


@dataclass(slots=True)
class Holder:
    """A page, or a form on a page, with the marks it paints and the elements that own them."""

    thing: Object
    page: Object
    painted: set[int]
    owners: dict[int, Object] = field(default_factory=dict)

    def give(self, number: int, element: Object) -> bool:
        """Lets `element` own a mark; False when nothing paints it, or another owns it already."""
        if number not in self.painted or number in self.owners or not 0 <= number <= _LARGEST_MARK:
            return False
        self.owners[number] = element
        return True

    @property
    def lost(self) -> list[int]:
        """The marks that nobody owns."""
        return [number for number in sorted(self.painted - self.owners.keys()) if 0 <= number <= _LARGEST_MARK]


class Owned:
    """What the elements of one paper own: marks, and whole annotations and XObjects."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.holders: dict[Identity, Holder] = {}
        self.objects: dict[Identity, tuple[Object, Object]] = {}
        """Each with its element."""

    def holder(self, thing: Object, page: Object) -> Holder:
        """The holder for a page, or for a form on it."""
        identity = thing.objgen
        if identity not in self.holders:
            self.holders[identity] = Holder(thing, page, self.contents.marks_of(thing, page))
        return self.holders[identity]

    @property
    def pages(self) -> set[Identity]:
        """The pages that have something an element owns."""
        return {holder.page.objgen for holder in self.holders.values() if holder.owners}

    def claim(self, thing: Object, element: Object) -> bool:
        """Lets `element` own an annotation or XObject; False when another does already."""
        return self.objects.setdefault(thing.objgen, (thing, element))[1].objgen == element.objgen


class Tree:
    """Walks the tree of one paper once: puts it in order and tells what it owns.

    `gone` are annotations that were taken out; that their elements lose them is nothing broken. `drawn` are fields that
    are marks of their pages now, `shifts` the pages that what they paint is moved on. `prefix` makes IDs unlike others.
    """

    def __init__(
        self,
        contents: Contents,
        prefix: bytes,
        names: ElementNames,
        gone: set[Identity],
        drawn: Mapping[Identity, Drawn],
        shifts: Mapping[Identity, Shift],
    ) -> None:
        self.pdf = pdf = contents.pdf
        self.title = contents.title
        self.contents = contents
        self.names = names
        self.gone = gone
        self.drawn = drawn
        self.shifts = shifts
        self.owned = Owned(contents)
        self.ids: dict[bytes, Object] = {}
        self.broken = 0
        self.headings: list[Object] = []
        """Those without a numbered level."""
        self._prefix = prefix
        self._pages = {page.obj.objgen: page.obj for page in pdf.pages}
        self._annotations = {thing.objgen for page in pdf.pages for thing in items_at(page.obj, "/Annots")}
        self._seen: set[Identity] = set()
        self._settled: set[Identity] = set()
        self._moved: set[Identity] = set()
        self._headers: list[tuple[Object, list[bytes]]] = []
        self._references: list[Object] = []

    def forget(self) -> None:
        """Drops the whole tree, which owns nothing that a page paints."""
        self.owned = Owned(self.contents)
        self.ids = {}
        self.headings = []
        self.broken = 0

    def walk(self, root: Object) -> list[Object]:
        """The topmost elements, in order. Broken entries are dropped and counted in `broken`."""
        for attributes in self.names.attributes.values():
            self._settle_attributes(attributes)
        tops = self._settle_kids(root, None)
        waiting: list[tuple[Object, Holder | None]] = [(top, None) for top in reversed(tops)]
        while waiting:
            element, page = waiting.pop()
            keys = element.keys()
            if "/Pg" in keys:
                page = self._page_of(element, page)
            self._settle_element(element, keys, page)
            waiting += [(kid, page) for kid in reversed(self._settle_kids(element, page))]
        for attributes, wanted in self._headers:
            if not self.ids.keys() >= set(wanted):
                attributes.Headers = Array([String(header) for header in wanted if header in self.ids])
        for element in self._references:
            kept = [other for other in items_at(element, "/Ref") if is_object(other) and other.objgen in self._seen]
            element.Ref = Array(kept)
        return tops

    # Kids

    def _settle_kids(self, element: Object, page: Holder | None) -> list[Object]:
        """The elements inside `element`. Its other kids are noted as owned, or dropped when they lead nowhere."""
        kept: list[object] = []
        elements: list[Object] = []
        changed = False
        for kid in one_or_more(element.get("/K")):
            if isinstance(kid, int):
                owns = page is not None and page.give(kid, element)
                self._name_page(element, page)
                self.broken += not owns
            elif self._is_element(kid) and self._stood_for_gone_field(kid):
                owns = False
            elif self._is_element(kid):
                child = self._adopt(kid, element)
                elements.append(child)
                changed |= child is not kid
                kept.append(child)
                continue
            else:
                owns = self._own(kid, element, page)
            if owns:
                kept.append(kid)
            changed |= not owns
        if changed:
            element.K = Array(kept)
        return elements

    def _is_element(self, kid: object) -> bool:
        """Whether this kid is an element that has no parent yet."""
        if not isinstance(kid, Dictionary) or not isinstance(kid.get("/S"), Name):
            return False
        return not kid.is_indirect or kid.objgen not in self._seen

    def _stood_for_gone_field(self, element: Object) -> bool:
        """Whether it stood for a form field that was taken out. An empty one would be no sound form."""
        fields = [kid.get("/Obj") for kid in one_or_more(element.get("/K")) if isinstance(kid, Dictionary)]
        gone = [is_object(field) and field.objgen in self.gone for field in fields]
        return element.get("/S") == Name.Form and bool(gone) and all(gone)

    def _adopt(self, kid: Object, parent: Object) -> Object:
        child = kid if kid.is_indirect else self.pdf.make_indirect(kid)
        self._seen.add(child.objgen)
        if len(self._seen) > MOST_ELEMENTS:
            raise OversizedPaper(self.title, "elements", MOST_ELEMENTS)
        kind = child.get("/Type")
        if kind is not None and kind != "/StructElem":
            child.Type = Name.StructElem
        named = child.get("/P")
        if not is_object(named) or named.objgen != parent.objgen:
            child.P = parent
        return child

    def _own(self, kid: object, element: Object, page: Holder | None) -> bool:
        """Notes what `element` owns by a reference to a mark or an object; False when it owns nothing by it."""
        owns = False
        if isinstance(kid, Dictionary) and "/S" not in kid:
            if "/Obj" in kid:
                if self._is_drawn(kid.get("/Obj")):
                    return self._own_drawn(kid, element)
                kid.Type = Name.OBJR
                return self._own_object(kid.get("/Obj"), element)
            page = self._page_of(kid, page) if "/Pg" in kid else page
            holder = self._holder_of(kid, page)
            if holder is not None and holder.give(kid.get_int("/MCID", -1), element):
                owns = True
                self._name_page(kid, page)
                kid.Type = Name.MCR
        self.broken += not owns
        return owns

    def _holder_of(self, kid: Object, page: Holder | None) -> Holder | None:
        """The page or the form on it whose mark the kid refers to."""
        if page is None or "/Stm" not in kid:
            return page
        form = kid.get("/Stm")
        if isinstance(form, Stream) and form.objgen in self.contents.forms_on(page.thing):
            return self.owned.holder(form, page.thing)
        return None

    def _name_page(self, thing: Object, page: Holder | None) -> None:
        """Some producers let elements inherit the page; the standard has each name its own."""
        if page is not None and "/Pg" not in thing:
            thing.Pg = page.thing

    def _is_drawn(self, thing: object) -> bool:
        return is_object(thing) and thing.objgen in self.drawn

    def _own_drawn(self, kid: Object, element: Object) -> bool:
        """Lets a kid that stood for a field stand for the mark in which the field is painted now."""
        drawn = self.drawn[kid.Obj.objgen]
        drop(kid, ["/Obj"])
        kid.Type = Name.MCR
        kid.Pg = drawn.page
        kid.MCID = drawn.mark
        if element.get("/S") == Name.Form:
            element.S = Name.Span
        if drawn.words and "/Alt" not in element and "/ActualText" not in element:
            element.ActualText = String(drawn.words)
        owns = self.owned.holder(drawn.page, drawn.page).give(drawn.mark, element)
        self.broken += not owns
        return owns

    def _own_object(self, thing: object, element: Object) -> bool:
        known = isinstance(thing, Stream) or (is_object(thing) and thing.objgen in self._annotations)
        if known and isinstance(thing, Object) and self.owned.claim(thing, element):
            return True
        self.broken += not (isinstance(thing, Object) and thing.objgen in self.gone)
        return False

    # The element itself

    def _page_of(self, thing: Object, otherwise: Holder | None) -> Holder | None:
        """The page that an element or a mark names. One that is no page of the paper is forgotten."""
        named = thing.get("/Pg")
        page = self._pages.get(named.objgen) if is_object(named) else None
        if page is None:
            del thing["/Pg"]
            return otherwise
        return self.owned.holder(page, page)

    def _settle_element(self, element: Object, keys: set[str], page: Holder | None) -> None:
        if "/NS" not in keys:
            self._settle_type(element)
        if "/ID" in keys:
            self._settle_id(element)
        if "/A" in keys:
            self._settle_attributes(element.A)
            if page is not None and page.page.objgen in self.shifts:
                self._move_boxes(element.A, self.shifts[page.page.objgen])
        if "/C" in keys:
            self.names.settle_classes(element, self.pdf)
        if "/Ref" in keys:
            self._references.append(element)

    def _settle_type(self, element: Object) -> None:
        tag = name_of(element.get("/S"))
        new = self.names.type_of(tag)
        if new != tag:
            element.S = Name(new)
        if new == "/H":
            self.headings.append(element)

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

    def _move_boxes(self, attributes: object, shift: Shift) -> None:
        """Moves the boxes that figures and tables say they fill."""
        for group in one_or_more(attributes):
            if isinstance(group, Dictionary) and "/BBox" in group and group.objgen not in self._moved:
                if group.is_indirect:
                    self._moved.add(group.objgen)
                moved = shift.box(group.get("/BBox"))
                if moved is not None:
                    group.BBox = moved


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


def number_owned(owned: Owned, title: str) -> list[tuple[int, Object]]:
    """Gives pages, forms and annotations their keys from 0 on, and returns what the parent tree has for each."""
    entries: list[tuple[int, Object]] = []
    places = 0
    for holder in owned.holders.values():
        if not holder.owners:
            continue
        key = len(entries)
        holder.thing.StructParents = key
        length = max(holder.owners) + 1
        places += length
        if places > MOST_PLACES:
            raise OversizedPaper(title, "places for marks", MOST_PLACES)
        entries.append((key, Array([holder.owners.get(place) for place in range(length)])))
    for thing, element in owned.objects.values():
        key = len(entries)
        thing.StructParent = key
        entries.append((key, element))
    return entries
