"""The Commissioner approves the foreword, and the report as it was submitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear
from tracker.errors import Duplicate
from tracker.reports.commands_mail import tell_approved
from tracker.reports.commands_signoff import Seen, open_version, subject_of
from tracker.reports.models_road import ReportApproval
from tracker.reports.queries_road import approved_hashes
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_approval import (
    Approved,
    ApprovedAlready,
    NothingToApprove,
    check_approved,
    check_approving,
)
from tracker.reports.rules_life import ReportKind
from tracker.reports.rules_signing import ApprovedContentChanged
from tracker.reports.snapshots_kinds import Snapshot, parts_to_approve
from tracker.writing import flush


@dataclass(frozen=True, slots=True)
class Approve:
    """`content_hash` is that of the part as the Commissioner read it; `content` is the report as it is now."""

    seen: Seen
    part: Approved
    content_hash: str
    content: Snapshot


def approve(session: Session, year: FinancialYear, command: Approve, *, by: Actor, on: date) -> ReportApproval:
    """Opens the first version where there is none; those who may sign are told of the last approval it waited for.

    Raises Stale, NotToBeApprovedNow, NothingToApprove, ApprovedContentChanged or ApprovedAlready.
    """
    found = open_version(session, ReportKind.ANNUAL, year, command.seen, by=by)
    check_approving(command.part, found.state)
    parts = parts_to_approve(command.content)
    now = parts.get(command.part)
    if now is None:
        raise NothingToApprove(command.part)
    if now != command.content_hash:
        raise ApprovedContentChanged(year.key)
    if now in approved_hashes(session, found).get(command.part, ()):
        raise ApprovedAlready(command.part, "The Commissioner")
    added = ReportApproval(
        version=found.version, part=command.part, content_hash=now, by=by.name, person_id=by.person_id
    )
    session.add(added)
    try:
        flush(session)
    except Duplicate as error:
        raise ApprovedAlready(command.part, "The Commissioner") from error
    changes = {"Approved": (None, command.part.label), "Content": (None, now)}
    record(session, Event.REPORT_APPROVED, by=by, subject=subject_of(found.version), changes=changes, rows=(added,))
    tell_approved(session, found, added, parts, by=by, on=on)
    return added


def check_approvals(session: Session, found: Standing, content: Snapshot) -> None:
    """Whether the Commissioner approved everything that must be, as it is. Raises NotApproved."""
    wanted: Mapping[Approved, str] = parts_to_approve(content)
    if wanted:
        check_approved(wanted, approved_hashes(session, found))
