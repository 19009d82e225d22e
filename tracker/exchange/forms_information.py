"""Sending the register of Specified Information as a file, and changing it by what was sent."""

from __future__ import annotations

from typing import Self

from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.exchange.rules_sheets_limits import LARGEST_SHEET_FILE
from tracker.files.rules import CheckedFile, FileKind, FileRefused, clean_name, size_in_words
from tracker.files.rules_tables import Table
from tracker.information.commands_file import ApplyRegister, SendRegister
from tracker.information.rules_file import NotACsv, RegisterTooLarge
from tracker.web.fields import Upload
from tracker.web.forms import BaseForm


class SendRegisterForm(BaseForm):
    """A file to be looked at. Nothing is changed yet."""

    file = Upload(
        "File",
        description=f"A CSV file of at most {size_in_words(LARGEST_SHEET_FILE)}. After a refusal your browser asks you "
        "to choose the file again.",
    )

    checked: CheckedFile | None = None

    def validate_file(self, field: Upload) -> None:
        sent = field.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            raise StopValidation("Choose a file")
        try:
            # One byte more than may be sent says that it is too large; the rest need not be read.
            self.checked = _checked(sent.filename, sent.stream.read(LARGEST_SHEET_FILE + 1))
        except FileRefused as error:
            raise StopValidation(str(error)) from error

    def to_command(self) -> SendRegister:
        """Only for a form that was found sound."""
        if self.checked is None:
            raise ValueError("The form has no file.")
        return SendRegister(self.checked)


class ApplyRegisterForm(BaseForm):
    """Changes the register as the page shows. Its version is the state of the register, one up: 0 stands for none."""

    compared = frozenset()

    @classmethod
    def at(cls, state: int, *, fresh: bool = False) -> Self:
        stored = {"version": state + 1}
        return cls(formdata=None, data=stored) if fresh else cls(data=stored)

    def _show_stored(self, stored: BaseForm) -> None:
        # Nothing is typed here that could be compared: the page itself shows what would change now.
        self.version.data = stored.version.data

    def to_command(self, table: Table) -> ApplyRegister:
        return ApplyRegister(table, seen=self.opened_at - 1)


def _checked(name: str, content: bytes) -> CheckedFile:
    """Raises a FileRefused."""
    if not clean_name(name).lower().endswith(".csv"):
        raise NotACsv(clean_name(name))
    if len(content) > LARGEST_SHEET_FILE:
        raise RegisterTooLarge(clean_name(name), size_in_words(LARGEST_SHEET_FILE))
    checked = check_sheet_file(name, content)
    if checked.kind is not FileKind.CSV:
        raise NotACsv(checked.name)
    read_table(checked)
    return checked
