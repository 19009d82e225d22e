"""Closing a risk, resolving an issue, opening either again, and a risk that happens."""

from __future__ import annotations

from tracker.dates import today
from tracker.risks.commands_close import CloseRisk, Happened, ReopenRisk
from tracker.risks.forms import ForRisk
from tracker.risks.forms_edit import SeverityField
from tracker.risks.models import Risk
from tracker.web.fields import Day, Required, Text


class MoveForm(ForRisk):
    """What moves it from one state to another: the day, today unless the person says otherwise, and why."""

    compared = frozenset()

    @classmethod
    def stored_answers(cls, _risk: Risk) -> dict[str, object]:
        return {"effective_on": today()}


class CloseForm(MoveForm):
    effective_on = Day("Date closed", wanted="the date closed", validators=[Required("Enter the date closed")])
    reason = Text("Why it is closed", limit=1000, validators=[Required("Enter why the risk is closed")])

    def to_command(self) -> CloseRisk:
        return CloseRisk(version=self.opened_at, effective_on=self.effective_on.data, reason=self.reason.data)


class ResolveForm(MoveForm):
    effective_on = Day("Date resolved", wanted="the date resolved", validators=[Required("Enter the date resolved")])
    reason = Text("How it was resolved", limit=1000, validators=[Required("Enter how the issue was resolved")])

    def to_command(self) -> CloseRisk:
        return CloseRisk(version=self.opened_at, effective_on=self.effective_on.data, reason=self.reason.data)


class ReopenRiskForm(MoveForm):
    effective_on = Day("Date opened again", wanted="the date", validators=[Required("Enter the date opened again")])
    reason = Text("Why it is opened again", limit=1000, validators=[Required("Enter why it is opened again")])

    def to_command(self) -> ReopenRisk:
        return ReopenRisk(version=self.opened_at, effective_on=self.effective_on.data, reason=self.reason.data)


class HappenedForm(SeverityField, MoveForm):
    effective_on = Day("Date it happened", wanted="the date", validators=[Required("Enter the date it happened")])
    reason = Text("What happened", limit=1000, validators=[Required("Enter what happened")])

    def to_command(self) -> Happened:
        return Happened(
            version=self.opened_at,
            effective_on=self.effective_on.data,
            severity=self.chosen_severity,
            reason=self.reason.data,
        )
