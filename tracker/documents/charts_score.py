"""The history of a score from 1 to 25 on a matrix of bands: a drawing, words and a table that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from tracker.documents.blocks import Align, Column, DataTable, Figure, Row, Tone, plain
from tracker.documents.charts_frame import (
    AS_AT,
    GAP,
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
from tracker.documents.drawings import Anchor, Circle, Drawing, Label, Polyline, Primitive, Stroke, label_width
from tracker.documents.tones import COLOURS, INK, TRACK

HIGHEST: Final = 25
_CURRENT: Final = Stroke(COLOURS[Tone.INFORMATION], 2.5)
_TARGET: Final = Stroke(COLOURS[Tone.GOOD], 1.75, (6, 4))
_EDGE: Final = Stroke(COLOURS[Tone.NEUTRAL], 1, (2, 3))
_LINE: Final = 14.0


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A score given on a day and what its own matrix called it then."""

    day: date
    score: int
    band: str


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A band of the matrix that is drawn, and the lowest score in it."""

    name: str
    lowest: int


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """The current score against time, and the target. Points in order of their recording; the newest of a day counts.

    `bands` are those of one matrix, lowest first; points given on an older one keep the band it gave them.
    """

    points: tuple[ScorePoint, ...]
    targets: tuple[ScorePoint, ...]
    bands: tuple[ScoreBand, ...]
    as_at: date


def score_words(chart: ScoreChart) -> str:
    """What the chart shows, in a sentence without a full stop."""
    return "; ".join([_course(chart), *_aim(chart)])


def score_table(chart: ScoreChart) -> DataTable:
    """Every score of the chart, oldest first."""
    columns = (Column("Date", 40), Column("Score", 25), Column("Out of 25", 15, Align.END), Column("Band", 20))
    named = [("Current", point) for point in chart.points] + [("Target", point) for point in chart.targets]
    rows = [
        Row(tuple(text_cell(text) for text in (long_day(point.day), kind, str(point.score), point.band)))
        for kind, point in sorted(named, key=lambda each: each[1].day)
    ]
    return DataTable("Scores by date", columns, tuple(rows))


def score_figure(chart: ScoreChart) -> Figure:
    """The chart with what it shows in words and, where anything is scored, in figures."""
    return Figure(
        score_drawing(chart),
        "Chart of the score against time",
        plain(f"{score_words(chart)}."),
        score_table(chart) if chart.points or chart.targets else None,
        narrow=score_drawing(chart, 320, 300),
    )


def score_drawing(chart: ScoreChart, width: float = 720, height: float = 320) -> Drawing:
    """The current score as steps, the target as dashed steps, the edges of the bands with their names at the right.

    Drawn for the width it will be shown at, 280 or more: words are shortened below 560.
    """
    short = width < NARROW
    tags = [Tag(chart.as_at, "As at" if short else f"As at {short_day(chart.as_at)}", AS_AT)]
    margin = GAP + max((label_width(band.name, TEXT) for band in chart.bands), default=0)
    days = (chart.as_at, *(point.day for point in (*chart.points, *chart.targets)))
    frame = Frame.around(days, width, height, tags=len(tags), highest=HIGHEST, margin=margin)
    shapes = [*_scale(frame), *_bands(chart, frame), *tagged(tags, frame)]
    shapes += [*_scored(chart.targets, chart, frame, _TARGET), *_scored(chart.points, chart, frame, _CURRENT)]
    shapes += legend(_lines(chart, short=short), frame)
    return Drawing(width, height, tuple(shapes))


def _course(chart: ScoreChart) -> str:
    points = _of_each_day(chart.points)
    if not points:
        return "Not yet scored"
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"Score {last.score} ({last.band.lower()}) on {long_day(last.day)}"
    start = f"Score from {first.score} ({first.band.lower()}) on {long_day(first.day)}"
    return f"{start} to {last.score} ({last.band.lower()}) on {long_day(last.day)}"


def _aim(chart: ScoreChart) -> Iterator[str]:
    for target in _of_each_day(chart.targets)[-1:]:
        yield f"target {target.score} ({target.band.lower()})"


def _of_each_day(points: tuple[ScorePoint, ...]) -> list[ScorePoint]:
    """The newest point of each day, oldest day first."""
    return sorted({point.day: point for point in points}.values(), key=lambda point: point.day)


def _scale(frame: Frame) -> Iterator[Primitive]:
    neutral = COLOURS[Tone.NEUTRAL]
    for score in (0, 5, 10, 15, 20, HIGHEST):
        y = frame.y(score)
        yield Polyline(((frame.left, y), (frame.right, y)), Stroke(TRACK if score else neutral))
        yield Label((frame.left - 7, y + 4), str(score), TEXT, neutral, Anchor.END)
    yield from days_along_the_foot(frame)


def _bands(chart: ScoreChart, frame: Frame) -> Iterator[Primitive]:
    """A dashed line between two bands, and each band's name beside it."""
    edges = [0.0, *(band.lowest - 0.5 for band in chart.bands[1:]), float(HIGHEST)]
    for edge in edges[1:-1]:
        yield Polyline(((frame.left, frame.y(edge)), (frame.right, frame.y(edge))), _EDGE)
    middles = [frame.y((low + high) / 2) + 4 for low, high in pairwise(edges)]
    for band, y in zip(chart.bands, _apart(middles, frame), strict=True):
        yield Label((frame.right + GAP / 2, y), band.name, TEXT, INK)


def _apart(baselines: list[float], frame: Frame) -> list[float]:
    """The same baselines, lowest on the page first, moved until none touches the next and all stay beside the chart."""
    found: list[float] = []
    for y in baselines:
        found.append(min(y, found[-1] - _LINE) if found else y)
    highest = frame.top + 4
    for place in range(len(found) - 1, -1, -1):
        least = found[place + 1] + _LINE if place + 1 < len(found) else highest
        found[place] = max(found[place], least)
    return found


def _scored(points: tuple[ScorePoint, ...], chart: ScoreChart, frame: Frame, stroke: Stroke) -> Iterator[Primitive]:
    places = [(frame.x(point.day), frame.y(point.score)) for point in _of_each_day(points)]
    line = steps(places, frame.x(chart.as_at))
    if len(line) > 1:
        yield Polyline(line, stroke)
    yield from (Circle(place, 4 if stroke is _CURRENT else 2.5, stroke.colour) for place in places)


def _lines(chart: ScoreChart, *, short: bool) -> list[tuple[str, Stroke]]:
    found = [("Score" if short else "Current score", _CURRENT)]
    if chart.targets:
        found.append(("Target", _TARGET))
    if len(chart.bands) > 1 and not short:
        found.append(("Edge between bands", _EDGE))
    return found
