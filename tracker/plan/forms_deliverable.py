"""Creating and changing deliverables: wording, place, owner, milestones and the rating set by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation, ValidationError

from tracker.accounts.models import Person
from tracker.plan.commands import CreateDeliverable, EditDeliverable, OverrideRag
from tracker.plan.commands_close import CarryForward
from tracker.plan.commands_milestones import MilestoneLine, SetMilestones
from tracker.plan.forms_due import DueFields
from tracker.plan.forms_progress import ForDeliverable, PercentField
from tracker.plan.models import Deliverable, Objective, Priority
from tracker.plan.rules import Rag
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text, Tick
from tracker.web.forms import BaseForm, HiddenNumber

BLANK_MILESTONES = 3
MOST_MILESTONES = 100


class DeliverableFields:
    """What a deliverable is, where it belongs and who owns it."""

    action = Text("What will be delivered", limit=300, validators=[Required("Enter what will be delivered")])
    objective_id = Choice("Objective", choices=[])
    owner_id = Choice("Owner", choices=[], validators=[Required("Select the owner")])
    starts_on = Day(
        "Date work starts, if known",
        wanted="the date work starts",
        description="With a start date, progress is compared with the time gone by.",
    )

    def offer(self, owners: Sequence[Person], objectives: Sequence[Objective]) -> None:
        """Fills the drop-downs."""
        self.owner_id.choices = [("", "Select a person"), *((str(person.id), person.name) for person in owners)]
        self.objective_id.choices = [
            ("", "None"),
            *((str(found.id), f"{found.code} {found.title}") for found in objectives),
        ]

    @property
    def chosen_objective(self) -> int | None:
        return int(self.objective_id.data) if self.objective_id.data else None


class CreateDeliverableForm(DeliverableFields, DueFields, BaseForm):
    def to_command(self, priority: Priority) -> CreateDeliverable:
        return CreateDeliverable(
            action=self.action.data,
            priority_id=priority.id,
            objective_id=self.chosen_objective,
            owner_id=int(self.owner_id.data),
            due=self.due,
            starts_on=self.starts_on.data,
        )


class EditDeliverableForm(DeliverableFields, ForDeliverable):
    compared = frozenset({"action", "objective_id", "owner_id", "starts_on", "priority_id"})
    priority_id = Choice(
        "Priority",
        choices=[],
        description="Under another priority it has another objective or none: select None above and save, then choose.",
        validators=[Required("Select the priority")],
    )
    reason = Text("Why it changes", limit=1000, description="Shown in the history beside the old wording.")

    @classmethod
    def stored_answers(cls, deliverable: Deliverable) -> dict[str, object]:
        standing = deliverable.standing
        return {
            "action": standing.action,
            "objective_id": str(standing.objective_id or ""),
            "owner_id": str(standing.owner_id),
            "priority_id": str(standing.priority_id),
            "starts_on": standing.starts_on,
        }

    def to_command(self) -> EditDeliverable:
        return EditDeliverable(
            version=self.opened_at,
            action=self.action.data,
            priority_id=int(self.priority_id.data),
            objective_id=self.chosen_objective,
            owner_id=int(self.owner_id.data),
            starts_on=self.starts_on.data,
            reason=self.reason.data,
        )


class CarryForwardForm(DueFields, ForDeliverable):
    """Closes the deliverable and goes on under a new reference, perhaps in another plan."""

    compared = frozenset()

    priority_id = Choice("Priority it goes on under", choices=[], validators=[Required("Select the priority")])
    effective_on = Day("Date it is carried forward", wanted="the date", validators=[Required("Enter a date")])
    reason = Text("Why it is carried forward", limit=1000, validators=[Required("Enter why it is carried forward")])

    def to_command(self) -> CarryForward:
        return CarryForward(
            version=self.opened_at,
            effective_on=self.effective_on.data,
            priority_id=int(self.priority_id.data),
            due=self.due,
            reason=self.reason.data,
        )


class OverrideRagForm(ForDeliverable):
    compared = frozenset({"rag"})
    rag = Radios(
        "Rating",
        choices=[
            (Rag.RED.value, "Red: a significant issue or risk"),
            (Rag.AMBER.value, "Amber: an issue or risk"),
            (Rag.GREEN.value, "Green: no issue or risk"),
            ("computed", "Go back to the computed rating"),
        ],
        validators=[Required("Select a rating")],
        validate_choice=False,
    )
    reason = Text("Why", limit=1000, validators=[Required("Enter why")])

    @classmethod
    def on_record(cls, deliverable: Deliverable) -> dict[str, object]:
        set_by_hand = deliverable.standing.rag_override
        return {"rag": set_by_hand.value if set_by_hand else "computed"}

    def validate_rag(self, field: Radios) -> None:
        if field.data not in {value for value, *_ in field.choices}:
            raise ValidationError("Select a rating")

    def to_command(self) -> OverrideRag:
        rag = None if self.rag.data == "computed" else Rag(self.rag.data)
        return OverrideRag(version=self.opened_at, rag=rag, reason=self.reason.data)


class MilestoneForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One milestone; a row with neither title nor weight is no milestone."""

    key = HiddenNumber()
    title = Line("Milestone", limit=300)
    weight = Line("Weight", limit=6)
    percent = PercentField("% done", limit=20)
    withdraw = Tick("Withdraw")

    number: int = 0

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return f"milestone {self.number}"

    def validate_title(self, field: Line) -> None:
        if field.data is None and self.weight.data:
            raise StopValidation("Enter what the milestone is")

    def validate_weight(self, field: Line) -> None:
        if field.data is None:
            if self.title.data:
                raise StopValidation("Enter its weight, for example 1")
            return
        if not (field.data.isascii() and field.data.isdigit() and 1 <= int(field.data) <= 1000):
            raise StopValidation("Enter the weight as a whole number from 1 to 1,000")


