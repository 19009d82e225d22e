"""Case studies, quotations, headline figures and funding facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from tracker.annual.commands_figures import ChangeFigure, ChangeFunding, FigureFacts, FundingFacts
from tracker.annual.commands_stories import ChangeStory, StoryFacts, StoryPlace
from tracker.annual.forms import PictureFields, number_of
from tracker.annual.forms_fields import Line, Text
from tracker.annual.models import AnnualYear
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.annual.rules import (
    LONGEST_CASE_STUDY,
    LONGEST_HEADING,
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_PERIOD,
    LONGEST_QUALIFIER,
    LONGEST_SPEAKER,
    LONGEST_VALUE,
    FigurePlace,
    StoryKind,
)
from tracker.annual.rules_finance import BadPounds, read_pounds
from tracker.panel.forms import filled
from tracker.plan.models import Objective, Plan, Priority
from tracker.web.fields import Choice, Radios, Required
from tracker.web.forms import BaseForm


@dataclass(frozen=True, slots=True)
class Places:
    """Everywhere in a year's report that something can stand."""

    annual: AnnualYear
    plans: Sequence[Plan]

    @property
    def priorities(self) -> Iterator[Priority]:
        return (priority for plan in self.plans for priority in plan.priorities)

    def priority(self, key: str) -> Priority | None:
        return next((each for each in self.priorities if f"priority-{each.id}" == key), None)

    def objective(self, key: str) -> Objective | None:
        every = (each for priority in self.priorities for each in priority.objectives)
        return next((each for each in every if f"objective-{each.id}" == key), None)

    def story_place(self, key: str) -> StoryPlace:
        section = next((each for each in self.annual.sections if f"section-{each.number}" == key), None)
        return StoryPlace(section, self.priority(key), self.objective(key))

    def of_chapters(self, *, objectives: bool = True) -> Iterator[tuple[str, str]]:
        for priority in self.priorities:
            yield f"priority-{priority.id}", f"Priority {priority.number}: {priority.title}"
            for objective in priority.objectives if objectives else ():
                yield f"objective-{objective.id}", f"{objective.code} {objective.title}"

    def of_stories(self) -> list[tuple[str, str]]:
        sections = [(f"section-{each.number}", f"Section “{each.heading}”") for each in self.annual.sections]
        return [*self.of_chapters(), *sections]

    def of_figures(self) -> list[tuple[str, str]]:
        pages = [(place.value, place.label) for place in FigurePlace if place is not FigurePlace.PRIORITY]
        return [*pages, *self.of_chapters()]

    def of_funding(self) -> list[tuple[str, str]]:
        return [("finance", "Finance"), *self.of_chapters(objectives=False)]


class PlaceFields:
    place = Choice("Where it stands", validators=[Required("Select where it stands")])

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        self.place.choices = [SelectChoice(*pair) for pair in (("", "Select a place"), *places)]


class StoryForm(PlaceFields, PictureFields, BaseForm):
    kind = Radios("Kind", choices=StoryKind.choices(), validators=[Required("Select the kind")])
    title = Line(
        "Title, of a case study", limit=LONGEST_HEADING, description="A quotation has none: it is printed without"
    )
    text = Text("Text", limit=LONGEST_CASE_STUDY, validators=[Required("Enter the text")])
    speaker = Line(
        "Who says it", limit=LONGEST_SPEAKER, description="As it is printed, for example: a resident of Corsham"
    )

    @classmethod
    def new(cls, place: str) -> Self:
        return filled(cls, {"place": place}, fresh=False)

    @classmethod
    def for_row(cls, row: AnnualStory, *, fresh: bool = False) -> Self:
        data = {name: getattr(row, name) for name in ("title", "text", "speaker", "version")}
        place = (
            f"objective-{row.objective_id}"
            if row.objective_id is not None
            else f"priority-{row.priority_id}"
            if row.priority_id is not None
            else f"section-{row.section.number if row.section else 0}"
        )
        given = {**data, "kind": row.kind.value, "place": place, "picture": number_of(row.picture)}
        return filled(cls, given, fresh=fresh)

    def facts(self, places: Places) -> StoryFacts:
        return StoryFacts(
            kind=StoryKind(self.kind.data),
            place=places.story_place(self.place.data),
            title=self.title.data,
            text=self.text.data,
            speaker=self.speaker.data,
            picture=self.picture_number,
        )

    def to_command(self, places: Places) -> ChangeStory:
        return ChangeStory(self.opened_at, self.facts(places))


