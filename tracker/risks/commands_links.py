"""What a risk or issue is linked to: deliverables it may delay, findings it has to do with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.inspections.models_finding import Finding
from tracker.plan.models import Deliverable
from tracker.risks import queries_links
from tracker.risks.commands_history import position_now, restand
from tracker.risks.models import Risk, RiskDeliverable, RiskFinding
from tracker.risks.rules_changes import FindingsWithdrawn, NoSuchRecord, check_editable
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLinks:
    """Everything it is linked to from today on, by reference: "D-0001", "F-0007"."""

    version: int
    deliverables: Sequence[str]
    findings: Sequence[str]


def set_links(session: Session, risk: Risk, command: SetLinks, *, by: Actor, on: date) -> None:
    """Links what is new and unlinks what is left out; does nothing where nothing changed.

    Raises Stale, ClosedKeepsItsRecord, NoSuchRecord or FindingsWithdrawn.
    """
    expect_version(risk.reference, risk, command.version)
    check_editable(risk.kind, position_now(session, risk).state)
    before = link_words(risk)
    _link_deliverables(risk, _deliverables(session, command.deliverables), by, on)
    wanted = _findings(session, command.findings)
    _check_stand(risk, wanted)
    _link_findings(risk, wanted, by, on)
    changes = difference(before, link_words(risk))
    if not changes:
        return
    touch(risk)
    restand(session, risk, on)
    record(session, Event.RISK_LINKED, by=by, subject=risk.reference, changes=changes)


def link_words(risk: Risk) -> dict[str, str | None]:
    """The references of what it is linked to now, for the log."""
    deliverables = [link.deliverable.reference for link in risk.deliverable_links if link.unlinked_on is None]
    findings = [link.finding.reference for link in risk.finding_links if link.unlinked_on is None]
    return {
        "Deliverables": ", ".join(sorted(deliverables)) or None,
        "Findings": ", ".join(sorted(findings)) or None,
    }


def _link_deliverables(risk: Risk, wanted: Sequence[Deliverable], by: Actor, on: date) -> None:
    standing = {link.deliverable_id: link for link in risk.deliverable_links}
    for found in wanted:
        known = standing.pop(found.id, None)
        if known is None or not _linked_again(known, on):
            risk.deliverable_links.append(RiskDeliverable(deliverable=found, linked_on=on, linked_by=by.name))
    for left_out in standing.values():
        _unlink(left_out, by, on)


def _link_findings(risk: Risk, wanted: Sequence[Finding], by: Actor, on: date) -> None:
    standing = {link.finding_id: link for link in risk.finding_links}
    for found in wanted:
        known = standing.pop(found.id, None)
        if known is None or not _linked_again(known, on):
            risk.finding_links.append(RiskFinding(finding=found, linked_on=on, linked_by=by.name))
    for left_out in standing.values():
        _unlink(left_out, by, on)


def _check_stand(risk: Risk, wanted: Sequence[Finding]) -> None:
    linked = {link.finding_id for link in risk.finding_links if link.unlinked_on is None}
    gone = tuple(each.reference for each in wanted if each.standing.is_withdrawn and each.id not in linked)
    if gone:
        raise FindingsWithdrawn(gone)


def _linked_again(link: RiskDeliverable | RiskFinding, on: date) -> bool:
    """Whether the newest link to it serves: it stands, or began on this very day and is taken up again."""
    if link.unlinked_on is not None and link.linked_on >= on:
        link.unlinked_on, link.unlinked_by = None, None
    return link.unlinked_on is None


def _unlink(link: RiskDeliverable | RiskFinding, by: Actor, on: date) -> None:
    if link.unlinked_on is None:
        # The clock may have been set back since it was linked.
        link.unlinked_on, link.unlinked_by = max(on, link.linked_on), by.name


def _deliverables(session: Session, references: Sequence[str]) -> Sequence[Deliverable]:
    found = queries_links.deliverables_named(session, references)
    _check_all_found(references, {each.reference for each in found}, "deliverable", "more_deliverables")
    return found


def _findings(session: Session, references: Sequence[str]) -> Sequence[Finding]:
    found = queries_links.findings_named(session, references)
    _check_all_found(references, {each.reference for each in found}, "finding", "more_findings")
    return found


def _check_all_found(references: Sequence[str], found: set[str], what: str, field: str) -> None:
    missing = tuple(dict.fromkeys(reference for reference in references if reference not in found))
    if missing:
        raise NoSuchRecord(missing, what, field)
