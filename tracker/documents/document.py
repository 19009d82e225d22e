"""A whole report. One that exists is sound: what could not be read by everybody is refused when it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import Block, Heading, Page, Paragraph, ParagraphKind, TitlePage, plain
from tracker.documents.check import check, check_cover, check_panel, says_something
from tracker.documents.errors import UnknownLanguage, Untitled
from tracker.documents.walk import Located, walk

_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def check_language(language: str) -> None:
    """Raises `UnknownLanguage` for what is no BCP 47 tag."""
    if not _LANGUAGE.fullmatch(language):
        raise UnknownLanguage(language)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. Building it raises one of the `errors.DocumentError`s where not everybody could read it.

    `notices` stand on every page ("Draft – not signed off"); `running_head` names report and period on every page after
    the first; `language` is a BCP 47 tag; `subject` and `author` go into the PDF's metadata. What is not `numbered`
    does not say “Page n of m”, because it becomes a part of something that has numbers of its own.
    """

    title: str
    author: str
    subject: str
    running_head: str
    title_page: TitlePage
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    language: str = "en-GB"
    page: Page = Page.A4_LANDSCAPE
    numbered: bool = True

    def __post_init__(self) -> None:
        if not says_something(self.title):
            raise Untitled
        check_language(self.language)
        if self.title_page.signature:
            check_panel(self.title_page.signature)
        if self.title_page.cover:
            check_cover(self.title_page.cover)
        check(self.walk())

    def walk(self) -> Iterator[Located]:
        """Every block in reading order, those of the title page first."""
        front = ("title page",)
        title = Heading(1, plain(self.title_page.title))
        subtitle = Paragraph(plain(self.title_page.subtitle), ParagraphKind.LEAD)
        cover = self.title_page.cover
        if cover and cover.above:
            yield Located(Paragraph(plain(cover.above), ParagraphKind.SMALL), front)
        yield from (Located(title, front), Located(subtitle, front))
        if cover and cover.picture:
            yield Located(cover.picture, front)
        yield from walk(self.title_page.blocks, front)
        if self.title_page.signature:
            yield from walk(self.title_page.signature.paragraphs(), (*front, "signature panel"))
        yield from walk(self.blocks)
