"""Blocks as HTML elements, one function for each kind of block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatchmethod

from markupsafe import Markup

from tracker.documents.blocks import (
    Block,
    Box,
    BulletList,
    Cell,
    Columns,
    Contents,
    DataTable,
    Figure,
    Heading,
    KeptTogether,
    KeyFigures,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    ProgressBar,
    Quotation,
    Run,
    Runs,
    Section,
    Shape,
    Sparkline,
    Status,
    words_of,
)
from tracker.documents.charts import sparkline_drawing
from tracker.documents.check import says_something
from tracker.documents.drawings import svg
from tracker.documents.errors import UnsupportedAddress
from tracker.documents.figures import accent_rule, bar, symbol
from tracker.documents.html_showing import (
    Address,
    ground,
    inside_the_page,
    key_figures,
    picture_figure,
    quotation,
)
from tracker.documents.html_tables import shares, table
from tracker.documents.markup import element, together
from tracker.documents.places import Anchors, Place
from tracker.documents.text import allowed_address
from tracker.documents.tones import ACCENT, tint
from tracker.documents.walk import listed_title, sections

Beside = Callable[[Place], Markup]
"""What a page puts after a heading of a report."""


class Blocks:
    """Turns blocks into elements. `first_id` begins the ids it gives; `heading_offset` lowers every heading.

    `document` is what a table of contents lists. With `beside` every heading in a section has an anchor, that of
    `places.Place`, and what `beside` gives for it stands after it. `address` says where the pictures are found.
    """

    def __init__(
        self,
        first_id: str,
        heading_offset: int = 0,
        document: Sequence[Block] = (),
        beside: Beside | None = None,
        address: Address = inside_the_page,
    ) -> None:
        self._first_id = first_id
        self._offset = heading_offset
        self._document = document
        self._tables = 0
        self._beside = beside
        self._anchors = Anchors()
        self._section: str | None = None
        self._accent: str | None = None
        self.address = address

    def many(self, blocks: Iterable[Block]) -> Markup:
        return together(self.one(block) for block in blocks)

    def heading(self, level: int, content: str, anchor: str | None = None) -> Markup:
        """A heading in the page's own order; HTML has no level below 6."""
        css = {"class": f"report-h{min(level, 4)}", "id": anchor}
        return element(f"h{min(level + self._offset, 6)}", css, content)

    @singledispatchmethod
    def one(self, block: Block) -> Markup:
        raise TypeError(type(block).__name__)

    @one.register
    def _(self, block: Heading) -> Markup:
        # The title is the only h1, whatever a layout asks for.
        level, words = max(block.level, 2), runs(block.runs)
        if self._beside is None or self._section is None:
            return self.heading(level, words)
        place = Place(self._anchors.of(self._section, block), words_of(block.runs))
        return together((self.heading(level, words, place.anchor), self._beside(place)))

    @one.register
    def _(self, block: Paragraph) -> Markup:
        return element("p", {"class": f"report-{block.kind}"}, runs(block.runs))

    @one.register
    def _(self, block: BulletList) -> Markup:
        items = (element("li", None, runs(item.runs), self._under(item)) for item in block.items)
        return element("ol" if block.numbered else "ul", {"class": "report-list"}, *items)

    @one.register
    def _(self, block: ProgressBar) -> Markup:
        figure = element("span", {"class": "report-progress-value"}, f"{block.percent}%")
        picture = bar(block.percent, block.marker, block.tone, block.words)
        return element("div", {"class": f"report-progress report-tone-{block.tone}"}, figure, picture)

    @one.register
    def _(self, block: Status) -> Markup:
        css = f"report-status report-tone-{block.tone}"
        if block.shape is not Shape.NONE:
            css += " report-with-symbol"
        tag = element("span", {"class": css}, symbol(block.shape, block.tone), element("span", None, block.word))
        return element("p", {"class": "report-status-line"}, tag)

    @one.register
    def _(self, block: Sparkline) -> Markup:
        return element("div", {"class": "report-sparkline"}, svg(sparkline_drawing(block), block.words))

    @one.register
    def _(self, block: PageBreak) -> Markup:
        return Markup("")

    @one.register
    def _(self, block: Columns) -> Markup:
        columns = (
            element("div", {"class": f"report-column report-share-{share}"}, self.many(blocks))
            for share, blocks in zip(shares(block.weights), block.columns, strict=True)
        )
        return element("div", {"class": "report-columns"}, *columns)

    @one.register
    def _(self, block: KeptTogether) -> Markup:
        return element("div", {"class": "report-together"}, self.many(block.blocks))

    @one.register
    def _(self, block: Section) -> Markup:
        css = "report-section report-new-page" if block.new_page or block.opening else "report-section"
        outer, outer_accent = self._section, self._accent
        self._section, self._accent = None, block.accent or self._accent
        heading = self._opened(block) if block.opening else self._ruled(block)
        beside = self._beside_of(block)
        self._section = block.anchor
        inner = self.many(block.blocks)
        self._section, self._accent = outer, outer_accent
        return element("section", {"class": css, "id": block.anchor}, heading, beside, inner)

    def _ruled(self, section: Section) -> Markup:
        return together((accent_rule(section.accent) if section.accent else "", self.one(section.heading)))

    def _opened(self, section: Section) -> Markup:
        """A band with the heading of a chapter, and under it its picture."""
        opening = section.opening
        above = element("p", {"class": "report-above"}, opening.above) if opening and opening.above else ""
        words = (ground(self._accent or ACCENT), above, self.one(section.heading))
        band = element("div", {"class": "report-band"}, *words)
        picture = opening.picture if opening else None
        return together((band, self.one(picture) if picture else ""))

    def _beside_of(self, block: Section | Box) -> Markup:
        if self._beside is None:
            return Markup("")
        return self._beside(Place(block.anchor, words_of(block.heading.runs)))

    @one.register
    def _(self, block: Box) -> Markup:
        accent = block.accent or self._accent or ACCENT
        section, outer_accent = self._section, self._accent
        self._section, self._accent = None, accent
        heading = self.one(block.heading)
        self._section = section
        beside = self._beside_of(block) if section is not None else ""
        content = (ground(tint(accent), accent), heading, beside, self.many(block.blocks))
        self._accent = outer_accent
        return element("section", {"class": "report-box", "id": block.anchor}, *content)

    @one.register
    def _(self, block: Picture) -> Markup:
        return picture_figure(block, self.address, runs(block.under))

    @one.register
    def _(self, block: Quotation) -> Markup:
        return quotation(runs(block.runs), block.speaker)

    @one.register
    def _(self, block: KeyFigures) -> Markup:
        return key_figures(block, self._accent or ACCENT)

    @one.register
    def _(self, block: DataTable) -> Markup:
        self._tables += 1
        caption = f"{self._first_id}-table-{self._tables}"
        # Whoever cannot use a mouse scrolls a wide table with the arrow keys, so it can be tabbed to.
        css = "report-table report-compact" if block.compact else "report-table"
        region = {"class": css, "role": "region", "aria-labelledby": caption, "tabindex": "0"}
        return element("div", {**region}, table(block, caption, self._cell))

    def _cell(self, cell: Cell) -> Markup:
        return self.many(cell.blocks)

    @one.register
    def _(self, block: Note) -> Markup:
        sign = element("span", {"class": "report-note-sign"}, block.sign)
        return element("p", {"class": "report-note", "id": block.anchor}, sign, " ", runs(block.runs))

    @one.register
    def _(self, block: Figure) -> Markup:
        caption = element("figcaption", None, runs(block.caption)) if block.caption else ""
        figure = element("figure", {"class": "report-chart"}, *_drawings(block), caption)
        if block.figures is None:
            return figure
        opener = element("summary", None, "Show the figures")
        shown = element("details", {"class": "report-figures"}, opener, self.one(block.figures))
        return together((figure, shown))

    @one.register
    def _(self, block: Contents) -> Markup:
        found = [*sections(self._document, block.depth)]
        if not found:
            return Markup("")
        return element("nav", {"class": "report-contents", "aria-label": "Contents"}, contents(found))

    def _under(self, item: ListItem) -> Markup:
        return self.one(item.children) if item.children else Markup("")


