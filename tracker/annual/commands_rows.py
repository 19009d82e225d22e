"""What stories, figures, funding facts, pictures and sections have in common: adding, moving, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.models import AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.queries import Row
from tracker.annual.rules import CannotMove, NotWithdrawn, PictureGone, WithdrawnAlready
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.writing import expect_version, flush, or_stale


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One place up, or else down."""

    version: int
    up: bool


@dataclass(frozen=True, slots=True)
class WithdrawRow:
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreRow:
    version: int


class Placed(Protocol):
    """Something that has a place among others."""

    position: int


def check_standing(row: Row | AnnualPicture) -> None:
    """Raises WithdrawnAlready."""
    if row.is_withdrawn:
        raise WithdrawnAlready(row.known_as)


def expect(session: Session, row: Row | AnnualPicture, version: int) -> None:
    """Raises Stale, then WithdrawnAlready."""
    expect_version(row.known_as, row, version)
    check_standing(row)


def behind(others: Sequence[Row]) -> dict[str, int]:
    """The number and the place of a row that comes after all the others of its year."""
    return {
        "number": max((each.number for each in others), default=0) + 1,
        "position": max((each.position for each in others), default=0) + 1,
    }


def add_row(session: Session, row: Row, told: Mapping[str, str | None], *, by: Actor) -> None:
    """`told`: what the log says of it, by the name of each answer."""
    session.add(row)
    flush(session)
    record(session, Event.ANNUAL_ADDED, by=by, subject=row.subject, changes=difference({}, told))


def save_row(
    session: Session, row: Row, before: Mapping[str, str | None], after: Mapping[str, str | None], *, by: Actor
) -> bool:
    """Whether anything changed, by what the log said of it before and says now."""
    changes = difference(before, after)
    if not changes:
        return False
    flush(session)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=row.subject, changes=changes)
    return True


def withdraw_row(session: Session, row: Row | AnnualPicture, command: WithdrawRow, *, by: Actor, on: date) -> None:
    """The report no longer shows it. Raises Stale or WithdrawnAlready."""
    expect(session, row, command.version)
    row.withdrawn_on, row.withdrawn_by, row.withdrawn_reason = on, by.name, command.reason
    flush(session)
    record(session, Event.ANNUAL_WITHDRAWN, by=by, subject=row.subject, reason=command.reason)


def restore_row(session: Session, row: Row | AnnualPicture, command: RestoreRow, *, by: Actor, on: date) -> None:
    """Where it stood before. Raises Stale or NotWithdrawn."""
    expect_version(row.known_as, row, command.version)
    if not row.is_withdrawn:
        raise NotWithdrawn(row.known_as)
    row.withdrawn_on = row.withdrawn_by = row.withdrawn_reason = None
    flush(session)
    record(session, Event.ANNUAL_RESTORED, by=by, subject=row.subject)


def move_row(session: Session, row: Row, siblings: Sequence[Row], command: MoveRow, *, by: Actor, on: date) -> None:
    """Among `siblings`, the standing rows of its place in order. Raises Stale, WithdrawnAlready or CannotMove."""
    with or_stale(session, row.known_as, row, command.version):
        expect(session, row, command.version)
        before = [each.known_as for each in siblings]
        change_places(siblings, row, row.known_as, up=command.up)
    flush(session)
    after = [each.known_as for each in sorted(siblings, key=lambda each: each.position)]
    changes = {"Order": (", ".join(before), ", ".join(after))}
    record(session, Event.ANNUAL_REORDERED, by=by, subject=row.subject, changes=changes)


def change_places(siblings: Sequence[Placed], row: Placed, name: str, *, up: bool) -> None:
    """Gives `row` the place of the one before or after it, and that one its place. Raises CannotMove."""
    here = next(place for place, each in enumerate(siblings) if each is row)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(siblings):
        raise CannotMove(name, up=up)
    other = siblings[there]
    row.position, other.position = other.position, row.position


def picture_to_show(
    session: Session, annual: AnnualYear, number: int | None, now: AnnualPicture | None
) -> AnnualPicture | None:
    """The picture chosen by its number; one that is shown already may be withdrawn. Raises NotFound or PictureGone."""
    if number is None:
        return None
    picture = queries.picture(session, annual, number)
    if picture.is_withdrawn and picture is not now:
        raise PictureGone(number)
    return picture


def told_picture(picture: AnnualPicture | None) -> str | None:
    """How the log names it."""
    return None if picture is None else picture.known_as
