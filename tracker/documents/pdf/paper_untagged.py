"""Makes pages without tags readable at all: each becomes one element, after a sentence that says so."""

from __future__ import annotations

from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Page, Stream, String

from tracker.documents.pdf.paper_content import Contents, Scan, Sheet
from tracker.documents.pdf.paper_objects import dictionary_at, items_at, name_of
from tracker.documents.pdf.paper_tags import Holder, Owned
from tracker.documents.pdf.stamp import visible_box

CONTENT_MARK: Final = 0
NOTICE_MARK: Final = 1
NOTICE: Final = "This paper has no tags, so a screen reader may not read it well."
SOME_NOTICE: Final = "Pages of this paper have no tags, so a screen reader may not read them well."
_PICTURE: Final = "Picture of a page without text: page {page} of “{title}”."
_LANGUAGE: Final = "en-GB"

_ELEMENTS: Final = {"/Link": "Link", "/Widget": "Form"}
"""What holds an annotation; an Annot holds the other kinds. A pop-up belongs to its annotation and has none."""


class Untagged:
    """Builds elements for what one paper paints and no element owns."""

    def __init__(self, contents: Contents, owned: Owned) -> None:
        self.pdf = contents.pdf
        self.title = contents.title
        self.contents = contents
        self.owned = owned
        self._with_text: dict[tuple[int, int], bool] = {}
        """Forms that were looked at, and whether they show text."""

    def is_read(self, page: Page) -> bool:
        """Whether nothing on the page is lost to a reader: it paints artifacts only, or nothing."""
        return not self._scan(page).stray

    def adopt_lost(self, part: Object) -> bool:
        """Adds elements to `part` for marks that nobody owns on pages and in forms where others are owned.

        Says whether there were any. Marks in forms without an owner are stale: readers pass over them.
        """
        pages = self.owned.pages
        for page in (page.obj for page in self.pdf.pages):
            if page.objgen in pages:
                self.owned.holder(page, page)
        found = False
        for identity, holder in self.owned.holders.items():
            for number in holder.lost if holder.owners or identity in pages else ():
                self._add(part, holder, "P", number)
                found = True
        return found

    def wrap(self, pages: list[int], part: Object, notice: str) -> dict[int, Sheet]:
        """Adds elements for these pages, counted from 0, to the end of `part`; says how each page is to be written.

        Stale marks are taken out of what the pages paint. A page that paints nothing gets no element.
        """
        sheets: dict[int, Sheet] = {}
        told = False
        for number in pages:
            page = self.pdf.pages[number]
            scan = self._look_at(page)
            holder = self.owned.holder(page.obj, page.obj)
            if scan.paints:
                if not told:
                    self._add(part, holder, "P", NOTICE_MARK, Lang=String(_LANGUAGE))
                tag = "P" if self._shows_text(page, scan) else "Figure"
                entries = {} if tag == "P" else self._words(number, page)
                self._add(part, holder, tag, CONTENT_MARK, **entries)
                sheets[number] = Sheet(scan.closing, tag, "" if told else notice)
                told = True
            self._add_annotations(part, holder)
        return sheets

    def _look_at(self, page: Page) -> Scan:
        """What the page paints, after stale marks were taken out of it."""
        scan = self._scan(page)
        if scan.marked or scan.broken:
            self.contents.mend(page, unmarked=True)
            scan = self._scan(page)
        return scan

    def _scan(self, page: Page) -> Scan:
        return self.contents.scan(page, page.obj.get("/Resources"), painting=True)

    def _shows_text(self, page: Page, scan: Scan) -> bool:
        """Whether the page or a form it can draw shows text. Forms lose their stale marks on the way."""
        shows = scan.shows_text
        for scope in page.content_scopes(kinds="form"):
            form = scope.content
            if isinstance(form, Stream):
                if form.objgen not in self._with_text:
                    inside = self.contents.scan(form, scope.resources, painting=True)
                    if inside.marked and form.objgen not in self.owned.holders:
                        self.contents.mend_form(form, scope.resources)
                    self._with_text[form.objgen] = inside.shows_text
                shows |= self._with_text[form.objgen]
        return shows

    def _words(self, number: int, page: Page) -> dict[str, Object]:
        told = _PICTURE.format(page=number + 1, title=self.title)
        box = Array([round(edge, 2) for edge in visible_box(page)])
        return {"Alt": String(told), "Lang": String(_LANGUAGE), "A": Dictionary(O=Name.Layout, BBox=box)}

    def _add(self, part: Object, holder: Holder, tag: str, mark: int | None, **entries: Object) -> Object:
        """A new element, last in `part`, that owns a mark of the holder, or nothing yet."""
        page = holder.page
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=part, Pg=page, K=Array([]))
        )
        for key, value in entries.items():
            element[f"/{key}"] = value
        part.K.append(element)
        if mark is not None:
            in_form = isinstance(holder.thing, Stream)
            element.K.append(Dictionary(Type=Name.MCR, Pg=page, Stm=holder.thing, MCID=mark) if in_form else mark)
            holder.owners[mark] = element
        return element

    def _add_annotations(self, part: Object, holder: Holder) -> None:
        for annotation in items_at(holder.page, "/Annots"):
            subtype = name_of(annotation.get("/Subtype"))
            if subtype != "/Popup" and annotation.objgen not in self.owned.objects:
                element = self._add(part, holder, _ELEMENTS.get(subtype, "Annot"), None)
                element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=holder.page))
                self.owned.claim(annotation, element)
                if not annotation.get_str("/Contents", "").strip():
                    annotation.Contents = String(_spoken(annotation, subtype))


def _spoken(annotation: Object, subtype: str) -> str:
    """What is read out for an annotation that does not say it itself."""
    if subtype == "/Widget":
        return annotation.get_str("/TU", "") or annotation.get_str("/T", "") or "Field of a form"
    if subtype != "/Link":
        return "Remark"
    action = dictionary_at(annotation, "/A")
    address = "" if action is None else action.get_str("/URI", "")
    return address or "Link to a place in this paper"
