"""The items of an agenda: what they say, in which part they stand, and the lines of the template."""

from __future__ import annotations

from typing import Self, TypeVar

from tracker.packs.commands import AddItem, ChangeItem, WithdrawItem
from tracker.packs.commands_order import Direction, MoveItem, MoveToPart
from tracker.packs.models import Agenda, AgendaItem
from tracker.packs.rules_agenda import ItemKind, Part, in_order
from tracker.packs.rules_exempt import PARAGRAPHS, ExemptInPartOne, Exemption, exemption
from tracker.packs.rules_items import ItemWords
from tracker.panel.forms import filled
from tracker.web.fields import Choice, Line, Radios, Required, Text, Tick
from tracker.web.forms import BaseForm

F = TypeVar("F", bound=BaseForm)

REASON_HINT = "The item is in a published pack, so the reason is kept with it."


class LineFields:
    """What an item says, and a line of the template."""

    title = Line(
        "Title", description="Everybody reads it, even that of an exempt item", validators=[Required("Enter the title")]
    )
    kind = Choice("Kind of item", choices=ItemKind.choices(), default=ItemKind.REPORT.value)
    text = Text("What the Panel is asked to do", limit=4000)
    presenter = Line("Who presents it, if somebody does", limit=200)
    paper_expected = Tick("A paper is expected")


class WordsFields(LineFields):
    """What an item says, and who owes its paper."""

    owed_by = Line("Who owes the paper", limit=200, description="Shown to you until the paper is here")

    def words(self, closed: Exemption | None) -> ItemWords:
        return ItemWords(
            title=self.title.data,
            kind=ItemKind(self.kind.data),
            text=self.text.data,
            presenter=self.presenter.data,
            paper_expected=self.paper_expected.data,
            owed_by=self.owed_by.data,
            exemption=closed,
        )


class ExemptFields:
    """What makes an item exempt."""

    paragraph = Choice(
        "Paragraph of Schedule 12A",
        choices=[("", "Choose a paragraph"), *((str(each), f"{each}. {words}") for each, words in PARAGRAPHS.items())],
        description="Everybody reads the paragraph",
    )
    description = Text(
        "What makes the item exempt",
        limit=1000,
        description="Only people entitled to the full pack read it. The log does not keep it.",
    )
    public_interest = Text(
        "Public-interest test",
        limit=1000,
        description="Why keeping the information back serves the public better than telling it.",
    )

    def exemption(self) -> Exemption:
        """Raises what `rules_exempt.exemption` raises."""
        chosen = int(self.paragraph.data) if self.paragraph.data else None
        return exemption(chosen, self.description.data or "", self.public_interest.data or "")


class AddItemForm(WordsFields, ExemptFields, BaseForm):
    part = Radios(
        "Part",
        choices=[(Part.OPEN.value, "Part I, open to the public"), (Part.EXEMPT.value, "Part II, exempt")],
        default=Part.OPEN.value,
    )
    urgency = Text(
        "Why the chair considers it urgent",
        limit=1000,
        description="The agenda had to be public by now, so the item needs the chair's reason. The agenda prints it.",
    )

    @classmethod
    def asking(cls, *, late: bool) -> Self:
        """Only of an item that comes after the day of notice is it asked why it is urgent."""
        form = cls()
        if not late:
            del form["urgency"]
        return form

    def to_command(self) -> AddItem:
        """Raises ExemptInPartOne, and what `rules_exempt.exemption` raises."""
        answered = any((self.paragraph.data, self.description.data, self.public_interest.data))
        if answered and self.part.data != Part.EXEMPT.value:
            raise ExemptInPartOne
        closed = self.exemption() if self.part.data == Part.EXEMPT.value else None
        return AddItem(self.words(closed), (self["urgency"].data or "") if "urgency" in self else "")


class ChangeItemForm(WordsFields, BaseForm):
    """The part and what makes an item exempt have a form of their own."""

    reason = Text("Why it changes", limit=1000, description=REASON_HINT)
    compared = frozenset({"title", "kind", "text", "presenter", "paper_expected", "owed_by"})

    @classmethod
    def for_row(cls, item: AgendaItem, *, fresh: bool = False) -> Self:
        words = item.wording
        names = ("title", "text", "presenter", "paper_expected", "owed_by")
        data = {name: getattr(words, name) for name in names}
        form = filled(cls, {**data, "kind": words.kind.value, "version": item.version}, fresh=fresh)
        return asking_why(form, item)

    def to_command(self, item: AgendaItem) -> ChangeItem:
        return ChangeItem(self.opened_at, self.words(item.wording.exemption), why(self) or None)


class PartForm(ExemptFields, BaseForm):
    """To Part II, or of an item that stands there, what makes it exempt."""

    reason = Text("Why it moves", limit=1000, description=REASON_HINT)
    compared = frozenset({"paragraph", "description", "public_interest"})

    @classmethod
    def for_row(cls, item: AgendaItem, *, fresh: bool = False) -> Self:
        words = item.wording
        data = {
            "paragraph": str(words.paragraph or ""),
            "description": words.description,
            "public_interest": words.public_interest,
            "version": item.version,
        }
        return asking_why(filled(cls, data, fresh=fresh), item)

    def to_command(self) -> MoveToPart:
        """Raises what `rules_exempt.exemption` raises."""
        return MoveToPart(self.opened_at, self.exemption(), why(self))


class OpenForm(BaseForm):
    """Back to Part I."""

    reason = Text("Why it moves", limit=1000, description=REASON_HINT)
    compared = frozenset()

    @classmethod
    def for_row(cls, item: AgendaItem, *, fresh: bool = False) -> Self:
        return asking_why(filled(cls, {"version": item.version}, fresh=fresh), item)

    def to_command(self) -> MoveToPart:
        return MoveToPart(self.opened_at, None, why(self))


class WithdrawItemForm(BaseForm):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="A published item stays on the agenda as a line that says so; an open one with this reason.",
        validators=[Required("Enter why it is withdrawn")],
    )
    compared = frozenset()

    @classmethod
    def for_row(cls, item: AgendaItem, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": item.version}, fresh=fresh)

    def to_command(self) -> WithdrawItem:
        return WithdrawItem(self.opened_at, self.reason.data)


class MakeForm(BaseForm):
    """A button: it asks nothing."""


class OrderForm(BaseForm):
    """A button that moves an item by one place. `seen` is the order on the page, so that it can be shown again."""

    seen = Line("Order")
    # The page carries the order; nobody types it.
    asks_nothing = True
    compared = frozenset()

    @classmethod
    def for_agenda(cls, agenda: Agenda) -> Self:
        return filled(cls, {"version": agenda.version, "seen": order_of(agenda)}, fresh=False)

    def to_command(self, serial: int, way: str) -> MoveItem:
        seen = (self.seen.data or "").split()
        return MoveItem(self.opened_at, serial, Direction(way), tuple(int(each) for each in seen if each.isdecimal()))


def order_of(agenda: Agenda) -> str:
    """The items that stand, by serial, in their order."""
    return " ".join(str(line.key) for line in in_order(agenda.places) if not line.withdrawn)


def asking_why(form: F, item: AgendaItem) -> F:
    """Only of what is in a published pack is it asked why it changes."""
    if item.printed is None:
        del form["reason"]
    return form


def why(form: BaseForm) -> str:
    """The answer; "" where it was not asked."""
    return (form["reason"].data or "") if "reason" in form else ""
