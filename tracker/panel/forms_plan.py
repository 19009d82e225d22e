"""The forward work plan: its items, where they move and how they end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from tracker.panel.commands_plan import (
    NONE_YET,
    AddForwardItem,
    ChangeForwardItem,
    EndForwardItem,
    MoveForwardItem,
    ReorderForwardItem,
)
from tracker.panel.forms import filled
from tracker.panel.models import Meeting
from tracker.panel.models_plan import ForwardItem
from tracker.web.fields import Choice, Line, Required, Text
from tracker.web.forms import BaseForm


class ItemFields:
    """What it is about."""

    title = Line("Title", description="As the plan prints it", validators=[Required("Enter the title")])
    note = Text("Note, if any", limit=1000)
    source = Line("Where it comes from, if known", description="For example, minute 47 of 27 June 2024")


class MeetingField:
    """Under which meeting it stands."""

    meeting_id = Choice("Meeting")

    def offer(self, meetings: Sequence[Meeting]) -> None:
        self.meeting_id.choices = [("", NONE_YET), *((str(each.id), each.title) for each in meetings)]

    @property
    def chosen(self) -> int | None:
        return int(self.meeting_id.data) if self.meeting_id.data else None


class NewItemForm(ItemFields, MeetingField, BaseForm):
    def to_command(self) -> AddForwardItem:
        return AddForwardItem(
            title=self.title.data, meeting_id=self.chosen, note=self.note.data, source=self.source.data
        )


class ChangeItemForm(ItemFields, BaseForm):
    @classmethod
    def for_row(cls, item: ForwardItem, *, fresh: bool = False) -> Self:
        data = {name: getattr(item, name) for name in ("title", "note", "source", "version")}
        return filled(cls, data, fresh=fresh)

    def to_command(self) -> ChangeForwardItem:
        return ChangeForwardItem(
            version=self.opened_at, title=self.title.data, note=self.note.data, source=self.source.data
        )


class MoveItemForm(MeetingField, BaseForm):
    reason = Text("Why it is moved", limit=1000, validators=[Required("Enter why it is moved")])
    compared = frozenset({"meeting_id"})

    @classmethod
    def for_row(cls, item: ForwardItem, meetings: Sequence[Meeting], *, fresh: bool = False) -> Self:
        form = filled(cls, {"meeting_id": str(item.meeting_id or ""), "version": item.version}, fresh=fresh)
        own = [item.meeting] if item.meeting is not None and item.meeting not in meetings else []
        form.offer([*own, *meetings])
        return form

    def to_command(self) -> MoveForwardItem:
        return MoveForwardItem(version=self.opened_at, meeting_id=self.chosen, reason=self.reason.data)


class ReorderForm(BaseForm):
    """A button: it asks nothing."""

    compared = frozenset()

    @classmethod
    def for_row(cls, item: ForwardItem) -> Self:
        return filled(cls, {"version": item.version}, fresh=False)

    def to_command(self, way: str) -> ReorderForwardItem:
        return ReorderForwardItem(self.opened_at, up=way == "up")


class DoneForm(BaseForm):
    reason = Text("What came of it, if there is something to say", limit=1000)
    compared = frozenset()

    @classmethod
    def for_row(cls, item: ForwardItem, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": item.version}, fresh=fresh)

    def to_command(self) -> EndForwardItem:
        return EndForwardItem(self.opened_at, self.reason.data)


class WithdrawItemForm(DoneForm):
    reason = Text("Why it is withdrawn", limit=1000, validators=[Required("Enter why it is withdrawn")])
