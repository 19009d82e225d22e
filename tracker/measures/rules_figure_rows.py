"""The rows a text is checked against: those of the table it stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from tracker.measures.rules import Engine, MeasureType, Unit, months_on, window
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_figures_types import FigureRow, Span
from tracker.measures.rules_standing import Standing
from tracker.measures.rules_windows import QUARTER, YEAR, Figure
from tracker.measures.rules_words import rounded, rounded_change

_SHOWN_BACK: Final = 3 * YEAR


def figure_rows(standings: Sequence[Standing], section: str = "") -> list[FigureRow]:
    """One row for each measure, as its table prints it; `section` is the name of its group.

    A figure that is marked and not cleared is not among them, so that a text that tells it is found to need a source.
    """
    return [figure_row(standing, section) for standing in standings]


def figure_row(standing: Standing, section: str = "") -> FigureRow:
    """What the table has of one measure, as exactly as it is printed. A window that is incomplete has no figure."""
    record, figures = standing.record, standing.figures
    target = record.target_in(standing.month)
    change = figures.year_on_year

    def shown(figure: Figure, months: int) -> Decimal | None:
        return None if record.is_sensitive(standing.month, months) else _printed(figure.value, record.unit)

    told = change.value is not None and not record.is_sensitive(standing.month, 2 * YEAR)
    return FigureRow(
        measure=record.name,
        unit=record.unit,
        month=standing.month,
        month_value=shown(figures.month, 1),
        three_months=shown(figures.three_months, QUARTER),
        twelve_months=shown(figures.twelve_months, YEAR),
        yoy=rounded_change(change.value, change.unit) if told and change.value is not None else None,
        yoy_unit=change.unit if told else None,
        trend=standing.trend,
        exceptions=_exceptions(standing),
        weighting=None if standing.weighting is None else standing.weighting.total,
        section=section,
        parts=dict(_parts(standing)),
        target=None if target is None else rounded(target.value, record.unit),
        former=dict(_former(standing)),
    )


def _former(standing: Standing) -> Iterator[tuple[date, Decimal]]:
    """The months before, of those that tables and charts show. A survey's month is no month but a year that ends."""
    record = standing.record
    if record.kind is MeasureType.SURVEY:
        return
    series = record.series
    for month in window(months_on(standing.month, -1), _SHOWN_BACK):
        value = _printed(series.month(month).value, record.unit)
        if value is not None and month not in record.sensitive:
            yield month, value


def _printed(value: Decimal | None, unit: Unit) -> Decimal | None:
    return None if value is None else rounded(value, unit)


def _exceptions(standing: Standing) -> Mapping[int, int] | None:
    """None where none could be found or none were supplied, or where the control chart says it in other words."""
    if standing.record.engine is Engine.XMR or (standing.exceptions and not standing.findings):
        return None
    return {found.rule.months: 1 if found.direction is Direction.HIGH else -1 for found in standing.findings}


def _parts(standing: Standing) -> Iterator[tuple[Span, tuple[Decimal, Decimal]]]:
    """Of a rate alone: the total time of a mean says nothing to a reader."""
    if standing.record.kind is not MeasureType.RATE:
        return
    figures = standing.figures
    spans = (
        (Span.MONTH, figures.month, 1),
        (Span.THREE, figures.three_months, QUARTER),
        (Span.TWELVE, figures.twelve_months, YEAR),
    )
    for span, figure, months in spans:
        if standing.record.is_sensitive(standing.month, months):
            continue
        if figure.value is not None and figure.numerator is not None and figure.denominator is not None:
            yield span, (figure.numerator, figure.denominator)
