"""What the commands on a finding share: where it stands now."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding, FindingStanding
from tracker.inspections.rules_retype import ObservationHasNoStatus
from tracker.inspections.rules_standing import FindingState, standing_at
from tracker.inspections.rules_withdraw import IsWithdrawn
from tracker.plan.rules_standing import latest
from tracker.writing import flush

_SORTED_BY: Final = 300


def state_now(finding: Finding) -> FindingState:
    """Where it stands by all that is recorded."""
    found = standing_at(finding, date.max)
    if found is None:
        raise ValueError(f"{finding.reference} has no details.")
    return found


def name_of(row: Finding | Inspection) -> str:
    """Its reference or code."""
    return row.reference if isinstance(row, Finding) else row.code


def expect_stands(finding: Finding) -> None:
    """Raises IsWithdrawn when the finding is, be it with its inspection or its cause of concern."""
    through = finding.withdrawn_with
    if through is not None:
        raise IsWithdrawn(finding.reference, name_of(through), through)


def expect_asks_for_work(finding: Finding) -> None:
    """Raises IsWithdrawn, or ObservationHasNoStatus for a remark that nobody has to close."""
    expect_stands(finding)
    if not finding.kind.asks_for_work:
        raise ObservationHasNoStatus(finding.reference)


def expect_inspection_stands(inspection: Inspection) -> None:
    """Raises IsWithdrawn."""
    if inspection.is_withdrawn:
        raise IsWithdrawn(inspection.code, inspection.code, inspection)


def restand(session: Session, finding: Finding, on: date) -> None:
    """Flushes, then works `FindingStanding` out anew from the history as at `on`."""
    flush(session)
    # The clock may have been set back since the finding was recorded.
    day = max(on, finding.began_on)
    state, detail = standing_at(finding, day), latest(finding.details, day)
    if state is None or detail is None:
        raise ValueError(f"{finding.reference} has no details.")
    row = session.get(FindingStanding, finding.id)
    if row is None:
        row = FindingStanding(finding=finding, number=finding.number, inspection=finding.inspection)
        session.add(row)
    row.kind = finding.kind
    row.text = state.text
    row.text_sort = state.text.lower()[:_SORTED_BY]
    row.priority = detail.priority
    row.lead = detail.lead
    row.expected_on = state.expected_on
    row.force_status = state.force
    row.inspectorate_status = state.inspectorate
    row.result = state.result
    row.is_open = state.is_open and not finding.is_withdrawn
    row.is_withdrawn = finding.is_withdrawn
    row.has_evidence = state.has_evidence
    row.updated_on = state.updated_on
    flush(session)
