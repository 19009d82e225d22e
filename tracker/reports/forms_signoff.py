"""Moving a report on: submitting, taking back, returning, signing; and a lead who says "ready"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, Self

from wtforms import HiddenField
from wtforms.validators import StopValidation, ValidationError

from tracker.accounts.commands_sign_in import ConfirmPassword
from tracker.accounts.rules_sign_in import ThrottleKeys
from tracker.dates import Period
from tracker.errors import DomainError
from tracker.reports.commands_signoff import Act, Seen, Submit
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules import check_report_day
from tracker.reports.rules_ready import check_year_over
from tracker.reports.rules_review import COMMENT_LIMIT
from tracker.reports.snapshots_kinds import Snapshot, parts_to_approve
from tracker.web.fields import Day, Password, Required, Text
from tracker.web.forms import BaseForm, HiddenNumber

INCOMPLETE: Final = "This form is incomplete. Go back, open the page again and send it once more."
HASH: Final = re.compile("[0-9a-f]{64}")


class ForReport(BaseForm):
    """A form about a version of a report: it carries its number, and as `version` how many moves it had."""

    compared = frozenset()

    number = HiddenNumber()

    @classmethod
    def of(cls, found: Standing | None, stored: Mapping[str, object] | None = None, *, fresh: bool = False) -> Self:
        """The form with what is stored; `fresh` leaves out what was sent, to show the report as it stands now."""
        seen = Seen.of(found)
        # A form field shows the text "0", but nothing for the number 0.
        given = {"number": str(seen.number), "version": str(seen.moves), **(stored or {})}
        return cls(formdata=None, data=given) if fresh else cls(data=given)

    def validate_number(self, field: HiddenNumber) -> None:
        if not field.number or not self.version.data:
            raise ValidationError(INCOMPLETE)

    @property
    def seen(self) -> Seen:
        """What the person saw."""
        return Seen(self.number.number, self.opened_at)

    def _show_stored(self, stored: BaseForm) -> None:
        super()._show_stored(stored)
        if isinstance(stored, ForReport):
            self.number.data = stored.number.data


class SubmitForm(ForReport):
    """The day asked for is one of the period or later, and has come.

    `shown` is the day whose problems the page listed, as ISO 8601.
    """

    as_at = Day("As at", wanted="the day", validators=[Required("Enter the day the report is as at")])
    words = Text("Note for whoever signs it (optional)", limit=COMMENT_LIMIT)
    shown = HiddenField()

    period: Period
    today: date

    def validate_as_at(self, field: Day) -> None:
        try:
            check_report_day(field.data, self.period, self.today)
            check_year_over(field.data, self.period)
        except DomainError as error:
            raise StopValidation(str(error)) from error

    def to_command(self, content: Snapshot, waiting: tuple[str, ...], *, has_plan: bool) -> Submit:
        """`content` is what the report says as at the day that was asked for."""
        return Submit(
            seen=self.seen,
            as_at=self.as_at.data,
            content_hash=content.content_hash,
            words=self.words.data,
            waiting=waiting,
            has_plan=has_plan,
            parts=parts_to_approve(content),
        )


class TakeBackForm(ForReport):
    words = Text("Why (optional)", limit=COMMENT_LIMIT)

    def to_command(self) -> Act:
        return Act(self.seen, self.words.data)


class ReturnForm(ForReport):
    """Words are needed only where no comment on a part is open; the command says so."""

    comment = Text("What should change", limit=COMMENT_LIMIT)

    def to_command(self) -> Act:
        return Act(self.seen, self.comment.data)


class ReadyForm(ForReport):
    """Asks nothing. `wanted` is what the button does, so that sending it twice does not turn it round."""

    wanted = HiddenField()

    def validate_wanted(self, field: HiddenField) -> None:
        if field.data not in {"yes", "no"}:
            raise ValidationError(INCOMPLETE)

    @property
    def is_ready(self) -> bool:
        return bool(self.wanted.data == "yes")


class SignForm(ForReport):
    """Carries the hash of the content that was read."""

    content_hash = HiddenField()
    current_password = Password("Your password", validators=[Required("Enter your password")])

    def validate_content_hash(self, field: HiddenField) -> None:
        if HASH.fullmatch(str(field.data or "")) is None:
            raise ValidationError(INCOMPLETE)

    def confirming(self, throttle: ThrottleKeys) -> ConfirmPassword:
        return ConfirmPassword(str(self.current_password.data), throttle)
