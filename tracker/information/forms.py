"""A line of the register: adding it, changing what it says, withdrawing it and bringing it back."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from wtforms.validators import StopValidation

from tracker.information.commands import AddLine, ChangeLine, EndLine
from tracker.information.models import InformationLine
from tracker.information.rules import DueFrom, Every, TimingBy
from tracker.information.rules_lines import (
    ADDRESS_ADVICE,
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_OWNER,
    LONGEST_TEXT,
    BadCode,
    LineFacts,
    UnlikelyDays,
    check_code,
)
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

F = TypeVar("F", bound=BaseForm)


class LineFields:
    """What a line says."""

    topic = Line(
        "Heading",
        description="Lines with the same heading stand together, for example Income and expenditure",
        validators=[Required("Enter the heading it stands under")],
    )
    title = Line("What is published", validators=[Required("Enter what is published")])
    source = Line(
        "Which line of the law asks for it",
        description="For example, SI 2011/3050, Schedule, paragraph 3(g)",
        validators=[Required("Enter which line of the law asks for it")],
    )
    every = Choice("How often", choices=Every.choices())
    due_days = Line(
        "Days until it is due",
        limit=10,
        description="After the period ends or before it begins. For what is kept up to date or published each time: "
        "after how many days it is looked at again; leave it empty if nobody need look.",
    )
    due_from = Radios(
        "From when the days count",
        choices=DueFrom.choices(),
        default=DueFrom.END.value,
        validators=[Required("Select from when the days count")],
    )
    timing_by = Radios(
        "Who sets the time",
        choices=TimingBy.choices(),
        validators=[Required("Select who sets the time")],
    )
    note = Line("Note, if any", limit=LONGEST_TEXT, description="For example, what the law says of the time")
    address = Line(
        "Address of the page where it is published, if there is one yet",
        limit=LONGEST_ADDRESS,
        description=f"{ADDRESS_ADVICE}. The public sees it as a link.",
    )
    owner = Line("Who sees to it, if that is settled", limit=LONGEST_OWNER)
    counts_from = Day(
        "From which day it counts",
        wanted="the day from which it counts",
        description="The first period that can be late is the one this day lies in",
        validators=[Required("Enter the day from which it counts")],
    )

    def validate_due_days(self, field: Line) -> None:
        if field.data and not (field.data.isascii() and field.data.isdigit() and len(field.data) < 7):
            raise StopValidation(str(UnlikelyDays()))

    @property
    def facts(self) -> LineFacts:
        """Of a form that was found well-formed."""
        return LineFacts(
            topic=self.topic.data,
            title=self.title.data,
            source=self.source.data,
            every=Every(self.every.data),
            due_from=DueFrom(self.due_from.data),
            due_days=int(self.due_days.data) if self.due_days.data else None,
            timing_by=TimingBy(self.timing_by.data),
            note=self.note.data,
            address=self.address.data,
            owner=self.owner.data,
            counts_from=self.counts_from.data,
        )


class CodeField:
    code = Line(
        "Code",
        limit=10 * LONGEST_CODE,
        description="Short, part of the line’s address, and never changed: for example 3-g",
        validators=[Required("Enter a code")],
    )

    def validate_code(self, field: Line) -> None:
        try:
            check_code(field.data)
        except BadCode as error:
            raise StopValidation(str(error)) from error


class NewLineForm(CodeField, LineFields, BaseForm):
    def to_command(self) -> AddLine:
        return AddLine(self.code.data, self.facts)


class ChangeLineForm(LineFields, BaseForm):
    @classmethod
    def for_row(cls, line: InformationLine, *, fresh: bool = False) -> Self:
        plain = ("topic", "title", "source", "note", "address", "owner", "counts_from", "version")
        data: dict[str, Any] = {name: getattr(line, name) for name in plain}
        data |= {name: getattr(line, name).value for name in ("every", "due_from", "timing_by")}
        data["due_days"] = None if line.due_days is None else str(line.due_days)
        return filled(cls, data, fresh=fresh)

    def to_command(self) -> ChangeLine:
        return ChangeLine(self.opened_at, self.facts)


class WithdrawLineForm(BaseForm):
    reason = Text("Why it is withdrawn", limit=LONGEST_TEXT, validators=[Required("Enter why it is withdrawn")])
    compared = frozenset()

    @classmethod
    def for_row(cls, line: InformationLine, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": line.version}, fresh=fresh)

    def to_command(self) -> EndLine:
        return EndLine(self.opened_at, self.reason.data)


class RestoreLineForm(WithdrawLineForm):
    reason = Text("Why it comes back", limit=LONGEST_TEXT, validators=[Required("Enter why it comes back")])


def filled(cls: type[F], data: dict[str, Any], *, fresh: bool) -> F:
    """A form filled from a record, and with what was sent unless it is to show the record as it stands now."""
    return cls(formdata=None, data=data) if fresh else cls(data=data)
