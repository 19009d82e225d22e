"""What a person has in hand across the rooms."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """How much of each kind is somebody's, or changed hands; all of it open. `risks` counts risks and issues."""

    deliverables: int = 0
    priorities: int = 0
    risks: int = 0
    actions: int = 0
    findings: int = 0

    @property
    def total(self) -> int:
        return sum(astuple(self))

    @property
    def is_nothing(self) -> bool:
        return self.total == 0
