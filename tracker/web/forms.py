"""What every form shares: CSRF, the version it was opened at, being accepted once, and how a refusal is shown."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from tracker.documents.text import visible
from tracker.errors import DomainError, Duplicate, Forbidden, NotFound, PostedTwice, Stale
from tracker.errors import words_of as words_of_error
from tracker.writing import accept_once, session

OK = 200
CONFLICT = 409
UNPROCESSABLE = 422

_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")

EXPIRED = (
    "This page was open for too long, or was opened before you signed in. Nothing has been saved yet: "
    "check your answers and send them again."
)

EXPIRED_UNASKED = (
    "This page was open for too long, or was opened before you signed in. Nothing has been saved yet: "
    "look at it once more, then press the button again."
)
"""The same for a form that asks nothing."""


class HiddenNumber(HiddenField):  # type: ignore[misc]  # WTForms has no types
    """A version or a key that the form carries. A request that leaves it out says none, not the one that stands now."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        sent = valuelist[0] if valuelist else ""
        self.data = sent if sent.isascii() and sent.isdigit() and len(sent) < 10 else ""

    @property
    def number(self) -> int:
        """0 when there is none, which is never a row's version or key."""
        return int(self.data or 0)


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that keeps what was typed and shows every refusal where the person is looking.

    After a Stale refusal `stored` is the same form filled from the record as it stands now, and the hidden version is
    that record's, so that the person can compare and save again.
    """

    form_key = HiddenField()
    version = HiddenNumber()

    compared: frozenset[str] | None = None
    """The questions whose answers are compared with the record after a Stale refusal; None: every one.

    A form that asks for something new, not for what is on record, leaves those questions out.
    """

    rows: Sequence[Form] = ()
    """The sub-forms of a form that holds many rows alike. `row_name` of a row tells its questions from the others'."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # passed through to Flask-WTF
        super().__init__(*args, **kwargs)
        self.refusal: DomainError | None = None
        self.stored: BaseForm | None = None
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(24)

    def validate_form_key(self, field: HiddenField) -> None:
        # What was sent, not the field's data: where that was empty it is the key of a form not opened yet.
        if _FORM_KEY.fullmatch(field.raw_data[0] if field.raw_data else "") is None:
            field.data = secrets.token_urlsafe(24)
            raise ValidationError("This form is incomplete. Go back, open the page again and send it once more.")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  # WTForms' own type
        # Every row is looked at, so that all errors show at once.
        unsound = [row for row in self.rows if not row.validate()]
        return bool(super().validate(extra_validators)) and not unsound

    @property
    def opened_at(self) -> int:
        """The version the form was opened at; 0 when the form does not say."""
        number: int = self.version.number
        return number

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing but its button: no question, so no answer that could be kept."""
        return not self.rows and all(isinstance(field, HiddenField) for field in self)

    @property
    def status_code(self) -> int:
        """200 for a form being filled in, 409 when somebody or something was first, 422 when an answer will not do."""
        if isinstance(self.refusal, Stale | PostedTwice | Duplicate):
            return CONFLICT
        return UNPROCESSABLE if self.is_submitted() else OK

    def problems(self) -> list[dict[str, str]]:
        """Every error once, with the address of its field on the page, as the GOV.UK error summary wants them.

        Errors in the same words say which question each belongs to.
        """
        found = [{"text": str(error)} for error in self.form_errors]
        if "csrf_token" in self.errors:
            found.append({"text": EXPIRED_UNASKED if self.asks_nothing else EXPIRED})
        refused = [(field, "") for name, field in self._fields.items() if field.errors and name != "csrf_token"]
        for row in self.rows:
            name_of_row = getattr(row, "row_name", "")
            refused += [(field, name_of_row) for field in row._fields.values() if field.errors]  # WTForms' own way
        said = Counter(str(field.errors[0]) for field, _ in refused)
        return found + [_problem(field, name, alone=said[str(field.errors[0])] == 1) for field, name in refused]

    def validate_on_submit(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  # WTForms' own type
        """Whether the form was sent, every answer will do, and it is the first time: a form is accepted once."""
        return bool(super().validate_on_submit(extra_validators)) and self._accepted()

    def _accepted(self) -> bool:
        try:
            accept_once(session(), self.form_key.data)
        except PostedTwice as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: DomainError) -> None:
        """Shows `error` beside the field it names, or at the top of the form; the form may then be sent once more."""
        self.refusal = error
        self.form_key.data = secrets.token_urlsafe(24)
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(words_of_error(error, answered=not self.asks_nothing))
        else:
            field.errors = [*field.errors, str(error)]

    @contextmanager
    def refusals(self, fresh: Callable[[], BaseForm] | None = None) -> Iterator[None]:
        """Runs one write; a domain error undoes it and is shown on this form.

        `fresh` makes the same form from the record as it stands now; it is called after a Stale refusal.
        """
        try:
            yield
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            session().rollback()
            session().expire_all()
            self.refuse(error)
            if isinstance(error, Stale) and fresh is not None:
                self._show_stored(fresh())

    def _show_stored(self, stored: BaseForm) -> None:
        self.stored = stored
        self.version.data = stored.version.data

    def differing(self) -> list[tuple[str, str, str]]:
        """After a Stale refusal: (question, what was typed, what the record says now) where they differ."""
        if self.stored is None:
            return []
        rows = []
        for name, field in self._fields.items():
            if isinstance(field, HiddenField) or (self.compared is not None and name not in self.compared):
                continue
            other = self.stored._fields.get(name)  # the same class
            typed, now = words_of(field), words_of(other)
            if typed != now:
                rows.append((str(field.label.text), typed, now))
        return rows


def _problem(field: Any, row: str, *, alone: bool) -> dict[str, str]:  # noqa: ANN401  # any WTForms field
    error = str(field.errors[0])
    if isinstance(field, HiddenField):
        return {"text": error}
    question = f"{field.label.text}, {row}" if row else str(field.label.text)
    anchor = f"{field.name}-day" if field.type == "Day" else field.id
    return {"text": error if alone else f"{question}: {error}", "href": f"#{anchor}"}


def words_of(field: Any) -> str:  # noqa: ANN401  # any WTForms field
    """What a field holds, as the person would read it."""
    if field is None or field.data is None:
        return ""
    choices = dict(_choices_of(field))
    if isinstance(field.data, list):
        return "\n".join(str(choices.get(str(each), each)) for each in field.data)
    return str(choices.get(str(field.data), field.data))


def _choices_of(field: Any) -> list[tuple[str, str]]:  # noqa: ANN401  # any WTForms field
    if not hasattr(field, "iter_choices") or not getattr(field, "choices", None):
        return []
    return [(str(choice[0]), str(choice[1])) for choice in field.iter_choices()]


def render_form(template: str, form: BaseForm, **context: Any) -> ResponseReturnValue:  # noqa: ANN401  # template values
    """The page with its form, answered with the status the form's state calls for."""
    return render_template(template, form=form, **context), form.status_code


def typed_values() -> list[tuple[str, str]]:
    """What a refused request carried, so that an error page can give it back. Secrets are left out."""
    hidden = {"form_key", "version"}
    return [(name, value) for name, value in sent_values() if name not in hidden and value.strip()]


def sent_values() -> list[tuple[str, str]]:
    """Everything a request's form carried but secrets and the CSRF token, so that it can be sent once more."""
    try:
        sent = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []
    return [(visible(name), visible(value)) for name, value in sent if name != "csrf_token" and "password" not in name]
