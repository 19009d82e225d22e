"""Blocks that show rather than tell: pictures, large quotations, figures in large print, and the cover."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tracker.documents.words import Run, Runs, words_of

MediaType = Literal["image/jpeg", "image/png"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph or drawing as pixels, `width` by `height` of them. `words` stand for it where it cannot be seen.

    `caption` is for everybody, `credit` says whose picture it is.
    """

    content: bytes = field(repr=False)
    media_type: MediaType
    width: int
    height: int
    words: str
    caption: Runs = ()
    credit: str = ""

    @property
    def under(self) -> Runs:
        """What stands under it: the caption, then whose it is."""
        caption = words_of(self.caption).rstrip()
        if not (caption and self.credit):
            return (*self.caption, *((Run(self.credit),) if self.credit else ()))
        between = " " if caption.endswith((".", "!", "?")) else " · "
        return (*self.caption, Run(between), Run(self.credit))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody, set large; without quotation marks, which every writer adds. `speaker` is who said them."""

    runs: Runs
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in large print as it is to be printed ("1,204"), what it counts, perhaps a note ("2022-23: 1,090")."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Figures side by side as cards, in rows where there are many. Each is read as its value, its label, its note."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Makes a section a chapter: it starts a page with a band in its accent that holds its heading.

    `above` stands small over the heading ("Priority 1"). The `picture` stands under it, as wide as the page.
    """

    above: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What makes a title page a cover: a band in `accent` ("#rrggbb", at least 4.5:1 against white) behind the title.

    `above` stands small over the title: whose report it is. The `picture` fills what the band leaves, cut to it.
    """

    accent: str
    above: str = ""
    picture: Picture | None = None
