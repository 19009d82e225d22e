"""The months, quarters and financial years that something is published for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker.dates import (
    MONTHS,
    FinancialYear,
    Quarter,
    UnknownFinancialYear,
    UnknownQuarter,
    last_day_of_month,
    long_date,
)
from tracker.errors import DomainError
from tracker.information.rules import Every

_MONTH: Final = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)


class NoSuchPeriod(DomainError):
    """The text names no month, quarter or financial year, as the line asks for."""

    field = "period"

    def __init__(self, every: Every, text: str) -> None:
        self.text = text
        example = {Every.MONTH: "2024-07", Every.QUARTER: "2024-25-Q2", Every.YEAR: "2024-25"}.get(every, "")
        super().__init__(f"There is no {every.period_word} “{text}”. Write it like {example}.")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both included. `key` stands in addresses and files: "2024-07"."""

    start: date
    end: date
    key: str
    label: str


def period_holding(every: Every, day: date) -> Period:
    """The period in which a day lies, of a line that repeats."""
    if every is Every.MONTH:
        end = last_day_of_month(day.year, day.month)
        key, label = f"{day.year:04d}-{day.month:02d}", f"{MONTHS[day.month - 1]} {day.year}"
        return Period(day.replace(day=1), end, key, label)
    if every is Every.QUARTER:
        quarter = Quarter.of(day)
        return Period(quarter.start, quarter.end, quarter.key, f"{quarter.label} ({quarter.months_label})")
    if every is Every.YEAR:
        year = FinancialYear.of(day)
        return Period(year.start, year.end, year.key, f"{year.key} (to {long_date(year.end)})")
    raise ValueError(f"“{every.label}” has no periods.")


def next_period(every: Every, period: Period) -> Period:
    return period_holding(every, period.end + timedelta(days=1))


def period_named(every: Every, key: str) -> Period:
    """From its key. Raises NoSuchPeriod."""
    if every is Every.MONTH and (found := _MONTH.fullmatch(key)):
        return period_holding(every, date(int(found[1]), int(found[2]), 1))
    try:
        if every is Every.QUARTER:
            return period_holding(every, Quarter.parse(key).start)
        if every is Every.YEAR:
            return period_holding(every, FinancialYear.parse(key).start)
    except (UnknownQuarter, UnknownFinancialYear) as error:
        raise NoSuchPeriod(every, key) from error
    raise NoSuchPeriod(every, key)


def label_of(key: str) -> str:
    """The words of a period by its key, whatever the line asks for by now; the key itself where it names none."""
    for every in (Every.MONTH, Every.QUARTER, Every.YEAR):
        try:
            return period_named(every, key).label
        except NoSuchPeriod:
            continue
    return key


def periods_from(every: Every, day: date) -> Iterator[Period]:
    """The period that holds a day and all after it."""
    period = period_holding(every, day)
    while True:
        yield period
        period = next_period(every, period)
