"""The headings of a report by name, so that what is said of a part can say which part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from tracker.documents.blocks import Block, Box, Columns, Heading, KeptTogether, Section, words_of

LONGEST: Final = 110
"""The most characters in an anchor; the number that tells two alike apart comes on top."""


@dataclass(frozen=True, slots=True)
class Place:
    """A heading: the anchor it has on a page that offers something beside each heading, and its words."""

    anchor: str
    words: str


class Anchors:
    """Gives headings their anchors, in reading order. A section has its own; one in it is named by its words."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, section: str, heading: Heading) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", words_of(heading.runs).lower()).strip("-")
        anchor = f"{section}-{words}"[:LONGEST].rstrip("-")
        self._given[anchor] += 1
        number = self._given[anchor]
        return anchor if number == 1 else f"{anchor}-{number}"


def places(blocks: Iterable[Block]) -> tuple[Place, ...]:
    """Every heading that stands in a section, that of the section first, in reading order."""
    return tuple(_places(blocks, None, Anchors()))


def _places(blocks: Iterable[Block], section: str | None, anchors: Anchors) -> Iterator[Place]:
    for block in blocks:
        match block:
            case Section():
                yield Place(block.anchor, words_of(block.heading.runs))
                yield from _places(block.blocks, block.anchor, anchors)
            case Box() if section is not None:
                yield Place(block.anchor, words_of(block.heading.runs))
                yield from _places(block.blocks, section, anchors)
            case Heading() if section is not None:
                yield Place(anchors.of(section, block), words_of(block.runs))
            case KeptTogether():
                yield from _places(block.blocks, section, anchors)
            case Columns():
                yield from _places(chain.from_iterable(block.columns), section, anchors)
