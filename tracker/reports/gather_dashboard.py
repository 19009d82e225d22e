"""From the figures in force on a day to the snapshot of a quarter's dashboard report, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.accounts.queries import office_as_at
from tracker.dates import Quarter
from tracker.measures.models import Measure
from tracker.measures.models_summary import MeasureContext
from tracker.measures.queries import measure_rules, measures
from tracker.measures.queries_reports import contexts_in, months_loaded
from tracker.measures.queries_values import records_of, vintage_at
from tracker.measures.rules import month_of, months_on, window
from tracker.measures.rules_standing import MeasureRecord, standings
from tracker.measures.rules_windows import YEAR
from tracker.plan.models import Priority
from tracker.plan.queries import plans
from tracker.reports.gather import office_facts, quarter_facts
from tracker.reports.gather_measures import READ_BACK
from tracker.reports.rows_dashboard import dashboard_row, is_shown
from tracker.reports.rows_measures import basis
from tracker.reports.rules import PeriodNotBegun, has_begun_by, is_in_force_in
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSection, DashboardSnapshot


def gather_dashboard(session: Session, quarter: Quarter, as_at: date) -> DashboardSnapshot:
    """The quarter's measures as the loads up to `as_at` give them. Raises PeriodNotBegun for a day before it."""
    if as_at < quarter.start:
        raise PeriodNotBegun(quarter)
    last = month_of(quarter.end)
    vintage, rules = vintage_at(session, as_at), measure_rules(session, as_at)
    found = measures(session, on=min(as_at, quarter.end))
    records = records_of(session, found, vintage=vintage, since=months_on(last, -READ_BACK), until=last)
    contexts = contexts_in(session, quarter.key)
    shown = _shown(found, records, contexts, last)
    rows: dict[int, list[DashboardRow]] = defaultdict(list)
    for (measure, _), standing in zip(shown, standings([record for _, record in shown], last, rules), strict=True):
        said = contexts.get(measure.id)
        row = dashboard_row(
            standing,
            rules,
            context=said.words if said else None,
            peers=said.peers if said else None,
            peers_basis=said.peers_basis if said else None,
        )
        rows[measure.priority_id].append(row)
    sections = _sections(session, quarter, rows)
    return DashboardSnapshot(
        as_at=as_at,
        quarter=quarter_facts(quarter),
        office=office_facts(office_as_at(session, as_at)),
        months=window(last, YEAR),
        sections=sections,
        basis=basis(vintage, tuple(row.measure for section in sections for row in section.rows), rules),
    )


def quarters_with_figures(session: Session, on: date) -> list[Quarter]:
    """The quarters that have a month with figures, the newest first; none that has not begun on `on`."""
    found = {Quarter.of(month) for month in months_loaded(session, on)}
    return sorted((quarter for quarter in found if quarter.start <= on), reverse=True)


def _shown(
    found: Sequence[Measure], records: Sequence[MeasureRecord], contexts: Mapping[int, MeasureContext], last: date
) -> list[tuple[Measure, MeasureRecord]]:
    return [
        (measure, record)
        for measure, record in zip(found, records, strict=True)
        if is_shown(record, last, has_context=measure.id in contexts)
    ]


def _sections(
    session: Session, quarter: Quarter, rows: Mapping[int, Sequence[DashboardRow]]
) -> tuple[DashboardSection, ...]:
    """Every priority of a plan in force that has measures to show, and of an older plan those that still have some."""
    begun = [plan for plan in plans(session) if has_begun_by(plan.status, plan.starts, quarter)]
    begun.sort(key=lambda plan: (plan.starts, plan.code))
    sections = []
    for plan in begun:
        has_rows = any(rows.get(priority.id) for priority in plan.priorities)
        whole = has_rows and is_in_force_in(plan.status, plan.starts, plan.ends, quarter)
        sections += [_section(each, rows.get(each.id, ())) for each in plan.priorities if whole or rows.get(each.id)]
    return tuple(sections)


def _section(priority: Priority, rows: Sequence[DashboardRow]) -> DashboardSection:
    return DashboardSection(
        plan_code=priority.plan.code,
        plan_title=priority.plan.title,
        number=priority.number,
        title=priority.title,
        rows=tuple(rows),
    )
