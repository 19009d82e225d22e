"""Targets and new beginnings of the control chart: set from a month, withdrawn with a reason, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.errors import NotFound
from tracker.measures.commands_history import expect_measure_stands, subject_of
from tracker.measures.models import Measure, MeasureBaseline, MeasureTarget
from tracker.measures.queries_values import first_month
from tracker.measures.rules import TargetSense, long_month
from tracker.measures.rules_levels import check_beginning, check_not_withdrawn, check_target
from tracker.measures.rules_words import target_words
from tracker.writing import expect_version, flush, queue, touch

_Level = TypeVar("_Level", MeasureTarget, MeasureBaseline)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTarget:
    """`value` in the unit of the measure; `from_month` is a month's first day."""

    version: int
    sense: TargetSense
    value: Decimal
    from_month: date
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginAnew:
    version: int
    from_month: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawLevel:
    """`number` is that of the target or the beginning, as the measure counts them."""

    version: int
    number: int
    reason: str


def set_target(session: Session, measure: Measure, command: SetTarget, *, by: Actor, on: date) -> MeasureTarget:
    """Until the next one or its withdrawal. Raises MeasureIsWithdrawn, Stale, TargetBelowNothing, TargetSetAlready."""
    _expect(session, measure, command.version)
    check_target(command.value, command.from_month, _months(measure.targets))
    target = MeasureTarget(
        measure=measure,
        number=max((each.number for each in measure.targets), default=0) + 1,
        sense=command.sense,
        value=command.value,
        from_month=command.from_month,
        basis=command.basis,
        set_on=on,
        set_by=by.name,
    )
    session.add(target)
    touch(measure)
    flush(session)
    said = {
        "Target": target_words(target.sense, target.value, measure.unit),
        "From": long_month(target.from_month),
        "Basis": target.basis,
    }
    record(session, Event.TARGET_SET, by=by, subject=subject_of(measure), changes=difference({}, said))
    return target


def withdraw_target(session: Session, measure: Measure, command: WithdrawLevel, *, by: Actor, on: date) -> None:
    """Raises MeasureIsWithdrawn, NotFound, WithdrawnAlready or Stale."""
    expect_measure_stands(measure)
    target = target_of(measure, command.number)
    check_not_withdrawn(name_of_target(target), target.withdrawn_on)
    _withdraw(session, measure, target, command, on)
    gone = {"Target": f"{target_words(target.sense, target.value, measure.unit)} from {long_month(target.from_month)}"}
    changes = difference(gone, {})
    subject = subject_of(measure)
    record(session, Event.TARGET_WITHDRAWN, by=by, subject=subject, changes=changes, reason=command.reason)


def begin_anew(session: Session, measure: Measure, command: BeginAnew, *, by: Actor, on: date) -> MeasureBaseline:
    """What came before the month counts no more.

    Raises MeasureIsWithdrawn, Stale, MonthNotBegun, NothingBefore, BegunAlready.
    """
    _expect(session, measure, command.version)
    check_beginning(command.from_month, _months(measure.baselines), first_month(session, measure.id), on)
    baseline = MeasureBaseline(
        measure=measure,
        number=max((each.number for each in measure.baselines), default=0) + 1,
        from_month=command.from_month,
        reason=command.reason,
        set_on=on,
        set_by=by.name,
    )
    session.add(baseline)
    touch(measure)
    flush(session)
    changes = difference({}, {"From": long_month(baseline.from_month)})
    subject = subject_of(measure)
    record(session, Event.BASELINE_SET, by=by, subject=subject, changes=changes, reason=command.reason)
    return baseline


def withdraw_baseline(session: Session, measure: Measure, command: WithdrawLevel, *, by: Actor, on: date) -> None:
    """Raises MeasureIsWithdrawn, NotFound, WithdrawnAlready or Stale."""
    expect_measure_stands(measure)
    baseline = baseline_of(measure, command.number)
    check_not_withdrawn(name_of_baseline(baseline), baseline.withdrawn_on)
    _withdraw(session, measure, baseline, command, on)
    changes = difference({"From": long_month(baseline.from_month)}, {})
    subject = subject_of(measure)
    record(session, Event.BASELINE_WITHDRAWN, by=by, subject=subject, changes=changes, reason=command.reason)


def target_of(measure: Measure, number: int) -> MeasureTarget:
    """Raises NotFound."""
    return _numbered(measure.targets, number, f"target of {measure.code}")


def baseline_of(measure: Measure, number: int) -> MeasureBaseline:
    """Raises NotFound."""
    return _numbered(measure.baselines, number, f"new beginning of {measure.code}")


def name_of_target(target: MeasureTarget) -> str:
    """ "The target from April 2024"."""
    return f"The target from {long_month(target.from_month)}"


def name_of_baseline(baseline: MeasureBaseline) -> str:
    """ "The new beginning from April 2024"."""
    return f"The new beginning from {long_month(baseline.from_month)}"


def _expect(session: Session, measure: Measure, version: int) -> None:
    expect_measure_stands(measure)
    queue(session)
    expect_version(measure.code, measure, version)


def _withdraw(
    session: Session, measure: Measure, row: MeasureTarget | MeasureBaseline, command: WithdrawLevel, on: date
) -> None:
    expect_version(measure.code, measure, command.version)
    # The clock may have been set back since it was set.
    row.withdrawn_on, row.withdrawn_reason = max(on, row.set_on), command.reason
    touch(measure)
    flush(session)


def _months(rows: list[_Level]) -> list[date]:
    return [row.from_month for row in rows if row.withdrawn_on is None]


def _numbered(rows: list[_Level], number: int, what: str) -> _Level:
    found = next((row for row in rows if row.number == number), None)
    if found is None:
        raise NotFound(what, str(number))
    return found
