"""Recording progress on one deliverable, and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

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
from tracker.plan.rules_refusals import CompletionDateMissing
from tracker.plan.rules_standing import updates_that_stand
from tracker.web.fields import Choice, Day, Line, Required, Text
from tracker.web.forms import BaseForm, words_of

OPEN_STATUSES = [ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS, ProgressStatus.DEFERRED]
"""What an ordinary update may say; the other statuses have pages of their own."""

AS_AT = "The day the figures describe: today or earlier."


class CompleteElsewhere(DomainError):
    """100% by somebody who may complete the work, on a form that does not ask for the completion date."""

    field = "percent"

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(
            f"Work at 100% is complete and needs a completion date. Enter 0 to 99 here, "
            f"or use “Complete” on the page of {reference}."
        )


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
        return cls.filled({**stored, **cls.on_record(deliverable)} if fresh else stored, fresh=fresh)

    @classmethod
    def on_record(cls, _deliverable: Deliverable) -> dict[str, object]:
        """What the record says now about the questions in `compared`, where the form does not begin with it."""
        return {}

    @classmethod
    def filled(cls, stored: Mapping[str, object], *, fresh: bool) -> Self:
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {}


class MilestoneRow(Form):  # type: ignore[misc]  # WTForms has no types
    """The % of one milestone."""

    percent = PercentField("New %", limit=20, validators=[Required("Enter the % of this milestone")])

    milestone: Milestone

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.milestone.title


class Progressing(ForDeliverable):
    """A form that asks how far the work is: its %, or where it has milestones the % of each."""

    rows: Sequence[MilestoneRow] = ()
    reference = ""

    @classmethod
    def with_milestones(cls, deliverable: Deliverable, percents: Mapping[int, int], *, fresh: bool = False) -> Self:
        """The form filled from the record; `percents` holds how far each of its milestones is, by its id."""
        form = cls.for_row(deliverable, fresh=fresh)
        form.ask_milestones(deliverable, percents, fresh=fresh)
        return form

    def ask_milestones(self, deliverable: Deliverable, percents: Mapping[int, int], *, fresh: bool) -> None:
        """Asks for the milestones in `percents` in place of the %."""
        sent = request.form if self.is_submitted() and not fresh else None
        self.reference = deliverable.reference
        self.rows = [
            _milestone_row(milestone, percents[milestone.id], sent)
            for milestone in deliverable.milestones
            if milestone.id in percents
        ]

    def validate_percent(self, field: PercentField) -> None:
        if field.data is None and not self.rows:
            raise ValidationError("Enter progress as a whole number from 0 to 100")

    @property
    def marks(self) -> dict[int, int] | None:
        """The % of each milestone; None where there are none."""
        return {row.milestone.id: row.percent.parsed or 0 for row in self.rows} or None

    @property
    def typed_percent(self) -> int | None:
        """None where milestones give it."""
        percent: int | None = None if self.rows else self._fields["percent"].parsed
        return percent

    def differing(self) -> list[tuple[str, str, str]]:
        """The milestones stand in place of the %."""
        if self.stored is None or not self.rows:
            return super().differing()
        now = {row.milestone.id: words_of(row.percent) for row in self.stored.rows}
        typed = {row.milestone: words_of(row.percent) for row in self.rows}
        marks = [
            (milestone.title, percent, now.get(milestone.id, "Withdrawn"))
            for milestone, percent in typed.items()
            if percent != now.get(milestone.id)
        ]
        progress = str(self._fields["percent"].label.text)
        return [*marks, *(line for line in super().differing() if line[0] != progress)]

    def refuse(self, error: DomainError) -> None:
        """With milestones there is no % to show an error beside."""
        if isinstance(error, CompletionDateMissing) and "completed_on" not in self._fields:
            error = CompleteElsewhere(self.reference)
        super().refuse(error)
        if self.rows and self._fields["percent"].errors:
            self.rows[0].percent.errors, self._fields["percent"].errors = self._fields["percent"].errors, []


class ProgressForm(Progressing):
    compared = frozenset({"percent", "status", "note"})
    effective_on = Day(
        "Date of this update",
        wanted="the date of this update",
        description=AS_AT,
        validators=[Required("Enter the date of this update")],
    )
    percent = PercentField("Progress", limit=20, description="A whole number from 0 to 99.")
    status = Choice("Status", choices=[("", "Follow the %"), *((s.value, s.label) for s in OPEN_STATUSES)])
    note = Text("What happened", limit=2000, description="Reports may quote it. Bold, links and bullets are kept.")
    reason = Text("Reason", limit=1000, description="Only if the % is lower than before: why it went down.")

    @classmethod
    def stored_answers(cls, deliverable: Deliverable) -> dict[str, object]:
        status = deliverable.standing.status
        return {"effective_on": today(), "status": status.value if status is ProgressStatus.DEFERRED else ""}

    @classmethod
    def on_record(cls, deliverable: Deliverable) -> dict[str, object]:
        newest = updates_that_stand(deliverable.updates)[-1:]
        return {
            "percent": str(deliverable.standing.percent),
            # In words, for closed work has a status this form does not offer.
            "status": deliverable.standing.status.label,
            "note": newest[0].note if newest else None,
        }

    def to_command(self) -> RecordProgress:
        return RecordProgress(
            version=self.opened_at,
            percent=self.typed_percent,
            status=ProgressStatus(self.status.data) if self.status.data else None,
            effective_on=self.effective_on.data,
            note=self.note.data,
            reason=self.reason.data,
            milestone_percents=self.marks,
        )


class CorrectForm(Progressing):
    """Puts another update in the place of one that was wrong; the wrong one stays in the history."""

    effective_on = Day(
        "Date of the update",
        wanted="the date of the update",
        description=AS_AT,
        validators=[Required("Enter the date of the update")],
    )
    percent = PercentField("Progress", limit=20)
    status = Choice("Status", choices=[(s.value, s.label) for s in (*OPEN_STATUSES, ProgressStatus.COMPLETE)])
    completed_on = Day("Date completed, if it was", wanted="the date completed")
    note = Text("What happened", limit=2000)
    reason = Text("What was wrong", limit=1000, validators=[Required("Enter what was wrong with the update")])

    @classmethod
    def for_update(cls, deliverable: Deliverable, update: ProgressUpdate, *, fresh: bool = False) -> Self:
        stored: dict[str, Any] = {
            "version": deliverable.version,
            "effective_on": update.effective_on,
            "percent": str(update.percent),
            "status": update.status.value,
            "completed_on": update.completed_on,
            "note": update.note,
        }
        form = cls.filled(stored, fresh=fresh)
        percents = {mark.milestone_id: mark.percent for mark in update.milestone_marks}
        form.ask_milestones(deliverable, percents, fresh=fresh)
        return form

    def offer(self, *, completion: bool) -> None:
        """Takes back what only those who may complete the work may say."""
        if not completion:
            self.status.choices = [(status.value, status.label) for status in OPEN_STATUSES]

    def to_command(self, update_id: int) -> CorrectProgress:
        return CorrectProgress(
            version=self.opened_at,
            update_id=update_id,
            percent=self.typed_percent,
            status=ProgressStatus(self.status.data),
            effective_on=self.effective_on.data,
            completed_on=self.completed_on.data,
            note=self.note.data,
            reason=self.reason.data,
            milestone_percents=self.marks,
        )


class CompleteForm(ForDeliverable):
    compared = frozenset()
    completed_on = Day("Date completed", wanted="the date completed", validators=[Required("Enter the date completed")])
    effective_on = Day(
        "Date you report it",
        wanted="the date you report it",
        description="The report of this date’s quarter is the one that lists it as complete.",
        validators=[Required("Enter the date you report it")],
    )
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
    compared = frozenset()
    effective_on = Day(
        "Date it stopped", wanted="the date it stopped", validators=[Required("Enter the date it stopped")]
    )
    reason = Text("Why it stops", limit=1000, validators=[Required("Enter why it stops")])

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> Stop:
        return Stop(version=self.opened_at, effective_on=self.effective_on.data, reason=self.reason.data)


class ReopenForm(Progressing):
    compared = frozenset()
    effective_on = Day(
        "Date it reopens", wanted="the date it reopens", validators=[Required("Enter the date it reopens")]
    )
    percent = PercentField("Progress now", limit=20, description="A whole number from 0 to 99.")
    reason = Text("Why it reopens", limit=1000, validators=[Required("Enter why it reopens")])

    @classmethod
    def stored_answers(cls, _deliverable: Deliverable) -> dict[str, object]:
        return {"effective_on": today()}

    def to_command(self) -> Reopen:
        return Reopen(
            version=self.opened_at,
            percent=self.typed_percent,
            effective_on=self.effective_on.data,
            reason=self.reason.data,
            milestone_percents=self.marks,
        )


def _milestone_row(milestone: Milestone, percent: int, sent: object) -> MilestoneRow:
    row = MilestoneRow(sent, prefix=f"milestone-{milestone.id}-", data={"percent": str(percent)})
    row.milestone = milestone
    return row
