"""Asking for a due date: a period typed in the person's own words, and which year's quarter when that is not clear."""

from __future__ import annotations

from wtforms.validators import StopValidation, ValidationError

from tracker.errors import DomainError
from tracker.plan.commands_due import DecideDueDate, RequestDueDate, WithdrawDueDate
from tracker.plan.due import AmbiguousQuarter, DuePeriod, parse_due
from tracker.plan.models import Deliverable
from tracker.plan.rules import QuarterReading
from tracker.web.fields import Line, Radios, Required, Text, Tick
from tracker.web.forms import BaseForm

DUE_HINT = "A day, month, quarter or year, such as 31 March 2025, March 2025 or Q4 2024-25. Words around it are kept."


class DueFields:
    """The due date of a form: `due` is the period once the form is valid."""

    due_text = Line("Date due", limit=200, description=DUE_HINT, validators=[Required("Enter the date due")])
    reading = Radios("Which year do you mean?", choices=[], validate_choice=False)

    parsed_due: DuePeriod | None = None
    ambiguous: AmbiguousQuarter | None = None

    def validate_due_text(self, field: Line) -> None:
        """Parses the period, with the answer about the year if one was given."""
        chosen = next((reading for reading in QuarterReading if reading.value == self.reading.data), None)
        try:
            self.parsed_due = parse_due(field.data, reading=chosen)
            self._ask_again_where_it_was_asked(field.data)
        except AmbiguousQuarter as error:
            self._ask(error)
        except DomainError as error:
            raise StopValidation(str(error)) from error

    def validate_reading(self, _field: Radios) -> None:
        if self.ambiguous is not None and self.parsed_due is None:
            raise ValidationError(str(self.ambiguous))

    @property
    def due(self) -> DuePeriod:
        """The period typed; only for a form that is valid."""
        if self.parsed_due is None:
            raise ValueError("The form is not valid.")
        return self.parsed_due

    def _ask_again_where_it_was_asked(self, text: str) -> None:
        # The answer stays in sight when another field is refused.
        try:
            parse_due(text)
        except AmbiguousQuarter as error:
            self._ask(error)

    def _ask(self, error: AmbiguousQuarter) -> None:
        self.ambiguous = error
        self.reading.choices = [(reading.value, label) for reading, label in error.choices()]


class RequestDueDateForm(DueFields, BaseForm):
    """Asks for another due date. The lead of the priority may accept their own request at once."""

    compared = frozenset({"due_text"})

    reason = Text("Why the date should change", limit=1000, validators=[Required("Enter why the date should change")])
    accept_now = Tick("Accept this date now")

    @classmethod
    def for_row(cls, deliverable: Deliverable, *, fresh: bool = False) -> RequestDueDateForm:
        stored: dict[str, object] = {"version": deliverable.version}
        on_record = {"due_text": deliverable.standing.due_text}
        return cls(formdata=None, data={**stored, **on_record}) if fresh else cls(data=stored)

    def to_command(self) -> RequestDueDate:
        return RequestDueDate(version=self.opened_at, due=self.due, reason=self.reason.data)


class WithdrawDueDateForm(BaseForm):
    """Takes a request back; there is nothing to answer."""

    compared = frozenset()

    @classmethod
    def for_row(cls, deliverable: Deliverable, *, fresh: bool = False) -> WithdrawDueDateForm:
        stored = {"version": deliverable.version}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self, due_date_id: int) -> WithdrawDueDate:
        return WithdrawDueDate(version=self.opened_at, due_date_id=due_date_id)


class DecideDueDateForm(BaseForm):
    """The lead's answer to a request."""

    compared = frozenset()

    decision = Radios(
        "Your decision",
        choices=[("accept", "Accept the new date"), ("decline", "Decline it: the date in force stays")],
        validators=[Required("Select whether you accept the new date")],
        validate_choice=False,
    )
    note = Text("Note", limit=1000, description="Shown with the date. Say why if you decline.")

    @classmethod
    def for_row(cls, deliverable: Deliverable, *, fresh: bool = False) -> DecideDueDateForm:
        stored = {"version": deliverable.version}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def validate_decision(self, field: Radios) -> None:
        if field.data not in {"accept", "decline"}:
            raise ValidationError("Select whether you accept the new date")

    def validate_note(self, field: Text) -> None:
        if self.decision.data == "decline" and not field.data:
            raise ValidationError("Enter why you decline the new date")

    def to_command(self, due_date_id: int) -> DecideDueDate:
        return DecideDueDate(
            version=self.opened_at,
            due_date_id=due_date_id,
            accepted=self.decision.data == "accept",
            note=self.note.data,
        )
