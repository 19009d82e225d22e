"""The risks, issues and findings that belong to a record of another room: one query for each list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import FindingDeliverable, FindingStanding
from tracker.inspections.rules import FindingType, ForceStatus, PanelStatus
from tracker.risks.models import RiskDeliverable, RiskFinding, RiskStanding
from tracker.risks.rules import Band, RiskKind, RiskState

_BANDS: Final = list(Band)


class LinkedRisk(NamedTuple):
    """A risk or issue as it stands today. `band` is None while a risk is not scored and an issue has no severity."""

    kind: RiskKind
    number: int
    words: str
    state: RiskState
    score: int | None
    band: Band | None
    owner_name: str | None
    review_due_on: date | None

    @property
    def reference(self) -> str:
        return f"{self.kind.letter}-{self.number:04d}"

    @property
    def is_red(self) -> bool:
        """Whether it makes the deliverables linked to it amber (RULES 2)."""
        return self.state is RiskState.OPEN and self.band is not None and self.band.is_red


class LinkedFinding(NamedTuple):
    """A finding as it stands today."""

    number: int
    kind: FindingType
    text: str
    inspection_code: str
    inspection_title: str
    is_open: bool
    force_status: ForceStatus
    expected_on: date | None
    lead_name: str | None
    has_evidence: bool

    @property
    def reference(self) -> str:
        return f"F-{self.number:04d}"

    @property
    def panel(self) -> PanelStatus:
        """What the Panel is shown."""
        if not self.kind.asks_for_work:
            return PanelStatus.NOTED
        return PanelStatus.OPEN if self.is_open else PanelStatus.CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether it is open after the day it was expected to be closed."""
        return self.is_open and self.expected_on is not None and self.expected_on < on


def risks_of_deliverable(session: Session, deliverable_id: int) -> list[LinkedRisk]:
    """The risks and issues that may delay a deliverable or do: open ones first, the highest on top."""
    wanted = _RISKS.join(RiskDeliverable, RiskDeliverable.risk_id == RiskStanding.risk_id).where(
        RiskDeliverable.deliverable_id == deliverable_id, RiskDeliverable.unlinked_on.is_(None)
    )
    return _risks(session, wanted)


def risks_of_finding(session: Session, finding_id: int) -> list[LinkedRisk]:
    """The risks and issues that have to do with a finding, in the same order."""
    wanted = _RISKS.join(RiskFinding, RiskFinding.risk_id == RiskStanding.risk_id).where(
        RiskFinding.finding_id == finding_id, RiskFinding.unlinked_on.is_(None)
    )
    return _risks(session, wanted)


def risks_under(session: Session, priority_id: int) -> list[LinkedRisk]:
    """Every risk and issue that stands under a priority, in the same order."""
    return _risks(session, _RISKS.where(RiskStanding.priority_id == priority_id))


def findings_of_deliverable(session: Session, deliverable_id: int) -> list[LinkedFinding]:
    """The findings a deliverable answers: open ones first, the soonest expected to be closed on top."""
    wanted = _FINDINGS.join(FindingDeliverable, FindingDeliverable.finding_id == FindingStanding.finding_id).where(
        FindingDeliverable.deliverable_id == deliverable_id, FindingDeliverable.unlinked_on.is_(None)
    )
    return _findings(session, wanted)


def findings_under(session: Session, priority_id: int) -> list[LinkedFinding]:
    """Every finding that stands under a priority, in the same order."""
    return _findings(session, _FINDINGS.where(FindingStanding.priority_id == priority_id))


def red_references(risks: Sequence[LinkedRisk]) -> tuple[str, ...]:
    """Those that make a deliverable amber, the highest first."""
    return tuple(risk.reference for risk in risks if risk.is_red)


def _risks(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[LinkedRisk]:
    return sorted((LinkedRisk(*row) for row in session.execute(wanted)), key=_highest_first)


def _highest_first(risk: LinkedRisk) -> tuple[bool, int, int, str, int]:
    band = _BANDS.index(risk.band) if risk.band else -1
    return risk.state is not RiskState.OPEN, -band, -(risk.score or 0), risk.kind.letter, risk.number


def _findings(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[LinkedFinding]:
    return sorted((LinkedFinding(*row) for row in session.execute(wanted)), key=_soonest_first)


def _soonest_first(finding: LinkedFinding) -> tuple[bool, date, int]:
    return not finding.is_open, finding.expected_on or date.max, finding.number


_RISKS: Final = (
    select(
        RiskStanding.kind,
        RiskStanding.number,
        RiskStanding.words,
        RiskStanding.state,
        RiskStanding.score,
        RiskStanding.band,
        Person.name,
        RiskStanding.review_due_on,
    )
    .join(Person, Person.id == RiskStanding.owner_id, isouter=True)
    .order_by(RiskStanding.number, RiskStanding.risk_id)
)
_FINDINGS: Final = (
    select(
        FindingStanding.number,
        FindingStanding.kind,
        FindingStanding.text,
        Inspection.code,
        Inspection.title,
        FindingStanding.is_open,
        FindingStanding.force_status,
        FindingStanding.expected_on,
        Person.name,
        FindingStanding.has_evidence,
    )
    .join(Inspection, Inspection.id == FindingStanding.inspection_id)
    .join(Person, Person.id == FindingStanding.lead_id, isouter=True)
    .where(~FindingStanding.is_withdrawn)
    .order_by(FindingStanding.number)
)
