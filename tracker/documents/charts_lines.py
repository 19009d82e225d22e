"""A line chart: figures of one or several series along years, months or other steps of equal length.

The drawing, the words and the table say the same. Series are told apart by colour and by dashes; what no figure is
recorded for is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Runs, Tone, plain
from tracker.documents.charts_frame import GAP, ROW, TEXT, text_cell
from tracker.documents.charts_kit import (
    SMALL,
    WIDE,
    Key,
    cut,
    key_rows,
    keys_drawn,
    known,
    printed_words,
    shown,
    strokes,
    title_labels,
    under,
)
from tracker.documents.charts_scale import Scale, Written
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Point, Polyline, Primitive, Stroke, label_width
from tracker.documents.tones import COLOURS, INK, TRACK

MOST_SERIES: Final = 4
_DOTTED: Final = 14
"""Up to so many figures are drawn as dots on their line too."""
_BELOW: Final = 28.0


@dataclass(frozen=True, slots=True)
class LineSeries:
    """A line by name: a value for each step of the chart (None: a gap), and how each is written."""

    name: str
    values: tuple[float | None, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Up to four lines over the same steps, oldest first; `title` says what is counted and in what.

    `along` names the steps ("2019-20", "April 2023"), the first series is the one to look at.
    """

    title: str
    along: tuple[str, ...]
    series: tuple[LineSeries, ...]
    written: Written = Written.NUMBER
    accent: str = COLOURS[Tone.INFORMATION]

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError("a line chart has one to four series")
        if any(not len(line.values) == len(line.printed) == len(self.along) for line in self.series):
            raise ValueError("each line has a figure for each step")


