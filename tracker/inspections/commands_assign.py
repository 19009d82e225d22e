"""Giving many findings a lead or an expected closure at once: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Act, Actor, may
from tracker.accounts.models import Person
from tracker.audit.rules import difference
from tracker.inspections.commands_finding import detail_words, lead_by_id, log_change
from tracker.inspections.models_finding import Finding, FindingDetail
from tracker.inspections.queries_list import findings_by_number, ties_of_each
from tracker.inspections.rules_assign import (
    NothingTicked,
    NothingToAssign,
    NotYoursToAssign,
    UnknownTicks,
    WithdrawnTicks,
)
from tracker.inspections.rules_changes import check_reason
from tracker.inspections.rules_days import check_expected
from tracker.plan.rules import has_words
from tracker.writing import expect_version


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignFindings:
    """`versions` holds the version each finding was seen at, by its number; `unknown` what was ticked but is no number.

    The lead stays where `sets_lead` is False; with it, `lead_id` None stands for nobody. So does the expected closure.
    """

    versions: Mapping[int, int]
    unknown: tuple[str, ...] = ()
    sets_lead: bool = False
    lead_id: int | None = None
    expected_on: date | None = None
    reason: str | None = None


def assign_findings(session: Session, command: AssignFindings, *, by: Actor, on: date) -> list[Finding]:
    """Those that changed, each with a row of its own in the log.

    Raises NothingTicked, UnknownTicks, WithdrawnTicks, NotYoursToAssign, NothingToAssign, Stale, CannotLeadFinding,
    ExpectedBeforeItBegan or ChangeNeedsReason; whatever it is, roll back: nothing is to change.
    """
    if not command.versions and not command.unknown:
        raise NothingTicked
    ticked = findings_by_number(session, command.versions.keys())
    _check_ticks(command, ticked)
    _check_permission(session, ticked, by, on)
    if not command.sets_lead and command.expected_on is None:
        raise NothingToAssign
    for finding in ticked:
        expect_version(finding.reference, finding, command.versions[finding.number])
    lead = None
    # Whoever leads a finding already is not given it anew, even if they could not be chosen any more.
    if any(finding.details[-1].lead_id != command.lead_id for finding in ticked):
        lead = lead_by_id(session, command.lead_id)
    return [finding for finding in ticked if _assign(session, finding, command, lead, by=by, on=on)]


def _check_ticks(command: AssignFindings, ticked: list[Finding]) -> None:
    missing = sorted(command.versions.keys() - {each.number for each in ticked})
    unknown = [*(f"F-{number:04d}" for number in missing), *command.unknown]
    if unknown:
        raise UnknownTicks(unknown)
    withdrawn = [each.reference for each in ticked if each.is_withdrawn]
    if withdrawn:
        raise WithdrawnTicks(withdrawn)


def _check_permission(session: Session, ticked: list[Finding], by: Actor, on: date) -> None:
    ties = ties_of_each(session, by, [finding.standing for finding in ticked], on)
    refused = [finding.reference for finding in ticked if not may(by, Act.ASSIGN_FINDING, ties[finding.number])]
    if refused:
        raise NotYoursToAssign(refused)


def _assign(
    session: Session, finding: Finding, command: AssignFindings, lead: Person | None, *, by: Actor, on: date
) -> bool:
    last = finding.details[-1]
    keeps_lead = not command.sets_lead or command.lead_id == last.lead_id
    detail = FindingDetail(
        effective_on=max(on, last.effective_on),
        text=last.text,
        priority=last.priority,
        lead=last.lead if keeps_lead else lead,
        expected_on=command.expected_on or last.expected_on,
        reason=command.reason if has_words(command.reason) else None,
        recorded_by=by.name,
    )
    changes = difference(detail_words(last), detail_words(detail))
    if not changes:
        return False
    check_expected(command.expected_on, finding.began_on, finding.reference)
    check_reason([(field, old) for field, (old, _) in changes.items()], command.reason)
    finding.details.append(detail)
    log_change(session, finding, changes, command.reason, by=by, on=on)
    return True
