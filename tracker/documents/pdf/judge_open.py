"""Opens what somebody uploaded: refuses at once what no pack takes, before anything in it is read that costs time."""

from __future__ import annotations

import re
import zlib
from typing import Final

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, NotAPdf
from tracker.documents.pdf.paper_errors import DamagedPaper, DynamicForm
from tracker.documents.pdf.paper_objects import dictionary_at, items_at
from tracker.documents.pdf.paper_open import Opened, open_sized

LARGEST: Final = 100_000_000
"""Bytes of one paper."""
MOST_PAGES: Final = 1_000
"""Of one paper."""
_BEGINS_WITHIN: Final = 1024
_MARK: Final = b"%PDF-"

OF_DAMAGE: Final = (
    *(pikepdf.PikepdfError, ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError),
    *(TypeError, ValueError, zlib.error, re.error),
)
"""What a library can answer to objects that are not what they should be. A paper must not end the program."""


def open_upload(data: bytes, title: str) -> Opened:
    """The opened file. Raises one of the `PaperError`s, which names it by its `title`."""
    if not data:
        raise EmptyFile(title)
    if len(data) > LARGEST:
        raise LargePaper(title, len(data), LARGEST)
    if _MARK not in data[:_BEGINS_WITHIN]:
        raise NotAPdf(title)
    try:
        opened = open_sized(data, title, MOST_PAGES)
    except OF_DAMAGE as error:
        raise DamagedPaper(title) from error
    try:
        _admit(opened.pdf, title)
    except OF_DAMAGE as error:
        opened.pdf.close()
        raise DamagedPaper(title) from error
    except BaseException:
        opened.pdf.close()
        raise
    return opened


def _admit(pdf: Pdf, title: str) -> None:
    form = dictionary_at(pdf.Root, "/AcroForm")
    if form is not None and "/XFA" in form and not any(_has_field(page.obj) for page in pdf.pages):
        raise DynamicForm(title)  # its pages only ask to open them in another program


def _has_field(page: Dictionary | pikepdf.Object) -> bool:
    return any(isinstance(it, Dictionary) and it.get("/Subtype") == Name.Widget for it in items_at(page, "/Annots"))
