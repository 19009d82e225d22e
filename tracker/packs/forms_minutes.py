"""Minutes: their first number, their items, decisions and actions, and confirming them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from wtforms.validators import StopValidation

from tracker.packs.commands_minutes import MakeMinutes, NumberFrom
from tracker.packs.commands_minutes_confirm import Confirm
from tracker.packs.commands_minutes_decided import SetAction, SetDecision, TakeOut
from tracker.packs.commands_minutes_items import AddMinute, ChangeMinute, MoveMinute, WithdrawMinute
from tracker.packs.commands_order import Direction
from tracker.packs.models_minutes import Minutes, MinutesAction, MinutesDecision, MinutesItem
from tracker.packs.rules_exempt import PARAGRAPHS
from tracker.packs.rules_minutes import HIGHEST_NUMBER, Decision
from tracker.packs.rules_minuting import MinuteWords
from tracker.panel.forms import filled
from tracker.panel.models import Meeting
from tracker.panel.rules import RequestKind
from tracker.web.fields import Choice, Day, Line, Radios, Required, Text
from tracker.web.forms import BaseForm

OPEN = ("", "Open to the public")
MOTION, AGREED = "motion", "agreed"


class NumberFields:
    """The number that the first item has."""

    first_number = Line("Number of the first item", limit=5, validators=[Required("Enter the number")])

    def validate_first_number(self, field: Line) -> None:
        text = field.data or ""
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_NUMBER):
            raise StopValidation("Enter a whole number, for example 36")


class MakeMinutesForm(NumberFields, BaseForm):
    @classmethod
    def beginning(cls, first: int) -> Self:
        return cls(data={"first_number": str(first)})

    def to_command(self) -> MakeMinutes:
        return MakeMinutes(int(self.first_number.data))


class NumberForm(NumberFields, BaseForm):
    compared = frozenset({"first_number"})

    @classmethod
    def for_row(cls, minutes: Minutes, *, fresh: bool = False) -> Self:
        return filled(cls, {"first_number": str(minutes.first_number), "version": minutes.version}, fresh=fresh)

    def to_command(self) -> NumberFrom:
        return NumberFrom(self.opened_at, int(self.first_number.data))


class MinuteFields:
    """What an item says."""

    title = Line("Title", validators=[Required("Enter the title")])
    text = Text("What was said", limit=8000, description="Decisions and actions have pages of their own.")
    paragraph = Choice(
        "Open or exempt",
        choices=[OPEN, *((str(each), f"Exempt by paragraph {each}. {words}") for each, words in PARAGRAPHS.items())],
        description="Of an exempt item everybody reads title, paragraph and the summary. The rest is kept for those "
        "who were entitled to be there, and out of the log.",
    )
    summary = Text("Summary for the public, of an exempt item", limit=2000)

    def words(self) -> MinuteWords:
        paragraph = int(self.paragraph.data) if self.paragraph.data else None
        summary = self.summary.data if paragraph is not None else None
        return MinuteWords(self.title.data, self.text.data, paragraph, summary)


class AddMinuteForm(MinuteFields, BaseForm):
    def to_command(self) -> AddMinute:
        return AddMinute(self.words())


class ChangeMinuteForm(MinuteFields, BaseForm):
    @classmethod
    def for_row(cls, item: MinutesItem, *, fresh: bool = False) -> Self:
        words = item.words
        data = {"title": words.title, "text": words.text, "summary": words.summary, "version": item.version}
        return filled(cls, {**data, "paragraph": str(words.paragraph or "")}, fresh=fresh)

    def to_command(self) -> ChangeMinute:
        return ChangeMinute(self.opened_at, self.words())


class WithdrawMinuteForm(BaseForm):
    reason = Text("Why it is taken out", limit=1000, validators=[Required("Enter why it is taken out")])
    compared = frozenset()

    @classmethod
    def for_row(cls, item: MinutesItem, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": item.version}, fresh=fresh)

    def to_command(self) -> WithdrawMinute:
        return WithdrawMinute(self.opened_at, self.reason.data)


class MoveMinuteForm(BaseForm):
    """A button that moves an item by one place. `seen` is the order on the page, so that it can be shown again."""

    seen = Line("Order", limit=4000)
    # The page carries the order; nobody types it.
    asks_nothing = True
    compared = frozenset()

    @classmethod
    def for_minutes(cls, minutes: Minutes) -> Self:
        return filled(cls, {"version": minutes.version, "seen": order_of(minutes)}, fresh=False)

    def to_command(self, serial: int, way: str) -> MoveMinute:
        seen = (self.seen.data or "").split()
        return MoveMinute(self.opened_at, serial, Direction(way), tuple(int(each) for each in seen if each.isdecimal()))


class DecisionForm(BaseForm):
    text = Text("What was decided", limit=4000, validators=[Required("Enter what was decided")])
    formal = Radios(
        "How",
        choices=[(MOTION, "On a motion"), (AGREED, "Agreed or noted, without a motion")],
        default=MOTION,
    )
    proposer = Choice("Proposed by", description="Only people who were there can be chosen.")
    seconder = Choice("Seconded by")

    @classmethod
    def for_item(cls, item: MinutesItem, stands: MinutesDecision | None = None, *, fresh: bool = False) -> Self:
        data: dict[str, object] = {"version": item.version}
        if stands is not None:
            formal = MOTION if stands.proposer is not None else AGREED
            names = {"proposer": stands.proposer or "", "seconder": stands.seconder or ""}
            data |= {"text": stands.text, "formal": formal, **names}
        form = filled(cls, data, fresh=fresh)
        people = [("", "Choose a name"), *((each.name, each.name) for each in item.minutes.roll.sat)]
        form.proposer.choices = form.seconder.choices = people
        return form

    def to_command(self, serial: int | None = None) -> SetDecision:
        formal = self.formal.data == MOTION
        names = (self.proposer.data or None, self.seconder.data or None) if formal else (None, None)
        return SetDecision(self.opened_at, Decision(self.text.data, formal, *names), serial)


class ActionForm(BaseForm):
    text = Text("What is to be done", limit=2000, validators=[Required("Enter what is to be done")])
    owner = Line(
        "Who does it", limit=120, description="As the minutes say, for example PCC", validators=[Required("Enter who")]
    )
    due_on = Day("By when, if a day was set", wanted="the day")
    kind = Radios(
        "What it is", choices=RequestKind.choices(), default=RequestKind.REQUEST.value, description="For the requests."
    )

    @classmethod
    def for_item(cls, item: MinutesItem, stands: MinutesAction | None = None, *, fresh: bool = False) -> Self:
        data: dict[str, object] = {"version": item.version}
        if stands is not None:
            data |= {"text": stands.text, "owner": stands.owner, "due_on": stands.due_on}
        form = filled(cls, data, fresh=fresh)
        if item.is_exempt or stands is not None:
            # An exempt item makes no request, and what a request is does not change with its words.
            del form["kind"]
        return form

    def to_command(self, serial: int | None = None) -> SetAction:
        kind = RequestKind(self["kind"].data) if "kind" in self else RequestKind.REQUEST
        return SetAction(self.opened_at, self.text.data, self.owner.data, self.due_on.data, kind, serial)


class TakeOutForm(BaseForm):
    """A button: it asks nothing."""

    compared = frozenset()

    @classmethod
    def for_item(cls, item: MinutesItem, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": item.version}, fresh=fresh)

    def to_command(self, serial: int) -> TakeOut:
        return TakeOut(self.opened_at, serial)


class ConfirmForm(BaseForm):
    """`seen` is the hash of what the clerk reads beside the form."""

    meeting = Choice("Confirmed at the meeting of", validators=[Required("Choose the meeting")])
    seen = Line("What was read", limit=64)
    compared = frozenset()

    @classmethod
    def for_minutes(cls, minutes: Minutes, seen: str, held: Iterable[Meeting], *, fresh: bool = False) -> Self:
        form = filled(cls, {"version": minutes.version, "seen": seen}, fresh=fresh)
        form.meeting.choices = [("", "Choose a meeting"), *((each.key, each.title) for each in held)]
        return form

    def to_command(self, held: Sequence[Meeting]) -> Confirm:
        return Confirm(self.seen.data or "", next(each for each in held if each.key == self.meeting.data))


def order_of(minutes: Minutes) -> str:
    """The items that stand, by serial, in their order."""
    return " ".join(str(item.serial) for item in minutes.standing)
