"""The pack while it is bound: pages, tags, bookmarks and named places of the papers it has taken so far."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

import pikepdf

from tracker.documents.pdf.bind_errors import UnreadablePrepared
from tracker.documents.pdf.bind_file import File, references, text
from tracker.documents.pdf.bind_outline import Bookmark, write_outline
from tracker.documents.pdf.bind_plan import Plan
from tracker.documents.pdf.bind_types import PackItem, Prepared, Range
from tracker.documents.pdf.metadata import About, information, packet
from tracker.documents.pdf.prepare_file import (
    DOCUMENT,
    FONT,
    HEX_PREFIX,
    OUTLINE,
    PAGES,
    PREFIX,
    TITLE,
    Facts,
    Objects,
    Sheet,
    read_stored,
)
from tracker.documents.pdf.prepare_text import Text
from tracker.documents.pdf.stamp import Frame, blank_notice, font_file, head_mark, number_stamp

BLANK: Final = "This page is intentionally left blank"
_WIDTH, _HEIGHT = 595.28, 841.89
_FONT_NAME: Final = "/TrackerStamp"


@dataclass(slots=True)
class _Trees:
    """The leaves of the pack's trees, each as the text of its limits and its number; layers; topmost elements."""

    kids: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    namespaces: list[int] = field(default_factory=list)
    layers: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    order: list[tuple[str, list[int]]] = field(default_factory=list)
    locked: list[int] = field(default_factory=list)
    alternatives: list[list[int]] = field(default_factory=list)
    keys: int = 0


