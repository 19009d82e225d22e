"""Sending a file of figures, and loading it after it was looked at."""

from __future__ import annotations

from typing import Self

from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from tracker.exchange.queries_figures import Reading
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.exchange.rules_sheets_limits import LARGEST_SHEET_FILE, SheetWanted
from tracker.files.rules import CheckedFile, FileRefused, size_in_words
from tracker.files.rules_tables import Table
from tracker.measures.commands_load import LoadFigures
from tracker.measures.commands_uploads import SendFigures
from tracker.measures.rules_cells import LONGEST_REASON
from tracker.web.fields import Choice, Choices, Text, Upload
from tracker.web.forms import BaseForm

BY_HEADINGS = "By the map that fits, or else by its headings"


class SendForm(BaseForm):
    """A file to be looked at. Nothing is loaded yet."""

    file = Upload(
        "File",
        description=f"A CSV file or an Excel workbook (.xlsx), at most {size_in_words(LARGEST_SHEET_FILE)}. "
        "After a refusal your browser asks you to choose the file again.",
    )
    map_name = Choice(
        "How to read it",
        choices=[("", BY_HEADINGS)],
        description="A column map says which column of a source system’s files holds what.",
    )

    checked: CheckedFile | None = None

    @classmethod
    def with_maps(cls, names: Choices) -> Self:
        form = cls()
        form.map_name.choices = [("", BY_HEADINGS), *names]
        return form

    def validate_file(self, field: Upload) -> None:
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            raise StopValidation("Choose a file")
        try:
            # One byte more than may be sent says that it is too large; the rest need not be read.
            checked = check_sheet_file(sent.filename, sent.stream.read(LARGEST_SHEET_FILE + 1))
            read_table(checked)
        except SheetWanted:
            # Asked for on the next page.
            pass
        except FileRefused as error:
            raise StopValidation(str(error)) from error
        self.checked = checked

    def to_command(self) -> SendFigures:
        """Only for a form that was found sound."""
        if self.checked is None:
            raise ValueError("The form has no file.")
        return SendFigures(self.checked)


class LoadForm(BaseForm):
    """Loads what the page shows. Its version is one more than the number of the newest load the page knew of."""

    compared = frozenset()
    note = Text(
        "Note on this load",
        limit=LONGEST_REASON,
        description="Where the figures come from. If figures on record change, say why: it is kept with each of them "
        "that needs a reason, as every final figure does.",
    )

    @classmethod
    def at(cls, newest: int, *, fresh: bool = False) -> Self:
        stored = {"version": newest + 1}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    @property
    def seen(self) -> int:
        """The newest load the page knew of; below 0, which no load is, when the form does not say."""
        return self.opened_at - 1

    def to_command(self, file: CheckedFile, table: Table, reading: Reading) -> LoadFigures:
        return LoadFigures(
            file=file,
            table=table,
            sheet=reading.sheet,
            map_name=reading.map_name,
            note=self.note.data,
            final=reading.final,
            seen=self.seen,
        )
