"""How a value stands to those of similar forces. The bounds come with the figures; nobody works them out (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.errors import DomainError
from tracker.measures.rules import PeerStatus


class BoundsOutOfOrder(DomainError):
    field = "lower"

    def __init__(self, lower: Decimal, average: Decimal, upper: Decimal) -> None:
        self.lower = lower
        self.average = average
        self.upper = upper
        super().__init__(
            f"The peers' lower bound ({lower}), average ({average}) and upper bound ({upper}) must rise in this order."
        )


@dataclass(frozen=True, slots=True)
class PeerBounds:
    """The range of the peer group and its average. Raises BoundsOutOfOrder."""

    lower: Decimal
    average: Decimal
    upper: Decimal

    def __post_init__(self) -> None:
        if not self.lower <= self.average <= self.upper:
            raise BoundsOutOfOrder(self.lower, self.average, self.upper)


def peer_status(value: Decimal, bounds: PeerBounds, *, does_not_trend: bool = False) -> PeerStatus:
    """Where a value lies. An analyst's “does not trend with peers” goes before what the bounds say."""
    if does_not_trend:
        return PeerStatus.DOES_NOT_TREND
    if value > bounds.upper:
        return PeerStatus.GREATER
    if value >= bounds.average:
        return PeerStatus.IN_LINE_ABOVE
    return PeerStatus.IN_LINE_BELOW if value >= bounds.lower else PeerStatus.LESS
