"""Forms become plain pages: what each field shows is painted where it was, and no field is left to fill in.

A field that tags know stays in its place of the tree: its element owns the paint then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from tracker.documents.pdf.paper_content import Contents, Identity
from tracker.documents.pdf.paper_fields_paint import Pen, inherited
from tracker.documents.pdf.paper_objects import drop, items_at, name_of
from tracker.documents.pdf.stamp import wrap_content

_LARGEST: Final = 90_000
"""Marks beyond are not counted on from: there have to be as many places for marks as the largest number says."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field that is a mark of its page now, and the words that say what a picture of it cannot."""

    page: Object
    mark: int
    words: str


@dataclass(frozen=True, slots=True)
class Flattened:
    """What became of a paper's form. `gone` are fields that showed nothing; `signed`: one held a signature.

    `found` says whether there were fields at all, `drawn` holds those of a paper with tags.
    """

    drawn: dict[Identity, Drawn]
    gone: set[Identity]
    found: bool
    signed: bool


def flatten(pdf: Pdf, contents: Contents, font: Object, *, tagged: bool) -> Flattened:
    """Paints the fields of a paper and takes its form away. Annotations must have been cleaned.

    What a form leaves to the viewer to paint is written in `font`, the font of stamps: that of the form may lack
    letters that nobody had typed when it was made.
    """
    result = Flattened({}, set(), found=False, signed=False)
    signed = False
    found = any(True for _ in _widgets(pdf))
    if found:
        pen = Pen(pdf, contents, font)
        for page in pdf.pages:
            widgets = [it for it in items_at(page.obj, "/Annots") if it.get("/Subtype") == Name.Widget]
            if widgets:
                signed |= any(_is_signed(widget) for widget in widgets)
                _flatten_page(page, widgets, pen, result, tagged=tagged)
    drop(pdf.Root, ["/AcroForm"])
    return Flattened(result.drawn, result.gone, found, signed)


def _widgets(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        for annotation in items_at(page.obj, "/Annots"):
            if annotation.get("/Subtype") == Name.Widget:
                yield annotation


def _flatten_page(page: Page, widgets: list[Object], pen: Pen, result: Flattened, *, tagged: bool) -> None:
    contents = pen.contents
    closing = contents.sheet(page).closing
    used = contents.marks_of(page.obj, page.obj) if tagged else set()
    mark = max([number for number in used if number < _LARGEST], default=-1)
    painted: list[bytes] = []
    for widget in widgets:
        paint = pen.paint(page, widget)
        if not paint:
            result.gone.add(widget.objgen)
            continue
        if tagged:
            mark += 1
            result.drawn[widget.objgen] = Drawn(page.obj, mark, _words(widget))
            paint = b"/Span <</MCID %d>> BDC %s EMC" % (mark, paint)
        painted.append(paint)
    others = [it for it in items_at(page.obj, "/Annots") if it.get("/Subtype") != Name.Widget]
    page.obj.Annots = Array(others)
    if painted:
        after = closing + b"\nQ\n" + b"\n".join(painted) + b"\n"
        wrap_content(page, contents.pdf.make_stream(b"q\n"), contents.pdf.make_stream(after))


def _words(widget: Object) -> str:
    """What is read out for a box or button, whose picture is a sign; nothing for fields that show words."""
    if inherited(widget, "/FT") != Name.Btn:
        return ""
    told = inherited(widget, "/TU")
    name = str(told) if isinstance(told, pikepdf.String) else ""
    state = name_of(widget.get("/AS"))
    if not state:
        return name
    ticked = "not ticked" if state == "/Off" else "ticked"
    return f"{name}: {ticked}" if name else ticked


def _is_signed(widget: Object) -> bool:
    value = inherited(widget, "/V")
    return isinstance(value, Dictionary) and ("/ByteRange" in value or inherited(widget, "/FT") == Name.Sig)
