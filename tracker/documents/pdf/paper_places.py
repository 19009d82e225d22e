"""The named places of a paper and its bookmarks, made to lead to the same pages in the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from tracker.documents.pdf.paper_fit import Shift
from tracker.documents.pdf.paper_objects import dictionary_at, entries_of, items_at

Place: TypeAlias = tuple[int, list[object]]
"""A page of a paper, from 0, and how to show it: the rest of an explicit destination."""

_DEEPEST_TREE: Final = 50
_DEEPEST_BOOKMARK: Final = 14


class Places:
    """Where a paper's links can lead. `prefix` makes its names unlike others; `shifts` tell what moves on its pages."""

    def __init__(self, pdf: Pdf, prefix: bytes, shifts: Mapping[int, Shift]) -> None:
        self._shifts = shifts
        self.page_objects = [page.obj for page in pdf.pages]
        self.pages = {page.objgen: index for index, page in enumerate(self.page_objects)}
        self.named: dict[bytes, Place] = {}
        """The paper's named places, under the names they have in a pack."""
        self._renamed: dict[tuple[type, bytes], bytes] = {}
        for kind, name, dest in _named(pdf.Root):
            place = self._moved(dest.get("/D") if isinstance(dest, Dictionary) else dest)
            if place is not None and (kind, name) not in self._renamed:
                new = prefix + (name.removeprefix(b"/") if kind is Name else name)
                while new in self.named:
                    new += b"'"
                self.named[new] = place
                self._renamed[kind, name] = new

    def settle(self, dest: Object | None) -> Object | None:
        """The destination as it has to be written; None when it leads to no page of this paper."""
        for kind in (Name, String):
            if isinstance(dest, kind):
                new = self._renamed.get((kind, bytes(dest)))
                return None if new is None else String(new)
        place = self._moved(dest)
        return None if place is None else Array([self.page_objects[place[0]], *place[1]])

    def find(self, dest: object) -> Place | None:
        """The page that a settled destination leads to."""
        if isinstance(dest, String):
            return self.named.get(bytes(dest))
        return self._place(dest)

    def _moved(self, dest: object) -> Place | None:
        """The page that a destination of the paper as it came leads to, and how it is shown now."""
        place = self._place(dest)
        if place is None or place[0] not in self._shifts:
            return place
        return place[0], self._shifts[place[0]].view(place[1])

    def _place(self, dest: object) -> Place | None:
        if not isinstance(dest, Array) or not len(dest):
            return None
        page, *view = list(dest)
        if isinstance(page, int):
            index = page if 0 <= page < len(self.page_objects) else None
        else:
            index = self.pages.get(page.objgen) if isinstance(page, Dictionary) else None
        if index is None:
            return None
        return index, [part for part in view if part is None or isinstance(part, (int, Decimal, Name))] or [Name.Fit]


def _named(root: Object) -> Iterator[tuple[type, bytes, Object]]:
    """Every named destination, of the newer kind (named by a string) and the older one (by a name)."""
    names = dictionary_at(root, "/Names")
    tree = dictionary_at(names, "/Dests") if names is not None else None
    waiting = [(tree, 0)] if tree is not None else []
    seen = pikepdf.ObjectSet()
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, Dictionary) or not seen.add(node) or depth > _DEEPEST_TREE:
            continue
        pairs = items_at(node, "/Names")
        for name, dest in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(name, String):
                yield String, bytes(name), dest
        waiting += [(kid, depth + 1) for kid in reversed(items_at(node, "/Kids"))]
    for key, dest in entries_of(dictionary_at(root, "/Dests")):
        yield Name, key.encode("utf-8", "surrogateescape"), dest


@dataclass(frozen=True, slots=True)
class Outline:
    """A paper's own bookmarks as a chain, to hang below the paper's: its ends, and how many show at first."""

    first: Object | None
    last: Object | None
    count: int


def outline_of(pdf: Pdf, places: Places, parent: Object) -> Outline:
    """The paper's own outline, made anew below `parent`. Links must have been settled."""
    try:
        items = pdf.open_outline(max_depth=_DEEPEST_BOOKMARK).root
    except (pikepdf.OutlineStructureError, AttributeError, TypeError, ValueError):
        return Outline(None, None, 0)  # pikepdf reads on past what is of the wrong type
    return _chain(pdf, list(items), places, parent)


def _chain(pdf: Pdf, items: list[OutlineItem], places: Places, parent: Object) -> Outline:
    entries = [_bookmark(pdf, item, places, parent) for item in items]
    for before, after in pairwise(entries):
        before.Next, after.Prev = after, before
    shown = len(items)
    for item, entry in zip(items, entries, strict=True):
        inner = _chain(pdf, list(item.children), places, entry)
        if inner.first is not None and inner.last is not None:
            entry.First, entry.Last = inner.first, inner.last
            entry.Count = -inner.count if item.is_closed else inner.count
            shown += 0 if item.is_closed else inner.count
    return Outline(entries[0], entries[-1], shown) if entries else Outline(None, None, 0)


def _bookmark(pdf: Pdf, item: OutlineItem, places: Places, parent: Object) -> Object:
    action = item.action
    dest = item.destination if action is None else action.get("/D")
    place = places.find(dest)
    # Half a character would be refused by the writer.
    title = item.title.encode("utf-8", "replace").decode("utf-8")
    entry = pdf.make_indirect(Dictionary(Title=String(title), Parent=parent))
    if item.color and any(item.color):
        entry.C = Array([round(Decimal(part), 4) for part in item.color])
    if item.flags:
        entry.F = int(item.flags)
    if place is not None:
        entry.Dest = Array([places.page_objects[place[0]], *place[1]])
    elif action is not None and isinstance(action.get("/URI"), String):
        entry.A = Dictionary(S=Name.URI, URI=String(bytes(action.URI)))
    return entry


def name_tree(pairs: Mapping[bytes, Object]) -> Dictionary:
    """A leaf of a name tree."""
    names = sorted(pairs)
    flat: list[Object] = []
    for name in names:
        flat += [String(name), pairs[name]]
    return Dictionary(Names=Array(flat), Limits=Array([String(names[0]), String(names[-1])]))
