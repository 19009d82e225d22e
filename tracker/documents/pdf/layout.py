"""Blocks -> boxes and structure elements, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Columns,
    Contents,
    DataTable,
    Figure,
    Heading,
    KeptTogether,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    ParagraphKind,
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
from tracker.documents.blocks import Box as BoxBlock
from tracker.documents.check import says_something
from tracker.documents.pdf import structure, theme
from tracker.documents.pdf.charts import Chart
from tracker.documents.pdf.contents import contents
from tracker.documents.pdf.cover import chapter
from tracker.documents.pdf.figures import SHAPE_INDENT, Bar, Spark, StatusWord
from tracker.documents.pdf.flow import Box, Break, Parallel, Stack, Whole
from tracker.documents.pdf.fonts import REGULAR, SEMIBOLD, settle
from tracker.documents.pdf.grid import Grid
from tracker.documents.pdf.headings import AccentRule, Headline, Target
from tracker.documents.pdf.pictures import picture_boxes
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.showing import cards, framed, room_in_frame, said
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import Label, make_text
from tracker.documents.pdf.widths import places, shares
from tracker.documents.tones import COLOURS
from tracker.documents.walk import listed_title, sections

_BULLETS: Final = "•–"
"""Of a list, and of every list inside it."""
_LABEL_GAP: Final = 6.0
_ITEM_GAP: Final = 3.0
_NARROWEST_ITEM: Final = 90.0
"""Where a list leaves less than this, deeper lists are not indented further."""
_SECTION_RULE: Final = (48.0, 3.5, 11.0)
_ANNOUNCEMENT: Final = 48.0
"""A paragraph no higher than this belongs to the table or list after it."""
_COLOURED: Final = (2, 3)
"""Levels of headings in the accent colour."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; depth 0 is a top entry."""

    anchor: str
    title: str
    depth: int


class Layout:
    """Turns blocks into boxes, hanging their elements into the tree.

    `outline` fills as sections are met. `document` is what a table of contents lists; it reads `pages` when it is
    painted, so those must be known by then: the page of each anchor, from 1.
    """

    def __init__(self, document: Sequence[Block] = ()) -> None:
        self.outline: list[Bookmark] = []
        self.pages: dict[str, int] = {}
        self.document = document
        self.tables = 0

    def blocks(self, blocks: Iterable[Block], parent: Element, room: Room) -> list[Box]:
        """The boxes of `blocks`, one under the other."""
        boxes: list[Box] = []
        before: Block | None = None
        for block in blocks:
            made = self._block(block, parent, room)
            if made and isinstance(before, Paragraph) and isinstance(block, DataTable | BulletList):
                _hold(boxes[-1])
            boxes += made
            before = block if made else before
        return boxes

    def _block(self, block: Block, parent: Element, room: Room) -> Sequence[Box]:
        match block:
            case Section() | BoxBlock() | Columns() | KeptTogether():
                return self._holding(block, parent, room)
            case DataTable():
                return (self._table(block, parent, room),)
            case Figure():
                return self._chart(block, parent, room)
            case Contents():
                return contents(sections(self.document, block.depth), parent, room, self.pages)
            case PageBreak():
                return (Break(),)
            case Picture() | Quotation() | KeyFigures():
                return _shown(block, parent, room)
            case _:
                return _words(block, parent, room)

    def _holding(
        self, block: Section | BoxBlock | Columns | KeptTogether, parent: Element, room: Room
    ) -> Sequence[Box]:
        match block:
            case Section():
                return self._section(block, parent, room)
            case BoxBlock():
                return (self._box(block, parent, room),)
            case Columns():
                return (self._columns(block, parent, room),)
            case KeptTogether():
                return (Whole(self.blocks(block.blocks, parent, replace(room, bleed=None)), room.page),)

    def _section(self, section: Section, parent: Element, room: Room) -> list[Box]:
        self.outline.append(Bookmark(section.anchor, listed_title(section), room.depth))
        element = Element("Sect", parent)
        inside = replace(room, accent=section.accent or room.accent, depth=room.depth + 1)
        boxes: list[Box] = [Break()] if section.new_page or section.opening else []
        if section.opening:
            boxes += chapter(section, section.opening, element, inside)
        else:
            boxes += _heading(section.heading, element, inside, section.anchor)
        return boxes + self.blocks(section.blocks, element, inside)

    def _box(self, box: BoxBlock, parent: Element, room: Room) -> Box:
        accent = box.accent or room.accent
        element = Element("Sect", parent)
        inside = room_in_frame(room, accent)
        style = replace(theme.BOX_HEADING, colour=inside.accent)
        boxes = [*_heading(box.heading, element, inside, style=style), *self.blocks(box.blocks, element, inside)]
        return framed(Stack(boxes), room, accent, box.anchor)

    def _chart(self, figure: Figure, parent: Element, room: Room) -> Sequence[Box]:
        chart = Chart(figure, parent, room)
        below = _paragraph(Paragraph(figure.caption, ParagraphKind.SMALL), parent, room)
        chart.sticky = bool(below)
        table = (self._table(figure.figures, parent, room),) if figure.figures else ()
        return (chart, *below, *table)

    def _columns(self, columns: Columns, parent: Element, room: Room) -> Box:
        widths = shares(room.width, columns.weights, theme.COLUMN_GAP)
        stacks = [
            Stack(self.blocks(blocks, parent, replace(room, width=width, bleed=None)))
            for blocks, width in zip(columns.columns, widths, strict=True)
        ]
        above = max((stack.above for stack in stacks), default=0)
        below = max((stack.below for stack in stacks), default=0)
        return Parallel(stacks, places(widths, theme.COLUMN_GAP), above, below)

    def _table(self, table: DataTable, parent: Element, room: Room) -> Box:
        self.tables += 1
        return Grid(table, self.tables, room, self._cell).box(parent)

    def _cell(self, cell: Cell, element: Element, room: Room) -> Stack:
        return Stack(self.blocks(cell.blocks, element, room))


