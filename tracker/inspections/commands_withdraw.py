"""Withdrawing an inspection or a finding recorded by mistake, and taking that back.

What goes with it is worked out, not written: its own rows keep what they say. Only what lists read, the standing of
each finding, follows in the same act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.inspections.commands import subject_of
from tracker.inspections.commands_history import expect_inspection_stands, expect_stands, name_of, restand
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries import findings_touched_by
from tracker.inspections.rules import FindingType
from tracker.inspections.rules_withdraw import (
    NotWithdrawn,
    WithdrawnWithAnother,
    check_leaves_one,
    check_not_published,
)
from tracker.writing import expect_version, queue, touch


@dataclass(frozen=True, slots=True)
class Withdraw:
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    version: int
    reason: str


def withdraw_finding(session: Session, finding: Finding, command: Withdraw, *, by: Actor, on: date) -> None:
    """From now on; the recommendations of a cause of concern go with it.

    Raises Stale, IsWithdrawn, CommentsArePublished or OnlyRecommendation.
    """
    queue(session)
    expect_version(finding.reference, finding, command.version)
    expect_stands(finding)
    check_not_published(finding.reference, *published_among(finding))
    parent = finding.parent
    if parent is not None:
        others = sum(each.id != finding.id for each in parent.recommendations)
        check_leaves_one(finding.reference, parent.reference, others, is_historic=parent.is_historic)
        # Of two at once, each of which leaves the other, one is to be refused.
        touch(parent)
    _withdraw(finding, command, by, max(on, finding.began_on))
    _follow(session, [finding, *finding.recommendations], on)
    record(
        session,
        Event.FINDING_WITHDRAWN,
        by=by,
        subject=finding.reference,
        changes=_with_it(finding.recommendations),
        reason=command.reason,
    )


def restore_finding(session: Session, finding: Finding, command: Restore, *, by: Actor, on: date) -> None:
    """As it was, with what went with it. Raises Stale, NotWithdrawn, WithdrawnWithAnother or IsWithdrawn.

    A recommendation whose cause of concern has become something else comes back under none.
    """
    queue(session)
    expect_version(finding.reference, finding, command.version)
    check_can_be_restored(finding)
    _take_back(finding)
    # Whatever it belongs to stands first, so that nothing comes back unseen.
    expect_stands(finding)
    changes: dict[str, tuple[str | None, str | None]] = {"Withdrawn": ("Yes", None)}
    parent = finding.parent
    if parent is not None and parent.kind is not FindingType.CAUSE_OF_CONCERN:
        changes["Under"] = (parent.reference, None)
        finding.parent = None
    _follow(session, [finding, *finding.recommendations], on)
    record(
        session,
        Event.FINDING_RESTORED,
        by=by,
        subject=finding.reference,
        changes=changes,
        reason=command.reason,
    )


def check_can_be_restored(finding: Finding) -> None:
    """Raises NotWithdrawn or WithdrawnWithAnother unless it was withdrawn by itself."""
    through = finding.withdrawn_with
    if through is None:
        raise NotWithdrawn(finding.reference)
    if finding.withdrawn_on is None:
        raise WithdrawnWithAnother(finding.reference, name_of(through))


def withdraw_inspection(session: Session, inspection: Inspection, command: Withdraw, *, by: Actor, on: date) -> None:
    """With its findings, grades, events and comments, and with what it said of earlier findings.

    Raises Stale, IsWithdrawn or CommentsArePublished.
    """
    queue(session)
    expect_version(inspection.code, inspection, command.version)
    expect_inspection_stands(inspection)
    response = inspection.response
    check_not_published(inspection.code, None, response.published_on if response else None)
    _withdraw(inspection, command, by, max(on, inspection.recorded_on))
    touched = findings_touched_by(session, inspection.id)
    _follow(session, touched, on)
    record(
        session,
        Event.INSPECTION_WITHDRAWN,
        by=by,
        subject=subject_of(inspection),
        changes=_with_it([each for each in touched if each.inspection_id == inspection.id]),
        reason=command.reason,
    )


def restore_inspection(session: Session, inspection: Inspection, command: Restore, *, by: Actor, on: date) -> None:
    """With everything that went with it, but for what was withdrawn by itself. Raises Stale or NotWithdrawn."""
    queue(session)
    expect_version(inspection.code, inspection, command.version)
    if not inspection.is_withdrawn:
        raise NotWithdrawn(inspection.code)
    _take_back(inspection)
    _follow(session, findings_touched_by(session, inspection.id), on)
    record(
        session,
        Event.INSPECTION_RESTORED,
        by=by,
        subject=subject_of(inspection),
        changes={"Withdrawn": ("Yes", None)},
        reason=command.reason,
    )


def published_among(finding: Finding) -> tuple[list[str], date | None]:
    """Those of the finding and its recommendations that published comments answer, and since when."""
    since = {each.reference: each.answer.published_on for each in (finding, *finding.recommendations) if each.answer}
    days = {reference: day for reference, day in since.items() if day is not None}
    return sorted(days), min(days.values(), default=None)


def _withdraw(row: Finding | Inspection, command: Withdraw, by: Actor, day: date) -> None:
    row.withdrawn_on, row.withdrawn_by, row.withdrawn_reason = day, by.name, command.reason
    touch(row)


def _take_back(row: Finding | Inspection) -> None:
    row.withdrawn_on = row.withdrawn_by = row.withdrawn_reason = None
    touch(row)


def _follow(session: Session, findings: Sequence[Finding], on: date) -> None:
    for finding in findings:
        restand(session, finding, on)


def _with_it(findings: Sequence[Finding]) -> dict[str, tuple[str | None, str | None]]:
    changes: dict[str, tuple[str | None, str | None]] = {"Withdrawn": (None, "Yes")}
    named = ", ".join(each.reference for each in findings if each.withdrawn_on is None)
    return changes | ({"With it": (None, named)} if named else {})
