"""The rows of a table become proposals: a measure, a month and what the file says of it, each cell read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from tracker.errors import DomainError
from tracker.files.rules_tables import Cell, Merged, Row, Table
from tracker.measures.rules import Layout, Marking, MeasureType, Unit, ValueState
from tracker.measures.rules_cells import (
    BadCell,
    BadWords,
    read_cell,
    read_marking,
    read_month_cell,
    read_name,
    read_state,
    read_words,
)
from tracker.measures.rules_columns import PARTS, PEERS, Columns, Role
from tracker.measures.rules_names import KnownMeasure, MeasureMissing, Names
from tracker.measures.rules_problems import Problem

_Read = TypeVar("_Read")
_LONGEST_GROUP: Final = 120


@dataclass(frozen=True, slots=True)
class PeerProposal:
    """What a file says of the peers in one month; all in the unit of the measure."""

    group: str
    lower: Decimal
    average: Decimal
    upper: Decimal
    own: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is said of one measure in one month. None: nothing is said, which is not the same as nothing.

    `row`, `columns` (by role) and `heading` are where it stands, for the problems of it.
    """

    measure: KnownMeasure
    month: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    margin: Decimal | None = None
    state: ValueState | None = None
    marking: Marking | None = None
    reason: str | None = None
    peers: PeerProposal | None = None
    row: int | None = None
    columns: Mapping[Role, int] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)

    def problem(self, role: Role | None, message: str, said: str | None = None) -> Problem:
        """A problem of one of its cells, or of its row."""
        place = self.columns.get(role, self.columns.get(Role.VALUE)) if role else None
        return Problem(self.row, place, message, self.headings.get(place) if place else None, said)


