"""What happened to the force and its inspections, and how closely the inspectorate monitored it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from tracker.errors import DomainError
from tracker.inspections.rules import ForceStage


class EventNotYet(DomainError):
    """An event of a day to come."""

    field = "due_text"

    def __init__(self, starts: date) -> None:
        self.starts = starts
        super().__init__("Enter a day, month or year that has begun: an event is recorded once it has happened.")


class EventAlreadyWithdrawn(DomainError):
    def __init__(self) -> None:
        super().__init__("This event has been withdrawn already.")


class Happened(Protocol):
    """An event. `id` grows in the order of recording."""

    @property
    def id(self) -> int: ...
    @property
    def when_text(self) -> str: ...
    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date: ...
    @property
    def stage(self) -> ForceStage | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class StagePeriod:
    """A monitoring stage from the event it began with until the one that ended it; None: it goes on."""

    stage: ForceStage
    since: str
    until: str | None


def stage_history(events: Iterable[Happened], on: date) -> tuple[StagePeriod, ...]:
    """The monitoring stages as at `on`, the present one first. An event that names the stage in force starts none.

    An event known by its month or year counts from its first day.
    """
    told = sorted(
        (each for each in events if each.stage is not None and each.withdrawn_at is None and each.starts <= on),
        key=lambda each: (each.starts, each.ends, each.id),
    )
    begun: list[tuple[ForceStage, str]] = []
    for event in told:
        if event.stage is not None and (not begun or begun[-1][0] is not event.stage):
            begun.append((event.stage, event.when_text))
    until: str | None = None
    periods: list[StagePeriod] = []
    for stage, since in reversed(begun):
        periods.append(StagePeriod(stage, since, until))
        until = since
    return tuple(periods)
