"""A bar chart: named figures as lying bars, of one series or of two beside each other, figures below zero to the left.

The drawing, the words and the table say the same. Every bar has its figure as printed at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Runs, Tone, plain
from tracker.documents.charts_frame import GAP, ROW, TEXT, text_cell
from tracker.documents.charts_kit import (
    CROWDED,
    SMALL,
    WIDE,
    Key,
    cut,
    in_lines,
    key_rows,
    keys_drawn,
    known,
    of_series,
    printed_words,
    title_labels,
    under,
    value_label,
)
from tracker.documents.drawings import Anchor, Drawing, Label, Polyline, Primitive, Rect, Stroke, label_width
from tracker.documents.tones import COLOURS, INK

MOST_SERIES: Final = 2
_BAR: Final = 16.0
_THIN_BAR: Final = 11.5
_BETWEEN_BARS: Final = 2.0
_BETWEEN: Final = 10.0
_NAMES: Final = 0.36
"""The most of the width that the names beside the bars take."""
_LINE: Final = 15.0
_LEAST_PLOT: Final = 24.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """A name and its figures, one for each series of the chart: the values drawn, and how they are written.

    A value of None has no bar; its `printed` says why.
    """

    label: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """What the bars show, from top to bottom. `title` says what is counted and in what; the first of at most two
    `series` is the one to look at ("2023-24"), the second what it is compared with ("2022-23").
    """

    title: str
    series: tuple[str, ...]
    rows: tuple[BarRow, ...]
    accent: str = COLOURS[Tone.INFORMATION]

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError("a bar chart has one series or two")
        if any(not len(row.values) == len(row.printed) == len(self.series) for row in self.rows):
            raise ValueError("each row of a bar chart has a figure for each series")


def bar_words(chart: BarChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    drawn = [(value, row) for row in chart.rows if (value := known(row.values[0])) is not None]
    if not drawn:
        return "No figures recorded"
    high, low = max(drawn, key=lambda each: each[0])[1], min(drawn, key=lambda each: each[0])[1]
    if len(drawn) == 1:
        return _told(chart, high)
    return f"Highest: {_told(chart, high)}; lowest: {_told(chart, low)}"


def bar_figures_words(chart: BarChart) -> str:
    """Every figure of the chart, in a sentence without a full stop."""
    return "; ".join(_told(chart, row) for row in chart.rows) or "No figures recorded"


def bar_table(chart: BarChart, name: str = "Name") -> DataTable:
    """The figures of the chart, `name` over what they are named by."""
    share = 50 / len(chart.series)
    columns = (Column(name, 50), *(Column(series, share, Align.END) for series in chart.series))
    rows = [Row(tuple(text_cell(text) for text in (row.label, *map(printed_words, row.printed)))) for row in chart.rows]
    return DataTable(chart.title, columns, tuple(rows))


def bar_figure(chart: BarChart, *, caption: Runs | None = None, table: bool = True, name: str = "Name") -> Figure:
    """The chart with what it shows in words and, where any figure is recorded, in figures.

    Without a `table` the words for readers who cannot see it hold every figure.
    """
    told = bar_words(chart) if table else bar_figures_words(chart)
    return Figure(
        bar_drawing(chart),
        f"Bar chart: {chart.title}. {told}.",
        plain(f"{bar_words(chart)}.") if caption is None else caption,
        bar_table(chart, name) if table and chart.rows else None,
        narrow=bar_drawing(chart, SMALL),
    )


def bar_drawing(chart: BarChart, width: float = WIDE) -> Drawing:
    """The title, keys where there are two series, and the bars; as high as they need. 240 or wider."""
    title = title_labels(chart.title, width)
    shapes: list[Primitive] = [*title]
    top = under(title)
    if len(chart.series) > 1:
        keys = [Key(name, of_series(chart.accent, place)) for place, name in enumerate(chart.series)]
        rows = key_rows(keys, width)
        shapes += keys_drawn(rows, 0, top)
        top += len(rows) * ROW + GAP / 2
    if not chart.rows:
        return Drawing(width, top + ROW, (*shapes, Label((0, top + TEXT), "No figures recorded", TEXT, INK)))
    plot = _Plot.of(chart, width)
    for row in chart.rows:
        shapes += _row(chart, row, plot, top)
        top += plot.height(row) + _BETWEEN
    return Drawing(width, top, tuple(shapes))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the names and the bars lie, and how far the figures go. `beside`: the names stand left of the bars.

    `names` and `printed` are the most room for a name and for a figure.
    """

    names: float
    printed: float
    left: float
    right: float
    lowest: float
    highest: float
    bar: float
    count: int
    beside: bool

    @classmethod
    def of(cls, chart: BarChart, width: float) -> _Plot:
        beside = width >= CROWDED
        longest = max(label_width(row.label, TEXT) for row in chart.rows)
        names = min(longest, width * _NAMES) if beside else width
        printed_room = (width - (names + GAP if beside else 0) - _LEAST_PLOT) / 2 - GAP
        figures = [
            (known(value), label_width(cut(printed_words(printed), printed_room), TEXT) + GAP)
            for row in chart.rows
            for value, printed in zip(row.values, row.printed, strict=True)
        ]
        before = max((room for value, room in figures if value is not None and value < 0), default=0.0)
        after = max((room for value, room in figures if value is None or value >= 0), default=0.0)
        left = min((names + GAP if beside else 0) + before, width - after - _LEAST_PLOT)
        values = [value for value, _ in figures if value is not None]
        bar = _BAR if len(chart.series) == 1 else _THIN_BAR
        lowest, highest = min([0.0, *values]), max([0.0, *values])
        return cls(names, printed_room, left, width - after, lowest, highest, bar, len(chart.series), beside)

    def x(self, value: float) -> float:
        # Halves, because the span of two huge numbers is infinite.
        span = self.highest / 2 - self.lowest / 2
        share = (value / 2 - self.lowest / 2) / span if span else 0.0
        return self.left + (self.right - self.left) * share

    def lines(self, row: BarRow) -> list[str]:
        return in_lines(row.label, self.names, 3 if self.beside else 2)

    @property
    def bars(self) -> float:
        """The height of the bars of one row."""
        return self.count * self.bar + (self.count - 1) * _BETWEEN_BARS

    def height(self, row: BarRow) -> float:
        words = len(self.lines(row)) * _LINE
        return max(words, self.bars) if self.beside else words + 3 + self.bars


