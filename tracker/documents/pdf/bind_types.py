"""What goes into a pack and what comes out of it: the words that judging, preparing and binding share with callers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from tracker.documents.document import Document

PLACE: Final = "https://place.invalid/"
"""What the address of a link to a place of the pack begins with, until binding makes it lead to a page."""


@dataclass(frozen=True, slots=True)
class Range:
    """Pages of a pack by the numbers printed on them, both ends included."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"Page {self.first}" if self.first == self.last else f"Pages {self.first} - {self.last}"

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an uploaded PDF is like, for a clerk who has to decide whether to ask for a better one.

    Pages count from 1. `claims` is whether the file says of itself that it meets PDF/UA-1; `passes` whether a validator
    agrees, None when it was not asked or gave no answer. `failed` names the rules it fails.
    """

    pages: int
    tagged: bool
    title: str
    language: str
    headings: int
    pictures: tuple[int, ...]
    """Pages that are only a picture, without text under it."""
    figures: int
    """Figures without words for readers who cannot see them."""
    sizes: tuple[tuple[int, int], ...]
    """Width and height in millimetres, as seen, of every kind of page in the file."""
    claims: bool
    passes: bool | None
    failed: tuple[str, ...]
    findings: tuple[str, ...]
    """A plain sentence for each thing that a screen-reader user will miss, or that will be changed in a pack."""

    def as_json(self) -> str:
        """All of it, to be stored."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, stored: str) -> Judgement:
        """What `as_json` gave."""
        facts = json.loads(stored)
        lists = {key: tuple(value) for key, value in facts.items() if isinstance(value, list)}
        lists["sizes"] = tuple((width, height) for width, height in facts["sizes"])
        return cls(**{**facts, **lists})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper put in order once, so that binding it into a pack is cheap.

    `data` is to be stored; `tracker.documents.pdf.prepare.prepared_from` reads the rest from it again. `changes` holds
    a sentence for each thing that differs from the file that was sent. `accessible` says that the paper claims PDF/UA-1
    and keeps to it; `tagged` that all of its pages have tags.
    """

    data: bytes
    title: str
    pages: int
    tagged: bool
    accessible: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A prepared paper in a pack, of so many `pages`.

    `read` gives its `Prepared.data`, and is asked only when its turn comes.
    """

    title: str
    pages: int
    read: Callable[[], bytes]

    @classmethod
    def of(cls, prepared: Prepared) -> PackPaper:
        """A paper that is at hand."""
        return cls(prepared.title, prepared.pages, lambda: prepared.data)


@dataclass(frozen=True, slots=True)
class PackItem:
    """An item of the agenda with its papers. Its `key`, of letters, digits and hyphens, names it in links and results.

    `mark` stands at the head of each of its pages: "Not for publication" and why. Items without papers are passed over.
    """

    key: str
    title: str
    papers: tuple[PackPaper, ...]
    mark: str = ""


Places: TypeAlias = Mapping[str, Range]
"""The pages of every item that has papers, by its key."""

Front: TypeAlias = Callable[[Places], Document]
"""Draws front sheet and agenda for given places. Asked until its length and the places agree."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A pack. `accessible` says whether it claims PDF/UA-1, as each of its papers does and keeps to."""

    data: bytes
    pages: Range
    front: Range
    items: Places
    papers: Mapping[str, tuple[Range, ...]]
    """The pages of each paper of an item, without blank pages, by the item's key."""
    accessible: bool


def place_link(key: str) -> str:
    """The address to give a link of the front matter that is to lead to the first page of an item."""
    return PLACE + key


def frozen(items: Mapping[str, Range]) -> Places:
    """A mapping nobody changes."""
    return MappingProxyType(dict(items))


Items: TypeAlias = Sequence[PackItem]
