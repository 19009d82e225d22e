"""What is wrong with a version of a report, and the reports it is held against."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from tracker.annual.queries import ON_COVER, every_picture, uses_of_pictures
from tracker.annual.queries_year import annual_year
from tracker.dates import FinancialYear, Period, Quarter
from tracker.measures.queries_commentary import commentary_in
from tracker.measures.rules_commentary import FigureState, Mark, mark_of
from tracker.reports.queries_after import signed_content
from tracker.reports.queries_signoff import signed_before
from tracker.reports.rules_checks import Problem, problems
from tracker.reports.rules_checks_annual import annual_problems
from tracker.reports.rules_checks_annual_marks import GonePicture, gone_pictures
from tracker.reports.rules_checks_dashboard import dashboard_problems
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot
from tracker.reports.snapshots_kinds import Snapshot

_NO_PROBLEM = frozenset({FigureState.CONFIRMED, FigureState.AGREES})


def problems_of(session: Session, kind: ReportKind, period: Period, snapshot: Snapshot) -> tuple[Problem, ...]:
    """Everything that is wrong with this content, in the order of the report."""
    if isinstance(snapshot, AnnualSnapshot):
        return (*annual_problems(snapshot), *gone_pictures(_gone(session, FinancialYear.parse(snapshot.year.key))))
    if isinstance(snapshot, DashboardSnapshot):
        return dashboard_problems(snapshot)
    before = previous_content(session, kind, period)
    previous = before if isinstance(before, HighlightSnapshot) else None
    return problems(snapshot, previous, _settled(session, snapshot))


def previous_content(session: Session, kind: ReportKind, period: Period) -> Snapshot | None:
    """What the last signed report of an earlier period says; None before there is any."""
    before = signed_before(session, kind, period)
    return signed_content(session, kind, before) if before is not None else None


def _gone(session: Session, year: FinancialYear) -> Iterator[GonePicture]:
    """The year's withdrawn pictures that something still names."""
    annual = annual_year(session, year)
    if annual is None:
        return
    withdrawn = [picture for picture in every_picture(session, annual) if picture.is_withdrawn]
    uses = uses_of_pictures(session, annual) if withdrawn else {}
    for picture in withdrawn:
        places = uses.get(picture.id, [])
        if places:
            others = tuple(place for place in places if place != ON_COVER)
            yield GonePicture(picture.number, ON_COVER in places, others)


def _settled(session: Session, snapshot: HighlightSnapshot) -> frozenset[Mark]:
    """Figures of the commentary that somebody confirmed with a source, or that agree with what the tables rest on."""
    return frozenset(
        mark_of(figure.checked.sentence, figure.checked.says)
        for line in commentary_in(session, Quarter.parse(snapshot.quarter.key), snapshot.as_at)
        for check in line.checks
        for figure in check.figures
        if figure.state in _NO_PROBLEM
    )
