"""Closing a risk, resolving an issue, opening either again, and a risk that happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.risks import queries
from tracker.risks.commands import begin
from tracker.risks.commands_history import position_now, restand
from tracker.risks.models import Risk, RiskDeliverable, RiskDetail, RiskFinding, RiskMove
from tracker.risks.queries_story import detail_words
from tracker.risks.rules import Band, RiskKind, RiskState
from tracker.risks.rules_changes import check_close, check_happened, check_move_day, check_reopen, check_severity
from tracker.risks.rules_standing import RiskPosition
from tracker.writing import expect_version, touch

_CLOSED_AS: Final = {RiskKind.RISK: RiskState.CLOSED, RiskKind.ISSUE: RiskState.RESOLVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRisk:
    """Closes a risk or resolves an issue."""

    version: int
    effective_on: date
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenRisk:
    version: int
    effective_on: date
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """`effective_on` is the day it happened, `severity` that of the issue, `reason` what happened."""

    version: int
    effective_on: date
    severity: Band | None
    reason: str | None


def close_risk(session: Session, risk: Risk, command: CloseRisk, *, by: Actor, on: date) -> None:
    """Raises Stale, NotOpen, ClosingNeedsReason, DayNotYetCome or DayTooEarly."""
    expect_version(risk.reference, risk, command.version)
    before = position_now(session, risk)
    check_close(risk.kind, before.state, command.reason)
    _move(session, risk, before, _CLOSED_AS[risk.kind], command, by=by, on=on)
    changes = _state_words(before, _CLOSED_AS[risk.kind])
    record(session, Event.RISK_CLOSED, by=by, subject=risk.reference, changes=changes, reason=command.reason)


def reopen_risk(session: Session, risk: Risk, command: ReopenRisk, *, by: Actor, on: date) -> None:
    """Raises Stale, NothingToReopen, ItsIssueIsOpen, ReopeningNeedsReason, DayNotYetCome or DayTooEarly."""
    expect_version(risk.reference, risk, command.version)
    before = position_now(session, risk)
    check_reopen(risk.kind, before.state, command.reason, open_issue=queries.open_issue(risk))
    _move(session, risk, before, RiskState.OPEN, command, by=by, on=on)
    changes = _state_words(before, RiskState.OPEN)
    record(session, Event.RISK_REOPENED, by=by, subject=risk.reference, changes=changes, reason=command.reason)


def happened(session: Session, risk: Risk, command: Happened, *, by: Actor, on: date) -> Risk:
    """The risk closes and goes on as an issue, with its wording, priority, owner and links; returns the issue.

    Raises Stale, IssuesHaveHappened, NotOpen, HappenedBefore, HappeningNeedsReason, SeverityMissing, DayNotYetCome or
    DayTooEarly.
    """
    expect_version(risk.reference, risk, command.version)
    before = position_now(session, risk)
    known = risk.issue.reference if risk.issue else None
    check_happened(risk.reference, risk.kind, before.state, command.reason, issue=known)
    check_severity(RiskKind.ISSUE, command.severity, may_stay_unknown=False)
    _move(session, risk, before, RiskState.HAPPENED, command, by=by, on=on)
    detail = _taken_over(risk.details[-1], command, by)
    issue = begin(session, RiskKind.ISSUE, detail)
    issue.from_risk = risk
    _link_alike(risk, issue, command.effective_on, by)
    restand(session, issue, on)
    state = _state_words(before, RiskState.HAPPENED) | {"Issue": (None, issue.reference)}
    record(session, Event.RISK_HAPPENED, by=by, subject=risk.reference, changes=state, reason=command.reason)
    origin = difference({}, {**detail_words(detail), "Came from": risk.reference})
    record(session, Event.RISK_RAISED, by=by, subject=issue.reference, changes=origin, reason=command.reason)
    return issue


def _move(
    session: Session,
    risk: Risk,
    before: RiskPosition,
    state: RiskState,
    command: CloseRisk | ReopenRisk | Happened,
    *,
    by: Actor,
    on: date,
) -> None:
    last_move = before.state_since if risk.moves else None
    check_move_day(command.effective_on, began_on=risk.began_on, last_move=last_move, today=on)
    move = RiskMove(effective_on=command.effective_on, state=state, reason=command.reason or "", author=by.name)
    risk.moves.append(move)
    touch(risk)
    restand(session, risk, on)


def _taken_over(last: RiskDetail, command: Happened, by: Actor) -> RiskDetail:
    return RiskDetail(
        effective_on=command.effective_on,
        priority=last.priority,
        owner=last.owner,
        event=last.event,
        cause=last.cause,
        consequence=last.consequence,
        public_wording=last.public_wording,
        internal_wording=last.internal_wording,
        severity=command.severity,
        reason=command.reason,
        recorded_by=by.name,
    )


def _link_alike(risk: Risk, issue: Risk, on: date, by: Actor) -> None:
    """The issue is linked to what the risk is linked to now."""
    issue.deliverable_links = [
        RiskDeliverable(deliverable=link.deliverable, linked_on=on, linked_by=by.name)
        for link in risk.deliverable_links
        if link.unlinked_on is None
    ]
    issue.finding_links = [
        RiskFinding(finding=link.finding, linked_on=on, linked_by=by.name)
        for link in risk.finding_links
        if link.unlinked_on is None
    ]


def _state_words(before: RiskPosition, after: RiskState) -> dict[str, tuple[str | None, str | None]]:
    return {"State": (before.state.label, after.label)}
