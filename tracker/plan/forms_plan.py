"""Plans, priorities and objectives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wtforms.validators import ValidationError

from tracker.accounts.models import Person
from tracker.plan.commands_plan import (
    CreateObjective,
    CreatePlan,
    CreatePriority,
    EditObjective,
    EditPlan,
    EditPriority,
)
from tracker.plan.models import Objective, Plan, Priority
from tracker.plan.rules import PlanStatus
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm

RESERVED = frozenset({"new", "edit"})
"""Words that stand in the addresses of the pages of plans."""


class PlanForm(BaseForm):
    code = Line(
        "Short code",
        limit=40,
        description="For addresses, for example PCP-2025-29. It cannot be changed later.",
        validators=[Required("Enter a short code")],
    )
    title = Line("Title", validators=[Required("Enter the title of the plan")])
    starts = Day("First day", wanted="the first day", validators=[Required("Enter the first day of the plan")])
    ends = Day("Last day", wanted="the last day", validators=[Required("Enter the last day of the plan")])
    status = Choice("Status", choices=PlanStatus.choices())
    note = Text("Note", limit=1000)

    @classmethod
    def for_row(cls, plan: Plan, *, fresh: bool = False) -> PlanForm:
        stored = {name: getattr(plan, name) for name in ("version", "code", "title", "starts", "ends", "note")}
        stored["status"] = plan.status.value
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def validate_code(self, field: Line) -> None:
        if not is_address(field.data or ""):
            raise ValidationError("Enter a short code of letters, digits, dots and hyphens only")
        if (field.data or "").lower() in RESERVED:
            raise ValidationError(f"Enter another short code: “{field.data}” is part of the address of another page")

    def validate_ends(self, field: Day) -> None:
        if self.starts.data and field.data and field.data < self.starts.data:
            raise ValidationError("The last day must be the same as or after the first day")

    def to_create(self) -> CreatePlan:
        return CreatePlan(
            code=self.code.data,
            title=self.title.data,
            starts=self.starts.data,
            ends=self.ends.data,
            status=PlanStatus(self.status.data),
            note=self.note.data,
        )

    def to_edit(self) -> EditPlan:
        return EditPlan(
            version=self.opened_at,
            title=self.title.data,
            starts=self.starts.data,
            ends=self.ends.data,
            status=PlanStatus(self.status.data),
            note=self.note.data,
        )


class PriorityForm(BaseForm):
    number = Line("Number", limit=2, validators=[Required("Enter the number of the priority")])
    title = Line("Title", validators=[Required("Enter the title of the priority")])
    lead_id = Choice("Strategic lead", choices=[])
    note = Text("Note", limit=1000)

    @classmethod
    def for_row(cls, priority: Priority, *, fresh: bool = False) -> PriorityForm:
        stored = {
            "version": priority.version,
            "number": str(priority.number),
            "title": priority.title,
            "lead_id": str(priority.lead_id or ""),
            "note": priority.note,
        }
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def offer(self, leads: Sequence[Person]) -> None:
        self.lead_id.choices = [("", "Nobody yet"), *((str(person.id), person.name) for person in leads)]

    def validate_number(self, field: Line) -> None:
        if not (field.data.isascii() and field.data.isdigit() and int(field.data) >= 1):
            raise ValidationError("Enter the number as a whole number from 1 to 99")

    @property
    def chosen_lead(self) -> int | None:
        return int(self.lead_id.data) if self.lead_id.data else None

    def to_create(self, plan: Plan) -> CreatePriority:
        return CreatePriority(
            plan_id=plan.id,
            number=int(self.number.data),
            title=self.title.data,
            lead_id=self.chosen_lead,
            note=self.note.data,
        )

    def to_edit(self) -> EditPriority:
        return EditPriority(
            version=self.opened_at, title=self.title.data, lead_id=self.chosen_lead, note=self.note.data
        )


class ObjectiveForm(BaseForm):
    code = Line("Code", limit=20, description="For example 2.01", validators=[Required("Enter the code")])
    level_name = Line(
        "What the plan calls it",
        limit=40,
        description="For example Objective, Theme or Topic",
        validators=[Required("Enter what the plan calls it")],
    )
    parent_id = Choice("Belongs under", choices=[])
    title = Line("Title", validators=[Required("Enter the title of the objective")])
    group_heading = Line("Heading it stands under, if any")

    @classmethod
    def for_row(cls, objective: Objective, *, fresh: bool = False) -> ObjectiveForm:
        names = ("version", "code", "level_name", "title", "group_heading")
        stored = {name: getattr(objective, name) for name in names}
        stored["parent_id"] = str(objective.parent_id or "")
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def offer(self, parents: Sequence[Objective]) -> None:
        """`parents` are the objectives of the first level; an objective has at most two levels."""
        self.parent_id.choices = [("", "Nothing: it is of the first level"), *(_named(found) for found in parents)]

    @property
    def chosen_parent(self) -> int | None:
        return int(self.parent_id.data) if self.parent_id.data else None

    def validate_code(self, field: Line) -> None:
        if not is_address(field.data or ""):
            raise ValidationError("Enter a code of letters, digits, dots and hyphens only, for example 2.01")

    def to_create(self, priority: Priority) -> CreateObjective:
        return CreateObjective(
            priority_id=priority.id,
            parent_id=self.chosen_parent,
            code=self.code.data,
            level_name=self.level_name.data,
            title=self.title.data,
            group_heading=self.group_heading.data,
        )

    def to_edit(self) -> EditObjective:
        return EditObjective(
            version=self.opened_at,
            parent_id=self.chosen_parent,
            code=self.code.data,
            level_name=self.level_name.data,
            title=self.title.data,
            group_heading=self.group_heading.data,
        )


def is_address(code: str) -> bool:
    """Whether a code can stand in the address of a page as it is."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*", code) is not None


def _named(objective: Objective) -> tuple[str, str]:
    return str(objective.id), f"{objective.code} {objective.title}"
