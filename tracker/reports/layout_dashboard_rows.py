"""The table of a dashboard: a row for each measure, a column for each month, and its signals as words with shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from tracker.documents.blocks import (
    Align,
    Cell,
    CellBlock,
    Column,
    ColumnGroup,
    DataTable,
    Paragraph,
    ParagraphKind,
    Row,
    Shape,
    Status,
    Tone,
    plain,
)
from tracker.documents.text import to_runs
from tracker.measures.rules import TrendWord, short_month
from tracker.measures.rules_rows import WITHHELD
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.layout_highlight_measures import exceptions_shown
from tracker.reports.layout_words import body, small
from tracker.reports.rows_dashboard import NONE, WITHHELD_MONTH
from tracker.reports.snapshots_dashboard import DashboardRow

_QUIET: Final = frozenset({NONE, NONE_RECORDED, WITHHELD, WITHHELD_MONTH})
_MONTH_WEIGHT: Final = 4


def dashboard_table(caption: str, months: Sequence[date], rows: Sequence[DashboardRow]) -> DataTable:
    """The measures in the order given; the same columns everywhere."""
    columns = (
        Column("Measure", 19),
        Column("Signals", 17),
        *(Column(short_month(month), _MONTH_WEIGHT, Align.END) for month in months),
        Column("Quarter", 6, Align.END),
        Column("12 months", 6.5, Align.END),
    )
    groups = (ColumnGroup(None, 2), ColumnGroup("Month", len(months)), ColumnGroup("Together", 2))
    return DataTable(caption, columns, tuple(_row(row) for row in rows), groups, compact=True)


def _row(row: DashboardRow) -> Row:
    figures = (*row.months, row.quarter, row.year)
    return Row((Cell(tuple(_name(row))), Cell(_signals(row)), *(Cell((_figure(words),)) for words in figures)))


def _name(row: DashboardRow) -> Iterator[CellBlock]:
    unit = f", in {row.counted_in}" if row.counted_in else ""
    yield body(f"{row.measure.name}{unit}")
    if row.context:
        yield Paragraph(to_runs(row.context), ParagraphKind.SMALL)
    if row.measure.notes:
        yield small(f"Figures: {', '.join(row.measure.notes)}")


def _figure(words: str) -> Paragraph:
    return Paragraph(plain(words), ParagraphKind.EMPTY if words in _QUIET else ParagraphKind.BODY)


def _signals(row: DashboardRow) -> tuple[CellBlock, ...]:
    found = signals_of(row)
    plainly = () if row.measure.exceptions_directions or row.has_no_data else (exceptions_shown(row.measure),)
    basis = (small(row.peers_basis),) if row.peers and row.peers_basis else ()
    return (*plainly, *found, *basis)


def signals_of(row: DashboardRow) -> tuple[Status, ...]:
    """What stands out: exceptions, no data, trends that are called, and how it stands against its peers."""
    exceptions = exceptions_shown(row.measure)
    trends = (
        (trend_words("12-month", row.trend), row.trend),
        (trend_words("Rolling", row.measure.trend), row.measure.trend),
    )
    return (
        *((exceptions,) if isinstance(exceptions, Status) else ()),
        *((no_data_shown(row.measure.exceptions),) if row.has_no_data else ()),
        *(Status(words, trend.shape, trend.tone) for words, trend in trends if trend is not None and trend.sign),
        *((row.peers.shown,) if row.peers else ()),
    )


def trend_words(kind: str, trend: TrendWord | None) -> str:
    """ "12-month trend: Increasing"."""
    return f"{kind} trend: {trend.label}" if trend else ""


def no_data_shown(words: str) -> Status:
    """The symbol of a measure without a figure for 12 months."""
    return Status(words, Shape.SQUARE, Tone.NEUTRAL)
