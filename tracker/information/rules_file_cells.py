"""The columns of the register's file: how a cell is read, and how it is written so that it reads the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from tracker.documents.cells import restore_cell
from tracker.documents.text import clean_line
from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.information.rules import DueFrom, Every, TimingBy
from tracker.information.rules_lines import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_OWNER,
    LONGEST_TEXT,
    LineFacts,
    UnlikelyDays,
    check_code,
    check_facts,
)

E = TypeVar("E", bound=LabelledEnum)
Wrong = Callable[["Field | None", DomainError], None]

_WHOLE: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_BRITISH: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
_LINE: Final = 300


class CellEmpty(DomainError):
    def __init__(self) -> None:
        super().__init__("This cell is empty and must not be.")


class NotOneOf(DomainError):
    def __init__(self, members: type[LabelledEnum]) -> None:
        offered = ", ".join(f"{each.value} ({each.label})" for each in members)
        super().__init__(f"Write one of: {offered}.")


class NotADay(DomainError):
    def __init__(self) -> None:
        super().__init__("This is not a day. Write it like 2024-04-01 or 01/04/2024.")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `name` is the fact of the line, `heading` what stands over it."""

    heading: str
    name: str
    read: Callable[[str], Any]
    written: Callable[[Any], str]

    def write(self, code: str, facts: LineFacts) -> str:
        return self.written(code if self.name == "code" else getattr(facts, self.name))


def _needed(limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = clean_line(restore_cell(cell), max_length=limit)
        if not text:
            raise CellEmpty
        return text

    return read


def _may_miss(limit: int) -> Callable[[str], str | None]:
    return lambda cell: clean_line(restore_cell(cell), max_length=limit) or None


def _choice(members: type[E]) -> Callable[[str], E]:
    def read(cell: str) -> E:
        wanted = cell.strip().lower()
        for member in members:
            if wanted in (member.value, member.label.lower()):
                return member
        raise CellEmpty if not wanted else NotOneOf(members)

    return read


def _days(cell: str) -> int | None:
    if not cell.strip():
        return None
    if _WHOLE.fullmatch(cell.strip()) is None:
        raise UnlikelyDays
    return int(cell)


def _day(cell: str) -> date:
    text = cell.strip()
    if not text:
        raise CellEmpty
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    parts = iso.groups() if iso else british.groups()[::-1] if british else ()
    try:
        return date(*(int(part) for part in parts))
    except (TypeError, ValueError) as error:
        raise NotADay from error


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _value(member: LabelledEnum) -> str:
    return str(member.value)


COLUMNS: Final = (
    Field("code", "code", lambda cell: check_code(_needed(10 * LONGEST_CODE)(cell)), _text),
    Field("heading", "topic", _needed(_LINE), _text),
    Field("what_is_published", "title", _needed(_LINE), _text),
    Field("line_of_the_law", "source", _needed(_LINE), _text),
    Field("how_often", "every", _choice(Every), _value),
    Field("due", "due_from", lambda cell: _choice(DueFrom)(cell) if cell.strip() else DueFrom.END, _value),
    Field("days", "due_days", _days, _text),
    Field("who_sets_the_time", "timing_by", _choice(TimingBy), _value),
    Field("note", "note", _may_miss(LONGEST_TEXT), _text),
    Field("address", "address", _may_miss(LONGEST_ADDRESS), _text),
    Field("owner", "owner", _may_miss(LONGEST_OWNER), _text),
    Field("counts_from", "counts_from", _day, date.isoformat),
)
HEADINGS: Final = tuple(each.heading for each in COLUMNS)
_OF_FACT: Final = {each.name: each for each in COLUMNS}


def read_line(cells: Mapping[str, str], on: date, wrong: Wrong) -> tuple[str, LineFacts] | None:
    """The code and what the line says; None where `wrong` was told of something."""
    found: dict[str, Any] = {}
    for column in COLUMNS:
        try:
            found[column.name] = column.read(cells.get(column.heading, ""))
        except DomainError as error:
            wrong(column, error)
    if len(found) < len(COLUMNS):
        return None
    code = str(found.pop("code"))
    facts = LineFacts(**found)
    try:
        check_facts(facts, on)
    except DomainError as error:
        wrong(_OF_FACT.get(error.field or ""), error)
        return None
    return code, facts
