"""What an inspection is."""

from __future__ import annotations

from wtforms.validators import StopValidation, ValidationError

from tracker.dates import today
from tracker.errors import DomainError
from tracker.inspections.commands import EditInspection, RecordInspection
from tracker.inspections.models import Inspection
from tracker.inspections.rules_record import EARLIEST_YEAR, RESERVED, check_link, latest_year
from tracker.plan.forms_plan import is_address
from tracker.web.fields import Day, Line, Required, Text
from tracker.web.forms import BaseForm

LINK_HINT = "The whole address, starting with https:// or http://"


class InspectionForm(BaseForm):
    code = Line(
        "Short code",
        limit=40,
        description="For addresses, for example PEEL-2023-25. It cannot be changed later.",
        validators=[Required("Enter a short code")],
    )
    title = Line("Title", validators=[Required("Enter the title of the inspection")])
    body = Line(
        "Inspected by", limit=120, description="For example HMICFRS", validators=[Required("Enter who inspected")]
    )
    programme = Line("Programme, if any", limit=120, description="The series it belongs to, for example PEEL")
    year = Line(
        "Year",
        limit=4,
        description="Its grades stand under this year where years are compared.",
        validators=[Required("Enter the year")],
    )
    published_on = Day(
        "Day the report was published, if known",
        wanted="the day of publication",
        description="The 56 days for the Commissioner’s comments begin with this day. "
        "While it is empty, no clock runs.",
    )
    link = Line("Link to the report, if any", limit=500, description=LINK_HINT)
    recorded_on = Day(
        "On the record from",
        wanted="the day it is on the record from",
        description="Reports as at an earlier day leave this inspection out.",
        validators=[Required("Enter the day it is on the record from")],
    )
    note = Text("Note", limit=1000)
    reason = Text(
        "Why it changes",
        limit=1000,
        description="Needed when you change a publication day that was set before, or the year: the 56 days and the "
        "grades over the years rest on them. Kept in the log.",
    )

    @classmethod
    def blank(cls) -> InspectionForm:
        form = cls(data={"recorded_on": today()})
        del form.reason
        return form

    @classmethod
    def for_row(cls, inspection: Inspection, *, fresh: bool = False) -> InspectionForm:
        names = ("version", "code", "title", "body", "programme", "published_on", "link", "recorded_on", "note")
        stored = {name: getattr(inspection, name) for name in names}
        stored["year"] = str(inspection.year)
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        # It stands in addresses, so only a new inspection is asked for it.
        del form.code
        return form

    def validate_code(self, field: Line) -> None:
        if not is_address(field.data or ""):
            raise ValidationError("Enter a short code of letters, digits, dots and hyphens only")
        if (field.data or "").lower() in RESERVED:
            raise ValidationError(f"Enter another short code: “{field.data}” is part of the address of another page")

    def validate_year(self, field: Line) -> None:
        typed = field.data
        latest = latest_year(today())
        if not (typed.isascii() and typed.isdigit() and EARLIEST_YEAR <= int(typed) <= latest):
            raise ValidationError(f"Enter the year in four digits, from {EARLIEST_YEAR} to {latest}")

    def validate_link(self, field: Line) -> None:
        refuse_bad_link(field)

    def to_record(self) -> RecordInspection:
        return RecordInspection(
            code=self.code.data,
            title=self.title.data,
            body=self.body.data,
            programme=self.programme.data,
            year=int(self.year.data),
            published_on=self.published_on.data,
            link=self.link.data,
            recorded_on=self.recorded_on.data,
            note=self.note.data,
        )

    def to_edit(self) -> EditInspection:
        return EditInspection(
            version=self.opened_at,
            title=self.title.data,
            body=self.body.data,
            programme=self.programme.data,
            year=int(self.year.data),
            published_on=self.published_on.data,
            link=self.link.data,
            recorded_on=self.recorded_on.data,
            note=self.note.data,
            reason=self.reason.data,
        )


def refuse_bad_link(field: Line) -> None:
    """Says beside the field that it is no address of a page."""
    try:
        check_link(field.data)
    except DomainError as error:
        raise StopValidation(str(error)) from error
