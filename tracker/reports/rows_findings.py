"""From a finding's dated history to its row in a quarter's report (RULES 6).

Wording, lead and expected closure are taken as at the report's day; what force and inspectorate said up to that day
and the quarter's end, whichever comes first.
"""

from __future__ import annotations

from typing import Protocol

from tracker.inspections.rules_standing import FindingState, History, standing_at
from tracker.reports.rows import Period
from tracker.reports.snapshots_inspections import FindingRow


class Referred(Protocol):
    @property
    def reference(self) -> str: ...


class Inspected(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...


class Reported(History, Referred, Protocol):
    """A finding with everything a row needs."""

    @property
    def official_reference(self) -> str | None: ...
    @property
    def parent(self) -> Referred | None: ...
    @property
    def inspection(self) -> Inspected: ...


def finding_row(finding: Reported, period: Period) -> FindingRow | None:
    """The row; None for a remark, for what was closed in an earlier quarter, and for what was not on record yet."""
    named, reached = standing_at(finding, period.as_at), standing_at(finding, period.last_day)
    if not finding.kind.asks_for_work or named is None or reached is None:
        return None
    if reached.closed_on is not None and reached.closed_on < period.quarter.start:
        return None
    return _row(finding, named, reached, _days_late(named, reached, period))


def _days_late(named: FindingState, reached: FindingState, period: Period) -> int:
    if not reached.is_open or named.expected_on is None:
        return 0
    return max((period.as_at - named.expected_on).days, 0)


def _row(finding: Reported, named: FindingState, reached: FindingState, days_late: int) -> FindingRow:
    return FindingRow(
        reference=finding.reference,
        kind=finding.kind,
        kind_word=finding.kind.label,
        part_of=finding.parent.reference if finding.parent else None,
        official_reference=finding.official_reference,
        inspection=finding.inspection.code,
        inspection_title=finding.inspection.title,
        text=named.text,
        has_lead=named.lead_name is not None,
        force=reached.force,
        force_word=reached.force.label,
        panel=reached.panel,
        panel_word=reached.panel.label,
        expected_on=named.expected_on,
        overdue=days_late > 0,
        days_late=days_late,
        result=reached.result,
        result_word=reached.result.label if reached.result else None,
        updated_on=reached.updated_on,
        closed_on=reached.closed_on,
    )