def _words(
    block: Paragraph | Heading | BulletList | Note | ProgressBar | Sparkline | Status, parent: Element, room: Room
) -> Sequence[Box]:
    match block:
        case Paragraph():
            return _paragraph(block, parent, room)
        case Heading():
            return _heading(block, parent, room)
        case BulletList():
            return _bullets(block, parent, room)
        case Note():
            return _note(block, parent, room)
        case _:
            return _figure(block, parent, room)


def _hold(paragraph: Box) -> None:
    """Keeps a short paragraph with the table or list it announces."""
    if paragraph.height <= _ANNOUNCEMENT:
        paragraph.sticky = True


def _paragraph(paragraph: Paragraph, parent: Element, room: Room) -> Sequence[Box]:
    text = make_text(
        paragraph.runs, Element("P", parent), room.paragraph(paragraph.kind), room.reading, align=room.align
    )
    return (text,) if text else ()


def _shown(block: Picture | Quotation | KeyFigures, parent: Element, room: Room) -> Sequence[Box]:
    match block:
        case Picture():
            return picture_boxes(block, parent, room)
        case Quotation():
            return said(block, parent, room)
        case KeyFigures():
            return cards(block, parent, room)


def _note(note: Note, parent: Element, room: Room) -> Sequence[Box]:
    style = room.paragraph(ParagraphKind.SMALL)
    element = Element("Note", parent, identifier=note.anchor)
    sign = settle(note.sign)
    hang = REGULAR.advance(sign) * style.size / 1000 + _LABEL_GAP
    label = Label(sign, Element("Lbl", element), hang)
    text = make_text(note.runs, Element("P", element), style, room.reading, indent=hang, label=label)
    return (Target(text, note.anchor),) if text else ()


def _heading(
    heading: Heading,
    parent: Element,
    room: Room,
    anchor: str | None = None,
    *,
    style: theme.TextStyle | None = None,
) -> Sequence[Box]:
    if style is None:
        style = theme.HEADINGS[heading.level]
        style = replace(style, colour=room.accent) if heading.level in _COLOURED else style
    text = make_text(heading.runs, Element(f"H{heading.level}", parent), style, room.width)
    if text is None:
        return ()
    rule = AccentRule(room.accent, *_SECTION_RULE) if anchor and heading.level == 2 else None
    return (Headline(text, rule, anchor),)


def _bullets(bullets: BulletList, parent: Element, room: Room, level: int = 0) -> list[Box]:
    style = room.paragraph()
    if bullets.numbered:
        labels = [f"{number}." for number in range(1, len(bullets.items) + 1)]
    else:
        labels = [_BULLETS[min(level, len(_BULLETS) - 1)]] * len(bullets.items)
    wide = max((REGULAR.advance(label) for label in labels), default=0) * style.size / 1000
    hang = max(theme.LIST_INDENT, wide + _LABEL_GAP)
    element = Element("L", parent, attributes=structure.NUMBERED if bullets.numbered else structure.BULLETED)
    boxes: list[Box] = []
    for item, label in zip(bullets.items, labels, strict=True):
        entry = Element("LI", element)
        mark = Label(label, Element("Lbl", entry), hang)
        body = Element("LBody", entry)
        boxes += _item(item.runs, body, mark, room, level)
        if item.children:
            boxes += _bullets(item.children, body, room, level + 1)
    if len(boxes) > 1 and not level:
        boxes[0].sticky = boxes[-2].sticky = True  # neither the first nor the last item stands alone on a page
    return boxes


def _item(runs: Runs, body: Element, label: Label, room: Room, level: int) -> Sequence[Box]:
    if not says_something(words_of(runs)):
        return ()  # its label would stand before nothing
    style = replace(room.paragraph(), above=_ITEM_GAP, below=_ITEM_GAP)
    deepest = max(int((room.reading - _NARROWEST_ITEM) / theme.LIST_INDENT), 1)
    indent = label.hang + min(level, deepest - 1) * theme.LIST_INDENT
    text = make_text(runs, Element("P", body), style, room.reading, indent=indent, label=label)
    return (text,) if text else ()


def _figure(figure: ProgressBar | Sparkline | Status, parent: Element, room: Room) -> Sequence[Box]:
    style = room.paragraph()
    if isinstance(figure, ProgressBar):
        return (Bar(figure, parent, style, room.width, room.align),)
    if isinstance(figure, Sparkline):
        return (Spark(figure, parent, style, room.width, room.align),)
    coloured = replace(style, font=SEMIBOLD, colour=COLOURS[figure.tone])
    indent = SHAPE_INDENT if figure.shape is not Shape.NONE else 0
    word = make_text((Run(figure.word),), Element("P", parent), coloured, room.width, indent=indent, align=room.align)
    return (StatusWord(figure, word),) if word else ()
