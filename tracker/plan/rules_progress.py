"""The rules of progress: percentages, milestones, and which update may follow which (RULES 1).

One function per verb: `check_progress` (report or complete), `check_stop`, `check_carry_forward`, `check_reopen`.
Each takes what stood before and what is proposed, and gives the update as it is to be recorded, or raises one of
`rules_refusals`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from tracker.dates import FinancialYear
from tracker.enums import LabelledEnum
from tracker.plan.rules import ProgressStatus, has_words
from tracker.plan.rules_refusals import (
    AlreadyClosed,
    CompleteIsHundred,
    CompletionDateMissing,
    CompletionDateNotDue,
    CompletionOutOfOrder,
    CorrectionNeedsReason,
    DayBeforeTheLastUpdate,
    DayBeforeTheRecord,
    DayInTheFuture,
    HundredIsComplete,
    LaterUpdatesStand,
    LowerPercentNeedsReason,
    NotAWholePercentage,
    NothingToReopen,
    NotStartedIsZero,
    NotThatWay,
    PercentIsComputed,
    PercentOutOfRange,
    ReopeningNeedsReason,
    StoppingNeedsReason,
    WeightNotPositive,
    YearIsClosed,
)

_NUMBER: Final = re.compile(r"([-+−]?)0*([0-9]+)\s*(?:%|per\s?cent)?", re.ASCII | re.IGNORECASE)


class Move(LabelledEnum):
    """What an update does to the work; each has its own permission and its own page."""

    REPORT = "report", "Report progress"
    COMPLETE = "complete", "Complete"
    STOP = "stop", "Stop"
    CARRY_FORWARD = "carry_forward", "Carry forward"
    REOPEN = "reopen", "Reopen"


_FROM_OPEN: Final[Mapping[ProgressStatus, Move]] = {
    ProgressStatus.NOT_STARTED: Move.REPORT,
    ProgressStatus.IN_PROGRESS: Move.REPORT,
    ProgressStatus.DEFERRED: Move.REPORT,
    ProgressStatus.COMPLETE: Move.COMPLETE,
    ProgressStatus.STOPPED: Move.STOP,
    ProgressStatus.CARRIED_FORWARD: Move.CARRY_FORWARD,
}
_BACK_TO_OPEN: Final[Mapping[ProgressStatus, Move]] = {
    ProgressStatus.NOT_STARTED: Move.REOPEN,
    ProgressStatus.IN_PROGRESS: Move.REOPEN,
    ProgressStatus.DEFERRED: Move.REOPEN,
}
MOVES: Final[Mapping[ProgressStatus, Mapping[ProgressStatus, Move]]] = MappingProxyType(
    {
        ProgressStatus.NOT_STARTED: _FROM_OPEN,
        ProgressStatus.IN_PROGRESS: _FROM_OPEN,
        ProgressStatus.DEFERRED: _FROM_OPEN,
        ProgressStatus.COMPLETE: _BACK_TO_OPEN,
        # Stopped work that is taken up again is the same piece of work, with the same original due date.
        ProgressStatus.STOPPED: _BACK_TO_OPEN,
        # The new row carries the work on; reopening the old one would count it twice.
        ProgressStatus.CARRIED_FORWARD: {},
    }
)
"""From which status to which, and by what move. What is not here is refused."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The update that stood before. Work without any update has none and counts as not started, at 0%."""

    status: ProgressStatus
    percent: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedUpdate:
    """What is to be recorded. `status` None: follow the %. `percent` None: follow the milestones, or the status."""

    effective_on: date
    status: ProgressStatus | None = None
    percent: int | None = None
    completed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known around an update.

    `began_on`: first day on the record. `starts_on`: day the work starts, if known. `milestone_percent`: the computed %
    where milestones stand. `corrects`: the update takes the place of another one; then the standing before it is what
    stood on its day without the corrected one, and `later_updates` tells whether newer ones stand. `closed_years`: no
    update but a correction may be dated in one of them.
    """

    today: date
    began_on: date | None = None
    starts_on: date | None = None
    milestone_percent: int | None = None
    corrects: bool = False
    later_updates: bool = False
    closed_years: frozenset[FinancialYear] = frozenset()


@dataclass(frozen=True, slots=True)
class SettledUpdate:
    """An update the rules accept, complete: to be recorded as it is."""

    move: Move
    status: ProgressStatus
    percent: int
    effective_on: date
    completed_on: date | None
    reason: str | None


def parse_percent(text: str) -> int:
    """A whole percentage from 0 to 100 as typed: "40", "40%", " 40 per cent ".

    Raises NotAWholePercentage ("40.5", "forty", nothing) or PercentOutOfRange (101, -1).
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise NotAWholePercentage(text)
    sign, digits = match.groups()
    # Python refuses to turn thousands of digits into a number; three are enough to know.
    if len(digits) > 3 or int(digits) > 100 or (sign in ("-", "−") and int(digits) > 0):
        raise PercentOutOfRange(text)
    return int(digits)


