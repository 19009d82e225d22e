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
    def __init__(self, when_text: str) -> None:
        self.when_text = when_text
        super().__init__(f"The event of {when_text} has been withdrawn already. Nothing was changed.")


class StageInThatPeriod(DomainError):
    """Two changes of the monitoring stage in one day, month or year: nobody could say which of them stands."""

    field = "due_text"

    def __init__(self, stage: ForceStage, when_text: str) -> None:
        self.stage = stage
        self.when_text = when_text
        super().__init__(
            f"The monitoring stage {stage.label} is recorded as begun in the same time already (“{when_text}”), so it "
            "would not be known which of the two came later. Enter the day of this one, or withdraw the other first "
            "and record it with its day."
        )


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


class Period(Protocol):
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


@dataclass(frozen=True, slots=True)
class StagePeriod:
    """A monitoring stage from the event it began with until the one that ended it; None: it goes on."""

    stage: ForceStage
    since: str
    until: str | None


def check_stage(when: Period, stage: ForceStage | None, events: Iterable[Happened]) -> None:
    """A stage that begins in the very time in which another began could not be put in order. Raises
    StageInThatPeriod.
    """
    if stage is None:
        return
    for event in events:
        if (
            event.stage is not None
            and event.withdrawn_at is None
            and (event.starts, event.ends) == (when.start, when.end)
        ):
            raise StageInThatPeriod(event.stage, event.when_text)


def check_standing(event: Happened) -> None:
    """Raises EventAlreadyWithdrawn."""
    if event.withdrawn_at is not None:
        raise EventAlreadyWithdrawn(event.when_text)


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
