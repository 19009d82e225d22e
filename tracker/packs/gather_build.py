"""What a pack or a supplement would hold if it were published now, and how to tell later whether that is still so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from tracker.packs.gather import pack_facts, supplement_facts
from tracker.packs.models import Agenda
from tracker.packs.snapshots import AgendaFacts


@dataclass(frozen=True, slots=True)
class Wanted:
    """`facts` have no reason yet; `first_page` is where a supplement begins, 1 for a whole pack."""

    facts: AgendaFacts
    first_page: int

    @property
    def digest(self) -> str:
        """SHA-256 of all it would say and hold, but for the reason."""
        return sha256(self.facts.to_json()).hexdigest()

    @property
    def papers(self) -> int:
        """How many papers it holds."""
        return sum(1 for _ in self.facts.bound)

    def because(self, reason: str | None) -> AgendaFacts:
        """With the reason, which everybody reads, of the new version or the supplement."""
        return replace(self.facts, reason=(reason or "").strip())


def wanted(session: Session, agenda: Agenda, on: date, *, supplement: bool) -> Wanted:
    """The next version of the pack, or the next supplement."""
    if supplement:
        return Wanted(*supplement_facts(session, agenda, on, ""))
    return Wanted(pack_facts(session, agenda, on), 1)
