"""Whether a report can be submitted: it reports on a plan, and all leads have said that they are ready (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.dates import FinancialYear, Period, long_date
from tracker.errors import DomainError
from tracker.reports.rules_life import within


class NoPlan(DomainError):
    """No plan was in force in the period, and none before it has anything left to report."""

    def __init__(self, period: str, of: str = "quarter") -> None:
        self.period = period
        super().__init__(
            f"No plan was in force in {within(period)}, so there is nothing to report on. Choose another {of}, or "
            "correct the dates of the plan first."
        )


class YearNotOver(DomainError):
    """An annual report is asked for as at a day before its year ended."""

    field = "as_at"

    def __init__(self, year: FinancialYear) -> None:
        self.year = year
        super().__init__(
            f"{year.label} ends on {long_date(year.end)}. Enter that day or a later one: an annual report is submitted "
            "once its year is over."
        )


def check_year_over(day: date, period: Period) -> None:
    """Raises YearNotOver. A quarter is reported on while it lasts."""
    if isinstance(period, FinancialYear) and day < period.end:
        raise YearNotOver(period)


class OtherDayShown(DomainError):
    """The report is asked for as at another day than the one whose problems were listed."""

    field = "as_at"

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"What is wrong with the report as at {long_date(day)} is listed on this page now. Read it, then submit "
            "once more."
        )


class NotAllReady(DomainError):
    """Some leads have not said that their priority is ready."""

    def __init__(self, waiting: Sequence[str]) -> None:
        self.waiting = tuple(waiting)
        super().__init__(
            f"Not every priority is ready yet: {'; '.join(self.waiting)}. "
            "Its lead marks it as ready on its page of the quarter."
        )


class AlreadySaid(DomainError):
    """The priority is marked so already."""

    def __init__(self, is_ready: bool) -> None:
        self.is_ready = is_ready
        super().__init__(f"This priority is {'' if is_ready else 'not '}marked as ready already.")