def milestone_percent(marks: Sequence[tuple[int, int]]) -> int:
    """The % of the whole from (percent, weight) of each milestone: Σ(percent × weight) / Σ weight, a half rounded up.

    Rounding never makes it 100 before every milestone is, nor 0 once one has begun. At least one milestone is needed.
    Raises WeightNotPositive and PercentOutOfRange.
    """
    if not marks:
        raise ValueError("Work without milestones has no computed percentage.")
    for percent, weight in marks:
        if weight < 1:
            raise WeightNotPositive(weight)
        if not 0 <= percent <= 100:
            raise PercentOutOfRange(str(percent))
    exact = Fraction(sum(percent * weight for percent, weight in marks), sum(weight for _, weight in marks))
    rounded = math.floor(exact + Fraction(1, 2))
    lowest = 0 if exact == 0 else 1
    highest = 100 if exact == 100 else 99
    return max(lowest, min(rounded, highest))


def move_between(before: ProgressStatus, after: ProgressStatus) -> Move:
    """By what move work gets from one status to another. Raises AlreadyClosed where there is none."""
    move = MOVES[before].get(after)
    if move is None:
        raise AlreadyClosed(before)
    return move


def moves_from(status: ProgressStatus) -> tuple[Move, ...]:
    """The moves open to work of this status, each once, in the order of `Move`."""
    open_moves = set(MOVES[status].values())
    return tuple(move for move in Move if move in open_moves)


def derived_status(before: ProgressStatus, percent: int) -> ProgressStatus:
    """The status where only a % is given: the one that stands, unless the % contradicts it."""
    if percent == 100:
        return ProgressStatus.COMPLETE
    if before in (ProgressStatus.IN_PROGRESS, ProgressStatus.DEFERRED):
        return before
    return ProgressStatus.NOT_STARTED if percent == 0 else ProgressStatus.IN_PROGRESS


def check_progress(previous: Standing | None, proposed: ProposedUpdate, around: Around) -> SettledUpdate:
    """An ordinary update of open work: progress, or its completion."""
    status_before = previous.status if previous else ProgressStatus.NOT_STARTED
    if status_before.is_closed:
        raise AlreadyClosed(status_before)
    return _settle(previous, proposed, around, (Move.REPORT, Move.COMPLETE))


def check_reopen(previous: Standing | None, proposed: ProposedUpdate, around: Around) -> SettledUpdate:
    """Complete or stopped work is taken up again, with a reason; carried-forward work never is."""
    status_before = previous.status if previous else ProgressStatus.NOT_STARTED
    if not status_before.is_closed:
        raise NothingToReopen(status_before)
    settled = _settle(previous, proposed, around, (Move.REOPEN,))
    if settled.reason is None:
        raise ReopeningNeedsReason(status_before)
    return settled


def check_stop(previous: Standing | None, *, effective_on: date, reason: str | None, around: Around) -> SettledUpdate:
    """The work is stopped for good, with a reason; it keeps its %."""
    settled = _close(previous, ProgressStatus.STOPPED, effective_on, reason, around)
    if settled.reason is None:
        raise StoppingNeedsReason
    return settled