class MilestonesForm(ForDeliverable):
    """The milestones of a deliverable with some empty rows to add more."""

    rows: Sequence[MilestoneForm]

    reason = Text("Reason", limit=1000, description="Only if the % becomes lower than it is now: why it goes down.")

    @classmethod
    def with_rows(cls, deliverable: Deliverable, *, fresh: bool = False) -> MilestonesForm:
        form = cls.for_row(deliverable, fresh=fresh)
        sent = request.form if form.is_submitted() and not fresh else None
        standing = [milestone for milestone in deliverable.milestones if milestone.withdrawn_on is None]
        stored: list[dict[str, Any]] = [
            {"key": str(milestone.id), "title": milestone.title, "weight": str(milestone.weight)}
            for milestone in standing
        ]
        # A form opened before somebody withdrew a milestone has more rows than there are now.
        stored.extend({"percent": "0"} for _ in range(max(BLANK_MILESTONES, _rows_sent(sent) - len(stored))))
        form.rows = [MilestoneForm(sent, prefix=f"milestone-{at}-", data=row) for at, row in enumerate(stored)]
        for number, row in enumerate(form.rows, start=1):
            row.number = number
        return form

    def to_command(self) -> SetMilestones:
        lines = tuple(
            MilestoneLine(
                id=row.key.number or None,
                title=row.title.data,
                weight=int(row.weight.data),
                percent=row.percent.parsed or 0,
            )
            for row in self.rows
            if row.title.data and not row.withdraw.data
        )
        return SetMilestones(version=self.opened_at, milestones=lines, reason=self.reason.data)


def _rows_sent(sent: Mapping[str, str] | None) -> int:
    """How many milestones the form that was sent has room for; ours never has more than MOST_MILESTONES."""
    if sent is None:
        return 0
    return next((at for at in range(MOST_MILESTONES) if f"milestone-{at}-title" not in sent), MOST_MILESTONES)
