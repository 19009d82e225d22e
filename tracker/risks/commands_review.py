"""Reviewing a risk or issue, and accepting a risk until a day (RULES 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import long_date
from tracker.risks.commands_history import position_now, restand
from tracker.risks.models import Acceptance, Risk, RiskReview
from tracker.risks.rules_changes import check_editable
from tracker.risks.rules_scores import check_acceptance, check_day, check_ending, check_is_risk
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True)
class ReviewRisk:
    version: int
    effective_on: date
    note: str | None


@dataclass(frozen=True, slots=True)
class AcceptRisk:
    """`ends_on` is the last day of the acceptance."""

    version: int
    ends_on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class EndAcceptance:
    version: int
    reason: str | None


def review_risk(session: Session, risk: Risk, command: ReviewRisk, *, by: Actor, on: date) -> RiskReview:
    """Somebody looked at it; the next review counts from that day.

    Raises Stale, ClosedKeepsItsRecord, DayNotYetCome or DayTooEarly.
    """
    expect_version(risk.reference, risk, command.version)
    check_editable(risk.kind, position_now(session, risk).state)
    check_day(command.effective_on, began_on=risk.began_on, today=on)
    review = RiskReview(effective_on=command.effective_on, note=command.note, reviewer=by.name)
    risk.reviews.append(review)
    touch(risk)
    restand(session, risk, on)
    due = risk.standing.review_due_on
    changes = {
        "Reviewed on": (None, long_date(command.effective_on)),
        "Note": (None, command.note),
        "Next review by": (None, long_date(due) if due else None),
    }
    record(session, Event.RISK_REVIEWED, by=by, subject=risk.reference, changes=changes)
    return review


def accept_risk(session: Session, risk: Risk, command: AcceptRisk, *, by: Actor, on: date) -> Acceptance:
    """The office lives with the risk from today until a last day; takes the place of an acceptance in force.

    Raises IssuesHaveNoScores, Stale, ClosedKeepsItsRecord, AcceptedUntilThePast, AcceptedTooLong or
    AcceptanceNeedsReason.
    """
    check_is_risk(risk.reference, risk.kind, "accepted")
    expect_version(risk.reference, risk, command.version)
    now = position_now(session, risk)
    check_editable(risk.kind, now.state)
    check_acceptance(command.ends_on, command.reason, on)
    found = _add(session, risk, Acceptance(accepted=True, ends_on=command.ends_on), command.reason, by=by, on=on)
    changes = {"Accepted until": (_day(now.accepted_until), long_date(command.ends_on))}
    record(session, Event.RISK_ACCEPTED, by=by, subject=risk.reference, changes=changes, reason=command.reason)
    return found


def end_acceptance(session: Session, risk: Risk, command: EndAcceptance, *, by: Actor, on: date) -> Acceptance:
    """Ends the acceptance in force before its last day.

    Raises IssuesHaveNoScores, Stale, ClosedKeepsItsRecord, NothingAccepted or EndingNeedsReason.
    """
    check_is_risk(risk.reference, risk.kind, "accepted")
    expect_version(risk.reference, risk, command.version)
    now = position_now(session, risk)
    check_editable(risk.kind, now.state)
    check_ending(now.accepted_until, command.reason, on)
    found = _add(session, risk, Acceptance(accepted=False, ends_on=None), command.reason, by=by, on=on)
    changes = {"Accepted until": (_day(now.accepted_until), None)}
    record(session, Event.RISK_ACCEPTANCE_ENDED, by=by, subject=risk.reference, changes=changes, reason=command.reason)
    return found


def _add(session: Session, risk: Risk, row: Acceptance, reason: str | None, *, by: Actor, on: date) -> Acceptance:
    # The clock may have been set back since the last one.
    row.effective_on = max([on, *(each.effective_on for each in risk.acceptances)])
    row.reason = reason or ""
    row.approver = by.name
    risk.acceptances.append(row)
    touch(risk)
    restand(session, risk, on)
    return row


def _day(day: date | None) -> str | None:
    return long_date(day) if day else None
