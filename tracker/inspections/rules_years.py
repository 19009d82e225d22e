"""Grades over the years as one table, and what to say of it where scales differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.documents.blocks import Status
from tracker.inspections.rules_grades import grade_shown


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


class Question(Protocol):
    @property
    def area(self) -> str: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def grade(self) -> str: ...


class Inspected(Protocol):
    """An inspection with its scale and its questions, each in its order."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def scale(self) -> Sequence[Labelled]: ...
    @property
    def questions(self) -> Sequence[Question]: ...


@dataclass(frozen=True, slots=True)
class YearsColumn:
    """One inspection. `scale` is its own, best grade first, "Ungraded" last."""

    code: str
    title: str
    year: int
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearsRow:
    """One theme or area with its grade in each column; None where it was not inspected."""

    name: str
    cells: tuple[str | None, ...]
    statuses: tuple[Status | None, ...]


@dataclass(frozen=True, slots=True)
class YearsTable:
    """`columns` oldest first. `scales` are the different ones in it, each with the columns that use it."""

    columns: tuple[YearsColumn, ...]
    rows: tuple[YearsRow, ...]
    scales: tuple[tuple[tuple[str, ...], tuple[YearsColumn, ...]], ...]

    @property
    def has_different_scales(self) -> bool:
        return len(self.scales) > 1

    @property
    def words_not_on_every_scale(self) -> tuple[str, ...]:
        """The grades that some of the inspections could not give."""
        scales = [scale for scale, _ in self.scales]
        words = dict.fromkeys(label for scale in scales for label in scale)
        return tuple(word for word in words if not all(word in scale for scale in scales))


def years_table(inspections: Sequence[Inspected]) -> YearsTable:
    """Every graded question of the inspections that have any.

    Questions are lined up by theme, or by area where they have none. The newest inspection gives the order and the
    spelling; lines that only older ones have follow.
    """
    graded = sorted((each for each in inspections if each.questions), key=_age)
    found = [_lines(each) for each in graded]
    names: dict[str, str] = {}
    for lines in reversed(found):
        for key, (name, _) in lines.items():
            names.setdefault(key, name)
    columns = tuple(
        YearsColumn(each.code, each.title, each.year, tuple(grade.label for grade in each.scale)) for each in graded
    )
    rows = tuple(_row(name, [lines.get(key) for lines in found], columns) for key, name in names.items())
    scales: dict[tuple[str, ...], list[YearsColumn]] = {}
    for column in columns:
        scales.setdefault(column.scale, []).append(column)
    return YearsTable(columns, rows, tuple((scale, tuple(using)) for scale, using in scales.items()))


def _age(inspection: Inspected) -> tuple[int, date, str]:
    return inspection.year, inspection.published_on or date(inspection.year, 12, 31), inspection.code


def _lines(inspection: Inspected) -> dict[str, tuple[str, str]]:
    """The name and grade of each line by its key. No question is lost where two would stand on one line."""
    lines: dict[str, tuple[str, str]] = {}
    for question in inspection.questions:
        name = question.theme or question.area
        if name.casefold() in lines:
            name = f"{name}: {question.area}"
        lines[name.casefold()] = (name, question.grade)
    return lines


def _row(name: str, found: Sequence[tuple[str, str] | None], columns: Sequence[YearsColumn]) -> YearsRow:
    cells = tuple(line[1] if line else None for line in found)
    statuses = tuple(
        grade_shown(cell, column.scale) if cell is not None else None
        for cell, column in zip(cells, columns, strict=True)
    )
    return YearsRow(name, cells, statuses)
