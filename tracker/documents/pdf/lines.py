"""Breaking text into lines. Knows widths, nothing of paper or tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.pdf.fonts import BREAKING_SPACE, EmbeddedFont

_SPACE: Final = " "
_AFTER: Final = frozenset("-–—/")
"""A word may be parted after these, between letters, rather than leave a gap."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text in one font; `key` says whose it is. A `tight` one (a link) has no blanks at its ends.

    `scale` is its share of the font size, less than 1 for what is raised.
    """

    text: str
    font: EmbeddedFont
    key: int
    tight: bool = False
    scale: float = 1

    def advance(self, text: str) -> float:
        """The width of `text` in thousandths of the font size."""
        return self.font.advance(text) * self.scale


@dataclass(slots=True)
class Piece:
    """A part of a line: what to draw, how far from the line's start, how wide (points)."""

    key: int
    text: str
    start: float
    width: float


@dataclass(slots=True)
class Line:
    """One line, its pieces from left to right; `width` in points."""

    pieces: list[Piece]
    width: float


@dataclass(slots=True)
class _Word:
    """A word and the space before it. One word may be set in several fonts; widths are thousandths of the size."""

    space: Stretch
    parts: list[tuple[Stretch, str]]
    width: float


def break_lines(stretches: Sequence[Stretch], size: float, width: float) -> list[Line]:
    """The text in lines no wider than `width` points at font size `size`.

    Words too long for a line are parted anywhere. Every line but the last keeps the blank at which it was broken,
    so that its words do not run into those of the next line when the text is read out.
    """
    limit = width * 1000 / size
    scale = size / 1000
    setter = _Setter(limit)
    for word in _words(stretches):
        setter.add(word)
    setter.end(broken_at_space=False)
    return [_scaled(pieces, scale) for pieces in setter.lines]


class _Setter:
    """Fills lines with words. A line is a list of [stretch, text, width]."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.lines: list[list[tuple[Stretch, str, float]]] = []
        self.line: list[tuple[Stretch, str, float]] = []
        self.used = 0.0

    def add(self, word: _Word) -> None:
        if not self.line:
            self._begin(word)
            return
        gap = word.space.advance(_SPACE)
        if self.used + gap + word.width <= self.limit:
            self._put(word.space, _SPACE, gap)
            self._put_word(word)
            return
        parted = _part(word, self.limit - self.used - gap, anywhere=False)
        if parted:
            self._put(word.space, _SPACE, gap)
            self._put_word(parted[0])
            self.end(broken_at_space=False)
            self._begin(parted[1])
            return
        self.end(broken_at_space=True)
        self._begin(word)

    def _begin(self, word: _Word) -> None:
        while word.width > self.limit:
            parted = _part(word, self.limit, anywhere=False) or _part(word, self.limit, anywhere=True)
            if parted is None:
                break
            self._put_word(parted[0])
            self.end(broken_at_space=False)
            word = parted[1]
        self._put_word(word)

    def _put_word(self, word: _Word) -> None:
        for stretch, text in word.parts:
            self._put(stretch, text, stretch.advance(text))

    def _put(self, stretch: Stretch, text: str, width: float) -> None:
        if self.line and self.line[-1][0] is stretch:
            before = self.line[-1]
            self.line[-1] = (stretch, before[1] + text, before[2] + width)
        else:
            self.line.append((stretch, text, width))
        self.used += width

    def end(self, *, broken_at_space: bool) -> None:
        if not self.line:
            return
        if broken_at_space:
            stretch, text, width = self.line[-1]
            self.line[-1] = (stretch, text + _SPACE, width)
        self.lines.append(self.line)
        self.line = []
        self.used = 0.0


def _words(stretches: Sequence[Stretch]) -> Iterator[_Word]:
    parts: list[tuple[Stretch, str]] = []
    width = 0.0
    before: Stretch | None = None
    for stretch in stretches:
        for index, text in enumerate(BREAKING_SPACE.split(stretch.text)):
            if index and parts:
                yield _Word(_between(before, parts[0][0]), parts, width)
                before = parts[-1][0]
                parts, width = [], 0.0
            if text:
                parts.append((stretch, text))
                width += stretch.advance(text)
    if parts:
        yield _Word(_between(before, parts[0][0]), parts, width)


def _between(before: Stretch | None, after: Stretch) -> Stretch:
    """Whose the blank between two words is."""
    return after if before is None or (before.tight and not after.tight) else before


def _part(word: _Word, room: float, *, anywhere: bool) -> tuple[_Word, _Word] | None:
    """The word in two, the first no wider than `room`: after a dash or slash, or `anywhere` but before an accent."""
    if not anywhere and all(_AFTER.isdisjoint(text) for _, text in word.parts):
        return None
    used = 0.0
    best: tuple[int, int] | None = None
    whole = "".join(text for _, text in word.parts)
    place = 0
    for number, (stretch, text) in enumerate(word.parts):
        for offset, character in enumerate(text):
            used += stretch.advance(character)
            if used > room and not (anywhere and place == 0):
                return _split(word, best)
            place += 1
            if place < len(whole) and _may_part(whole, place, anywhere=anywhere):
                best = (number, offset + 1)
    return _split(word, best)


def _may_part(whole: str, place: int, *, anywhere: bool) -> bool:
    if anywhere:
        return not unicodedata.combining(whole[place])
    return place > 2 and whole[place - 1] in _AFTER and whole[place - 2].isalpha() and whole[place].isalpha()


def _split(word: _Word, where: tuple[int, int] | None) -> tuple[_Word, _Word] | None:
    if where is None:
        return None
    number, offset = where
    stretch, text = word.parts[number]
    first = [*word.parts[:number], (stretch, text[:offset])]
    second = [(stretch, text[offset:])] if offset < len(text) else []
    second += word.parts[number + 1 :]
    return _Word(word.space, first, _width(first)), _Word(word.space, second, _width(second))


def _width(parts: list[tuple[Stretch, str]]) -> float:
    return sum(stretch.advance(text) for stretch, text in parts)


def _scaled(pieces: list[tuple[Stretch, str, float]], scale: float) -> Line:
    line: list[Piece] = []
    start = 0.0
    for stretch, text, width in pieces:
        line.append(Piece(stretch.key, text, start, width * scale))
        start += width * scale
    return Line(line, start)
