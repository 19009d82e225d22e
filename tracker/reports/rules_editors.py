"""Whose acts count as an edit of a report: the records a report is made of, as the log calls them (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.reports.rules import subject_of
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot
from tracker.reports.snapshots_kinds import Snapshot


@dataclass(frozen=True, slots=True)
class Included:
    """What the log calls the records of a report: by name, and those whose name begins so."""

    subjects: frozenset[str]
    beginnings: tuple[str, ...]


def included_in(snapshot: Snapshot) -> Included:
    """Everything that is printed, with the priorities it stands under, and the figures it was worked out from."""
    if isinstance(snapshot, AnnualSnapshot):
        year = snapshot.year.key
        return Included(frozenset((*_of_year(snapshot), f"annual {year}")), ("load ", f"annual {year}/"))
    names = _of_dashboard(snapshot) if isinstance(snapshot, DashboardSnapshot) else _of_highlight(snapshot)
    commentary = f"measures/commentary/{snapshot.quarter.key}/"
    return Included(frozenset(names), ("load ",) if isinstance(snapshot, DashboardSnapshot) else ("load ", commentary))


def _of_dashboard(snapshot: DashboardSnapshot) -> Iterator[str]:
    for row in snapshot.rows:
        yield f"measures/{row.measure.code}"


def _of_year(snapshot: AnnualSnapshot) -> Iterator[str]:
    for plan in snapshot.plans:
        yield plan.code
    for chapter in snapshot.chapters:
        yield f"{chapter.plan_code}/{chapter.number}"
        yield from (f"{chapter.plan_code}/{chapter.number}/{each.code}" for each in chapter.every_objective)
        yield from (subject_of(chapter.plan_code, chapter.number, quarter.key) for quarter in snapshot.quarters)
        yield from (name for row in chapter.deliverables for name in (row.reference, *row.earlier))
        yield from (risk.reference for risk in chapter.risks)
        yield from (f"measures/{row.code}" for group in chapter.measures for row in group.rows)
    for finding in snapshot.inspections.findings:
        yield finding.reference


def _of_highlight(snapshot: HighlightSnapshot) -> Iterator[str]:
    for plan in snapshot.plans:
        yield plan.code
    for part in snapshot.priorities:
        yield f"{part.plan_code}/{part.number}"
        yield subject_of(part.plan_code, part.number, snapshot.quarter.key)
        yield from (row.reference for row in part.deliverables)
        yield from (row.reference for row in part.risks_and_issues)
        yield from (f"measures/{row.code}" for page in part.measures for row in page.rows)
    for finding in snapshot.findings or ():
        yield finding.reference
        yield f"inspections/{finding.inspection}"
