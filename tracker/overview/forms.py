"""Handing over a leaver's work."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.accounts.models import Person
from tracker.web.fields import Choice, Required
from tracker.web.forms import BaseForm


class HandOverForm(BaseForm):
    to_person = Choice("Hand over to", choices=[], validators=[Required("Select who takes the work over")])

    def offer(self, people: Sequence[Person]) -> None:
        self.to_person.choices = [
            ("", "Select a person"),
            *((str(person.id), f"{person.name}, {person.role.label}") for person in people),
        ]
