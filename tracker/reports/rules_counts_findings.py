"""The figures on findings that a report states, all counted from its own rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.inspections.rules import ForceStatus, PanelStatus
from tracker.reports.snapshots_inspections import FindingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCounts:
    """How many findings are what. All but `closed` count open ones; what the force alone closed is open.

    `force_closed` and `ready` wait for the inspectorate.
    """

    open: int
    overdue: int
    no_lead: int
    no_date: int
    ready: int
    force_closed: int
    closed: int


def count_findings(rows: Iterable[FindingRow]) -> FindingCounts:
    """The counts of these rows. `closed` are those the inspectorate closed in the quarter."""
    every = tuple(rows)
    still = [row for row in every if row.panel is PanelStatus.OPEN]
    return FindingCounts(
        open=len(still),
        overdue=sum(row.overdue for row in still),
        no_lead=sum(not row.has_lead for row in still),
        no_date=sum(row.expected_on is None for row in still),
        ready=sum(row.force is ForceStatus.READY_FOR_CLOSURE for row in still),
        force_closed=sum(row.force is ForceStatus.CLOSED_BY_FORCE for row in still),
        closed=sum(row.panel is PanelStatus.CLOSED for row in every),
    )
