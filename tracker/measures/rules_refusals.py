"""Why figures are not loaded or entered."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import DomainError, Stale
from tracker.measures.rules_problems import Problem


class CannotLoad(DomainError):
    """Problems with a file of figures, each on a line of its own. Nothing of it was loaded."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems):,} problems"
        first = f"“{name}” has {count}. Nothing was loaded."
        super().__init__("\n".join([first, *(problem.line for problem in self.problems)]))


class ReasonMissing(DomainError):
    """Figures change that need a reason, and none was given for the load."""

    field = "note"

    def __init__(self, count: int) -> None:
        self.count = count
        figures = "1 figure needs" if count == 1 else f"{count:,} figures need"
        super().__init__(f"Enter the reason: {figures} one, for instance because what is on record is final.")


class ProblemsLeft(DomainError):
    """A file was to be loaded although it has problems, which the page names."""

    def __init__(self, count: int) -> None:
        self.count = count
        problems = "1 problem" if count == 1 else f"{count:,} problems"
        super().__init__(f"Nothing was loaded: the file has {problems}. Mend it, then choose the new file.")


class NothingToLoad(DomainError):
    """Everything that was said is on record already."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” holds nothing that is not on record already, so there is nothing to load.")


class FiguresMoved(Stale):
    """Figures were loaded after the page was opened, so that it may show old ones as in force."""

    def __init__(self, seen: int, newest: int) -> None:
        super().__init__("The record of figures", seen, newest)


class AlreadyLoaded(DomainError):
    """The file of this preview was loaded from it before."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"This file was loaded already, as load {number}. It was not loaded again.")
