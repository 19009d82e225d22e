"""Writes page numbers, and the notice on papers without tags, over finished pages, upright, at the edge."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from pikepdf import Array, Dictionary, Object, Page, Stream
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.pdf.fonts import REGULAR
from tracker.documents.pdf.paper_content import streams_of

Box: TypeAlias = tuple[float, float, float, float]

_USUAL: Final[Box] = (0.0, 0.0, 612.0, 792.0)
"""What viewers take for a page without a size."""
_FONT_KEY: Final = "/TrackerStamp"
_MORE: Final = "".join(map(chr, [*range(161, 173), *range(174, 256)])) + "ŵŷŴŶŸ€“”‘’–—…•"
_DRAWN: Final = "".join(map(chr, range(32, 127))) + _MORE
"""The characters of the stamps' font."""
_AS_THEY_ARE: Final = frozenset(map(chr, range(32, 127))) - frozenset("\\()")

_NUMBER_SIZE: Final = 11.0
_NOTICE_SIZE: Final = 9.0
_FROM_EDGE: Final = 14.0
"""From the edge of the page to the base line. Papers keep their own text further inside, printers reach this far."""
_SIDE: Final = 28.0
_PADDING: Final = 2.0
_NEXT_LINE: Final = 14.0
_ASCENT: Final = 0.75
_DESCENT: Final = 0.27


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as it is looked at: its size in points, and the matrix that draws upright from its lower left corner."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def visible_box(page: Page) -> Box:
    """What a viewer shows of the page, in the page's own units, before it is turned."""
    media = _box(page.obj.get("/MediaBox")) or _USUAL
    crop = _box(page.obj.get("/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def frame_of(page: Page) -> Frame:
    """How the page is looked at: cut to its crop box, turned, and in units of its own."""
    left, bottom, right, top = visible_box(page)
    unit = page.obj.get_float("/UserUnit", 1.0)
    if not 0 < unit < 1e6:
        unit = 1.0
    width, height = (right - left) * unit, (top - bottom) * unit
    step = 1 / unit
    match _turn(page):
        case 90:
            return Frame(height, width, (0, step, -step, 0, right, bottom))
        case 180:
            return Frame(width, height, (-step, 0, 0, -step, right, top))
        case 270:
            return Frame(height, width, (0, -step, step, 0, left, top))
    return Frame(width, height, (step, 0, 0, step, left, bottom))


def _turn(page: Page) -> int:
    turn = page.obj.get_int("/Rotate", 0) % 360
    return turn if turn % 90 == 0 else 0


def _box(thing: Object | None) -> Box | None:
    if not isinstance(thing, Array) or len(thing) != 4:
        return None
    edges = [float(edge) for edge in thing if isinstance(edge, (int, Decimal))]
    if len(edges) != 4 or max(map(abs, edges)) > 1e7:
        return None
    x1, y1, x2, y2 = edges
    box = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    return box if box[0] < box[2] and box[1] < box[3] else None


def number_stamp(frame: Frame, font: str, number: int) -> bytes:
    """The operators that write a page's number at its foot, as an artifact."""
    text = str(number)
    width = REGULAR.advance(text) * _NUMBER_SIZE / 1000
    line = _line(font, _NUMBER_SIZE, (frame.width - width) / 2, _FROM_EDGE, width, text)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq {_cm(frame)}\n{line.paper}{line.ink}Q\nEMC\n".encode()
    )


def notice_stamp(frame: Frame, font: str, words: str, mark: int) -> bytes:
    """The operators that write a sentence at the head of a page as the marked content `mark`."""
    natural = REGULAR.advance(words) / 1000
    room = max(frame.width - 2 * _SIDE, 1.0)
    size = min(_NOTICE_SIZE, room / natural)
    line = _line(font, size, (frame.width - natural * size) / 2, frame.height - _FROM_EDGE, natural * size, words)
    return (f"q {_cm(frame)}\n/Artifact BMC\n{line.paper}EMC\n/P <</MCID {mark}>> BDC\n{line.ink}EMC\nQ\n").encode()


def head_mark(frame: Frame, font: str, words: str, *, below: bool) -> bytes:
    """The operators that write a mark at the head of a page, as an artifact; `below` the notice that stands there."""
    told = plain(words) or "?"
    natural = REGULAR.advance(told) / 1000
    size = min(_NOTICE_SIZE, max(frame.width - 2 * _SIDE, 1.0) / natural)
    y = frame.height - _FROM_EDGE - (_NEXT_LINE if below else 0)
    line = _line(font, size, (frame.width - natural * size) / 2, y, natural * size, told)
    return (
        f"/Artifact <</Type /Pagination /Subtype /Header>> BDC\nq {_cm(frame)}\n{line.paper}{line.ink}Q\nEMC\n".encode()
    )


def blank_notice(frame: Frame, font: str, words: str) -> bytes:
    """The operators that write a sentence in the middle of an empty page, as its marked content 0."""
    x = (frame.width - REGULAR.advance(words) * _NUMBER_SIZE / 1000) / 2
    line = _line(font, _NUMBER_SIZE, x, frame.height / 2, 0, words)
    return f"/P <</MCID 0>> BDC\nq {_cm(frame)}\n{line.ink}Q\nEMC\n".encode()


def plain(words: str) -> str:
    """The words in the characters that the stamps' font has; what it lacks becomes a question mark."""
    return "".join(map(_plain, unicodedata.normalize("NFC", words)))


def _plain(character: str) -> str:
    if character in _DRAWN:
        return character
    simple = unicodedata.normalize("NFKD", character)
    return "".join(it if it in _DRAWN else "?" for it in simple if not unicodedata.combining(it)) or "?"


def advance(words: str, size: float) -> float:
    """How wide words are in the stamps' font."""
    return float(REGULAR.advance(words)) * size / 1000


def shown(words: str) -> str:
    """The operand that shows words in the stamps' font, once they are `plain`."""
    return f"({_escaped(words)})"


@dataclass(frozen=True, slots=True)
class _Line:
    """White behind the words, so that they can be read over anything, and the words."""

    paper: str
    ink: str


def _line(font: str, size: float, x: float, y: float, width: float, words: str) -> _Line:
    low, high = y - size * _DESCENT - _PADDING, y + size * _ASCENT + _PADDING
    box = f"{x - _PADDING:.2f} {low:.2f} {width + 2 * _PADDING:.2f} {high - low:.2f}"
    return _Line(f"1 g {box} re f\n", f"0 g BT {font} {size:.2f} Tf {x:.2f} {y:.2f} Td {shown(words)} Tj ET\n")


def _escaped(words: str) -> str:
    codes = (_font()[1][it] for it in words)
    return "".join(chr(code) if chr(code) in _AS_THEY_ARE else f"\\{code:03o}" for code in codes)


def _cm(frame: Frame) -> str:
    return " ".join(f"{part:.6f}".rstrip("0").rstrip(".") for part in frame.matrix) + " cm"


def add_font(page: Page, font: Object) -> str:
    """Makes the font known to the page and returns the name it has there."""
    resources = page.obj.get("/Resources")
    if not isinstance(resources, Dictionary):
        page.obj.Resources = resources = Dictionary()
    fonts = resources.get("/Font")
    if not isinstance(fonts, Dictionary):
        resources.Font = fonts = Dictionary()
    key, times = _FONT_KEY, 1
    while key in fonts and not fonts[key].is_same_object_as(font):
        times += 1
        key = f"{_FONT_KEY}{times}"
    fonts[key] = font
    return key


def font_file() -> bytes:
    """A PDF of one page with every character that stamps use."""
    return _font()[0]


@cache
def _font() -> tuple[bytes, dict[str, int]]:
    """That file, and the codes that ReportLab gave the characters in its font."""
    out = io.BytesIO()
    canvas = Canvas(out, initialFontName=REGULAR.fontName, invariant=True)
    canvas.setFont(REGULAR.fontName, 10)
    canvas.drawString(0, 0, _DRAWN)
    document = canvas._doc  # ReportLab's only way to the document of a canvas
    codes = {it: shown[0] for it in _DRAWN for _, shown in REGULAR.splitString(it, document)}
    canvas.save()
    return out.getvalue(), codes


def wrap_content(page: Page, before: Stream, after: Stream) -> None:
    """Puts operators around what a page paints. `before` may be shared by many pages."""
    page.obj.Contents = Array([before, *streams_of(page), after])
