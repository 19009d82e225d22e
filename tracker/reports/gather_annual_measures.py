"""From the figures in force on a day to the measures of a year, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from tracker.measures.models import Measure
from tracker.measures.queries import groups, measure_rules, measures
from tracker.measures.queries_values import records_of, vintage_at
from tracker.measures.rules import month_of, months_on
from tracker.measures.rules_rows import WITHHELD, standing_row
from tracker.measures.rules_standing import MeasureRecord, MeasureRules, Standing, month_to_show, standings
from tracker.measures.rules_windows import YEAR
from tracker.measures.rules_words import figure_words, rounded
from tracker.reports.gather_measures import READ_BACK
from tracker.reports.rows_annual import YearSpan
from tracker.reports.snapshots_annual_plan import YearMeasure, YearMeasures, YearMonths

ENOUGH: int = 2
"""Months of the year with a value that a line can be drawn from."""

Recorded = Sequence[tuple[Measure, MeasureRecord]]


def gather_year_measures(session: Session, span: YearSpan) -> Mapping[int, tuple[YearMeasures, ...]]:
    """The groups with figures of the year, by the id of their priority, from the loads up to the report's day."""
    rules, latest = measure_rules(session, span.as_at), month_of(span.last_day)
    found = measures(session, on=span.last_day)
    records = records_of(
        session, found, vintage=vintage_at(session, span.as_at), since=months_on(latest, -READ_BACK), until=latest
    )
    members: dict[int, dict[int | None, list[MeasureRecord]]] = defaultdict(lambda: defaultdict(list))
    for measure, record in zip(found, records, strict=True):
        if record.newest is not None and record.newest >= span.year.start:
            members[measure.priority_id][measure.group_id].append(record)
    names: dict[int | None, str] = {None: "Measures", **{group.id: group.name for group in groups(session)}}
    return {
        priority_id: tuple(_group(names[group_id], inside, span, rules) for group_id, inside in by_group.items())
        for priority_id, by_group in members.items()
    }


def _group(name: str, records: list[MeasureRecord], span: YearSpan, rules: MeasureRules) -> YearMeasures:
    month = month_to_show(records) or month_of(span.last_day)
    rows = tuple(_row(standing, span) for standing in standings(records, month, rules))
    return YearMeasures(group=name, month=month, rows=rows)


def _row(standing: Standing, span: YearSpan) -> YearMeasure:
    record, month = standing.record, standing.month
    words = standing_row(standing, withhold=True)
    marked = record.is_sensitive(month, 2 * YEAR)
    before = record.series.figures(months_on(month, -YEAR)).twelve_months
    both = (standing.figures.twelve_months.value, before.value)
    value, previous = (None if marked or each is None else rounded(each, record.unit) for each in both)
    return YearMeasure(
        code=record.code,
        name=record.name,
        unit=record.unit,
        polarity=record.polarity,
        twelve_months=words.twelve_months,
        twelve_months_before=WITHHELD if marked else figure_words(before, record.unit),
        year_on_year=words.year_on_year,
        value=value,
        previous=previous,
        months=_months(record, span),
        notes=words.notes,
        withheld=tuple(each for each in sorted(record.sensitive) if months_on(month, -2 * YEAR) < each <= month),
    )


def _months(record: MeasureRecord, span: YearSpan) -> YearMonths | None:
    """April to March of the year and of the one before; None with too few months of the year."""
    shown = [_shown(record, *each) for each in record.months_to(month_of(span.year.end), 2 * YEAR)]
    before, year = tuple(shown[:YEAR]), tuple(shown[YEAR:])
    if sum(value is not None for value in year) < ENOUGH:
        return None
    return YearMonths(year=year, before=before)


def _shown(record: MeasureRecord, month: date, value: Decimal | None) -> Decimal | None:
    return None if value is None or month in record.sensitive else rounded(value, record.unit)
