"""Withdrawing an inspection or a finding recorded by mistake, and taking that back (RULES 13: nothing is deleted)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tracker.dates import long_date
from tracker.errors import DomainError


class Withdrawable(Protocol):
    @property
    def withdrawn_on(self) -> date | None: ...
    @property
    def withdrawn_by(self) -> str | None: ...


class IsWithdrawn(DomainError):
    """An act on a record that is withdrawn. `name` is the record's, `through` that of what it was withdrawn with."""

    def __init__(self, name: str, through: str, withdrawn: Withdrawable) -> None:
        self.name = name
        self.through = through
        what = name if through == name else f"{through}, and {name} with it,"
        who = f"by {withdrawn.withdrawn_by}" if withdrawn.withdrawn_by else ""
        day = long_date(withdrawn.withdrawn_on) if withdrawn.withdrawn_on else "an unknown day"
        super().__init__(
            f"{what} was withdrawn on {day} {who}. Nothing was changed. "
            f"If it was right after all, open the page of {through} and restore it first."
        )


class NotWithdrawn(DomainError):
    """Somebody wants back what stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is not withdrawn. Nothing was changed.")


class WithdrawnWithAnother(DomainError):
    """Somebody wants back what was not withdrawn by itself."""

    def __init__(self, name: str, through: str) -> None:
        self.name = name
        self.through = through
        super().__init__(
            f"{name} was not withdrawn by itself but with {through}. Restore {through}, and {name} comes back with it."
        )


class CommentsArePublished(DomainError):
    """What the Commissioner published under the Police Act 1996 answers this; it cannot be made not to have been."""

    def __init__(self, name: str, answered: Sequence[str], published_on: date, act: str = "withdrawn") -> None:
        self.name = name
        self.answered = tuple(answered)
        self.published_on = published_on
        what = f" on {', '.join(answered)}" if answered else ""
        super().__init__(
            f"{name} cannot be {act}: the Commissioner’s comments{what} were published on {long_date(published_on)}, "
            "and what was published stays on the record. Correct its details instead."
        )


class OnlyRecommendation(DomainError):
    """Without it the cause of concern would have no recommendation."""

    def __init__(self, reference: str, concern: str, field: str | None = None) -> None:
        self.reference = reference
        self.concern = concern
        self.field = field
        super().__init__(
            f"{reference} is the only recommendation of {concern}, and a cause of concern has at least one. "
            f"Add another recommendation to {concern} first, or withdraw {concern}: its recommendations go with it."
        )


def check_not_published(
    name: str, answered: Sequence[str] | None, published_on: date | None, act: str = "withdrawn"
) -> None:
    """`answered`: the recommendations among what would be withdrawn that have an answer; None: the whole inspection.

    Raises CommentsArePublished.
    """
    if published_on is not None and (answered is None or answered):
        raise CommentsArePublished(name, answered or (), published_on, act)


def check_leaves_one(reference: str, concern: str, others: int, *, is_historic: bool, field: str | None = None) -> None:
    """A cause of concern keeps a recommendation unless it was taken over without. Raises OnlyRecommendation."""
    if others == 0 and not is_historic:
        raise OnlyRecommendation(reference, concern, field)
