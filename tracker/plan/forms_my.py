"""My deliverables: many rows on one screen, each updated or left alone, all sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation, ValidationError

from tracker.dates import today
from tracker.errors import DomainError, Forbidden, Stale
from tracker.plan.commands import RecordProgress
from tracker.plan.forms_progress import AS_AT, CompleteElsewhere, PercentField
from tracker.plan.models import Deliverable, ProgressUpdate
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_refusals import CompletionDateMissing
from tracker.plan.rules_standing import updates_that_stand
from tracker.web.fields import Day, Line, Required, Text, Tick
from tracker.web.forms import BaseForm, HiddenNumber

MOST_ROWS_SENT = 200
"""A form of ours never holds more; what a request adds beyond them is left unread."""


class RowsRefused(DomainError):
    """At least one row was refused; nothing of the form was saved."""

    def __init__(self, count: int) -> None:
        self.count = count
        rows = "1 deliverable needs" if count == 1 else f"{count} deliverables need"
        super().__init__(f"{rows} another look. Nothing has been saved yet.")


class NothingToSave(DomainError):
    """The form was sent without any new %."""

    def __init__(self) -> None:
        super().__init__("Enter a new % for at least one deliverable, the same as before if it has not moved.")


class NoLongerYours(DomainError):
    """A row of work that somebody else owns by now."""

    field = "percent"

    def __init__(self, reference: str, owner: str) -> None:
        self.reference = reference
        super().__init__(
            f"{reference} now belongs to {owner}, so you cannot update it. Empty this row to save the others."
        )


class RowForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One deliverable's answers. Without a new % the deliverable is left as it is."""

    version = HiddenNumber()
    percent = PercentField("New %", limit=20)
    note = Text("What happened", limit=2000)
    reason = Line("Why it went down, if it did", limit=1000)
    deferred = Tick("Deferred: waiting, nobody works on it now")

    deliverable: Deliverable
    is_stale = False

    def validate_percent(self, field: PercentField) -> None:
        if field.data is None and (self.note.data or self.reason.data or self._ticked_otherwise):
            raise StopValidation("Enter the % as well, the same as before if it has not moved")

    @property
    def reference(self) -> str:
        return self.deliverable.reference

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.reference

    @property
    def was_deferred(self) -> bool:
        return self.deliverable.standing.status is ProgressStatus.DEFERRED

    @property
    def is_by_milestones(self) -> bool:
        """Whether the % follows from milestones, which have a page of their own."""
        return any(milestone.withdrawn_on is None for milestone in self.deliverable.milestones)

    @property
    def is_unusual(self) -> bool:
        """Whether one of the seldom asked questions is answered or refused, and so must be in sight."""
        return bool(self.reason.data or self.reason.errors or self.deferred.data or self.deferred.errors)

    @property
    def newest(self) -> ProgressUpdate | None:
        """The update somebody else recorded meanwhile, to compare with what was typed."""
        standing = updates_that_stand(self.deliverable.updates)
        return standing[-1] if standing else None

    @property
    def _ticked_otherwise(self) -> bool:
        # After somebody else's change the tick in the form tells what was, not what the person wants.
        is_current = self.version.number == self.deliverable.version
        return is_current and bool(self.deferred.data) != self.was_deferred

    def to_command(self, effective_on: date) -> RecordProgress:
        """Only for a row with a new %."""
        status = ProgressStatus.DEFERRED if self.deferred.data else None
        if self.was_deferred and status is None:
            status = ProgressStatus.IN_PROGRESS
        return RecordProgress(
            version=self.version.number,
            percent=self.percent.parsed,
            status=status if self.percent.parsed != 100 else None,
            effective_on=effective_on,
            note=self.note.data,
            reason=self.reason.data,
        )

    def refuse(self, error: DomainError) -> None:
        """Shows `error` beside the answer it is about. After somebody else's change the row may be sent again."""
        if isinstance(error, Forbidden):
            error = NoLongerYours(self.reference, self.deliverable.standing.owner.name)
        if isinstance(error, CompletionDateMissing):
            error = CompleteElsewhere(self.reference)
        field = self._fields.get(error.field or "", self.percent)
        field.errors = [*field.errors, str(error)]
        if isinstance(error, Stale):
            self.is_stale = True
            self.version.process_data(error.now_at)


class MyDeliverablesForm(BaseForm):
    """The day the figures are for, and one row a deliverable."""

    effective_on = Day(
        "These figures are as at",
        wanted="the date of the figures",
        description=AS_AT,
        validators=[Required("Enter the date of the figures")],
    )

    rows: Sequence[RowForm]

    @classmethod
    def for_rows(cls, deliverables: Iterable[Deliverable]) -> MyDeliverablesForm:
        """The form for these deliverables, with what was typed when it was sent."""
        form = cls(data={"effective_on": today()})
        sent = request.form if form.is_submitted() else None
        form.rows = [_row(deliverable, sent) for deliverable in deliverables]
        return form

    def validate_effective_on(self, field: Day) -> None:
        if field.data > today():
            raise ValidationError("The date of the figures must be today or in the past")

    @property
    def changed_rows(self) -> list[RowForm]:
        return [row for row in self.rows if row.percent.parsed is not None]


def references_sent() -> list[str]:
    """The deliverables for which the form that was sent holds a new % or a note."""
    named = [name for name, value in request.form.items() if value.strip() and name.endswith(("-percent", "-note"))]
    return list(dict.fromkeys(name.rpartition("-")[0] for name in named))[:MOST_ROWS_SENT]


def _row(deliverable: Deliverable, sent: object) -> RowForm:
    stored = {"version": deliverable.version, "deferred": deliverable.standing.status is ProgressStatus.DEFERRED}
    row = RowForm(sent, prefix=f"{deliverable.reference}-", data=stored)
    row.deliverable = deliverable
    return row
