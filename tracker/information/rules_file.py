"""The register as a file that the office edits: what stands in it, and what a changed file would do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tracker.audit.rules import difference
from tracker.documents.cells import restore_cell, safe_cell
from tracker.documents.text import clean_line
from tracker.errors import DomainError, Stale
from tracker.files.rules import FileRefused
from tracker.files.rules_tables import Row, Table
from tracker.information.rules_file_cells import COLUMNS, HEADINGS, Field, read_line
from tracker.information.rules_lines import LONGEST_TEXT, LineFacts, words_of

WITHDRAWN: Final = "withdrawn"
"""The heading of the column that says why a line is withdrawn; empty for a line that stands."""

DOWNLOADED_AS: Final = "downloaded_as"
"""The heading of the column by which a line is known to have changed after the file was downloaded."""

MOST_LINES: Final = 1_000


class NotACsv(FileRefused):
    """The register comes and goes as CSV alone."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” is not a CSV file. Download the register, change that file, and save it as CSV.")


class RegisterTooLarge(FileRefused):
    """A register is never as large; so the file holds something else too."""

    def __init__(self, name: str, most: str) -> None:
        self.name = name
        super().__init__(
            f"“{name}” is larger than {most}, so it holds more than the register. Keep only the rows of the register "
            "in it, or download the register and change that file."
        )


class ProblemsLeft(DomainError):
    """A file with problems changes nothing."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"The file has {'1 problem' if number == 1 else f'{number} problems'}, so nothing was changed. Mend the "
            "file, then choose the new one."
        )


class NothingInTheFile(DomainError):
    """The register says already what the file says."""

    def __init__(self) -> None:
        super().__init__("The file says what the register says already, so there is nothing to change.")


class RegisterMoved(Stale):
    """Somebody changed a line after the file was looked at: nothing was typed, so there is only the page to read."""

    def __init__(self, opened_at: int, now_at: int) -> None:
        super().__init__("The register", opened_at, now_at)
        self.args = (
            "The register was changed by somebody else while you had this page open, so nothing was changed by your "
            "file. The page now shows what the file would do to the register as it stands. Read it, then change the "
            "register.",
        )
        self.unasked = str(self)


class AlreadyApplied(DomainError):
    """A file that was sent changes the register once."""

    def __init__(self) -> None:
        super().__init__("This file has changed the register already. Send it again if it should do so once more.")


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as a spreadsheet program does; None for the whole file. `heading` is that of the column."""

    row: int | None
    heading: str | None
    message: str
    said: str | None = None

    @property
    def place(self) -> str:
        return "The file" if self.row is None else f"Row {self.row:,}"


