"""What is wrong with a file of figures, each problem with the row and the column where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import DomainError
from tracker.files.rules_tables import column_letter


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows and columns count from 1; None for what concerns a whole row or the whole file.

    `heading` is that of the column, `said` what the cell holds; `message` says what is wrong and what to do.
    """

    row: int | None
    column: int | None
    message: str
    heading: str | None = None
    said: str | None = None

    @property
    def letter(self) -> str:
        """The column as spreadsheet programs name it; "" for none."""
        return column_letter(self.column) if self.column else ""

    @property
    def place(self) -> str:
        """ "Row 5, column D"; "" for the whole file."""
        where = f"Row {self.row:,}" if self.row else ""
        return where + (f"{', c' if where else 'C'}olumn {self.letter}" if self.column else "")

    @property
    def line(self) -> str:
        """ "Row 5, column D (Jul-24), “12a”: This is not a figure …"."""
        where = self.place + (f" ({self.heading})" if self.column and self.heading else "")
        if self.said is not None:
            where += f"{', ' if where else ''}“{self.said}”"
        return f"{where}: {self.message}" if where else self.message


class BadTable(DomainError):
    """A table that cannot be read as figures. Nothing of it was loaded."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line for problem in self.problems))
