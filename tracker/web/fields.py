"""The fields our forms are made of: GOV.UK widgets, values cleaned once on the way in, errors in our words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import (
    GovCharacterCount,
    GovCheckboxesInput,
    GovCheckboxInput,
    GovDateInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextInput,
)
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from tracker.documents.printable import check_printable
from tracker.documents.text import clean, clean_line, visible
from tracker.errors import DomainError

Choices = Sequence[tuple[str, str]]


class Required:
    """Refuses an empty answer with the sentence given: "Enter the due date"."""

    field_flags: dict[str, bool] = {}  # noqa: RUF012  # WTForms' own name; no browser bubble, our error summary speaks

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:  # noqa: ANN401  # WTForms' own types
        data = field.data
        if data is None or (isinstance(data, str) and not data.strip()):
            raise StopValidation(self.message)


class Line(StringField):  # type: ignore[misc]  # WTForms has no types
    """One line of text, at most `limit` characters, cleaned on the way in; empty becomes None.

    `printed` False: it never stands in a report, so it may hold what the fonts of the reports lack.
    """

    widget = GovTextInput()
    one_line = True
    data: Any

    def __init__(self, label: str, *, limit: int = 300, printed: bool = True, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, **kwargs)
        self.limit = limit
        self.printed = printed

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        if self.data is None:
            return
        try:
            cleaned = (clean_line if self.one_line else clean)(self.data, max_length=self.limit)
            if self.printed:
                check_printable(cleaned)
        except DomainError as error:
            raise StopValidation(str(error)) from error
        self.data = cleaned or None

    def _value(self) -> str:
        return visible(self.data or "")

    @property
    def shown(self) -> str:
        """What the page gives back."""
        return self._value()


class Text(Line, TextAreaField):  # type: ignore[misc]  # WTForms has no types
    """Several lines of text with bold, links and bullets; shows how many characters are left."""

    widget = GovCharacterCount()
    one_line = False

    def __init__(self, label: str, *, limit: int = 4000, **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, limit=limit, **kwargs)


class Password(PasswordField):  # type: ignore[misc]  # WTForms has no types
    """A password; never cleaned, never sent back to the page."""

    widget = GovPasswordInput()


def _not_offered(field: Any) -> str:  # noqa: ANN401  # a field of WTForms, which has no types
    """For an answer that the page does not offer. Names the question, since the summary on top stands apart from it."""
    return f"{field.label.text}: select one of the answers in the list"


class Choice(SelectField):  # type: ignore[misc]  # WTForms has no types
    """A drop-down. `choices` are (value, label); an empty value stands for no answer."""

    widget = GovSelect()

    def __init__(self, label: str, *, choices: Choices = (), **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, choices=[SelectChoice(*pair) for pair in choices], **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(_not_offered(self)) from error


class Radios(RadioField):  # type: ignore[misc]  # WTForms has no types
    """One of a few answers, all in sight. `choices` are (value, label)."""

    widget = GovRadioInput()

    def __init__(self, label: str, *, choices: Choices = (), **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, choices=[SelectChoice(*pair) for pair in choices], **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        if self.data is None and any(isinstance(each, Required) for each in self.validators):
            # It says in its own words what is missing.
            return
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(_not_offered(self)) from error


class Tick(BooleanField):  # type: ignore[misc]  # WTForms has no types
    widget = GovCheckboxInput()


class Ticks(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any number of a few answers, all in sight. `choices` are (value, label)."""

    widget = GovCheckboxesInput()

    def __init__(self, label: str, *, choices: Choices = (), **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, choices=[SelectChoice(*pair) for pair in choices], **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(f"{self.label.text}: tick only answers in the list") from error


class Upload(FileField):  # type: ignore[misc]  # WTForms has no types
    """A file. Browsers never send one twice, so that after a refusal it must be chosen again."""

    widget = GovFileInput()


class Day(DateField):  # type: ignore[misc]  # WTForms has no types
    """A date in three boxes. Empty becomes None; anything that is no date is refused and kept as typed."""

    widget = GovDateInput()

    def __init__(self, label: str, *, wanted: str = "the date", **kwargs: Any) -> None:  # noqa: ANN401  # passed to WTForms
        super().__init__(label, format="%d %m %Y", **kwargs)
        self.wanted = wanted

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        # The widget unpacks exactly three parts; a request may carry any number.
        parts = [visible(part).strip() for part in [*valuelist, "", "", ""][:3]]
        self.raw_data = parts
        self.data: Any = None  # a date once it is one, as with every other WTForms field
        if not any(parts):
            return
        missing = [name for name, part in zip(("day", "month", "year"), parts, strict=True) if not part]
        if missing:
            raise ValueError(f"{self._wanted()} must include a {' and a '.join(missing)}")
        try:
            day, month, year = (int(part) if part.isascii() and part.isdigit() else -1 for part in parts)
            self.data = date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{self._wanted()} must be a real date, for example 31 10 2024") from error

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms' own types
        super().process(formdata, *args, **kwargs)
        if self.raw_data == []:
            self.raw_data = ["", "", ""]

    def _wanted(self) -> str:
        return self.wanted[:1].upper() + self.wanted[1:]
