"""The milestones of a deliverable. While any stand, its next update takes its % from them (RULES 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan.commands_history import check_open, restand
from tracker.plan.models import Deliverable, Milestone
from tracker.plan.rules_changes import UnknownMilestone
from tracker.plan.rules_refusals import WeightNotPositive
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`id` None: a new one."""

    id: int | None
    title: str
    weight: int


@dataclass(frozen=True, slots=True)
class SetMilestones:
    """All that are to stand, in their order; one left out is withdrawn."""

    version: int
    milestones: tuple[MilestoneLine, ...]


def set_milestones(session: Session, deliverable: Deliverable, command: SetMilestones, *, by: Actor, on: date) -> None:
    """The % stays as last reported until the next update.

    Raises Stale, ClosedWorkKeepsItsRecord, UnknownMilestone or WeightNotPositive.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    check_open(deliverable)
    before = _words(deliverable)
    standing = {milestone.id: milestone for milestone in deliverable.milestones if milestone.withdrawn_on is None}
    _check(command, standing)
    kept = {line.id for line in command.milestones}
    for milestone in standing.values():
        if milestone.id not in kept:
            milestone.withdrawn_on = on
    for position, line in enumerate(command.milestones, start=1):
        if line.id is None:
            deliverable.milestones.append(Milestone(title=line.title, weight=line.weight, position=position))
        else:
            milestone = standing[line.id]
            milestone.title, milestone.weight, milestone.position = line.title, line.weight, position
    changes = difference(before, _words(deliverable))
    if changes:
        touch(deliverable)
        restand(session, deliverable, on)
        record(session, Event.MILESTONES_CHANGED, by=by, subject=deliverable.reference, changes=changes)


def _check(command: SetMilestones, standing: dict[int, Milestone]) -> None:
    ids = [line.id for line in command.milestones if line.id is not None]
    if len(set(ids)) != len(ids) or not set(ids) <= standing.keys():
        raise UnknownMilestone
    for line in command.milestones:
        if line.weight < 1:
            raise WeightNotPositive(line.weight)


def _words(deliverable: Deliverable) -> dict[str, str | None]:
    standing = [milestone for milestone in deliverable.milestones if milestone.withdrawn_on is None]
    ordered = sorted(standing, key=lambda milestone: milestone.position)
    return {
        f"Milestone {number}": f"{milestone.title} (weight {milestone.weight})"
        for number, milestone in enumerate(ordered, start=1)
    }
