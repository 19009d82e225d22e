"""How a prepared paper is stored: its objects as text that can be given other numbers without reading them again.

The text holds marks where something is filled in when the paper is bound: numbers of objects, keys of the parent tree,
what makes its names unlike others. A mark stands between two bytes of zero, which nothing else in the text can hold.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from tracker.documents.pdf.bind_errors import UnreadablePrepared

_MAGIC: Final = b"%TrackerPaper-1\n"
_HEAD: Final = struct.Struct(">IIQQ")
"""The check sum of what follows it, and the lengths of facts, text and streams."""
MARK: Final = b"\x00"
BETWEEN: Final = b"\x01"
"""Stands between objects."""

PAGES, DOCUMENT, FONT, OUTLINE, PREFIX, HEX_PREFIX, TITLE = b"T", b"D", b"F", b"O", b"P", b"H", b"N"
"""Marks: the node above all pages, the topmost element, the stamp's font, the paper's bookmark, and its names."""


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects as they are stored. `streams` are those that are streams, in the order of their data, and their lengths.

    The data of streams follow one another without anything between.
    """

    text: bytes
    streams: tuple[tuple[int, int], ...]
    data: memoryview | bytes

    def __len__(self) -> int:
        return self.text.count(BETWEEN) + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is looked at, for what is written over it: its size, the matrix, and the stamp font's name there.

    `noticed`: a notice stands at its head.
    """

    width: float
    height: float
    matrix: tuple[float, ...]
    font: str
    noticed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What binding has to know of a paper. Objects are given by their place in the text, pages in their order."""

    title: str
    tagged: bool
    accessible: bool
    changes: tuple[str, ...]
    version: str
    keys: int
    """How many keys of the parent tree it uses."""
    pages: tuple[int, ...]
    sheets: tuple[Sheet, ...]
    streams: tuple[tuple[int, int], ...]
    """As `Objects` has them."""
    part: int
    parents: int
    """The leaf of the parent tree."""
    ids: int
    """The leaf of the tree of IDs, and of named places; -1 for none."""
    names: int
    outline: tuple[int, int, int]
    """The first and the last of its own bookmarks, and how many show; -1 for none."""
    namespaces: tuple[int, ...]
    layers: tuple[int, ...]
    hidden: tuple[int, ...]
    order: tuple[int, ...]
    locked: tuple[int, ...]
    alternatives: tuple[tuple[int, ...], ...]


def stored(facts: Facts, bodies: Sequence[bytes], streams: Sequence[bytes]) -> bytes:
    """The bytes of a prepared paper."""
    told = zlib.compress(json.dumps(asdict(facts)).encode())
    text = zlib.compress(BETWEEN.join(bodies), 3)
    data = b"".join(streams)
    check = zlib.crc32(data, zlib.crc32(text, zlib.crc32(told)))
    return b"".join((_MAGIC, _HEAD.pack(check, len(told), len(text), len(data)), told, text, data))


def read_stored(data: bytes, title: str = "") -> tuple[Facts, Objects]:
    """What `stored` wrote. Raises `UnreadablePrepared`, with the paper's `title`, when it is not that any more."""
    start = len(_MAGIC) + _HEAD.size
    if not data.startswith(_MAGIC) or len(data) < start:
        raise UnreadablePrepared(title)
    check, told, text, streams = _HEAD.unpack_from(data, len(_MAGIC))
    view = memoryview(data)[start:]
    if len(view) != told + text + streams or zlib.crc32(view) != check:
        raise UnreadablePrepared(title)
    facts = _facts(json.loads(zlib.decompress(view[:told])))
    return facts, Objects(zlib.decompress(view[told : told + text]), facts.streams, view[told + text :])


def read_facts(data: bytes, title: str = "") -> Facts:
    """The facts alone."""
    return read_stored(data, title)[0]


def _facts(told: dict[str, Any]) -> Facts:
    facts: dict[str, Any] = {key: _frozen(value) for key, value in told.items()}
    facts["sheets"] = tuple(Sheet(**{**sheet, "matrix": tuple(sheet["matrix"])}) for sheet in told["sheets"])
    return Facts(**facts)


def _frozen(value: object) -> object:
    return tuple(_frozen(it) for it in value) if isinstance(value, list) else value
