"""Raising risks and issues, changing what they are and whose. Closing has `commands_close`, links `commands_links`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan.commands import priority_by_id
from tracker.plan.models import Priority
from tracker.plan.rules import has_words
from tracker.risks.commands_history import position_now, restand
from tracker.risks.models import Risk, RiskDetail
from tracker.risks.queries_story import detail_words
from tracker.risks.rules import Band, RiskKind
from tracker.risks.rules_changes import (
    CannotOwnRisk,
    check_editable,
    check_public_wording,
    check_raised_on,
    check_risk_owner,
    check_severity,
    check_words,
)
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseRisk:
    """`priority_id` None: it concerns the whole office. `owner_id` None: nobody yet. `raised_on` None: today.

    `severity` is that of an issue; a risk has none.
    """

    kind: RiskKind
    event: str | None
    cause: str | None = None
    consequence: str | None = None
    public_wording: str | None = None
    internal_wording: str | None = None
    priority_id: int | None = None
    owner_id: int | None = None
    severity: Band | None = None
    raised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRisk:
    """From today on. The owner may stay although they could not be chosen any more.

    `reason` is needed where other words take the place of a public wording.
    """

    version: int
    event: str | None
    cause: str | None
    consequence: str | None
    public_wording: str | None
    internal_wording: str | None
    priority_id: int | None
    owner_id: int | None
    severity: Band | None
    reason: str | None


def raise_risk(session: Session, command: RaiseRisk, *, by: Actor, on: date) -> Risk:
    """A risk or issue, open and not yet scored.

    Raises EventMissing, PublicWordingTooLong, SeverityMissing, SeverityIsForIssues, DayNotYetCome, DayTooEarly,
    UnknownPriority or CannotOwnRisk.
    """
    raised_on = command.raised_on or on
    check_words(command.kind, command.event, command.public_wording, never_had_event=False)
    check_severity(command.kind, command.severity, may_stay_unknown=False)
    check_raised_on(raised_on, on)
    detail = RiskDetail(
        effective_on=raised_on,
        priority=_priority(session, command.priority_id),
        owner=_owner(session, command.owner_id),
        event=command.event,
        cause=command.cause,
        consequence=command.consequence,
        public_wording=command.public_wording,
        internal_wording=command.internal_wording,
        severity=command.severity,
        recorded_by=by.name,
    )
    risk = begin(session, command.kind, detail)
    restand(session, risk, on)
    changes = difference({}, detail_words(detail))
    record(session, Event.RISK_RAISED, by=by, subject=risk.reference, changes=changes)
    return risk


def begin(session: Session, kind: RiskKind, detail: RiskDetail) -> Risk:
    """The rows of a new risk or issue that is on the record from the detail's day on."""
    queue(session)
    last = session.scalar(select(func.max(Risk.number)).where(Risk.kind == kind))
    risk = Risk(kind=kind, number=(last or 0) + 1, began_on=detail.effective_on, details=[detail])
    session.add(risk)
    flush(session)
    return risk


def edit_risk(session: Session, risk: Risk, command: EditRisk, *, by: Actor, on: date) -> bool:
    """Adds to its history what it is from today on, and says whether anything changed.

    Raises Stale, ClosedKeepsItsRecord, EventMissing, PublicWordingTooLong, PublicWordingNeedsReason, SeverityMissing,
    SeverityIsForIssues, UnknownPriority or CannotOwnRisk.
    """
    expect_version(risk.reference, risk, command.version)
    check_editable(risk.kind, position_now(session, risk).state)
    last = risk.details[-1]
    check_words(risk.kind, command.event, command.public_wording, never_had_event=last.event is None)
    check_public_wording(last.public_wording, command.public_wording, command.reason)
    check_severity(risk.kind, command.severity, may_stay_unknown=last.severity is None)
    detail = RiskDetail(
        effective_on=max(on, last.effective_on),
        priority=_priority(session, command.priority_id),
        owner=last.owner if command.owner_id == last.owner_id else _owner(session, command.owner_id),
        event=command.event,
        cause=command.cause,
        consequence=command.consequence,
        public_wording=command.public_wording,
        internal_wording=command.internal_wording,
        severity=command.severity,
        reason=command.reason if has_words(command.reason) else None,
        recorded_by=by.name,
    )
    changes = difference(detail_words(last), detail_words(detail))
    if not changes:
        return False
    risk.details.append(detail)
    touch(risk)
    restand(session, risk, on)
    record(session, Event.RISK_CHANGED, by=by, subject=risk.reference, changes=changes, reason=detail.reason)
    return True


def _priority(session: Session, priority_id: int | None) -> Priority | None:
    return None if priority_id is None else priority_by_id(session, priority_id)


def _owner(session: Session, person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None:
        raise CannotOwnRisk(None)
    check_risk_owner(person.name, person.role, is_active=person.is_active)
    return person
