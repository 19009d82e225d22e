"""Blocks -> tagged PDF."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tracker.documents.blocks import Run, TitlePage
from tracker.documents.document import Document
from tracker.documents.pdf.canvas import TaggedCanvas
from tracker.documents.pdf.cover import cover_page, tops
from tracker.documents.pdf.flow import Box, Break, Space, Stack, paginate
from tracker.documents.pdf.furniture import Furniture
from tracker.documents.pdf.glyphs import check_glyphs
from tracker.documents.pdf.headings import AccentRule, Headline
from tracker.documents.pdf.layout import Layout
from tracker.documents.pdf.metadata import About
from tracker.documents.pdf.panel import panel
from tracker.documents.pdf.room import Bleed, Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import make_text
from tracker.documents.pdf.theme import HEADINGS, READING_WIDTH, SHEETS, SUBTITLE, TITLE_DROP
from tracker.documents.tones import ACCENT

_TITLE_RULE: Final = AccentRule(ACCENT, 72, 6, 22)


def render(document: Document, *, created: datetime | None = None) -> bytes:
    """The document as a PDF that claims, and keeps to, PDF/UA-1 and PDF/A-2a.

    `created` is an aware moment for the metadata; without it the file tells no date.
    The same document and moment give the same bytes. Raises `MissingGlyph` for a character that cannot be drawn and
    `TooTall` for what fits on no page, before anything is written.
    """
    if created is not None and created.utcoffset() is None:
        raise ValueError("created must be aware of its time zone")
    check_glyphs(document)
    sheet = SHEETS[document.page]
    furniture = Furniture(document)
    layout = Layout(document.blocks)
    root = Element("Document")
    bleed = Bleed(sheet.side, sheet.height - furniture.top)
    room = Room(sheet.inner, ACCENT, page=furniture.room, bleed=bleed)
    boxes = [*_title_page(document.title_page, layout, root, room), Break()]
    boxes += layout.blocks(document.blocks, root, room)
    pages = paginate(Stack(boxes), furniture.room)
    layout.pages |= {anchor: number for number, page in enumerate(pages, start=1) for anchor in page.anchors()}
    canvas = TaggedCanvas((sheet.width, sheet.height), len(pages), document.language)
    for number, (page, top) in enumerate(zip(pages, tops(pages), strict=True), start=1):
        page.paint(canvas, sheet.side, furniture.top)
        furniture.paint(canvas, number, len(pages), top)
        canvas.showPage()
    for entry in layout.outline:
        canvas.addOutlineEntry(entry.title, entry.anchor, entry.depth)
    return canvas.finish(root, _about(document, created))


def _about(document: Document, created: datetime | None) -> About:
    return About(
        document.title,
        document.author,
        document.subject,
        document.language,
        created,
        accessible=True,
        archived=True,
    )


def _title_page(page: TitlePage, layout: Layout, root: Element, room: Room) -> list[Box]:
    def rest() -> list[Box]:
        boxes = layout.blocks(page.blocks, root, room)
        return [*boxes, panel(page.signature, layout, root, room)] if page.signature else boxes

    if page.cover:
        return cover_page(page, page.cover, root, room, rest)
    boxes: list[Box] = []
    width = min(room.width, READING_WIDTH)
    title = make_text((Run(page.title),), Element("H1", root), HEADINGS[1], width)
    if title:
        boxes.append(Headline(title, _TITLE_RULE))
    subtitle = make_text((Run(page.subtitle),), Element("P", root), SUBTITLE, width)
    if subtitle:
        boxes.append(subtitle)
    boxes += rest()
    if page.signature:
        return [Space(_drop(room.page - Stack([Space(0), *boxes]).height)), *boxes]
    return [Space(TITLE_DROP), *boxes]


def _drop(left: float) -> float:
    """The space above the title, less of it where the panel would else stand on the next page."""
    return min(TITLE_DROP, left) if left > 0 else TITLE_DROP
