"""The lines and risks of a priority in a quarter, all on one form; and the day a report is drawn as at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from tracker.dates import Period
from tracker.errors import DomainError
from tracker.reports.commands import EntryLine, SaveEntries
from tracker.reports.models import QuarterEntry, QuarterPage
from tracker.reports.queries_choices import Choosable
from tracker.reports.rules import ENTRY_LIMIT, EntryKind, check_line, read_report_day
from tracker.web.fields import Line, Text, Tick, Ticks
from tracker.web.forms import BaseForm, HiddenNumber

NOUNS: Final[Mapping[EntryKind, str]] = {
    EntryKind.OUTCOME: "Outcome",
    EntryKind.FOCUS: "Focus",
}
EMPTY_LINES: Final = 2
"""Ready for new lines under each heading."""
MORE_LINES: Final = 3
"""How many the button adds."""
MOST_NEW_LINES: Final = 40
"""New lines one form can hold under a heading, so that no request can ask for millions."""
_LAST_PLACE: Final = 999

Sent = MultiDict[str, str] | None


class AsAtForm(BaseForm):
    """Sent with the address of a report, so it carries no key and changes nothing."""

    class Meta:
        csrf = False

    as_at = StringField("As at", widget=GovTextInput())

    @classmethod
    def of(cls, as_at: str) -> AsAtForm:
        return cls(formdata=MultiDict({"as_at": as_at}))

    def day(self, period: Period, today: date) -> date | None:
        """The day asked for; None after a refusal, which then stands beside the question."""
        try:
            return read_report_day(self.as_at.data or "", period, today)
        except DomainError as error:
            self.refuse(error)
            return None


class PrintedLine(Text):
    """A line of the report, on one line however it was typed."""

    widget = GovTextArea()
    one_line = True

    def pre_validate(self, form: Form) -> None:
        if not (self.data or "").strip():
            self.data = None
            return
        try:
            self.data = check_line(self.data)
        except DomainError as error:
            raise StopValidation(f"{self.label.text}: {error}") from error


class PlaceField(Line):
    """A place among the lines, counted from 1."""

    def pre_validate(self, form: Form) -> None:
        super().pre_validate(form)
        if self.data is not None and self.number is None:
            raise StopValidation(f"{self.label.text} must be a whole number, such as 2")

    @property
    def number(self) -> int | None:
        text = str(self.data or "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


class LineForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One line: its words, its place, and whether it is taken out of the report or brought back."""

    text = PrintedLine("Line", limit=ENTRY_LIMIT)
    place = PlaceField("Place", limit=10)
    was = HiddenNumber()
    withdraw = Tick("Withdraw: take it out of the report")
    restore = Tick("Bring back into the report")

    kind: EntryKind
    entry_id: int | None = None
    key: str = ""
    is_withdrawn: bool = False
    moved: int = 0
    """-1 when a button has just put it one place up, 1 when down: the keyboard's focus stays on that button."""

    @property
    def order(self) -> float:
        """Where it belongs among the others: a line given another's place goes before or after it, as it came."""
        place = self.place.number
        was = self.was.number or _LAST_PLACE
        if place is None or place == was:
            return float(was)
        return place - 0.5 if place < was else place + 0.5

    @property
    def words(self) -> str:
        """The words with what becomes of them, for comparing."""
        gone = self.withdraw.data or (self.is_withdrawn and not self.restore.data)
        return f"Withdrawn: {self.text.data}" if gone else str(self.text.data or "")

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        # The words of a withdrawn line cannot be changed here.
        return self.is_withdrawn or bool(super().validate(extra_validators))

    def validate_text(self, field: PrintedLine) -> None:
        if field.data is None and self.entry_id is not None and not self.withdraw.data:
            raise StopValidation(f"{field.label.text}: enter the line, or tick “Withdraw” to take it out of the report")

    def number_as(self, place: int) -> None:
        """Gives it the place it now stands in; what was typed and is no place stays, to be refused."""
        noun = NOUNS[self.kind]
        self.was.data = str(place)
        if self.place.number is not None or not self.place.data:
            self.place.data = str(place)
        self.text.label.text = f"{noun} {place}" if self.entry_id is not None else f"New {noun.lower()}, place {place}"
        self.place.label.text = f"Place of {noun.lower()} {place}"

    def to_line(self) -> EntryLine | None:
        """None for a new line without words."""
        if self.entry_id is None and not self.text.data:
            return None
        withdrawn = not self.restore.data if self.is_withdrawn else bool(self.withdraw.data)
        return EntryLine(self.entry_id, self.kind, self.text.data or "", withdrawn)


class RisksField(Ticks):
    """The references of the risks and issues to print. The command says which of them may be, and why."""

    def pre_validate(self, form: Form) -> None:
        """Anything may be ticked: a risk may have changed since the page was opened."""


