"""Shares of a whole: one bar of a hundred, parted, with a key that names each part and its share.

Where the shares are no parts of one whole (one is below zero, or they make more or less than a hundred) or are very
many, each is a bar of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Runs, Tone, plain
from tracker.documents.charts_bars import BarChart, BarRow, bar_drawing
from tracker.documents.charts_frame import GAP, ROW, TEXT, text_cell
from tracker.documents.charts_kit import CROWDED, SMALL, WIDE, cut, known, printed_words, shown, title_labels, under
from tracker.documents.drawings import Anchor, Drawing, Label, Primitive, Rect, label_width
from tracker.documents.tones import COLOURS, INK, contrast, mixed

_MOST_PARTS: Final = 8
_ROUNDING: Final = 1.5
"""How far from a hundred the sum of rounded shares may be."""
_BAR: Final = 40.0
_EDGE: Final = 1.5
_SWATCH: Final = 14.0
_KEY_ROW: Final = 20.0
_KEY_GAP: Final = 32.0


@dataclass(frozen=True, slots=True)
class Share:
    """A part by name, its share of a hundred, and how that is written ("22.4%")."""

    label: str
    percent: float
    printed: str


@dataclass(frozen=True, slots=True)
class ShareChart:
    """The parts of a whole, in their order. `title` says what the whole is."""

    title: str
    shares: tuple[Share, ...]
    accent: str = COLOURS[Tone.INFORMATION]

    @property
    def is_a_whole(self) -> bool:
        """Whether the shares can be drawn as parts of one bar."""
        values = [known(share.percent) for share in self.shares]
        if not values or len(values) > _MOST_PARTS or any(value is None or value < 0 for value in values):
            return False
        return abs(sum(share.percent for share in self.shares) - 100) <= _ROUNDING


def share_words(chart: ShareChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    return "; ".join(f"{share.label} {printed_words(share.printed)}" for share in chart.shares) or "No figures recorded"


def share_table(chart: ShareChart, name: str = "Name") -> DataTable:
    """The shares in figures, `name` over what they are named by."""
    columns = (Column(name, 70), Column("Share", 30, Align.END))
    rows = [Row((text_cell(share.label), text_cell(printed_words(share.printed)))) for share in chart.shares]
    return DataTable(chart.title, columns, tuple(rows))


def share_figure(chart: ShareChart, *, caption: Runs | None = None, table: bool = True, name: str = "Name") -> Figure:
    """The chart with all its shares in words and, with a `table`, in figures."""
    return Figure(
        share_drawing(chart),
        f"Chart of shares: {chart.title}. {share_words(chart)}.",
        plain("") if caption is None else caption,
        share_table(chart, name) if table and chart.shares else None,
        narrow=share_drawing(chart, SMALL),
    )


def share_drawing(chart: ShareChart, width: float = WIDE) -> Drawing:
    """The parted bar with its key, or a bar for each share; as high as it needs. 240 or wider."""
    if not chart.is_a_whole:
        rows = tuple(BarRow(share.label, (share.percent,), (share.printed,)) for share in chart.shares)
        return bar_drawing(BarChart(chart.title, ("Share",), rows, chart.accent), width)
    title = title_labels(chart.title, width)
    top = under(title)
    colours = _colours(chart)
    shapes: list[Primitive] = [*title, *_parts(chart, colours, width, top)]
    top += _BAR + 2 * GAP
    beside = 2 if width >= CROWDED and len(chart.shares) > 1 else 1
    deep = -(-len(chart.shares) // beside)
    for place, (share, colour) in enumerate(zip(chart.shares, colours, strict=True)):
        column, row = divmod(place, deep)
        room = (width - (beside - 1) * _KEY_GAP) / beside
        shapes += _key(share, colour, (column * (room + _KEY_GAP), top + row * _KEY_ROW), room)
    return Drawing(width, top + deep * _KEY_ROW + ROW / 4, tuple(shapes))


def _colours(chart: ShareChart) -> list[str]:
    """From the accent to a pale one, every second much paler, so that neighbours differ."""
    count = len(chart.shares)
    steps = [1 - 0.78 * place / max(count - 1, 1) for place in range(count)]
    return [mixed(chart.accent, "#ffffff", step) for step in steps]


def _parts(chart: ShareChart, colours: Sequence[str], width: float, top: float) -> Iterator[Primitive]:
    total = sum(share.percent for share in chart.shares)
    x = 0.0
    for share, colour in zip(chart.shares, colours, strict=True):
        wide = width * share.percent / total
        if wide > _EDGE:
            yield Rect((x, top), wide - _EDGE, _BAR, colour)
        words = shown(share.printed)
        if label_width(words, TEXT) + GAP <= wide:
            ink = "#ffffff" if contrast("#ffffff", colour) > contrast(INK, colour) else INK
            yield Label((x + wide / 2, top + _BAR / 2 + 4.5), words, TEXT, ink, Anchor.MIDDLE, bold=True)
        x += wide


def _key(share: Share, colour: str, at: tuple[float, float], room: float) -> Iterator[Primitive]:
    x, top = at
    words = shown(share.printed)
    yield Rect((x, top), _SWATCH, _SWATCH, colour)
    yield Label((x + room, top + 12), words, TEXT, INK, Anchor.END, bold=True)
    left = room - _SWATCH - GAP - label_width(words, TEXT) - GAP
    yield Label((x + _SWATCH + GAP, top + 12), cut(share.label, left), TEXT, INK)
