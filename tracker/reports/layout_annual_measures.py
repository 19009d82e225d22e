"""The measures of a year: a table of each group, the months of the year against those before, and years as bars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from tracker.dates import MONTHS
from tracker.documents.blocks import Align, Block, Cell, CellBlock, Column, DataTable, KeptTogether, Row, plain
from tracker.documents.charts_bars import BarChart, BarRow, bar_figure
from tracker.documents.charts_lines import LineChart, LineSeries, line_figure
from tracker.documents.charts_scale import Written
from tracker.measures.rules import Unit, long_month, months_on
from tracker.measures.rules_windows import YEAR
from tracker.measures.rules_words import NONE_RECORDED, value_words
from tracker.reports.layout_annual_figures import moved_words
from tracker.reports.layout_words import body, number, small
from tracker.reports.snapshots_annual import YearFacts
from tracker.reports.snapshots_annual_plan import YearMeasure, YearMeasures

NOT_SUPPLIED: Final = "Not supplied"
CHANGE_SUPPLIED: Final = (
    f"{NOT_SUPPLIED}: the year on year came from the source worked out, without the figure of the 12 months before."
)
"""What stands under a table with a change but not the figure it was worked out from."""

_WRITTEN: Final = {Unit.PERCENT: Written.PERCENT, Unit.DURATION: Written.TIME}
_FEW_ROWS: Final = 8
_ALONG: Final = tuple(MONTHS[(place + 3) % 12][:3] for place in range(12))


def measure_blocks(groups: Sequence[YearMeasures], year: YearFacts, accent: str) -> Iterator[Block]:
    """Each group's table, then its charts."""
    for group in groups:
        table = _table(group)
        yield KeptTogether((table,)) if len(group.rows) <= _FEW_ROWS else table
        if any(row.has_change_alone for row in group.rows):
            yield small(CHANGE_SUPPLIED)
        yield from _bars(group, accent)
        for row in group.rows:
            if row.months is not None:
                yield _line(row, year, accent)


def _table(group: YearMeasures) -> DataTable:
    month, before = long_month(group.month), long_month(months_on(group.month, -YEAR))
    return DataTable(
        caption=f"{group.group}: {number(len(group.rows), 'measure')}, 12 months to {month}",
        columns=(
            Column("Measure", 40),
            Column(f"12 months to {month}", 20, Align.END),
            Column(f"12 months to {before}", 20, Align.END),
            Column("Year on year", 20, Align.END),
        ),
        rows=tuple(_row(row) for row in group.rows),
    )


def _row(row: YearMeasure) -> Row:
    name: list[CellBlock] = [body(row.name)]
    if row.notes:
        name.append(small(f"Figures: {', '.join(row.notes)}"))
    before = NOT_SUPPLIED if row.has_change_alone else row.twelve_months_before
    figures = (row.twelve_months, before, row.year_on_year)
    return Row((Cell(tuple(name)), *(Cell((body(words),)) for words in figures)))


def _bars(group: YearMeasures, accent: str) -> Iterator[Block]:
    """The year against the one before, a chart for each unit, of measures whose months nothing is known of."""
    by_unit: dict[Unit, list[BarRow]] = defaultdict(list)
    pairs: dict[Unit, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for row in group.rows:
        if row.months is None and row.value is not None and row.previous is not None:
            both = (row.value, row.previous)
            pairs[row.unit].append(both)
            by_unit[row.unit].append(
                BarRow(row.name, tuple(map(float, both)), tuple(value_words(each, row.unit) for each in both))
            )
    series = tuple(f"12 months to {long_month(months_on(group.month, back))}" for back in (0, -YEAR))
    for unit, rows in by_unit.items():
        title = f"{group.group}, {unit.label.lower()}"
        told = moved_words(pairs[unit])
        yield bar_figure(BarChart(title, series, tuple(rows), accent), caption=plain(told), table=False)


def _line(row: YearMeasure, year: YearFacts, accent: str) -> Block:
    if row.months is None:
        raise AssertionError(f"{row.code} has no months")
    lines = [(year.label, row.months.year)]
    if any(value is not None for value in row.months.before):
        lines.append((f"{year.start.year - 1}-{year.start.year % 100:02d}", row.months.before))
    chart = LineChart(
        title=row.name,
        along=_ALONG,
        series=tuple(_series(name, values, row.unit) for name, values in lines),
        written=_WRITTEN.get(row.unit, Written.NUMBER),
        accent=accent,
    )
    changed = "" if row.year_on_year == NONE_RECORDED else f"Year on year: {row.year_on_year}"
    return line_figure(chart, caption=plain(changed) if changed else (), table=False)


def _series(name: str, values: Sequence[Decimal | None], unit: Unit) -> LineSeries:
    return LineSeries(
        name,
        tuple(None if value is None else float(value) for value in values),
        tuple("" if value is None else value_words(value, unit) for value in values),
    )
