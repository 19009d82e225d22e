"""What is said of a report before it is signed: comments, answers, and reasons why a problem may stand (RULES 7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.documents.places import Place
from tracker.errors import DomainError
from tracker.reports.rules_checks_types import Problem, ProblemPlace
from tracker.reports.rules_life import ReportState
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_kinds import Snapshot

COMMENT_LIMIT: Final = 2000
"""The most characters in a comment, in an answer, and in what goes with a submission or a return."""
REASON_LIMIT: Final = 1000
"""The most characters in a reason why a problem may stand."""

WHOLE: Final = Place("the-report", "The whole report")
"""Where a comment stands that is about no part alone."""

_IN_TABLES: Final = {"Deliverables": "Deliverables progress", "Acronyms": "Acronyms"}
"""What checks call a part, by how the report calls it."""


class NotNow(DomainError):
    """What is to be said of a report has no place in the state it is in."""

    def __init__(self, state: ReportState, words: str) -> None:
        self.state = state
        super().__init__(words)


class CommentsClosed(NotNow):
    """Only a submitted report is commented on: before that it is still being written, after that it is signed."""

    def __init__(self, state: ReportState) -> None:
        where = "It is with the officers, who are still writing it." if state.is_with_officers else _signed(state)
        super().__init__(state, f"A report is commented on while it is submitted. {where}")


class AnswersClosed(NotNow):
    def __init__(self, state: ReportState) -> None:
        super().__init__(state, f"Comments are answered before a report is signed off. {_signed(state)}")


class OverridesClosed(NotNow):
    def __init__(self, state: ReportState) -> None:
        super().__init__(state, f"Reasons are given before a report is signed off. {_signed(state)}")


class AlreadyOverridden(DomainError):
    """Somebody gave a reason already; reasons are not changed."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(f"{by} has already said why this may stand.")


class AlreadyResolved(DomainError):
    """The comment was resolved by an answer before."""

    def __init__(self) -> None:
        super().__init__("This comment is resolved already.")


class NoReasonsLeft(DomainError):
    """No reason of the version before still fits what is wrong."""

    def __init__(self) -> None:
        super().__init__(
            "No reason of the version before is left to give again: what is wrong reads otherwise now, or has its "
            "reason already."
        )


class NoReasonNeeded(DomainError):
    """Only what stops a signature needs a reason."""

    def __init__(self) -> None:
        super().__init__("This does not stop the signature, so no reason is needed why it may stand.")


def check_commenting(state: ReportState) -> None:
    """Raises CommentsClosed."""
    if state is not ReportState.SUBMITTED:
        raise CommentsClosed(state)


def check_answering(state: ReportState) -> None:
    """While it is submitted or with the officers. Raises AnswersClosed."""
    if state.is_signed:
        raise AnswersClosed(state)


def check_overriding(state: ReportState) -> None:
    """Until it is signed. Raises OverridesClosed."""
    if state.is_signed:
        raise OverridesClosed(state)


def place_in(problem: ProblemPlace, snapshot: Snapshot, places: Sequence[Place]) -> Place | None:
    """The heading a problem stands under, or that of its priority; None for the whole report."""
    if problem.number is None:
        return next((each for each in places if each.words.startswith(problem.block)), None)
    starts = _beginning(problem, snapshot)
    under = [each for each in places if starts and (each.anchor == starts or each.anchor.startswith(f"{starts}-"))]
    return next(_matching(problem.block, under), under[0] if under else None)


def part_words(place: Place, snapshot: Snapshot) -> str:
    """A heading by its priority, as every priority has the same ones: "Priority 1 › Deliverables progress"."""
    for position, (plan_code, number) in enumerate(_priorities(snapshot), start=1):
        if place.anchor.startswith(f"priority-{position}-{number}-"):
            several = len({code for code, _ in _priorities(snapshot)}) > 1
            return f"Priority {number}{f' of {plan_code}' if several else ''} › {place.words}"
    return place.words


def problems_under(found: Sequence[Problem], plan_code: str, number: int) -> tuple[Problem, ...]:
    """Those of one priority."""
    return tuple(each for each in found if (each.place.plan_code, each.place.number) == (plan_code, number))


def _matching(block: str, under: Sequence[Place]) -> Iterator[Place]:
    name = _IN_TABLES.get(block, block)
    yield from (each for each in under if each.words == name)
    # "999, SO WHAT" stands beside the figures of 999.
    for group in (name, name.rpartition(", ")[0]):
        yield from (each for each in under if f"{each.words}, ".startswith(f"Measures: {group}, "))


def _beginning(problem: ProblemPlace, snapshot: Snapshot) -> str | None:
    """How the anchors of its priority begin, as the layouts number them."""
    for position, name in enumerate(_priorities(snapshot), start=1):
        if name == (problem.plan_code, problem.number):
            return f"priority-{position}-{problem.number}"
    return None


def _priorities(snapshot: Snapshot) -> list[tuple[str, int]]:
    """Plan and number of each, in printed order."""
    if isinstance(snapshot, AnnualSnapshot):
        return [(chapter.plan_code, chapter.number) for chapter in snapshot.chapters]
    parts = snapshot.priorities if isinstance(snapshot, HighlightSnapshot) else snapshot.sections
    return [(part.plan_code, part.number) for part in parts]


def _signed(state: ReportState) -> str:
    return "This version was revoked." if state is ReportState.REVOKED else "This one is signed off."
