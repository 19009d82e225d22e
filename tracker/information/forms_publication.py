"""Recording that something was published or looked at, and withdrawing what was recorded by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from tracker.information.commands_publication import RecordPublication, WithdrawPublication
from tracker.information.forms import filled
from tracker.information.models import InformationLine
from tracker.information.rules import PublicationKind
from tracker.information.rules_lines import ADDRESS_ADVICE, LONGEST_ADDRESS, LONGEST_TEXT
from tracker.information.rules_periods import Period
from tracker.information.rules_publication import PublicationFacts
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

_KINDS = [(each.value, each.label) for each in PublicationKind if each is not PublicationKind.WITHDRAWN]


class PublicationForm(BaseForm):
    """`kind` is asked where nothing repeats, `period` where something does."""

    kind = Radios("What was done", choices=_KINDS, validators=[Required("Select what was done")])
    period = Choice("Which period it is for")
    done_on = Day("Day it was done", wanted="the day it was done", validators=[Required("Enter the day it was done")])
    address = Line(
        "Address, if it is another than the line’s",
        limit=LONGEST_ADDRESS,
        description=f"{ADDRESS_ADVICE}, for example of the file itself",
    )
    note = Text("Note, if any", limit=LONGEST_TEXT)
    compared = frozenset()

    @classmethod
    def for_row(
        cls, line: InformationLine, periods: Sequence[Period], due: Period | None, on: date, *, fresh: bool = False
    ) -> Self:
        """`due` is offered first: the period that is due next; None where it is not over, so that nothing is chosen."""
        data = {"version": line.version, "done_on": on, "period": due.key if due is not None else ""}
        form = filled(cls, data, fresh=fresh)
        offered = periods if due is None or due in periods else [*periods, due]
        choices = [(each.key, each.label) for each in offered]
        form.period.choices = choices if due is not None else [("", "Select a period" if offered else "None"), *choices]
        if line.every.repeats:
            del form.kind
        else:
            del form.period
        return form

    @property
    def done(self) -> PublicationKind:
        return PublicationKind(self.kind.data) if self.kind is not None else PublicationKind.PUBLISHED

    def to_command(self) -> RecordPublication:
        facts = PublicationFacts(
            kind=self.done,
            on=self.done_on.data,
            period=self.period.data or None if self.period is not None else None,
            address=self.address.data if self.done is PublicationKind.PUBLISHED else None,
            note=self.note.data,
        )
        return RecordPublication(self.opened_at, facts)


class WithdrawPublicationForm(BaseForm):
    reason = Text("What was wrong with it", limit=LONGEST_TEXT, validators=[Required("Enter what was wrong with it")])
    compared = frozenset()

    @classmethod
    def for_row(cls, line: InformationLine, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": line.version}, fresh=fresh)

    def to_command(self) -> WithdrawPublication:
        return WithdrawPublication(self.opened_at, self.reason.data)
