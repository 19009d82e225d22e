"""The content of a report of any kind, gathered from the records as at a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_kinds import Snapshot


def gather_report(session: Session, kind: ReportKind, quarter: Quarter, as_at: date) -> Snapshot:
    """Raises QuarterNotBegun for a day before the quarter."""
    if kind is ReportKind.DASHBOARD:
        return gather_dashboard(session, quarter, as_at)
    return gather_highlight(session, quarter, as_at)
