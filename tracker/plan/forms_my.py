"""My deliverables: many rows on one screen, each updated or left alone, all sent at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from flask import request
from wtforms import Form, HiddenField
from wtforms.validators import StopValidation

from tracker.dates import today
from tracker.errors import DomainError, Stale
from tracker.plan.commands import RecordProgress
from tracker.plan.models import Deliverable
from tracker.plan.rules import ProgressStatus
from tracker.plan.rules_progress import parse_percent
from tracker.web.fields import Day, Line, Required, Text, Tick
from tracker.web.forms import BaseForm


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


class RowForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One deliverable's answers. Without a new % the deliverable is left as it is."""

    version = HiddenField()
    percent = Line("New %", limit=20)
    deferred = Tick("Deferred (waiting, not being worked on)")
    note = Text("What happened", limit=2000)
    reason = Line("Why it went down, if it did", limit=1000)

    deliverable: Deliverable
    parsed: int | None = None

    def validate_percent(self, field: Line) -> None:
        if field.data is None:
            if self.note.data or self.reason.data or bool(self.deferred.data) != self.was_deferred:
                raise StopValidation("Enter the % as well, the same as before if it has not moved")
            return
        try:
            self.parsed = parse_percent(field.data)
        except DomainError as error:
            raise StopValidation(str(error)) from error

    @property
    def was_deferred(self) -> bool:
        return self.deliverable.standing.status is ProgressStatus.DEFERRED

    @property
    def opened_at(self) -> int:
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def to_command(self, effective_on: date) -> RecordProgress:
        """Only for a row with a new %."""
        status = ProgressStatus.DEFERRED if self.deferred.data else None
        if self.was_deferred and status is None:
            status = ProgressStatus.IN_PROGRESS
        return RecordProgress(
            version=self.opened_at,
            percent=self.parsed,
            status=status if self.parsed != 100 else None,
            effective_on=effective_on,
            note=self.note.data,
            reason=self.reason.data,
        )

    def refuse(self, error: DomainError) -> None:
        """Shows `error` beside the answer it is about. After somebody else's change the row may be sent again."""
        field = self._fields.get(error.field or "")
        if field is None or isinstance(field, HiddenField):
            field = self.percent
        field.errors = [*field.errors, str(error)]
        if isinstance(error, Stale):
            self.version.process_data(error.now_at)


class MyDeliverablesForm(BaseForm):
    """The day the figures are for, and one row a deliverable."""

    effective_on = Day(
        "These figures are as at", wanted="the date of the figures", validators=[Required("Enter a date")]
    )

    rows: Sequence[RowForm]

    @classmethod
    def for_rows(cls, deliverables: Iterable[Deliverable]) -> MyDeliverablesForm:
        """The form for these deliverables, with what was typed when it was sent."""
        form = cls(data={"effective_on": today()})
        sent = request.form if form.is_submitted() else None
        form.rows = [_row(deliverable, sent) for deliverable in deliverables]
        return form

    @property
    def changed_rows(self) -> list[RowForm]:
        return [row for row in self.rows if row.parsed is not None]


def _row(deliverable: Deliverable, sent: object) -> RowForm:
    stored = {"version": deliverable.version, "deferred": deliverable.standing.status is ProgressStatus.DEFERRED}
    row = RowForm(sent, prefix=f"{deliverable.reference}-", data=stored)
    row.deliverable = deliverable
    return row
