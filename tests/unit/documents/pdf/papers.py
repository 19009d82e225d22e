"""Papers made by hand, object by object, as no producer at hand would make them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.pdf_structure import read
from tracker.documents.pdf.bind import bind
from tracker.documents.pdf.bind_types import PackItem, PackPaper
from tracker.documents.pdf.prepare import prepare

A4: Final = (0, 0, 595, 842)
Kid: TypeAlias = Object | int


@dataclass(frozen=True)
class Paper:
    """A file to bind, and what it is called."""

    data: bytes
    title: str
    language: str = "en-GB"


@dataclass(frozen=True)
class Part:
    """What became of a paper."""

    title: str
    first_page: int
    pages: int
    tagged: bool
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """Papers bound one behind the other, without front matter and blank pages."""

    data: bytes
    parts: tuple[Part, ...]
    accessible: bool


def merge(papers: Iterable[Paper], **options: object) -> Merged:
    """The papers, prepared and bound as one item."""
    prepared = [prepare(paper.data, paper.title, paper.language) for paper in papers]
    item = PackItem("1", "Item", tuple(map(PackPaper.of, prepared)))
    bound = bind([item], **{"even_end": False, **options})  # type: ignore[arg-type]  # the caller names options of bind
    places = bound.papers.get("1", ())
    parts = [Part(it.title, at.first, it.pages, it.tagged, it.changes) for it, at in zip(prepared, places, strict=True)]
    return Merged(bound.data, tuple(parts), bound.accessible)


def bookmarks(data: bytes | Merged) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 0; -1 for none) of each bookmark of the papers."""
    outline = read(data.data if isinstance(data, Merged) else data, ours=False).outline
    return [(depth - 1, title, page) for depth, title, page in outline if depth]


class Draft:
    """A PDF that is being made. Its pages have a font /F1, and its tree begins with the element `document`."""

    def __init__(self, *contents: bytes) -> None:
        self.pdf = Pdf.new()
        self.font = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        self.tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.document = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tree, K=Array())
        )
        self.tree.K.append(self.document)
        self.pages: list[Object] = [self.page(content) for content in contents]

    def page(self, content: bytes, **entries: object) -> Object:
        """Adds a page that paints `content`."""
        self.pdf.add_blank_page(page_size=A4[2:])
        page = self.pdf.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F1=self.font))
        page.Contents = self.pdf.make_stream(content)
        for key, value in entries.items():
            page[f"/{key}"] = value
        return page

    def element(self, tag: str, *kids: Kid, parent: Object | None = None, **entries: object) -> Object:
        """Adds an element to the tree, under the document unless told."""
        above = self.document if parent is None else parent
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=above, K=Array(kids)))
        for key, value in entries.items():
            element[f"/{key}"] = value
        above.K.append(element)
        return element

    def link(self, page: Object, **entries: object) -> Object:
        """Adds a link annotation to a page."""
        return self.annotation(page, "Link", Rect=Array([10, 10, 50, 20]), Border=Array([0, 0, 0]), **entries)

    def annotation(self, page: Object, subtype: str, **entries: object) -> Object:
        """Adds an annotation to a page."""
        annotation = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), F=4))
        for key, value in entries.items():
            annotation[f"/{key}"] = value
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return annotation

    def tagged(self) -> Draft:
        """Gives the file its structure tree, without a parent tree: merging makes one."""
        self.pdf.Root.StructTreeRoot = self.tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.Lang = String("en-GB")
        return self

    def data(self, **options: object) -> bytes:
        return written(self.pdf, **options)


def written(pdf: Pdf, **options: object) -> bytes:
    """The bytes of a file, whatever state it is in; the same for the same file, save an encrypted one."""
    out = io.BytesIO()
    options = {"deterministic_id": "encryption" not in options, **options}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # of fields that no form lists: they are meant
        pdf.save(out, **options)  # type: ignore[arg-type]  # the caller names options of save
    return out.getvalue()


def marked(number: int, words: str = "", tag: str = "P") -> bytes:
    """Operators that paint `words` as the marked content `number`."""
    return b"/%s <</MCID %d>> BDC %s EMC\n" % (tag.encode(), number, text(words or f"text {number}"))


def text(words: str) -> bytes:
    """Operators that paint `words` and belong to no mark."""
    return b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % words.encode("cp1252")


def reference(thing: Object) -> Dictionary:
    """A kid that stands for a whole annotation or XObject."""
    return Dictionary(Type=Name.OBJR, Obj=thing)


def small(words: str = "Hello", **entries: object) -> Draft:
    """A tagged paper of one page with one paragraph, whose element has the entries."""
    draft = Draft(marked(0, words))
    element = draft.element("P", 0, Pg=draft.pages[0])
    for key, value in entries.items():
        element[f"/{key}"] = value
    return draft.tagged()


def untagged(*words: str) -> bytes:
    """A paper without tags, a page for each of the words."""
    return Draft(*(text(said) for said in words or ("Hello",))).data()


def merged(*papers: bytes | Draft | Paper, **options: object) -> Merged:
    """The papers merged under titles A, B, C …"""

    def paper(number: int, given: bytes | Draft | Paper) -> Paper:
        if isinstance(given, Paper):
            return given
        return Paper(given.data() if isinstance(given, Draft) else given, chr(ord("A") + number))

    listed = [paper(number, given) for number, given in enumerate(papers)]
    return merge(listed, **{"title": "Pack", **options})


@contextmanager
def opened(data: bytes | Merged) -> Iterator[Pdf]:
    """A file, opened to look at its objects."""
    with pikepdf.open(io.BytesIO(data.data if isinstance(data, Merged) else data)) as pdf:
        yield pdf


def changed(data: bytes, change: Callable[[Pdf], object]) -> bytes:
    """The file after a change."""
    with opened(data) as pdf:
        change(pdf)
        return written(pdf)


def elements(pdf: Pdf, tag: str) -> list[Object]:
    """The structure elements with a tag, as they stand in the file."""
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name("/" + tag)]
