"""Beginning, changing and withdrawing versions of a plan, and which version a deliverable belongs to.

The steps of a version have `commands_version_steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.plan import queries as plan_queries
from tracker.plan import queries_versions as queries
from tracker.plan.commands_history import check_open
from tracker.plan.models import Deliverable, Plan
from tracker.plan.models_versions import DeliverableVersion, PlanVersion
from tracker.plan.rules import has_words
from tracker.plan.rules_version_kinds import VersionKind, VersionState
from tracker.plan.rules_version_refusals import (
    DraftWaits,
    NotAVersionOfThisPlan,
    SameVersion,
    VariationSaysNothing,
    VersionStays,
)
from tracker.plan.rules_versions import check_election, in_force_on, state_of
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True)
class BeginVersion:
    """`elected_on` is for the plan itself, not for a variation of it."""

    title: str
    changes: str | None
    elected_on: date | None


@dataclass(frozen=True, slots=True)
class EditVersion:
    version: int
    title: str
    changes: str | None
    elected_on: date | None


@dataclass(frozen=True, slots=True)
class WithdrawVersion:
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class MoveToVersion:
    """`version` is the deliverable's, `number` that of the version it is to belong to."""

    version: int
    number: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class MoveManyToVersion:
    """`version` is that of the plan's version, `numbers` those of the deliverables."""

    version: int
    numbers: tuple[int, ...]
    reason: str | None


def begin_version(session: Session, plan: Plan, command: BeginVersion, *, by: Actor, on: date) -> PlanVersion:
    """A draft: of the plan itself, or of a variation once the plan is published.

    Raises DraftWaits, VariationSaysNothing or ElectionOutOfOrder.
    """
    queue(session)
    before = queries.versions_of(session, plan.id)
    waiting = next((row for row in before if row.withdrawn_on is None and row.published_on is None), None)
    if waiting is not None:
        raise DraftWaits(waiting.number)
    kind = VersionKind.VARIATION if queries.published_days(before) else VersionKind.PLAN
    _check_facts(kind, command, on)
    last = session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan.id))
    row = PlanVersion(
        plan=plan,
        number=(last or 0) + 1,
        kind=kind,
        title=command.title,
        changes=command.changes,
        elected_on=command.elected_on,
    )
    session.add(row)
    flush(session)
    record(session, Event.PLAN_VERSION_BEGUN, by=by, subject=row.subject, changes=difference({}, _words(row)))
    return row


def edit_version(session: Session, row: PlanVersion, command: EditVersion, *, by: Actor, on: date) -> bool:
    """False where nothing changed. Raises Stale, VersionStays, VariationSaysNothing or ElectionOutOfOrder."""
    expect_version(row.subject, row, command.version)
    check_draft(row)
    _check_facts(row.kind, command, on)
    before = _words(row)
    row.title, row.changes, row.elected_on = command.title, command.changes, command.elected_on
    changes = difference(before, _words(row))
    if not changes:
        return False
    touch(row)
    flush(session)
    record(session, Event.PLAN_VERSION_CHANGED, by=by, subject=row.subject, changes=changes)
    return True


def withdraw_version(session: Session, row: PlanVersion, command: WithdrawVersion, *, by: Actor, on: date) -> None:
    """A draft that will not be published. Raises Stale or VersionStays."""
    expect_version(row.subject, row, command.version)
    check_draft(row)
    row.withdrawn_on, row.withdrawn_by, row.withdrawn_reason = on, by.name, command.reason
    touch(row)
    flush(session)
    record(session, Event.PLAN_VERSION_WITHDRAWN, by=by, subject=row.subject, changes={}, reason=command.reason)


def check_draft(row: PlanVersion) -> None:
    """Raises VersionStays."""
    state = state_of(row.published_on, is_withdrawn=row.withdrawn_on is not None, is_in_force=True)
    if state is not VersionState.DRAFT:
        raise VersionStays(state)


def move_to_version(session: Session, deliverable: Deliverable, command: MoveToVersion, *, by: Actor, on: date) -> None:
    """It belongs to another published version of its plan from today on.

    Raises Stale, ClosedWorkKeepsItsRecord, NotAVersionOfThisPlan or SameVersion.
    """
    expect_version(deliverable.reference, deliverable, command.version)
    check_open(deliverable)
    plan_id = deliverable.standing.priority.plan_id
    published = {row.number: row for row in queries.versions_of(session, plan_id) if _can_be_joined(row)}
    if command.number not in published:
        raise NotAVersionOfThisPlan
    history = queries.history_of_versions(session, deliverable)
    before, after = queries.version_among(history, plan_id, date.max), published[command.number]
    if before is not None and before.id == after.id:
        raise SameVersion(after.number)
    reason = command.reason if has_words(command.reason) else None
    effective_on = max([on, *(row.effective_on for row in history)])
    _point(session, deliverable, after, effective_on, by=by, reason=reason, before=before)
    touch(deliverable)
    flush(session)


def move_many_to_version(session: Session, row: PlanVersion, command: MoveManyToVersion, *, by: Actor, on: date) -> int:
    """How many deliverables moved; all or none. Raises Stale, and as `move_to_version`."""
    expect_version(row.subject, row, command.version)
    for number in command.numbers:
        deliverable = plan_queries.deliverable(session, f"D-{number:04d}")
        move = MoveToVersion(deliverable.version, row.number, command.reason)
        move_to_version(session, deliverable, move, by=by, on=on)
    return len(command.numbers)


def check_published(row: PlanVersion) -> None:
    """Whether deliverables can belong to it. Raises NotAVersionOfThisPlan."""
    if not _can_be_joined(row):
        raise NotAVersionOfThisPlan


def point_at_version_in_force(
    session: Session, deliverable: Deliverable, plan_id: int, effective_on: date, *, by: Actor
) -> None:
    """For a deliverable that begins or comes under another plan; nothing where that has no version in force."""
    versions = queries.versions_of(session, plan_id)
    number = in_force_on(queries.published_days(versions), effective_on)
    found = next((row for row in versions if row.number == number), None)
    if found is not None:
        _point(session, deliverable, found, effective_on, by=by, reason=None, before=None)


def _point(
    session: Session,
    deliverable: Deliverable,
    version: PlanVersion,
    effective_on: date,
    *,
    by: Actor,
    reason: str | None,
    before: PlanVersion | None,
) -> None:
    session.add(
        DeliverableVersion(
            deliverable=deliverable, of=version, effective_on=effective_on, reason=reason, recorded_by=by.name
        )
    )
    changes = {"Version of the plan": (_named(before) if before else None, _named(version))}
    record(session, Event.PLAN_VERSION_SET, by=by, subject=deliverable.reference, changes=changes, reason=reason)


def _can_be_joined(row: PlanVersion) -> bool:
    return row.withdrawn_on is None and row.published_on is not None


def _named(row: PlanVersion) -> str:
    return f"{row.plan.code}, version {row.number}: {row.title}"


def _check_facts(kind: VersionKind, command: BeginVersion | EditVersion, on: date) -> None:
    check_election(kind, command.elected_on, on)
    if kind is VersionKind.VARIATION and not has_words(command.changes):
        raise VariationSaysNothing


def _words(row: PlanVersion) -> dict[str, str | None]:
    return {
        "Kind": row.kind.label,
        "Title": row.title,
        "What it changes": row.changes,
        "Day of the election": dates.long_date(row.elected_on) if row.elected_on else None,
    }
