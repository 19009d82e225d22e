"""A year's end: what becomes of the open work of a priority, on one screen; closing the year and reopening it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation

from tracker.dates import FinancialYear
from tracker.errors import DomainError, Forbidden, Stale
from tracker.plan.commands_year import CloseYear, Decide, ReopenYear
from tracker.plan.forms_due import DueFields
from tracker.plan.models_year import YearDecision
from tracker.plan.queries_year import OpenWork, YearEnd
from tracker.plan.rules_year import Decided, YearChoice
from tracker.web.fields import Choice, Line, Radios, Required, Text
from tracker.web.forms import BaseForm, HiddenNumber

MOST_ROWS_SENT = 500
"""A form of ours never holds more; what a request adds beyond them is left unread."""


class NothingDecided(DomainError):
    """The form was sent without any new or changed decision."""

    def __init__(self) -> None:
        super().__init__("Select what becomes of at least one deliverable. Nothing has changed yet.")


class DecisionsRefused(DomainError):
    """At least one row was refused; nothing of the form was saved."""

    def __init__(self, count: int) -> None:
        self.count = count
        rows = "1 deliverable needs" if count == 1 else f"{count} deliverables need"
        super().__init__(f"{rows} another look. Nothing has been saved yet.")


class LedByAnother(DomainError):
    """A row of work that stands under somebody else's priority by now."""

    field = "decision"

    def __init__(self, reference: str, lead: str | None) -> None:
        self.reference = reference
        who = f"{lead} leads" if lead else "nobody leads"
        super().__init__(f"{reference} now stands under a priority that {who}, so you cannot decide about it.")


class DecisionRow(DueFields, Form):  # type: ignore[misc]  # WTForms has no types
    """What becomes of one deliverable. Without an answer it stays undecided."""

    version = HiddenNumber()
    decision = Radios("What becomes of it", choices=[(c.value, c.label) for c in YearChoice], validate_choice=False)
    due_text = Line("New date due, if carried forward", limit=200)
    # After the date, which says whether it has to be asked.
    reading = Radios("Which year do you mean?", choices=[], validate_choice=False)
    priority_id = Choice("Priority, if carried forward", validate_choice=False)
    reason = Line("Reason, if carried forward or stopped", limit=1000)

    work: OpenWork
    year: FinancialYear
    is_stale = False

    def validate_decision(self, field: Radios) -> None:
        if field.data is not None and field.data not in {choice.value for choice in YearChoice}:
            raise StopValidation("Select one of the answers")
        if field.data is None and (self.due_text.data or self.reason.data):
            raise StopValidation("Select what becomes of it")

    def validate_due_text(self, field: Line) -> None:
        """Only work carried forward needs a date; another is left unread."""
        if self.choice is not YearChoice.CARRY_FORWARD:
            return
        if field.data is None:
            raise StopValidation("Enter when the work is now due")
        super().validate_due_text(field)

    def validate_priority_id(self, field: Choice) -> None:
        if self.choice is YearChoice.CARRY_FORWARD and field.data not in {str(value) for value, _ in field.choices}:
            raise StopValidation("Select a priority from the list")

    @property
    def choice(self) -> YearChoice | None:
        return next((choice for choice in YearChoice if choice.value == self.decision.data), None)

    @property
    def reference(self) -> str:
        return self.work.reference

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.reference

    @property
    def is_asked(self) -> bool:
        """Whether there is something to decide, or an answer to give back."""
        return self.work.is_open or self.decision.data is not None or bool(self.errors)

    def to_command(self) -> Decide:
        """Only for a row with an answer."""
        choice = self.choice or YearChoice.LEAVE_OPEN
        carried = choice is YearChoice.CARRY_FORWARD
        decided = Decided(
            choice,
            self.reason.data,
            self.due if carried else None,
            int(self.priority_id.data) if carried else None,
        )
        return Decide(seen=self.version.number, decided=decided)

    def refuse(self, error: DomainError) -> None:
        """Shows `error` beside the answer it is about. After somebody else's decision the row may be sent again."""
        if isinstance(error, Forbidden):
            lead = self.work.priority.lead
            error = LedByAnother(self.reference, lead.name if lead else None)
        field = self._fields.get(error.field or "", self.decision)
        field.errors = [*field.errors, str(error)]
        if isinstance(error, Stale):
            self.is_stale = True
            self.version.process_data(error.now_at)


class DecisionsForm(BaseForm):
    """The open work of a priority, one row a deliverable."""

    rows: Sequence[DecisionRow]

    @classmethod
    def for_rows(
        cls, work: Iterable[OpenWork], places: Sequence[tuple[str, str]], year: FinancialYear
    ) -> DecisionsForm:
        """The form for this work, with what was typed when it was sent. `places`: where each may be carried."""
        form = cls()
        sent = request.form if form.is_submitted() else None
        form.rows = [_row(each, places, year, sent) for each in work]
        return form

    @property
    def answered(self) -> list[DecisionRow]:
        return [row for row in self.rows if row.choice is not None]


def references_decided() -> list[str]:
    """The deliverables the form that was sent says something about."""
    named = [name for name, value in request.form.items() if value.strip() and name.endswith(("-decision", "-reason"))]
    return list(dict.fromkeys(name.rpartition("-")[0] for name in named))[:MOST_ROWS_SENT]


class CloseYearForm(BaseForm):
    """There is nothing to answer: the page shows what will be done."""

    compared = frozenset()

    @classmethod
    def for_year(cls, found: YearEnd, *, fresh: bool = False) -> CloseYearForm:
        stored = {"version": found.stamp}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self) -> CloseYear:
        return CloseYear(stamp=self.opened_at)


class ReopenYearForm(BaseForm):
    compared = frozenset()

    reason = Text(
        "Why the year is reopened",
        limit=1000,
        validators=[Required("Enter why the year is reopened")],
    )

    @classmethod
    def for_year(cls, acts: int, *, fresh: bool = False) -> ReopenYearForm:
        stored = {"version": acts}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self) -> ReopenYear:
        return ReopenYear(acts=self.opened_at, reason=self.reason.data)


def _row(work: OpenWork, places: Sequence[tuple[str, str]], year: FinancialYear, sent: object) -> DecisionRow:
    row = DecisionRow(sent, prefix=f"{work.reference}-", data=_stored(work, work.decision))
    row.work, row.year = work, year
    row.priority_id.choices = list(places)
    return row


def _stored(work: OpenWork, decision: YearDecision | None) -> dict[str, object]:
    here = work.priority.id
    version = decision.id if decision is not None else 0
    if decision is None or not work.is_open:
        # What a decision has closed is not asked again; only what was typed before it was closed is given back.
        return {"version": version, "priority_id": str(here)}
    return {
        "version": version,
        "decision": decision.choice.value,
        "due_text": decision.due_text,
        "reading": decision.due_reading.value if decision.due_reading else None,
        "priority_id": str(decision.priority_id or here),
        "reason": decision.reason,
    }
