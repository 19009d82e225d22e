"""The rules of a year's end: what is decided of open work, when a year may be closed, what a closed year refuses."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.dates import FinancialYear, long_date
from tracker.documents.blocks import Shape, Tone
from tracker.enums import LabelledEnum, StatusEnum
from tracker.errors import DomainError, NotFound
from tracker.plan.rules import DuePeriod, ProgressStatus, ReasonNeeded, check_due_after_start, has_words


class YearChoice(LabelledEnum):
    """What becomes of a deliverable that is open when the year ends."""

    CARRY_FORWARD = "carry_forward", "Carry forward"
    STOP = "stop", "Stop"
    LEAVE_OPEN = "leave_open", "Leave open"


class YearAct(LabelledEnum):
    """Acts on a year; they take turns, the first closes it."""

    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Reopened"


class YearStage(StatusEnum):
    """How far a financial year is."""

    RUNNING = "running", "Still running", Shape.ARROW, Tone.INFORMATION
    OVER = "over", "Over, not closed", Shape.DIAMOND, Tone.CAUTION
    CLOSED = "closed", "Closed", Shape.TICK, Tone.DONE


class YearNotOver(DomainError):
    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(
            f"The year {year.key} runs until {long_date(year.end)}, so it cannot be closed yet. "
            "Decisions can be made before; close the year once it is over."
        )


class YearClosedAlready(DomainError):
    def __init__(self, year: FinancialYear, closed_on: date) -> None:
        self.year = year
        self.closed_on = closed_on
        super().__init__(
            f"The year {year.key} was closed on {long_date(closed_on)}. "
            "To change what was decided, the Chief Executive reopens it first."
        )


class YearNotClosed(DomainError):
    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(f"The year {year.key} is not closed, so there is nothing to reopen.")


class LaterYearClosed(DomainError):
    """A year is closed or reopened while one after it is closed."""

    def __init__(self, year: FinancialYear, later: FinancialYear) -> None:
        self.year = year
        self.later = later
        super().__init__(
            f"The year {later.key}, which comes after {year.key}, is closed. Reopen {later.key} first: "
            "its work follows from this year’s."
        )


class BeforeAnyPlan(DomainError):
    """A year is closed that had no plan on record."""

    def __init__(self, year: FinancialYear, first: FinancialYear) -> None:
        self.year = year
        self.first = first
        super().__init__(f"The oldest plan begins in {first.key}, so there is nothing to close in {year.key}.")


class EarlierYearOpen(DomainError):
    """A year is closed while one before it, in which there was work, is not."""

    def __init__(self, year: FinancialYear, earlier: FinancialYear) -> None:
        self.year = year
        self.earlier = earlier
        super().__init__(
            f"The year {earlier.key}, which comes before {year.key}, is not closed. Close {earlier.key} first: what "
            f"becomes of its work decides what is open in {year.key}, and it could not be closed afterwards."
        )


class DecisionsMissing(DomainError):
    """The year is to be closed while open deliverables have no decision."""

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        shown = ", ".join(references[:10]) + (f" and {len(references) - 10} more" if len(references) > 10 else "")
        many = "1 deliverable has" if len(references) == 1 else f"{len(references)} deliverables have"
        super().__init__(
            f"{many} no decision yet: {shown}. The lead of each priority decides, then the year can be closed."
        )


class ReopeningYearNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the year is reopened.")


class DecisionNeedsReason(ReasonNeeded):
    def __init__(self, choice: YearChoice) -> None:
        self.choice = choice
        verb = "carried forward" if choice is YearChoice.CARRY_FORWARD else "stopped"
        super().__init__(f"Enter why it is {verb}.")


class CarryingNeedsDueDate(DomainError):
    field = "due_text"

    def __init__(self) -> None:
        super().__init__("Enter when the work is now due.")


class DueWithinTheYear(DomainError):
    """Work is carried forward with a due date that has passed when the next year begins."""

    field = "due_text"

    def __init__(self, year: FinancialYear, end: date) -> None:
        self.year = year
        self.end = end
        super().__init__(
            f"Work carried forward is due after {long_date(year.end)}, the last day of {year.key}. Enter a later date."
        )


class NothingToDecide(DomainError):
    """A decision about work that is closed by now, or was not open when the year ended."""

    def __init__(self, reference: str, year: FinancialYear, status: ProgressStatus) -> None:
        self.reference = reference
        self.year = year
        self.status = status
        super().__init__(
            f"{reference} is {status.label.lower()}, so there is nothing to decide about it for {year.key}. "
            "Leave its row as it is."
        )


class RollRefused(DomainError):
    """One of the decisions could not be carried out, so the year was not closed and nothing was changed."""

    def __init__(self, reference: str, why: DomainError) -> None:
        self.reference = reference
        self.why = why
        super().__init__(f"{reference}: {why} The year is not closed. Its lead changes the decision first.")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it is to be recorded. `due` and `priority_id` only where the work is carried forward."""

    choice: YearChoice
    reason: str | None = None
    due: DuePeriod | None = None
    priority_id: int | None = None


