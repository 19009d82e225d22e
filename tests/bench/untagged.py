"""The same pages without tags, so that the price of the tags can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from tracker.documents import pdf
from tracker.documents.document import Document
from tracker.documents.pdf import writer
from tracker.documents.pdf.canvas import TaggedCanvas
from tracker.documents.pdf.metadata import About
from tracker.documents.pdf.pack import pack
from tracker.documents.pdf.structure import Element


class PlainCanvas(TaggedCanvas):
    """Paints the same and marks nothing: no marked content, no structure tree, no parent tree."""

    def open(self, element: Element | None) -> None:
        return

    def close(self) -> None:
        self._end_text()

    @contextmanager
    def artifact(self, properties: str = "") -> Iterator[None]:
        yield
        self._end_text()

    def link(self, element: Element, href: str, words: str, rectangle: tuple[float, float, float, float]) -> None:
        link = {"Type": PDFName("Annot"), "Subtype": PDFName("Link"), "Rect": rectangle, "URI": href}
        self._addAnnotation(PDFDictionary(link))

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        Canvas.showPage(self)
        self._fresh_page()

    def finish(self, root: Element, about: About) -> bytes:
        self._marked.pop()
        self._describe(self._doc.Catalog, about)
        return pack(self, {})


def render_untagged(document: Document) -> bytes:
    """The document as `pdf.render` draws it, without tags."""
    with patch.object(writer, "TaggedCanvas", PlainCanvas):
        return pdf.render(document)
