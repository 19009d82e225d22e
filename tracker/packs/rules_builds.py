"""Building a pack outside the request: how a build stands, and what stands in the way of asking for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tracker.documents.blocks import Shape, Tone
from tracker.enums import StatusEnum
from tracker.errors import DomainError, Stale

LEASE: Final = timedelta(seconds=30)
"""A build whose program has said nothing for so long is taken to have died with it."""

SIGN_OF_LIFE: Final = timedelta(seconds=3)
"""How often a program that builds says that it lives."""

NOBODY_BUILDS: Final = timedelta(seconds=60)
"""A build that waits longer while no other is built: no program that builds packs runs."""

WENT_WRONG: Final = (
    "Something went wrong in the program while it built the pack. Nothing was published. Build it again; "
    "if that fails too, tell your administrator, who finds more in the program's messages."
)
DIED: Final = "The program that built the pack was stopped before it was done. Nothing was published. Build it again."


class BuildState(StatusEnum):
    """Derived from what a build has left behind, and when it last said that it lives."""

    WAITING = "waiting", "Waiting", Shape.CIRCLE, Tone.NEUTRAL
    RUNNING = "running", "Being built", Shape.ARROW, Tone.INFORMATION
    DONE = "done", "Published", Shape.TICK, Tone.DONE
    FAILED = "failed", "Failed", Shape.SQUARE, Tone.BAD
    GIVEN_UP = "given_up", "Given up", Shape.NONE, Tone.NEUTRAL


class BuiltAlready(DomainError):
    """One pack of a meeting is built at a time. `number` is the build that is under way."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            "A pack of this meeting is being built now. Wait until it is done, or give it up if it has not begun."
        )


class NotWaiting(DomainError):
    """Only what has not begun can be given up."""

    def __init__(self, state: BuildState) -> None:
        self.state = state
        super().__init__(f"The build cannot be given up any more: it is {state.label.lower()}.")


class AgendaMoved(Stale):
    """What the pack was to say and hold when somebody looked at it is not what it would say and hold now."""

    def __init__(self) -> None:
        DomainError.__init__(
            self,
            "The agenda, its papers or the texts printed with it were changed meanwhile. Nothing was published. "
            "Look at what the pack holds now, then publish it.",
        )


class NotAllowedNow(DomainError):
    """Who asked for the pack may no longer publish it. `name` is that person."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} may no longer publish packs. Nothing was published. Somebody who may has to ask again."
        )


class WarningNotSeen(DomainError):
    """Publishing in a pre-election period is warned of, never forbidden: it is for the office to decide."""

    field = "seen_pre_election"

    def __init__(self) -> None:
        super().__init__("Say that you have thought about the pre-election period before you publish.")


@dataclass(frozen=True, slots=True)
class Trace:
    """What a build has left behind: moments in UTC, and how it ended."""

    asked_at: datetime
    started_at: datetime | None = None
    seen_at: datetime | None = None
    ended_at: datetime | None = None
    published: bool = False
    why: str | None = None

    def is_lost(self, now: datetime) -> bool:
        """Whether its program died with it."""
        return self.ended_at is None and self.seen_at is not None and now - self.seen_at > LEASE

    def state(self, now: datetime) -> BuildState:
        """How it stands at `now`."""
        if self.published:
            return BuildState.DONE
        if self.why is not None or self.is_lost(now):
            return BuildState.FAILED
        if self.ended_at is not None:
            return BuildState.GIVEN_UP
        return BuildState.WAITING if self.started_at is None else BuildState.RUNNING

    def waits_for_nobody(self, now: datetime) -> bool:
        """Whether it has waited so long that no program that builds packs can be running."""
        return self.state(now) is BuildState.WAITING and now - self.asked_at > NOBODY_BUILDS


@dataclass(slots=True)
class Share:
    """How much of a build is done, where the same pages may be bound two or three times.

    A full pack and a public one are bound; a front sheet that grew has one of them bound anew.
    """

    rounds: int
    done_rounds: int = 0
    _last: int = 0

    def percent(self, done: int, total: int) -> int:
        """Never falls, and says 100 only of what is published: 0 to 99."""
        share = done / total if total else 1.0
        rounds = max(self.rounds, self.done_rounds + 1)
        self._last = max(self._last, min(99, int(100 * (self.done_rounds + share) / rounds)))
        if done >= total:
            self.done_rounds += 1
        return self._last
