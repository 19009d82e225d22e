"""Charts: from a frozen description of the figures to a drawing, to words and to a table, always the same figures.

A drawing goes into a page with `drawings.svg`; a PDF writer draws the same shapes on its canvas.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, permutations, product
from typing import Final, TypeGuard

from tracker.documents.blocks import Align, Cell, Column, DataTable, Figure, Paragraph, Row, Sparkline, Tone, plain
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Point, Polyline, Primitive, Stroke, label_width
from tracker.documents.tones import COLOURS, INK, TRACK

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TEXT: Final = 12.0
_GAP: Final = 8.0
_NARROW: Final = 560.0
_RECORDED: Final = Stroke(COLOURS[Tone.INFORMATION], 2.5)
_EXPECTED: Final = Stroke(COLOURS[Tone.NEUTRAL], 1.5, (6, 4))
_DUE: Final = Stroke(INK, 1.5)
_FIRST_DUE: Final = Stroke(INK, 1.5, (4, 3))
_AS_AT: Final = Stroke(COLOURS[Tone.CAUTION], 1.5, (1.5, 3))
_ROW: Final = 17.0


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
        parts.append(f"first due {_day(chart.due)}, now due {_day(chart.revised)}")
    elif chart.end:
        parts.append(f"due {_day(chart.end)}")
    if chart.start and chart.end and chart.start < chart.end:
        elapsed = (chart.as_at - chart.start).days / (chart.end - chart.start).days
        expected = round(100 * min(max(elapsed, 0), 1))
        parts.append(f"{expected}% expected on {_day(chart.as_at)} at an even pace from {_day(chart.start)}")
    return "; ".join(parts)


def progress_table(chart: ProgressChart) -> DataTable:
    """The figures of the chart, oldest first."""
    columns = (Column("Date", 60), Column("Progress", 40, Align.END))
    rows = tuple(Row((_cell(_day(point.day)), _cell(f"{point.percent}%"))) for point in chart.in_order)
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
    tags = _tags(chart, short=width < _NARROW)
    frame = _Frame.around(chart, width, height, len(tags))
    shapes: list[Primitive] = [*_grid(frame), *_expected_line(chart, frame)]
    for tag, row, anchor in _placed(tags, frame):
        x = frame.x(tag.day)
        shapes.append(Polyline(((x, row * _ROW + 3), (x, frame.bottom)), tag.stroke))
        away = 5 if anchor is Anchor.START else -5
        shapes.append(Label((x + away, row * _ROW + _TEXT), tag.text, _TEXT, INK, anchor))
    shapes.extend(_recorded(chart, frame))
    shapes.extend(_legend(chart, frame, short=width < _NARROW))
    return Drawing(width, height, tuple(shapes))


@dataclass(frozen=True, slots=True)
class _Tag:
    """An upright line with its words."""

    day: date
    text: str
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the chart's own area lies on the sheet, and which days it spans (as ordinals)."""

    width: float
    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int

    @classmethod
    def around(cls, chart: ProgressChart, width: float, height: float, tags: int) -> _Frame:
        known = [day for day in (chart.start, chart.due, chart.revised, chart.as_at) if day]
        days = [day.toordinal() for day in (*known, *(point.day for point in chart.points))]
        spare = max((max(days) - min(days)) // 30, 1) if max(days) > min(days) else 15
        first, last = max(min(days) - spare, 1), min(max(days) + spare, date.max.toordinal())
        return cls(width, 44, width - 10, tags * _ROW + 10, height - 54, first, last)

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day.toordinal() - self.first) / (self.last - self.first)

    def y(self, percent: float) -> float:
        return self.bottom - (self.bottom - self.top) * min(max(percent, 0), 100) / 100


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _short_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def _cell(text: str) -> Cell:
    return Cell((Paragraph(plain(text)),))


def _progress_words(points: tuple[ProgressPoint, ...]) -> str:
    if not points:
        return "No progress recorded"
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"Progress {last.percent}% on {_day(last.day)}"
    if first.day == last.day:
        return f"Progress from {first.percent}% to {last.percent}% on {_day(last.day)}"
    return f"Progress from {first.percent}% on {_day(first.day)} to {last.percent}% on {_day(last.day)}"


def _tags(chart: ProgressChart, *, short: bool) -> list[_Tag]:
    named = [("As at", chart.as_at, _AS_AT)]
    if chart.due and chart.revised and chart.revised != chart.due:
        named += [("First due", chart.due, _FIRST_DUE), ("Now due", chart.revised, _DUE)]
    elif chart.end:
        named.append(("Due", chart.end, _DUE))
    return [_Tag(day, name if short else f"{name} {_short_day(day)}", stroke) for name, day, stroke in named]


def _placed(tags: list[_Tag], frame: _Frame) -> list[tuple[_Tag, int, Anchor]]:
    """Each tag with a row of its own above the chart and a side, so that no line runs through the words of another."""
    sides = product((Anchor.START, Anchor.END), repeat=len(tags))
    choices = [
        list(zip(tags, rows, anchors, strict=True))
        for anchors in sides
        if all(_fits(tag, anchor, frame) for tag, anchor in zip(tags, anchors, strict=True))
        for rows in permutations(range(len(tags)))
    ]
    return min(choices, key=lambda choice: _crossings(choice, frame))


