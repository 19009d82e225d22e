"""What is refused when many findings are assigned at once."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import DomainError, Forbidden
from tracker.plan.rules import quoted


class NothingTicked(DomainError):
    field = "ticked"

    def __init__(self) -> None:
        super().__init__("Tick the findings to assign.")


class UnknownTicks(DomainError):
    """Something ticked that is no finding. Nothing is changed, so that nobody believes it was assigned."""

    field = "ticked"

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        named = ", ".join(f"“{quoted(each)}”" for each in references)
        super().__init__(
            f"There is no finding {named}, so nothing was changed. Tick the findings again in the list below."
        )


class WithdrawnTicks(DomainError):
    field = "ticked"

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        super().__init__(
            f"Withdrawn in the meantime: {', '.join(references)}. Nothing was changed: take the tick away."
        )


class NothingToAssign(DomainError):
    field = "lead_id"

    def __init__(self) -> None:
        super().__init__("Select a lead or enter an expected closure: so far nothing would change.")


class NotYoursToAssign(Forbidden):
    """Among the findings ticked are some that this person may not assign. Nothing is changed."""

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        super().__init__(f"change the lead or the expected closure of {', '.join(references)}; nothing was changed")
