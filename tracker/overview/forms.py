"""Handing over a leaver's work."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.accounts.models import Person
from tracker.errors import DomainError
from tracker.web.fields import Choice, Required
from tracker.web.forms import BaseForm


class HandOverForm(BaseForm):
    to_person_id = Choice("Hand over to", choices=[], validators=[Required("Select who takes the work over")])

    def offer(self, people: Sequence[Person]) -> None:
        self.to_person_id.choices = [
            ("", "Select a person"),
            *((str(person.id), f"{person.name}, {person.role.label}") for person in people),
        ]

    @property
    def chosen(self) -> int:
        """The person's id; only for a form that is valid."""
        return int(self.to_person_id.data)

    def refuse(self, error: DomainError) -> None:
        """Whatever the work needs of its new owner or lead is a matter of who was chosen."""
        if error.field is None:
            super().refuse(error)
        else:
            self.refusal = error
            self.to_person_id.errors = [*self.to_person_id.errors, str(error)]
