"""What forms of other rooms say of the report that their records are in, once it is signed: a template global."""

from __future__ import annotations

from tracker.dates import Quarter
from tracker.reports.queries_force import InForce, in_force
from tracker.reports.rules_life import ReportKind
from tracker.reports.views import reports
from tracker.writing import session


@reports.app_template_global("signed_highlight")
def signed_highlight(quarter: Quarter | None = None) -> InForce | None:
    """The signed highlight report as at the latest day, or that of a quarter; None where there is none. One query."""
    found = (each for each in in_force(session()) if each.kind is ReportKind.HIGHLIGHT)
    wanted = (each for each in found if quarter is None or each.quarter == quarter)
    return max(wanted, key=lambda each: each.as_at, default=None)
