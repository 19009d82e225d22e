"""Entering the figures of a month by hand: many measures on one screen, each filled in or left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask import request
from wtforms import Form
from wtforms.validators import StopValidation

from tracker.errors import DomainError
from tracker.files.rules_tables import Cell
from tracker.measures.commands_load import EnterFigures
from tracker.measures.rules import Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_cells import LONGEST_REASON, BadCell, read_cell
from tracker.measures.rules_columns import Role
from tracker.measures.rules_file_rows import Proposal, unit_of
from tracker.measures.rules_load import Facts, facts_words, parts_words
from tracker.measures.rules_names import KnownMeasure
from tracker.measures.rules_problems import Problem
from tracker.web.fields import Choice, Line
from tracker.web.forms import BaseForm

AS_IT_IS: Final = ("", "As it is")

_ROLES: Final = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.MARGIN, Role.STATE, Role.MARKING, Role.REASON)
_EXAMPLES: Final[Mapping[Unit, str]] = {
    Unit.COUNT: "a number, such as 1,234",
    Unit.PERCENT: "a percentage, such as 12.3",
    Unit.DURATION: "hours, minutes and seconds, such as 00:10:31, or whole seconds",
    Unit.HOURS: "hours, such as 7.5",
    Unit.DAYS: "days, such as 192",
}


class FigureField(Line):
    """A figure as somebody types it. `number` is what it says, None for nothing."""

    number: Decimal | None = None

    def __init__(self, label: str, role: Role, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=60, printed=False, **kwargs)
        self.role = role

    def pre_validate(self, form: EntryRow) -> None:
        super().pre_validate(form)
        if self.data is None:
            return
        unit, whole = unit_of(self.role, form.measure)
        try:
            self.number = read_cell(Cell(self.data), unit, whole=whole)
        except BadCell as error:
            raise StopValidation(error.fault.label) from error


class EntryRow(Form):  # type: ignore[misc]  # WTForms has no types
    """One measure's answers. Where nothing is answered the figure stays as it is."""

    value = FigureField("Figure", Role.VALUE)
    numerator = FigureField("Numerator", Role.NUMERATOR)
    denominator = FigureField("Denominator", Role.DENOMINATOR)
    margin = FigureField("Plus or minus, in % points", Role.MARGIN)
    state = Choice("State", choices=[AS_IT_IS, *ValueState.choices()])
    marking = Choice("Marking", choices=[AS_IT_IS, *Marking.choices()])
    reason = Line("Reason", limit=LONGEST_REASON)

    measure: KnownMeasure
    before: Facts | None = None

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.measure.code

    @property
    def figure_fields(self) -> list[FigureField]:
        """The boxes that a measure of this type has."""
        fields = [self.value]
        if self.measure.kind.has_parts:
            fields += [self.numerator, self.denominator]
        if self.measure.kind is MeasureType.SURVEY:
            fields.append(self.margin)
        return fields

    def label_of(self, field: FigureField) -> str:
        """What a box is called: the parts of a mean time are a total and cases."""
        if self.measure.kind is MeasureType.MEAN_TIME:
            return {"numerator": "Total time", "denominator": "Cases"}.get(field.short_name, str(field.label.text))
        return str(field.label.text)

    @property
    def hint(self) -> str:
        """How a figure of this measure is written."""
        parts = ", or its numerator and denominator" if self.measure.kind is MeasureType.RATE else ""
        parts = ", or its total time and cases" if self.measure.kind is MeasureType.MEAN_TIME else parts
        return f"Enter {_EXAMPLES[self.measure.unit]}{parts}."

    @property
    def current(self) -> str:
        """The figure on record, as it is printed."""
        if self.before is None:
            return "None recorded"
        parts = parts_words(self.before, self.measure)
        return facts_words(self.before, self.measure)["Figure"] + (f" ({parts})" if parts else "")

    @property
    def is_unusual(self) -> bool:
        """Whether one of the seldom asked questions is answered or refused, and so must be in sight."""
        fields = (self.state, self.marking, self.reason)
        return any(field.data or field.errors for field in fields)

    @property
    def lacks_its_figure(self) -> bool:
        """Whether something is said of a figure that is neither typed nor on record."""
        said = self.state.data or self.marking.data or self.reason.data
        typed = any(field.number is not None for field in self.figure_fields)
        held = self.before is not None and (self.before.value is not None or self.state.data == ValueState.WITHDRAWN)
        return bool(said) and not typed and not held

    def to_proposal(self, month: date, place: int) -> Proposal | None:
        """What is said; None where nothing is. A state or marking alone is said of the figure on record."""
        typed = [field.number for field in (self.value, self.numerator, self.denominator, self.margin)]
        state = ValueState(self.state.data) if self.state.data else None
        marking = Marking(self.marking.data) if self.marking.data else None
        if not any(number is not None for number in typed):
            if state is None and marking is None and not self.reason.data:
                return None
            if state is not ValueState.WITHDRAWN and self.before is not None:
                held = self.before
                typed = [held.value, held.numerator, held.denominator, held.margin]
        value, numerator, denominator, margin = typed
        return Proposal(
            self.measure,
            month,
            value=value,
            numerator=numerator,
            denominator=denominator,
            margin=margin,
            state=state,
            marking=marking,
            reason=self.reason.data,
            row=place,
            columns={role: number for number, role in enumerate(_ROLES, start=1)},
        )

    def refuse(self, problem: Problem) -> None:
        """Shows a problem beside the answer it is about."""
        name = _ROLES[problem.column - 1].value if problem.column else "value"
        field = self._fields[name]
        field.errors = [*field.errors, problem.message]