@dataclass(slots=True)
class Rows:
    """All that was read of a table."""

    proposals: list[Proposal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blanks: int = 0


def read_rows(table: Table, columns: Columns, names: Names) -> Rows:
    """Every proposal of a table and every cell that cannot be read."""
    reader = _Reader(columns, names)
    reader.refuse_merged(table.merged)
    for row in table.rows:
        if row.number > columns.heading_row:
            reader.read(row)
    if columns.layout is Layout.WIDE:
        reader.gather()
    return reader.found


class _Reader:
    def __init__(self, columns: Columns, names: Names) -> None:
        self.found = Rows()
        self._columns = columns
        self._names = names
        # Of a wide table, whose rows can each hold a part of a month.
        self._parts: dict[tuple[int, date], Proposal] = {}
        self._seen: dict[tuple[int, Role], int] = {}
        self._words_columns = {role: columns.roles[role] for role in _WORDS if role in columns.roles}

    def refuse_merged(self, merged: tuple[Merged, ...]) -> None:
        for each in merged:
            if each.last_row >= self._columns.heading_row:
                message = f"The cells {each.words} are merged. Unmerge them and fill in every one."
                self.found.problems.append(Problem(each.first_row, each.first_column, message))

    def read(self, row: Row) -> None:
        measure = self._measure(row)
        if measure is None:
            return
        if self._columns.layout is Layout.WIDE:
            self._read_wide(row, measure)
        else:
            self._read_long(row, measure)

    def gather(self) -> None:
        self.found.proposals.extend(self._parts.values())

    def _measure(self, row: Row) -> KnownMeasure | None:
        place = self._columns.roles[Role.MEASURE]
        cell = row.at(place)
        if not self._says_anything(row):
            return None
        try:
            return self._names.find(read_name(cell))
        except DomainError as error:
            said = None if isinstance(error, MeasureMissing) or cell is None else cell.words
            self._refuse(row, place, error, said)
            return None

    def _says_anything(self, row: Row) -> bool:
        """A row of a wide table without figures is a heading between rows, or a measure of which nothing is said."""
        if self._columns.layout is Layout.WIDE:
            state = self._columns.roles.get(Role.STATE)
            places = (*self._columns.months, *((state,) if state else ()))
        else:
            places = tuple(self._columns.roles.values())
        return any(row.at(place) for place in places)

    def _read_long(self, row: Row, measure: KnownMeasure) -> None:
        before = len(self.found.problems)
        month = self._take(row, Role.MONTH, _month)
        figures = {role: self._figure(row, role, measure) for role in PARTS}
        if month is None:
            if len(self.found.problems) == before:
                place = self._columns.roles[Role.MONTH]
                self._refuse(row, place, "Enter the month, such as Jul-24.", None)
            return
        read = self._words_of(row, Proposal(measure, month))
        peers = self._peers(row, measure)
        if len(self.found.problems) > before:
            return
        self.found.blanks += all(value is None for value in figures.values()) and read.state is None and peers is None
        self.found.proposals.append(
            replace(
                read,
                value=figures[Role.VALUE],
                numerator=figures[Role.NUMERATOR],
                denominator=figures[Role.DENOMINATOR],
                margin=figures[Role.MARGIN],
                peers=peers,
                row=row.number,
                columns=self._columns.roles,
                headings=self._columns.headings,
            )
        )

    def _read_wide(self, row: Row, measure: KnownMeasure) -> None:
        role = self._part(row)
        words = self._words_of(row, Proposal(measure, date.min))
        if role is None:
            return
        first = self._seen.setdefault((measure.id, role), row.number)
        if first != row.number:
            message = f"Row {first:,} has the figures of {measure.code} already. Remove one of the two rows."
            self._refuse(row, self._columns.roles[Role.MEASURE], message, None)
            return
        for place, month in self._columns.months.items():
            number = self._number(row, place, role, measure)
            if number is None and words.state is not ValueState.WITHDRAWN:
                self.found.blanks += row.at(place) is None
                continue
            self._add(row, place, month, words, role, number)

    def _add(self, row: Row, place: int, month: date, words: Proposal, role: Role, number: Decimal | None) -> None:
        key = (words.measure.id, month)
        held = self._parts.get(key)
        columns = {Role.VALUE: place, **self._words_columns, **(held.columns if held else {}), role: place}
        self._parts[key] = Proposal(
            words.measure,
            month,
            value=number if role is Role.VALUE else held.value if held else None,
            numerator=number if role is Role.NUMERATOR else held.numerator if held else None,
            denominator=number if role is Role.DENOMINATOR else held.denominator if held else None,
            margin=number if role is Role.MARGIN else held.margin if held else None,
            state=held.state if held and held.state else words.state,
            marking=held.marking if held and held.marking else words.marking,
            reason=held.reason if held and held.reason else words.reason,
            row=held.row if held else row.number,
            columns=columns,
            headings=self._columns.headings,
        )

    def _part(self, row: Row) -> Role | None:
        """What a wide row holds; the figure itself where nothing says otherwise."""
        place = self._columns.roles.get(Role.PART)
        cell = row.at(place) if place else None
        if cell is None or place is None:
            return Role.VALUE
        found = next((role for role in PARTS if cell.words.casefold() == role.value), None)
        if found is None:
            self._refuse(row, place, "Write value, numerator, denominator or margin, or leave it blank.", cell.words)
        return found

    def _words_of(self, row: Row, proposal: Proposal) -> Proposal:
        return replace(
            proposal,
            state=self._take(row, Role.STATE, read_state),
            marking=self._take(row, Role.MARKING, read_marking),
            reason=self._take(row, Role.REASON, read_words),
        )

    def _peers(self, row: Row, measure: KnownMeasure) -> PeerProposal | None:
        wanted = (Role.PEER_LOWER, Role.PEER_AVERAGE, Role.PEER_UPPER, Role.PEER_OWN)
        lower, average, upper, own = (self._figure(row, role, measure) for role in wanted)
        group = self._take(row, Role.PEER_GROUP, lambda cell: read_words(cell, limit=_LONGEST_GROUP))
        if lower is None and average is None and upper is None and own is None and group is None:
            return None
        if lower is None or average is None or upper is None or group is None:
            named = ", ".join(role.label.lower() for role in PEERS)
            self._refuse(row, self._columns.roles.get(Role.PEER_AVERAGE), f"Enter all of these: {named}.", None)
            return None
        return PeerProposal(" ".join(group.split()), lower, average, upper, own)

    def _figure(self, row: Row, role: Role, measure: KnownMeasure) -> Decimal | None:
        place = self._columns.roles.get(role)
        return self._number(row, place, role, measure) if place else None

    def _number(self, row: Row, place: int, role: Role, measure: KnownMeasure) -> Decimal | None:
        unit, whole = unit_of(role, measure)
        cell = row.at(place)
        try:
            return read_cell(cell, unit, whole=whole)
        except BadCell as error:
            self._refuse(row, place, error.problem, error.said)
            return None

    def _take(self, row: Row, role: Role, read: Callable[[Cell | None], _Read | None]) -> _Read | None:
        place = self._columns.roles.get(role)
        if place is None:
            return None
        try:
            return read(row.at(place))
        except (BadCell, BadWords) as error:
            self._refuse(row, place, error.problem, error.said)
        return None

    def _refuse(self, row: Row, place: int | None, message: str | DomainError, said: str | None) -> None:
        heading = self._columns.headings.get(place) if place else None
        self.found.problems.append(Problem(row.number, place, str(message), heading, said))


_WORDS: Final = (Role.STATE, Role.MARKING, Role.REASON)


def unit_of(role: Role, measure: KnownMeasure) -> tuple[Unit, bool]:
    """What a cell of a measure is counted in, and whether it counts only whole things."""
    if role is Role.MARGIN:
        return Unit.PERCENT, False
    if role is Role.DENOMINATOR or (role is Role.NUMERATOR and measure.kind is not MeasureType.MEAN_TIME):
        return Unit.COUNT, False
    counts = role is Role.VALUE and measure.kind in {MeasureType.COUNT, MeasureType.STOCK}
    return measure.unit, counts and measure.unit is Unit.COUNT


def _month(cell: Cell | None) -> date | None:
    return None if cell is None else read_month_cell(cell)
