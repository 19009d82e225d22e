"""From dated histories to what an annual report says of a year: rows of deliverables, what moved of risks and findings.

Wording, place, due date and lateness are taken as on the last day that counts: the year's last one, or the report's own
where that comes before. What was renamed or moved after the year belongs to the next year's report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.dates import FinancialYear, long_date
from tracker.inspections import rules_standing as findings
from tracker.plan.rules import DECIDED, lateness
from tracker.plan.rules_standing import History, updates_that_stand
from tracker.plan.rules_year_marks import Mark, Marked, YearOfWork, eve_of, last_day
from tracker.reports.rows_findings import Reported as ReportedFinding
from tracker.reports.rows_risks import Reported as ReportedRisk
from tracker.reports.snapshots_annual import FindingMoved
from tracker.reports.snapshots_annual_plan import MarkFacts, RiskMoved, YearRow
from tracker.risks import rules_standing as risks
from tracker.risks.rules import RiskKind, RiskState, direction

M = TypeVar("M", bound=Marked)


@dataclass(frozen=True, slots=True)
class YearSpan:
    """What an annual report covers: a financial year, as at a day of it or after it."""

    year: FinancialYear
    as_at: date

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return last_day(self.year, self.as_at)

    @property
    def day_before(self) -> date:
        """The last day of the year before."""
        return eve_of(self.year)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the part of the year that counts."""
        return day is not None and self.year.start <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class PlacedYearRow:
    """A row, the priority it stood under, and its place there."""

    priority_id: int
    position: int
    row: YearRow


def year_row(work: YearOfWork[M], span: YearSpan, codes: Mapping[int, str]) -> PlacedYearRow:
    """The row of a piece of work. `codes` are those of the objectives by their id."""
    end = work.end
    start = work.start.percent if work.start is not None and work.start.updated_on is not None else None
    late = lateness(end.original_due.end, end.due.end, end.status, span.last_day)
    updated = span.holds(end.updated_on)
    row = YearRow(
        reference=work.reference,
        earlier=work.earlier,
        objective=codes.get(end.objective_id) if end.objective_id is not None else None,
        action=end.action,
        due_text=end.due.text,
        due_end=end.due.end,
        start=start,
        progress=end.percent,
        status=end.status,
        status_word=end.status.label,
        outcome=work.outcome,
        outcome_word=work.outcome.label,
        updated_on=end.updated_on,
        updated_in_year=updated,
        note=end.note if updated else None,
        completed_on=end.completed_on,
        closed_reason=work.reason,
        marks=tuple(_mark(mark) for mark in work.marks),
        overdue=late.is_overdue,
        days_late=late.days,
    )
    return PlacedYearRow(end.priority_id, end.position, row)


def _mark(mark: Mark) -> MarkFacts:
    return MarkFacts(kind=mark.kind, word=mark.kind.label, words=mark.words, reason=mark.reason, day=mark.day)


def updates_between(deliverables: Sequence[History], first: date, last: date) -> int:
    """How many reports of progress that stand are dated in a stretch of days."""
    return sum(
        first <= update.effective_on <= last and update.status not in DECIDED
        for deliverable in deliverables
        for update in updates_that_stand(deliverable.updates)
    )


def risk_moved(risk: ReportedRisk, matrices: risks.Matrices, span: YearSpan) -> RiskMoved | None:
    """None for what has no public wording and for what did not move in the year."""
    reached = risks.standing_at(risk, matrices, span.last_day)
    if reached is None or reached.public_wording is None:
        return None
    before = risks.standing_at(risk, matrices, span.day_before)
    scored = risk.kind is RiskKind.RISK
    score = reached.current if scored else None
    start = before.current if scored and before is not None else None
    way = direction(score, start)
    moved = " ".join(_risk_moves(risk, reached, start.value if start else None, span))
    if not moved:
        return None
    return RiskMoved(
        reference=risk.reference,
        kind=risk.kind,
        kind_word=risk.kind.label,
        wording=reached.public_wording,
        raised_on=risk.began_on,
        state=reached.state,
        state_word=reached.state.label,
        start_score=start.value if start else None,
        score=score.value if score else None,
        band_word=reached.band.label if reached.band else None,
        direction=way,
        direction_word=way.label if way else None,
        moved=moved,
    )


def _risk_moves(risk: ReportedRisk, reached: risks.RiskPosition, start: int | None, span: YearSpan) -> Iterator[str]:
    if span.holds(risk.began_on):
        yield f"Raised on {long_date(risk.began_on)}."
    now = reached.current.value if reached.current is not None and risk.kind is RiskKind.RISK else None
    if now is not None and start is None:
        yield f"Scored {now}."
    elif now is not None and start is not None and now != start:
        yield f"Score {'up' if now > start else 'down'} from {start} to {now}."
    if reached.state is not RiskState.OPEN and span.holds(reached.state_since):
        yield f"{reached.state.label} on {long_date(reached.state_since)}."


def finding_moved(finding: ReportedFinding, span: YearSpan) -> FindingMoved | None:
    """None for a remark and for what neither came, closed nor was spoken of in the year."""
    reached = findings.standing_at(finding, span.last_day)
    if reached is None or not finding.kind.asks_for_work:
        return None
    moved = " ".join(_finding_moves(finding, reached, span))
    if not moved:
        return None
    return FindingMoved(
        reference=finding.reference,
        kind=finding.kind,
        kind_word=finding.kind.label,
        inspection_title=finding.inspection.title,
        text=reached.text,
        force_word=reached.force.label,
        panel=reached.panel,
        panel_word=reached.panel.label,
        closed_on=reached.closed_on,
        moved=moved,
    )


def _finding_moves(finding: ReportedFinding, reached: findings.FindingState, span: YearSpan) -> Iterator[str]:
    if span.holds(finding.began_on):
        yield f"Raised on {long_date(finding.began_on)}."
    if reached.closed_on is not None and span.holds(reached.closed_on):
        yield f"Closed on {long_date(reached.closed_on)}."
    elif reached.updated_on is not None and span.holds(reached.updated_on):
        result = f", {reached.result.label.lower()}" if reached.result else ""
        yield f"Force: {reached.force.label.lower()}{result}, as of {long_date(reached.updated_on)}."
