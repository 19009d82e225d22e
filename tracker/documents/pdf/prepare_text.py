"""Writes objects of a paper as text with marks for all that changes when it is bound."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from tracker.documents.pdf.paper_clean import UNWANTED
from tracker.documents.pdf.paper_objects import entries_of, is_object, name_of
from tracker.documents.pdf.prepare_file import BETWEEN, HEX_PREFIX, MARK, PREFIX, TITLE, Objects

_TOKEN: Final = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>|(/StructParents? )(\d+)(?= [/>])|(?<![\w.])(\d+) (\d+) R(?!\w)", re.DOTALL
)
"""Strings, which may hold what looks like the rest; keys of the parent tree; references. qpdf escapes brackets."""
_ELSEWHERE: Final = ("/Length", "/F", "/FFilter", "/FDecodeParms", "/DL")
"""What a stream says of its data, and where it lies if not here: nothing outside a paper is read."""
_STRANGERS: Final = frozenset({Name.Pages, Name.Catalog, Name.StructTreeRoot})
_TAKEN_OUT: Final = UNWANTED | {"/Widget"}
"""Annotations that are on no page any more, but that others may name: what belongs to them must not come in by that."""
_WORTH_PACKING: Final = 64


class Text:
    """The objects that were asked for and those they lead to, each once, in the order they were met.

    `known` are objects that binding knows under marks. `pages` are the only pages that objects may lead to. `keys` is
    how many keys of the parent tree there are. The string `digest` stands for the paper's title; at the beginning of a
    string, with a hyphen, for what its names begin with.
    """

    def __init__(
        self,
        pdf: Pdf,
        known: Mapping[tuple[int, int], bytes],
        pages: set[tuple[int, int]],
        digest: bytes,
        keys: int = 0,
    ) -> None:
        self.bodies: list[bytes] = []
        self.streams: list[bytes] = []
        self.lengths: list[tuple[int, int]] = []
        self._known = known
        self._pages = pages
        self._keys = keys
        self._prefix = digest + b"-"
        self._hex = self._prefix.hex().encode()
        self._titles = {b"(" + digest + b")", b"<" + digest.hex().encode() + b">"}
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, int]] = []
        self._pdf = pdf

    def number(self, thing: Object) -> int:
        """The place of an object, which is written if it was not."""
        return self._number(thing.objgen)

    def _number(self, identity: tuple[int, int]) -> int:
        if identity not in self._numbers:
            self._numbers[identity] = self.add(b"null")
            self._waiting.append(identity)
        return self._numbers[identity]

    def place(self, thing: Object) -> bytes:
        """The mark for an object, which is written if it was not."""
        return MARK + b"%d" % self.number(thing) + MARK

    def add(self, marked: bytes) -> int:
        """The place of an object that is given as text with its marks."""
        self.bodies.append(marked)
        return len(self.bodies) - 1

    def objects(self) -> Objects:
        """What was written."""
        return Objects(BETWEEN.join(self.bodies), tuple(self.lengths), b"".join(self.streams))

    def write(self) -> None:
        """Writes everything that was asked for, with all it leads to."""
        while self._waiting:
            identity = self._waiting.pop()
            place = self._numbers[identity]
            thing = self._pdf.get_object(identity)
            if isinstance(thing, Stream):
                if thing.get("/Type") != Name.EmbeddedFile:
                    self._write_stream(place, thing)
            elif not self._is_strange(thing):
                self.bodies[place] = self.marked(_told(thing))

    def _is_strange(self, thing: object) -> bool:
        """Whether an object belongs to the paper as a file of its own, to a page it does not show, or was taken out."""
        if not is_object(thing):
            return False
        kind = thing.get("/Type")
        if kind in _STRANGERS or (kind == Name.Page and thing.objgen not in self._pages):
            return True
        return "/EF" in thing or name_of(thing.get("/Subtype")) in _TAKEN_OUT

    def _write_stream(self, place: int, stream: Stream) -> None:
        data = stream.read_raw_bytes()
        entries = {key: value for key, value in entries_of(stream) if key not in _ELSEWHERE}
        if "/Filter" not in entries:
            entries.pop("/DecodeParms", None)
            if len(data) > _WORTH_PACKING and entries.get("/Type") != Name.Metadata:
                data = zlib.compress(data)
                entries["/Filter"] = Name.FlateDecode
        told = Dictionary(entries).unparse()
        self.bodies[place] = self.marked(told.removesuffix(b">>"))
        self.streams.append(data)
        self.lengths.append((place, len(data)))

    def marked(self, told: bytes) -> bytes:
        """Text of an object with its marks."""
        return _TOKEN.sub(self._mark, told)

    def _mark(self, found: re.Match[bytes]) -> bytes:
        number = found[3]
        if number is not None:
            identity = (int(number), int(found[4]))
            known = self._known.get(identity)
            return MARK + (known or b"%d" % self._number(identity)) + MARK
        if found[2] is not None:
            if int(found[2]) >= self._keys:
                return found[0]  # no key: something that is called so
            return b"%s%sK%s%s" % (found[1], MARK, found[2], MARK)
        return self._string(found[0])

    def _string(self, told: bytes) -> bytes:
        if told in self._titles:
            return MARK + TITLE + MARK
        if told.startswith(self._prefix, 1):
            return b"(" + MARK + PREFIX + MARK + told[1 + len(self._prefix) :]
        if told.startswith(self._hex, 1):
            return b"<" + MARK + HEX_PREFIX + MARK + told[1 + len(self._hex) :]
        return told


def _told(thing: object) -> bytes:
    """An object as text. pikepdf reads numbers and truths as Python's own, and what is not there as None."""
    if isinstance(thing, Object):
        return thing.unparse(resolved=True)
    if thing is None:
        raise PdfError("an object that is not there")
    return Array([thing]).unparse().removeprefix(b"[").removesuffix(b"]").strip()
