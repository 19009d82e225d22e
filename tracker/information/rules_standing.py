"""How a line of the register stands on a day: last published, next due, late by how much. Derived, never stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.information.rules import DueFrom, Every, State
from tracker.information.rules_periods import Period, label_of, periods_from

SOON: Final = timedelta(days=14)
"""How long before it is due a line is called due soon."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a line is due. `due_days`: after the period ends, or before it begins; for what has no period, how many days
    after it was published or looked at last it is looked at again, None for never.
    """

    every: Every
    due_from: DueFrom
    due_days: int | None
    counts_from: date


@dataclass(frozen=True, slots=True)
class Published:
    """One publication that stands. `checked`: nothing new was published, what is there was found to be right."""

    on: date
    period: str | None
    address: str | None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """`period`: for which something is due next; None for what has no period. `overdue`: how many periods are late.

    `last` is what was published last, `looked_at` the last day on which it was found to be right.
    """

    state: State
    last: Published | None
    looked_at: date | None
    due_on: date | None
    period: Period | None
    overdue: int
    late_by: int

    @property
    def last_period(self) -> str:
        """What the last publication was for, in words; "" for nothing in particular."""
        return label_of(self.last.period) if self.last is not None and self.last.period else ""


def due_day(timing: Timing, period: Period) -> date:
    """The last day on which the information of a period is in time."""
    days = timedelta(days=timing.due_days or 0)
    return period.end + days if timing.due_from is DueFrom.END else period.start - days


def standing_of(timing: Timing, publications: Collection[Published], on: date) -> Standing:
    """`publications` are those that stand, whatever order they come in."""
    real = [each for each in publications if not each.checked]
    last = max(real, key=lambda each: (each.on, each.period or ""), default=None)
    checks = [each.on for each in publications if each.checked]
    looked_at = max(checks, default=None)
    due_on: date | None
    period: Period | None
    if timing.every.repeats:
        due_on, period, overdue = _next_period_due(timing, {each.period for each in real}, on)
    else:
        due_on, period, overdue = _next_look(timing, [each.on for each in publications]), None, 0
    late_by = max((on - due_on).days, 0) if due_on is not None else 0
    return Standing(_state(due_on, on), last, looked_at, due_on, period, max(overdue, int(late_by > 0)), late_by)


def _next_period_due(timing: Timing, done: Collection[str | None], on: date) -> tuple[date, Period, int]:
    """The first period that lacks something; and how many of those that lack something are late."""
    first: Period | None = None
    overdue = 0
    for period in periods_from(timing.every, timing.counts_from):
        late = due_day(timing, period) < on
        if period.key not in done:
            first = first or period
            overdue += late
        if first is not None and not late:
            return due_day(timing, first), first, overdue
    raise AssertionError("There is no last period.")


def _next_look(timing: Timing, days: Collection[date]) -> date | None:
    if timing.due_days is None:
        return None
    return max(days) + timedelta(days=timing.due_days) if days else timing.counts_from


def _state(due_on: date | None, on: date) -> State:
    if due_on is None:
        return State.OPEN
    if due_on < on:
        return State.LATE
    return State.SOON if due_on <= on + SOON else State.FINE


def due_words(timing: Timing) -> str:
    """ "within 30 days of the end of the month"; "" where no day is set."""
    days, word = timing.due_days, timing.every.period_word
    if not timing.every.repeats:
        return f"looked at again within {_days(days)}" if days is not None else ""
    if timing.due_from is DueFrom.START:
        return f"before the {word} begins" if days == 1 else f"at least {_days(days)} before the {word} begins"
    return f"within {_days(days)} of the end of the {word}" if days else f"by the end of the {word}"


def _days(number: int | None) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
