"""What is wrong with a version of a report, and the report it is held against."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.measures.queries_commentary import commentary_in
from tracker.measures.rules_commentary import FigureState, Mark, mark_of
from tracker.reports import queries_signoff as queries
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_checks import Problem, problems
from tracker.reports.rules_checks_dashboard import dashboard_problems
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_kinds import Snapshot, read_snapshot

_NO_PROBLEM = frozenset({FigureState.CONFIRMED, FigureState.AGREES})


def problems_of(
    session: Session, kind: ReportKind, quarter: Quarter, found: Standing | None, snapshot: Snapshot
) -> tuple[Problem, ...]:
    """Everything that is wrong with this content, in the order of the report."""
    if not isinstance(snapshot, HighlightSnapshot):
        return dashboard_problems(snapshot)
    before = previous_content(session, kind, quarter, found)
    previous = before if isinstance(before, HighlightSnapshot) else None
    return problems(snapshot, previous, _settled(session, quarter, snapshot))


def previous_content(session: Session, kind: ReportKind, quarter: Quarter, found: Standing | None) -> Snapshot | None:
    """What the last signed report before a version says; None before there is any."""
    before = queries.signed_before(session, kind, quarter, found.number if found is not None else None)
    if before is None or before.signature is None:
        return None
    return read_snapshot(kind, queries.content_of(session, before.signature.snapshot))


def _settled(session: Session, quarter: Quarter, snapshot: HighlightSnapshot) -> frozenset[Mark]:
    """Figures of the commentary that somebody confirmed with a source, or that agree with what the tables rest on."""
    return frozenset(
        mark_of(figure.checked.sentence, figure.checked.says)
        for line in commentary_in(session, quarter, snapshot.as_at)
        for check in line.checks
        for figure in check.figures
        if figure.state in _NO_PROBLEM
    )
