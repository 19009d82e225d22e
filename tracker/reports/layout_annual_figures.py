"""Headline figures of an annual report: as cards, and those that can be held against each other as bars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.documents.blocks import Block, KeyFigure, KeyFigures, plain
from tracker.documents.charts_bars import BarChart, BarRow, bar_figure
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_words import nothing, series, small
from tracker.reports.rules_annual import number_of
from tracker.reports.snapshots_annual_words import FigureFacts

_LEAST_BARS: Final = 2
_EVERY: Final = {1: "It", 2: "Both"}
_UNITS: Final = {"": "number", "%": "%"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure whose value and previous value are numbers of one unit."""

    figure: FigureFacts
    unit: str
    value: Decimal
    previous: Decimal


def compared(figures: Sequence[FigureFacts]) -> list[list[Compared]]:
    """The figures that one chart can hold each: of one unit, and of the same two periods. At least two a chart."""
    groups: dict[tuple[str, str, str], list[Compared]] = defaultdict(list)
    for figure in figures:
        found = _compared(figure)
        if found is not None:
            groups[found.unit, figure.period, figure.previous_period or ""].append(found)
    return [group for group in groups.values() if len(group) >= _LEAST_BARS]


def _compared(figure: FigureFacts) -> Compared | None:
    if figure.previous is None:
        return None
    now, then = number_of(figure.value), number_of(figure.previous)
    if now is None or then is None or now[1] != then[1]:
        return None
    return Compared(figure, now[1], now[0], then[0])


def figure_blocks(figures: Sequence[FigureFacts], about: str, accent: str) -> Iterator[Block]:
    """Cards, then charts; nothing without figures. `about` names what they count."""
    yield from cards_of(figures)
    yield from charts_of(figures, about, accent)


def cards_of(figures: Sequence[FigureFacts]) -> tuple[KeyFigures, ...]:
    """One row of cards, or more where there are many figures, of those that no chart holds; none without any."""
    drawn = _drawn(compared(figures))
    cards = tuple(key_figure(figure) for figure in figures if figure not in drawn)
    return (KeyFigures(cards),) if cards else ()


def charts_of(figures: Sequence[FigureFacts], about: str, accent: str) -> Iterator[Block]:
    """The charts of what can be held against each other, each with what it shows, and the notes of its figures."""
    charts = compared(figures)
    for group in charts:
        told = moved_words([(each.value, each.previous) for each in group])
        yield bar_figure(_chart(group, about, accent), caption=plain(told), table=False)
    notes = [f"{figure.label}: {figure.note}" for figure in _drawn(charts) if figure.note]
    if notes:
        yield small(f"{' '.join(_ended(note) for note in notes)}")


def moved_words(pairs: Sequence[tuple[Decimal, Decimal]]) -> str:
    """What became of numbers and those before them: "All 4 fell.", "2 rose, 1 fell and 1 stayed the same."."""
    counted = (
        ("rose", sum(now > before for now, before in pairs)),
        ("fell", sum(now < before for now, before in pairs)),
        ("stayed the same", sum(now == before for now, before in pairs)),
    )
    found = [(words, count) for words, count in counted if count]
    if len(found) == 1:
        words, count = found[0]
        return f"{_EVERY.get(count, f'All {count}')} {words}."
    return f"{series([f'{count} {words}' for words, count in found])}."


def source_lines(figures: Sequence[FigureFacts]) -> Iterator[Block]:
    """Where figures come from, each source once; nothing where none is known."""
    sources = list(dict.fromkeys(figure.source for figure in figures if figure.source))
    if sources:
        yield small(f"{'Source' if len(sources) == 1 else 'Sources'} of the figures: {series(sources)}.")


def figures_or_none(figures: Sequence[FigureFacts], about: str, accent: str) -> Iterator[Block]:
    """As `figure_blocks`, or that none were recorded."""
    if figures:
        yield from figure_blocks(figures, about, accent)
    else:
        yield nothing(NONE_RECORDED)


def _drawn(charts: Sequence[Sequence[Compared]]) -> list[FigureFacts]:
    return [each.figure for group in charts for each in group]


def key_figure(figure: FigureFacts) -> KeyFigure:
    """The figure as a card, with its period and the one before."""
    before = f"{figure.previous_period}: {figure.previous}" if figure.previous else ""
    parts = (figure.period, before, figure.note or "")
    return KeyFigure(figure.value, figure.label, " · ".join(part for part in parts if part))


def _chart(group: Sequence[Compared], about: str, accent: str) -> BarChart:
    first = group[0]
    unit = _UNITS.get(first.unit, first.unit)
    return BarChart(
        title=f"{about}, {unit}" if unit != "number" else about,
        series=(first.figure.period, first.figure.previous_period or "before"),
        rows=tuple(
            BarRow(
                label=each.figure.label,
                values=(float(each.value), float(each.previous)),
                printed=(each.figure.value, each.figure.previous or ""),
            )
            for each in group
        ),
        accent=accent,
    )


def _ended(note: str) -> str:
    return note if note.endswith((".", "!", "?")) else f"{note}."
