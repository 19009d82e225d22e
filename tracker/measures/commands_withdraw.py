"""Withdrawing a measure that is no longer used or was created by mistake, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.measures.commands_history import expect_measure_stands, subject_of
from tracker.measures.models import Measure
from tracker.measures.rules_changes import MeasureNotWithdrawn, WholeIsWithdrawn, check_withdrawable
from tracker.writing import expect_version, flush


@dataclass(frozen=True, slots=True)
class Withdraw:
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    version: int
    reason: str


def withdraw_measure(session: Session, measure: Measure, command: Withdraw, *, by: Actor, on: date) -> None:
    """From the day `on`; reports about earlier days keep it. Raises Stale, MeasureIsWithdrawn or AreasStand."""
    expect_measure_stands(measure)
    expect_version(measure.code, measure, command.version)
    check_withdrawable(measure.code, [area.code for area in measure.areas if area.withdrawn_on is None])
    measure.withdrawn_on, measure.withdrawn_reason = on, command.reason
    flush(session)
    record(session, Event.MEASURE_WITHDRAWN, by=by, subject=subject_of(measure), reason=command.reason)


def restore_measure(session: Session, measure: Measure, command: Restore, *, by: Actor) -> None:
    """Raises Stale, MeasureNotWithdrawn or WholeIsWithdrawn."""
    expect_withdrawn(measure)
    expect_version(measure.code, measure, command.version)
    if measure.parent is not None and measure.parent.withdrawn_on is not None:
        raise WholeIsWithdrawn(measure.parent.code)
    measure.withdrawn_on, measure.withdrawn_reason = None, None
    flush(session)
    record(session, Event.MEASURE_RESTORED, by=by, subject=subject_of(measure), reason=command.reason)


def expect_withdrawn(measure: Measure) -> None:
    """Raises MeasureNotWithdrawn."""
    if measure.withdrawn_on is None:
        raise MeasureNotWithdrawn(measure.code)
