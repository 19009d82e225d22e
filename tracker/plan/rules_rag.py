"""The RAG rating: computed first, and the owner may set another with a reason (RULES 2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tracker.dates import Quarter, long_date
from tracker.errors import DomainError
from tracker.plan.rules import ProgressStatus, Rag, ReasonNeeded, days, days_overdue, has_words, is_overdue

_NAMED: Final = 3
"""Of the linked risks; more would hide the other reasons."""


class OverrideNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the rating should differ from the computed one.")


class CompleteIsNotSetByHand(DomainError):
    """ "Complete" follows from the work being complete."""

    field = "rag"

    def __init__(self) -> None:
        super().__init__("Select Red, Amber or Green. To show the work as complete, record it as complete.")


class ClosedWorkHasNoOverride(DomainError):
    """A rating is set by hand on complete, stopped or carried-forward work."""

    field = "rag"

    def __init__(self, status: ProgressStatus) -> None:
        self.status = status
        super().__init__(f"This work is {status.label.lower()}, so its rating cannot be set by hand.")


@dataclass(frozen=True, slots=True)
class RagRules:
    """The office's thresholds: % points behind, days before the end, and the % that counts as nearly done."""

    behind_by: int = 15
    due_within_days: int = 30
    nearly_done: int = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RagFacts:
    """What a rating is judged on. `end` is the last day of the due date in force; `start` None where not known.

    `red_risks` are the references of the linked risks that are red, where they are known.
    """

    on: date
    status: ProgressStatus
    percent: int
    start: date | None
    end: date
    revised_this_quarter: bool = False
    linked_risk_is_red: bool = False
    red_risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Override:
    """A rating set by hand, and why."""

    rag: Rag
    reason: str


@dataclass(frozen=True, slots=True)
class Rating:
    """`rag` is the rating to print, `computed` the one the rules give; `reasons` say in whole sentences why `computed`.

    Both are None for work that was stopped or carried forward: it is not going well or badly.
    """

    rag: Rag | None
    computed: Rag | None
    reasons: tuple[str, ...]
    override_reason: str | None = None

    @property
    def is_overridden(self) -> bool:
        return self.override_reason is not None


def expected_percent(start: date, end: date, on: date) -> Fraction:
    """The % of the time from `start` to `end` that has gone on a day, held to 0–100, exact.

    Where `start` is not before `end`, nothing is expected before `end` and everything from it on.
    """
    if start >= end:
        return Fraction(100 if on >= end else 0)
    gone = Fraction(100 * (on - start).days, (end - start).days)
    return min(max(gone, Fraction(0)), Fraction(100))


def rag(facts: RagFacts, rules: RagRules, override: Override | None = None) -> Rating:
    """The rating on `facts.on`. An override counts only while the work is open."""
    if facts.status is ProgressStatus.COMPLETE:
        return Rating(Rag.COMPLETE, Rag.COMPLETE, ("The work is complete.",))
    if facts.status.is_closed:
        return Rating(None, None, (f"No rating: the work was {facts.status.label.lower()}.",))
    computed, reasons = _computed(facts, rules)
    if override is None:
        return Rating(computed, computed, reasons)
    return Rating(override.rag, computed, reasons, override.reason)


def was_revised_in(quarter: Quarter, due_changed_on: date | None) -> bool:
    """Whether the due date in force was accepted in the quarter; None stands for the original date."""
    return due_changed_on is not None and quarter.contains(due_changed_on)


def set_by_hand(chosen: Rag | None, reason: str | None) -> Override | None:
    """The rating set by hand, if one stands."""
    return Override(chosen, reason or "") if chosen else None


def check_override(status: ProgressStatus, chosen: Rag, reason: str | None) -> None:
    """Refuses a rating set by hand. Raises ClosedWorkHasNoOverride, CompleteIsNotSetByHand or OverrideNeedsReason."""
    if status.is_closed:
        raise ClosedWorkHasNoOverride(status)
    if chosen is Rag.COMPLETE:
        raise CompleteIsNotSetByHand
    if not has_words(reason):
        raise OverrideNeedsReason


def _computed(facts: RagFacts, rules: RagRules) -> tuple[Rag, tuple[str, ...]]:
    if is_overdue(facts.end, facts.status, facts.on):
        late = days(days_overdue(facts.end, facts.on))
        return Rag.RED, (f"Overdue by {late}: it was due by {long_date(facts.end)}.",)
    warnings = tuple(
        sentence
        for sentence in (
            _behind(facts, rules),
            _due_soon(facts, rules),
            "The due date was revised this quarter." if facts.revised_this_quarter else None,
            _linked(facts),
        )
        if sentence
    )
    if warnings:
        return Rag.AMBER, warnings
    return Rag.GREEN, ("No warning sign was found.",)


def _behind(facts: RagFacts, rules: RagRules) -> str | None:
    if facts.start is None:
        return None
    expected = expected_percent(facts.start, facts.end, facts.on)
    if expected - facts.percent < rules.behind_by:
        return None
    return f"Behind time: {facts.percent}% done, where {math.floor(expected + Fraction(1, 2))}% is expected by now."


def _linked(facts: RagFacts) -> str | None:
    named, more = facts.red_risks[:_NAMED], len(facts.red_risks) - _NAMED
    if len(named) > 1:
        return f"Linked risks are very high: {', '.join(named)}{f' and {more} more' if more > 0 else ''}."
    if named:
        return f"A linked risk is very high: {named[0]}."
    return "A linked risk is very high." if facts.linked_risk_is_red else None


def _due_soon(facts: RagFacts, rules: RagRules) -> str | None:
    left = (facts.end - facts.on).days
    if left > rules.due_within_days or facts.percent >= rules.nearly_done:
        return None
    when = "today" if left == 0 else f"in {days(left)}"
    return f"Due {when} and less than {rules.nearly_done}% done."