class EntriesForm(BaseForm):
    """Every line of a priority in a quarter, and the risks to print.

    `lines[kind]` are the lines of one heading in order, withdrawn ones last; `offered` the risks and issues that may be
    ticked, `unworded` those that first need a public wording.
    """

    risks = RisksField("Risks and issues")

    lines: Mapping[EntryKind, list[LineForm]]
    offered: Sequence[Choosable] = ()
    unworded: Sequence[Choosable] = ()

    @classmethod
    def of(cls, page: QuarterPage | None, risks: Sequence[Choosable], *, fresh: bool = False) -> EntriesForm:
        """The form with the lines as stored and what was typed; `fresh` leaves out what was typed."""
        chosen = [each.reference for each in risks if each.is_chosen]
        stored = {"version": str(page.version if page else 0), "risks": chosen}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        sent = request.form if form.is_submitted() and not fresh else None
        form.offered = [each for each in risks if each.wording is not None or each.is_chosen]
        form.unworded = [each for each in risks if each not in form.offered]
        form.risks.choices = [SelectChoice(each.reference, each.wording or each.words) for each in form.offered]
        entries = page.entries if page else []
        form.lines = {kind: list(_lines(kind, entries, sent)) for kind in EntryKind}
        form.rows = [line for kind in EntryKind for line in form.lines[kind]]
        form.renumber()
        return form

    def renumber(self) -> None:
        for lines in self.lines.values():
            lines.sort(key=lambda line: (line.is_withdrawn, line.order))
            for place, line in enumerate(lines, start=1):
                line.number_as(place)

    def move(self, key: str, step: int) -> None:
        """Puts the line with this key one place up (-1) or down (1), if it has that far to go."""
        for lines in self.lines.values():
            standing = [line for line in lines if not line.is_withdrawn]
            for at, line in enumerate(standing):
                if line.key == key and 0 <= at + step < len(standing):
                    lines[at], lines[at + step] = lines[at + step], lines[at]
                    line.moved = step
            for place, line in enumerate(lines, start=1):
                line.number_as(place)

    def add_lines(self, kind: EntryKind) -> None:
        """More room for new lines under one heading."""
        lines = self.lines[kind]
        first = sum(line.entry_id is None for line in lines)
        standing = [line for line in lines if not line.is_withdrawn]
        new = [_new_line(kind, number, None) for number in range(first, min(first + MORE_LINES, MOST_NEW_LINES))]
        lines[len(standing) : len(standing)] = new
        self.rows = [line for each in EntryKind for line in self.lines[each]]
        for place, line in enumerate(lines, start=1):
            line.number_as(place)

    def to_command(self) -> SaveEntries:
        lines = (line.to_line() for kind in EntryKind for line in self.lines[kind])
        return SaveEntries(
            version=self.opened_at,
            lines=tuple(line for line in lines if line is not None),
            risks=frozenset(self.risks.data or ()),
        )

    def differing(self) -> list[tuple[str, str, str]]:
        """After a Stale refusal: (which line, what was typed, what the record says now) where they differ."""
        if not isinstance(self.stored, EntriesForm):
            return []
        now = {line.key: line for line in self.stored.lines_of_records()}
        typed = {line.key: line for line in self.rows if isinstance(line, LineForm)}
        pairs = [(line, now.get(key)) for key, line in typed.items()]
        lines = [
            (str(line.text.label.text), line.words, stored.words if stored else "")
            for line, stored in pairs
            if line.words != (stored.words if stored else "")
        ]
        return [*lines, *self._differing_risks(self.stored)]

    def _differing_risks(self, stored: EntriesForm) -> list[tuple[str, str, str]]:
        typed, now = set(self.risks.data or ()), set(stored.risks.data or ())
        words = {True: "Ticked", False: "Not ticked"}
        return [(each, words[each in typed], words[each in now]) for each in sorted(typed ^ now)]

    def lines_of_records(self) -> Iterator[LineForm]:
        """The lines that are stored, without the room for new ones."""
        return (line for kind in EntryKind for line in self.lines[kind] if line.entry_id is not None)


def _lines(kind: EntryKind, entries: Sequence[QuarterEntry], sent: Sent) -> Iterator[LineForm]:
    of_kind = sorted((entry for entry in entries if entry.kind is kind), key=lambda entry: (entry.position, entry.id))
    standing = [entry for entry in of_kind if entry.withdrawn_at is None]
    withdrawn = [entry for entry in of_kind if entry.withdrawn_at is not None]
    for place, entry in enumerate([*standing, *withdrawn], start=1):
        yield _stored_line(entry, place, sent)
    for number in range(_new_lines_in(kind, sent)):
        yield _new_line(kind, number, sent, place=len(of_kind) + number + 1)


def _stored_line(entry: QuarterEntry, place: int, sent: Sent) -> LineForm:
    """The stored line, with what was typed where the form that was sent knew of it."""
    key = f"line-{entry.id}"
    known = sent if sent is not None and f"{key}-was" in sent else None
    line = LineForm(known, prefix=f"{key}-", data={"text": entry.text, "place": str(place), "was": str(place)})
    line.kind, line.entry_id, line.key = entry.kind, entry.id, key
    # A line somebody withdrew while this form was open still shows what was typed for it.
    line.is_withdrawn = entry.withdrawn_at is not None and not (known is not None and f"{key}-text" in known)
    if line.is_withdrawn:
        line.text.data = entry.text
    return line


def _new_line(kind: EntryKind, number: int, sent: Sent, place: int = _LAST_PLACE) -> LineForm:
    key = f"new-{kind.value}-{number}"
    line = LineForm(sent, prefix=f"{key}-", data={"place": str(place), "was": str(place)})
    line.kind, line.key = kind, key
    return line


def _new_lines_in(kind: EntryKind, sent: Sent) -> int:
    if sent is None:
        return EMPTY_LINES
    found = 0
    while found < MOST_NEW_LINES and f"new-{kind.value}-{found}-text" in sent:
        found += 1
    return found
