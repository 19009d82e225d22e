"""Where a finding stood on a day, folded from its history: only what is dated on or before that day counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, PanelStatus, Result, panel_status
from tracker.plan.rules_standing import Dated, Named, latest


class Detail(Dated, Protocol):
    @property
    def text(self) -> str: ...
    @property
    def priority_id(self) -> int | None: ...
    @property
    def lead_id(self) -> int | None: ...
    @property
    def lead(self) -> Named | None: ...
    @property
    def expected_on(self) -> date | None: ...


class SaidByForce(Dated, Protocol):
    @property
    def status(self) -> ForceStatus: ...


class SaidByInspectorate(Dated, Protocol):
    @property
    def status(self) -> InspectorateStatus: ...
    @property
    def told_by(self) -> str | None: ...


class LookedAgain(Dated, Protocol):
    @property
    def result(self) -> Result: ...


class Shown(Protocol):
    @property
    def added_on(self) -> date: ...
    @property
    def withdrawn_on(self) -> date | None: ...


class History(Protocol):
    """A finding. Each list is in the order of its days, and of recording within a day."""

    @property
    def kind(self) -> FindingType: ...
    @property
    def began_on(self) -> date: ...
    @property
    def details(self) -> Sequence[Detail]: ...
    @property
    def force_marks(self) -> Sequence[SaidByForce]: ...
    @property
    def inspectorate_marks(self) -> Sequence[SaidByInspectorate]: ...
    @property
    def reassessments(self) -> Sequence[LookedAgain]: ...
    @property
    def evidence(self) -> Sequence[Shown]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingState:
    """A finding as it stood on a day.

    `updated_on` is the newest day on which force or inspectorate said anything, or it was looked at again; None: never.
    `closed_on` and `closed_by` say when the inspectorate closed it and who told us; `closed_by` is None where it was a
    re-assessment.
    """

    text: str
    priority_id: int | None
    lead_id: int | None
    lead_name: str | None
    expected_on: date | None
    force: ForceStatus
    inspectorate: InspectorateStatus
    result: Result | None
    panel: PanelStatus
    has_evidence: bool
    updated_on: date | None
    closed_on: date | None
    closed_by: str | None

    @property
    def is_open(self) -> bool:
        return self.panel is PanelStatus.OPEN

    def is_overdue(self, on: date) -> bool:
        """Whether it is open after the day it was expected to be closed."""
        return self.is_open and self.expected_on is not None and self.expected_on < on


def standing_at(finding: History, day: date) -> FindingState | None:
    """Where the finding stood at the end of `day`; None when it was not on the record yet."""
    detail = latest(finding.details, day)
    if finding.began_on > day or detail is None:
        return None
    force = latest(finding.force_marks, day)
    inspectorate = latest(finding.inspectorate_marks, day)
    again = latest(finding.reassessments, day)
    # Of two on one day the letter counts: it says more than "improved".
    by_letter = inspectorate is not None and (again is None or inspectorate.effective_on >= again.effective_on)
    word = inspectorate if by_letter else again
    panel = panel_status(finding.kind, _said_by(inspectorate if by_letter else None, again))
    closed = word if panel is PanelStatus.CLOSED else None
    return FindingState(
        text=detail.text,
        priority_id=detail.priority_id,
        lead_id=detail.lead_id,
        lead_name=detail.lead.name if detail.lead else None,
        expected_on=detail.expected_on,
        force=force.status if force else ForceStatus.NOT_STARTED,
        inspectorate=inspectorate.status if inspectorate else InspectorateStatus.AWAITING_REVIEW,
        result=again.result if again else None,
        panel=panel,
        has_evidence=any(
            each.added_on <= day and (each.withdrawn_on is None or each.withdrawn_on > day) for each in finding.evidence
        ),
        updated_on=max((each.effective_on for each in (force, inspectorate, again) if each), default=None),
        closed_on=closed.effective_on if closed else None,
        closed_by=inspectorate.told_by if closed and inspectorate and by_letter else None,
    )


def _said_by(letter: SaidByInspectorate | None, again: LookedAgain | None) -> InspectorateStatus | Result | None:
    if letter is not None:
        return letter.status
    return again.result if again else None
