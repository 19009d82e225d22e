"""A report's content as lines of data: one fact a line, the same columns for every kind of report.

It is published, so it says what the report prints and no more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final

from tracker.documents.cells import safe_row
from tracker.documents.text import plain_text
from tracker.reports.rows_facts_annual import annual_facts
from tracker.reports.snapshots import DeliverableRow, HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSnapshot
from tracker.reports.snapshots_inspections import FindingRow
from tracker.reports.snapshots_kinds import Snapshot
from tracker.reports.snapshots_measures import MeasurePage, MeasureRow
from tracker.reports.snapshots_risks import RiskRow

Value = str | int | Decimal | date | None
Facts = Iterator[tuple[str, Value]]

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel takes UTF-8 for the office's old code page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a report says of one record. `priority` is None for what belongs to none."""

    plan: str
    priority: int | None
    priority_title: str
    record: str
    reference: str
    name: str
    fact: str
    value: Value


def facts_csv(snapshot: Snapshot) -> str:
    """CSV with a heading, for spreadsheets and programs; a day is ISO 8601, a percentage without its sign."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.name.replace("_", " ") for field in fields(Fact)])
    writer.writerows(safe_row(astuple(fact)) for fact in facts_of(snapshot))
    return BYTE_ORDER_MARK + text.getvalue()


def facts_of(snapshot: Snapshot) -> Iterator[Fact]:
    """Every fact, in printed order; what is not known is left out."""
    if isinstance(snapshot, DashboardSnapshot):
        yield from _of_dashboard(snapshot)
    elif isinstance(snapshot, AnnualSnapshot):
        yield from _of_annual(snapshot)
    else:
        yield from _of_highlight(snapshot)


def _of_annual(snapshot: AnnualSnapshot) -> Iterator[Fact]:
    for chapter, (record, reference, name, fact, value) in annual_facts(snapshot):
        yield Fact(
            plan=chapter.plan_code if chapter is not None else "",
            priority=chapter.number if chapter is not None else None,
            priority_title=chapter.title if chapter is not None else "",
            record=record,
            reference=reference,
            name=name,
            fact=fact,
            value=value,
        )


def _of_highlight(snapshot: HighlightSnapshot) -> Iterator[Fact]:
    for part in snapshot.priorities:
        for kind, lines in (("outcome", part.outcomes), ("focus", part.focus)):
            for place, line in enumerate(lines, start=1):
                yield from _under(part, kind, str(place), "", iter([("text", plain_text(line))]))
        for row in part.deliverables:
            yield from _under(part, "deliverable", row.reference, plain_text(row.action), _of_deliverable(row))
        for risk in part.risks_and_issues:
            yield from _under(part, risk.kind_word.lower(), risk.reference, plain_text(risk.wording), _of_risk(risk))
        for page in part.measures:
            yield from _of_page(part, page)
    for finding in snapshot.findings or ():
        for fact, value in _of_finding(finding):
            yield Fact(
                plan="",
                priority=None,
                priority_title="",
                record="finding",
                reference=finding.reference,
                name=plain_text(finding.text),
                fact=fact,
                value=value,
            )


def _under(part: PrioritySection, record: str, reference: str, name: str, said: Facts) -> Iterator[Fact]:
    for fact, value in said:
        if value is not None and value != "":
            yield Fact(
                plan=part.plan_code,
                priority=part.number,
                priority_title=part.title,
                record=record,
                reference=reference,
                name=name,
                fact=fact,
                value=value,
            )


def _of_deliverable(row: DeliverableRow) -> Facts:
    yield "status", row.status_word
    yield "percent complete", row.progress
    if row.updated_in_quarter:
        yield "percent complete at the end of the quarter before", row.previous_progress
    yield "rating", row.rag_word
    yield "due", row.due_text
    yield "last day of the due date", row.due_end
    yield "days late", row.days_late
    if row.revised:
        yield "last day of the first due date", row.original_due_end
        yield "days late against the first due date", row.days_late_from_original
    yield "completed on", row.completed_on
    yield "last report on", row.updated_on
    yield "note", plain_text(row.note) if row.note and row.updated_in_quarter else None


def _of_risk(row: RiskRow) -> Facts:
    yield "state", row.state_word
    yield "score", row.score
    yield "likelihood", row.likelihood
    yield "impact", row.impact
    yield "band", row.band_word
    yield "score at the end of the quarter before", row.previous_score
    yield "direction", row.direction_word


def _of_finding(row: FindingRow) -> Facts:
    known = (
        ("kind", row.kind_word),
        ("inspection", row.inspection_title),
        ("status, Force", row.force_word),
        ("status", row.panel_word),
        ("expected closure", row.expected_on),
        ("days late", row.days_late),
        ("closed on", row.closed_on),
    )
    yield from ((fact, value) for fact, value in known if value is not None)


def _of_page(part: PrioritySection, page: MeasurePage) -> Iterator[Fact]:
    for row in page.rows:
        yield from _under(part, "measure", row.code, row.name, _of_measure(row, page.month))
    for block in page.commentary:
        said: Facts = iter([(block.block.label, plain_text(block.text))])
        yield from _under(part, "commentary", "", page.group, said)


def _of_measure(row: MeasureRow, month: date | None) -> Facts:
    figures = row.figures
    change = figures.year_on_year_unit
    yield "counted as", row.unit.label
    yield "month", month
    yield "figure of the month", figures.month
    yield "3 months", figures.three_months
    yield "12 months", figures.twelve_months
    yield f"change from the year before{f', {change.label}' if change else ''}", figures.year_on_year
    yield "trend", row.trend_words
    yield "exceptions", row.exceptions
    yield "weighting", row.weighting
    yield "about the figures", ", ".join(row.notes)


def _of_dashboard(snapshot: DashboardSnapshot) -> Iterator[Fact]:
    for section in snapshot.sections:
        for row in section.rows:
            for fact, value in _of_year(snapshot, row):
                if value is not None and value != "":
                    yield Fact(
                        plan=section.plan_code,
                        priority=section.number,
                        priority_title=section.title,
                        record="measure",
                        reference=row.measure.code,
                        name=row.measure.name,
                        fact=fact,
                        value=value,
                    )


def _of_year(snapshot: DashboardSnapshot, row: DashboardRow) -> Facts:
    figures, trends = row.measure.figures, (("rolling trend", row.measure.trend), ("12-month trend", row.trend))
    yield "counted as", row.measure.unit.label
    yield from ((f"figure of {month:%Y-%m}", value) for month, value in zip(snapshot.months, row.values, strict=True))
    yield "quarter", figures.three_months
    yield "12 months", figures.twelve_months
    yield "exceptions", row.measure.exceptions
    # A trend that is none stands nowhere.
    yield from ((name, trend.label) for name, trend in trends if trend is not None and trend.sign)
    yield "against peers", row.peers.label if row.peers else None
    yield "about the figures", ", ".join(row.measure.notes)
    yield "context", plain_text(row.context) if row.context else None
