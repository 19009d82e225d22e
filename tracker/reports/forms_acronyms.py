"""The forms of the list of acronyms."""

from __future__ import annotations

from typing import Self

from tracker.reports.commands_acronyms import AddAcronym, ChangeAcronym
from tracker.reports.models import Acronym
from tracker.reports.rules_acronyms import LONGEST_ACRONYM, LONGEST_MEANING
from tracker.web.fields import Line, Required, Tick
from tracker.web.forms import BaseForm


class AddAcronymForm(BaseForm):
    acronym = Line(
        "Acronym",
        limit=LONGEST_ACRONYM,
        description="As it stands in texts, in the singular. Plurals such as “PPNs” are found by themselves.",
        validators=[Required("Enter the acronym")],
    )
    meaning = Line("Meaning", limit=LONGEST_MEANING, validators=[Required("Enter what the acronym stands for")])

    def to_command(self) -> AddAcronym:
        return AddAcronym(str(self.acronym.data), str(self.meaning.data))


class ChangeAcronymForm(BaseForm):
    meaning = Line("Meaning", limit=LONGEST_MEANING, validators=[Required("Enter what the acronym stands for")])
    withdrawn = Tick("Withdrawn: no report spells it out")

    @classmethod
    def from_row(cls, row: Acronym, *, fresh: bool = False) -> Self:
        data = {"meaning": row.meaning, "withdrawn": row.withdrawn_at is not None, "version": row.version}
        return cls(formdata=None, data=data) if fresh else cls(data=data)

    def to_command(self) -> ChangeAcronym:
        return ChangeAcronym(self.opened_at, str(self.meaning.data), bool(self.withdrawn.data))
