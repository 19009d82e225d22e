"""Pictures, case studies and quotations of an annual report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.annual.rules import StoryKind
from tracker.documents.blocks import Block, Box, Columns, Heading, Paragraph, ParagraphKind, Picture, Quotation, plain
from tracker.documents.text import to_blocks, to_runs
from tracker.errors import DomainError
from tracker.reports.layout_words import nothing
from tracker.reports.snapshots_annual_words import PictureFacts, StoryFacts

NOT_WRITTEN = "Nothing was written here."


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


def beside(picture: Sequence[Block], text: tuple[Block, ...], *, most: int) -> tuple[Block, ...]:
    """A picture with the first of the text beside it, about `most` characters, and the rest below."""
    if not picture:
        return text
    taken = room = 0
    for block in text:
        room += _length(block)
        if room > most and taken:
            break
        taken += 1
    return (Columns((tuple(picture), text[:taken]), (2, 3)), *text[taken:]) if text else tuple(picture)


def _length(block: Block) -> int:
    if isinstance(block, Paragraph):
        return sum(len(run.text) for run in block.runs)
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
        blocks=beside(pictures.shown(story.picture), text, most=500),
    )


def _quotation(story: StoryFacts, pictures: Pictures) -> Block:
    said = Quotation(to_runs(story.text), story.speaker or "")
    shown = pictures.shown(story.picture)
    return Columns((shown, (said,)), (1, 2)) if shown else said
