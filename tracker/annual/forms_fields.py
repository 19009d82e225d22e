"""Boxes of the annual report whose refusals name their question, since a page can hold many."""

from __future__ import annotations

from typing import Any

from wtforms.validators import StopValidation

from tracker.documents.text import TooLong
from tracker.web import fields


class _Named:
    label: Any

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms' own type
        try:
            super().pre_validate(form)  # type: ignore[misc]  # of the field that this is mixed into
        except StopValidation as error:
            long = error.__cause__
            if not isinstance(long, TooLong):
                raise
            said = f"“{self.label.text}” is too long: at most {long.limit:,} characters; you have {long.length:,}"
            raise StopValidation(said) from error


class Line(_Named, fields.Line):
    """One line of text."""


class Text(_Named, fields.Text):
    """Several lines of text."""
