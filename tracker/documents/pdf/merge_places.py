"""The named places of a paper and its bookmarks, made to lead to the same pages in the merged file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from tracker.documents.pdf.merge_objects import dictionary_at, entries_of, items_at

Place: TypeAlias = tuple[int, list[object]]
"""A page of a paper, from 0, and how to show it: the rest of an explicit destination."""

_DEEPEST_TREE: Final = 50
DEEPEST_BOOKMARK: Final = 14


class Places:
    """Where a paper's links can lead. `taken` are the names that earlier papers use; this paper's are added."""

    def __init__(self, pdf: Pdf, number: int, taken: set[bytes]) -> None:
        self.page_objects = [page.obj for page in pdf.pages]
        self.pages = {page.objgen: index for index, page in enumerate(self.page_objects)}
        self.named: dict[bytes, Place] = {}
        """The paper's named places, under the names they have in the merged file."""
        self._renamed: dict[tuple[type, bytes], bytes] = {}
        for kind, name, dest in _named(pdf.Root):
            place = self._place(dest.get("/D") if isinstance(dest, Dictionary) else dest)
            if place is not None and (kind, name) not in self._renamed:
                new = _free(name.removeprefix(b"/") if kind is Name else name, number, taken)
                taken.add(new)
                self.named[new] = place
                self._renamed[kind, name] = new

    def settle(self, dest: Object | None) -> Object | None:
        """The destination as it has to be written; None when it leads to no page of this paper."""
        for kind in (Name, String):
            if isinstance(dest, kind):
                new = self._renamed.get((kind, bytes(dest)))
                return None if new is None else String(new)
        place = self._place(dest)
        return None if place is None else Array([self.page_objects[place[0]], *place[1]])

    def find(self, dest: object) -> Place | None:
        """The page that a settled destination leads to."""
        if isinstance(dest, String):
            return self.named.get(bytes(dest))
        return self._place(dest)

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


def _free(name: bytes, number: int, taken: set[bytes]) -> bytes:
    """The name, or where another paper has it already, one with the paper's number before it."""
    new = name
    while new in taken:
        new = b"%d-%s" % (number, new)
    return new


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


def bookmarks(pdf: Pdf, places: Places, pages: list[Object], target: Pdf) -> list[OutlineItem]:
    """The paper's own outline, leading to `pages`, which are its pages in `target`. Links must have been settled."""
    try:
        items = pdf.open_outline(max_depth=DEEPEST_BOOKMARK).root
    except (pikepdf.OutlineStructureError, AttributeError, TypeError, ValueError):
        return []  # pikepdf reads on past what is of the wrong type
    return [_bookmark(item, places, pages, target) for item in items]


def _bookmark(item: OutlineItem, places: Places, pages: list[Object], target: Pdf) -> OutlineItem:
    action = item.action
    dest = item.destination if action is None else action.get("/D")
    place = places.find(dest)
    # Half a character would be refused by the writer.
    new = OutlineItem(item.title.encode("utf-8", "replace").decode("utf-8"), color=item.color, flags=item.flags)
    if place is not None:
        new.destination = Array([pages[place[0]], *place[1]])
    elif action is not None and isinstance(action.get("/URI"), String):
        new.action = Dictionary(S=Name.URI, URI=String(bytes(action.URI)))
    new.is_closed = item.is_closed
    new.children = [_bookmark(child, places, pages, target) for child in item.children]
    return new


def name_tree(pairs: dict[bytes, Object]) -> Dictionary:
    """A name tree of one node."""
    flat: list[Object] = []
    for name in sorted(pairs):
        flat += [String(name), pairs[name]]
    return Dictionary(Names=Array(flat))
