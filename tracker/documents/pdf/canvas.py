"""A ReportLab canvas on which everything painted belongs to the structure tree or is an artifact."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from tracker.documents.blocks import Picture
from tracker.documents.pdf.colours import srgb_profile
from tracker.documents.pdf.errors import UnmarkedContent
from tracker.documents.pdf.fonts import REGULAR, EmbeddedFont
from tracker.documents.pdf.metadata import About, information, packet
from tracker.documents.pdf.pack import pack
from tracker.documents.pdf.pictures import stream_of
from tracker.documents.pdf.structure import Annotation, Element, Mark, write_tree

_PAINTING: Final = re.compile(r"(?:^|[\s)>\]])(?:Tj|TJ|'|\"|[fFBbSs]|[fBb]\*|sh|Do|BI)(?=\s|$)")
_PRINTED: Final = 4
_LOCKED: Final = 128
"""Flags of annotations: it shows on paper; nobody may move or remove it."""
_HAS_A_SIGNATURE_FIELD: Final = 1
_HREF_SAFE: Final = "%:/?#[]@!$&'()*+,;=~-._"


class _Page(PDFPage):  # type: ignore[misc]  # ReportLab has no types
    """A page that knows its place in the parent tree and follows the structure when tabbing."""

    __NoDefault__ = (*PDFPage.__NoDefault__, "StructParents", "Tabs")


@lru_cache(maxsize=256)
def _operands(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.3g}" for start in (1, 3, 5))


def _escaped(encoded: bytes) -> str:
    text = encoded.decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return text if text.isascii() and text.isprintable() else "".join(map(_octal, text))


def _octal(character: str) -> str:
    return character if " " <= character <= "~" else f"\\{ord(character):03o}"


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Paints between `open` and `close`; whatever is painted elsewhere raises `UnmarkedContent`.

    Lengths are points, the origin is the page's lower left corner, colours are "#rrggbb".
    `page_total` must be known beforehand: link annotations are numbered after the pages.
    """

    def __init__(self, size: tuple[float, float], page_total: int, language: str) -> None:
        self._page_total = page_total
        self._marked: list[list[Element]] = [[]]
        self._linked: list[tuple[int, Element]] = []
        self._fields: list[str] = []
        self._pictures: dict[bytes, int] = {}
        self._gap = 0
        self._enclosed = False
        self._texting = False
        self._set_font = ("", 0.0)
        self._filling = ""
        self._stroking: tuple[str, float, tuple[float, ...]] = ("", 0.0, ())
        super().__init__(
            io.BytesIO(),
            pagesize=size,
            invariant=True,
            pageCompression=True,
            initialFontName=REGULAR.fontName,
            lang=language,
        )

    # Marks

    def open(self, element: Element | None) -> None:
        """Starts painting for `element`, or an artifact for None. Inside `artifact` everything is part of that one."""
        if self._enclosed:
            return
        self._check_gap()
        if element is None:
            self._code.append("/Artifact BMC")
            return
        elements = self._marked[-1]
        element.kids.append(Mark(len(self._marked) - 1, len(elements)))
        self._code.append(f"/{element.tag} <</MCID {len(elements)}>> BDC")
        elements.append(element)

    def close(self) -> None:
        """Ends what `open` started."""
        self._end_text()
        if not self._enclosed:
            self._code.append("EMC")
            self._gap = len(self._code)

    @contextmanager
    def artifact(self, properties: str = "/Type /Pagination") -> Iterator[None]:
        """Everything painted inside is one artifact, whatever elements it names."""
        self._check_gap()
        self._code.append(f"/Artifact <<{properties}>> BDC")
        self._enclosed = True
        try:
            yield
        finally:
            self._enclosed = False
            self.close()

    def _check_gap(self) -> None:
        if len(self._code) > self._gap:
            code = "\n".join(self._code[self._gap :])
            if _PAINTING.search(code):
                raise UnmarkedContent(len(self._marked), code)

    # Painting

    def show(self, font: EmbeddedFont, size: float, colour: str, x: float, y: float, text: str) -> None:
        """Sets one line of text with its base line starting at (x, y)."""
        code = self._code
        self.fill(colour)
        if not self._texting:
            code.append("BT")
            self._texting = True
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for subset, encoded in self._encoded(font, text):
            name = font.getSubsetInternalName(subset, self._doc)
            if self._set_font != (name, size):
                self._set_font = (name, size)
                code.append(f"{name} {size:g} Tf")
            code.append(f"({_escaped(encoded)}) Tj")

    def _encoded(self, font: EmbeddedFont, text: str) -> list[tuple[int, bytes]]:
        if text.isascii() and self._doc in font.state:
            return [(0, text.encode("ascii"))]  # subset 0 holds printable ASCII at its own codes
        pairs: list[tuple[int, bytes]] = font.splitString(text, self._doc)
        return pairs

    def fill(self, colour: str) -> None:
        """Sets the colour of text and filled shapes."""
        if colour != self._filling:
            self._filling = colour
            self._code.append(f"{_operands(colour)} rg")

    def stroke(self, colour: str, width: float, dashes: tuple[float, ...] = ()) -> None:
        """Sets the colour and width of lines, and the lengths of dashes and gaps; ends and joins are round."""
        if (colour, width, dashes) != self._stroking:
            self._stroking = (colour, width, dashes)
            lengths = " ".join(f"{length:g}" for length in dashes)
            self._code.append(f"{_operands(colour)} RG {width:g} w 1 J 1 j [{lengths}] 0 d")

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fills a rectangle."""
        self._end_text()
        self.fill(colour)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def polygon(self, points: list[tuple[float, float]], colour: str) -> None:
        """Fills a polygon."""
        self._end_text()
        self.fill(colour)
        self._code.append(f"{_path(points)} h f")

    def polyline(
        self, points: list[tuple[float, float]], colour: str, width: float, dashes: tuple[float, ...] = ()
    ) -> None:
        """Draws straight lines from point to point."""
        self._end_text()
        self.stroke(colour, width, dashes)
        self._code.append(f"{_path(points)} S")

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fills a circle."""
        self._end_text()
        self.fill(colour)
        path = self.beginPath()
        path.circle(x, y, radius)
        self._code.append(f"{path.getCode()} f")

    def picture(
        self, picture: Picture, place: tuple[float, float, float, float], whole: tuple[float, float, float, float]
    ) -> None:
        """Draws a picture at `whole` (left, bottom, width, height), cut to `place`. Its file is held once."""
        self._end_text()
        number = self._pictures.setdefault(picture.content, len(self._pictures) + 1)
        name: str = self._doc.getXObjectName(f"Picture{number}")
        if name not in self._doc.idToObject:
            self._doc.Reference(stream_of(picture), name)
        self._formsinuse.append(f"Picture{number}")
        x, y, width, height = whole
        cut = " ".join(f"{length:.2f}" for length in place)
        self._code.append(f"q {cut} re W n {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{name} Do Q")

    def _end_text(self) -> None:
        if self._texting:
            self._code.append("ET")
            self._texting = False

    def restoreState(self) -> None:  # noqa: N802  # ReportLab's name
        """Restores ReportLab's state; what was set through this class is set again when next needed."""
        super().restoreState()
        self._forget_state()

    # Links and places

    def link(self, element: Element, href: str, words: str, rectangle: tuple[float, float, float, float]) -> None:
        """Adds a link annotation that belongs to `element`. `words` is read out for it.

        `href` is an address, or "#" and the anchor of a `place` of this document.
        """
        if self._enclosed:
            return
        entries = {
            "Subtype": PDFName("Link"),
            "Border": PDFArray([0, 0, 0]),
            "F": _PRINTED,
            "Contents": PDFString(words),
            **_leading_to(href),
        }
        self._annotate(element, entries, rectangle)

    def signature_place(
        self, element: Element, name: str, words: str, rectangle: tuple[float, float, float, float]
    ) -> None:
        """Adds the document's only form field: an empty one for a digital signature, tagged as `element`.

        It paints nothing, before and after the signature. `name` is unique in the document, `words` are read out.
        """
        left, bottom, right, top = rectangle
        box = PDFArray([0, 0, round(right - left, 2), round(top - bottom, 2)])
        form = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": box, "Resources": PDFDictionary()}
        entries = {
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString(name),
            "TU": PDFString(words),
            "F": _PRINTED | _LOCKED,
            "P": PDFObjectReference(f"Page{len(self._marked)}"),
            "AP": PDFDictionary({"N": self._doc.Reference(PDFStream(PDFDictionary(form), ""))}),
        }
        self._fields.append(self._annotate(element, entries, rectangle))

    def _annotate(
        self, element: Element, entries: dict[str, object], rectangle: tuple[float, float, float, float]
    ) -> str:
        """Adds an annotation that belongs to `element`; returns its name in the ReportLab document."""
        key = self._page_total + len(self._linked)
        place = {"Rect": PDFArray([round(edge, 2) for edge in rectangle]), "StructParent": key}
        self._addAnnotation(PDFDictionary({"Type": PDFName("Annot"), **entries, **place}), f"Annotation{key}")
        name: str = self._doc.annotationName(f"Annotation{key}")
        element.kids.append(Annotation(name, len(self._marked) - 1, key))
        self._linked.append((key, element))
        return name

    def place(self, anchor: str, x: float, top: float) -> None:
        """Makes `anchor` lead to this spot of the page."""
        self.bookmarkPage(anchor, fit="XYZ", left=round(x, 2), top=round(top, 2), zoom=0)

    # Pages and the end

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """Ends the page."""
        self._check_gap()
        page = _Page()
        page.pagewidth, page.pageheight = self._pagesize
        page.setCompression(self._pageCompression)
        page.setStream([self._preamble, *self._code, " "])
        page.StructParents = len(self._marked) - 1
        page.Tabs = PDFName("S")
        self._setColorSpace(page)
        self._setExtGState(page)
        self._setXObjects(page)
        self._setShadingUsed(page)
        self._setAnnotations(page)
        self._doc.addPage(page)
        self._fresh_page()
        self._startPage()

    def _fresh_page(self) -> None:
        self._marked.append([])
        self._gap = 0
        self._enclosed = False
        self._texting = False
        self._forget_state()

    def _forget_state(self) -> None:
        self._set_font = ("", 0.0)
        self._filling = ""
        self._stroking = ("", 0.0, ())

    def finish(self, root: Element, about: About) -> bytes:
        """The whole file, with the structure tree under `root` and the metadata."""
        self._marked.pop()
        catalog = self._doc.Catalog
        elements = write_tree(self._doc, root, self._marked, self._linked)
        catalog.StructTreeRoot = f"{min(elements)} 0 R"
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        if self._fields:
            fields = PDFArray([PDFObjectReference(name) for name in self._fields])
            catalog.AcroForm = PDFDictionary({"Fields": fields, "SigFlags": _HAS_A_SIGNATURE_FIELD})
        self._describe(catalog, about)
        return pack(self, elements)

    def _describe(self, catalog: PDFCatalog, about: About) -> None:
        """What the file says of itself, and what its colours mean."""
        self.setViewerPreference("DisplayDocTitle", "true")
        self._keep_destinations(catalog)
        kind = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        catalog.Metadata = PDFStream(PDFDictionary(kind), packet(about))
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = PDFArray([_output_intent()])
        self._doc.info = PDFDictionary({name: PDFString(value) for name, value in information(about).items()})

    def _keep_destinations(self, catalog: PDFCatalog) -> None:
        if self._destinations:
            names: list[object] = []
            for anchor in sorted(self._destinations):
                names += [PDFString(anchor), self._doc.Reference(self._destinations[anchor])]
            catalog.Names = PDFDictionary({"Dests": PDFDictionary({"Names": PDFArray(names)})})


def _output_intent() -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "RegistryName": PDFString("http://www.color.org"),
            "Info": PDFString("sRGB"),
            "DestOutputProfile": PDFStream(PDFDictionary({"N": 3}), srgb_profile()),
        }
    )


def _leading_to(href: str) -> dict[str, object]:
    if href.startswith("#"):
        return {"Dest": PDFString(href[1:])}
    return {"A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(quote(href, safe=_HREF_SAFE))})}


def _path(points: list[tuple[float, float]]) -> str:
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)
