"""Correcting a finding's type and the cause of concern it stands under (RULES 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import DomainError
from tracker.inspections.rules import FindingType


class ObservationHasNoStatus(DomainError):
    """Force, inspectorate or a later inspection would say something of a remark that nobody has to close."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"{reference} is an observation: a remark that nobody has to close, so it has no status. "
            "If it does ask for work, correct its type first."
        )


class StatusesAreRecorded(DomainError):
    """It would become an observation, of which nobody says how far it has got, but somebody said so."""

    field = "kind"

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"{reference} cannot become an observation: what the force or the inspectorate said of it is on the "
            "record, and an observation has no status. Withdraw it with a reason and record the observation anew."
        )


class HasRecommendations(DomainError):
    """A cause of concern would become something else while recommendations stand under it."""

    field = "kind"

    def __init__(self, reference: str, recommendations: Sequence[str]) -> None:
        self.reference = reference
        self.recommendations = tuple(recommendations)
        super().__init__(
            f"{reference} has recommendations: {', '.join(recommendations)}. Put each under another cause of concern "
            "or under none first, or withdraw it."
        )


class UnderItself(DomainError):
    field = "parent_id"

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"{reference} cannot stand under itself. Select another cause of concern, or none.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A finding whose type is to change, as far as the rules look at it. `recommendations` are those that stand."""

    reference: str
    before: FindingType
    kind: FindingType
    recommendations: tuple[str, ...]
    has_statuses: bool


def check_corrected(found: Corrected) -> None:
    """Raises HasRecommendations or StatusesAreRecorded."""
    if found.kind is found.before:
        return
    if found.before is FindingType.CAUSE_OF_CONCERN and found.recommendations:
        raise HasRecommendations(found.reference, found.recommendations)
    if not found.kind.asks_for_work and found.has_statuses:
        raise StatusesAreRecorded(found.reference)
