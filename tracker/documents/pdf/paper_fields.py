"""Forms become plain pages: what each field shows is painted where it was, and no field is left to fill in.

A field that tags know stays in its place of the tree: its element owns the paint then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Annotation, Array, Dictionary, Name, Object, Page, Pdf, Stream

from tracker.documents.pdf.paper_content import Contents, Identity
from tracker.documents.pdf.paper_objects import dictionary_at, drop, items_at, name_of
from tracker.documents.pdf.stamp import wrap_content

_UNSEEN: Final = 0x02 | 0x20
"""Flags of annotations that are hidden, or not shown on a screen."""
_HIGHEST: Final = 50
"""Fields that a field may lie inside of."""
_NAME: Final = "TrackerField"
_OF_THE_STREAM: Final = frozenset({"/Length", "/Filter", "/DecodeParms", "/StructParent", "/StructParents"})
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


def flatten(pdf: Pdf, contents: Contents, *, tagged: bool) -> Flattened:
    """Paints the fields of a paper and takes its form away. Annotations must have been cleaned."""
    result = Flattened({}, set(), found=False, signed=False)
    signed = False
    found = any(True for _ in _widgets(pdf))
    if found:
        _complete(pdf)
        for page in pdf.pages:
            widgets = [it for it in items_at(page.obj, "/Annots") if it.get("/Subtype") == Name.Widget]
            if widgets:
                signed |= any(_is_signed(widget) for widget in widgets)
                _flatten_page(page, widgets, contents, result, tagged=tagged)
    drop(pdf.Root, ["/AcroForm"])
    return Flattened(result.drawn, result.gone, found, signed)


def _widgets(pdf: Pdf) -> Iterator[Object]:
    for page in pdf.pages:
        for annotation in items_at(page.obj, "/Annots"):
            if annotation.get("/Subtype") == Name.Widget:
                yield annotation


def _complete(pdf: Pdf) -> None:
    """Has qpdf paint what the form leaves to the viewer to paint: values of fields without a picture of their own."""
    form = dictionary_at(pdf.Root, "/AcroForm")
    if form is None:
        return
    if any(_looks(widget) is None and inherited(widget, "/V") is not None for widget in _widgets(pdf)):
        form.NeedAppearances = True
    try:
        pdf.generate_appearance_streams()
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return  # its own pictures stay, and fields without one show nothing


def _flatten_page(page: Page, widgets: list[Object], contents: Contents, result: Flattened, *, tagged: bool) -> None:
    closing = contents.sheet(page).closing
    used = contents.marks_of(page.obj, page.obj) if tagged else set()
    mark = max([number for number in used if number < _LARGEST], default=-1)
    painted: list[bytes] = []
    for widget in widgets:
        paint = _paint(page, widget, contents)
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


def _looks(widget: Object) -> Stream | None:
    """The picture of a field in the state it is in."""
    looks = dictionary_at(widget, "/AP")
    normal = looks.get("/N") if looks is not None else None
    if isinstance(normal, Dictionary) and not isinstance(normal, Stream):
        state = widget.get("/AS")
        normal = normal.get(state) if isinstance(state, Name) else None
    return normal if isinstance(normal, Stream) else None


def _paint(page: Page, widget: Object, contents: Contents) -> bytes:
    """The operators that paint a field's picture on its page; nothing when it shows nothing."""
    looks = _looks(widget)
    if looks is None or widget.get_int("/F", 0) & _UNSEEN:
        return b""
    # Unpacked: what qpdf painted for the form is not in the stream until it is read.
    form = contents.pdf.make_stream(contents.read(looks))
    for key in sorted(looks.keys() - _OF_THE_STREAM):
        form[key] = looks[key]
    form.Type, form.Subtype = Name.XObject, Name.Form
    name = Name(f"/{_NAME}{form.objgen[0]}")
    try:
        paint = Annotation(widget).get_page_content_for_appearance(name, page.obj.get_int("/Rotate", 0))
    except (pikepdf.PikepdfError, TypeError, ValueError):
        return b""
    if paint:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, Dictionary):
            page.obj.Resources = resources = Dictionary()
        if not isinstance(resources.get("/XObject"), Dictionary):
            resources.XObject = Dictionary()
        resources.XObject[name] = form
    return paint.strip()


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
