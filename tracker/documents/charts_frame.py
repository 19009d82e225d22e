"""What charts over time share: the area they are drawn in, days along its foot, and upright lines with their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, permutations, product
from typing import Final

from tracker.documents.blocks import Cell, Paragraph, Tone, plain
from tracker.documents.drawings import Anchor, Label, Point, Polyline, Primitive, Stroke, label_width
from tracker.documents.tones import COLOURS, INK

TEXT: Final = 12.0
GAP: Final = 8.0
NARROW: Final = 560.0
"""Drawn narrower than this, a chart shortens its words."""
ROW: Final = 17.0
AS_AT: Final = Stroke(COLOURS[Tone.CAUTION], 1.5, (1.5, 3))
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ABOVE: Final = 10.0
_BELOW: Final = 54.0
_LEFT: Final = 44.0


@dataclass(frozen=True, slots=True)
class Tag:
    """An upright line with its words."""

    day: date
    text: str
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the chart's own area lies on the sheet, which days it spans (as ordinals) and how far its figures go."""

    width: float
    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    highest: float
    lowest: float = 0

    @classmethod
    def around(
        cls,
        known: Iterable[date],
        width: float,
        height: float,
        *,
        tags: int,
        highest: float = 100,
        lowest: float = 0,
        margin: float = 10,
        left: float = _LEFT,
        below: float = 0,
    ) -> Frame:
        """Around at least one day, with room for so many tags above, `left` and `margin` at the sides, `below` more
        under the days than one row of a legend needs.
        """
        days = [day.toordinal() for day in known]
        spare = max((max(days) - min(days)) // 30, 1) if max(days) > min(days) else 15
        first, last = max(min(days) - spare, 1), min(max(days) + spare, date.max.toordinal())
        top, bottom = tags * ROW + _ABOVE, height - _BELOW - below
        return cls(width, left, width - margin, top, bottom, first, last, highest, lowest)

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day.toordinal() - self.first) / (self.last - self.first)

    def y(self, value: float) -> float:
        share = (min(max(value, self.lowest), self.highest) - self.lowest) / (self.highest - self.lowest)
        return self.bottom - (self.bottom - self.top) * share


def long_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def long_month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def text_cell(text: str) -> Cell:
    return Cell((Paragraph(plain(text)),))


def tagged(tags: list[Tag], frame: Frame) -> Iterator[Primitive]:
    """The upright lines, each with its words in a row of its own above the chart."""
    for tag, row, anchor in _placed(tags, frame):
        x = frame.x(tag.day)
        yield Polyline(((x, row * ROW + 3), (x, frame.bottom)), tag.stroke)
        away = 5 if anchor is Anchor.START else -5
        yield Label((x + away, row * ROW + TEXT), tag.text, TEXT, INK, anchor)


def days_along_the_foot(frame: Frame) -> Iterator[Primitive]:
    """A mark and a date wherever there is room for one."""
    for day, text in _ticks(frame):
        x = frame.x(day)
        yield Polyline(((x, frame.bottom), (x, frame.bottom + 5)), Stroke(COLOURS[Tone.NEUTRAL]))
        yield Label((x, frame.bottom + 19), text, TEXT, COLOURS[Tone.NEUTRAL], Anchor.MIDDLE)


def steps(places: list[Point], until: float) -> tuple[Point, ...]:
    """A line that holds each height until the next place, and the last one until `until`."""
    found: list[Point] = places[:1]
    for x, y in places[1:]:
        found += [(x, found[-1][1]), (x, y)]
    if found and until > found[-1][0]:
        found.append((until, found[-1][1]))
    return tuple(found)


def legend(lines: list[tuple[str, Stroke]], frame: Frame) -> Iterator[Primitive]:
    """What each kind of line means, below the days."""
    y, x = frame.bottom + 44, frame.left
    for name, stroke in lines:
        yield Polyline(((x, y - 4), (x + 24, y - 4)), stroke)
        yield Label((x + 31, y), name, TEXT, INK)
        x += 31 + label_width(name, TEXT) + 2 * GAP


def _placed(tags: list[Tag], frame: Frame) -> list[tuple[Tag, int, Anchor]]:
    """Each tag with a row of its own above the chart and a side, so that no line runs through the words of another."""
    sides = product((Anchor.START, Anchor.END), repeat=len(tags))
    choices = [
        list(zip(tags, rows, anchors, strict=True))
        for anchors in sides
        if all(_fits(tag, anchor, frame) for tag, anchor in zip(tags, anchors, strict=True))
        for rows in permutations(range(len(tags)))
    ]
    return min(choices, key=lambda choice: _crossings(choice, frame))


def _span(tag: Tag, anchor: Anchor, frame: Frame) -> tuple[float, float]:
    x, width = frame.x(tag.day), label_width(tag.text, TEXT)
    return (x + 5, x + 5 + width) if anchor is Anchor.START else (x - 5 - width, x - 5)


def _fits(tag: Tag, anchor: Anchor, frame: Frame) -> bool:
    left, right = _span(tag, anchor, frame)
    return left >= 0 and right <= frame.width


def _crossings(choice: list[tuple[Tag, int, Anchor]], frame: Frame) -> int:
    count = 0
    for tag, row, anchor in choice:
        left, right = _span(tag, anchor, frame)
        count += sum(left - 2 < frame.x(other.day) < right + 2 for other, above, _ in choice if above < row)
    return count


def _ticks(frame: Frame) -> list[tuple[date, str]]:
    """Days along the bottom, as close together as their words allow."""
    for ticks in _tick_choices(date.fromordinal(frame.first), date.fromordinal(frame.last), frame):
        ends = [(frame.x(day), label_width(text, TEXT) / 2) for day, text in ticks]
        pairs = pairwise(ends)
        if all(x + half + GAP <= following - room for (x, half), (following, room) in pairs):
            shown = zip(ticks, ends, strict=True)
            return [tick for tick, (x, half) in shown if x - half >= 0 and x + half <= frame.width]
    return []


def _tick_choices(first: date, last: date, frame: Frame) -> Iterator[list[tuple[date, str]]]:
    most = (frame.right - frame.left) / 20
    span = frame.last - frame.first
    for days in (1, 2, 7, 14):
        if span / days <= most:
            ordinals = range(frame.first, frame.last + 1, days)
            yield [(day, short_day(day)) for day in map(date.fromordinal, ordinals)]
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
