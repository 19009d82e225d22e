"""Which risks and issues a quarter's report may print, and why one may not."""

from __future__ import annotations

from tracker.errors import DomainError


class CannotBePrinted(DomainError):
    """A ticked risk is none of those the page offers, or is so no longer."""

    field = "risks"

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"{reference} cannot be printed under this priority: it has no public wording, stands under another "
            "priority, or was closed before the quarter. Its tick is gone. Save again without it, or change the risk "
            "first."
        )
