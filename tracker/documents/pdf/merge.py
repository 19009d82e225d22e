"""Joins any PDFs into one tagged file: tags, named places and bookmarks stay, every page gets its number.

A paper without tags becomes one part that says so. What acts or hides (scripts, embedded files …) is taken out, and
each part tells what. Papers are copied page by page first and by their tags then, so that tags find the copied pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, Stream, String

from tracker.documents.document import check_language
from tracker.documents.errors import Untitled
from tracker.documents.pdf.merge_content import Sheet
from tracker.documents.pdf.merge_errors import DamagedPaper, NothingToMerge
from tracker.documents.pdf.merge_fields import Form
from tracker.documents.pdf.merge_headings import Headings
from tracker.documents.pdf.merge_layers import Layers
from tracker.documents.pdf.merge_names import Names
from tracker.documents.pdf.merge_objects import dictionary_at
from tracker.documents.pdf.merge_open import open_paper
from tracker.documents.pdf.merge_paper import Ready, Setting, make_ready
from tracker.documents.pdf.merge_places import DEEPEST_BOOKMARK, bookmarks, name_tree
from tracker.documents.pdf.merge_untagged import CONTENT_MARK, NOTICE_MARK
from tracker.documents.pdf.metadata import About, describe
from tracker.documents.pdf.stamp import add_font, frame_of, notice_stamp, number_stamp, stamp_font, wrap_content

_OF_DAMAGE: Final = (pikepdf.PikepdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a library can answer to objects that are not what they should be. A paper must not end the program."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF to merge. `title` names it in bookmarks, tags and refusals; `language` counts where the file tells none."""

    data: bytes
    title: str
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Part:
    """What became of a paper. Its pages are `first_page` and those after it, counted from 1.

    `tagged` says whether all of its pages carry tags; `cleaned` holds a sentence for each thing that was taken out.
    """

    title: str
    first_page: int
    pages: int
    tagged: bool
    cleaned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file. `accessible` says whether it claims PDF/UA-1, as every one of its papers does."""

    data: bytes
    parts: tuple[Part, ...]
    accessible: bool


def merge(
    papers: Iterable[Paper],
    *,
    title: str,
    author: str = "",
    subject: str = "",
    language: str = "en-GB",
    stamped: bool = True,
    created: datetime | None = None,
) -> Merged:
    """One file of all papers, in their order, with the page's number at the foot of every page if `stamped`.

    The same input gives the same bytes; `created` is aware, and without it the file tells no date. Raises one of the
    `PaperError`s in `merge_errors` when a paper cannot be merged, `Untitled` for a file or a paper without a title and
    `UnknownLanguage` for one whose language is no tag.
    """
    check_language(language)
    if created is not None and created.utcoffset() is None:
        raise ValueError("created must be aware of its time zone")
    about = About(_line(title), _line(author), _line(subject), language, created, accessible=False, archived=False)
    if not about.title:
        raise Untitled
    with ExitStack() as opened, Pdf.new() as target:
        binder = _Binder(target, language, stamped=stamped)
        for paper in papers:
            binder.add(paper, opened)
        if not binder.parts:
            raise NothingToMerge
        describe(target, replace(about, accessible=binder.accessible))
        return Merged(binder.finish(), tuple(binder.parts), binder.accessible)


def _line(text: str) -> str:
    """The text on one line, without characters that nobody sees and metadata cannot hold."""
    return " ".join("".join(it if it.isprintable() else " " for it in text).split())


class _Binder:
    """The merged file while papers are added to it."""

    def __init__(self, target: Pdf, language: str, *, stamped: bool) -> None:
        self.target = target
        self.stamped = stamped
        self.parts: list[Part] = []
        self.accessible = True
        self.names = Names()
        self.headings = Headings()
        self.layers = Layers(target)
        self.form = Form(target)
        self.version = "1.7"
        self.tree = target.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = target.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.tree, Lang=String(language), K=Array([]))
        )
        self._language = language
        self._taken: set[bytes] = set()
        self._places: dict[bytes, Object] = {}
        self._parents: list[Object | int] = []
        self._next_key = 0
        self._ids: dict[bytes, Object] = {}
        self._namespaces: list[Object] = []
        self._outline: list[OutlineItem] = []
        self._openings: dict[str, Stream] = {}

    def add(self, paper: Paper, opened: ExitStack) -> None:
        """Adds a paper. It stays open until `opened` ends, because its streams are read when the file is written."""
        title = _line(paper.title)
        if not title:
            raise Untitled
        check_language(paper.language)
        setting = Setting(
            number=len(self.parts) + 1,
            title=title,
            language=paper.language,
            names=self.names,
            taken=self._taken,
            first_key=self._next_key,
            stamped=self.stamped,
        )
        try:
            pdf, repaired = open_paper(paper.data, title)
            opened.enter_context(pdf)
            self._take(make_ready(pdf, setting, repaired=repaired), title)
        except _OF_DAMAGE as error:
            raise DamagedPaper(title) from error

    def _take(self, ready: Ready, title: str) -> None:
        first = len(self.target.pages)
        for page in ready.pdf.pages:
            self.target.pages.append(page)
        pages: list[Object] = [page.obj for page in self.target.pages[first:]]
        self._take_tags(ready)
        self.form.add(dictionary_at(ready.pdf.Root, "/AcroForm"), ready.fields)
        self.layers.add(ready.pdf.Root, title)
        for name, (index, view) in ready.places.named.items():
            self._places[name] = Array([pages[index], *view])
        bookmark = OutlineItem(title, Array([pages[0], Name.Fit]))
        bookmark.children = bookmarks(ready.pdf, ready.places, pages, self.target)
        bookmark.is_closed = True
        self._outline.append(bookmark)
        self._write_sheets(first, ready.sheets)
        self.accessible &= ready.accessible
        self.version = max(self.version, ready.pdf.pdf_version)
        self.parts.append(Part(title, first + 1, len(pages), ready.tagged, ready.cleaned))

    def _take_tags(self, ready: Ready) -> None:
        copy = self.target.copy_foreign
        part = copy(ready.part)
        part.P = self.document
        self.document.K.append(part)
        for key, owner in ready.entries:
            self._parents += [key, copy(owner if owner.is_indirect else ready.pdf.make_indirect(owner))]
        self._next_key += len(ready.entries)
        self.headings.unnumbered += map(copy, ready.headings)
        self.headings.numbered |= ready.numbered
        self._ids |= {identity: copy(element) for identity, element in ready.ids.items()}
        self._namespaces += map(copy, ready.namespaces)
        self.names.copy(ready.classes, ready.pdf, self.target)

    def _write_sheets(self, first: int, sheets: dict[int, Sheet]) -> None:
        for index, sheet in sheets.items():
            page = self.target.pages[first + index]
            after = [sheet.closing, b"\nEMC Q\n" if sheet.tag else b"\nQ\n"]
            if sheet.notice or self.stamped:
                frame, font = frame_of(page), add_font(page, self.font)
                after += [notice_stamp(frame, font, sheet.notice, NOTICE_MARK)] if sheet.notice else []
                after += [number_stamp(frame, font, first + index + 1)] if self.stamped else []
            wrap_content(page, self._opening(sheet.tag), self.target.make_stream(b"".join(after)))

    def _opening(self, tag: str) -> Stream:
        """What stands before the content of pages; one stream for all pages alike."""
        if tag not in self._openings:
            mark = f" /{tag} <</MCID {CONTENT_MARK}>> BDC" if tag else ""
            self._openings[tag] = self.target.make_stream(f"q{mark}\n".encode())
        return self._openings[tag]

    @cached_property
    def font(self) -> Object:
        """The font of numbers and notices, embedded once."""
        return stamp_font(self.target)

    def finish(self) -> bytes:
        """The bytes of the merged file."""
        self._write_tree()
        root = self.target.Root
        root.Lang = String(self._language)
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        root.PageMode = Name.UseOutlines
        for page in self.target.pages:
            page.obj.Tabs = Name.S
        if self._places:
            root.Names = Dictionary(Dests=name_tree(self._places))
        with self.target.open_outline(max_depth=DEEPEST_BOOKMARK + 1) as outline:
            outline.root.extend(self._outline)
        self.layers.write()
        self.form.write()
        return self._packed()

    def _write_tree(self) -> None:
        tree = self.tree
        tree.K = Array([self.document])
        tree.ParentTree = self.target.make_indirect(Dictionary(Nums=Array(self._parents)))
        tree.ParentTreeNextKey = self._next_key
        if self._ids:
            tree.IDTree = self.target.make_indirect(name_tree(self._ids))
        if self._namespaces:
            tree.Namespaces = Array(self._namespaces)
        self.names.write(tree)
        self.headings.write()
        self.target.Root.StructTreeRoot = tree

    def _packed(self) -> bytes:
        out = BytesIO()
        # Streams of the papers stay packed as they came: unpacking them is slow, and who knows what is in them.
        self.target.save(
            out,
            min_version=self.version,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=True,
            deterministic_id=True,
        )
        return out.getvalue()
