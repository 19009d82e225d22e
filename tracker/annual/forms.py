"""Beginning a year, its sections, what it says of priorities and objectives, its cover; moving and withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from tracker.annual.commands import ChooseCover, SaveSection, SaveText, SectionFacts
from tracker.annual.commands_rows import MoveRow, RestoreRow, WithdrawRow
from tracker.annual.forms_fields import Line, Text
from tracker.annual.models import AnnualObjectiveText, AnnualPriorityText, AnnualSection, AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.queries import Row
from tracker.annual.rules import LONGEST_HEADING, LONGEST_INTRODUCTION, LONGEST_OBJECTIVE, LONGEST_SECTION, check_text
from tracker.errors import DomainError
from tracker.panel.forms import filled
from tracker.web.fields import Choice, Required, Tick
from tracker.web.forms import BaseForm

NO_PICTURE = ("", "No picture")
PRINTS = (
    "Each line is a paragraph, or a bullet after “- ”. Write **two stars** around words to make them bold, and "
    "[words](https://example.org) for a link."
)


Moved = AnnualYear | Row | AnnualPicture


class Chapter(Text):
    """A text of the report, held to its length in words that name it."""

    def __init__(self, label: str, *, what: str, limit: int, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=limit, description=PRINTS, **kwargs)
        self.what = what

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        if self.data is None:
            return
        try:
            self.data = check_text(self.data, self.what, self.limit)
        except DomainError as error:
            raise StopValidation(str(error)) from error


class PictureFields:
    """One of the year's pictures, by its number."""

    picture = Choice("Picture", description="Pictures are added on a page of their own")

    def offer_pictures(self, pictures: Sequence[AnnualPicture], shown: AnnualPicture | None = None) -> None:
        offered = [each for each in pictures if not each.is_withdrawn or each is shown]
        named = [(str(each.number), f"{each.number}: {each.words[:80]}") for each in offered]
        self.picture.choices = [SelectChoice(*pair) for pair in (NO_PICTURE, *named)]

    @property
    def picture_number(self) -> int | None:
        return int(self.picture.data) if self.picture.data else None


class SectionForm(PictureFields, BaseForm):
    """A section; a new one is always in the report."""

    heading = Line("Heading", limit=LONGEST_HEADING, validators=[Required("Enter the heading")])
    text = Chapter("Text", what="The section", limit=LONGEST_SECTION)
    included = Tick("Print it in the report")

    @classmethod
    def for_row(cls, row: AnnualSection, *, fresh: bool = False) -> Self:
        data = {name: getattr(row, name) for name in ("heading", "text", "included", "version")}
        return filled(cls, {**data, "picture": number_of(row.picture)}, fresh=fresh)

    @classmethod
    def new(cls) -> Self:
        return filled(cls, {"included": True}, fresh=False)

    def facts(self) -> SectionFacts:
        return SectionFacts(
            heading=self.heading.data,
            text=self.text.data,
            included=bool(self.included.data),
            picture=self.picture_number,
        )

    def to_command(self) -> SaveSection:
        return SaveSection(self.opened_at, self.facts())


class IntroductionForm(PictureFields, BaseForm):
    """How the chapter of a priority begins."""

    text = Chapter("Introduction", what="The introduction", limit=LONGEST_INTRODUCTION)

    @classmethod
    def for_row(cls, row: AnnualPriorityText | None, *, fresh: bool = False) -> Self:
        data = {"text": row.introduction, "version": row.version} if row else {"version": 0}
        return filled(cls, {**data, "picture": number_of(row.picture if row else None)}, fresh=fresh)

    def to_command(self) -> SaveText:
        return SaveText(self.opened_at, self.text.data, self.picture_number)


class ObjectiveForm(PictureFields, BaseForm):
    """What the report says of an objective."""

    text = Chapter("Text", what="The text", limit=LONGEST_OBJECTIVE)

    @classmethod
    def for_row(cls, row: AnnualObjectiveText | None, *, fresh: bool = False) -> Self:
        data = {"text": row.text, "version": row.version} if row else {"version": 0}
        return filled(cls, {**data, "picture": number_of(row.picture if row else None)}, fresh=fresh)

    def to_command(self) -> SaveText:
        return SaveText(self.opened_at, self.text.data, self.picture_number)


class CoverForm(PictureFields, BaseForm):
    @classmethod
    def for_row(cls, row: AnnualYear, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": row.version, "picture": number_of(row.cover)}, fresh=fresh)

    def to_command(self) -> ChooseCover:
        return ChooseCover(self.opened_at, self.picture_number)


class BeginForm(BaseForm):
    """Nothing is asked."""


class MoveForm(BaseForm):
    """A button that moves a row by one place."""

    compared = frozenset()

    @classmethod
    def for_row(cls, row: Moved) -> Self:
        return filled(cls, {"version": row.version}, fresh=False)

    def to_command(self, way: str) -> MoveRow:
        return MoveRow(self.opened_at, up=way == "up")


class WithdrawForm(BaseForm):
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])
    compared = frozenset()

    @classmethod
    def for_row(cls, row: Moved, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": row.version}, fresh=fresh)

    def to_command(self) -> WithdrawRow:
        return WithdrawRow(self.opened_at, self.reason.data)


class RestoreForm(BaseForm):
    compared = frozenset()

    @classmethod
    def for_row(cls, row: Moved, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": row.version}, fresh=fresh)

    def to_command(self) -> RestoreRow:
        return RestoreRow(self.opened_at)


def number_of(picture: AnnualPicture | None) -> str:
    return "" if picture is None else str(picture.number)
