"""Deciding what becomes of open work at a year's end, closing the year, and reopening it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import FinancialYear, long_date
from tracker.errors import DomainError, Stale
from tracker.plan.commands import priority_by_id
from tracker.plan.commands_close import CarryForward, Stop, carry_forward, stop
from tracker.plan.models import Deliverable
from tracker.plan.models_year import YearClose, YearDecision
from tracker.plan.queries_year import (
    OpenWork,
    YearEnd,
    closed_years,
    first_year,
    words_of_decision,
    year_acts,
    year_end,
    year_of_first_plan,
)
from tracker.plan.rules import DuePeriod
from tracker.plan.rules_year import (
    Decided,
    RollRefused,
    YearAct,
    YearChoice,
    check_close,
    check_decided,
    check_not_closed,
    check_planned_for,
    check_reopen_year,
    next_day,
    roll_day,
)
from tracker.writing import flush


@dataclass(frozen=True, slots=True)
class Decide:
    """`seen` is the id of the decision that stood when the form was opened; 0 for none."""

    seen: int
    decided: Decided


@dataclass(frozen=True, slots=True)
class CloseYear:
    """`stamp` is that of the year's end as it was previewed."""

    stamp: int


@dataclass(frozen=True, slots=True)
class ReopenYear:
    """`acts`: how often the year had been closed and reopened when the form was opened."""

    acts: int
    reason: str | None


def decide(
    session: Session, year: FinancialYear, work: OpenWork, command: Decide, *, by: Actor, on: date
) -> YearDecision | None:
    """Records what becomes of the work when the year is closed; None where that is decided already, just so.

    Raises YearClosedAlready, Stale, UnknownPriority or a refusal of `check_decided`.
    """
    check_not_closed(year, closed_years(session))
    before = work.decision
    stands = before.id if before is not None else 0
    if stands != command.seen:
        raise Stale(f"The decision about {work.reference}", command.seen, stands)
    decided = check_decided(
        command.decided, year, reference=work.reference, status=work.now.status, starts_on=work.now.starts_on
    )
    row = _row(session, year, work.deliverable, decided, by=by, on=on)
    if before is not None and words_of_decision(before) == words_of_decision(row):
        return None
    session.add(row)
    flush(session)
    said = {f"Decision for {year.key}": (words_of_decision(before), words_of_decision(row))}
    record(session, Event.YEAR_DECIDED, by=by, subject=work.reference, changes=said, reason=row.reason)
    return row


def close_year(session: Session, year: FinancialYear, command: CloseYear, *, by: Actor, on: date) -> YearClose:
    """Does what was decided, dated the last day of the year, and closes it; all of it or nothing.

    Raises Stale, BeforeAnyPlan, RollRefused or a refusal of `check_close`.
    """
    found = year_end(session, year, on)
    closed = closed_years(session)
    check_planned_for(year, year_of_first_plan(session))
    check_close(year, on, closed, [work.reference for work in found.undecided], first_year(session))
    if found.stamp != command.stamp:
        raise Stale(f"The year {year.key}", command.stamp, found.stamp)
    told = {}
    for work in found.open_work:
        if work.is_open and work.decision is not None:
            told[work.reference] = (None, _roll(session, year, work, work.decision, by=by, on=on))
    row = _act(session, found, YearAct.CLOSED, None, by=by, on=on)
    record(session, Event.YEAR_CLOSED, by=by, subject=f"year {year.key}", changes=told)
    return row


def reopen_year(session: Session, year: FinancialYear, command: ReopenYear, *, by: Actor, on: date) -> YearClose:
    """Lets progress be dated in the year again. What was carried forward or stopped stays so.

    Raises Stale or a refusal of `check_reopen_year`.
    """
    acts = year_acts(session).get(year, ())
    if len(acts) != command.acts:
        raise Stale(f"The year {year.key}", command.acts, len(acts))
    check_reopen_year(year, closed_years(session), command.reason)
    row = _act(session, year_end(session, year, on), YearAct.REOPENED, command.reason, by=by, on=on)
    record(session, Event.YEAR_REOPENED, by=by, subject=f"year {year.key}", reason=command.reason)
    return row


def _row(
    session: Session, year: FinancialYear, deliverable: Deliverable, decided: Decided, *, by: Actor, on: date
) -> YearDecision:
    due = decided.due
    priority_id = decided.priority_id or deliverable.details[-1].priority_id
    return YearDecision(
        year=year.key,
        deliverable_id=deliverable.id,
        choice=decided.choice,
        reason=decided.reason,
        priority=priority_by_id(session, priority_id) if due is not None else None,
        due_text=due.text if due else None,
        due_starts=due.start if due else None,
        due_ends=due.end if due else None,
        due_precision=due.precision if due else None,
        due_reading=due.reading if due else None,
        decided_on=on,
        decided_by=by.name,
    )


def _roll(session: Session, year: FinancialYear, work: OpenWork, decision: YearDecision, *, by: Actor, on: date) -> str:
    """Does what was decided, and says so for the log. Raises RollRefused."""
    day = roll_day(year, work.last_entry)
    version = work.deliverable.version
    try:
        if decision.choice is YearChoice.STOP:
            stop(session, work.deliverable, Stop(version, day, decision.reason), by=by, on=on)
            return f"Stopped on {long_date(day)}"
        if decision.choice is YearChoice.CARRY_FORWARD:
            command = CarryForward(
                version=version,
                effective_on=day,
                priority_id=decision.priority_id or 0,
                due=due_of(decision),
                reason=decision.reason,
                begins_on=next_day(year, day),
            )
            new = carry_forward(session, work.deliverable, command, by=by, on=on)
            return f"Carried forward on {long_date(day)}, goes on as {new.reference}"
    except DomainError as error:
        raise RollRefused(work.reference, error) from error
    return "Left open"


def due_of(decision: YearDecision) -> DuePeriod:
    """The new due date of work that is to be carried forward."""
    text, start, end, precision = decision.due_text, decision.due_starts, decision.due_ends, decision.due_precision
    if text is None or start is None or end is None or precision is None:
        raise ValueError(f"Decision {decision.id} carries nothing forward.")
    return DuePeriod(text, start, end, precision, decision.due_reading)


def _act(session: Session, found: YearEnd, act: YearAct, reason: str | None, *, by: Actor, on: date) -> YearClose:
    row = YearClose(
        year=found.year.key,
        number=len(found.acts) + 1,
        act=act,
        acted_on=on,
        acted_by=by.name,
        reason=reason,
    )
    session.add(row)
    flush(session)
    return row
