"""The content of a report of any kind, gathered from the records as at a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.dates import FinancialYear, Period
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_annual import gather_annual
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_kinds import Snapshot


def gather_report(session: Session, kind: ReportKind, period: Period, as_at: date) -> Snapshot:
    """Raises PeriodNotBegun for a day before the period."""
    if isinstance(period, FinancialYear):
        return gather_annual(session, period, as_at)
    if kind is ReportKind.DASHBOARD:
        return gather_dashboard(session, period, as_at)
    return gather_highlight(session, period, as_at)
