"""What force and inspectorate say of a finding, and what a later inspection said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wtforms.validators import ValidationError

from tracker.dates import today
from tracker.inspections.commands_history import state_now
from tracker.inspections.commands_status import Reassess, RecordForceStatus, RecordInspectorateStatus
from tracker.inspections.forms_finding import ForFinding
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import ForceStatus, InspectorateStatus, Result
from tracker.inspections.rules_changes import CompleteNeedsSource
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text


class ForceStatusForm(ForFinding):
    compared = frozenset({"status"})
    status = Radios("Force status", choices=ForceStatus.choices(), validators=[Required("Select the force status")])
    effective_on = Day(
        "Date the force said so",
        wanted="the date",
        description="Today or earlier.",
        validators=[Required("Enter the date the force said so")],
    )
    comment = Text("Comment", limit=2000, description="What was done, or what is missing. Shown in the history.")

    @classmethod
    def stored_answers(cls, finding: Finding) -> Mapping[str, object]:
        return {"status": state_now(finding).force.value, "effective_on": today()}

    def to_command(self) -> RecordForceStatus:
        status = ForceStatus(self.status.data)
        return RecordForceStatus(self.opened_at, status, self.effective_on.data, self.comment.data)


class InspectorateStatusForm(ForFinding):
    compared = frozenset({"status"})
    status = Radios(
        "Inspectorate status",
        choices=InspectorateStatus.choices(),
        validators=[Required("Select the inspectorate status")],
    )
    effective_on = Day(
        "Date the inspectorate said so",
        wanted="the date",
        description="Its letter’s or register’s own date, today or earlier.",
        validators=[Required("Enter the date the inspectorate said so")],
    )
    told_by = Line(
        "Who told us, and how",
        limit=300,
        description="Needed for “complete”. For example: Force liaison lead, letter of 3 May 2024.",
    )
    comment = Text("Comment", limit=2000)

    @classmethod
    def stored_answers(cls, finding: Finding) -> Mapping[str, object]:
        return {"status": state_now(finding).inspectorate.value}

    def validate_told_by(self, field: Line) -> None:
        # Beside the date, where that is missing too: both are named at once.
        if self.status.data == InspectorateStatus.COMPLETE.value and not field.data:
            raise ValidationError(str(CompleteNeedsSource()))

    def to_command(self) -> RecordInspectorateStatus:
        return RecordInspectorateStatus(
            self.opened_at,
            InspectorateStatus(self.status.data),
            self.effective_on.data,
            self.told_by.data,
            self.comment.data,
        )


class ReassessForm(ForFinding):
    compared = frozenset()
    result = Radios("What it said", choices=Result.choices(), validators=[Required("Select what it said")])
    inspection_id = Choice("Inspection that looked again", choices=[])
    effective_on = Day(
        "Date of its report",
        wanted="the date",
        description="Today or earlier.",
        validators=[Required("Enter the date of its report")],
    )
    text = Text("In its own words, or the office’s summary", limit=2000)

    def offer(self, later: Sequence[Inspection]) -> None:
        """Fills the drop-down."""
        self.inspection_id.choices = [
            ("", "Not on the record here"),
            *((str(each.id), f"{each.code}: {each.title}") for each in later),
        ]

    def to_command(self) -> Reassess:
        chosen = int(self.inspection_id.data) if self.inspection_id.data else None
        return Reassess(self.opened_at, Result(self.result.data), chosen, self.effective_on.data, self.text.data)