def line_words(chart: LineChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    named = len(chart.series) > 1
    return "; ".join(f"{line.name}: {_course(chart, line)}" if named else _course(chart, line) for line in chart.series)


def line_table(chart: LineChart, name: str = "Period") -> DataTable:
    """Every figure of the chart, oldest first; `name` stands over the steps."""
    share = 70 / len(chart.series)
    columns = (Column(name, 30), *(Column(line.name, share, Align.END) for line in chart.series))
    rows = [
        Row(tuple(text_cell(text) for text in (step, *(printed_words(line.printed[place]) for line in chart.series))))
        for place, step in enumerate(chart.along)
    ]
    return DataTable(chart.title, columns, tuple(rows))


def line_figure(chart: LineChart, *, caption: Runs | None = None, table: bool = True, name: str = "Period") -> Figure:
    """The chart with what it shows in words and, where it has steps, in figures.

    Without a `table` the words for readers who cannot see it hold every figure.
    """
    told = line_words(chart) if table else _every_figure(chart)
    return Figure(
        line_drawing(chart),
        f"Line chart: {chart.title}. {told}.",
        plain(f"{_sentence(line_words(chart))}.") if caption is None else caption,
        line_table(chart, name) if table and chart.along else None,
        narrow=line_drawing(chart, SMALL, 230),
    )


def line_drawing(chart: LineChart, width: float = WIDE, height: float = 280) -> Drawing:
    """The title, the lines over a scale, the steps along the foot, and keys where there are several lines.

    240 or wider; `height` is that of the title, the lines and the steps, the keys come on top.
    """
    title = title_labels(chart.title, width)
    values = [value for line in chart.series for each in line.values if (value := known(each)) is not None]
    if not values:
        top = under(title)
        return Drawing(width, top + ROW, (*title, Label((0, top + TEXT), "No figures recorded", TEXT, INK)))
    scale = Scale.around(values, chart.written)
    marks = [scale.label(tick, chart.written) for tick in scale.ticks]
    left = max(label_width(mark, TEXT) for mark in marks) + GAP
    area = _Area(left, width - _half_of_last(chart, width), under(title) + 2 * GAP, height - _BELOW, scale)
    keys = [Key(line.name, stroke) for line, stroke in zip(chart.series, strokes(chart.accent), strict=False)]
    rows = key_rows(keys, width) if len(keys) > 1 else []
    shapes: list[Primitive] = [*title, *_grid(area, marks, width), *_steps(chart, area, width)]
    # The line to look at is drawn last, so that none lies over it.
    for line, stroke in reversed([*zip(chart.series, strokes(chart.accent), strict=False)]):
        shapes += _line(line, stroke, area)
    shapes += _ends(chart, area, width) if len(chart.series) == 1 else ()
    shapes += keys_drawn(rows, 0, height)
    return Drawing(width, height + len(rows) * ROW + (GAP if rows else 0), tuple(shapes))


@dataclass(frozen=True, slots=True)
class _Area:
    left: float
    right: float
    top: float
    bottom: float
    scale: Scale

    def x(self, place: int, count: int) -> float:
        share = (place + 0.5) / count if count < 3 else place / (count - 1)
        inset = min(14.0, (self.right - self.left) / 8)
        return self.left + inset + (self.right - self.left - inset) * share

    def y(self, value: float) -> float:
        # Halves, because the span of two huge numbers is infinite.
        span = self.scale.highest / 2 - self.scale.lowest / 2
        return self.bottom - (self.bottom - self.top) * (value / 2 - self.scale.lowest / 2) / span


def _half_of_last(chart: LineChart, width: float) -> float:
    """Room at the right for half of the last step's name."""
    return min(label_width(chart.along[-1], TEXT) / 2, width / 8) + 2


def _grid(area: _Area, marks: list[str], width: float) -> Iterator[Primitive]:
    neutral = COLOURS[Tone.NEUTRAL]
    for place, (tick, mark) in enumerate(zip(area.scale.ticks, marks, strict=True)):
        y = area.y(tick)
        yield Polyline(((area.left, y), (width, y)), Stroke(TRACK if place else neutral))
        yield Label((area.left - GAP / 2, y + 4), mark, TEXT, neutral, Anchor.END)


def _steps(chart: LineChart, area: _Area, width: float) -> Iterator[Primitive]:
    """The names of the steps, the last one always, as many of the others as there is room for."""
    count = len(chart.along)
    apart = (area.right - area.left) / max(count - 1, 1)
    names = [cut(step, width / 4) for step in chart.along]
    widest = max(label_width(name, TEXT) for name in names) + GAP
    every = max(-(-widest // apart), 1)
    free = width
    for place in range(count - 1, -1, -int(every)):
        half = label_width(names[place], TEXT) / 2
        x = min(max(area.x(place, count), half), width - half)
        if x + half <= free:
            yield Label((x, area.bottom + 18), names[place], TEXT, COLOURS[Tone.NEUTRAL], Anchor.MIDDLE)
            free = x - half - GAP


def _line(line: LineSeries, stroke: Stroke, area: _Area) -> Iterator[Primitive]:
    count = len(line.values)
    stretch: list[Point] = []
    for place, each in enumerate((*line.values, None)):
        value = known(each)
        if value is not None:
            stretch.append((area.x(place, count), area.y(value)))
            continue
        if len(stretch) > 1:
            yield Polyline(tuple(stretch), stroke)
        if stretch and (count <= _DOTTED or len(stretch) == 1):
            yield from (Circle(at, 3.5, stroke.colour) for at in stretch)
        stretch = []


def _ends(chart: LineChart, area: _Area, width: float) -> Iterator[Primitive]:
    """The first and the last figure of a line that stands alone, above their points."""
    line = chart.series[0]
    places = [place for place, value in enumerate(line.values) if known(value) is not None]
    taken = -1.0
    for place in dict.fromkeys((places[-1], places[0])):
        words = shown(line.printed[place])
        half = label_width(words, TEXT) / 2
        x = min(max(area.x(place, len(line.values)), area.left + half + 2), width - half)
        if (taken >= 0 and x + half > taken) or 2 * half > width - area.left:
            continue
        taken = x - half
        y = area.y(known(line.values[place]) or 0) - 9
        yield Label((x, y), words, TEXT, INK, Anchor.MIDDLE, bold=True)


def _course(chart: LineChart, line: LineSeries) -> str:
    places = [place for place, value in enumerate(line.values) if known(value) is not None]
    if not places:
        return "no figures recorded"
    first, last = places[0], places[-1]
    here = f"{printed_words(line.printed[last])} in {chart.along[last]}"
    return here if first == last else f"from {printed_words(line.printed[first])} in {chart.along[first]} to {here}"


def _every_figure(chart: LineChart) -> str:
    said = (
        f"{line.name}: "
        + ", ".join(f"{step} {printed_words(printed)}" for step, printed in zip(chart.along, line.printed, strict=True))
        for line in chart.series
    )
    return "; ".join(said)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
