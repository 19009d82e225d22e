"""Writes a pack, object by object: those of its papers are taken over with other numbers and nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from pikepdf import String

from tracker.documents.pdf.pack import FIELDS, PACKED_TOGETHER, cross_reference, packed
from tracker.documents.pdf.prepare_file import BETWEEN, MARK, Objects

_LEVEL: Final = 4
"""How hard objects are packed: harder takes twice as long for a twentieth less."""


class File:
    """The bytes of a pack so far. Objects that are no streams are packed together."""

    def __init__(self) -> None:
        self.data = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n")
        self._places: list[tuple[int, int, int]] = [(0, 0, 0xFFFF)]
        self._small: list[tuple[int, bytes]] = []

    def numbers(self, count: int = 1) -> int:
        """The first of some numbers that no other object has."""
        first = len(self._places)
        self._places += [(0, 0, 0)] * count
        return first

    def put(self, number: int, body: bytes) -> None:
        """Writes an object that is no stream."""
        self._small.append((number, body))
        if len(self._small) >= PACKED_TOGETHER:
            self._flush()

    def add(self, body: bytes) -> int:
        """Writes an object that is no stream, and gives it a number."""
        number = self.numbers()
        self.put(number, body)
        return number

    def put_stream(self, number: int, start: bytes, data: bytes | memoryview) -> None:
        """Writes a stream; `start` is its dictionary without the length and the end."""
        self._places[number] = (1, len(self.data), 0)
        self.data += b"%d 0 obj\n%s/Length %d>>\nstream\n" % (number, start, len(data))
        self.data += data
        self.data += b"\nendstream\nendobj\n"

    def add_content(self, content: bytes) -> int:
        """Writes operators that paint, and gives them a number."""
        number = self.numbers()
        self.put_content(number, content)
        return number

    def put_content(self, number: int, content: bytes) -> None:
        """Writes operators that paint."""
        self.put_stream(number, b"<<", content)

    def take(self, objects: Objects, known: Mapping[bytes, bytes], numbered: Mapping[int, int]) -> int:
        """Takes over objects. `known` says what to fill in for marks, `numbered` what has its number already.

        Returns the number of the first of them; the others follow it, save those that were numbered.
        """
        count = len(objects)
        base = self.numbers(count)
        filled = {b"%d" % place: b"%d 0 R" % (base + place) for place in range(count)}
        filled |= {b"%d" % place: b"%d 0 R" % number for place, number in numbered.items()}
        filled |= known
        parts = objects.text.split(MARK)
        parts[1::2] = map(filled.__getitem__, parts[1::2])
        bodies = b"".join(parts).split(BETWEEN)
        del parts, filled
        start = 0
        streams = dict(objects.streams)
        for place, length in objects.streams:
            self.put_stream(base + place, bodies[place], objects.data[start : start + length])
            start += length
        for place, body in enumerate(bodies):
            if place not in streams:
                self.put(numbered.get(place, base + place), body)
        return base

    def _flush(self) -> None:
        if not self._small:
            return
        number = self.numbers()
        start = len(self.data)
        self.data += b"%d 0 obj\n%s\nendobj\n" % (number, packed(self._small, _LEVEL))
        self._places[number] = (1, start, 0)
        for place, (held, _) in enumerate(self._small):
            self._places[held] = (2, number, place)
        self._small = []

    def close(self, root: int, info: int, version: str) -> bytes:
        """The whole file, for readers of a version of PDF."""
        self._flush()
        self.data[5:8] = version.encode()[:3]
        number = self.numbers()
        start = len(self.data)
        self._places[number] = (1, start, 0)
        entries, size = cross_reference(self._places)
        name = sha256(self.data).hexdigest()[:32].encode("ascii")
        widths = b" ".join(b"%d" % size for size in FIELDS)
        self.put_stream(
            number,
            b"<</Type/XRef/Size %d/W[%s]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode"
            % (size, widths, root, info, name, name),
            entries,
        )
        self.data += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.data)


def references(numbers: Sequence[int]) -> bytes:
    """An array of references."""
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"


def text(words: str) -> bytes:
    """A text string."""
    # Half a character would be refused by readers.
    return String(words.encode("utf-8", "replace").decode("utf-8")).unparse()
