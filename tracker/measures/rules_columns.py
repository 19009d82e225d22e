"""Which column of a table of figures holds what: by a saved map of its source system, or by its headings.

Long: a row for each measure and month. Wide: a row for each measure and a column for each month, whose heading is the
month. Columns that are neither are not read, and are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.enums import LabelledEnum
from tracker.errors import DomainError
from tracker.files.rules_tables import Row, Table, column_letter
from tracker.measures.rules import Layout, short_month
from tracker.measures.rules_cells import BadCell, BadDay, read_month_cell
from tracker.measures.rules_problems import BadTable, Problem


class Role(LabelledEnum):
    """What a column holds."""

    MEASURE = "measure", "Measure, by its code or name"
    MONTH = "month", "Month"
    VALUE = "value", "Figure"
    NUMERATOR = "numerator", "Numerator, or total time"
    DENOMINATOR = "denominator", "Denominator, or cases"
    MARGIN = "margin", "Plus or minus, in % points"
    STATE = "state", "State: provisional, final, not comparable or withdrawn"
    MARKING = "marking", "Marking: OFFICIAL SENSITIVE or none"
    REASON = "reason", "Reason"
    PART = "part", "What the row holds: value, numerator, denominator or margin"
    PEER_GROUP = "peer_group", "Name of the peer group"
    PEER_OWN = "peer_own", "Our own figure as the peers' supplier gives it"
    PEER_LOWER = "peer_lower", "Lower bound of the peers"
    PEER_AVERAGE = "peer_average", "Average of the peers"
    PEER_UPPER = "peer_upper", "Upper bound of the peers"


PEERS: Final = (Role.PEER_GROUP, Role.PEER_LOWER, Role.PEER_AVERAGE, Role.PEER_UPPER)
"""Needed all together or not at all."""

PARTS: Final = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.MARGIN)
"""What a month is made of."""

OF_LAYOUT: Final[Mapping[Layout, tuple[Role, ...]]] = {
    Layout.LONG: tuple(role for role in Role if role is not Role.PART),
    Layout.WIDE: (Role.MEASURE, Role.PART, Role.STATE, Role.MARKING, Role.REASON),
}
"""The roles columns can have."""

HEADINGS_WITHIN: Final = 20
"""Rows among which the headings are looked for; titles may stand above them."""

_KNOWN: Final[Mapping[Role, frozenset[str]]] = {
    Role.MEASURE: frozenset(("measure", "measure code", "measure name", "code", "indicator", "kpi", "metric")),
    Role.MONTH: frozenset(("month", "period", "date", "month ending", "reporting month")),
    Role.VALUE: frozenset(("value", "figure", "result", "actual", "count", "number", "total")),
    Role.NUMERATOR: frozenset(("numerator", "total time", "total seconds")),
    Role.DENOMINATOR: frozenset(("denominator", "cases")),
    Role.MARGIN: frozenset(("margin", "margin of error", "confidence interval", "plus or minus", "ci", "±", "+/-")),
    Role.STATE: frozenset(("state", "state of the figure")),
    Role.MARKING: frozenset(("marking", "protective marking", "classification")),
    Role.REASON: frozenset(("reason", "why")),
    Role.PART: frozenset(("part", "row holds")),
    Role.PEER_GROUP: frozenset(("peer group", "peers", "most similar group", "msg")),
    Role.PEER_OWN: frozenset(("own figure", "own rate", "peer own")),
    Role.PEER_LOWER: frozenset(("lower", "lower bound", "peer lower", "msg lower bound")),
    Role.PEER_AVERAGE: frozenset(("average", "peer average", "msg average")),
    Role.PEER_UPPER: frozenset(("upper", "upper bound", "peer upper", "msg upper bound")),
}
_NEEDED: Final[Mapping[Layout, tuple[Role, ...]]] = {
    Layout.LONG: (Role.MEASURE, Role.MONTH),
    Layout.WIDE: (Role.MEASURE,),
}
_UNDERLINES: Final = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class SavedMap:
    """How the files of one source system are read: the heading of each role."""

    name: str
    layout: Layout
    headings: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table holds what. Columns count from 1; `heading_row` is the number of the row with the headings."""

    layout: Layout
    heading_row: int
    headings: Mapping[int, str]
    roles: Mapping[Role, int]
    months: Mapping[int, date]
    map_name: str | None = None

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that are not read."""
        read = {*self.roles.values(), *self.months}
        return tuple(words for place, words in self.headings.items() if place not in read)

    def role_headings(self) -> Mapping[Role, str]:
        """What a map of this layout would keep."""
        return {role: self.headings[place] for role, place in self.roles.items()}


class MapIncomplete(DomainError):
    """A map that lacks what its layout needs."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.field = role.value
        super().__init__(f"Enter the heading of the column that holds this: {role.label}.")


