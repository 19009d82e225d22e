"""Paints what the fields of a form show: their own pictures, or what they hold where they have none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import pikepdf
from pikepdf import Annotation, Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from tracker.documents.pdf.paper_content import Contents
from tracker.documents.pdf.paper_objects import dictionary_at
from tracker.documents.pdf.stamp import add_font, advance, plain, shown

_UNSEEN: Final = 0x02 | 0x20
"""Flags of annotations that are hidden, or not shown on a screen."""
_MANY_LINES: Final = 0x1000
_PASSWORD: Final = 0x2000
_HIGHEST: Final = 50
"""Fields that a field may lie inside of."""
_NAME: Final = "TrackerField"
_OF_THE_STREAM: Final = frozenset({"/Length", "/Filter", "/DecodeParms", "/StructParent", "/StructParents"})
_SIZE: Final = re.compile(rb"([\d.]+)\s+Tf")
_USUAL: Final = 11.0
_LEADING: Final = 1.2
_INSIDE: Final = 2.0
_MOST_WORDS: Final = 20_000


class Pen:
    """Paints the fields of one paper. What it writes itself is in `font`."""

    def __init__(self, pdf: Pdf, contents: Contents, font: Object) -> None:
        self.contents = contents
        self.font = font
        form = dictionary_at(pdf.Root, "/AcroForm")
        self.unfinished = form is not None and form.get_bool("/NeedAppearances", False)
        """The form says that its pictures are not up to date."""
        self.style = form.get_bytes("/DA") or b"" if form is not None else b""

    def paint(self, page: Page, widget: Object) -> bytes:
        """The operators that paint a field on its page; nothing when it shows nothing."""
        if widget.get_int("/F", 0) & _UNSEEN:
            return b""
        looks = _looks(widget)
        if inherited(widget, "/FT") in (Name.Tx, Name.Ch) and (looks is None or self.unfinished):
            written = self._write(page, widget)
            if written or looks is None:
                return written
        return self._stick(page, widget, looks) if looks is not None else b""

    def _stick(self, page: Page, widget: Object, looks: Stream) -> bytes:
        """Paints the field's own picture."""
        form = self.contents.pdf.make_stream(self.contents.read(looks))
        for key in sorted(looks.keys() - _OF_THE_STREAM):
            form[key] = looks[key]
        form.Type, form.Subtype = Name.XObject, Name.Form
        name = Name(f"/{_NAME}{form.objgen[0]}")
        try:
            paint = Annotation(widget).get_page_content_for_appearance(name, page.obj.get_int("/Rotate", 0))
        except (pikepdf.PikepdfError, RuntimeError, TypeError, ValueError):
            return b""
        if paint:
            resources = page.obj.get("/Resources")
            if not isinstance(resources, Dictionary):
                page.obj.Resources = resources = Dictionary()
            if not isinstance(resources.get("/XObject"), Dictionary):
                resources.XObject = Dictionary()
            resources.XObject[name] = form
        return paint.strip()

    def _write(self, page: Page, widget: Object) -> bytes:
        """Writes what the field holds."""
        rect = widget.get("/Rect")
        flags = inherited(widget, "/Ff")
        held = _held(inherited(widget, "/V"))
        if not isinstance(rect, Array) or len(rect) != 4 or not all(isinstance(it, (int, Decimal)) for it in rect):
            return b""
        if not held.strip() or (isinstance(flags, int) and flags & _PASSWORD):
            return b""
        left, right = sorted((float(rect[0]), float(rect[2])))
        bottom, top = sorted((float(rect[1]), float(rect[3])))
        size = self._size(widget, top - bottom)
        if isinstance(flags, int) and flags & _MANY_LINES:
            lines = _lines(held, size, right - left - 2 * _INSIDE)
            first = top - _INSIDE - size
        else:
            lines = [plain(" ".join(held.split()))]
            first = (bottom + top) / 2 - size * 0.35
        name = add_font(page, self.font)
        shows = " T* ".join(f"{shown(line)} Tj" for line in lines)
        place = f"{left + _INSIDE:.2f} {first:.2f} Td {size * _LEADING:.2f} TL"
        return f"q 0 g BT {name} {size:.2f} Tf {place} {shows} ET Q".encode()

    def _size(self, widget: Object, height: float) -> float:
        style = inherited(widget, "/DA")
        found = _SIZE.search(bytes(style) if isinstance(style, String) else self.style)
        try:
            size = float(found[1]) if found else 0.0
        except ValueError:
            size = 0.0
        return size if 1 <= size <= height * 2 else max(1.0, min(_USUAL, height * 0.8))


def _held(value: object) -> str:
    """The words of a value, or of several that were chosen."""
    if isinstance(value, Array):
        return ", ".join(str(it) for it in value if isinstance(it, String))[:_MOST_WORDS]
    return str(value)[:_MOST_WORDS] if isinstance(value, String) else ""


def _lines(words: str, size: float, room: float) -> list[str]:
    """The words in lines that fit into the room."""
    lines: list[str] = []
    for paragraph in words.splitlines():
        line = ""
        for word in plain(paragraph).split():
            longer = f"{line} {word}".strip()
            if line and advance(longer, size) > room:
                lines.append(f"{line} ")
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _looks(widget: Object) -> Stream | None:
    """The picture of a field in the state it is in."""
    looks = dictionary_at(widget, "/AP")
    normal = looks.get("/N") if looks is not None else None
    if isinstance(normal, Dictionary) and not isinstance(normal, Stream):
        state = widget.get("/AS")
        normal = normal.get(state) if isinstance(state, Name) else None
    return normal if isinstance(normal, Stream) else None


def inherited(widget: Object, key: str) -> Object | None:
    """What a field says under `key`, or the fields it lies in."""
    node: Object | None = widget
    for _ in range(_HIGHEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None
