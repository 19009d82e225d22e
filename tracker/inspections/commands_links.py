"""Which deliverables answer a finding. A link has a first and a last day, so that earlier reports stay true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.inspections.commands_history import expect_stands
from tracker.inspections.models_finding import Finding, FindingDeliverable
from tracker.inspections.rules_changes import UnknownDeliverables
from tracker.plan.models import Deliverable
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class LinkDeliverables:
    """The references of all deliverables that answer the finding from today on."""

    version: int
    references: tuple[str, ...]


def link_deliverables(session: Session, finding: Finding, command: LinkDeliverables, *, by: Actor, on: date) -> None:
    """Links those that are new and unlinks those left out; does nothing where nothing changed.

    Raises Stale, IsWithdrawn or UnknownDeliverables.
    """
    expect_version(finding.reference, finding, command.version)
    expect_stands(finding)
    wanted = {found.id: found for found in _deliverables(session, command.references)}
    linked = {link.deliverable_id: link for link in finding.deliverable_links if link.unlinked_on is None}
    before = sorted(link.deliverable.reference for link in linked.values())
    after = sorted(found.reference for found in wanted.values())
    if before == after:
        return
    day = max(on, finding.began_on)
    for deliverable_id, link in linked.items():
        if deliverable_id not in wanted:
            link.unlinked_on = max(day, link.linked_on)
            link.unlinked_by = by.name
    for deliverable_id, deliverable in wanted.items():
        if deliverable_id not in linked:
            _link(finding, deliverable, day, by)
    touch(finding)
    flush(session)
    changes = {"Deliverables": (", ".join(before) or None, ", ".join(after) or None)}
    record(session, Event.FINDING_LINKED, by=by, subject=finding.reference, changes=changes)


def _link(finding: Finding, deliverable: Deliverable, day: date, by: Actor) -> None:
    # Unlinked earlier today: the same link goes on.
    for link in finding.deliverable_links:
        if link.deliverable_id == deliverable.id and link.linked_on == day:
            link.unlinked_on = link.unlinked_by = None
            return
    finding.deliverable_links.append(FindingDeliverable(deliverable=deliverable, linked_on=day, linked_by=by.name))


def _deliverables(session: Session, references: Sequence[str]) -> Sequence[Deliverable]:
    numbers = [int(reference.removeprefix("D-")) for reference in references]
    found = session.scalars(
        select(Deliverable).where(Deliverable.number.in_(numbers)).order_by(Deliverable.number)
    ).all()
    unknown = sorted(set(references) - {each.reference for each in found})
    if unknown:
        raise UnknownDeliverables(unknown)
    return found