class HeadingUsedTwice(DomainError):
    """One column cannot be two things."""

    def __init__(self, role: Role, heading: str) -> None:
        self.role = role
        self.field = role.value
        super().__init__(f"“{heading}” is the heading of another answer already. One column holds one thing.")


class NotInThisLayout(DomainError):
    def __init__(self, role: Role, layout: Layout) -> None:
        self.role = role
        self.field = role.value
        super().__init__(f"A file with {layout.label.lower()} has no such column. Leave this empty.")


def check_map(saved: SavedMap) -> None:
    """Raises MapIncomplete, HeadingUsedTwice or NotInThisLayout."""
    offered = OF_LAYOUT[saved.layout]
    stranger = next((role for role in saved.headings if role not in offered), None)
    if stranger is not None:
        raise NotInThisLayout(stranger, saved.layout)
    missing = _lacking(saved.layout, saved.headings)
    if missing is not None:
        raise MapIncomplete(missing)
    seen: set[str] = set()
    for role, heading in saved.headings.items():
        if plain_heading(heading) in seen:
            raise HeadingUsedTwice(role, heading)
        seen.add(plain_heading(heading))


def find_columns(table: Table, maps: Sequence[SavedMap], wanted: str | None = None) -> Columns:
    """By the map called `wanted`; else by the saved map that fits and reads most; else by the headings.

    Raises BadTable, whose problems name row and column.
    """
    rows = table.rows[:HEADINGS_WITHIN]
    if wanted is not None:
        chosen = next((saved for saved in maps if saved.name.casefold() == wanted.casefold()), None)
        if chosen is None:
            names = ", ".join(f"“{saved.name}”" for saved in maps) or "none"
            raise BadTable([Problem(None, None, f"There is no column map “{wanted}”. Saved are: {names}.")])
        return _checked(_by_map(rows, chosen))
    fitting = [saved for saved in maps if _row_with(rows, saved) is not None]
    if fitting:
        return _checked(_by_map(rows, max(fitting, key=lambda saved: len(saved.headings))))
    return _checked(_by_headings(rows))


def plain_heading(heading: str) -> str:
    """As headings are compared: without capitals, blanks alike."""
    return " ".join(_UNDERLINES.sub(" ", heading).casefold().split())


def _lacking(layout: Layout, roles: Iterable[Role]) -> Role | None:
    """A role the layout needs and does not have."""
    held = set(roles)
    needed = list(_NEEDED[layout])
    if held & {*PEERS, Role.PEER_OWN}:
        needed += PEERS
    elif layout is Layout.LONG and not {Role.NUMERATOR, Role.STATE} & held:
        needed.append(Role.VALUE)
    return next((role for role in needed if role not in held), None)


def _headings(row: Row) -> Mapping[int, str]:
    return {place: cell.words for place, cell in enumerate(row.cells, start=1) if cell is not None}


def _months(row: Row, used: Iterable[int]) -> Mapping[int, date]:
    """Of the columns that are not used otherwise. Raises BadTable for a heading that is a day and stands for none."""
    found, problems, taken = {}, [], set(used)
    for place, cell in enumerate(row.cells, start=1):
        if cell is None or place in taken:
            continue
        try:
            found[place] = read_month_cell(cell)
        except BadDay as error:
            problems.append(Problem(row.number, place, error.problem, said=error.said))
        except BadCell:
            continue
    if problems:
        raise BadTable(problems)
    return found


