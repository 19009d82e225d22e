"""Whether the leads have said that their priorities are ready: a report is submitted when all have (DESIGN 7)."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import DomainError


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
