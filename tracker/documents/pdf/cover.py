"""The cover and the openings of chapters: words on bands of colour, with pictures as wide as the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tracker.documents.blocks import Cover, Opening, Run, Runs, Section, TitlePage
from tracker.documents.pdf.bands import Across, Band
from tracker.documents.pdf.flow import Box, Stack
from tracker.documents.pdf.fonts import SEMIBOLD
from tracker.documents.pdf.furniture import Top
from tracker.documents.pdf.headings import AccentRule, Headline
from tracker.documents.pdf.pictures import caption_of
from tracker.documents.pdf.room import Room
from tracker.documents.pdf.structure import Element
from tracker.documents.pdf.text import Text, make_text
from tracker.documents.pdf.theme import READING_WIDTH, TextStyle

_PAPER: Final = "#ffffff"
"""The colour of the words on a band."""
_ABOVE: Final = TextStyle(13, 18, 0, 8, SEMIBOLD, _PAPER, _PAPER)
_CHAPTER: Final = TextStyle(30, 35, 0, 0, SEMIBOLD, _PAPER, _PAPER)
_TITLE: Final = TextStyle(46, 50, 4, 10, SEMIBOLD, _PAPER, _PAPER)
_SUBTITLE: Final = TextStyle(20, 27, 6, 0, colour=_PAPER)

_CHAPTER_DROP: Final = 10.0
_CHAPTER_PICTURE: Final = 0.36
"""The height of a chapter's picture, as a share of its width."""
_COVER_DROP: Final = 30.0
_COVER_PICTURE: Final = (130.0, 0.9)
"""The least height of the picture on a cover, and the most, as a share of its width."""
_RAISED: Final = 0.3
"""How far down a band without a picture its words start, as a share of what they leave free."""
_UNDER: Final = 20.0


def chapter(section: Section, opening: Opening, parent: Element, room: Room) -> list[Box]:
    """What opens a chapter, hung under its own element `parent`."""
    width = min(room.width, READING_WIDTH)
    above = _text((Run(opening.above),), Element("P", parent), _ABOVE, width)
    heading = make_text(section.heading.runs, Element(f"H{section.heading.level}", parent), _CHAPTER, width)
    heads = [Headline(heading, None, section.anchor)] if heading else []
    words = Stack([*above, *heads])
    if opening.picture is None:
        return [Band(words, room.accent, room.width, room.bleed, drop=_CHAPTER_DROP)]
    band = Band(words, room.accent, room.width, room.bleed, drop=_CHAPTER_DROP, below=0)
    height = _CHAPTER_PICTURE * (room.width + 2 * (room.bleed.side if room.bleed else 0))
    picture = Across(opening.picture, parent, room.width, room.bleed, min(height, room.page / 2))
    return [band, picture, *caption_of(opening.picture, parent, room)]


def cover_page(
    page: TitlePage, cover: Cover, root: Element, room: Room, rest: Callable[[], Iterable[Box]]
) -> list[Box]:
    """The first page as a cover: its band, its picture, and under them the `rest`, which is laid out last."""
    width = min(room.width, READING_WIDTH)
    texts = (
        ((Run(cover.above),), "P", _ABOVE),
        ((Run(page.title),), "H1", _TITLE),
        ((Run(page.subtitle),), "P", _SUBTITLE),
    )
    words = Stack(text for runs, tag, style in texts for text in _text(runs, Element(tag, root), style, width))
    picture = Across(cover.picture, root, room.width, room.bleed, 0) if cover.picture else None
    under: list[Box] = caption_of(cover.picture, root, room) if cover.picture else []
    under += rest()
    free = room.page - Stack(under).height - _UNDER
    if picture is None:
        drop = max(_COVER_DROP, (free - words.height) * _RAISED)
        return [Band(words, cover.accent, room.width, room.bleed, drop=drop, height=free, decorated=True), *under]
    band = Band(words, cover.accent, room.width, room.bleed, drop=_COVER_DROP, below=0)
    least, most = _COVER_PICTURE
    picture.height = max(min(free - band.height, most * room.width), least)
    return [band, picture, *under]


def tops(pages: Sequence[Stack]) -> list[Top]:
    """What the upper edge of each page is like: only in a document with bands do the other pages have a stripe there,
    in the colour of the part they belong to.
    """
    found: list[Top] = []
    colour: str | None = None
    for page in pages:
        banded = isinstance(page.boxes[0], Band) and page.boxes[0].bleed is not None
        opens = _colour_of(page.boxes[0])
        found.append(Top(banded, None if banded else opens or colour))
        colour = next(filter(None, map(_colour_of, reversed(page.boxes))), colour)
    return found if any(top.banded for top in found) else [Top(banded=False, stripe=None)] * len(found)


def _colour_of(box: Box) -> str | None:
    match box:
        case Band():
            return box.colour
        case Headline(rule=AccentRule() as rule):
            return rule.colour
    return None


def _text(runs: Runs, element: Element, style: TextStyle, width: float) -> Iterable[Text]:
    text = make_text(runs, element, style, width)
    return [text] if text else []
