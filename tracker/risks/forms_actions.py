"""Actions against a risk or issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self

from tracker.accounts.models import Person
from tracker.dates import today
from tracker.plan.forms_due import DueFields
from tracker.plan.forms_progress import PercentField
from tracker.risks.commands_actions import AddAction, EditAction, UpdateAction, WithdrawAction
from tracker.risks.forms import ForRisk
from tracker.risks.models import RiskAction
from tracker.risks.rules_actions import action_at
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm


class ActionFields(DueFields):
    """What will be done, by when and by whom."""

    title = Line("What will be done", limit=300, validators=[Required("Enter what will be done")])
    owner_id = Choice("Owner", choices=[], description="Who records its progress.")

    def offer(self, owners: Sequence[Person]) -> None:
        """Fills the drop-down."""
        self.owner_id.choices = [("", "Nobody yet"), *((str(person.id), person.name) for person in owners)]

    @property
    def chosen_owner(self) -> int | None:
        return int(self.owner_id.data) if self.owner_id.data else None


class AddActionForm(ActionFields, ForRisk):
    compared = frozenset()

    def to_command(self) -> AddAction:
        return AddAction(version=self.opened_at, title=self.title.data, owner_id=self.chosen_owner, due=self.due)


class ForAction(BaseForm):
    """A form about one action, carrying the version it was opened at."""

    @classmethod
    def for_row(cls, action: RiskAction, *, fresh: bool = False) -> Self:
        """The form filled from the record; `fresh` leaves out what was sent, to show the record as it stands now."""
        stored = {"version": action.version, **cls.stored_answers(action)}
        return cls.filled({**stored, **cls.on_record(action)} if fresh else stored, fresh=fresh)

    @classmethod
    def filled(cls, stored: Mapping[str, object], *, fresh: bool) -> Self:
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def stored_answers(cls, _action: RiskAction) -> dict[str, object]:
        return {}

    @classmethod
    def on_record(cls, _action: RiskAction) -> dict[str, object]:
        """What the record says now about the questions in `compared`, where the form does not begin with it."""
        return {}


class EditActionForm(ActionFields, ForAction):
    compared = frozenset({"title", "owner_id", "due_text"})
    reason = Text("Why it changes", limit=1000, description="Needed where the date due changes. Kept in the log.")

    @classmethod
    def stored_answers(cls, action: RiskAction) -> dict[str, object]:
        return {
            "title": action.title,
            "owner_id": str(action.owner_id or ""),
            "due_text": action.due_text,
            "reading": action.due_reading.value if action.due_reading else None,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # passed through to Flask-WTF
        super().__init__(*args, **kwargs)
        if not self.is_submitted() and self.reading.data:
            # Somebody answered which year was meant; the answer is in sight and need not be given again.
            self._ask_again_where_it_was_asked(self.due_text.data)

    def to_command(self) -> EditAction:
        return EditAction(
            version=self.opened_at,
            title=self.title.data,
            owner_id=self.chosen_owner,
            due=self.due,
            reason=self.reason.data,
        )


class UpdateActionForm(ForAction):
    compared = frozenset({"percent", "note"})
    effective_on = Day(
        "Date of this update",
        wanted="the date of this update",
        description="The day the figure describes: today or earlier.",
        validators=[Required("Enter the date of this update")],
    )
    percent = PercentField(
        "Progress",
        limit=20,
        description="A whole number from 0 to 100. 100 is done.",
        validators=[Required("Enter progress as a whole number from 0 to 100")],
    )
    note = Text("What was done", limit=2000, description="Needed where the % is lower than before: why it went down.")

    @classmethod
    def stored_answers(cls, _action: RiskAction) -> dict[str, object]:
        return {"effective_on": today()}

    @classmethod
    def on_record(cls, action: RiskAction) -> dict[str, object]:
        now = action_at(action, date.max)
        if now is None:
            return {}
        return {"percent": str(now.percent), "note": now.newest.note if now.newest else None}

    def to_command(self) -> UpdateAction:
        return UpdateAction(
            version=self.opened_at,
            effective_on=self.effective_on.data,
            percent=self.percent.parsed or 0,
            note=self.note.data,
        )


class WithdrawActionForm(ForAction):
    compared = frozenset()
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why the action is withdrawn")])

    def to_command(self) -> WithdrawAction:
        return WithdrawAction(version=self.opened_at, reason=self.reason.data)
