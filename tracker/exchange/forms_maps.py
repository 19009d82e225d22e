"""Saying how the files of a source system are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from tracker.measures.commands_maps import SaveMap
from tracker.measures.models_summary import ColumnMap
from tracker.measures.queries_load import map_of
from tracker.measures.rules import Layout
from tracker.measures.rules_columns import Columns, Role, SavedMap
from tracker.web.fields import Line, Radios, Required
from tracker.web.forms import BaseForm


class MapForm(BaseForm):
    """A name, a layout and, for each role, the heading of its column; a role without one is not in the files."""

    name = Line(
        "Name",
        limit=120,
        printed=False,
        description="The system the files come from, such as Niche.",
        validators=[Required("Enter a name")],
    )
    layout = Radios(
        "How the files are laid out",
        choices=Layout.choices(),
        validators=[Required("Select how the files are laid out")],
    )

    @classmethod
    def for_row(cls, row: ColumnMap, *, fresh: bool = False) -> Self:
        saved = map_of(row)
        stored = {"version": row.version, "name": saved.name, "layout": saved.layout.value}
        stored.update({role.value: heading for role, heading in saved.headings.items()})
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @classmethod
    def for_columns(cls, columns: Columns | None) -> Self:
        """A new map, filled with what was found in a file."""
        if columns is None:
            return cls()
        found = {role.value: heading for role, heading in columns.role_headings().items()}
        return cls(data={"layout": columns.layout.value, **found})

    @property
    def headings(self) -> Iterator[Line]:
        """The questions for headings, in the order of the roles."""
        return (self._fields[role.value] for role in Role)

    def to_command(self) -> SaveMap:
        answers = {role: self._fields[role.value].data for role in Role}
        headings = {role: heading for role, heading in answers.items() if heading}
        return SaveMap(SavedMap(self.name.data, Layout(self.layout.data), headings), self.opened_at)


for _role in Role:
    setattr(MapForm, _role.value, Line(_role.label, limit=300, printed=False))
