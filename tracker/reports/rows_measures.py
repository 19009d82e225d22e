"""How a measure stands, as a report prints it: what is marked and not cleared stays out, and all that comes of it."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tracker.measures.rules import Engine, YoyUnit, months_on, window
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_key import engine_lines
from tracker.measures.rules_rows import WITHHELD, standing_row
from tracker.measures.rules_standing import LOOKED_BACK, MeasureRecord, MeasureRules, Standing
from tracker.measures.rules_weighting import false_alarm_words
from tracker.measures.rules_windows import QUARTER, YEAR, Change, Figure
from tracker.measures.rules_words import NONE_RECORDED, rounded
from tracker.reports.snapshots_measures import MeasureBasis, MeasureFigures, MeasureRow, TrendLine

LINE_MONTHS: Final = 36
"""The most months of a trend line."""

NOT_ENOUGH: Final = "Too few months"
"""Of a trend that 24 months would be needed for."""


def measure_row(standing: Standing, rules: MeasureRules) -> MeasureRow:
    """The row of a measure in a month; for publication, so that figures marked and not cleared are left out."""
    record, last = standing.record, standing.month
    words = standing_row(standing, withhold=True)
    no_trend = record.is_sensitive(last, 2 * YEAR)
    no_exceptions = record.is_sensitive(last, _judged_months(record, rules))
    no_weighting = no_trend or no_exceptions
    told = standing.trend if not no_trend else None
    return MeasureRow(
        code=record.code,
        name=record.name,
        unit=record.unit,
        polarity=record.polarity,
        engine=record.engine,
        trend_line=trend_line(record, last),
        month=words.month,
        three_months=words.three_months,
        twelve_months=words.twelve_months,
        year_on_year=words.year_on_year,
        figures=_figures(standing),
        trend=told,
        trend_words=WITHHELD if no_trend else _trend_words(standing),
        trend_supplied=told is not None and standing.imported_trend,
        exceptions=WITHHELD if no_exceptions else words.exceptions,
        exceptions_directions=() if no_exceptions else _directions(standing),
        exceptions_supplied=not no_exceptions and standing.imported_exceptions,
        weighting=WITHHELD if no_weighting else words.weighting,
        weighting_supplied=not no_weighting and standing.weighting is not None and standing.weighting.imported,
        notes=words.notes,
        withheld=_withheld(standing, rules),
    )


def trend_line(record: MeasureRecord, last: date, months: int = LINE_MONTHS) -> TrendLine | None:
    """The months up to `last` that may be compared, from the first that has a value on; None without one.

    A marked month is a gap.
    """
    values = record.series.monthly(last, months)
    shown = [
        None if value is None or month in record.sensitive else rounded(value, record.unit)
        for month, value in zip(window(last, months), values, strict=True)
    ]
    known = [place for place, value in enumerate(shown) if value is not None]
    if not known:
        return None
    first = months_on(last, known[0] + 1 - months)
    return TrendLine(first=first, last=last, values=tuple(shown[known[0] :]))


def basis(vintage: int, rows: tuple[MeasureRow, ...], rules: MeasureRules) -> MeasureBasis:
    """What these rows were judged by."""
    judged = sum(row.engine is Engine.EXCEPTIONS for row in rows)
    engines = tuple(engine for engine in Engine if any(row.engine is engine for row in rows))
    exceptions, points = rules.exceptions, rules.points
    return MeasureBasis(
        vintage=vintage,
        engines=engines,
        window=exceptions.window,
        needed=exceptions.needed,
        one_before=exceptions.one_before,
        population=exceptions.population,
        one=exceptions.one,
        two=exceptions.two,
        three=exceptions.three,
        eight=exceptions.eight,
        points_one=points.one,
        points_two=points.two,
        points_three=points.three,
        points_eight=points.eight,
        points_trend=points.trend,
        points_significant=points.significant,
        key=tuple(dict.fromkeys(line for engine in engines for line in engine_lines(engine, rules))),
        false_alarms=false_alarm_words(judged, exceptions) if judged else None,
    )


def _judged_months(record: MeasureRecord, rules: MeasureRules) -> int:
    return LOOKED_BACK if record.engine is Engine.XMR else rules.exceptions.span


def _withheld(standing: Standing, rules: MeasureRules) -> tuple[date, ...]:
    months = max(LINE_MONTHS, _judged_months(standing.record, rules))
    return tuple(month for month in window(standing.month, months) if month in standing.record.sensitive)


def _figures(standing: Standing) -> MeasureFigures:
    record, figures = standing.record, standing.figures

    def kept(figure: Figure, months: int) -> Decimal | None:
        if figure.value is None or record.is_sensitive(standing.month, months):
            return None
        return rounded(figure.value, record.unit)

    change = None if record.is_sensitive(standing.month, 2 * YEAR) else _change(figures.year_on_year)
    return MeasureFigures(
        month=kept(figures.month, 1),
        three_months=kept(figures.three_months, QUARTER),
        twelve_months=kept(figures.twelve_months, YEAR),
        year_on_year=change,
        year_on_year_unit=None if change is None else figures.year_on_year.unit,
    )


def _change(change: Change) -> Decimal | None:
    if change.value is None:
        return None
    return change.value.quantize(Decimal(1) if change.unit is YoyUnit.DURATION else Decimal("0.1"), ROUND_HALF_UP)


def _trend_words(standing: Standing) -> str:
    if standing.trend is not None:
        return standing.trend.label
    return NOT_ENOUGH if standing.record.values else NONE_RECORDED


def _directions(standing: Standing) -> tuple[Direction, ...]:
    found = {finding.direction for finding in standing.findings}
    return tuple(direction for direction in Direction if direction in found)
