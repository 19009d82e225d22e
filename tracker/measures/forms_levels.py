"""Withdrawing and restoring a measure; its targets, the new beginnings of its chart, its markings and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from wtforms.validators import ValidationError

from tracker.errors import DomainError
from tracker.measures.commands_context import SetContext
from tracker.measures.commands_groups import CreateGroup, EditGroup
from tracker.measures.commands_levels import BeginAnew, SetTarget, WithdrawLevel
from tracker.measures.commands_markings import ClearMarkings
from tracker.measures.commands_withdraw import Restore, Withdraw
from tracker.measures.forms import ForMeasure, Month, Place
from tracker.measures.models import MeasureGroup
from tracker.measures.models_summary import MeasureContext
from tracker.measures.rules import PeerStatus, TargetSense, Unit
from tracker.measures.rules_words import read_value
from tracker.plan.models import Priority
from tracker.plan.rules import PlanStatus
from tracker.web.fields import Choice, Line, Radios, Required, Text, Ticks
from tracker.web.forms import BaseForm

MONTH_HINT = "For example April 2024 or 2024-04."


class WithdrawForm(ForMeasure):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="For example: created twice, or counted otherwise since. It stands on its page and in the log.",
        validators=[Required("Enter why it is withdrawn")],
    )

    def to_command(self) -> Withdraw:
        return Withdraw(self.opened_at, self.reason.data)

    def to_level(self, number: int) -> WithdrawLevel:
        """For a target or a new beginning."""
        return WithdrawLevel(version=self.opened_at, number=number, reason=self.reason.data)


class RestoreForm(ForMeasure):
    reason = Text(
        "Why it is restored",
        limit=1000,
        description="It stands in the log.",
        validators=[Required("Enter why it is restored")],
    )

    def to_command(self) -> Restore:
        return Restore(self.opened_at, self.reason.data)


class TargetForm(ForMeasure):
    sense = Radios(
        "The target is",
        choices=TargetSense.choices(),
        description="The level itself meets it.",
        validators=[Required("Select whether the target is at least or at most the level")],
    )
    value = Line("Level", limit=30, validators=[Required("Enter the level")])
    from_month = Month(
        "From",
        limit=30,
        description=f"The first month it holds for. {MONTH_HINT}",
        validators=[Required("Enter the month it holds from")],
    )
    basis = Line("Basis, if known", description="Who set it and where it is written.")

    unit = Unit.COUNT

    def of(self, unit: Unit, example: str) -> Self:
        """Asks for a level of this unit."""
        self.unit = unit
        self.value.description = f"In the unit of the measure, for example {example}."
        return self

    def validate_value(self, field: Line) -> None:
        try:
            read_value(field.data, self.unit)
        except DomainError as error:
            raise ValidationError(str(error)) from error

    def to_command(self) -> SetTarget:
        value = read_value(self.value.data, self.unit)
        if value is None:
            raise ValueError("The form was not validated.")
        return SetTarget(
            version=self.opened_at,
            sense=TargetSense(self.sense.data),
            value=value,
            from_month=self.from_month.data,
            basis=self.basis.data,
        )


class BaselineForm(ForMeasure):
    from_month = Month(
        "Month from which it begins anew",
        limit=30,
        description=MONTH_HINT,
        validators=[Required("Enter the month from which it begins anew")],
    )
    reason = Text(
        "Why it begins anew",
        limit=1000,
        description="For example: calls are counted by a new system since. It stands beside the chart and in the log.",
        validators=[Required("Enter why it begins anew")],
    )

    def to_command(self) -> BeginAnew:
        return BeginAnew(version=self.opened_at, from_month=self.from_month.data, reason=self.reason.data)


class MarkingsForm(BaseForm):
    compared = frozenset()

    months = Ticks("Figures that may be published", choices=[])
    reason = Text(
        "Why they may be published",
        limit=1000,
        description="It stands beside each figure and in the log.",
        validators=[Required("Enter why they may be published")],
    )

    def offer(self, waiting: Sequence[tuple[date, int, str]]) -> Self:
        """Each figure that waits: its month, its id, and its words."""
        self.months.choices = [(f"{month.isoformat()}/{value_id}", words) for month, value_id, words in waiting]
        return self

    def to_command(self) -> ClearMarkings:
        chosen = (value.split("/") for value in self.months.data or ())
        return ClearMarkings([(date.fromisoformat(month), int(key)) for month, key in chosen], self.reason.data)


class ContextForm(BaseForm):
    words = Text(
        "Words beside its figures", limit=500, description="A sentence or two for the dashboard of the quarter."
    )
    peers = Choice(
        "Against its peers",
        choices=[("", "What the bounds say"), *PeerStatus.choices()],
        description="Only to say otherwise than the bounds, or that it does not trend with its peers.",
    )
    peers_basis = Line("On what basis", description="Needed where you say otherwise than the bounds.")

    @classmethod
    def for_row(cls, row: MeasureContext | None, *, fresh: bool = False) -> Self:
        stored: dict[str, Any] = {}
        if row is not None:
            stored = {name: getattr(row, name) for name in ("version", "words", "peers_basis")}
            stored["peers"] = row.peers.value if row.peers else ""
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def to_command(self) -> SetContext:
        return SetContext(
            version=self.opened_at,
            words=self.words.data,
            peers=PeerStatus(self.peers.data) if self.peers.data else None,
            peers_basis=self.peers_basis.data,
        )


class GroupForm(BaseForm):
    name = Line(
        "Name",
        limit=120,
        description="As reports head its page, for example Domestic Abuse.",
        validators=[Required("Enter the name of the group")],
    )
    priority_id = Choice("Priority", choices=[], validators=[Required("Select the priority")])
    position = Place("Place among the groups of its priority", validators=[Required("Enter its place")])

    @classmethod
    def blank(cls, priorities: Sequence[Priority]) -> Self:
        form = cls()
        del form.position
        current = [each for each in priorities if each.plan.status is PlanStatus.CURRENT]
        named = ((str(each.id), f"{each.plan.code}, priority {each.number}: {each.title}") for each in current)
        form.priority_id.choices = [("", "Select"), *named]
        return form

    @classmethod
    def for_row(cls, group: MeasureGroup, *, fresh: bool = False) -> Self:
        stored = {"version": group.version, "name": group.name, "position": str(group.position)}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        # Its measures are of its priority, so it stays there.
        del form.priority_id
        return form

    def to_create(self) -> CreateGroup:
        return CreateGroup(name=self.name.data, priority_id=int(self.priority_id.data))

    def to_edit(self) -> EditGroup:
        return EditGroup(version=self.opened_at, name=self.name.data, position=self.position.number)
