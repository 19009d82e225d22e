"""Who was there: a question about every member, and the other people in a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from flask import request
from wtforms import Form

from tracker.dates import clock
from tracker.errors import DomainError
from tracker.packs.commands_minutes_roll import SetRoll
from tracker.packs.models_minutes import Minutes
from tracker.packs.rules_minutes import Apology, Present
from tracker.packs.rules_minuting import Came, Guest, Roll
from tracker.panel.forms import TIME_HINT, Clock
from tracker.panel.models import PanelTerm
from tracker.panel.rules import PanelRole
from tracker.web.fields import Choice, Choices, Radios, Text
from tracker.web.forms import BaseForm

THERE, SORRY, AWAY = "present", "apology", "away"


class MemberRow(Form):  # type: ignore[misc]  # WTForms has no types
    """A member. Of one who sent word the times are those of their substitute."""

    state = Radios(
        "Was there",
        choices=[(THERE, "Present"), (SORRY, "Apologies"), (AWAY, "Neither")],
        default=AWAY,
    )
    substitute = Choice("Substitute, for apologies")
    arrived = Clock("Arrived at, if late", description=TIME_HINT)
    arrived_during = Choice("Arrived during")
    left = Clock("Left at, if early", description=TIME_HINT)
    left_during = Choice("Left during")

    name = ""
    capacity = ""

    @property
    def row_name(self) -> str:
        """Which row an error belongs to."""
        return self.name

    @property
    def more(self) -> bool:
        """Whether one of the seldom asked questions is answered or refused, and so must be in sight."""
        fields = (self.substitute, self.arrived, self.arrived_during, self.left, self.left_during)
        return any(field.data or field.errors for field in fields)

    @property
    def substitute_name(self) -> str | None:
        return self.substitute.data or None if self.state.data == SORRY else None

    def came(self) -> Came | None:
        """Who sat on this seat, and from when to when; None: nobody."""
        name = self.name if self.state.data == THERE else self.substitute_name
        if name is None:
            return None
        during, until = self.arrived_during.data, self.left_during.data
        present = Present(name, self.arrived.at, self.left.at)
        return Came(present, int(during) if during else None, int(until) if until else None)


class RollForm(BaseForm):
    """The version it carries is the number of the list that the clerk saw."""

    guests = Text(
        "Who else was there",
        limit=4000,
        description="One to a line, with a comma before what they are: Jo Smith, Chief Executive",
    )
    compared = frozenset({"guests"})

    rows: Sequence[MemberRow]

    @classmethod
    def for_minutes(cls, minutes: Minutes, terms: Sequence[PanelTerm], *, fresh: bool = False) -> Self:
        roll = minutes.roll
        guests = "\n".join(", ".join(filter(None, (each.name, each.capacity))) for each in roll.guests)
        data = {"version": minutes.roll_number, "guests": guests}
        form = cls(formdata=None, data=data) if fresh else cls(data=data)
        sent = request.form if form.is_submitted() and not fresh else None
        substitutes = [("", "None"), *_names(terms, PanelRole.SUBSTITUTE)]
        numbers = minutes.numbers
        items = [("", "Choose the item")]
        items += [(str(each.serial), f"{numbers[each.serial]} {each.words.title}") for each in minutes.standing]
        seated = [term for term in terms if term.role is not PanelRole.SUBSTITUTE]
        stored = _stored(roll)
        form.rows = [_row(at, term, stored, sent, substitutes, items) for at, term in enumerate(seated)]
        return form

    def refuse(self, error: DomainError) -> None:
        """Shows what is refused of somebody beside their name."""
        super().refuse(error)
        row = next(
            (each for each in self.rows if getattr(error, "name", "") in (each.name, each.substitute_name)), None
        )
        field = row._fields.get(error.field or "") if row is not None else None  # WTForms' own way
        if field is not None:
            self.form_errors.remove(str(error))
            field.errors = [*field.errors, str(error)]

    def to_command(self) -> SetRoll:
        came = tuple(found for found in (row.came() for row in self.rows) if found is not None)
        sorry = tuple(Apology(row.name, row.substitute_name) for row in self.rows if row.state.data == SORRY)
        return SetRoll(self.opened_at, Roll(came, sorry, _guests(self.guests.data or "")))


def _row(
    at: int,
    term: PanelTerm,
    stored: Mapping[str, dict[str, Any]],
    sent: Mapping[str, str] | None,
    substitutes: Choices,
    items: Choices,
) -> MemberRow:
    prefix = f"member-{at}-"
    name = term.member.name
    row = MemberRow(sent, prefix=prefix) if sent is not None else MemberRow(prefix=prefix, data=stored.get(name, {}))
    row.name = name
    row.capacity = "" if term.role is PanelRole.MEMBER else term.role.label
    row.substitute.choices = substitutes
    row.arrived_during.choices = row.left_during.choices = items
    return row


def _stored(roll: Roll) -> dict[str, dict[str, Any]]:
    """By the name of the member."""
    came = {each.present.name: each for each in roll.present}
    rows = {name: {"state": THERE, **_times(each)} for name, each in came.items()}
    for apology in roll.apologies:
        sat = came.get(apology.substitute or "")
        times = _times(sat) if sat is not None else {}
        rows[apology.name] = {"state": SORRY, "substitute": apology.substitute or "", **times}
    return rows


def _times(came: Came) -> dict[str, str]:
    arrived, left = came.present.arrived, came.present.left
    return {
        "arrived": clock(arrived) if arrived else "",
        "arrived_during": str(came.arrived_during or ""),
        "left": clock(left) if left else "",
        "left_during": str(came.left_during or ""),
    }


def _names(terms: Sequence[PanelTerm], role: PanelRole) -> list[tuple[str, str]]:
    return [(term.member.name, term.member.name) for term in terms if term.role is role]


def _guests(text: str) -> tuple[Guest, ...]:
    lines = (line.strip(" -*\t") for line in text.splitlines())
    pairs = (line.partition(",") for line in lines if line)
    return tuple(Guest(name.strip()[:120], capacity.strip()[:200]) for name, _, capacity in pairs)