def _row(chart: BarChart, row: BarRow, plot: _Plot, top: float) -> Iterator[Primitive]:
    lines, height = plot.lines(row), plot.height(row)
    above = top + (height - len(lines) * _LINE) / 2 if plot.beside else top
    for place, line in enumerate(lines):
        at = (plot.names if plot.beside else 0, above + TEXT - 0.5 + place * _LINE)
        yield Label(at, line, TEXT, INK, Anchor.END if plot.beside else Anchor.START)
    first = top + (height - plot.bars) / 2 if plot.beside else top + height - plot.bars
    ends = (top - _BETWEEN / 2, top + height + _BETWEEN / 2) if plot.beside else (first - 2, first + plot.bars + 2)
    for place, (value, printed) in enumerate(zip(row.values, row.printed, strict=True)):
        y = first + place * (plot.bar + _BETWEEN_BARS)
        words = cut(printed_words(printed), plot.printed)
        yield from _bar(known(value), words, of_series(chart.accent, place), plot, y, bold=place == 0)
    yield Polyline(((plot.x(0), ends[0]), (plot.x(0), ends[1])), Stroke(INK, 1))


def _bar(value: float | None, words: str, colour: str, plot: _Plot, y: float, *, bold: bool) -> Iterator[Primitive]:
    zero, end = plot.x(0), plot.x(value or 0)
    if value is not None:
        yield Rect((min(zero, end), y), max(abs(end - zero), 0.75), plot.bar, colour)
    yield value_label(end, y + plot.bar / 2 + TEXT * 0.36, words, after=value is None or value >= 0, bold=bold)


def _told(chart: BarChart, row: BarRow) -> str:
    first, *others = map(printed_words, row.printed)
    compared = "".join(f" ({name}: {words})" for name, words in zip(chart.series[1:], others, strict=True))
    return f"{row.label} {first}{compared}"
