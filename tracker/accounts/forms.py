"""The forms of sign-in, people, deputies and settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self, TypeVar

from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from tracker.access import Role
from tracker.accounts.commands import ChangePerson, CreatePerson, DisablePerson, EnablePerson
from tracker.accounts.commands_office import EndDeputy, NameDeputy, SetOffice
from tracker.accounts.commands_sign_in import ChangePassword, SignIn, UsePasswordLink
from tracker.accounts.models import Deputy, Person
from tracker.accounts.rules import DAYS, DAYS_OF_EVERY_YEAR, DECIMALS, NUMBERS, TIMES, YES_OR_NO, OfficeKey
from tracker.accounts.rules_people import LONGEST_EMAIL
from tracker.accounts.rules_sign_in import ThrottleKeys, TooManyAttempts
from tracker.web.fields import Choice, Day, Line, Password, Radios, Required, Tick
from tracker.web.forms import BaseForm

F = TypeVar("F", bound=BaseForm)

TOO_MANY_REQUESTS = 429
NOW = "now"
ON_A_DAY = "day"

_LENGTH_HINT = "At least 12 characters. Three words that do not belong together are hard to guess."


_STAYS_HINT = (
    "Otherwise you are signed out after 2 hours in which you do nothing. Leave it empty on a computer that others use."
)


class SignOutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Nothing but the token that proves that our own page was used. It is no BaseForm: every page carries it."""


class _PasswordForm(BaseForm):
    """A form whose wrong answers are counted, so that too many of them are refused with 429."""

    @property
    def status_code(self) -> int:
        return TOO_MANY_REQUESTS if isinstance(self.refusal, TooManyAttempts) else super().status_code


class _NewPasswordForm(_PasswordForm):
    def validate_new_password_again(self, field: Password) -> None:
        if field.data != self["new_password"].data:
            raise ValidationError("The two new passwords are different. Enter both again.")


class SignInForm(_PasswordForm):
    email = Line("Email address", limit=LONGEST_EMAIL, validators=[Required("Enter your email address")])
    password = Password("Password", validators=[Required("Enter your password")])
    stays = Tick("Stay signed in for a day", description=_STAYS_HINT)

    def to_command(self, throttle: ThrottleKeys) -> SignIn:
        return SignIn(str(self.email.data), str(self.password.data), throttle)


class ChangePasswordForm(_NewPasswordForm):
    current_password = Password("Current password", validators=[Required("Enter your current password")])
    new_password = Password("New password", description=_LENGTH_HINT, validators=[Required("Enter your new password")])
    new_password_again = Password("New password again", validators=[Required("Enter your new password again")])

    def to_command(self, throttle: ThrottleKeys) -> ChangePassword:
        return ChangePassword(str(self.current_password.data), str(self.new_password.data), throttle)


class SetPasswordForm(_NewPasswordForm):
    new_password = Password("New password", description=_LENGTH_HINT, validators=[Required("Enter your new password")])
    new_password_again = Password("New password again", validators=[Required("Enter your new password again")])

    def to_command(self, token: str, throttle: ThrottleKeys) -> UsePasswordLink:
        return UsePasswordLink(token, str(self.new_password.data), throttle)


class PersonForm(BaseForm):
    name = Line("Full name", limit=120, validators=[Required("Enter their full name")])
    email = Line("Email address", limit=LONGEST_EMAIL, validators=[Required("Enter their email address")])
    job_title = Line("Job title (optional)", limit=120)
    role = Radios("Role", choices=Role.choices(), validate_choice=False)

    def validate_role(self, field: Radios) -> None:
        if field.data not in {role.value for role in Role}:
            raise ValidationError("Select their role")

    @classmethod
    def from_row(cls, person: Person, *, fresh: bool = False) -> Self:
        data = {
            "name": person.name,
            "email": person.email,
            "job_title": person.job_title,
            "role": person.role.value,
            "version": person.version,
        }
        return _filled(cls, data, fresh=fresh)

    def to_create(self) -> CreatePerson:
        return CreatePerson(str(self.name.data), str(self.email.data), self._role(), self.job_title.data)

    def to_change(self) -> ChangePerson:
        return ChangePerson(
            self.opened_at, str(self.name.data), str(self.email.data), self._role(), self.job_title.data
        )

    def _role(self) -> Role:
        return next(role for role in Role if role.value == self.role.data)


