"""The lines that every new agenda begins with."""

from __future__ import annotations

from typing import Self

from tracker.packs.commands_template import ChangeLine, MoveLine, WithdrawLine
from tracker.packs.forms import LineFields
from tracker.packs.models import TemplateLine
from tracker.packs.rules_agenda import ItemKind
from tracker.packs.rules_items import ItemWords
from tracker.panel.forms import filled
from tracker.web.fields import Required, Text
from tracker.web.forms import BaseForm


class LineForm(LineFields, BaseForm):
    """A new line, or what an old one says."""

    compared = frozenset({"title", "kind", "text", "presenter", "paper_expected"})

    @classmethod
    def for_row(cls, line: TemplateLine, *, fresh: bool = False) -> Self:
        names = ("title", "text", "presenter", "paper_expected", "version")
        data = {name: getattr(line, name) for name in names}
        return filled(cls, {**data, "kind": line.kind.value}, fresh=fresh)

    def words(self) -> ItemWords:
        return ItemWords(
            title=self.title.data,
            kind=ItemKind(self.kind.data),
            text=self.text.data,
            presenter=self.presenter.data,
            paper_expected=self.paper_expected.data,
        )

    def to_command(self) -> ChangeLine:
        return ChangeLine(self.opened_at, self.words())


class WithdrawLineForm(BaseForm):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="New agendas begin without it. Agendas already made keep it.",
        validators=[Required("Enter why it is withdrawn")],
    )
    compared = frozenset()

    @classmethod
    def for_row(cls, line: TemplateLine, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": line.version}, fresh=fresh)

    def to_command(self) -> WithdrawLine:
        return WithdrawLine(self.opened_at, self.reason.data)


class MoveLineForm(BaseForm):
    """A button that moves a line by one place."""

    compared = frozenset()

    @classmethod
    def for_row(cls, line: TemplateLine) -> Self:
        return filled(cls, {"version": line.version}, fresh=False)

    def to_command(self, way: str) -> MoveLine:
        return MoveLine(self.opened_at, up=way == "up")
