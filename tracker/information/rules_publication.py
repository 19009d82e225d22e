"""Recording that something was published, or looked at: what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.information.rules import DueFrom, Every, PublicationKind
from tracker.information.rules_lines import check_address
from tracker.information.rules_periods import Period, period_holding, period_named, periods_from
from tracker.information.rules_standing import Timing

ORDER_BEGAN: Final = date(2012, 1, 16)
"""SI 2011/3050, article 1."""

OFFERED: Final = 24
"""How many periods a form offers, the latest first."""


class NotYet(DomainError):
    """Nothing is recorded before it was done."""

    field = "done_on"

    def __init__(self) -> None:
        super().__init__("The day must be today or earlier: record it once it is done")


class BeforeTheOrder(DomainError):
    """No commissioner had to publish anything yet."""

    field = "done_on"

    def __init__(self) -> None:
        super().__init__(f"The day must be {long_date(ORDER_BEGAN)} or later: the Order is in force from then on")


class BeforeThePeriod(DomainError):
    """What happened in a period is not published before it began."""

    field = "done_on"

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(f"{period.label} begins on {long_date(period.start)}. Enter that day or a later one")


class PeriodNotOver(DomainError):
    """What is due after a period's end is about the whole of it, so it is published once the period is over."""

    def __init__(self, period: Period, on: date) -> None:
        self.period = period
        if on <= period.end:
            self.field = "period"
            since = long_date(period.end + timedelta(days=1))
            message = f"{period.label} is not over yet: it can be recorded from {since}. Select an earlier one"
        else:
            self.field = "done_on"
            message = f"{period.label} ended on {long_date(period.end)}. Enter a later day, or select an earlier period"
        super().__init__(message)


class PeriodWanted(DomainError):
    field = "period"

    def __init__(self, every: Every) -> None:
        self.every = every
        super().__init__(f"Select the {every.period_word} it is for")


class PeriodNotCounted(DomainError):
    """Too early or too late for this line."""

    field = "period"

    def __init__(self, period: Period) -> None:
        self.period = period
        super().__init__(f"{period.label} is not among the periods of this line. Select one in the list")


class NoPeriodAsked(DomainError):
    """A line that is kept up to date has no periods."""

    field = "period"

    def __init__(self) -> None:
        super().__init__("This line has no periods. Leave the period out")


class NothingToLookAt(DomainError):
    """What repeats is published anew for each period."""

    field = "kind"

    def __init__(self, every: Every) -> None:
        self.every = every
        super().__init__(f"This is published anew {every.label.lower()}, so looking at the last one is not enough")


class AddressWanted(DomainError):
    field = "address"

    def __init__(self) -> None:
        super().__init__("Enter the address where it is published: the line has none of its own")


class AlreadyWithdrawn(DomainError):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"Publication {number} is withdrawn already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFacts:
    """`period` is a key, None for a line without periods; `address` None: where the line says."""

    kind: PublicationKind
    on: date
    period: str | None
    address: str | None
    note: str | None


def periods_offered(timing: Timing, on: date) -> list[Period]:
    """The periods something can be recorded for, the latest first; none for a line without any.

    Of what is due before a period begins, the next one is offered too, and the first although it is far away.
    """
    if not timing.every.repeats:
        return []
    found: list[Period] = []
    for period in periods_from(timing.every, timing.counts_from):
        found.append(period)
        if period.start > on:
            break
    return [period for period in found[::-1] if can_be_recorded(timing, period, on)][:OFFERED]


def can_be_recorded(timing: Timing, period: Period, on: date) -> bool:
    """Whether something can have been published for the period by a day.

    What is due some days after the end tells of the whole period; what is due by the end is published in its course.
    """
    if timing.due_from is DueFrom.START:
        return True
    return on >= period.start if timing.due_days == 0 else on > period.end


def check_publication(facts: PublicationFacts, timing: Timing, address: str | None, on: date) -> None:
    """`address` is the line's own.

    Raises NotYet, BeforeTheOrder, PeriodWanted, NoSuchPeriod, PeriodNotCounted, PeriodNotOver, NoPeriodAsked,
    BeforeThePeriod, NothingToLookAt, AddressWanted or BadAddress.
    """
    if facts.on > on:
        raise NotYet
    if facts.on < ORDER_BEGAN:
        raise BeforeTheOrder
    check_address(facts.address)
    if facts.kind is PublicationKind.CHECKED and timing.every.repeats:
        raise NothingToLookAt(timing.every)
    _check_period(facts, timing, on)
    if facts.kind is PublicationKind.PUBLISHED and facts.address is None and address is None:
        raise AddressWanted


def _check_period(facts: PublicationFacts, timing: Timing, on: date) -> None:
    if not timing.every.repeats:
        if facts.period is not None:
            raise NoPeriodAsked
        return
    if facts.period is None:
        raise PeriodWanted(timing.every)
    period = period_named(timing.every, facts.period)
    first = period_holding(timing.every, timing.counts_from)
    if period < first or (timing.due_from is DueFrom.START and period > periods_offered(timing, on)[0]):
        raise PeriodNotCounted(period)
    if not can_be_recorded(timing, period, facts.on):
        raise BeforeThePeriod(period) if timing.due_days == 0 else PeriodNotOver(period, on)
