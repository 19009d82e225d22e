"""Recording progress on one deliverable, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation, ValidationError

from tracker.dates import today
from tracker.errors import DomainError
from tracker.plan.commands import RecordProgress
from tracker.plan.commands_close import Complete, Reopen, Stop
from tracker.plan.commands_correct import CorrectProgress
from tracker.plan.models import Deliverable, Milestone, ProgressUpdate
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_progress import parse_percent
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm

OPEN_STATUSES = [ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS, ProgressStatus.DEFERRED]
"""What an ordinary update may say; the other statuses have pages of their own."""


class PercentField(Line):
    """A whole percentage; `parsed` is the number once it is valid."""

    parsed: int | None = None

    def pre_validate(self, form: Form) -> None:
        super().pre_validate(form)
        if self.data is None:
            return
        try:
            self.parsed = parse_percent(self.data)
        except DomainError as error:
            raise StopValidation(str(error)) from error


class ForDeliverable(BaseForm):
    """A form about one deliverable, carrying the version it was opened at."""

    @classmethod
    def for_row(cls, deliverable: Deliverable, *, fresh: bool = False) -> Self:
        """The form filled from the record; `fresh` leaves out what was sent, to show the record as it stands now."""
        stored = {"version": deliverable.version, **cls.stored_answers(deliverable)}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {}


class MilestoneRow(Form):  # type: ignore[misc]  # WTForms has no types
    """The % of one milestone."""

    percent = PercentField("New %", limit=20, validators=[Required("Enter the % of this milestone")])

    milestone: Milestone


class ProgressForm(ForDeliverable):
    effective_on = Day("Date of this update", wanted="the date of this update", validators=[Required("Enter a date")])
    percent = PercentField("Progress", limit=20)
    status = Choice("Status", choices=[("", "Follow the %"), *((s.value, s.label) for s in OPEN_STATUSES)])
    note = Text("What happened", limit=2000, description="Reports may quote it. Bold, links and bullets are kept.")
    reason = Text("Reason", limit=1000, description="Only if the % is lower than before: why it went down.")

    rows: Sequence[MilestoneRow] = ()

    @classmethod
    def stored_answers(cls, deliverable: Deliverable) -> dict[str, object]:
        status = deliverable.standing.status
        return {"effective_on": today(), "status": status.value if status is ProgressStatus.DEFERRED else ""}

    @classmethod
    def with_milestones(cls, deliverable: Deliverable, current: dict[int, int], *, fresh: bool = False) -> ProgressForm:
        """The form with a row for each milestone that stands; `current` is their % so far."""
        form = cls.for_row(deliverable, fresh=fresh)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = [
            _milestone_row(milestone, current.get(milestone.id, 0), sent)
            for milestone in deliverable.milestones
            if milestone.withdrawn_on is None
        ]
        return form

    def validate_percent(self, field: PercentField) -> None:
        if field.data is None and not self.rows:
            raise ValidationError("Enter progress as a whole number from 0 to 100")

    def to_command(self) -> RecordProgress:
        marks = {row.milestone.id: row.percent.parsed for row in self.rows if row.percent.parsed is not None}
        return RecordProgress(
            version=self.opened_at,
            percent=self.percent.parsed if not marks else None,
            status=ProgressStatus(self.status.data) if self.status.data else None,
            effective_on=self.effective_on.data,
            note=self.note.data,
            reason=self.reason.data,
            milestone_percents=marks or None,
        )


class CorrectForm(ForDeliverable):
    """Puts another update in the place of one that was wrong; the wrong one stays in the history."""

    effective_on = Day("Date of the update", wanted="the date of the update", validators=[Required("Enter a date")])
    percent = PercentField("Progress", limit=20, validators=[Required("Enter how far it was")])
    status = Choice("Status", choices=[(s.value, s.label) for s in (*OPEN_STATUSES, ProgressStatus.COMPLETE)])
    completed_on = Day("Date completed, if it was", wanted="the date completed")
    note = Text("What happened", limit=2000)
    reason = Text("What was wrong", limit=1000, validators=[Required("Enter what was wrong with the update")])

    @classmethod
    def for_update(cls, deliverable: Deliverable, update: ProgressUpdate, *, fresh: bool = False) -> CorrectForm:
        stored = {
            "version": deliverable.version,
            "effective_on": update.effective_on,
            "percent": str(update.percent),
            "status": update.status.value,
            "completed_on": update.completed_on,
            "note": update.note,
        }
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self, update_id: int) -> CorrectProgress:
        return CorrectProgress(
            version=self.opened_at,
            update_id=update_id,
            percent=self.percent.parsed,
            status=ProgressStatus(self.status.data),
            effective_on=self.effective_on.data,
            completed_on=self.completed_on.data,
            note=self.note.data,
            reason=self.reason.data,
        )


class CompleteForm(ForDeliverable):
    completed_on = Day("Date completed", wanted="the date completed", validators=[Required("Enter the date completed")])
    effective_on = Day("Date you report it", wanted="the date you report it", validators=[Required("Enter a date")])
    note = Text("What was achieved", limit=2000)

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> Complete:
        return Complete(
            version=self.opened_at,
            completed_on=self.completed_on.data,
            effective_on=self.effective_on.data,
            note=self.note.data,
        )


class StopForm(ForDeliverable):
    effective_on = Day("Date it stopped", wanted="the date it stopped", validators=[Required("Enter a date")])
    reason = Text("Why it stops", limit=1000, validators=[Required("Enter why it stops")])

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> Stop:
        return Stop(version=self.opened_at, effective_on=self.effective_on.data, reason=self.reason.data)


class ReopenForm(ForDeliverable):
    effective_on = Day("Date it reopens", wanted="the date it reopens", validators=[Required("Enter a date")])
    percent = PercentField("Progress now", limit=20, validators=[Required("Enter how far it is, from 0 to 99")])
    reason = Text("Why it reopens", limit=1000, validators=[Required("Enter why it reopens")])

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> Reopen:
        return Reopen(
            version=self.opened_at,
            percent=self.percent.parsed,
            effective_on=self.effective_on.data,
            reason=self.reason.data,
        )


def _milestone_row(milestone: Milestone, percent: int, sent: object) -> MilestoneRow:
    row = MilestoneRow(sent, prefix=f"milestone-{milestone.id}-", data={"percent": str(percent)})
    row.milestone = milestone
    return row
