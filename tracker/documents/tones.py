"""The colour of each tone, the same on paper and on the web."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import Tone

COLOURS: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.NEUTRAL: "#505a5f",
        Tone.INFORMATION: "#1a65a6",
        Tone.GOOD: "#00703c",
        Tone.CAUTION: "#8a5300",
        Tone.BAD: "#b10e1e",
        Tone.DONE: "#12436d",
    }
)
"""For words, shapes, lines and bars: at least 4.5:1 against white and against the tone's own tint."""

TINTS: Final[Mapping[Tone, str]] = MappingProxyType(
    {
        Tone.NEUTRAL: "#f0f2f3",
        Tone.INFORMATION: "#e8f1f9",
        Tone.GOOD: "#e5f2eb",
        Tone.CAUTION: "#fdf2dc",
        Tone.BAD: "#fbeaec",
        Tone.DONE: "#e3ebf3",
    }
)
"""A pale ground to set the tone's colour on."""

INK: Final = "#0b0c0c"
"""Body text."""

TRACK: Final = "#d8dde0"
"""The empty part of a bar and the thin rules of a table; never carries a meaning alone."""


ACCENT: Final = "#12436d"
"""For headings, bands and boxes of parts that name no colour of their own."""


def mixed(colour: str, other: str, share: float) -> str:
    """So much (0 to 1) of `colour` in `other`, both "#rrggbb"."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def tint(accent: str) -> str:
    """A pale ground of the accent's colour."""
    return mixed(accent, "#ffffff", 0.09)


def readable_on(colour: str, ground: str, least: float = 4.5) -> str:
    """The colour, as much darker as words in it need to be read on the ground."""
    share = 1.0
    while contrast(mixed(colour, "#000000", share), ground) < least and share > 0:
        share -= 0.04
    return mixed(colour, "#000000", max(share, 0))


def relative_luminance(colour: str) -> float:
    """WCAG 2's relative luminance of "#rrggbb", from 0 (black) to 1 (white)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two "#rrggbb" colours, from 1 to 21."""
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)
