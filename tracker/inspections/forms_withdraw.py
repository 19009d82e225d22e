"""Withdrawing an inspection or a finding recorded by mistake, and taking that back: each needs a reason."""

from __future__ import annotations

from typing import Self

from tracker.inspections.commands_withdraw import Restore, Withdraw
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.web.fields import Required, Text
from tracker.web.forms import BaseForm


class ReasonForm(BaseForm):
    compared = frozenset()

    @classmethod
    def for_row(cls, row: Finding | Inspection, *, fresh: bool = False) -> Self:
        """Carrying the version it is opened at; `fresh` leaves out what was sent."""
        stored = {"version": row.version}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)


class WithdrawForm(ReasonForm):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="For example: recorded twice, or under the wrong inspection. It stands on its page and in the log.",
        validators=[Required("Enter why it is withdrawn")],
    )

    def to_command(self) -> Withdraw:
        return Withdraw(self.opened_at, self.reason.data)


class RestoreForm(ReasonForm):
    reason = Text(
        "Why it is restored",
        limit=1000,
        description="It stands in the log.",
        validators=[Required("Enter why it is restored")],
    )

    def to_command(self) -> Restore:
        return Restore(self.opened_at, self.reason.data)