class ReasonForm(BaseForm):
    """Why somebody is disabled or enabled; it is kept in the log."""

    reason = Line("Reason", limit=300, validators=[Required("Enter the reason")])

    @classmethod
    def from_row(cls, person: Person, *, fresh: bool = False) -> Self:
        return _filled(cls, {"version": person.version}, fresh=fresh)

    def to_disable(self) -> DisablePerson:
        return DisablePerson(self.opened_at, str(self.reason.data))

    def to_enable(self) -> EnablePerson:
        return EnablePerson(self.opened_at, str(self.reason.data))


class ConfirmForm(BaseForm):
    """A button and nothing to fill in."""


class DeputyForm(BaseForm):
    deputy_id = Choice("Deputy", choices=[], validate_choice=False, validators=[Required("Select your deputy")])
    starts_on = Day("First day", wanted="the first day", validators=[Required("Enter the first day")])
    ends_on = Day(
        "Last day (optional)", wanted="the last day", description="Leave this empty if you do not know it yet."
    )

    @classmethod
    def offering(cls, people: Sequence[Person], on: date) -> Self:
        """The form with these people to choose from, starting on `on` unless another day is typed."""
        form = cls(data={"starts_on": on})
        form.deputy_id.choices = [("", "Select a person"), *((str(each.id), each.name) for each in people)]
        return form

    def to_command(self) -> NameDeputy:
        text = str(self.deputy_id.data)
        chosen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        return NameDeputy(chosen, self.starts_on.data, self.ends_on.data)


class EndDeputyForm(BaseForm):
    when = Radios(
        "When does it end?",
        choices=[(NOW, "Straight away"), (ON_A_DAY, "After a day I choose")],
        validate_choice=False,
    )
    last_day = Day("Last day", wanted="the last day", description="Only if you chose a day.")

    def validate_when(self, field: Radios) -> None:
        if field.data not in {NOW, ON_A_DAY}:
            raise ValidationError("Select when it ends")

    def validate_last_day(self, field: Day) -> None:
        if self.when.data == ON_A_DAY and field.data is None and not field.errors:
            raise ValidationError("Enter the last day")

    @classmethod
    def from_row(cls, deputy: Deputy, *, fresh: bool = False) -> Self:
        return _filled(cls, {"version": deputy.version}, fresh=fresh)

    def to_command(self) -> EndDeputy:
        return EndDeputy(self.opened_at, self.last_day.data if self.when.data == ON_A_DAY else None)


class SettingForm(BaseForm):
    value = Line("Value", limit=300)
    effective_on = Day("First day", wanted="the first day", validators=[Required("Enter the first day")])

    @classmethod
    def from_setting(cls, key: OfficeKey, value: str, newest: int, on: date, *, fresh: bool = False) -> Self:
        """`newest` is the id of the newest row of the setting, 0 for none."""
        form = _filled(cls, {"value": value, "effective_on": on, "version": newest}, fresh=fresh)
        if key in NUMBERS:
            low, high = NUMBERS[key]
            form.value.description = f"A whole number from {low} to {high}."
        elif key in DECIMALS:
            low, high = DECIMALS[key]
            form.value.description = f"A number from {low} to {high}, for example 1.5."
        elif key in YES_OR_NO:
            form.value.description = "Yes or no."
        elif key in DAYS:
            form.value.description = "For example, 18 September 2024."
        elif key in DAYS_OF_EVERY_YEAR:
            form.value.description = "For example, 22 February."
        elif key in TIMES:
            form.value.description = "On the 24-hour clock, for example 17:00."
        return form

    def to_command(self, key: OfficeKey) -> SetOffice:
        return SetOffice(key, self.value.data or "", self.effective_on.data, self.opened_at)


def _filled(cls: type[F], data: dict[str, Any], *, fresh: bool) -> F:
    return cls(formdata=None, data=data) if fresh else cls(data=data)
