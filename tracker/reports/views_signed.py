"""What forms of other rooms say of the report that their records are in, once it is submitted or signed."""

from __future__ import annotations

from datetime import date

from tracker.access import Act
from tracker.dates import FinancialYear, Quarter, today
from tracker.reports.queries_force import InForce, OnItsWay, in_force, on_its_way
from tracker.reports.rules_life import ReportKind, ReportState
from tracker.reports.views import reports
from tracker.reports.views_life import signing_ties
from tracker.web.identity import can
from tracker.writing import session


@reports.app_template_global("signed_highlight")
def signed_highlight(quarter: Quarter | None = None) -> InForce | None:
    """The signed highlight report that what is saved now may belong to; None where there is none. One query.

    It is that of `quarter`; without one, the newest, as long as its day lies in this quarter or the one before: on
    every form, a warning of what is long past would soon be read by nobody.
    """
    since = Quarter.of(today()).previous().start
    found = (each for each in in_force(session()) if each.kind is ReportKind.HIGHLIGHT)
    wanted = (each for each in found if (each.as_at >= since if quarter is None else each.period == quarter))
    return max(wanted, key=lambda each: each.as_at, default=None)


@reports.app_template_global("signed_lately")
def signed_lately() -> list[tuple[InForce, date]]:
    """The signed highlight report and the signed annual report that what is saved of a day may belong to. One query.

    Each with the last day that it tells of; both are the newest of their kind, and lately signed as above.
    """
    since = Quarter.of(today()).previous().start
    newest: dict[ReportKind, InForce] = {}
    for each in sorted(in_force(session()), key=lambda each: each.as_at):
        if each.as_at >= since and each.kind in (ReportKind.HIGHLIGHT, ReportKind.ANNUAL):
            newest[each.kind] = each
    annual = newest.pop(ReportKind.ANNUAL, None)
    found = [(each, each.as_at) for each in newest.values()]
    # A year tells of its own days alone, a highlight report of all up to the day it is as at.
    return [*found, (annual, min(annual.as_at, annual.period.end))] if annual is not None else found


@reports.app_template_global("signed_annual")
def signed_annual(year: str) -> InForce | None:
    """The signed annual report of a year that is written on; None where it is not signed. One query."""
    wanted = FinancialYear.parse(year)
    found = (each for each in in_force(session()) if each.kind is ReportKind.ANNUAL and each.period == wanted)
    return next(found, None)


@reports.app_template_global("unsigned_annual")
def unsigned_annual(year: str) -> OnItsWay | None:
    """The annual report of a year, from its submission or first approval to its signature. Two queries."""
    found = on_its_way(session(), FinancialYear.parse(year))
    if found is None or found.state.is_signed:
        return None
    return found if found.approved or found.state is ReportState.SUBMITTED else None


@reports.app_template_global("may_sign_reports")
def may_sign_reports() -> bool:
    """Whether the person signed in may sign reports, or stands in today for who does."""
    return can(Act.SIGN_REPORTS, signing_ties())
