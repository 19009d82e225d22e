"""Which highlight reports print the grades of an inspection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation

from tracker.errors import DomainError
from tracker.inspections.commands_grades import SetPrintings
from tracker.inspections.forms_grades import refuse_row, rows_sent
from tracker.inspections.models import GradePrinting, Inspection
from tracker.inspections.rules_printing import PrintingLine, PrintingRefused
from tracker.web.fields import Choice, Choices, Day, Tick
from tracker.web.forms import BaseForm, HiddenNumber

MOST_PRINTINGS = 60
"""A form of ours never holds more; what a request adds beyond them is left unread."""


class PrintingRow(Form):  # type: ignore[misc]  # WTForms has no types
    """One priority and its days; the empty row at the end adds another."""

    key = HiddenNumber()
    priority_id = Choice("Priority whose highlight report prints the grades", choices=[])
    from_on = Day("First day", wanted="the first day")
    to_on = Day("Last day, if known", wanted="the last day")
    remove = Tick("Remove this line")

    line_number: int = 0

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return f"line {self.line_number}"

    @property
    def is_blank(self) -> bool:
        days = [*(self.from_on.raw_data or []), *(self.to_on.raw_data or [])]
        return not (self.key.number or self.priority_id.data or any(days))

    def validate_priority_id(self, field: Choice) -> None:
        if not field.data and not self.is_blank:
            raise StopValidation("Select the priority")

    def validate_from_on(self, field: Day) -> None:
        if field.data is None and not self.is_blank:
            raise StopValidation("Enter the first day")

    def to_line(self) -> PrintingLine:
        return PrintingLine(
            id=self.key.number or None,
            priority_id=int(self.priority_id.data),
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            remove=bool(self.remove.data),
        )


class PrintingForm(BaseForm):
    """Every printing there is, and an empty one."""

    compared = frozenset()

    rows: Sequence[PrintingRow]

    @classmethod
    def with_rows(cls, inspection: Inspection, priorities: Choices, *, fresh: bool = False) -> PrintingForm:
        data = {"version": inspection.version}
        form = cls(formdata=None, data=data) if fresh else cls(data=data)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = _rows(inspection.printings, sent)
        for number, row in enumerate(form.rows, start=1):
            row.line_number = number
            row.priority_id.choices = [("", "Select a priority"), *priorities]
        return form

    @property
    def filled_rows(self) -> list[PrintingRow]:
        return [row for row in self.rows if not row.is_blank]

    def refuse(self, error: DomainError) -> None:
        """Shows what is refused of one line beside that line."""
        super().refuse(error)
        if isinstance(error, PrintingRefused) and error.line is not None:
            refuse_row(self, self.filled_rows[error.line], error)

    def to_command(self) -> SetPrintings:
        return SetPrintings(version=self.opened_at, printings=tuple(row.to_line() for row in self.filled_rows))


def _rows(printings: Sequence[GradePrinting], sent: Mapping[str, str] | None) -> list[PrintingRow]:
    # A form that was sent has its own rows: others may have added or removed some since.
    if sent is not None:
        count = rows_sent(sent, "printing", "priority_id", MOST_PRINTINGS)
        return [PrintingRow(sent, prefix=f"printing-{at}-") for at in range(count)]
    stored: list[dict[str, Any]] = [
        {"key": str(each.id), "priority_id": str(each.priority_id), "from_on": each.from_on, "to_on": each.to_on}
        for each in printings
    ]
    return [PrintingRow(prefix=f"printing-{at}-", data=row) for at, row in enumerate([*stored, {}])]