class EntriesRefused(DomainError):
    """At least one figure was refused; nothing of the form was saved."""

    def __init__(self, count: int) -> None:
        self.count = count
        figures = "1 figure needs" if count == 1 else f"{count} figures need"
        super().__init__(f"{figures} another look. Nothing has been saved yet.")


class NothingEntered(DomainError):
    def __init__(self) -> None:
        super().__init__("Enter at least one figure that differs from what is on record.")


class EnterForm(BaseForm):
    """One row a measure. Its version is one more than the number of the newest load the page knew of."""

    compared = frozenset()
    note = Line(
        "Where these figures come from",
        limit=LONGEST_REASON,
        description="Kept with all of them; also the reason of every change that needs one and has none of its own.",
    )

    rows: Sequence[EntryRow] = ()

    @classmethod
    def for_measures(
        cls, measures: Sequence[KnownMeasure], in_force: Mapping[int, Facts], newest: int, *, fresh: bool = False
    ) -> EnterForm:
        """The form for these measures, with what was typed when it was sent."""
        stored = {"version": newest + 1}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        sent = request.form if form.is_submitted() and not fresh else None
        form.rows = [_row(measure, in_force.get(measure.id), sent) for measure in measures]
        return form

    def to_command(self, month: date) -> EnterFigures:
        """Raises NothingEntered or EntriesRefused."""
        lacking = [row for row in self.rows if row.lacks_its_figure]
        for row in lacking:
            row.value.errors = [*row.value.errors, "There is no figure of this month, so enter it too."]
        if lacking:
            raise EntriesRefused(len(lacking))
        said = [row.to_proposal(month, place) for place, row in enumerate(self.rows, start=1)]
        proposals = [proposal for proposal in said if proposal is not None]
        if not proposals:
            raise NothingEntered
        return EnterFigures(month=month, proposals=proposals, note=self.note.data, seen=self.opened_at - 1)

    def refuse_rows(self, problems: Sequence[Problem]) -> None:
        """Shows each problem on its row. Raises EntriesRefused."""
        for problem in problems:
            self.rows[(problem.row or 1) - 1].refuse(problem)
        raise EntriesRefused(len(problems))


def _row(measure: KnownMeasure, before: Facts | None, sent: object) -> EntryRow:
    row = EntryRow(sent, prefix=f"{measure.code}-")
    row.measure, row.before = measure, before
    return row
