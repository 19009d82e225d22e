"""What papers call their elements and classes: equal meanings are shared, other meanings of a name get a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

from tracker.documents.pdf.merge_objects import dictionary_at, entries_of, name_of

_TYPES: Final = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form
"""
STANDARD: Final = frozenset(f"/{tag}" for tag in _TYPES.split())
"""The types of PDF 1.7. In the merged file they mean themselves, whatever a paper made of them."""

_MOST_TOLD: Final = 5_000


class Names:
    """The names used in the merged file so far."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {tag: tag for tag in STANDARD}
        """For each type of element the type it stands for; itself where it stands for nothing else."""
        self.classes: dict[str, bytes] = {}
        self._copies: dict[str, Object] = {}

    def type_for(self, tag: str, meaning: str) -> str:
        """A name for elements that one paper calls `tag` and that stand for `meaning`."""

        def fits(free: str) -> bool:
            wanted = free if meaning == tag else meaning
            return self.meanings.setdefault(free, wanted) == wanted

        return _settle(tag, fits)

    def class_for(self, name: str, attributes: object) -> str:
        """A name for these attributes of a class that one paper calls `name`."""
        told = _told(attributes)
        return _settle(name, lambda free: self.classes.setdefault(free, told) == told)

    def copy(self, classes: dict[str, Object], source: Pdf, target: Pdf) -> None:
        """Takes over attributes by their new names, once their paper's pages are in `target`."""
        for name, attributes in classes.items():
            if name not in self._copies:
                holder = source.make_indirect(Dictionary(Held=attributes))
                self._copies[name] = target.copy_foreign(holder).Held

    def write(self, tree: Object) -> None:
        """Writes role map and class map into the target's structure tree."""
        roles = {tag: Name(meaning) for tag, meaning in sorted(self.meanings.items()) if tag != meaning}
        if roles:
            tree.RoleMap = Dictionary(roles)
        if self._copies:
            tree.ClassMap = Dictionary(self._copies)


def _settle(name: str, fits: Callable[[str], bool]) -> str:
    """The name, or the first one made from it, that is free or means the same already."""
    base = name.encode("utf-8", "replace").decode("utf-8")
    free, times = base, 1
    while not fits(free):
        times += 1
        free = f"{base}-{times}"
    return free


def _told(thing: object) -> bytes:
    """A text that is equal for equal attributes, whichever file they are in. What comes after its limit is not told."""
    told: list[bytes] = []
    waiting = [thing]
    while waiting and len(told) < _MOST_TOLD:
        it = waiting.pop()
        if isinstance(it, Array):
            waiting += [b"]", *reversed(list(it)), b"["]
        elif isinstance(it, Dictionary):
            waiting.append(b">>")
            for key, value in reversed(list(entries_of(it))):
                waiting += [value, key.encode("utf-8", "surrogateescape")]
            waiting.append(b"<<")
        elif isinstance(it, bytes):
            told.append(it)
        else:
            told.append(it.unparse() if isinstance(it, Object) else repr(it).encode())
    return b" ".join(told)


class ElementNames:
    """The names of one paper, and what they become."""

    def __init__(self, names: Names, tree: Object) -> None:
        self.names = names
        self.roles = {tag: name_of(role) for tag, role in entries_of(dictionary_at(tree, "/RoleMap"))}
        self.attributes = dict(entries_of(dictionary_at(tree, "/ClassMap")))
        self.classes: dict[str, Object] = {}
        """The paper's classes by their new names."""
        self._types: dict[str, str] = {}

    def type_of(self, tag: str) -> str:
        """The type's name in the merged file."""
        if tag not in self._types:
            meaning = self._meaning(tag)
            self._types[tag] = self.names.type_for(tag, tag if meaning == tag else self.type_of(meaning))
        return self._types[tag]

    def class_of(self, name: str) -> str:
        """The class's name in the merged file."""
        attributes = self.attributes.get(name)
        if attributes is None:
            return name
        new = self.names.class_for(name, attributes)
        self.classes[new] = attributes
        return new

    def _meaning(self, tag: str) -> str:
        """The type that `tag` stands for in this paper, in the end; itself when the way there is a circle."""
        seen = {tag}
        end = tag
        while role := self.roles.get(end):
            if role == end:
                break
            if role in seen:
                return tag
            seen.add(role)
            end = role
        return end
