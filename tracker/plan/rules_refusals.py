"""What the rules of progress refuse, as small errors that carry their facts (RULES 1)."""

from __future__ import annotations

from datetime import date

from tracker.dates import FinancialYear, long_date
from tracker.errors import DomainError
from tracker.plan.rules import ProgressStatus, ReasonNeeded, has_words, quoted


class NotAWholePercentage(DomainError):
    """ "40.5", "forty" or nothing, where a whole percentage belongs."""

    field = "percent"

    def __init__(self, text: str) -> None:
        self.text = text
        said = f"“{quoted(text)}” is not a whole number. " if has_words(text) else ""
        super().__init__(f"{said}Enter progress as a whole number from 0 to 100.")


class PercentOutOfRange(DomainError):
    """A whole number below 0 or above 100."""

    field = "percent"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{quoted(text)}” is not between 0 and 100. Enter progress as a whole number from 0 to 100.")


class PercentIsComputed(DomainError):
    """A percentage was typed for work whose milestones give it."""

    field = "percent"

    def __init__(self, typed: int, computed: int) -> None:
        self.typed = typed
        self.computed = computed
        super().__init__(f"The progress follows from the milestones ({computed}%). Update the milestones instead.")


class NotStartedIsZero(DomainError):
    field = "percent"

    def __init__(self, percent: int) -> None:
        self.percent = percent
        super().__init__(f"Work that has not started is at 0%, not {percent}%. Change the status or the percentage.")


class CompleteIsHundred(DomainError):
    field = "percent"

    def __init__(self, percent: int) -> None:
        self.percent = percent
        super().__init__(f"Complete work is at 100%, not {percent}%. Change the status or the percentage.")


class HundredIsComplete(DomainError):
    """100% with a status other than Complete."""

    field = "status"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"Work at 100% is complete, not {status.label.lower()}. Change the status or the percentage.")


class CompletionDateMissing(DomainError):
    field = "completed_on"

    def __init__(self) -> None:
        super().__init__("Enter the date the work was completed.")


class CompletionDateNotDue(DomainError):
    """A completion date without 100%."""

    field = "completed_on"

    def __init__(self, percent: int) -> None:
        self.percent = percent
        super().__init__(f"Work at {percent}% has no completion date. Remove the date or record the work as complete.")


class CompletionOutOfOrder(DomainError):
    """A completion date after the day it is reported, or before the work began."""

    field = "completed_on"

    def __init__(self, completed_on: date, earliest: date | None, latest: date) -> None:
        self.completed_on = completed_on
        self.earliest = earliest
        self.latest = latest
        since = f"on or after {long_date(earliest)}, when the work started, and " if earliest else ""
        super().__init__(
            f"The completion date must be {since}no later than {long_date(latest)}, the day you report it."
        )


class DayInTheFuture(DomainError):
    field = "effective_on"

    def __init__(self, effective_on: date, today: date) -> None:
        self.effective_on = effective_on
        self.today = today
        super().__init__(
            f"The date of an update must be today or in the past: {long_date(effective_on)} is yet to come."
        )


class YearIsClosed(DomainError):
    """An update dated in a financial year that is closed. Only a correction may reach into it."""

    field = "effective_on"

    def __init__(self, effective_on: date, year: FinancialYear) -> None:
        self.effective_on = effective_on
        self.year = year
        super().__init__(
            f"{long_date(effective_on)} is in the year {year.key}, which is closed. Enter a date after "
            f"{long_date(year.end)}, or correct the update that was recorded then and say what was wrong with it."
        )


class DayBeforeTheLastUpdate(DomainError):
    """An update dated before the one that stands. Only a correction may reach back."""

    field = "effective_on"

    def __init__(self, effective_on: date, last: date) -> None:
        self.effective_on = effective_on
        self.last = last
        super().__init__(
            f"The last update is dated {long_date(last)}. Enter that date or a later one, or correct an earlier update."
        )


class DayBeforeTheRecord(DomainError):
    """An update dated before the deliverable was on the record."""

    field = "effective_on"

    def __init__(self, effective_on: date, began_on: date) -> None:
        self.effective_on = effective_on
        self.began_on = began_on
        super().__init__(
            f"This deliverable has been on the record since {long_date(began_on)}. Enter a date from then on."
        )


class LaterUpdatesStand(DomainError):
    """A correction would close the work although later updates report on it."""

    field = "status"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(
            f"Later updates exist, so this one cannot say {status.label.lower()}. Record it as a new update."
        )


class LowerPercentNeedsReason(ReasonNeeded):
    def __init__(self, before: int, after: int) -> None:
        self.before = before
        self.after = after
        super().__init__(f"Enter why progress goes down from {before}% to {after}%.")


class StoppingNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the work is stopped.")


class ReopeningNeedsReason(ReasonNeeded):
    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"Enter why {status.label.lower()} work is reopened.")


class CorrectionNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter what was wrong with the update you are correcting.")


class AlreadyClosed(DomainError):
    """Closed work takes no updates."""

    field = "status"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        way_out = (
            "It goes on under its new reference." if status is ProgressStatus.CARRIED_FORWARD else "Reopen it first."
        )
        super().__init__(f"This work is {status.label.lower()}, so it takes no updates. {way_out}")


class NothingToReopen(DomainError):
    """Work that is not closed is asked to be reopened."""

    field = "status"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"This work is {status.label.lower()}, so there is nothing to reopen.")


class NotThatWay(DomainError):
    """The status cannot be reached by the act that was asked for, e.g. stopping by way of an ordinary update."""

    field = "status"

    def __init__(self, before: ProgressStatus, after: ProgressStatus) -> None:
        self.before = before
        self.after = after
        super().__init__(
            f"This cannot change {before.label.lower()} work to {after.label.lower()}. Select another status."
        )


class WeightNotPositive(DomainError):
    field = "weight"

    def __init__(self, weight: int) -> None:
        self.weight = weight
        super().__init__("Enter the weight of a milestone as a whole number, 1 or more.")