@dataclass(frozen=True, slots=True)
class Held:
    """A line as the register has it. `withdrawn`: why, None for one that stands."""

    code: str
    facts: LineFacts
    withdrawn: str | None

    @property
    def seal(self) -> str:
        """Another one for each text the line can have. With a letter first, no spreadsheet takes it for a number."""
        cells = [*(each.write(self.code, self.facts) for each in COLUMNS), self.withdrawn or ""]
        return "v" + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line as the file has it. `seal`: that of the line when the file was downloaded; None where it does not say."""

    row: int
    code: str
    facts: LineFacts
    withdrawn: str | None
    seal: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the file that differs from the register's. `held` None: it is new."""

    wanted: Wanted
    held: Held | None
    words: Mapping[str, tuple[str | None, str | None]]

    @property
    def undoes(self) -> bool:
        """Whether the line was changed after the file was downloaded: the file may put back what it said before."""
        return self.held is not None and self.wanted.seal is not None and self.wanted.seal != self.held.seal

    @property
    def withdraws(self) -> bool:
        return self.wanted.withdrawn is not None and (self.held is None or self.held.withdrawn is None)

    @property
    def restores(self) -> bool:
        return self.wanted.withdrawn is None and self.held is not None and self.held.withdrawn is not None


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file would do. `absent` are the lines of the register that it does not name: they stay as they are."""

    changes: Sequence[Change] = ()
    unchanged: int = 0
    absent: Sequence[Held] = ()
    order: Sequence[str] = ()
    reordered: bool = False
    problems: Sequence[Problem] = field(default_factory=tuple)

    @property
    def added(self) -> list[Change]:
        return [each for each in self.changes if each.held is None]

    @property
    def altered(self) -> list[Change]:
        return [each for each in self.changes if each.held is not None]

    @property
    def undone(self) -> list[Change]:
        return [each for each in self.altered if each.undoes]

    @property
    def of_unknown_age(self) -> list[Change]:
        """Of which the file does not say what they said when it was downloaded."""
        return [each for each in self.altered if each.wanted.seal is None]

    @property
    def does_something(self) -> bool:
        return bool(self.changes) or self.reordered


def rows_of(register: Iterable[Held]) -> list[list[str]]:
    """The register as the rows of a CSV file, its headings first; the same file sent back changes nothing."""
    rows = [[each.heading for each in COLUMNS] + [DOWNLOADED_AS, WITHDRAWN]]
    for held in register:
        cells = [each.write(held.code, held.facts) for each in COLUMNS]
        rows.append([safe_cell(cell) for cell in (*cells, held.seal, held.withdrawn or "")])
    return rows


def plan_of(table: Table, register: Sequence[Held], on: date) -> FilePlan:
    """What the file would do to the register. With a problem it does nothing."""
    places, problems = _columns(table.rows[0])
    if problems:
        return FilePlan(problems=problems)
    if len(table.rows) - 1 > MOST_LINES:
        return FilePlan(problems=(Problem(None, None, f"The file has more than {MOST_LINES:,} lines. Shorten it."),))
    wanted: list[Wanted] = []
    for row in table.rows[1:]:
        line, wrong = _wanted(row, places, on)
        problems += wrong
        if line is not None:
            wanted.append(line)
    problems += _repeated(wanted)
    return FilePlan(problems=tuple(problems)) if problems else _held_against(wanted, register)


def _columns(row: Row) -> tuple[dict[str, int], list[Problem]]:
    """The column of each heading, counted from 1."""
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(row.cells, start=1):
        name = _heading(cell.words if cell is not None else "")
        if name == "":
            continue
        if name not in HEADINGS and name not in (WITHDRAWN, DOWNLOADED_AS):
            problems.append(Problem(row.number, None, f"There is no column of this name. {_WANTED}", name))
        elif name in places:
            problems.append(Problem(row.number, None, "Two columns have this name. Take one away.", name))
        places.setdefault(name, place)
    missing = [each for each in HEADINGS if each not in places]
    if missing:
        problems.append(Problem(None, None, f"Columns are missing: {', '.join(missing)}. {_WANTED}"))
    return places, problems


_WANTED: Final = "Download the register to see which columns it has."


def _heading(text: str) -> str:
    return text.strip().lower().replace(" ", "_")


def _wanted(row: Row, places: Mapping[str, int], on: date) -> tuple[Wanted | None, list[Problem]]:
    cells = {name: _text(row, place) for name, place in places.items()}
    problems: list[Problem] = []

    def wrong(column: Field | None, error: DomainError) -> None:
        heading = column.heading if column is not None else error.field
        said = cells.get(heading or "") or None
        problems.append(Problem(row.number, heading, str(error), said))

    found = read_line(cells, on, wrong)
    reason = _reason(cells.get(WITHDRAWN, ""), wrong)
    if found is None or problems:
        return None, problems
    return Wanted(row.number, found[0], found[1], reason, cells.get(DOWNLOADED_AS) or None), problems


def _reason(cell: str, wrong: Callable[[None, DomainError], None]) -> str | None:
    try:
        return clean_line(restore_cell(cell), max_length=LONGEST_TEXT) or None
    except DomainError as error:
        wrong(None, error)
        return None


def _text(row: Row, place: int) -> str:
    cell = row.at(place)
    return str(cell.value).strip() if cell is not None else ""


def _repeated(wanted: Sequence[Wanted]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for line in wanted:
        if first.setdefault(line.code.lower(), line.row) != line.row:
            message = f"This code stands in row {first[line.code.lower()]:,} already. Each line has its own."
            problems.append(Problem(line.row, "code", message, line.code))
    return problems


def _held_against(wanted: Sequence[Wanted], register: Sequence[Held]) -> FilePlan:
    held = {each.code.lower(): each for each in register}
    changes = []
    for line in wanted:
        before = held.get(line.code.lower())
        words = difference(_said(before), _said(line))
        if words:
            changes.append(Change(line, before, words))
    named = {line.code.lower() for line in wanted}
    absent = [each for each in register if each.code.lower() not in named]
    order = [*(line.code.lower() for line in wanted), *(each.code.lower() for each in absent)]
    stands = [each.code.lower() for each in register]
    return FilePlan(
        changes=changes,
        unchanged=len(wanted) - len(changes),
        absent=absent,
        order=order,
        reordered=[code for code in order if code in held] != stands,
    )


def _said(line: Held | Wanted | None) -> dict[str, str | None]:
    return {**words_of(line.facts), "Withdrawn": line.withdrawn} if line is not None else {}
