"""The outcomes of a priority over a year, all on one form: which are printed, where, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.fields import SelectChoice

from tracker.plan.models import Objective
from tracker.reports.commands_annual import ChosenOutcome, SaveOutcomes
from tracker.reports.forms import PlaceField, PrintedLine
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.reports.queries_annual import Recorded, standing_outcomes
from tracker.reports.rules import ENTRY_LIMIT
from tracker.web.fields import Choice, Tick
from tracker.web.forms import BaseForm, HiddenNumber

WHOLE: Final = "The priority as a whole"
_LAST_PLACE: Final = 999

Sent = MultiDict[str, str] | None


class OutcomeForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One outcome of a quarter: whether the year's report prints it, under which objective, in which words."""

    printed = Tick("Print it")
    place = PlaceField("Place", limit=10)
    was = HiddenNumber()
    objective = Choice("Under")
    wording = PrintedLine("Words for the year", widget=GovTextArea(), limit=ENTRY_LIMIT)

    recorded: Recorded
    key: str = ""
    moved: int = 0
    """-1 when a button has just put it one place up, 1 when down: the keyboard's focus stays on that button."""

    @property
    def row_name(self) -> str:
        return f"Outcome {self.place.data}"

    @property
    def order(self) -> float:
        """Where it belongs among the others: one given another's place goes before or after it, as it came."""
        place, was = self.place.number, self.was.number or _LAST_PLACE
        if place is None or place == was:
            return float(was)
        return place - 0.5 if place < was else place + 0.5

    def number_as(self, place: int) -> None:
        self.was.data = str(place)
        if self.place.number is not None or not self.place.data:
            self.place.data = str(place)
        for field, words in ((self.place, "Place"), (self.objective, "Under"), (self.wording, "Words for the year")):
            field.label.text = f"{words} of outcome {place}" if field is self.place else f"{words}, outcome {place}"

    codes: Sequence[tuple[str, str]] = ()

    @property
    def words(self) -> str:
        """What becomes of it, for comparing."""
        if not self.printed.data:
            return "Not printed"
        under = dict(self.codes).get(self.objective.data or "", WHOLE)
        return f"{self.place.data}, {under}: {self.wording.data or self.recorded.entry.text}"

    def to_choice(self) -> ChosenOutcome | None:
        if not self.printed.data:
            return None
        return ChosenOutcome(self.recorded.entry.id, self.objective.data or None, self.wording.data or None)


class OutcomesForm(BaseForm):
    """Every outcome that the year's quarters recorded under a priority, those printed first, in their order."""

    lines: list[OutcomeForm]

    @classmethod
    def of(
        cls,
        page: AnnualOutcomePage | None,
        recorded: Sequence[Recorded],
        objectives: Sequence[Objective],
        *,
        fresh: bool = False,
    ) -> OutcomesForm:
        """With what is stored and what was typed; `fresh` leaves out what was typed. Before anybody chose, all are
        printed in the order of their quarters.
        """
        stored = {"version": str(page.version if page else 0)}
        form = cls(formdata=None, data=stored) if fresh else cls(data=stored)
        sent = request.form if form.is_submitted() and not fresh else None
        codes = [("", WHOLE), *((each.code, f"{each.code} {each.title}") for each in objectives)]
        form.lines = list(_lines(page, recorded, codes, sent))
        form.rows = form.lines
        form.renumber()
        return form

    def renumber(self) -> None:
        self.lines.sort(key=lambda line: (not line.printed.data, line.order))
        for place, line in enumerate(self.lines, start=1):
            line.number_as(place)

    def move(self, key: str, step: int) -> None:
        """Puts the outcome with this key one place up (-1) or down (1), if it has that far to go."""
        for at, line in enumerate(self.lines):
            if line.key == key and 0 <= at + step < len(self.lines):
                self.lines[at], self.lines[at + step] = self.lines[at + step], self.lines[at]
                line.moved = step
                break
        for place, line in enumerate(self.lines, start=1):
            line.number_as(place)

    def to_command(self) -> SaveOutcomes:
        chosen = (line.to_choice() for line in self.lines)
        return SaveOutcomes(self.opened_at, tuple(each for each in chosen if each is not None))

    def differing(self) -> list[tuple[str, str, str]]:
        """After a Stale refusal: (which outcome, what was typed, what the record says now) where they differ."""
        if not isinstance(self.stored, OutcomesForm):
            return []
        now = {line.key: line for line in self.stored.lines}
        return [
            (line.recorded.entry.text, line.words, now[line.key].words if line.key in now else "")
            for line in self.lines
            if line.key not in now or line.words != now[line.key].words
        ]


def _lines(
    page: AnnualOutcomePage | None, recorded: Sequence[Recorded], codes: Sequence[tuple[str, str]], sent: Sent
) -> Iterator[OutcomeForm]:
    chosen = {each.entry_id: each for each in standing_outcomes(page)} if page else {}
    order = [*chosen, *(each.entry.id for each in recorded if each.entry.id not in chosen)]
    by_id = {each.entry.id: each for each in recorded}
    for place, entry_id in enumerate((each for each in order if each in by_id), start=1):
        yield _line(by_id[entry_id], chosen.get(entry_id), page is None, place, codes, sent)


def _line(
    found: Recorded,
    chosen: AnnualOutcome | None,
    nobody_chose: bool,
    place: int,
    codes: Sequence[tuple[str, str]],
    sent: Sent,
) -> OutcomeForm:
    key = f"outcome-{found.entry.id}"
    known = sent if sent is not None and f"{key}-was" in sent else None
    data = {
        "printed": chosen is not None or nobody_chose,
        "place": str(place),
        "was": str(place),
        "objective": chosen.objective.code if chosen is not None and chosen.objective is not None else "",
        "wording": chosen.wording if chosen is not None else None,
    }
    line = OutcomeForm(known, prefix=f"{key}-", data=data)
    line.objective.choices = [SelectChoice(value, label) for value, label in codes]
    line.codes, line.recorded, line.key = codes, found, key
    return line