def check_carry_forward(
    previous: Standing | None, *, effective_on: date, reason: str | None, around: Around
) -> SettledUpdate:
    """The work goes on under a new row, which the caller records with a link to this one; this one keeps its %."""
    return _close(previous, ProgressStatus.CARRIED_FORWARD, effective_on, reason, around)


def _settle(
    previous: Standing | None, proposed: ProposedUpdate, around: Around, allowed: tuple[Move, ...]
) -> SettledUpdate:
    status_before = previous.status if previous else ProgressStatus.NOT_STARTED
    percent = _percent(proposed, around)
    status = proposed.status or derived_status(status_before, percent)
    move = move_between(status_before, status)
    if move not in allowed:
        raise NotThatWay(status_before, status)
    _check_day(previous, proposed.effective_on, around)
    _check_status_fits(status, percent)
    _check_completion(percent, proposed, around)
    if around.later_updates and status.is_closed:
        raise LaterUpdatesStand(status)
    reason = _reason(proposed.reason, around)
    if reason is None and previous and percent < previous.percent and move is not Move.REOPEN:
        raise LowerPercentNeedsReason(previous.percent, percent)
    return SettledUpdate(move, status, percent, proposed.effective_on, proposed.completed_on, reason)


def _close(
    previous: Standing | None, status: ProgressStatus, effective_on: date, reason: str | None, around: Around
) -> SettledUpdate:
    status_before = previous.status if previous else ProgressStatus.NOT_STARTED
    move = move_between(status_before, status)
    _check_day(previous, effective_on, around)
    if around.later_updates:
        raise LaterUpdatesStand(status)
    kept = previous.percent if previous else 0
    return SettledUpdate(move, status, kept, effective_on, None, _reason(reason, around))


def _percent(proposed: ProposedUpdate, around: Around) -> int:
    typed, computed = proposed.percent, around.milestone_percent
    if computed is not None:
        if typed is not None:
            raise PercentIsComputed(typed, computed)
        return computed
    if typed is not None:
        if not 0 <= typed <= 100:
            raise PercentOutOfRange(str(typed))
        return typed
    if proposed.status is ProgressStatus.NOT_STARTED:
        return 0
    if proposed.status is ProgressStatus.COMPLETE:
        return 100
    raise NotAWholePercentage("")


def _check_day(previous: Standing | None, effective_on: date, around: Around) -> None:
    if effective_on > around.today:
        raise DayInTheFuture(effective_on, around.today)
    if around.began_on is not None and effective_on < around.began_on:
        raise DayBeforeTheRecord(effective_on, around.began_on)
    if previous is not None and effective_on < previous.effective_on:
        raise DayBeforeTheLastUpdate(effective_on, previous.effective_on)
    year = FinancialYear.of(effective_on)
    if year in around.closed_years and not around.corrects:
        raise YearIsClosed(effective_on, year)


def _check_status_fits(status: ProgressStatus, percent: int) -> None:
    if status is ProgressStatus.NOT_STARTED and percent != 0:
        raise NotStartedIsZero(percent)
    if status is ProgressStatus.COMPLETE and percent != 100:
        raise CompleteIsHundred(percent)
    if status is not ProgressStatus.COMPLETE and percent == 100:
        raise HundredIsComplete(status)


def _check_completion(percent: int, proposed: ProposedUpdate, around: Around) -> None:
    completed_on = proposed.completed_on
    if percent != 100:
        if completed_on is not None:
            raise CompletionDateNotDue(percent)
        return
    if completed_on is None:
        raise CompletionDateMissing
    # The report's day is never in the future, so neither is the completion.
    too_early = around.starts_on is not None and completed_on < around.starts_on
    if too_early or completed_on > proposed.effective_on:
        raise CompletionOutOfOrder(completed_on, around.starts_on, proposed.effective_on)


def _reason(reason: str | None, around: Around) -> str | None:
    given = reason.strip() if reason is not None and has_words(reason) else None
    if around.corrects and given is None:
        raise CorrectionNeedsReason
    return given
