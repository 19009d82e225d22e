"""What papers call their elements and classes. In a pack only the types of the standard are left.

A type that a paper made up becomes the one it stands for, and what a class says is said by each of its elements: so no
two papers can mean different things by one name, whatever else is in the pack.
"""

from __future__ import annotations

from typing import Final

from pikepdf import Array, Dictionary, Object, Pdf

from tracker.documents.pdf.paper_objects import dictionary_at, entries_of, name_of, one_or_more

_TYPES: Final = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form
"""
STANDARD: Final = frozenset(f"/{tag}" for tag in _TYPES.split())
"""The types of PDF 1.7."""
_MOST_GROUPS: Final = 50
"""Of attributes from the classes of one element."""


class ElementNames:
    """The names of one paper, and what they stand for."""

    def __init__(self, tree: Object) -> None:
        self.roles = {tag: name_of(role) for tag, role in entries_of(dictionary_at(tree, "/RoleMap"))}
        self.attributes = dict(entries_of(dictionary_at(tree, "/ClassMap")))
        self._types: dict[str, str] = {}
        self._groups: dict[str, list[Object]] = {}

    def type_of(self, tag: str) -> str:
        """The type that `tag` stands for in the end; itself when it stands for nothing, or goes in a circle."""
        if tag not in self._types:
            seen = {tag}
            end = tag
            while (role := self.roles.get(end)) and role != end:
                if role in seen:
                    end = tag
                    break
                seen.add(role)
                end = role
            self._types[tag] = end.encode("utf-8", "replace").decode("utf-8")
        return self._types[tag]

    def groups_of(self, names: list[str], pdf: Pdf) -> list[Object]:
        """The attributes of these classes, each an object that elements can share."""
        for name in names:
            if name not in self._groups:
                groups = [it for it in one_or_more(self.attributes.get(name)) if isinstance(it, Dictionary)]
                self._groups[name] = [it if it.is_indirect else pdf.make_indirect(it) for it in groups]
        return [group for name in names for group in self._groups[name]][:_MOST_GROUPS]

    def settle_classes(self, element: Object, pdf: Pdf) -> None:
        """Lets an element say itself what its classes say of it. What it says itself still counts more."""
        names = [name_of(it) for it in one_or_more(element.get("/C"))]
        groups = self.groups_of([name for name in names if name], pdf)
        del element["/C"]
        if groups:
            element.A = Array([*groups, *one_or_more(element.get("/A"))])