def stage_of(year: FinancialYear, today: date, closed_on: date | None) -> YearStage:
    if closed_on is not None:
        return YearStage.CLOSED
    return YearStage.OVER if year.end < today else YearStage.RUNNING


def year_called(key: str, today: date) -> FinancialYear:
    """The year of an address. Raises UnknownFinancialYear, and NotFound for a year that has not begun."""
    year = FinancialYear.parse(key)
    if year.start > today:
        raise NotFound("financial year that has begun", key)
    return year


def check_decided(
    decided: Decided, year: FinancialYear, *, reference: str, status: ProgressStatus, starts_on: date | None
) -> Decided:
    """The decision, tidied. `status` and `starts_on` are those of the work today.

    Raises NothingToDecide, DecisionNeedsReason, CarryingNeedsDueDate, DueWithinTheYear or DueBeforeItStarts.
    """
    if status.is_closed:
        raise NothingToDecide(reference, year, status)
    reason = decided.reason.strip() if decided.reason is not None and has_words(decided.reason) else None
    if decided.choice is YearChoice.LEAVE_OPEN:
        return Decided(decided.choice, reason)
    if decided.choice is YearChoice.CARRY_FORWARD:
        if decided.due is None:
            raise CarryingNeedsDueDate
        if decided.due.end <= year.end:
            raise DueWithinTheYear(year, decided.due.end)
        check_due_after_start(starts_on, decided.due.end)
    if reason is None:
        raise DecisionNeedsReason(decided.choice)
    if decided.choice is YearChoice.STOP:
        return Decided(decided.choice, reason)
    return Decided(decided.choice, reason, decided.due, decided.priority_id)


def earlier_not_closed(
    year: FinancialYear, first: FinancialYear | None, closed: Collection[FinancialYear]
) -> FinancialYear | None:
    """The first year before `year` that has to be closed before it. `first`: the year of the oldest work, if any."""
    numbers = range(first.year, year.year) if first is not None else ()
    return next((found for found in map(FinancialYear, numbers) if found not in closed), None)


def later_closed(year: FinancialYear, closed: Collection[FinancialYear]) -> FinancialYear | None:
    """The last closed year after `year`, which stands in the way of closing or reopening `year`."""
    return max((other for other in closed if other > year), default=None)


def check_close(
    year: FinancialYear,
    today: date,
    closed: dict[FinancialYear, date],
    undecided: Sequence[str],
    first: FinancialYear | None = None,
) -> None:
    """Whether a year may be closed. `closed`: the closed years and since when; `first`: the year of the oldest work.

    Raises YearClosedAlready, YearNotOver, LaterYearClosed, EarlierYearOpen or DecisionsMissing.
    """
    check_not_closed(year, closed)
    if year.end >= today:
        raise YearNotOver(year)
    _check_last(year, closed)
    earlier = earlier_not_closed(year, first, closed)
    if earlier is not None:
        raise EarlierYearOpen(year, earlier)
    if undecided:
        raise DecisionsMissing(undecided)


def check_planned_for(year: FinancialYear, first: FinancialYear | None) -> None:
    """Whether there can be anything to close in a year. `first`: that of the oldest plan. Raises BeforeAnyPlan."""
    if first is not None and year < first:
        raise BeforeAnyPlan(year, first)


def check_not_closed(year: FinancialYear, closed: dict[FinancialYear, date]) -> None:
    """Raises YearClosedAlready."""
    if year in closed:
        raise YearClosedAlready(year, closed[year])


def check_reopen_year(year: FinancialYear, closed: dict[FinancialYear, date], reason: str | None) -> None:
    """Raises YearNotClosed, LaterYearClosed or ReopeningYearNeedsReason."""
    if year not in closed:
        raise YearNotClosed(year)
    _check_last(year, closed)
    if not has_words(reason):
        raise ReopeningYearNeedsReason


def _check_last(year: FinancialYear, closed: Collection[FinancialYear]) -> None:
    later = later_closed(year, closed)
    if later is not None:
        raise LaterYearClosed(year, later)


def roll_day(year: FinancialYear, newest_entry: date) -> date:
    """The day a decision is dated: the last of the year, or where the work went on since, the day of its last entry."""
    return max(year.end, newest_entry)


def next_day(year: FinancialYear, rolled_on: date) -> date:
    """The day on which what was carried forward begins anew: never in the year that ends."""
    return max(year.end + timedelta(days=1), rolled_on)
