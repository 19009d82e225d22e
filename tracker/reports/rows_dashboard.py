"""A measure's row of the dashboard: twelve months, the quarter, the year, and the signals of the last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from tracker.measures.rules import MeasureType, PeerStatus, TrendWord, Unit, months_between, window
from tracker.measures.rules_exceptions import Silence
from tracker.measures.rules_standing import MeasureRecord, MeasureRules, Standing
from tracker.measures.rules_windows import YEAR, Figure, Lack, Series
from tracker.measures.rules_words import rounded, value_words
from tracker.reports.rows_measures import measure_row
from tracker.reports.snapshots_dashboard import DashboardRow
from tracker.reports.snapshots_measures import MeasureRow

NONE: Final = "None"
"""A month without a figure, where the cell has no room for more; the key explains it."""
WITHHELD_MONTH: Final = "Withheld"
NO_CASES: Final = "n/a"

SHOWN_MONTHS: Final = 24
"""A measure whose newest figure is older has left the dashboard; one without a figure for 12 months has a symbol."""

_COUNTED_IN: Final = {Unit.HOURS: "hours", Unit.DAYS: "days"}


def is_shown(record: MeasureRecord, last: date, *, has_context: bool) -> bool:
    """Whether the dashboard of the quarter that ends with `last` has a row for the measure."""
    newest = record.newest
    return has_context or (newest is not None and months_between(newest, last) < SHOWN_MONTHS)


def dashboard_row(
    standing: Standing,
    rules: MeasureRules,
    *,
    context: str | None = None,
    peers: PeerStatus | None = None,
    peers_basis: str | None = None,
) -> DashboardRow:
    """The row. What an analyst says of the peers goes before what their bounds say."""
    record, last = standing.record, standing.month
    months = window(last, YEAR)
    series = record.series
    figures = [_of_month(record.kind, series, month) for month in months]
    row = _with_months(measure_row(standing, rules), figures)
    own_peers = None if record.is_sensitive(last, 1) else record.peers_in(last)
    return DashboardRow(
        # It has a column for each month instead.
        measure=replace(row, trend_line=None),
        counted_in=_COUNTED_IN.get(record.unit),
        months=tuple(_words(record, month, figure) for month, figure in zip(months, figures, strict=True)),
        values=tuple(_value(record, month, figure) for month, figure in zip(months, figures, strict=True)),
        quarter=_total(row.three_months, row.figures.three_months, record.unit),
        year=_total(row.twelve_months, row.figures.twelve_months, record.unit),
        has_no_data=row.exceptions == Silence.NO_DATA.label,
        trend=_trend(standing),
        peers=peers or own_peers,
        peers_basis=peers_basis,
        context=context,
    )


def _of_month(kind: MeasureType, series: Series, month: date) -> Figure:
    """The month's own figure; of a survey that of the 12 months that end with it."""
    return series.twelve_months(month) if kind is MeasureType.SURVEY else series.month(month)


def _words(record: MeasureRecord, month: date, figure: Figure) -> str:
    if month in record.sensitive:
        return WITHHELD_MONTH
    if figure.value is None:
        return NO_CASES if figure.lack is Lack.NO_CASES else NONE
    return _number(figure.value, record.unit)


def _value(record: MeasureRecord, month: date, figure: Figure) -> Decimal | None:
    return None if figure.value is None or month in record.sensitive else rounded(figure.value, record.unit)


def _total(words: str, value: Decimal | None, unit: Unit) -> str:
    return words if value is None or unit not in _COUNTED_IN else _number(value, unit)


def _number(value: Decimal, unit: Unit) -> str:
    """Without the name of its unit, which stands at the measure."""
    words = value_words(value, unit)
    return words.partition(" ")[0] if unit in _COUNTED_IN else words


def _with_months(row: MeasureRow, figures: Sequence[Figure]) -> MeasureRow:
    """What was supplied is no month that exceptions could be judged by, but it is data."""
    if row.exceptions == Silence.NO_DATA.label and any(figure.value is not None for figure in figures):
        return replace(row, exceptions=Silence.NO_VALUE.label)
    return row


def _trend(standing: Standing) -> TrendWord | None:
    return None if standing.record.is_sensitive(standing.month, YEAR) else standing.discrete
