"""A ReportLab document as a small file: everything but streams packed into streams of objects.

ReportLab writes each object out by itself. Another program could pack the file afterwards, but first it would read back
the thousands of elements of a structure tree, and that takes as long as half the drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream
from reportlab.pdfbase.pdfdoc import format as formatted
from reportlab.pdfgen.canvas import Canvas

_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
PACKED_TOGETHER: Final = 400
FIELDS: Final = (1, 4, 2)
"""How many bytes each field of the cross-reference has."""


def pack(canvas: Canvas, more: Mapping[int, str]) -> bytes:
    """The file for what a canvas has drawn; `more` holds objects ReportLab knows nothing of, by their numbers.

    The same document gives the same bytes.
    """
    document = canvas._doc  # ReportLab's only way to the document of a canvas
    _prepare(document, canvas)
    file = _File()
    small: list[tuple[int, bytes]] = []
    number = 0
    while number < document.objectcounter:  # it grows while objects are written that refer to new ones
        number += 1
        if number in more:
            small.append((number, more[number].encode("ascii")))
            continue
        thing = document.idToObject[document.numberToId[number]]
        if isinstance(thing, PDFStream):
            file.add(number, _stream(document, thing))
        else:
            small.append((number, formatted(thing, document, toplevel=1)))
    return file.closed(small, document.Reference(document.Catalog), document.Reference(document.info), document)


def _prepare(document: PDFDocument, canvas: Canvas) -> None:
    for font in document.delayedFonts:
        font.addObjects(document)
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None


def squeezed(content: bytes, level: int = -1) -> bytes:
    """Compressed content that does not end with a carriage return; a line end that means nothing may be added to it.

    Together with the line end after it, some readers take the return for that line end and find the stream too short.
    """
    data = zlib.compress(content, level)
    # The last byte is the lowest of a sum of all bytes, so one more byte of ten makes it another.
    return zlib.compress(content + b"\n", level) if data.endswith(b"\r") else data


def _stream(document: PDFDocument, stream: PDFStream) -> bytes:
    entries = dict(stream.dictionary.dict)
    content = stream.content.encode("utf-8") if isinstance(stream.content, str) else stream.content
    if "Filter" not in entries and "Metadata" not in str(entries.get("Type", "")):
        content = squeezed(content)
        entries["Filter"] = "/FlateDecode"
        if "Length1" in entries:
            entries["Length1"] = len(zlib.decompress(content))
    entries["Length"] = len(content)
    dictionary: bytes = formatted(PDFDictionary(entries), document)
    return b"%s\nstream\n%s\nendstream" % (dictionary, content)


class _File:
    """The bytes so far, and where each object is: (1, offset, 0), or (2, the stream of objects, the place in it)."""

    def __init__(self) -> None:
        self.data = bytearray(_HEADER)
        self.places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}

    def add(self, number: int, body: bytes) -> None:
        self.places[number] = (1, len(self.data), 0)
        self.data += b"%d 0 obj\n%s\nendobj\n" % (number, body)

    def closed(self, small: Sequence[tuple[int, bytes]], root: object, info: object, document: PDFDocument) -> bytes:
        """The whole file, with the packed objects, the cross-reference and its trailer."""
        number = document.objectcounter
        for start in range(0, len(small), PACKED_TOGETHER):
            objects = small[start : start + PACKED_TOGETHER]
            number += 1
            self.add(number, packed(objects))
            self.places |= {held: (2, number, place) for place, (held, _) in enumerate(objects)}
        number += 1
        start = len(self.data)
        self.places[number] = (1, start, 0)
        entries, size = cross_reference(self.places[each] for each in range(number + 1))
        name = sha256(self.data).hexdigest()[:32].encode("ascii")
        self.add(
            number,
            b"<</Type/XRef/Size %d/W[%d %d %d]/Root %s/Info %s/ID[<%s><%s>]/Filter/FlateDecode/Length %d>>"
            b"\nstream\n%s\nendstream"
            % (
                size,
                *FIELDS,
                formatted(root, document),
                formatted(info, document),
                name,
                name,
                len(entries),
                entries,
            ),
        )
        self.data += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self.data)


def packed(objects: Sequence[tuple[int, bytes]], level: int = -1) -> bytes:
    """A stream that holds objects, each with its number."""
    offsets: list[bytes] = []
    offset = 0
    for number, body in objects:
        offsets.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(offsets) + b"\n"
    data = squeezed(head + b"\n".join(body for _, body in objects), level)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        len(objects),
        len(head),
        len(data),
        data,
    )


def cross_reference(places: Iterable[tuple[int, int, int]]) -> tuple[bytes, int]:
    """The compressed entries of the places of all objects, and how many there are.

    Nothing may follow the entries, so where `squeezed` would add a line end, an object that is not there is added.
    """
    entries = b"".join(map(_entry, places))
    while (data := zlib.compress(entries)).endswith(b"\r"):
        entries += _entry((0, 0, 0xFFFF))
    return data, len(entries) // sum(FIELDS)


def _entry(place: tuple[int, int, int]) -> bytes:
    return b"".join(value.to_bytes(size, "big") for value, size in zip(place, FIELDS, strict=True))
