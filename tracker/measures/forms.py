"""What a measure is; and the fields and forms that the other acts on measures share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Self

from wtforms.validators import StopValidation, ValidationError

from tracker.errors import DomainError
from tracker.measures.commands import CreateMeasure, EditMeasure, MeasureFacts
from tracker.measures.models import Measure, MeasureGroup
from tracker.measures.rules import Engine, MeasureType, Polarity, Unit, long_month, read_month
from tracker.measures.rules_changes import check_code
from tracker.plan.models import Priority
from tracker.plan.rules import PlanStatus
from tracker.web.fields import Choice, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

NONE: Final = ("", "None")
LAST_PLACE: Final = 999


class Month(Line):
    """A month as people write it; its data become the month's first day."""

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        super().pre_validate(form)
        if isinstance(self.data, str):
            try:
                self.data = read_month(self.data)
            except DomainError as error:
                raise StopValidation(str(error)) from error

    def _value(self) -> str:
        return super()._value() if self.data is None or isinstance(self.data, str) else long_month(self.data)


class Place(Line):
    """A place in an order, counted from 1; its data stay text that `number` reads."""

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=3, description="A whole number, 1 for the first.", **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: ANN401  # WTForms' own
        typed = self.data or ""
        if not validation_stopped and not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= LAST_PLACE):
            raise ValidationError(f"Enter the place as a whole number from 1 to {LAST_PLACE}")

    @property
    def number(self) -> int:
        return int(self.data)


class ForMeasure(BaseForm):
    """A form that asks for something new about a measure and carries the version the measure was seen at."""

    compared = frozenset()

    @classmethod
    def for_row(cls, measure: Measure, *, fresh: bool = False) -> Self:
        """`fresh` leaves out what was sent."""
        stored = {"version": measure.version}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)


class MeasureForm(BaseForm):
    code = Line(
        "Code",
        limit=60,
        description="Capital letters, digits and underscores, for example DA_CRIME. Files of figures name the measure "
        "by it. It cannot be changed later.",
        validators=[Required("Enter a code")],
    )
    name = Line("Name", description="As reports print it.", validators=[Required("Enter the name of the measure")])
    kind = Radios(
        "Type: how its months combine",
        choices=MeasureType.choices(),
        validators=[Required("Select the type of the measure")],
    )
    unit = Radios("Counted as", choices=Unit.choices(), validators=[Required("Select what it is counted as")])
    polarity = Radios(
        "Which way is better", choices=Polarity.choices(), validators=[Required("Select which way is better")]
    )
    polarity_basis = Line("What that rests on, if known", description="For example: stated in the plan, or inferred.")
    data_source = Line("Source of its figures, if known")
    priority_id = Choice("Priority", choices=[], validators=[Required("Select the priority")])
    group_id = Choice(
        "Group",
        choices=[],
        description="The measures of a group share a page of the report and its commentary. Choose one of the "
        "measure’s own priority.",
    )
    position = Place("Place in its group", validators=[Required("Enter its place in its group")])
    parent_id = Choice(
        "Area of",
        choices=[],
        description="Only where this measure counts one area of another: the measure of the whole.",
    )
    area = Line("Area, if it counts one", limit=60, description="For example County or Swindon.")
    areas_note = Text(
        "Why its areas do not add up",
        limit=1000,
        description="Only for the measure of a whole whose areas do not add up to it.",
    )
    related_id = Choice(
        "Nearest measure of another plan", choices=[], description="What it counts may differ. Its page leads there."
    )
    engine = Radios("Judged by", choices=Engine.choices(), validators=[Required("Select what it is judged by")])
    note = Text("Note", limit=2000)
    reason = Text("Why it changes, if there is more to say", limit=1000, description="Kept in the log.")

    @classmethod
    def blank(cls) -> Self:
        form = cls(data={"engine": Engine.EXCEPTIONS.value})
        del form.reason, form.position
        return form

    @classmethod
    def for_row(cls, measure: Measure, *, fixed: bool, fresh: bool = False) -> Self:
        """`fixed`: its type and unit are not asked for, because it has figures."""
        names = ("version", "name", "polarity_basis", "data_source", "area", "areas_note", "note")
        stored: dict[str, Any] = {name: getattr(measure, name) for name in names}
        stored |= {name: getattr(measure, name).value for name in ("kind", "unit", "polarity", "engine")}
        keys = ("priority_id", "group_id", "parent_id", "related_id", "position")
        stored |= {name: "" if (key := getattr(measure, name)) is None else str(key) for name in keys}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        # It stands in addresses and in files, so only a new measure is asked for it.
        del form.code
        if fixed:
            del form.kind, form.unit
        return form

    def offer(
        self,
        priorities: Sequence[Priority],
        groups: Sequence[MeasureGroup],
        measures: Sequence[Measure],
        measure: Measure | None,
    ) -> Self:
        """Fills the drop-downs: priorities of plans in force, and what the measure has already."""
        has = None if measure is None else measure.priority_id
        open_to_it = [each for each in priorities if each.plan.status is PlanStatus.CURRENT or each.id == has]
        self.priority_id.choices = [("", "Select"), *((str(each.id), _place(each)) for each in open_to_it)]
        shown = {each.id for each in open_to_it}
        named = (
            (str(each.id), f"{_place(each.priority)} – {each.name}") for each in groups if each.priority_id in shown
        )
        self.group_id.choices = [NONE, *named]
        others = [each for each in measures if measure is None or each.id != measure.id]
        wholes = [each for each in others if each.parent_id is None and _may_be_whole(each, measure)]
        self.parent_id.choices = [NONE, *(_choice(each) for each in wholes)]
        self.related_id.choices = [NONE, *(_choice(each) for each in others)]
        return self

    def validate_code(self, field: Line) -> None:
        field.data = (field.data or "").upper()
        try:
            check_code(field.data)
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def to_create(self) -> CreateMeasure:
        return CreateMeasure(code=self.code.data, facts=self._facts(MeasureType(self.kind.data), Unit(self.unit.data)))

    def to_edit(self, measure: Measure) -> EditMeasure:
        """With the type and unit of `measure` where the form does not ask for them."""
        kind = measure.kind if "kind" not in self else MeasureType(self.kind.data)
        unit = measure.unit if "unit" not in self else Unit(self.unit.data)
        return EditMeasure(
            version=self.opened_at,
            facts=self._facts(kind, unit),
            position=self.position.number,
            reason=self.reason.data,
        )

    def _facts(self, kind: MeasureType, unit: Unit) -> MeasureFacts:
        return MeasureFacts(
            name=self.name.data,
            kind=kind,
            unit=unit,
            polarity=Polarity(self.polarity.data),
            polarity_basis=self.polarity_basis.data,
            data_source=self.data_source.data,
            priority_id=int(self.priority_id.data),
            group_id=_key(self.group_id),
            parent_id=_key(self.parent_id),
            area=self.area.data,
            areas_note=self.areas_note.data,
            related_id=_key(self.related_id),
            engine=Engine(self.engine.data),
            note=self.note.data,
        )


def _place(priority: Priority) -> str:
    return f"{priority.plan.code}, priority {priority.number}: {priority.title}"


def _may_be_whole(other: Measure, measure: Measure | None) -> bool:
    return other.withdrawn_on is None or (measure is not None and measure.parent_id == other.id)


def _choice(measure: Measure) -> tuple[str, str]:
    return str(measure.id), f"{measure.code}: {measure.name}"


def _key(field: Choice) -> int | None:
    return int(field.data) if field.data else None
