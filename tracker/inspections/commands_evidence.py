"""What shows that the work on a finding was done: added, withdrawn, downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.files.commands import store_file
from tracker.files.queries import content_of
from tracker.files.rules import CheckedFile
from tracker.inspections.commands_history import expect_stands, restand
from tracker.inspections.models_finding import Evidence, Finding
from tracker.inspections.rules_changes import AlreadyWithdrawn, check_link
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """A link or a file that was checked, never both."""

    title: str
    link: str | None = None
    file: CheckedFile | None = None


@dataclass(frozen=True, slots=True)
class WithdrawEvidence:
    version: int
    reason: str


def add_evidence(session: Session, finding: Finding, command: AddEvidence, *, by: Actor, on: date) -> Evidence:
    """A file is stored once, however many findings it stands under. Raises IsWithdrawn, LinkOrFile or NoAddress."""
    expect_stands(finding)
    file = command.file
    check_link(command.link, has_file=file is not None)
    evidence = Evidence(
        title=command.title,
        link=command.link,
        file=store_file(session, file) if file else None,
        file_name=file.name if file else None,
        added_on=max(on, finding.began_on),
        added_by=by.name,
    )
    finding.evidence.append(evidence)
    # Two people adding at once must not both work the standing out from what they see alone.
    touch(finding)
    restand(session, finding, on)
    changes = {
        "Evidence": (None, command.title),
        "Link": (None, command.link),
        "File": (None, file.name if file else None),
        "SHA-256": (None, file.digest if file else None),
    }
    shown = {field: pair for field, pair in changes.items() if pair[1] is not None}
    record(session, Event.EVIDENCE_ADDED, by=by, subject=finding.reference, changes=shown)
    return evidence


def withdraw_evidence(
    session: Session, finding: Finding, evidence: Evidence, command: WithdrawEvidence, *, by: Actor, on: date
) -> None:
    """It no longer counts from today on, and stays on the record. Raises Stale, IsWithdrawn or AlreadyWithdrawn."""
    expect_version(finding.reference, finding, command.version)
    expect_stands(finding)
    if evidence.withdrawn_on is not None:
        raise AlreadyWithdrawn(evidence.title)
    evidence.withdrawn_on = max(on, evidence.added_on)
    evidence.withdrawn_by = by.name
    touch(finding)
    restand(session, finding, on)
    changes = {"Evidence": (evidence.title, None)}
    record(session, Event.EVIDENCE_WITHDRAWN, by=by, subject=finding.reference, changes=changes, reason=command.reason)


def download_evidence(session: Session, finding: Finding, evidence: Evidence, *, by: Actor) -> bytes:
    """The bytes of a file, and a row in the log that says who took them. The evidence must be a file."""
    if evidence.file_id is None:
        raise ValueError("This evidence is a link.")
    changes = {"File": (None, evidence.file_name)}
    record(session, Event.EVIDENCE_DOWNLOADED, by=by, subject=finding.reference, changes=changes)
    return content_of(session, evidence.file_id)
