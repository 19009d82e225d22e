"""What is wrong with a seed set, each problem with the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker.errors import DomainError
from tracker.seeds.tables_row import SeedRow

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as a spreadsheet does: the header is row 1. None for what concerns a whole file or row."""

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        column = "" if self.column is None else f", column {self.column}"
        return f"{self.file}{row}{column}: {self.message}"


class BrokenSeeds(DomainError):
    """A seed set with problems. Nothing of it was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        shown = [str(problem) for problem in self.problems[:_SHOWN]]
        left = len(self.problems) - len(shown)
        more = [f"and {left} more."] if left else []
        super().__init__("\n".join([f"The seed set has {count}. Nothing was loaded.", *shown, *more]))


class NoSeedFolder(DomainError):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(f"There is no folder “{folder}”. Name the folder that holds the files of a seed set.")


def at(row: SeedRow, column: str | None, message: str | DomainError) -> Problem:
    """A problem in a row that was read."""
    return Problem(row.FILE, row.line, column, str(message))