def contents(found: Sequence[tuple[int, Section]]) -> Markup:
    """A list of links to the sections, each with its depth from 1; deeper ones stand in a list inside the entry."""
    entries = []
    for place, (depth, section) in enumerate(found):
        if depth > 1:
            continue
        inner = found[place + 1 : _next_on_top(found, place + 1)]
        under = contents([(deep - 1, part) for deep, part in inner]) if inner else ""
        link = element("a", {"class": "report-link", "href": f"#{section.anchor}"}, listed_title(section))
        entries.append(element("li", None, link, under))
    return element("ol", None, *entries)


def runs(given: Runs) -> Markup:
    """Text with its bold and its links. Raises `UnsupportedAddress`."""
    return together(_run(run) for run in given)


def _drawings(figure: Figure) -> Iterator[Markup]:
    if figure.narrow is None:
        yield svg(figure.drawing, figure.words)
        return
    yield svg(figure.drawing, figure.words, css_class="report-drawing report-wide")
    yield svg(figure.narrow, figure.words, css_class="report-drawing report-narrow")


def _next_on_top(found: Sequence[tuple[int, Section]], start: int) -> int:
    return next((place for place in range(start, len(found)) if found[place][0] == 1), len(found))


def _run(run: Run) -> Markup:
    text = element("strong", None, run.text) if run.bold else together((run.text,))
    if run.href is not None:
        if not run.href.startswith("#") and not allowed_address(run.href):
            raise UnsupportedAddress(run.href)
        # A link without words reads its address, as on paper.
        name = None if says_something(run.text) else run.href
        text = element("a", {"class": "report-link", "href": run.href, "aria-label": name}, text)
    return element("sup", None, text) if run.raised else text
