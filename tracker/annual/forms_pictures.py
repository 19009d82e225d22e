"""Adding a picture and changing what is said of it."""

from __future__ import annotations

from typing import Any, Self

from flask import g, request
from wtforms.validators import StopValidation

from tracker.access import Act, Actor, may
from tracker.annual.commands_pictures import AddPicture, ChangePicture, Examination, PictureFacts, examine
from tracker.annual.forms_fields import Line
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.rules import LONGEST_CAPTION, LONGEST_WORDS
from tracker.annual.rules_pictures import LONGEST_CONSENT, LONGEST_CREDIT, Consent
from tracker.documents.remake import LARGEST
from tracker.panel.forms import filled
from tracker.web.fields import Day, Radios, Required, Upload
from tracker.web.forms import BaseForm

_FOUND = "examined_picture"
YES, NO = "yes", "no"


def examine_first(actor: Actor) -> None:
    """Makes the picture that a form sends anew, for the form to use. That takes time, so nothing is locked yet."""
    file = request.files.get("file")
    if file is None or not file.filename or not may(actor, Act.EDIT_ANNUAL):
        return
    # One byte more than may be read says that it is too large.
    g.setdefault(_FOUND, examine(file.filename, file.stream.read(LARGEST + 1)))


class PictureFacing:
    """What is asked of every picture."""

    words = Line(
        "What it shows, for readers who cannot see it",
        limit=LONGEST_WORDS,
        description="For example: two officers beside a mobile police station on a market square",
        validators=[Required("Enter what the picture shows")],
    )
    caption = Line("Caption, printed under it", limit=LONGEST_CAPTION)
    credit = Line("Who made it, if that is printed", limit=LONGEST_CREDIT)
    shows_people = Radios(
        "Does it show people who can be known?",
        choices=((YES, "Yes"), (NO, "No")),
        validators=[Required("Select yes if it shows people who can be known")],
    )
    consent_by = Line("If it does, who agreed that it is published", limit=LONGEST_CONSENT)
    consent_on = Day("Day on which they agreed", wanted="the day on which they agreed")
    consent_until = Day("Last day they agreed to, if not for good", wanted="the last day they agreed to")

    def validate_shows_people(self, field: Radios) -> None:
        if field.data == NO and any(each.data for each in (self.consent_by, self.consent_on, self.consent_until)):
            raise StopValidation("You entered who agreed. Select yes if it shows people, or clear what they agreed to")

    def facts(self) -> PictureFacts:
        asked = Consent(self.consent_by.data, self.consent_on.data, self.consent_until.data)
        return PictureFacts(
            words=self.words.data,
            caption=self.caption.data,
            credit=self.credit.data,
            consent=asked if self.shows_people.data == YES else None,
        )


class AddPictureForm(BaseForm):
    file = Upload("Picture", description="A JPEG, PNG or WebP file of at most 25 MB and 60 megapixels")

    def validate_file(self, field: Any) -> None:  # noqa: ANN401  # WTForms' own type
        found = self.found
        if found is None:
            raise StopValidation("Choose the picture")
        if found.refusal is not None:
            raise StopValidation(str(found.refusal))

    @property
    def found(self) -> Examination | None:
        """What became of the file, if one was sent."""
        examined: Examination | None = g.get(_FOUND)
        return examined


class NewPictureForm(PictureFacing, AddPictureForm):
    def to_command(self) -> AddPicture:
        if self.found is None:
            raise AssertionError("A form without a file is not well-formed")
        return AddPicture(self.found, self.facts())


class ChangePictureForm(PictureFacing, BaseForm):
    @classmethod
    def for_row(cls, row: AnnualPicture, *, fresh: bool = False) -> Self:
        names = ("words", "caption", "credit", "consent_by", "consent_on", "consent_until", "version")
        data = {name: getattr(row, name) for name in names}
        return filled(cls, {**data, "shows_people": YES if row.shows_people else NO}, fresh=fresh)

    def to_command(self) -> ChangePicture:
        return ChangePicture(self.opened_at, self.facts())
