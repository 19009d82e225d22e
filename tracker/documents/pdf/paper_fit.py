"""Makes every page A4, upright or lying: what other pages show is scaled and centred, with what lies on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pikepdf import Array, Dictionary, Matrix, Object, Page, Pdf, Stream

from tracker.documents.pdf.paper_objects import drop, entries_of, items_at, name_of
from tracker.documents.pdf.stamp import Box, frame_of, visible_box

_SHORT: Final = 595.28
_LONG: Final = 841.89
_TOLERANCE: Final = 2.5
"""Points that producers round A4 by."""
_BOXES: Final = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit")
_PAIRS: Final = ("/QuadPoints", "/Vertices", "/L", "/CL")
"""What an annotation says of where it is: x and y in turn."""
_MOST_RUNS: Final = 10


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a page's content goes on the page that is A4: scaled, then moved. `seen` is what the page showed of it."""

    scale: float
    x: float
    y: float
    seen: Box

    @property
    def opening(self) -> str:
        """The operators that put content in its place and cut off what the page never showed."""
        left, bottom, right, top = self.seen
        place = f"{_told(self.scale)} 0 0 {_told(self.scale)} {_told(self.x)} {_told(self.y)} cm"
        return f"{place} {_told(left)} {_told(bottom)} {_told(right - left)} {_told(top - bottom)} re W n"

    def pairs(self, numbers: Iterable[object]) -> list[object]:
        """Numbers that are x and y in turn, moved; what is no number stays."""
        return [
            round(Decimal(float(it) * self.scale + (self.y if place % 2 else self.x)), 3)
            if isinstance(it, (int, Decimal))
            else it
            for place, it in enumerate(numbers)
        ]

    def box(self, thing: object) -> Array | None:
        """A rectangle moved; None when it is none."""
        if not isinstance(thing, Array) or len(thing) != 4 or not all(isinstance(it, (int, Decimal)) for it in thing):
            return None
        return Array(self.pairs(thing))

    def view(self, view: list[object]) -> list[object]:
        """How a link shows a place: its coordinates moved."""
        kind = name_of(view[0]) if view else ""
        if kind == "/XYZ":
            return [view[0], *self.pairs(view[1:3]), *view[3:]]
        if kind in ("/FitH", "/FitBH"):
            return [view[0], *self.pairs([0, *view[1:2]])[1:], *view[2:]]
        if kind in ("/FitV", "/FitBV"):
            return [view[0], *self.pairs(view[1:2]), *view[2:]]
        return [view[0], *self.pairs(view[1:5]), *view[5:]] if kind == "/FitR" else view


def shifts_of(pdf: Pdf) -> dict[int, Shift]:
    """What has to be done to pages that are not seen as A4; they count from 0."""
    found: dict[int, Shift] = {}
    for number, page in enumerate(pdf.pages):
        shift = _shift(page)
        if shift is not None:
            found[number] = shift
    return found


def _shift(page: Page) -> Shift | None:
    frame = frame_of(page)
    seen = visible_box(page)
    short, long = sorted((frame.width, frame.height))
    if abs(short - _SHORT) <= _TOLERANCE and abs(long - _LONG) <= _TOLERANCE and "/UserUnit" not in page.obj:
        return None
    width, height = _sheet(seen[2] - seen[0], seen[3] - seen[1])
    scale = min(width / (seen[2] - seen[0]), height / (seen[3] - seen[1]))
    x = (width - scale * (seen[2] - seen[0])) / 2 - scale * seen[0]
    y = (height - scale * (seen[3] - seen[1])) / 2 - scale * seen[1]
    return Shift(scale, x, y, seen)


def _sheet(width: float, height: float) -> tuple[float, float]:
    """A4 in the page's own directions, before it is turned."""
    return (_SHORT, _LONG) if width <= height else (_LONG, _SHORT)


