"""Puts a paper in order once, when it arrives, so that binding it into a pack needs to look at none of it again.

What acts or hides is taken out, every page is made A4, forms become plain pages, tags are put right and owe nothing to
the file they came in. What differs from the file that was sent is told in sentences.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, String

from tracker.documents.document import check_language
from tracker.documents.errors import Untitled
from tracker.documents.pdf.bind_pack import Pack
from tracker.documents.pdf.bind_plan import plan
from tracker.documents.pdf.bind_types import PackItem, PackPaper, Prepared
from tracker.documents.pdf.judge_open import OF_DAMAGE, open_upload
from tracker.documents.pdf.metadata import About, one_line
from tracker.documents.pdf.paper_content import Sheet as Written
from tracker.documents.pdf.paper_errors import DamagedPaper
from tracker.documents.pdf.paper_places import name_tree, outline_of
from tracker.documents.pdf.paper_ready import Ready, Setting, claims_accessible, make_ready
from tracker.documents.pdf.paper_untagged import CONTENT_MARK, NOTICE_MARK
from tracker.documents.pdf.prepare_file import DOCUMENT, FONT, MARK, OUTLINE, PAGES, Facts, Sheet, read_facts, stored
from tracker.documents.pdf.prepare_text import Text
from tracker.documents.pdf.stamp import add_font, frame_of, notice_stamp, wrap_content
from tracker.documents.pdf.validate import validated

_NO_LEAF: Final = -1


def prepare(data: bytes, title: str, language: str = "en-GB") -> Prepared:
    """The paper, ready to be bound into any pack. `language` counts where the file tells none.

    The same input gives the same bytes. Raises one of the `PaperError`s when the file cannot be part of a pack,
    `Untitled` for a paper without a title and `UnknownLanguage` for a language that is no tag.
    """
    return _prepared(data, title, language, {}, own=False)


def prepare_own(data: bytes, title: str, language: str, targets: dict[str, bytes]) -> Prepared:
    """A paper that this program drew, which nobody needs to judge. Links to addresses in `targets` get their marks."""
    return _prepared(data, title, language, targets, own=True)


def prepared_from(data: bytes, title: str = "") -> Prepared:
    """A prepared paper from its stored bytes. Raises `UnreadablePrepared` when they are not whole any more."""
    return _described(data, read_facts(data, title))


def _described(data: bytes, facts: Facts) -> Prepared:
    return Prepared(data, facts.title, len(facts.pages), facts.tagged, facts.accessible, facts.changes)


def _prepared(data: bytes, title: str, language: str, targets: dict[str, bytes], *, own: bool) -> Prepared:
    called = one_line(title)
    if not called:
        raise Untitled
    check_language(language)
    opened = open_upload(data, called)
    try:
        with opened.pdf as pdf:
            digest = sha256(data).hexdigest()
            claims = claims_accessible(pdf)
            ready = make_ready(opened, Setting(called, language, f"{digest}-".encode()))
            accessible = claims and ready.sound
            facts, bodies, streams = _Writer(ready, called, digest, targets).write(accessible=accessible)
            written = stored(facts, bodies, streams)
            if accessible and not own and not _keeps_to_it(written, facts, language):
                facts = replace(facts, accessible=False)
                written = stored(facts, bodies, streams)
            return _described(written, facts)
    except OF_DAMAGE as error:
        raise DamagedPaper(called) from error


def _keeps_to_it(written: bytes, facts: Facts, language: str) -> bool:
    """Whether a pack of this paper alone meets PDF/UA-1: what counts is what the paper becomes."""
    item = PackItem("paper", facts.title, (PackPaper(facts.title, len(facts.pages), lambda: written),))
    planned = plan([item], 0, first_page=1, even_end=False)
    pack = Pack(About(facts.title, "", "", language, None, accessible=True, archived=False), planned, None)
    pack.add_item(item, planned.papers[item.key])
    return validated(pack.finish()).passes is True


class _Writer:
    """Writes a paper that is ready as text and streams."""

    def __init__(self, ready: Ready, title: str, digest: str, targets: dict[str, bytes]) -> None:
        pdf = ready.pdf
        self.ready = ready
        self.pdf = pdf
        self.title = title
        self.digest = digest
        known: dict[tuple[int, int], bytes] = {}
        self.parent, self.document, self.bookmark = (self._known(known, mark) for mark in (PAGES, DOCUMENT, OUTLINE))
        known[ready.font.objgen] = FONT
        for address, mark in targets.items():
            self._lead(address, self._known(known, mark))
        self._openings: dict[str, pikepdf.Stream] = {}
        pages = {page.obj.objgen for page in pdf.pages}
        self.stamps: list[Object] = []
        for number, _ in enumerate(pdf.pages):
            self.stamps.append(self._known(known, b"S%d" % number))
        self.text = Text(pdf, known, pages, digest.encode(), len(ready.entries))

    def _known(self, known: dict[tuple[int, int], bytes], mark: bytes) -> Object:
        """An object that stands for one that the paper gets where it is bound."""
        stands = self.pdf.make_indirect(Dictionary())
        known[stands.objgen] = mark
        return stands

    def _lead(self, address: str, page: Object) -> None:
        """Makes links to an address lead to a page that the paper does not have."""
        for holder in self.pdf.pages:
            for link in holder.obj.get("/Annots", Array()):
                action = link.get("/A")
                if isinstance(action, Dictionary) and action.get_str("/URI", "") == address:
                    link.A = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))

    def write(self, *, accessible: bool) -> tuple[Facts, list[bytes], list[bytes]]:
        """The facts, the objects' texts and the data of streams."""
        ready, text = self.ready, self.text
        ready.part.P = self.document
        ready.part.T = String(self.digest)
        sheets = tuple(self._write_page(number, page) for number, page in enumerate(self.pdf.pages))
        pages = tuple(text.number(page.obj) for page in self.pdf.pages)
        part = text.number(ready.part)
        parents, ids, names = self._leaves()
        outline = outline_of(self.pdf, ready.places, self.bookmark)
        ends = (outline.first, outline.last)
        first, last = (_NO_LEAF if end is None else text.number(end) for end in ends)
        layers = ready.layers
        listed = [self._numbers(it) for it in (ready.namespaces, layers.groups, layers.hidden, layers.order)]
        locked = self._numbers(layers.locked)
        alternatives = tuple(self._numbers(members) for members in layers.alternatives)
        text.write()
        facts = Facts(
            title=self.title,
            tagged=ready.tagged,
            accessible=accessible,
            changes=ready.changes,
            version=self.pdf.pdf_version,
            keys=len(ready.entries),
            pages=pages,
            sheets=sheets,
            streams=tuple(text.lengths),
            part=part,
            parents=parents,
            ids=ids,
            names=names,
            outline=(first, last, outline.count),
            namespaces=listed[0],
            layers=listed[1],
            hidden=listed[2],
            order=listed[3],
            locked=locked,
            alternatives=alternatives,
        )
        return facts, text.bodies, text.streams

    def _numbers(self, things: list[Object]) -> tuple[int, ...]:
        return tuple(self.text.number(thing) for thing in things)

    def _write_page(self, number: int, page: Page) -> Sheet:
        """Wraps what a page paints, with a place for the stamp behind it."""
        sheet = self.ready.sheets[number]
        frame, font = frame_of(page), add_font(page, self.ready.font)
        after = [sheet.closing, b"\nEMC Q\n" if sheet.tag else b"\nQ\n"]
        if sheet.notice:
            after.append(notice_stamp(frame, font, sheet.notice, NOTICE_MARK))
        wrap_content(page, self._opening(number, sheet), self.pdf.make_stream(b"".join(after)))
        page.obj.Contents.append(self.stamps[number])
        page.obj.Parent = self.parent
        page.obj.Tabs = Name.S
        return Sheet(frame.width, frame.height, frame.matrix, font, bool(sheet.notice))

    def _opening(self, number: int, sheet: Written) -> pikepdf.Stream:
        """What stands before the content of a page; one stream for all pages alike."""
        mark = f" /{sheet.tag} <</MCID {CONTENT_MARK}>> BDC" if sheet.tag else ""
        shift = self.ready.shifts.get(number)
        place = f" {shift.opening}" if shift else ""
        told = f"q{place}{mark}\n"
        if told not in self._openings:
            self._openings[told] = self.pdf.make_stream(told.encode())
        return self._openings[told]

    def _leaves(self) -> tuple[int, int, int]:
        """The leaves of the parent tree, of the tree of IDs and of that of named places."""
        pdf = self.pdf
        flat: list[bytes] = []
        for key, owner in self.ready.entries:
            place = self.text.place(owner if owner.is_indirect else pdf.make_indirect(owner))
            flat.append(b"%sK%d%s %s" % (MARK, key, MARK, place))
        ends = b"%sK0%s %sK%d%s" % (MARK, MARK, MARK, len(flat) - 1, MARK)
        leaf = self.text.add(b"<</Limits[%s]/Nums[%s]>>" % (ends, b" ".join(flat))) if flat else _NO_LEAF
        pages = self.ready.places.page_objects
        named: dict[bytes, Object] = {
            name: Array([pages[index], *view]) for name, (index, view) in self.ready.places.named.items()
        }
        return leaf, self._leaf(self.ready.ids), self._leaf(named)

    def _leaf(self, pairs: dict[bytes, Object]) -> int:
        return self.text.number(self.pdf.make_indirect(name_tree(pairs))) if pairs else _NO_LEAF
