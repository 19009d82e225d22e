"""The milestones of a deliverable. While any stand, it takes its % from them (RULES 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan.commands_history import (
    around,
    before_of,
    check_open,
    newest_update,
    percent_of,
    restand,
    standing_now,
    store_update,
)
from tracker.plan.models import Deliverable, Milestone
from tracker.plan.queries import milestone_percents
from tracker.plan.rules import has_words
from tracker.plan.rules_changes import MilestonesComplete, UnknownMilestone
from tracker.plan.rules_progress import ProposedUpdate, check_progress
from tracker.plan.rules_refusals import WeightNotPositive
from tracker.writing import expect_version, touch


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`id` None: a new one, `percent` of it done already. One that stands keeps its %."""

    id: int | None
    title: str
    weight: int
    percent: int = 0


@dataclass(frozen=True, slots=True)
class SetMilestones:
    """All that are to stand, in their order; one left out is withdrawn."""

    version: int
    milestones: tuple[MilestoneLine, ...]
    reason: str | None = None


def set_milestones(session: Session, deliverable: Deliverable, command: SetMilestones, *, by: Actor, on: date) -> None:
    """Where the milestones give another % than stands, an update of `on` records it in the same act.

    Raises Stale, ClosedWorkKeepsItsRecord, UnknownMilestone, WeightNotPositive, MilestonesComplete, or a refusal of
    `check_progress`: a lower % needs a reason.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    check_open(deliverable)
    before = _words(deliverable)
    standing = {milestone.id: milestone for milestone in deliverable.milestones if milestone.withdrawn_on is None}
    _check(command, standing)
    new: list[tuple[Milestone, int]] = []
    kept = {line.id for line in command.milestones}
    for milestone in standing.values():
        if milestone.id not in kept:
            milestone.withdrawn_on = on
    for position, line in enumerate(command.milestones, start=1):
        if line.id is None:
            added = Milestone(title=line.title, weight=line.weight, position=position)
            deliverable.milestones.append(added)
            new.append((added, line.percent))
        else:
            milestone = standing[line.id]
            milestone.title, milestone.weight, milestone.position = line.title, line.weight, position
    changes = difference(before, _words(deliverable))
    if changes:
        touch(deliverable)
        restand(session, deliverable, on)
        reason = command.reason if has_words(command.reason) else None
        record(session, Event.MILESTONES_CHANGED, by=by, subject=deliverable.reference, changes=changes, reason=reason)
        begun = {milestone.id: percent for milestone, percent in new}
        _follow(session, deliverable, begun, reason, by=by, on=on)


def _follow(
    session: Session, deliverable: Deliverable, begun: Mapping[int, int], reason: str | None, *, by: Actor, on: date
) -> None:
    """Records the % the milestones give now, unless it is the one that stands."""
    marks = {**milestone_percents(deliverable), **begun}
    percent = percent_of(deliverable, marks)
    if percent is None or (percent == standing_now(deliverable).percent and not any(begun.values())):
        return
    if percent == 100:
        raise MilestonesComplete
    proposed = ProposedUpdate(effective_on=on, reason=reason)
    settled = check_progress(before_of(newest_update(deliverable)), proposed, around(session, deliverable, marks, on))
    store_update(session, deliverable, settled, by=by, on=on, note="Milestones changed.", marks=marks)


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
