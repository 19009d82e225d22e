"""Terms on the Panel: what two terms cannot be at once, and what is refused of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from tracker.dates import long_date
from tracker.errors import DomainError
from tracker.panel.rules import PanelRole

ONE_AT_A_TIME: Final = frozenset({PanelRole.CHAIRMAN, PanelRole.VICE_CHAIRMAN})


class Days(Protocol):
    """A first day, None where it is not known, and a last one, None while it goes on."""

    @property
    def began(self) -> date | None: ...
    @property
    def ended(self) -> date | None: ...


class EndsBeforeItBegan(DomainError):
    """A last day before the first."""

    field = "ended"

    def __init__(self, began: date) -> None:
        super().__init__(f"The last day must be {long_date(began)}, the first day, or later")


class TermsOverlap(DomainError):
    """Nobody sits twice at once."""

    field = "began"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has another term on some of these days. End or correct that one first.")


class OfficeTaken(DomainError):
    """There is one Chairman and one Vice-Chairman."""

    field = "role"

    def __init__(self, role: PanelRole, name: str) -> None:
        super().__init__(f"{name} is {role.label} on some of these days. End that term first.")


class AccountTaken(DomainError):
    """An account is one member's."""

    field = "account_id"

    def __init__(self, account: str) -> None:
        super().__init__(f"{account} is the account of another member already.")


class TermIsOver(DomainError):
    """A term that has its last day is corrected, not ended again."""

    def __init__(self) -> None:
        super().__init__("This term has a last day already. Correct the term to change it.")


class TermIsWithdrawn(DomainError):
    """A term that was recorded by mistake stays as it was."""

    def __init__(self) -> None:
        super().__init__("This term is withdrawn. Record a new term instead.")


def check_days(began: date | None, ended: date | None) -> None:
    """Raises EndsBeforeItBegan."""
    if began is not None and ended is not None and ended < began:
        raise EndsBeforeItBegan(began)


def overlap(one: Days, other: Days) -> bool:
    """Whether a day lies in both; an unknown first day and a missing last one are without end."""
    return _before_end(one.began, other.ended) and _before_end(other.began, one.ended)


def check_terms(name: str, term: Days, others: Iterable[Days]) -> None:
    """`others`: the same person's that stand. Raises TermsOverlap."""
    if any(overlap(term, each) for each in others):
        raise TermsOverlap(name)


def _before_end(began: date | None, ended: date | None) -> bool:
    return began is None or ended is None or began <= ended