def fit(pdf: Pdf, shifts: Mapping[int, Shift]) -> None:
    """Gives every page its size, and moves its annotations and patterns. What it paints is moved when it is written."""
    moved: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages):
        seen = visible_box(page)
        _settle_turn(page.obj)
        drop(page.obj, _BOXES)
        shift = shifts.get(number)
        if shift is None:
            page.obj.MediaBox = Array([round(Decimal(edge), 3) for edge in seen])
            continue
        width, height = _sheet(seen[2] - seen[0], seen[3] - seen[1])
        page.obj.MediaBox = Array([0, 0, Decimal(str(width)), Decimal(str(height))])
        for annotation in items_at(page.obj, "/Annots"):
            if annotation.objgen not in moved:
                moved.add(annotation.objgen)
                _move(annotation, shift)
        _move_patterns(pdf, page.obj, shift)


def _settle_turn(page: Object) -> None:
    """A page can be turned by quarters only; viewers pass over anything else."""
    turn = page.get_int("/Rotate", 0) % 360
    if turn == 0 or turn % 90:
        drop(page, ["/Rotate"])
    else:
        page.Rotate = turn


def _move(annotation: Object, shift: Shift) -> None:
    rect = shift.box(annotation.get("/Rect"))
    if rect is not None:
        annotation.Rect = rect
    for key in _PAIRS:
        if isinstance(annotation.get(key), Array):
            annotation[key] = Array(shift.pairs(items_at(annotation, key)))
    if isinstance(annotation.get("/InkList"), Array):
        lines = items_at(annotation, "/InkList")
        annotation.InkList = Array([Array(shift.pairs(line)) for line in lines if isinstance(line, Array)])


def _move_patterns(pdf: Pdf, page: Object, shift: Shift) -> None:
    """Patterns are placed on the page, whatever moves what is painted with them, so that they have to be moved too."""
    resources = page.get("/Resources")
    patterns = resources.get("/Pattern") if isinstance(resources, Dictionary) else None
    if not isinstance(patterns, Dictionary) or not patterns.keys():
        return
    moved = {key: _moved(pdf, pattern, shift) for key, pattern in entries_of(patterns)}
    own = Dictionary({key: value for key, value in entries_of(resources) if key != "/Pattern"})
    own.Pattern = Dictionary(moved)
    page.Resources = own


def _moved(pdf: Pdf, pattern: Object, shift: Shift) -> Object:
    if not isinstance(pattern, (Dictionary, Stream)):
        return pattern
    told = pattern.get("/Matrix")
    usable = isinstance(told, Array) and len(told) == 6 and all(isinstance(it, (int, Decimal)) for it in told)
    before = Matrix(told) if isinstance(told, Array) and usable else Matrix()
    after = before @ Matrix(shift.scale, 0, 0, shift.scale, shift.x, shift.y)
    copied: Object
    if isinstance(pattern, Stream):
        copied = pdf.make_stream(pattern.read_raw_bytes())
        for key, value in entries_of(pattern):
            if key != "/Length":
                copied[key] = value
    else:
        copied = pdf.make_indirect(Dictionary(dict(entries_of(pattern))))
    copied.Matrix = after.as_array()
    return copied


def sentences(pdf: Pdf, shifts: Mapping[int, Shift], unsized: frozenset[tuple[int, int]]) -> list[str]:
    """What was done to the pages, in words."""
    smaller = [number + 1 for number, shift in shifts.items() if shift.scale <= 1]
    larger = [number + 1 for number, shift in shifts.items() if shift.scale > 1]
    guessed = [number for number, page in enumerate(pdf.pages, start=1) if page.obj.objgen in unsized]
    told = []
    if guessed:
        size = "it is" if len(guessed) == 1 else "they are"
        told.append(f"{listed(guessed)} did not say how large {size}, so A4 was taken.")
    if smaller:
        told.append(f"{listed(smaller)} {'was' if len(smaller) == 1 else 'were'} made smaller to fit A4.")
    if larger:
        told.append(f"{listed(larger)} {'was' if len(larger) == 1 else 'were'} made larger to fill A4.")
    return told


def listed(pages: list[int]) -> str:
    """Pages in words: "Page 4", "Pages 2 to 5 and 9"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    if len(said) > _MOST_RUNS:
        said = [*said[:_MOST_RUNS], "others"]
    words = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"{'Page' if len(pages) == 1 else 'Pages'} {words}"


def _told(number: float) -> str:
    return f"{number:.5f}".rstrip("0").rstrip(".")
