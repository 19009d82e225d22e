"""What the Panel asked for, and the texts of its agendas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from wtforms.validators import StopValidation

from tracker.accounts.models import Person
from tracker.panel.commands_requests import (
    AnswerRequest,
    ChangeRequest,
    RecordRequest,
    RequestFacts,
    SetText,
    WithdrawRequest,
)
from tracker.panel.forms import filled
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import RequestKind, TextKind
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

HIGHEST_MINUTE = 99_999


class FactFields:
    """What was asked, of whom and by when."""

    kind = Radios("Kind", choices=RequestKind.choices(), validators=[Required("Select the kind")])
    text = Text("What was asked", limit=2000, validators=[Required("Enter what was asked")])
    minute = Line("Number in the minutes, if it has one", limit=20)
    owner = Line(
        "Who owes it",
        limit=120,
        description="As the minutes say, for example PCC",
        validators=[Required("Enter who owes it")],
    )
    owner_id = Choice("Their account, if they have one")
    due_on = Day("Due, if a day was set", wanted="the day it is due")

    def offer_accounts(self, accounts: Sequence[Person], own: Person | None = None) -> None:
        people = [*accounts, *([own] if own is not None and own not in accounts else [])]
        self.owner_id.choices = [("", "None"), *((str(each.id), f"{each.name}, {each.role.label}") for each in people)]

    def validate_minute(self, field: Line) -> None:
        if field.data and not (
            field.data.isascii() and field.data.isdigit() and 1 <= int(field.data) <= HIGHEST_MINUTE
        ):
            raise StopValidation("Enter a whole number, for example 47")

    @property
    def facts(self) -> RequestFacts:
        return RequestFacts(
            kind=RequestKind(self.kind.data),
            text=self.text.data,
            minute=int(self.minute.data) if self.minute.data else None,
            owner=self.owner.data,
            owner_id=int(self.owner_id.data) if self.owner_id.data else None,
            due_on=self.due_on.data,
        )


class NewRequestForm(FactFields, BaseForm):
    meeting_id = Choice("Meeting at which it was asked", validators=[Required("Select the meeting")])

    def offer(self, meetings: Sequence[Meeting], accounts: Sequence[Person]) -> None:
        self.meeting_id.choices = [("", "Select a meeting"), *((str(each.id), each.title) for each in meetings)]
        self.offer_accounts(accounts)

    def to_command(self) -> RecordRequest:
        return RecordRequest(meeting_id=int(self.meeting_id.data), facts=self.facts)


class ChangeRequestForm(FactFields, BaseForm):
    reason = Text(
        "Why it changes",
        limit=1000,
        description="Needed when who owes it or the day it is due changes. Kept in the log.",
    )
    compared = frozenset({"kind", "text", "minute", "owner", "owner_id", "due_on"})

    @classmethod
    def for_row(cls, row: PanelRequest, accounts: Sequence[Person], *, fresh: bool = False) -> Self:
        data: dict[str, Any] = {name: getattr(row, name) for name in ("text", "owner", "due_on", "version")}
        data |= {"kind": row.kind.value, "minute": str(row.minute or ""), "owner_id": str(row.owner_id or "")}
        form = filled(cls, data, fresh=fresh)
        form.offer_accounts(accounts, row.account)
        return form

    def to_command(self) -> ChangeRequest:
        return ChangeRequest(version=self.opened_at, facts=self.facts, reason=self.reason.data)


class AnswerRequestForm(BaseForm):
    answered_on = Day("Day of the answer", wanted="the day of the answer", validators=[Required("Enter the day")])
    answer = Text("Answer", limit=4000, validators=[Required("Enter the answer")])
    compared = frozenset()

    @classmethod
    def for_row(cls, row: PanelRequest, on: date, *, fresh: bool = False) -> Self:
        return filled(cls, {"answered_on": on, "version": row.version}, fresh=fresh)

    def to_command(self) -> AnswerRequest:
        return AnswerRequest(version=self.opened_at, answered_on=self.answered_on.data, answer=self.answer.data)


class CorrectAnswerForm(AnswerRequestForm):
    reason = Text(
        "Why it is corrected", limit=1000, description="Kept in the log.", validators=[Required("Enter the reason")]
    )
    compared = frozenset({"answered_on", "answer"})

    @classmethod
    def for_answer(cls, row: PanelRequest, *, fresh: bool = False) -> Self:
        data = {"answered_on": row.answered_on, "answer": row.answer, "version": row.version}
        return filled(cls, data, fresh=fresh)


class WithdrawRequestForm(BaseForm):
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])
    compared = frozenset()

    @classmethod
    def for_row(cls, row: PanelRequest, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": row.version}, fresh=fresh)

    def to_command(self) -> WithdrawRequest:
        return WithdrawRequest(self.opened_at, self.reason.data)


class StandingTextForm(BaseForm):
    text = Text("Text", limit=4000, description="Empty: agendas print nothing of this.")
    effective_on = Day("First day", wanted="the first day", validators=[Required("Enter the first day")])

    @classmethod
    def for_text(cls, text: str, newest: int, on: date, *, fresh: bool = False) -> Self:
        """`newest`: the id of the newest text of the kind, 0 for none."""
        return filled(cls, {"text": text, "effective_on": on, "version": newest}, fresh=fresh)

    def to_command(self, kind: TextKind) -> SetText:
        return SetText(
            kind=kind, text=self.text.data or "", effective_on=self.effective_on.data, opened_at=self.opened_at
        )
