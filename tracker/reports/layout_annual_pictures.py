"""Pictures, case studies and quotations of an annual report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.annual.rules import StoryKind
from tracker.documents.blocks import (
    Block,
    Box,
    BulletList,
    Columns,
    Heading,
    Paragraph,
    ParagraphKind,
    Picture,
    Quotation,
    plain,
)
from tracker.documents.text import to_blocks, to_runs
from tracker.errors import DomainError
from tracker.reports.layout_words import nothing
from tracker.reports.snapshots_annual_words import PictureFacts, StoryFacts

NOT_WRITTEN = "Nothing was written here."
_LONGEST_LEAD = 320
_PANORAMA = 2
"""So many times wider than it is high, a picture is too low to stand beside words."""
_OVERHANG = 1.4
_COLUMN, _HIGHEST, _UNDER = 200, 440, 30
"""Points: how wide and at most how high a picture beside words is, and what its caption takes."""
_LINE, _IN_A_LINE = 15.5, 46
"""And how high a line of the words beside it is, and how many characters it has."""
_LEAST_BLEED = 1000
_LEAST_ACROSS = 500
"""Pixels under which a picture is not shown from edge to edge, nor as wide as the text."""


class PictureGone(DomainError):
    """The bytes of a picture that the report shows are not there."""

    def __init__(self, picture: PictureFacts) -> None:
        self.number = picture.number
        super().__init__(f"The file of picture {picture.number} is gone: “{picture.words}”. Add the picture again.")


@dataclass(frozen=True, slots=True)
class Pictures:
    """The bytes of every picture of a report, by SHA-256."""

    contents: Mapping[str, bytes]

    def shown(self, picture: PictureFacts | None) -> tuple[Picture, ...]:
        """The block of a picture; none without one. Raises PictureGone."""
        return () if picture is None else (self.of(picture),)

    def of(self, picture: PictureFacts, *, captioned: bool = True) -> Picture:
        content = self.contents.get(picture.sha256)
        if content is None:
            raise PictureGone(picture)
        return Picture(
            content=content,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            words=picture.words,
            caption=plain(picture.caption) if picture.caption and captioned else (),
            credit=picture.credit or "" if captioned else "",
        )


def written(text: str | None) -> tuple[Block, ...]:
    """A text as typed, or that there is none."""
    return to_blocks(text) if text else (nothing(NOT_WRITTEN),)


def beside(picture: PictureFacts | None, text: tuple[Block, ...], pictures: Pictures) -> tuple[Block, ...]:
    """A picture with as much of the text beside it as it is high, and the rest below.

    Where the text begins with a paragraph much longer than that, or the picture is a panorama, it stands above.
    """
    if picture is None:
        return text
    shown, room = pictures.shown(picture), _room_beside(picture)
    if not text or picture.width >= picture.height * _PANORAMA or _length(text[0]) > room * _OVERHANG:
        return (*shown, *text)
    taken = _as_long_as(text, room)
    return (Columns((shown, text[:taken]), (4, 5)), *text[taken:])


def _room_beside(picture: PictureFacts) -> int:
    """About how many characters stand beside a picture in two columns, with what stands under it."""
    height = min(_COLUMN * picture.height / picture.width, _HIGHEST) + _UNDER
    return int(height / _LINE * _IN_A_LINE)


def with_at_its_side(text: tuple[Block, ...], aside: Block, *, most: int) -> tuple[Block, ...]:
    """The first of a text, about `most` characters, with something small at its right, and the rest below.

    Where the text begins with a longer paragraph, it stands under that.
    """
    if _length(text[0]) > most:
        return (text[0], aside, *text[1:])
    taken = _as_long_as(text, most)
    return (Columns((text[:taken], (aside,)), (3, 2)), *text[taken:])


def _as_long_as(text: Sequence[Block], most: int) -> int:
    """How many of the blocks, at least one, have about so many characters."""
    taken = room = 0
    for block in text:
        room += _length(block)
        if room > most and taken:
            break
        taken += 1
    return taken


def stands_beside(picture: PictureFacts) -> bool:
    """Whether a picture is too high or too small to stand over the whole width."""
    return picture.height >= picture.width or picture.width < _LEAST_ACROSS


def is_wide(picture: PictureFacts) -> bool:
    """Whether a picture may be shown from edge to edge of the paper."""
    return picture.width >= _LEAST_BLEED and picture.width * 10 >= picture.height * 14


def opened(text: tuple[Block, ...]) -> tuple[Block, ...]:
    """A text whose first paragraph, where it is no long one, is set larger: it opens a page."""
    first = text[0] if text else None
    if isinstance(first, Paragraph) and first.kind is ParagraphKind.BODY and _length(first) <= _LONGEST_LEAD:
        return (replace(first, kind=ParagraphKind.LEAD), *text[1:])
    return text


def _length(block: Block) -> int:
    if isinstance(block, Paragraph):
        return sum(len(run.text) for run in block.runs)
    if isinstance(block, BulletList):
        return sum(len(run.text) for item in block.items for run in item.runs)
    return 400


def stories(found: Sequence[StoryFacts], pictures: Pictures, *, level: int, anchor: str) -> Iterator[Block]:
    """Case studies in boxes, quotations set large, in their order."""
    for number, story in enumerate(found, start=1):
        if story.kind is StoryKind.CASE_STUDY:
            yield _case_study(story, pictures, level, f"{anchor}-story-{number}")
        else:
            yield _quotation(story, pictures)


def _case_study(story: StoryFacts, pictures: Pictures, level: int, anchor: str) -> Box:
    text: tuple[Block, ...] = to_blocks(story.text)
    if story.speaker:
        text = (*text, Paragraph(plain(story.speaker), ParagraphKind.SMALL))
    title = f"{StoryKind.CASE_STUDY.label}: {story.title}" if story.title else StoryKind.CASE_STUDY.label
    return Box(
        anchor=anchor,
        heading=Heading(level, plain(title)),
        blocks=beside(story.picture, text, pictures),
    )


def _quotation(story: StoryFacts, pictures: Pictures) -> Block:
    said = Quotation(to_runs(story.text), story.speaker or "")
    shown = pictures.shown(story.picture)
    return Columns((shown, (said,)), (1, 2)) if shown else said
