"""A control chart: figures month by month, their mean and limits, points that stand out, a target.

The drawing, the words and the table say the same. A point that stands out has a shape of its own and is named in the
table; the newest one is named above the chart too.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Shape, Sparkline, Tone, plain
from tracker.documents.charts_frame import GAP, NARROW, ROW, TEXT, Frame, days_along_the_foot, long_month, text_cell
from tracker.documents.charts_scale import Scale, Written, figure_words
from tracker.documents.drawings import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Stroke,
    label_width,
)
from tracker.documents.tones import COLOURS, INK, TRACK

_FIGURES: Final = Stroke(COLOURS[Tone.INFORMATION], 2)
_MEAN: Final = Stroke(COLOURS[Tone.NEUTRAL], 1.5)
_LIMITS: Final = Stroke(COLOURS[Tone.NEUTRAL], 1.5, (5, 4))
_TARGET: Final = Stroke(COLOURS[Tone.GOOD], 2, (9, 3, 2, 3))
_BEGINS: Final = Stroke(INK, 1.25, (2, 3))
_KEY: Final = 24.0
_WORDS_AFTER: Final = 31.0
_DASH: Final = 5.0
_MARKS: Final = {
    Shape.ARROW_UP: ((-6, 4), (6, 4), (0, -6)),
    Shape.ARROW_DOWN: ((-6, -4), (6, -4), (0, 6)),
    Shape.DIAMOND: ((-6, 0), (0, 6), (6, 0), (0, -6)),
    Shape.SQUARE: ((-5, -5), (5, -5), (5, 5), (-5, 5)),
}


@dataclass(frozen=True, slots=True)
class ControlMark:
    """What makes a point stand out: its words ("One-Month High"), and its kind ("High"), which the legend explains.

    `shape` is ARROW_UP (a triangle that points up), ARROW_DOWN, DIAMOND or SQUARE; anything else is drawn as SQUARE.
    """

    words: str
    kind: str
    shape: Shape
    tone: Tone = Tone.BAD


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """What a month is held against."""

    mean: float
    lower: float | None = None
    upper: float | None = None

    @property
    def lines(self) -> tuple[float | None, float | None, float | None]:
        """Where each line is drawn: the mean, the lower limit, the upper one."""
        return self.mean, self.lower, self.upper


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A month, by any day of it; `printed` is how its figure is written. Without a value it is a gap."""

    month: date
    value: float | None
    printed: str
    mark: ControlMark | None = None
    limits: ControlLimits | None = None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points oldest first. The target holds from `target_from` on, None: all along.

    `begun` are the months in which the limits begin anew; `remark` is what is to be said of the limits, sentences.
    """

    points: tuple[ControlPoint, ...]
    begun: tuple[date, ...] = ()
    target: float | None = None
    written: Written = Written.NUMBER
    remark: str = ""
    target_from: date | None = None

    @property
    def known(self) -> list[tuple[ControlPoint, float]]:
        """The points that have a value."""
        return [(each, each.value) for each in self.points if each.value is not None and math.isfinite(each.value)]

    def worked_out(self, value: float) -> str:
        """A mean, a limit or a target as it is written beside the figures."""
        largest = max((abs(value) for _, value in self.known), default=None)
        return figure_words(value, self.written, largest)

    @property
    def limits(self) -> list[tuple[date, ControlLimits]]:
        """The months that have limits, with them."""
        return [(each.month, each.limits) for each in self.points if each.limits]

    @property
    def newest_mark(self) -> tuple[ControlPoint, ControlMark] | None:
        return next(((point, point.mark) for point, _ in reversed(self.known) if point.mark), None)


def control_words(chart: ControlChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    known = chart.known
    if not known:
        return "No figures recorded"
    last = known[-1][0]
    parts = [f"{last.printed} in {long_month(last.month)}{f', {last.mark.words}' if last.mark else ''}"]
    if len(known) > 1:
        low, high = min(known, key=lambda each: each[1])[0], max(known, key=lambda each: each[1])[0]
        since = f"since {long_month(known[0][0].month)}"
        lowest = f"{since} lowest {low.printed} in {long_month(low.month)}"
        parts.append(f"{lowest}, highest {high.printed} in {long_month(high.month)}")
    parts.extend(_newest_limits(chart))
    if chart.target is not None:
        parts.append(f"target {chart.worked_out(chart.target)}")
    marked = sum(point.mark is not None for point, _ in known)
    if marked:
        parts.append(f"{marked} of {len(known)} months {'stands' if marked == 1 else 'stand'} out")
    return "; ".join(parts)


def control_table(chart: ControlChart) -> DataTable:
    """Every month of the chart, oldest first."""
    columns = (
        Column("Month", 22),
        Column("Figure", 16, Align.END),
        Column("Mean", 14, Align.END),
        Column("Limits", 22, Align.END),
        Column("Stands out", 26),
    )
    rows = [Row(tuple(text_cell(text) for text in _row(chart, point))) for point in chart.points]
    return DataTable("Figures by month", columns, tuple(rows))


def control_figure(chart: ControlChart) -> Figure:
    """The chart with what it shows in words and, where anything is recorded, in figures."""
    remark = f" {chart.remark}" if chart.remark else ""
    return Figure(
        control_drawing(chart),
        "Chart of the figures month by month",
        plain(f"{control_words(chart)}.{remark}"),
        control_table(chart) if chart.points else None,
        narrow=control_drawing(chart, 320, 320),
    )


def control_sparkline(chart: ControlChart, tone: Tone = Tone.INFORMATION) -> Sparkline:
    """The figures as a small line for a table, with their course in words."""
    known = chart.known
    values = tuple(point.value for point in chart.points)
    if not known:
        return Sparkline(values, "No figures recorded", tone)
    (first, _), (last, _) = known[0], known[-1]
    here = f"{last.printed} in {long_month(last.month)}"
    words = here if len(known) == 1 else f"From {first.printed} in {long_month(first.month)} to {here}"
    return Sparkline(values, words, tone)


def control_drawing(chart: ControlChart, width: float = 720, height: float = 320) -> Drawing:
    """Figures as a line, mean and limits of each baseline, the target, marked points as shapes, a legend below.

    Drawn for the width it will be shown at, 280 or more: words are shortened below 560.
    """
    if not chart.known:
        return Drawing(width, height, (Label((GAP, height / 2), "No figures recorded", TEXT, INK),))
    scale = Scale.around(_drawn_values(chart), chart.written)
    margin = GAP + max(label_width(scale.label(tick, chart.written), TEXT) for tick in scale.ticks)
    keys = _keys(chart, short=width < NARROW)
    rows = _in_rows(keys, width - margin)
    frame = Frame.around(
        [*(point.month for point in chart.points), *chart.begun],
        width,
        height,
        tags=1 if chart.newest_mark else 0,
        highest=scale.highest,
        lowest=scale.lowest,
        left=margin,
        below=(len(rows) - 1) * ROW,
    )
    shapes: list[Primitive] = [*_grid(scale, frame, chart.written), *_newest(chart, frame, short=width < NARROW)]
    shapes += [*_limits(chart, frame), *_target(chart, frame), *_line(chart, frame), *_legend(rows, frame)]
    return Drawing(width, height, tuple(shapes))


def _newest_limits(chart: ControlChart) -> Iterator[str]:
    """Those of the newest month that has them, unless they began anew since: what came before counts no more."""
    for month, limits in chart.limits[-1:]:
        begun = max(chart.begun, default=None)
        if begun is None or begun <= month:
            mean = f"mean {chart.worked_out(limits.mean)}"
            # Limits that move from month to month are not those of all months since then.
            level = begun is not None and all(each == limits for day, each in chart.limits if day >= begun)
            since = f" since {long_month(begun)}" if begun and level else ""
            words = _limit_words(limits, chart)
            yield f"{mean}{since}{f', limits {words}' if words else ''}"


def _limit_words(limits: ControlLimits, chart: ControlChart) -> str:
    if limits.lower is None or limits.upper is None:
        return ""
    return f"{chart.worked_out(limits.lower)} to {chart.worked_out(limits.upper)}"


def _row(chart: ControlChart, point: ControlPoint) -> tuple[str, ...]:
    mean = chart.worked_out(point.limits.mean) if point.limits else ""
    limits = _limit_words(point.limits, chart) if point.limits else ""
    return long_month(point.month), point.printed, mean, limits, point.mark.words if point.mark else ""


def _drawn_values(chart: ControlChart) -> Iterator[float]:
    yield from (value for _, value in chart.known)
    for _, limits in chart.limits:
        yield from (value for value in limits.lines if value is not None)
    if chart.target is not None:
        yield chart.target


def _grid(scale: Scale, frame: Frame, written: Written) -> Iterator[Primitive]:
    neutral = COLOURS[Tone.NEUTRAL]
    for place, tick in enumerate(scale.ticks):
        y = frame.y(tick)
        yield Polyline(((frame.left, y), (frame.right, y)), Stroke(TRACK if place else neutral))
        yield Label((frame.left - GAP / 2, y + 4), scale.label(tick, written), TEXT, neutral, Anchor.END)
    yield from days_along_the_foot(frame)


def _newest(chart: ControlChart, frame: Frame, *, short: bool) -> Iterator[Primitive]:
    """The words of the newest point that stands out, above the chart."""
    if found := chart.newest_mark:
        point, mark = found
        words = mark.words if short else f"{long_month(point.month)}: {mark.words}"
        fitting = int((frame.width - GAP) / label_width("x", TEXT))
        yield Label((GAP / 2, TEXT), textwrap.shorten(words, fitting, placeholder=" …"), TEXT, INK, bold=True)


def _limits(chart: ControlChart, frame: Frame) -> Iterator[Primitive]:
    """The mean and the limits from month to month, broken where they begin anew, which an upright line shows."""
    for begun in chart.begun:
        yield Polyline(((frame.x(begun), frame.top), (frame.x(begun), frame.bottom)), _BEGINS)
    for together in _unbroken(chart):
        for line, stroke in enumerate((_MEAN, _LIMITS, _LIMITS)):
            known = ((month, held.lines[line]) for month, held in together)
            places = [(frame.x(month), frame.y(value)) for month, value in known if value is not None]
            if len(places) == 1:
                # A line has two ends: the limits of one month alone are as wide as a mark.
                (x, y) = places[0]
                places = [(max(x - _DASH, frame.left), y), (min(x + _DASH, frame.right), y)]
            if places:
                yield Polyline(tuple(_corners(places)), stroke)


def _unbroken(chart: ControlChart) -> Iterator[list[tuple[date, ControlLimits]]]:
    """The months with limits, in stretches that neither a gap nor a new beginning breaks."""
    together: list[tuple[date, ControlLimits]] = []
    for point in chart.points:
        if together and (point.limits is None or any(together[-1][0] < each <= point.month for each in chart.begun)):
            yield together
            together = []
        if point.limits:
            together.append((point.month, point.limits))
    if together:
        yield together


def _corners(places: Sequence[Point]) -> Iterator[Point]:
    """The line without the points in the middle of a level stretch."""
    for place, (x, y) in enumerate(places):
        neighbours = places[place - 1 : place + 2] if place else ()
        if len(neighbours) < 3 or any(other[1] != y for other in neighbours):
            yield x, y


def _target(chart: ControlChart, frame: Frame) -> Iterator[Primitive]:
    if chart.target is not None:
        y = frame.y(chart.target)
        starts = frame.left if chart.target_from is None else max(frame.left, frame.x(chart.target_from))
        yield Polyline(((starts, y), (frame.right, y)), _TARGET)


def _line(chart: ControlChart, frame: Frame) -> Iterator[Primitive]:
    known = {id(point): value for point, value in chart.known}
    stretch: list[Point] = []
    for point in chart.points:
        if id(point) in known:
            stretch.append((frame.x(point.month), frame.y(known[id(point)])))
            continue
        yield from _stretch(stretch)
        stretch = []
    yield from _stretch(stretch)
    radius = 2.0 if frame.width < NARROW else 3.0
    for point, value in chart.known:
        at = (frame.x(point.month), frame.y(value))
        yield _shape(point.mark, at) if point.mark else Circle(at, radius, _FIGURES.colour)


def _stretch(places: Sequence[Point]) -> Iterator[Primitive]:
    if len(places) > 1:
        yield Polyline(tuple(places), _FIGURES)


def _shape(mark: ControlMark, at: Point) -> Polygon:
    corners = _MARKS.get(mark.shape, _MARKS[Shape.SQUARE])
    return Polygon(tuple((at[0] + x, at[1] + y) for x, y in corners), COLOURS[mark.tone])


_Key = tuple[str, Stroke | ControlMark]


def _keys(chart: ControlChart, *, short: bool) -> list[_Key]:
    found: list[_Key] = [("Figure" if short else "Monthly figure", _FIGURES)]
    if chart.limits:
        found.append(("Mean", _MEAN))
    if any(each.lower is not None or each.upper is not None for _, each in chart.limits):
        found.append(("Limits", _LIMITS))
    if chart.target is not None:
        found.append(("Target", _TARGET))
    if chart.begun:
        found.append(("New baseline", _BEGINS))
    kinds = {point.mark.kind: point.mark for point, _ in chart.known if point.mark}
    return [*found, *kinds.items()]


def _in_rows(keys: Sequence[_Key], room: float) -> list[list[_Key]]:
    """The keys in rows that are no wider than the room, each row with one at least."""
    rows: list[list[_Key]] = [[]]
    taken = 0.0
    for key in keys:
        width = _key_width(key)
        if rows[-1] and taken + width > room:
            rows.append([])
            taken = 0
        rows[-1].append(key)
        taken += width
    return rows


def _key_width(key: _Key) -> float:
    return _WORDS_AFTER + label_width(key[0], TEXT) + 2 * GAP


def _legend(rows: Sequence[Sequence[_Key]], frame: Frame) -> Iterator[Primitive]:
    for place, row in enumerate(rows):
        y, x = frame.bottom + 44 + place * ROW, frame.left
        for key in row:
            name, drawn = key
            if isinstance(drawn, Stroke):
                yield Polyline(((x, y - 4), (x + _KEY, y - 4)), drawn)
            else:
                yield _shape(drawn, (x + _KEY / 2, y - 4))
            yield Label((x + _WORDS_AFTER, y), name, TEXT, INK)
            x += _key_width(key)
