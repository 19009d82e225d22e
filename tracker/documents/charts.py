"""Charts: from a frozen description of the figures to a drawing, to words and to a table, always the same figures.

A drawing goes into a page with `drawings.svg`; a PDF writer draws the same shapes on its canvas.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeGuard

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Sparkline, Tone, plain
from tracker.documents.charts_frame import (
    AS_AT,
    NARROW,
    TEXT,
    Frame,
    Tag,
    days_along_the_foot,
    legend,
    long_day,
    short_day,
    steps,
    tagged,
    text_cell,
)
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Point, Polyline, Primitive, Stroke
from tracker.documents.tones import COLOURS, INK, TRACK

_RECORDED: Final = Stroke(COLOURS[Tone.INFORMATION], 2.5)
_EXPECTED: Final = Stroke(COLOURS[Tone.NEUTRAL], 1.5, (6, 4))
_DUE: Final = Stroke(INK, 1.5)
_FIRST_DUE: Final = Stroke(INK, 1.5, (4, 3))


def sparkline_points(
    values: tuple[float | None, ...], width: float, height: float, margin: float = 2
) -> list[tuple[Point, ...]]:
    """The unbroken stretches of a small line of values inside `width` × `height`, y down, `margin` kept free all round.

    A stretch of one point is to be drawn as a dot. None, infinities and NaN are gaps; equal values run mid-height.
    """
    known = [value for value in values if _is_known(value)]
    if not known:
        return []
    low, high = min(known), max(known)
    step = (width - 2 * margin) / max(len(values) - 1, 1)
    stretches: list[list[Point]] = [[]]
    for place, value in enumerate(values):
        if _is_known(value):
            # Halves, because the span of two huge numbers is infinite.
            share = (value / 2 - low / 2) / (high / 2 - low / 2) if high / 2 > low / 2 else 0.5
            x = margin + place * step if len(values) > 1 else width / 2
            stretches[-1].append((x, height - margin - share * (height - 2 * margin)))
        elif stretches[-1]:
            stretches.append([])
    return [tuple(stretch) for stretch in stretches if stretch]


def sparkline_drawing(sparkline: Sparkline, width: float = 120, height: float = 28) -> Drawing:
    """The line, and a dot on its last value."""
    colour = COLOURS[sparkline.tone]
    stretches = sparkline_points(sparkline.values, width, height, margin=3)
    lines = [Polyline(stretch, Stroke(colour, 1.75)) for stretch in stretches if len(stretch) > 1]
    lone = [Circle(stretch[0], 1.75, colour) for stretch in stretches if len(stretch) == 1]
    last = [Circle(stretches[-1][-1], 2.75, colour)] if stretches else []
    return Drawing(width, height, (*lines, *lone, *last))


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """What was recorded on a day, 0 to 100."""

    day: date
    percent: int


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """Progress against time. `points` in order of their recording; the newest of a day counts.

    `due` is the last day as first agreed, `revised` the last day as it now stands if that is another one.
    """

    points: tuple[ProgressPoint, ...]
    as_at: date
    start: date | None = None
    due: date | None = None
    revised: date | None = None

    @property
    def end(self) -> date | None:
        """The last day as it now stands."""
        return self.revised or self.due

    @property
    def in_order(self) -> tuple[ProgressPoint, ...]:
        return tuple(sorted(self.points, key=lambda point: point.day))


def progress_words(chart: ProgressChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    parts = [_progress_words(chart.in_order)]
    if chart.due and chart.revised and chart.revised != chart.due:
        parts.append(f"first due {long_day(chart.due)}, now due {long_day(chart.revised)}")
    elif chart.end:
        parts.append(f"due {long_day(chart.end)}")
    if chart.start and chart.end and chart.start < chart.end:
        elapsed = (chart.as_at - chart.start).days / (chart.end - chart.start).days
        expected = round(100 * min(max(elapsed, 0), 1))
        parts.append(f"{expected}% expected on {long_day(chart.as_at)} at an even pace from {long_day(chart.start)}")
    return "; ".join(parts)


def progress_table(chart: ProgressChart) -> DataTable:
    """The figures of the chart, oldest first."""
    columns = (Column("Date", 60), Column("Progress", 40, Align.END))
    rows = tuple(Row((text_cell(long_day(point.day)), text_cell(f"{point.percent}%"))) for point in chart.in_order)
    return DataTable("Progress by date", columns, rows)


def progress_figure(chart: ProgressChart) -> Figure:
    """The chart with what it shows in words and, where anything is recorded, in figures."""
    return Figure(
        progress_drawing(chart),
        "Chart of progress against time",
        plain(f"{progress_words(chart)}."),
        progress_table(chart) if chart.points else None,
        narrow=progress_drawing(chart, 320, 300),
    )


def progress_drawing(chart: ProgressChart, width: float = 720, height: float = 320) -> Drawing:
    """Recorded progress as steps, the even pace as a dashed line, due days and the day of the report as upright lines.

    Drawn for the width it will be shown at, 280 or more: words are shortened below 560.
    """
    tags = _tags(chart, short=width < NARROW)
    days = (chart.start, chart.due, chart.revised, chart.as_at, *(point.day for point in chart.points))
    frame = Frame.around([day for day in days if day], width, height, tags=len(tags))
    shapes: list[Primitive] = [*_grid(frame), *_expected_line(chart, frame), *tagged(tags, frame)]
    shapes.extend(_recorded(chart, frame))
    shapes.extend(_legend(chart, frame, short=width < NARROW))
    return Drawing(width, height, tuple(shapes))


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _progress_words(points: tuple[ProgressPoint, ...]) -> str:
    if not points:
        return "No progress recorded"
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"Progress {last.percent}% on {long_day(last.day)}"
    if first.day == last.day:
        return f"Progress from {first.percent}% to {last.percent}% on {long_day(last.day)}"
    return f"Progress from {first.percent}% on {long_day(first.day)} to {last.percent}% on {long_day(last.day)}"


def _tags(chart: ProgressChart, *, short: bool) -> list[Tag]:
    named = [("As at", chart.as_at, AS_AT)]
    if chart.due and chart.revised and chart.revised != chart.due:
        named += [("First due", chart.due, _FIRST_DUE), ("Now due", chart.revised, _DUE)]
    elif chart.end:
        named.append(("Due", chart.end, _DUE))
    return [Tag(day, name if short else f"{name} {short_day(day)}", stroke) for name, day, stroke in named]


def _grid(frame: Frame) -> Iterator[Primitive]:
    for percent in (0, 25, 50, 75, 100):
        y = frame.y(percent)
        colour = TRACK if percent else COLOURS[Tone.NEUTRAL]
        yield Polyline(((frame.left, y), (frame.right, y)), Stroke(colour))
        yield Label((frame.left - 7, y + 4), f"{percent}%", TEXT, COLOURS[Tone.NEUTRAL], Anchor.END)
    yield from days_along_the_foot(frame)


def _expected_line(chart: ProgressChart, frame: Frame) -> Iterator[Primitive]:
    if chart.start and chart.end and chart.start < chart.end:
        ends = ((frame.x(chart.start), frame.y(0)), (frame.x(chart.end), frame.y(100)))
        yield Polyline(ends, _EXPECTED)


def _recorded(chart: ProgressChart, frame: Frame) -> Iterator[Primitive]:
    places = [(frame.x(point.day), frame.y(point.percent)) for point in chart.in_order]
    line = steps(places, frame.x(chart.as_at))
    if len(line) > 1:
        yield Polyline(line, _RECORDED)
    yield from (Circle(place, 4, _RECORDED.colour) for place in places)


def _legend(chart: ProgressChart, frame: Frame, *, short: bool) -> Iterator[Primitive]:
    names = ("Recorded", "Even pace") if short else ("Progress recorded", "Even pace from start to due date")
    shown = [(names[0], _RECORDED)]
    if next(_expected_line(chart, frame), None):
        shown.append((names[1], _EXPECTED))
    yield from legend(shown, frame)