class Pack:
    """A pack for a plan. Papers are added in its order."""

    def __init__(self, about: About, plan: Plan, progress: Callable[[int, int], None] | None) -> None:
        self.about = about
        self.plan = plan
        self.accessible = True
        self.file = File()
        self._progress = progress
        self._version = "1.7"
        self._trees = _Trees()
        self._tree, self._document, self._above, self._root, self._outlines = (self.file.numbers() for _ in range(5))
        self._font = self.file.take(font_objects(), {}, {})
        self._numbers = [self.file.numbers() for _ in range(len(plan.pages))]
        """The objects of the pages, known before they are bound: the front matter leads to them."""
        self._done = 0
        self._papers = 0
        self._bookmarks: list[Bookmark] = []

    def add_front(self, prepared: Prepared, title: str, first_page: int) -> None:
        """Adds the front matter, whose links lead to the first pages of items."""
        known = {b"L%s" % key.encode(): self._page(place.first) for key, place in self.plan.items.items()}
        mark = self._take(prepared.data, title, prepared.pages, "", known)
        self._bookmarks.append(replace(mark, page=self._number(first_page)))

    def add_item(self, item: PackItem, ranges: tuple[Range, ...]) -> None:
        """Adds the papers of an item, with its bookmark and theirs."""
        kids = [self._take(paper.read(), paper.title, paper.pages, item.mark, {}) for paper in item.papers]
        place = self._number(ranges[0].first)
        self._bookmarks.append(Bookmark(self.file.numbers(), item.title, place, tuple(kids)))

    def fill(self, last: int) -> None:
        """Adds blank pages up to a number."""
        while self._next <= last:
            self._add_blank()

    @property
    def _next(self) -> int:
        """The number that the next page has."""
        return self.plan.pages.first + self._done

    def _number(self, page: int) -> int:
        """The object of a page, by the number on it."""
        return self._numbers[page - self.plan.pages.first]

    def _page(self, page: int) -> bytes:
        return b"%d 0 R" % self._number(page)

    # Papers

    def _take(self, data: bytes, title: str, pages: int, mark: str, known: dict[bytes, bytes]) -> Bookmark:
        facts, objects = read_stored(data, title)
        if len(facts.pages) != pages:
            raise UnreadablePrepared(title)
        self._papers += 1
        bookmark = self.file.numbers()
        prefix = b"%04d-" % self._papers
        keys = self._trees.keys
        known |= {b"K%d" % key: b"%d" % (keys + key) for key in range(facts.keys)}
        known |= {PREFIX: prefix, HEX_PREFIX: prefix.hex().encode(), TITLE: text(title)}
        known |= {PAGES: b"%d 0 R" % self._above, DOCUMENT: b"%d 0 R" % self._document}
        known |= {FONT: b"%d 0 R" % self._font, OUTLINE: b"%d 0 R" % bookmark}
        stamps = {b"S%d" % place: self._stamp(place, sheet, mark) for place, sheet in enumerate(facts.sheets)}
        known |= {key: b"%d 0 R" % number for key, number in stamps.items()}
        own = {place: self._numbers[self._done + page] for page, place in enumerate(facts.pages)}
        base = self.file.take(objects, known, own)
        self._note(facts, base, title)
        first = self._numbers[self._done]
        self._turn(len(facts.pages))
        chain = [-1 if end < 0 else base + end for end in facts.outline[:2]]
        return Bookmark(bookmark, title, first, (), (chain[0], chain[1], facts.outline[2]))

    def _stamp(self, place: int, sheet: Sheet, mark: str) -> int:
        frame = Frame(sheet.width, sheet.height, sheet.matrix)  # type: ignore[arg-type]  # stored as six numbers
        content = number_stamp(frame, sheet.font, self._next + place)
        if mark:
            content = head_mark(frame, sheet.font, mark, below=sheet.noticed) + content
        return self.file.add_content(content)

    def _note(self, facts: Facts, base: int, title: str) -> None:
        """Notes what a paper adds to what the pack has as a whole."""
        trees = self._trees
        trees.kids.append(base + facts.part)
        if facts.keys:
            trees.parents.append(base + facts.parents)
        trees.keys += facts.keys
        trees.ids += [base + facts.ids] if facts.ids >= 0 else []
        trees.names += [base + facts.names] if facts.names >= 0 else []
        trees.namespaces += [base + it for it in facts.namespaces]
        trees.layers += [base + it for it in facts.layers]
        trees.hidden += [base + it for it in facts.hidden]
        trees.locked += [base + it for it in facts.locked]
        trees.alternatives += [[base + it for it in members] for members in facts.alternatives]
        if facts.order:
            trees.order.append((title, [base + it for it in facts.order]))
        self.accessible &= facts.accessible
        self._version = max(self._version, facts.version)

    def _turn(self, pages: int) -> None:
        self._done += pages
        if self._progress is not None:
            self._progress(self._done, len(self.plan.pages))

    # Blank pages

    def _add_blank(self) -> None:
        """Adds a page that says that it is blank on purpose, to those who look and to those who listen."""
        trees, file = self._trees, self.file
        frame = Frame(_WIDTH, _HEIGHT, (1, 0, 0, 1, 0, 0))
        content = blank_notice(frame, _FONT_NAME, BLANK) + number_stamp(frame, _FONT_NAME, self._next)
        painted = file.add_content(content)
        page = self._numbers[self._done]
        file.put(
            page,
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources<</Font<<%s %d 0 R>>>>/Contents %d 0 R"
            b"/StructParents %d/Tabs/S>>"
            % (self._above, _WIDTH, _HEIGHT, _FONT_NAME.encode(), self._font, painted, trees.keys),
        )
        element = file.add(b"<</Type/StructElem/S/P/P %d 0 R/Pg %d 0 R/K 0/Lang(en-GB)>>" % (self._document, page))
        trees.kids.append(element)
        trees.parents.append(
            file.add(b"<</Limits[%d %d]/Nums[%d[%d 0 R]]>>" % (trees.keys, trees.keys, trees.keys, element))
        )
        trees.keys += 1
        self._turn(1)

    # The end

    def finish(self) -> bytes:
        """The bytes of the pack."""
        file = self.file
        about = replace(self.about, accessible=self.accessible)
        self._write_tags()
        file.put(
            self._above,
            b"<</Type/Pages/Count %d/Kids%s>>" % (len(self._numbers), references(self._numbers)),
        )
        metadata = file.numbers()
        file.put_stream(metadata, b"<</Type/Metadata/Subtype/XML", packet(about))
        entries = b"".join(b"/%s%s" % (key.encode(), _info(value)) for key, value in information(about).items())
        info = file.add(b"<<%s>>" % entries)
        write_outline(file, self._outlines, self._bookmarks)
        start = self.plan.pages.first
        file.put(
            self._root,
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Outlines %d 0 R/Metadata %d 0 R/Lang%s"
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseOutlines"
            b"/PageLabels<</Nums[0<</S/D/St %d>>]>>%s>>"
            % (self._above, self._tree, self._outlines, metadata, _ascii(about.language), start, self._more()),
        )
        return file.close(self._root, info, self._version)

    def _write_tags(self) -> None:
        trees, file = self._trees, self.file
        parents = file.add(b"<</Kids%s>>" % references(trees.parents))
        ids = b"/IDTree<</Kids%s>>" % references(trees.ids) if trees.ids else b""
        spaces = b"/Namespaces%s" % references(trees.namespaces) if trees.namespaces else b""
        file.put(
            self._tree,
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%s%s>>"
            % (self._document, parents, trees.keys, ids, spaces),
        )
        file.put(
            self._document,
            b"<</Type/StructElem/S/Document/P %d 0 R/Lang%s/K%s>>"
            % (self._tree, _ascii(self.about.language), references(trees.kids)),
        )

    def _more(self) -> bytes:
        """What only some packs have: named places and layers."""
        trees = self._trees
        names = b"/Names<</Dests<</Kids%s>>>>" % references(trees.names) if trees.names else b""
        if not trees.layers:
            return names
        order = b"".join(b"[%s%s]" % (text(title), references(listed)[1:-1]) for title, listed in trees.order)
        sets = b"".join(map(references, trees.alternatives))
        return names + (
            b"/OCProperties<</OCGs%s/D<</Name(Layers)/BaseState/ON/OFF%s/Order[%s]/Locked%s/RBGroups[%s]>>>>"
            % (references(trees.layers), references(trees.hidden), order, references(trees.locked), sets)
        )


def _ascii(words: str) -> bytes:
    return b"(%s)" % words.encode("ascii")


def _info(value: str) -> bytes:
    return _ascii(value) if value.startswith("D:") else text(value)


@cache
def font_objects() -> Objects:
    """The font of stamps; it is the first of these objects."""
    with pikepdf.open(io.BytesIO(font_file())) as pdf:
        (font,) = pdf.pages[0].obj.Resources.Font.as_dict().values()
        written = Text(pdf, {}, set(), b"-")
        written.number(font)
        written.write()
        return written.objects()
