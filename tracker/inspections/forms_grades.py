"""The scale and the graded questions of an inspection, all on one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation, ValidationError

from tracker.errors import DomainError
from tracker.inspections.commands_grades import SetGrades
from tracker.inspections.models import GradedQuestion, Inspection
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED
from tracker.inspections.rules_grades import (
    LONGEST_GRADE,
    QuestionLine,
    QuestionRefused,
    ScaleChoice,
    scale_choice,
    usual_scale,
    whole_scale,
)
from tracker.web.fields import Line, Radios, Required, Text, Tick
from tracker.web.forms import BaseForm, HiddenNumber

BLANK_AT_FIRST = 10
BLANK_LATER = 3
MOST_QUESTIONS = 100
"""A form of ours never holds more; what a request adds beyond them is left unread."""


class QuestionRow(Form):  # type: ignore[misc]  # WTForms has no types
    """One question or area; a row without any answer is no question."""

    key = HiddenNumber()
    area = Line("Question or area")
    grade = Line("Grade", limit=LONGEST_GRADE)
    number = Line("Number in the report", limit=10)
    theme = Line("Theme, if it has other words in other years")
    basis = Line("Where the grade stands, if not in this report")
    note = Text("Note", limit=1000)
    place = Line("Place", limit=4)
    remove = Tick("Remove")

    line_number: int = 0

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return f"question {self.line_number}"

    @property
    def is_blank(self) -> bool:
        return not (self.key.number or self.area.data or self.grade.data or self.more)

    @property
    def more(self) -> bool:
        """Whether one of the seldom asked questions is answered or refused, and so must be in sight."""
        fields = (self.theme, self.basis, self.note)
        return any(field.data or field.errors for field in fields)

    def validate_area(self, field: Line) -> None:
        if field.data is None and not self.is_blank:
            raise StopValidation("Enter the question or area")

    def validate_grade(self, field: Line) -> None:
        if field.data is None and not self.is_blank:
            raise StopValidation(f"Enter its grade, or {UNGRADED}")

    def validate_place(self, field: Line) -> None:
        if field.data is not None and not (field.data.isascii() and field.data.isdigit()):
            raise StopValidation("Enter the place as a whole number, for example 1")

    def to_line(self) -> QuestionLine:
        return QuestionLine(
            id=self.key.number or None,
            area=self.area.data,
            grade=self.grade.data,
            number=self.number.data,
            theme=self.theme.data,
            basis=self.basis.data,
            note=self.note.data,
            place=int(self.place.data) if self.place.data else None,
            remove=bool(self.remove.data),
        )


class GradesForm(BaseForm):
    """The whole scale and all questions with some empty rows to add more."""

    compared = frozenset({"scale", "other_scale"})

    scale = Radios(
        "Scale of grades",
        choices=ScaleChoice.choices(),
        description=f"Each inspection has its own scale, so that older ones keep theirs. “{UNGRADED}” is always on it.",
        validators=[Required("Select the scale of grades")],
        validate_choice=False,
    )
    other_scale = Text(
        "Grades of the other scale",
        limit=1000,
        description="Only for another scale: one grade a line, the best first.",
    )

    rows: Sequence[QuestionRow]

    @classmethod
    def with_rows(cls, inspection: Inspection, *, fresh: bool = False) -> GradesForm:
        labels = [grade.label for grade in inspection.scale] or [*usual_scale(inspection.year), UNGRADED]
        choice = scale_choice(labels)
        listed = "\n".join(label for label in labels if label != UNGRADED) if choice is ScaleChoice.OTHER else None
        data = {"version": inspection.version, "scale": choice.value, "other_scale": listed}
        form = cls(formdata=None, data=data) if fresh else cls(data=data)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = _rows(inspection.questions, sent)
        for number, row in enumerate(form.rows, start=1):
            row.line_number = number
        return form

    def validate_scale(self, field: Radios) -> None:
        if field.data not in set(ScaleChoice):
            raise ValidationError("Select the scale of grades")

    def validate_other_scale(self, _field: Text) -> None:
        if self.scale.data == ScaleChoice.OTHER.value:
            try:
                whole_scale(self.chosen_scale)
            except DomainError as error:
                raise StopValidation(str(error)) from error

    @property
    def chosen_scale(self) -> tuple[str, ...]:
        """The grades, best first."""
        typed = tuple((self.other_scale.data or "").splitlines())
        return {ScaleChoice.FIVE.value: FIVE_GRADES, ScaleChoice.FOUR.value: FOUR_GRADES}.get(self.scale.data, typed)

    @property
    def suggested(self) -> list[str]:
        """The grades a row may be given, for the list that opens as somebody types."""
        typed = self.chosen_scale if self.scale.data else ()
        return list(dict.fromkeys([*typed, *FIVE_GRADES, UNGRADED]))

    @property
    def filled_rows(self) -> list[QuestionRow]:
        return [row for row in self.rows if not row.is_blank]

    def refuse(self, error: DomainError) -> None:
        """Shows what is refused of one question beside that question."""
        super().refuse(error)
        if isinstance(error, QuestionRefused) and error.line is not None:
            refuse_row(self, self.filled_rows[error.line], error)

    def to_command(self) -> SetGrades:
        return SetGrades(
            version=self.opened_at,
            scale=self.chosen_scale,
            questions=tuple(row.to_line() for row in self.filled_rows),
        )


def refuse_row(form: BaseForm, row: Form, error: DomainError) -> None:
    """Moves a refusal from the top of the form to the row it is about."""
    form.form_errors.remove(str(error))
    field = row._fields[error.field or ""]  # the errors name fields that every row has
    field.errors = [*field.errors, str(error)]


def rows_sent(sent: Mapping[str, str], name: str, field: str, most: int) -> int:
    """How many rows the form that was sent holds, "question-0-area" and on."""
    return next((at for at in range(most) if f"{name}-{at}-{field}" not in sent), most)


def _rows(questions: Sequence[GradedQuestion], sent: Mapping[str, str] | None) -> list[QuestionRow]:
    # A form that was sent has its own rows: others may have added or removed questions since.
    if sent is not None:
        count = rows_sent(sent, "question", "area", MOST_QUESTIONS)
        return [QuestionRow(sent, prefix=f"question-{at}-") for at in range(count)]
    stored: list[dict[str, Any]] = [
        {
            "key": str(question.id),
            "place": str(place),
            **{name: getattr(question, name) for name in ("area", "grade", "number", "theme", "basis", "note")},
        }
        for place, question in enumerate(questions, start=1)
    ]
    stored.extend({} for _ in range(BLANK_LATER if stored else BLANK_AT_FIRST))
    return [QuestionRow(prefix=f"question-{at}-", data=row) for at, row in enumerate(stored)]
