"""Deliverables as plain values, with the history a report reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tracker.dates import Quarter
from tracker.plan.rules import Precision, ProgressStatus, QuarterReading, Rag

QUARTER = Quarter.parse("2024-25-Q2")
AS_AT = date(2024, 9, 18)
BEGAN = date(2024, 4, 2)


@dataclass(frozen=True)
class Owner:
    name: str = "Olive Ashdown"


@dataclass(frozen=True)
class Detail:
    effective_on: date = BEGAN
    action: str = "Refit the custody suite"
    priority_id: int = 1
    objective_id: int | None = None
    owner_id: int = 7
    owner: Owner = field(default_factory=Owner)
    starts_on: date | None = None
    position: int = 1


@dataclass(frozen=True)
class Answer:
    accepted: bool
    decided_on: date


@dataclass(frozen=True)
class Due:
    number: int = 1
    text: str = "March 2025"
    starts: date = date(2025, 3, 1)
    ends: date = date(2025, 3, 31)
    precision: Precision = Precision.MONTH
    reading: QuarterReading | None = None
    requested_on: date = BEGAN
    reason: str | None = None
    decision: Answer | None = None


@dataclass(frozen=True)
class Update:
    id: int
    effective_on: date
    percent: int
    status: ProgressStatus = ProgressStatus.IN_PROGRESS
    completed_on: date | None = None
    note: str | None = None
    reason: str | None = None
    supersedes_id: int | None = None
    milestone_marks: tuple[()] = ()


@dataclass(frozen=True)
class ByHand:
    effective_on: date
    rag: Rag | None
    reason: str = "The supplier is ill."


@dataclass(frozen=True)
class Work:
    """A deliverable on the record since April 2024, due in March 2025, without any update."""

    reference: str = "D-0001"
    began_on: date = BEGAN
    details: tuple[Detail, ...] = (Detail(),)
    due_dates: tuple[Due, ...] = (Due(),)
    updates: tuple[Update, ...] = ()
    overrides: tuple[ByHand, ...] = ()


def reported(*figures: tuple[date, int]) -> tuple[Update, ...]:
    """Updates of open work: (day, %)."""
    return tuple(Update(number, day, percent) for number, (day, percent) in enumerate(figures, start=1))


def completed(day: date, *, on: date | None = None, number: int = 50) -> Update:
    """The update that reports the work complete; `on` is the day it was completed."""
    return Update(number, day, 100, ProgressStatus.COMPLETE, completed_on=on or day)
