"""A dashboard report as a spreadsheet: its table in figures that can be worked with, and in the words it prints."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.text import plain_text
from tracker.exchange.rules import Book, Cell, Column, Sheet
from tracker.measures.rules import short_month
from tracker.reports.rules import DRAFT_MARK
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSnapshot


def dashboard_book(snapshot: DashboardSnapshot) -> Book:
    """A row for each measure. A percentage is without its sign, a duration in seconds; a figure not there is blank."""
    quarter = snapshot.quarter
    notice = (snapshot.office.notice,) if snapshot.office.notice else ()
    return Book(
        title=f"Dashboard report, {quarter.label}",
        mark=DRAFT_MARK,
        about=(
            *notice,
            f"{snapshot.office.name}: {quarter.label}, {quarter.months}, as at {long_date(snapshot.as_at)}.",
            "A percentage is without its sign, a duration in seconds. A month without a figure is blank; so is one "
            "that is withheld.",
            f"Fingerprint of the content (SHA-256): {snapshot.content_hash}",
            *snapshot.basis.key,
            *((snapshot.basis.false_alarms,) if snapshot.basis.false_alarms else ()),
        ),
        made_on=snapshot.as_at,
        sheets=(Sheet("Dashboard", _columns(snapshot), _rows(snapshot)),),
    )


def _columns(snapshot: DashboardSnapshot) -> tuple[Column, ...]:
    return (
        Column("Plan", 14),
        Column("Priority", 30),
        Column("Code", 20),
        Column("Measure", 40),
        Column("Counted as", 18),
        *(Column(short_month(month), 10) for month in snapshot.months),
        Column("Quarter", 14),
        Column("12 months", 14),
        Column("Quarter, as printed", 20),
        Column("12 months, as printed", 20),
        Column("Exceptions", 24),
        Column("12-month trend", 14),
        Column("Rolling trend", 16),
        Column("Weighting", 12),
        Column("Against peers", 30),
        Column("Basis of that", 30),
        Column("Context", 50),
        Column("About the figures", 24),
    )


def _rows(snapshot: DashboardSnapshot) -> Iterator[tuple[Cell, ...]]:
    for section in snapshot.sections:
        for row in section.rows:
            yield (section.plan_code, f"{section.number}: {section.title}", *_row(row))


def _row(row: DashboardRow) -> tuple[Cell, ...]:
    measure = row.measure
    return (
        measure.code,
        measure.name,
        measure.unit.label,
        *row.values,
        measure.figures.three_months,
        measure.figures.twelve_months,
        row.quarter,
        row.year,
        measure.exceptions,
        row.trend.label if row.trend else None,
        measure.trend_words,
        measure.weighting,
        row.peers.label if row.peers else None,
        row.peers_basis if row.peers else None,
        plain_text(row.context) if row.context else None,
        ", ".join(measure.notes) or None,
    )
