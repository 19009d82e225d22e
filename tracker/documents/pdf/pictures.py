"""Pictures as boxes, and their files as a PDF holds them: as they came where it can, else drawn anew on white."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from tracker.documents.blocks import ParagraphKind, Picture
from tracker.documents.pdf.figures import frame
from tracker.documents.pdf.flow import Box
from tracker.documents.pdf.fonts import settle
from tracker.documents.pdf.pack import squeezed
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import make_text

if TYPE_CHECKING:
    from tracker.documents.pdf.canvas import TaggedCanvas

_PIXELS_PER_POINT: Final = 1.25
"""A picture is drawn no larger than this allows: 90 pixels an inch."""
_HIGHEST: Final = 0.62
"""The most of a page that a picture takes."""
_PLAIN_COLOURS: Final = {0: ("DeviceGray", 1), 2: ("DeviceRGB", 3)}
"""Kinds of PNG whose packed pixels a PDF can hold as they are: the colour space, and how many channels it has."""
_BYTE: Final = 8


class Photo(Box):
    """A picture as wide as its place, if it has the pixels for that."""

    __slots__ = ("element", "picture", "width")

    def __init__(self, picture: Picture, parent: Element, width: float, page: float, above: float = 10) -> None:
        most = min(width, picture.width / _PIXELS_PER_POINT)
        scale = min(most / picture.width, page * _HIGHEST / picture.height)
        self.picture = picture
        self.width = picture.width * scale
        self.element = Element("Figure", parent, alt=alternative(picture))
        super().__init__(picture.height * scale, above, above)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        show_picture(canvas, self.picture, self.element, (x, top - self.height, self.width, self.height))


def picture_boxes(picture: Picture, parent: Element, room: Room) -> list[Box]:
    """The picture and under it its caption and whose it is."""
    photo = Photo(picture, parent, room.width, room.page)
    below = caption_of(picture, parent, room)
    photo.sticky = bool(below)
    return [photo, *below]


def caption_of(picture: Picture, parent: Element, room: Room) -> list[Box]:
    """What stands under a picture; nothing where it has neither a caption nor a credit."""
    text = make_text(
        picture.under, Element("P", parent), room.paragraph(ParagraphKind.SMALL), room.reading, align=room.align
    )
    return [text] if text else []


def alternative(picture: Picture) -> str:
    """The words of a picture as they are read out."""
    return " ".join(settle(picture.words).split())


def show_picture(
    canvas: TaggedCanvas, picture: Picture, element: Element, place: tuple[float, float, float, float]
) -> None:
    """Fills a place (left, bottom, width, height) with the middle of the picture."""
    x, y, width, height = place
    scale = max(width / picture.width, height / picture.height)
    whole = (picture.width * scale, picture.height * scale)
    frame(element, x, y, width, height)
    canvas.open(element)
    canvas.picture(picture, place, (x - (whole[0] - width) / 2, y - (whole[1] - height) / 2, *whole))
    canvas.close()


def stream_of(picture: Picture) -> PDFStream:
    """The picture as an object of a PDF."""
    stream = None
    if picture.media_type == "image/png":
        stream = _plain_png(picture)
    else:
        with Image.open(io.BytesIO(picture.content)) as opened:
            if opened.mode in ("L", "RGB"):
                colours = "DeviceGray" if opened.mode == "L" else "DeviceRGB"
                stream = _stream(picture, colours, "DCTDecode", picture.content)
    return stream or _drawn_anew(picture)


def _plain_png(picture: Picture) -> PDFStream | None:
    """The packed pixels as they are; None where they are of a kind that a PDF does not know."""
    depth, kind, interlaced = struct.unpack(">xxxxxxxxBBxxB", picture.content[16:29])
    parts = dict.fromkeys((b"IDAT", b"tRNS"), b"")
    for name, content in _chunks(picture.content):
        parts[name] = parts.get(name, b"") + content
    pixels = parts[b"IDAT"]
    # A carriage return at the end would be taken for the line end after it: see `squeezed`.
    if kind not in _PLAIN_COLOURS or depth != _BYTE or interlaced or parts[b"tRNS"] or pixels.endswith(b"\r"):
        return None
    colours, channels = _PLAIN_COLOURS[kind]
    told = {"Predictor": 15, "Colors": channels, "BitsPerComponent": _BYTE, "Columns": picture.width}
    return _stream(picture, colours, "FlateDecode", pixels, DecodeParms=PDFDictionary(told))


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 8 <= len(content):
        length, name = struct.unpack(">I4s", content[place : place + 8])
        yield name, content[place + 8 : place + 8 + length]
        place += 12 + length


def _drawn_anew(picture: Picture) -> PDFStream:
    with Image.open(io.BytesIO(picture.content)) as opened:
        if opened.has_transparency_data:
            over = opened.convert("RGBA")
            drawn = Image.new("RGB", opened.size, "#ffffff")
            drawn.paste(over, mask=over.getchannel("A"))
        else:
            drawn = opened.convert("RGB")
    return _stream(picture, "DeviceRGB", "FlateDecode", squeezed(drawn.tobytes()))


def _stream(picture: Picture, colours: str, packed: str, content: bytes, **more: object) -> PDFStream:
    told = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": PDFName(colours),
        "BitsPerComponent": _BYTE,
        "Filter": PDFName(packed),
    }
    return PDFStream(PDFDictionary({**told, **more}), content, filters=None)