def _row_with(rows: Sequence[Row], saved: SavedMap) -> Row | None:
    """The first row that has all headings of a map."""
    wanted = {plain_heading(heading) for heading in saved.headings.values()}
    for row in rows:
        if wanted <= {plain_heading(heading) for heading in _headings(row).values()}:
            return row
    return None


def _by_map(rows: Sequence[Row], saved: SavedMap) -> Columns:
    row = _row_with(rows, saved)
    if row is None:
        raise BadTable(_missing_headings(rows, saved))
    headings = _headings(row)
    places = {plain_heading(headings[place]): place for place in sorted(headings, reverse=True)}
    roles = {role: places[plain_heading(heading)] for role, heading in saved.headings.items()}
    months = _months(row, roles.values()) if saved.layout is Layout.WIDE else {}
    return Columns(saved.layout, row.number, headings, roles, months, saved.name)


def _missing_headings(rows: Sequence[Row], saved: SavedMap) -> list[Problem]:
    wanted = {plain_heading(heading): heading for heading in saved.headings.values()}

    def found(row: Row) -> set[str]:
        return wanted.keys() & {plain_heading(heading) for heading in _headings(row).values()}

    nearest = max(rows, key=lambda row: len(found(row)))
    return [
        Problem(
            nearest.number,
            None,
            f"The column map “{saved.name}” needs a column “{heading}”, which this file does not have. "
            "Check the file, or change the map.",
        )
        for plain, heading in wanted.items()
        if plain not in found(nearest)
    ]


def _by_headings(rows: Sequence[Row]) -> Columns:
    for row in rows:
        headings = _headings(row)
        named: dict[Role, int] = {}
        for place, words in headings.items():
            role = next((role for role, known in _KNOWN.items() if plain_heading(words) in known), None)
            if role is not None and role not in named:
                named[role] = place
        if Role.MEASURE not in named:
            continue
        if Role.MONTH in named and _lacking(Layout.LONG, named) is None:
            return _columns(Layout.LONG, row.number, headings, named, {})
        months = _months(row, named.values())
        if months:
            return _columns(Layout.WIDE, row.number, headings, named, months)
    said = "No row has the headings of a table of figures. Name the columns measure, month and value; "
    said += "or measure, and then a column for each month (Jul-24). Or choose a saved column map."
    raise BadTable([Problem(rows[0].number if rows else None, None, said)])


def _columns(
    layout: Layout, row: int, headings: Mapping[int, str], named: Mapping[Role, int], months: Mapping[int, date]
) -> Columns:
    roles = {role: place for role, place in named.items() if role in OF_LAYOUT[layout]}
    return Columns(layout, row, headings, roles, months)


def _checked(columns: Columns) -> Columns:
    """Raises BadTable for a heading that stands twice where it matters, and for a wide table without months."""
    problems = [
        _twice(columns, place, words, "This heading stands twice")
        for place, words in columns.headings.items()
        if any(plain_heading(columns.headings[used]) == plain_heading(words) for used in columns.roles.values())
        if place not in columns.roles.values()
    ]
    first: dict[date, int] = {}
    for place, month in columns.months.items():
        if first.setdefault(month, place) != place:
            said = f"Column {column_letter(first[month])} is {short_month(month)} already"
            problems.append(_twice(columns, place, columns.headings[place], said))
    if columns.layout is Layout.WIDE and not columns.months:
        problems.append(Problem(columns.heading_row, None, "No heading of this row is a month, such as Jul-24."))
    if problems:
        raise BadTable(problems)
    return columns


def _twice(columns: Columns, place: int, words: str, said: str) -> Problem:
    message = f"{said}, so nobody can tell which column is meant. Remove or rename one."
    return Problem(columns.heading_row, place, message, said=words)
