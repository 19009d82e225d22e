"""What charts of named figures share: a title in lines, words that are cut where they must be, keys, and colours."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import Tone
from tracker.documents.charts_frame import GAP, ROW, TEXT
from tracker.documents.drawings import Anchor, Label, Polyline, Primitive, Rect, Stroke, label_width
from tracker.documents.tones import COLOURS, INK, mixed

WIDE: Final = 600.0
"""How wide a chart is drawn: on a portrait page it shrinks a little, its words to 9.7 points."""
SMALL: Final = 300.0
CROWDED: Final = 450.0
"""Drawn narrower than this, a chart puts its words above its bars and its keys in fewer columns."""
NOT_RECORDED: Final = "None recorded"
HEAD: Final = 14.0
_HEAD_ROW: Final = 19.0
_KEY: Final = 14.0
_DASHED_KEY: Final = 26.0
_AFTER_KEY: Final = 7.0
_PALE: Final = 0.42
"""How much of the accent the second of two series keeps: 3:1 between the two, and words stand at its ends."""
_LONGEST: Final = 22
"""Characters of a printed figure that a drawing shows."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour or a kind of line means."""

    name: str
    shown: str | Stroke

    @property
    def reach(self) -> float:
        """From the start of the key to the start of its words."""
        return (_KEY if isinstance(self.shown, str) else _DASHED_KEY) + _AFTER_KEY

    @property
    def width(self) -> float:
        return self.reach + label_width(self.name, TEXT) + 2 * GAP


def known(value: float | None) -> float | None:
    """The value, or None for what cannot be drawn."""
    return value if value is not None and math.isfinite(value) else None


def printed_words(printed: str) -> str:
    """A figure as it is written into a drawing, a table or words."""
    return " ".join(printed.split()) or NOT_RECORDED


def shown(printed: str) -> str:
    """A figure as it is written into a drawing."""
    return cut(printed_words(printed), _LONGEST * label_width("x", TEXT))


def cut(text: str, room: float, size: float = TEXT) -> str:
    """The text in one line that is no wider than the room, its end left out where it must be."""
    return (in_lines(text, room, 1, size) or [""])[0]


def in_lines(text: str, room: float, most: int, size: float = TEXT) -> list[str]:
    """The text in at most so many lines."""
    letters = max(int(room / label_width("x", size)), 2)
    return textwrap.wrap(" ".join(text.split()), letters, max_lines=most, placeholder="…")


def title_labels(title: str, width: float) -> list[Label]:
    """The title of a chart, at its top."""
    lines = in_lines(title, width, 3, HEAD)
    return [Label((0, HEAD + place * _HEAD_ROW), line, HEAD, INK, bold=True) for place, line in enumerate(lines)]


def under(labels: Sequence[Label]) -> float:
    """Where what stands under a title starts."""
    return labels[-1].at[1] + 12 if labels else 8.0


def key_rows(keys: Sequence[Key], room: float) -> list[list[Key]]:
    """The keys in rows no wider than the room, their words cut where one alone is wider."""
    rows: list[list[Key]] = []
    taken = 0.0
    for key in keys:
        fitting = Key(cut(key.name, room - key.reach - 2 * GAP), key.shown)
        if not rows or taken + fitting.width > room:
            rows.append([])
            taken = 0
        rows[-1].append(fitting)
        taken += fitting.width
    return rows


def keys_drawn(rows: Sequence[Sequence[Key]], left: float, top: float) -> Iterator[Primitive]:
    """The keys, the first row's top at `top`."""
    for place, row in enumerate(rows):
        x, base = left, top + TEXT + place * ROW
        for key in row:
            if isinstance(key.shown, str):
                yield Rect((x, base - 10), _KEY, 11, key.shown)
            else:
                yield Polyline(((x, base - 4), (x + _DASHED_KEY, base - 4)), key.shown)
            yield Label((x + key.reach, base), key.name, TEXT, INK)
            x += key.width


def value_label(x: float, base: float, text: str, *, after: bool, bold: bool = False) -> Label:
    """A figure beside the end of its bar, after it or before it."""
    return Label((x + 5 if after else x - 5, base), text, TEXT, INK, Anchor.START if after else Anchor.END, bold)


def of_series(accent: str, number: int) -> str:
    """The colour of bars: the accent for the first series, a pale one for that which is compared with."""
    return accent if number == 0 else mixed(accent, "#ffffff", _PALE)


def strokes(accent: str) -> tuple[Stroke, ...]:
    """Lines that are told apart by their dashes too."""
    return (
        Stroke(accent, 2.5),
        Stroke(COLOURS[Tone.NEUTRAL], 2, (7, 4)),
        Stroke(COLOURS[Tone.CAUTION], 2, (2, 3)),
        Stroke(COLOURS[Tone.GOOD], 2, (9, 3, 2, 3)),
    )
