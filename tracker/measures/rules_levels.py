"""What may be set on top of a measure's figures: targets, new beginnings of its chart, markings, words (RULES 4, 5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.measures.rules import PeerStatus, long_month, month_of
from tracker.plan.rules import has_words


class TargetSetAlready(DomainError):
    field = "from_month"

    def __init__(self, month: date) -> None:
        self.month = month
        super().__init__(
            f"A target from {long_month(month)} is in force already. Withdraw it first, or enter another month."
        )


class TargetBelowNothing(DomainError):
    field = "value"

    def __init__(self, value: Decimal) -> None:
        self.value = value
        super().__init__("Enter the target as 0 or more.")


class BegunAlready(DomainError):
    field = "from_month"

    def __init__(self, month: date) -> None:
        self.month = month
        super().__init__(
            f"The control chart begins anew in {long_month(month)} already. "
            "Withdraw that first, or enter another month."
        )


class MonthNotBegun(DomainError):
    field = "from_month"

    def __init__(self, month: date) -> None:
        self.month = month
        super().__init__(f"{long_month(month)} has not begun yet. Enter this month or an earlier one.")


class NothingBefore(DomainError):
    """`first` is the first month with a figure; None where there is none."""

    field = "from_month"

    def __init__(self, month: date, first: date | None) -> None:
        self.month = month
        self.first = first
        before = f"There are no figures before {long_month(month)}, so nothing would begin anew."
        after = "Load figures first." if first is None else f"Enter a month after {long_month(first)}."
        super().__init__(f"{before} {after}")


class WithdrawnAlready(DomainError):
    """`what` is what somebody wants to withdraw: "The target from April 2024"."""

    def __init__(self, what: str, withdrawn_on: date) -> None:
        self.what = what
        self.withdrawn_on = withdrawn_on
        super().__init__(f"{what} was withdrawn on {long_date(withdrawn_on)} already. Nothing was changed.")


class NothingChosen(DomainError):
    field = "months"

    def __init__(self) -> None:
        super().__init__("Tick the months whose figures may be published.")


class NotWaiting(DomainError):
    """A figure somebody wants to clear is not marked, or is cleared, or was replaced since the page was opened."""

    field = "months"

    def __init__(self, month: date) -> None:
        self.month = month
        super().__init__(
            f"The figure of {long_month(month)} does not wait to be cleared any more. Nothing was changed: check the "
            "months below, which are as they are now, and tick them again."
        )


class PeersNeedABasis(DomainError):
    field = "peers_basis"

    def __init__(self, status: PeerStatus) -> None:
        self.status = status
        super().__init__(f"Enter on what basis you say “{status.label}”.")


class BasisWithoutPeers(DomainError):
    field = "peers"

    def __init__(self) -> None:
        super().__init__("Choose how the measure stands to its peers, or leave the basis empty.")


def check_target(value: Decimal, month: date, in_force: Collection[date]) -> None:
    """`in_force`: the months targets in force begin with. Raises TargetBelowNothing, TargetSetAlready."""
    if value < 0:
        raise TargetBelowNothing(value)
    if month in in_force:
        raise TargetSetAlready(month)


def check_beginning(month: date, in_force: Collection[date], first: date | None, on: date) -> None:
    """`in_force`: the months it begins anew in already; `first`: the first month with a figure, None: none has one.

    Raises MonthNotBegun, NothingBefore, BegunAlready.
    """
    if month > month_of(on):
        raise MonthNotBegun(month)
    if first is None or month <= first:
        raise NothingBefore(month, first)
    if month in in_force:
        raise BegunAlready(month)


def check_not_withdrawn(what: str, withdrawn_on: date | None) -> None:
    """Raises WithdrawnAlready."""
    if withdrawn_on is not None:
        raise WithdrawnAlready(what, withdrawn_on)


def check_peers(status: PeerStatus | None, basis: str | None) -> None:
    """What an analyst says against the bounds needs a basis. Raises PeersNeedABasis, BasisWithoutPeers."""
    if status is not None and not has_words(basis):
        raise PeersNeedABasis(status)
    if status is None and has_words(basis):
        raise BasisWithoutPeers
