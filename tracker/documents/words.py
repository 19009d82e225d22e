"""Words as blocks hold them, and what a colour or a shape beside them tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a status or a bar tells the reader; each writer gives it a colour with enough contrast and a shape."""

    NEUTRAL = "neutral"
    INFORMATION = "information"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    DONE = "done"


class Shape(StrEnum):
    """The shape that stands beside a status word, so that colour never carries the meaning alone."""

    NONE = "none"
    CIRCLE = "circle"
    TICK = "tick"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    SQUARE = "square"
    ARROW = "arrow"
    ARROW_UP = "arrow_up"
    ARROW_DOWN = "arrow_down"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `href` is an absolute https, http or mailto address, or "#" and an anchor of the document.

    `raised` sets it small and high, as the sign of a note is.
    """

    text: str
    bold: bool = False
    href: str | None = None
    raised: bool = False


Runs = tuple[Run, ...]


def plain(text: str) -> Runs:
    """One run of ordinary text."""
    return (Run(text),)


def words_of(runs: Runs) -> str:
    """What the runs say, without how they look."""
    return "".join(run.text for run in runs)