def _span(tag: _Tag, anchor: Anchor, frame: _Frame) -> tuple[float, float]:
    x, width = frame.x(tag.day), label_width(tag.text, _TEXT)
    return (x + 5, x + 5 + width) if anchor is Anchor.START else (x - 5 - width, x - 5)


def _fits(tag: _Tag, anchor: Anchor, frame: _Frame) -> bool:
    left, right = _span(tag, anchor, frame)
    return left >= 0 and right <= frame.width


def _crossings(choice: list[tuple[_Tag, int, Anchor]], frame: _Frame) -> int:
    count = 0
    for tag, row, anchor in choice:
        left, right = _span(tag, anchor, frame)
        count += sum(left - 2 < frame.x(other.day) < right + 2 for other, above, _ in choice if above < row)
    return count


def _grid(frame: _Frame) -> Iterator[Primitive]:
    for percent in (0, 25, 50, 75, 100):
        y = frame.y(percent)
        colour = TRACK if percent else COLOURS[Tone.NEUTRAL]
        yield Polyline(((frame.left, y), (frame.right, y)), Stroke(colour))
        yield Label((frame.left - 7, y + 4), f"{percent}%", _TEXT, COLOURS[Tone.NEUTRAL], Anchor.END)
    for day, text in _ticks(frame):
        x = frame.x(day)
        yield Polyline(((x, frame.bottom), (x, frame.bottom + 5)), Stroke(COLOURS[Tone.NEUTRAL]))
        yield Label((x, frame.bottom + 19), text, _TEXT, COLOURS[Tone.NEUTRAL], Anchor.MIDDLE)


def _ticks(frame: _Frame) -> list[tuple[date, str]]:
    """Days along the bottom, as close together as their words allow."""
    for ticks in _tick_choices(date.fromordinal(frame.first), date.fromordinal(frame.last), frame):
        ends = [(frame.x(day), label_width(text, _TEXT) / 2) for day, text in ticks]
        pairs = pairwise(ends)
        if all(x + half + _GAP <= following - room for (x, half), (following, room) in pairs):
            shown = zip(ticks, ends, strict=True)
            return [tick for tick, (x, half) in shown if x - half >= 0 and x + half <= frame.width]
    return []


def _tick_choices(first: date, last: date, frame: _Frame) -> Iterator[list[tuple[date, str]]]:
    most = (frame.right - frame.left) / 20
    span = frame.last - frame.first
    for days in (1, 2, 7, 14):
        if span / days <= most:
            ordinals = range(frame.first, frame.last + 1, days)
            yield [(day, _short_day(day)) for day in map(date.fromordinal, ordinals)]
    for months in (1, 2, 3, 6):
        if span / (30 * months) <= most:
            firsts = [date(m // 12, m % 12 + 1, 1) for m in range(_month(first), _month(last) + 1) if m % months == 0]
            yield [(day, f"{_MONTHS[day.month - 1][:3]} {day.year}") for day in firsts if day >= first]
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if span / (365 * years) <= most:
            firsts = [date(year, 1, 1) for year in range(first.year, last.year + 1) if year % years == 0]
            yield [(day, str(day.year)) for day in firsts if day >= first]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _expected_line(chart: ProgressChart, frame: _Frame) -> Iterator[Primitive]:
    if chart.start and chart.end and chart.start < chart.end:
        ends = ((frame.x(chart.start), frame.y(0)), (frame.x(chart.end), frame.y(100)))
        yield Polyline(ends, _EXPECTED)


def _recorded(chart: ProgressChart, frame: _Frame) -> Iterator[Primitive]:
    places = [(frame.x(point.day), frame.y(point.percent)) for point in chart.in_order]
    steps: list[Point] = places[:1]
    for x, y in places[1:]:
        steps += [(x, steps[-1][1]), (x, y)]
    if steps and frame.x(chart.as_at) > steps[-1][0]:
        steps.append((frame.x(chart.as_at), steps[-1][1]))
    if len(steps) > 1:
        yield Polyline(tuple(steps), _RECORDED)
    yield from (Circle(place, 4, _RECORDED.colour) for place in places)


def _legend(chart: ProgressChart, frame: _Frame, *, short: bool) -> Iterator[Primitive]:
    """What the two kinds of line mean, below the days."""
    y, x = frame.bottom + 44, frame.left
    names = ("Recorded", "Even pace") if short else ("Progress recorded", "Even pace from start to due date")
    shown = [(names[0], _RECORDED)]
    if next(_expected_line(chart, frame), None):
        shown.append((names[1], _EXPECTED))
    for name, stroke in shown:
        yield Polyline(((x, y - 4), (x + 24, y - 4)), stroke)
        yield Label((x + 31, y), name, _TEXT, INK)
        x += 31 + label_width(name, _TEXT) + 2 * _GAP
