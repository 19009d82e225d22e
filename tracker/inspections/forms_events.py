"""Events: what happened, when, and the monitoring stage that began with it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.inspections.commands_events import AddEvent, WithdrawEvent
from tracker.inspections.models import Inspection
from tracker.inspections.rules import ForceStage
from tracker.plan.forms_due import DueFields
from tracker.web.fields import Choice, Line, Radios, Required, Text
from tracker.web.forms import BaseForm


class EventForm(DueFields, BaseForm):
    text = Text("What happened", limit=1000, validators=[Required("Enter what happened")])
    due_text = Line(
        "When",
        limit=200,
        description="As exactly as it is known, such as 2022, June 2024 or 14 May 2024.",
        validators=[Required("Enter when it happened")],
    )
    # Asked again here, for it must be looked at after the day.
    reading = Radios("Which year do you mean?", choices=[], validate_choice=False)
    inspection_id = Choice("Inspection it belongs to", choices=[])
    stage = Choice(
        "Monitoring stage that began with it",
        choices=[("", "None: the stage stays as it is"), *ForceStage.choices()],
        description="Scan is the normal stage, Engage the closer one.",
    )

    def offer(self, inspections: Sequence[Inspection]) -> None:
        named = ((str(found.id), f"{found.code}: {found.title}") for found in inspections)
        self.inspection_id.choices = [("", "None"), *named]

    def to_command(self) -> AddEvent:
        return AddEvent(
            text=self.text.data,
            when=self.due,
            inspection_id=int(self.inspection_id.data) if self.inspection_id.data else None,
            stage=ForceStage(self.stage.data) if self.stage.data else None,
        )


class WithdrawEventForm(BaseForm):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="Kept in the log.",
        validators=[Required("Enter why it is withdrawn")],
    )

    def to_command(self) -> WithdrawEvent:
        return WithdrawEvent(self.reason.data)
