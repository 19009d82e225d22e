"""A report as an accessible web page: the same blocks, in the same order, with the same words as on paper.

`render_fragment` goes into a page of the application, which links `stylesheet()`; `render_page` is a whole file that
needs nothing else. There are no scripts and no style attributes, so a strict content security policy holds.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from tracker.documents.blocks import Block, Contents, Cover, SignaturePanel
from tracker.documents.document import Document
from tracker.documents.html_blocks import Beside, Blocks, contents
from tracker.documents.html_showing import Address, ground, inside_the_page
from tracker.documents.markup import element, together
from tracker.documents.tones import COLOURS, INK, TINTS, TRACK
from tracker.documents.walk import sections

__all__ = [
    "render_block",
    "render_fragment",
    "render_page",
    "stylesheet",
]


@cache
def stylesheet() -> str:
    """The style sheet of every report, with the colours of `tones`."""
    tones = "\n".join(
        f".report-tone-{tone} {{ color: {colour}; background-color: {TINTS[tone]}; }}"
        for tone, colour in COLOURS.items()
    )
    shares = "\n".join(f".report-share-{n} {{ width: {n}%; flex-grow: {n}; }}" for n in range(5, 101, 5))
    rules = (files("tracker.documents") / "report.css").read_text("utf-8")
    return f":root {{ --report-ink: {INK}; --report-rule: {TRACK}; }}\n{tones}\n{shares}\n{rules}"


def render_fragment(
    document: Document,
    *,
    heading_offset: int = 0,
    beside: Beside | None = None,
    address: Address = inside_the_page,
) -> Markup:
    """The report as one `<article>`: notices, title, sections. `heading_offset` 1 makes the title an h2, and so on.

    `beside` gives what stands after each heading of a section and of what is in it, for pages that work on a report.
    `address` says where each picture is found; without it they are a part of the page.
    """
    blocks = Blocks("report", heading_offset, document.blocks, beside, address)
    return _article(document, _notices(document), _title(document, blocks), blocks.many(document.blocks))


def render_page(document: Document, *, stylesheet: str) -> str:
    """The report as a complete HTML5 file with the style sheet inside it.

    Raises ValueError for a style sheet that would end its own element.
    """
    if "</" in stylesheet:
        raise ValueError("The style sheet holds “</”.")
    blocks = Blocks("report", 0, document.blocks)
    title, body = _title(document, blocks), blocks.many(document.blocks)
    main = {"id": "report-main", "tabindex": "-1"}
    page = element(
        "body",
        {"class": f"report-page report-{document.page}"},
        element("a", {"class": "report-skip", "href": "#report-main"}, "Skip to the report"),
        element("header", {"class": "report-header"}, _running_head(document), _notices(document)),
        element("main", {**main}, _article(document, title, _contents(document), body)),
        element("footer", {"class": "report-footer"}, element("p", None, document.author)),
    )
    return f"<!DOCTYPE html>\n{element('html', {'lang': document.language}, _head(document, stylesheet), page)}\n"


def render_block(block: Block, *, first_id: str) -> Markup:
    """A block on its own, e.g. a table or a chart. `first_id` begins the ids it needs and is unique on the page."""
    return Blocks(first_id).one(block)


def _article(document: Document, *parts: str) -> Markup:
    css = f"report report-{document.page}"
    return element("article", {"class": css, "lang": document.language}, *parts)


def _title(document: Document, blocks: Blocks) -> Markup:
    title = document.title_page
    subtitle = element("p", {"class": "report-subtitle"}, title.subtitle) if title.subtitle else ""
    heading = together((blocks.heading(1, title.title), subtitle))
    return element(
        "header",
        {"class": "report-title"},
        _cover(title.cover, heading, blocks) if title.cover else heading,
        blocks.many(title.blocks),
        _panel(title.signature, blocks),
    )


def _cover(cover: Cover, heading: Markup, blocks: Blocks) -> Markup:
    above = element("p", {"class": "report-above"}, cover.above) if cover.above else ""
    band = element("div", {"class": "report-band"}, ground(cover.accent), above, heading)
    picture = blocks.one(cover.picture) if cover.picture else ""
    return element("div", {"class": "report-cover"}, band, picture)


def _panel(panel: SignaturePanel | None, blocks: Blocks) -> Markup:
    return element("div", {"class": "report-signature"}, blocks.many(panel.paragraphs())) if panel else Markup("")


def _notices(document: Document) -> Markup:
    if not document.notices:
        return Markup("")
    lines = (element("p", None, notice) for notice in document.notices)
    # Printed at the head of every page, where the style sheet can set only one line of text.
    line = " · ".join(document.notices)
    return element("div", {"class": "report-notices", "role": "note", "data-line": line}, *lines)


def _running_head(document: Document) -> Markup:
    return element("p", {"class": "report-running-head"}, document.running_head)


def _contents(document: Document) -> Markup:
    """Links to the parts, where there is more than one and the document lists them nowhere itself."""
    listed = any(isinstance(found.block, Contents) for found in document.walk())
    parts = [*sections(document.blocks, 1)]
    if listed or len(parts) < 2:
        return Markup("")
    heading = element("h2", {"class": "report-h3", "id": "report-contents"}, "Contents")
    return element("nav", {"class": "report-contents", "aria-labelledby": "report-contents"}, heading, contents(parts))


def _head(document: Document, stylesheet: str) -> Markup:
    return element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", None, document.title),
        element("meta", {"name": "author", "content": document.author}),
        element("meta", {"name": "description", "content": document.subject}),
        element("style", None, Markup(stylesheet)),  # noqa: S704 -- ours, and checked for "</"
    )
