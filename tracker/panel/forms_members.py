"""Who sits on the Panel: members and their terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from wtforms.validators import StopValidation

from tracker.accounts.models import Person
from tracker.panel.commands_members import (
    AddMember,
    BeginTerm,
    ChangeMember,
    CorrectTerm,
    EndTerm,
    TermFacts,
    WithdrawTerm,
)
from tracker.panel.forms import filled
from tracker.panel.models import PanelMember, PanelTerm
from tracker.panel.rules import PanelRole
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

HIGHEST_SEAT = 999
NO_ACCOUNT = ("", "None")


class WhoFields:
    """A name, and the account that goes with it."""

    name = Line(
        "Name", limit=120, description="As agendas print it, with title", validators=[Required("Enter the name")]
    )
    account_id = Choice("Account", description="The account may open what members may open of their own meetings.")

    def offer(self, accounts: Sequence[Person], own: Person | None = None) -> None:
        people = [*accounts, *([own] if own is not None and own not in accounts else [])]
        self.account_id.choices = [NO_ACCOUNT, *((str(each.id), f"{each.name} ({each.email})") for each in people)]

    @property
    def account(self) -> int | None:
        return int(self.account_id.data) if self.account_id.data else None


class TermFields:
    """As what, for whom and since when."""

    role = Radios("Office", choices=PanelRole.choices(), validators=[Required("Select the office")])
    organisation = Line(
        "Council", limit=120, description="Leave it empty for somebody who was co-opted or is independent."
    )
    seat = Line(
        "Place in the printed list",
        limit=20,
        description="A whole number; the Chairman is usually 1.",
        validators=[Required("Enter the place in the printed list")],
    )
    began = Day("First day, if known", wanted="the first day")
    ended = Day("Last day, if it is known already", wanted="the last day")

    def validate_seat(self, field: Line) -> None:
        if not (field.data.isascii() and field.data.isdigit() and 1 <= int(field.data) <= HIGHEST_SEAT):
            raise StopValidation(f"Enter a whole number from 1 to {HIGHEST_SEAT}")

    @property
    def term(self) -> TermFacts:
        return TermFacts(
            role=PanelRole(self.role.data),
            organisation=self.organisation.data,
            seat=int(self.seat.data),
            began=self.began.data,
            ended=self.ended.data,
        )


class NewMemberForm(WhoFields, TermFields, BaseForm):
    def to_command(self) -> AddMember:
        return AddMember(name=self.name.data, account_id=self.account, term=self.term)


class ChangeMemberForm(WhoFields, BaseForm):
    @classmethod
    def for_row(cls, member: PanelMember, accounts: Sequence[Person], *, fresh: bool = False) -> Self:
        data = {"name": member.name, "account_id": str(member.account_id or ""), "version": member.version}
        form = filled(cls, data, fresh=fresh)
        form.offer(accounts, member.account)
        return form

    def to_command(self) -> ChangeMember:
        return ChangeMember(version=self.opened_at, name=self.name.data, account_id=self.account)


class NewTermForm(TermFields, BaseForm):
    compared = frozenset()

    @classmethod
    def for_row(cls, member: PanelMember, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": member.version}, fresh=fresh)

    def to_command(self) -> BeginTerm:
        return BeginTerm(version=self.opened_at, term=self.term)


class EndTermForm(BaseForm):
    ended = Day("Last day", wanted="the last day", validators=[Required("Enter the last day")])
    reason = Text("Why it ends", limit=1000, validators=[Required("Enter why it ends")])

    @classmethod
    def for_row(cls, term: PanelTerm, *, fresh: bool = False) -> Self:
        return filled(cls, {"ended": term.ended, "version": term.version}, fresh=fresh)

    def to_command(self) -> EndTerm:
        return EndTerm(version=self.opened_at, ended=self.ended.data, reason=self.reason.data)


class CorrectTermForm(TermFields, BaseForm):
    reason = Text("What was wrong", limit=1000, validators=[Required("Enter what was wrong")])
    compared = frozenset({"role", "organisation", "seat", "began", "ended"})

    @classmethod
    def for_row(cls, term: PanelTerm, *, fresh: bool = False) -> Self:
        data = {name: getattr(term, name) for name in ("organisation", "began", "ended", "version")}
        return filled(cls, {**data, "role": term.role.value, "seat": str(term.seat)}, fresh=fresh)

    def to_command(self) -> CorrectTerm:
        return CorrectTerm(version=self.opened_at, term=self.term, reason=self.reason.data)


class WithdrawTermForm(BaseForm):
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])
    compared = frozenset()

    @classmethod
    def for_row(cls, term: PanelTerm, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": term.version}, fresh=fresh)

    def to_command(self) -> WithdrawTerm:
        return WithdrawTerm(version=self.opened_at, reason=self.reason.data)
