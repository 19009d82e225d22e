"""Sound PDFs with one defect each, and which judge must see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

Spoil: TypeAlias = Callable[[Pdf], pikepdf.Encryption | None]
"""Puts one defect into a sound file; what it returns is how the file is to be encrypted."""


@dataclass(frozen=True)
class Defect:
    """One thing that is wrong, and who must say so: "ua1" and "2a" are profiles of page-validation."""

    spoil: Spoil
    seen_by: frozenset[str]

    @property
    def name(self) -> str:
        return self.spoil.__name__.strip("_").replace("_", " ")

    def put_into(self, sound: bytes) -> bytes:
        """The sound file with this defect."""
        with pikepdf.open(io.BytesIO(sound)) as pdf:
            encryption = self.spoil(pdf)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=encryption is None, encryption=encryption or False)
            return out.getvalue()


DEFECTS: Final[list[Defect]] = []


def seen_by(*judges: str) -> Callable[[Spoil], Spoil]:
    """Adds the decorated function to the defects."""

    def add(spoil: Spoil) -> Spoil:
        DEFECTS.append(Defect(spoil, frozenset(judges)))
        return spoil

    return add


def elements(pdf: Pdf, tag: str) -> list[Object]:
    """The structure elements with a tag, as they stand in the file."""
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name("/" + tag)]


def link_page(pdf: Pdf) -> pikepdf.Page:
    """The first page that has a link."""
    return next(page for page in pdf.pages if "/Annots" in page)


def listed_parents(pdf: Pdf) -> Object:
    """What the parent tree lists for the second page."""
    return dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())[int(pdf.pages[1].obj.StructParents)]


def add_inside(pdf: Pdf, parent: Object, tag: str) -> None:
    """A new structure element, last in its parent."""
    parent.K.append(pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=parent, K=Array())))


def rewrite(page: pikepdf.Page, old: bytes, new: bytes) -> None:
    """Puts other operators into the page's content, once."""
    content = page.Contents.read_bytes()
    assert old in content
    page.Contents.write(content.replace(old, new, 1))
