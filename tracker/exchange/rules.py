"""Spreadsheets to be taken away: sheets of rows become the bytes of an XLSX file.

The same sheets give the same bytes. A text stays a text, whatever it begins with; a date is a date, a number a number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from tracker.dates import long_date
from tracker.documents.text import visible

Cell = str | int | Decimal | date | None

INTERNAL: Final = "Internal document: for the office only, not for publication"

LONGEST_CELL: Final = 32_767
"""The most characters a cell can hold."""

_NAME: Final = re.compile(r"[^\[\]:*?/\\']{1,31}")
_PROPERTIES: Final = "docProps/core.xml"
# A zip file cannot name a day before this one; which day it names matters to nobody.
_PACKED_AT: Final = (1980, 1, 1, 0, 0, 0)
# Spreadsheet programs read _x0041_ in a text as the letter A.
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAY_RUN: Final = re.compile(r"\s*[=+\-@]")
_CUT: Final = "… (cut short)"

_HEADING: Final = Font(bold=True)
_GROUND: Final = PatternFill("solid", fgColor="F3F2F1")
_LINE: Final = Border(bottom=Side(style="medium", color="0B0C0C"))
_TOP: Final = Alignment(vertical="top")
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_DAY: Final = "d mmm yyyy"
# Before it spreadsheet programs do not agree on which day a number is.
_FIRST_DAY: Final = date(1900, 3, 1)


class NotASheet(ValueError):
    """A mistake of ours: a sheet whose name or rows no spreadsheet can hold."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and its width in characters; texts wrap within it."""

    heading: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their headings; each row has a cell for every column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Book:
    """A file of sheets. `mark` stands at the head of every printed sheet; `about` is the first sheet, line by line."""

    title: str
    mark: str
    about: Sequence[str]
    made_on: date
    sheets: Sequence[Sheet]


def to_xlsx(book: Book) -> bytes:
    """The file. Raises NotASheet."""
    about = Sheet("About", (Column(book.title, 100),), [(book.mark,), *((line,) for line in book.about)])
    # All rows first: a file that was begun cannot be given up.
    filled = [(sheet, _checked(sheet)) for sheet in (about, *book.sheets)]
    workbook = Workbook(write_only=True)
    for sheet, rows in filled:
        _add(workbook, sheet, rows, book)
    workbook.properties = _properties(book)
    written = io.BytesIO()
    workbook.save(written)
    return _packed_alike(written.getvalue(), book)


def _checked(sheet: Sheet) -> list[Sequence[Cell]]:
    if not _NAME.fullmatch(sheet.name):
        raise NotASheet(f"No sheet can be called {sheet.name!r}.")
    rows = list(sheet.rows)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(sheet.columns):
            raise NotASheet(f"Row {number} of {sheet.name} has {len(row)} cells, not {len(sheet.columns)}.")
    return rows


def _add(workbook: Workbook, sheet: Sheet, rows: Sequence[Sequence[Cell]], book: Book) -> None:
    page = workbook.create_sheet(sheet.name)
    last = get_column_letter(len(sheet.columns))
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    # An ampersand begins a code there.
    page.oddHeader.center.text = book.mark.replace("&", "&&")
    page.oddFooter.center.text = "&A – &P / &N"
    page.append([_heading(page, column.heading) for column in sheet.columns])
    pens = _Pens(page)
    for row in rows:
        page.append(pens.written(value) for value in row)
    if len(sheet.columns) > 1:
        page.auto_filter.ref = f"A1:{last}{len(rows) + 1}"


def _heading(page: Any, text: str) -> Any:  # noqa: ANN401  # the library's own types
    cell = _Pens(page).written(text)
    cell.font, cell.fill, cell.border = _HEADING, _GROUND, _LINE
    return cell


class _Pens:
    """One cell of each style, which is given one value after another.

    The library writes each cell before it asks for the next, and making a cell with its style costs more than all else.
    """

    def __init__(self, page: Any) -> None:  # noqa: ANN401  # the library's own types
        self._text = _pen(page, _WRAPPED)
        # So that it stays a text when somebody edits the cell and leaves it.
        self._may_run = _pen(page, _WRAPPED)
        self._may_run.quotePrefix = True
        self._day = _pen(page, _TOP)
        self._day.number_format = _DAY
        self._number = _pen(page, _TOP)

    def written(self, value: Cell) -> Any:  # noqa: ANN401  # the library's own types
        """The cell with this value, until the next of its style is asked for; None for a blank one."""
        if value is None:
            return None
        if isinstance(value, date) and value < _FIRST_DAY:
            value = long_date(value)
        if isinstance(value, str):
            cell = self._may_run if _MAY_RUN.match(value := _text(value)) else self._text
            cell.value = value
            # Set last: the library takes what begins with “=” for a formula.
            cell.data_type = "s"
            return cell
        cell = self._day if isinstance(value, date) else self._number
        cell.value = value
        return cell


def _pen(page: Any, alignment: Alignment) -> Any:  # noqa: ANN401  # the library's own types
    cell: Any = WriteOnlyCell(page)
    cell.alignment = alignment
    return cell


def _text(value: str) -> str:
    text = _LOOKS_ESCAPED.sub("_x005F_", visible(value))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(_CUT)] + _CUT


def _properties(book: Book) -> DocumentProperties:
    made = datetime.combine(book.made_on, time())
    return DocumentProperties(
        title=book.title, subject=book.mark, creator="Tracker", language="en-GB", created=made, modified=made
    )


def _packed_alike(written: bytes, book: Book) -> bytes:
    """The same file without the moments at which it was written and packed."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(written)) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = ZipInfo(name, date_time=_PACKED_AT)
            info.compress_type = ZIP_DEFLATED
            body = tostring(_properties(book).to_tree()) if name == _PROPERTIES else before.read(name)
            after.writestr(info, body)
    return packed.getvalue()