class FigureForm(PlaceFields, BaseForm):
    value = Line(
        "Figure",
        limit=LONGEST_VALUE,
        description="As it is printed, for example 1,404 or -3.4% or 241 days",
        validators=[Required("Enter the figure")],
    )
    label = Line("What it counts", limit=LONGEST_LABEL, validators=[Required("Enter what it counts")])
    period = Line(
        "Period",
        limit=LONGEST_PERIOD,
        description="For example 2023-24 or 12 months to April 2024",
        validators=[Required("Enter the period")],
    )
    previous = Line("Figure before, if it is known", limit=LONGEST_VALUE)
    previous_period = Line("Period of the figure before", limit=LONGEST_PERIOD)
    note = Line("Note, printed small beside it", limit=LONGEST_NOTE)
    source = Line("Source", limit=LONGEST_NOTE)

    @classmethod
    def new(cls, place: str) -> Self:
        return filled(cls, {"place": place}, fresh=False)

    @classmethod
    def for_row(cls, row: AnnualFigure, *, fresh: bool = False) -> Self:
        names = ("value", "label", "period", "previous", "previous_period", "note", "source", "version")
        data = {name: getattr(row, name) for name in names}
        place = row.place.value
        if row.priority_id is not None:
            place = f"priority-{row.priority_id}" if row.objective_id is None else f"objective-{row.objective_id}"
        return filled(cls, {**data, "place": place}, fresh=fresh)

    def facts(self, places: Places) -> FigureFacts:
        objective = places.objective(self.place.data)
        priority = objective.priority if objective else places.priority(self.place.data)
        return FigureFacts(
            place=FigurePlace.PRIORITY if priority else FigurePlace(self.place.data),
            priority=priority,
            objective=objective,
            value=self.value.data,
            label=self.label.data,
            period=self.period.data,
            previous=self.previous.data,
            previous_period=self.previous_period.data,
            note=self.note.data,
            source=self.source.data,
        )

    def to_command(self, places: Places) -> ChangeFigure:
        return ChangeFigure(self.opened_at, self.facts(places))


class FundingForm(PlaceFields, BaseForm):
    topic = Line("What it is for", limit=LONGEST_LABEL, validators=[Required("Enter what it is for")])
    amount = Line(
        "Amount in pounds",
        limit=20,
        description="For example 463,000",
        validators=[Required("Enter the amount in pounds")],
    )
    qualifier = Line("Words about the amount", limit=LONGEST_QUALIFIER, description="For example: over, up to each")
    detail = Line("Detail", limit=LONGEST_NOTE)
    period = Line("Period", limit=LONGEST_PERIOD)

    @classmethod
    def new(cls, place: str) -> Self:
        return filled(cls, {"place": place}, fresh=False)

    @classmethod
    def for_row(cls, row: FundingFact, *, fresh: bool = False) -> Self:
        data = {name: getattr(row, name) for name in ("topic", "qualifier", "detail", "period", "version")}
        place = "finance" if row.priority_id is None else f"priority-{row.priority_id}"
        return filled(cls, {**data, "amount": f"{row.amount:,f}", "place": place}, fresh=fresh)

    def validate_amount(self, field: Line) -> None:
        try:
            read_pounds(field.data)
        except BadPounds as error:
            raise StopValidation(str(error)) from error

    def facts(self, places: Places) -> FundingFacts:
        return FundingFacts(
            topic=self.topic.data,
            amount=read_pounds(self.amount.data),
            priority=places.priority(self.place.data),
            qualifier=self.qualifier.data,
            detail=self.detail.data,
            period=self.period.data,
        )

    def to_command(self, places: Places) -> ChangeFunding:
        return ChangeFunding(self.opened_at, self.facts(places))
