"""Which scores, reviews and acceptances stand, and which are refused; what a matrix may look like (RULES 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from tracker.dates import long_date
from tracker.errors import DomainError, NotFound
from tracker.plan.rules import ReasonNeeded, has_words, quoted
from tracker.risks.rules import HIGHEST, LOWEST, Band, Matrix, RiskKind, Scale, Score, ScoreKind, months_later
from tracker.risks.rules_changes import DayNotYetCome, DayTooEarly

LABEL_LIMIT: Final = 60
"""The most characters a score may be called by."""

MOST_MONTHS: Final = 24
"""Between two reviews."""

LONGEST_ACCEPTANCE: Final = 12
"""Months from the day a risk is accepted to the last day of the acceptance, at most."""


class ScoreOutOfRange(DomainError):
    """Likelihood or impact is not a whole number from 1 to 5. `field` is the question it answers."""

    def __init__(self, kind: ScoreKind, scale: Scale, given: str) -> None:
        self.kind = kind
        self.scale = scale
        self.given = given
        self.field = field_of(kind, scale)
        said = f"“{quoted(given)}” is no {scale.label.lower()}. " if has_words(given) else ""
        super().__init__(f"{said}{scale.label} is a whole number from {LOWEST} to {HIGHEST}. Select one of the five.")


class HalfAScore(DomainError):
    """Likelihood without impact, or the other way round."""

    def __init__(self, kind: ScoreKind, missing: Scale) -> None:
        self.kind = kind
        self.missing = missing
        self.field = field_of(kind, missing)
        score = f"the {kind.label.lower()} score"
        super().__init__(f"Select the {missing.label.lower()} of {score} too: {score} needs both")


class CurrentScoreMissing(DomainError):
    field = "current_likelihood"

    def __init__(self) -> None:
        super().__init__("Select the likelihood and impact as they are now: every scoring has a current score")


class TargetAboveCurrent(DomainError):
    """The target is worse than the current score on some day, and nobody says why."""

    field = "explanation"

    def __init__(self, day: date, current: int, target: int) -> None:
        self.day = day
        self.current = current
        self.target = target
        super().__init__(
            f"On {long_date(day)} the target ({target}) would be above the current score ({current}). "
            "Explain why the office aims higher than where it is, or change one of the scores."
        )


class IssuesHaveNoScores(NotFound):
    """An issue is asked to be scored or accepted. There is no such page of an issue."""

    def __init__(self, reference: str, act: str) -> None:
        self.reference = reference
        self.act = act
        DomainError.__init__(
            self,
            f"{reference} is an issue: it has happened, so it cannot be {act}. "
            "It has a severity, which you can change on its page.",
        )


class AcceptedUntilThePast(DomainError):
    field = "ends_on"

    def __init__(self, ends_on: date, today: date) -> None:
        self.ends_on = ends_on
        self.today = today
        super().__init__(f"The last day must be today or later: {long_date(ends_on)} has passed.")


class AcceptedTooLong(DomainError):
    field = "ends_on"

    def __init__(self, ends_on: date, latest: date) -> None:
        self.ends_on = ends_on
        self.latest = latest
        super().__init__(
            f"A risk is accepted for {LONGEST_ACCEPTANCE} months at most. Enter {long_date(latest)} or an earlier day, "
            "and accept it again then if the office still lives with it."
        )


class AcceptanceNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the office lives with the risk")


class EndingNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the acceptance ends")


class NothingAccepted(DomainError):
    """The acceptance is to end where none is in force."""

    def __init__(self) -> None:
        super().__init__("No acceptance of this risk is in force, so there is nothing to end.")


class BandsOutOfOrder(DomainError):
    """A band would begin at or below the one under it, or outside 2 to 25. `field` is the question it answers."""

    def __init__(self, band: str, lowest: int, highest: int, field: str) -> None:
        self.field = field
        self.lowest = lowest
        self.highest = highest
        super().__init__(f"{band} must start at a score from {lowest} to {highest}, so that every band has room.")


class MonthsOutOfRange(DomainError):
    """`field` is the question it answers."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"Enter the months between two reviews as a whole number from 1 to {MOST_MONTHS}.")


class ReviewedLessOften(DomainError):
    """A band would wait longer for its review than the band below it. `field` is the question of the higher one."""

    def __init__(self, higher: Band, lower: Band, months: int, field: str) -> None:
        self.higher = higher
        self.lower = lower
        self.months = months
        self.field = field
        super().__init__(
            f"{higher.label} would be reviewed less often than {lower.label.lower()}, which is reviewed every "
            f"{'month' if months == 1 else f'{months} months'}. Enter {months} or fewer for {higher.label.lower()}, "
            f"or more for {lower.label.lower()}."
        )


class LabelMissing(DomainError):
    def __init__(self, scale: Scale, score: int) -> None:
        self.field = f"{scale.value}_{score}"
        super().__init__(f"Enter what {scale.label.lower()} {score} is called")


class LabelTwice(DomainError):
    def __init__(self, scale: Scale, score: int, label: str) -> None:
        self.field = f"{scale.value}_{score}"
        self.label = label
        super().__init__(
            f"“{label}” stands for two scores of {scale.label.lower()}. Enter another word for one of them."
        )


class MatrixAsItWas(DomainError):
    def __init__(self) -> None:
        super().__init__("Nothing of the matrix has changed. Change something, or leave it as it is.")


class MatrixNeedsReason(ReasonNeeded):
    def __init__(self) -> None:
        super().__init__("Enter why the matrix changes")


def field_of(kind: ScoreKind, scale: Scale) -> str:
    """The name of the question that asks for this part of this score."""
    return f"{kind.value}_{scale.value}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A score as answered; both None where the question was left alone."""

    likelihood: int | None
    impact: int | None


Scores = Mapping[ScoreKind, Score]


def settled_scores(proposed: Mapping[ScoreKind, Proposed], in_force: Scores, matrix: int) -> dict[ScoreKind, Score]:
    """The scores to store of those proposed: the current one always, another one where it says something new.

    `in_force` are those of the day the proposed ones are for; one given on another matrix is given anew.
    Raises CurrentScoreMissing, HalfAScore or ScoreOutOfRange.
    """
    found = {kind: score for kind in ScoreKind if (score := _score(kind, proposed.get(kind), matrix)) is not None}
    if ScoreKind.CURRENT not in found:
        raise CurrentScoreMissing
    return {kind: score for kind, score in found.items() if kind is ScoreKind.CURRENT or score != in_force.get(kind)}


def _score(kind: ScoreKind, proposed: Proposed | None, matrix: int) -> Score | None:
    if proposed is None or (proposed.likelihood is None and proposed.impact is None):
        return None
    for scale, given in ((Scale.LIKELIHOOD, proposed.likelihood), (Scale.IMPACT, proposed.impact)):
        if given is None:
            raise HalfAScore(kind, scale)
        if not LOWEST <= given <= HIGHEST:
            raise ScoreOutOfRange(kind, scale, str(given))
    return Score(proposed.likelihood or 0, proposed.impact or 0, matrix)


Given = tuple[date, ScoreKind, int]
"""A score by its value, with its day; in the order of recording within a day."""


def check_target(before: Iterable[Given], added: Iterable[Given], explanation: str | None) -> None:
    """Refuses scores that put the target above the current score where it was not before, unless that is explained.

    A score dated back counts on every later day it is still in force. Raises TargetAboveCurrent.
    """
    if has_words(explanation):
        return
    stood = list(before)
    known = {(current, target) for _, current, target in _above(stood)}
    for day, current, target in _above([*stood, *added]):
        if (current, target) not in known:
            raise TargetAboveCurrent(day, current, target)


def _above(given: list[Given]) -> Iterator[tuple[date, int, int]]:
    """The days at whose end the target was above the current score, with both."""
    standing: dict[ScoreKind, int] = {}
    for day, of_day in groupby(sorted(given, key=lambda each: each[0]), key=lambda each: each[0]):
        standing |= {kind: value for _, kind, value in of_day}
        current, target = standing.get(ScoreKind.CURRENT), standing.get(ScoreKind.TARGET)
        if current is not None and target is not None and target > current:
            yield day, current, target


def is_above_inherent(current: int, inherent: int | None) -> bool:
    """Whether what was done seems to have made it worse: a warning, for one of the two is likely wrong."""
    return inherent is not None and current > inherent


def check_day(day: date, *, began_on: date, today: date) -> None:
    """Whether something may be recorded for this day. Raises DayNotYetCome or DayTooEarly."""
    if day > today:
        raise DayNotYetCome(day, "effective_on")
    if day < began_on:
        raise DayTooEarly(day, began_on, "It has been on the record since", "effective_on")


def check_is_risk(reference: str, kind: RiskKind, act: str) -> None:
    """`act` finishes "cannot be …". Raises IssuesHaveNoScores."""
    if kind is RiskKind.ISSUE:
        raise IssuesHaveNoScores(reference, act)


def check_acceptance(ends_on: date, reason: str | None, today: date) -> None:
    """Raises AcceptedUntilThePast, AcceptedTooLong or AcceptanceNeedsReason."""
    if ends_on < today:
        raise AcceptedUntilThePast(ends_on, today)
    latest = months_later(today, LONGEST_ACCEPTANCE)
    if ends_on > latest:
        raise AcceptedTooLong(ends_on, latest)
    if not has_words(reason):
        raise AcceptanceNeedsReason


def check_ending(accepted_until: date | None, reason: str | None, today: date) -> None:
    """Raises NothingAccepted or EndingNeedsReason."""
    if accepted_until is None or accepted_until < today:
        raise NothingAccepted
    if not has_words(reason):
        raise EndingNeedsReason


def check_matrix(matrix: Matrix, before: Matrix, reason: str | None) -> None:
    """Whether a new version may take the place of the one before.

    Raises LabelMissing, LabelTwice, BandsOutOfOrder, MonthsOutOfRange, ReviewedLessOften, MatrixAsItWas or
    MatrixNeedsReason.
    """
    for scale, labels in ((Scale.LIKELIHOOD, matrix.likelihoods), (Scale.IMPACT, matrix.impacts)):
        _check_labels(scale, labels)
    _check_bands(matrix)
    for field in ("review_very_high", "review_high", "review_rest"):
        if not 1 <= getattr(matrix, field) <= MOST_MONTHS:
            raise MonthsOutOfRange(field)
    _check_reviews(matrix)
    if _without_number(matrix) == _without_number(before):
        raise MatrixAsItWas
    if not has_words(reason):
        raise MatrixNeedsReason


def _check_labels(scale: Scale, labels: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for score, label in enumerate(labels, start=LOWEST):
        if not has_words(label):
            raise LabelMissing(scale, score)
        if label.casefold() in seen:
            raise LabelTwice(scale, score, label)
        seen.add(label.casefold())


def _check_bands(matrix: Matrix) -> None:
    most = HIGHEST * HIGHEST
    edges = (
        ("Medium", "medium_from", matrix.medium_from, 2, most - 2),
        ("High", "high_from", matrix.high_from, matrix.medium_from + 1, most - 1),
        ("Very high", "very_high_from", matrix.very_high_from, matrix.high_from + 1, most),
    )
    for band, field, start, least, highest in edges:
        if not least <= start <= highest:
            raise BandsOutOfOrder(band, least, highest, field)


def _check_reviews(matrix: Matrix) -> None:
    pairs = (
        (Band.VERY_HIGH, matrix.review_very_high, "review_very_high", Band.HIGH, matrix.review_high),
        (Band.HIGH, matrix.review_high, "review_high", Band.MEDIUM, matrix.review_rest),
    )
    for higher, months, field, lower, allowed in pairs:
        if months > allowed:
            raise ReviewedLessOften(higher, lower, allowed, field)


def _without_number(matrix: Matrix) -> Matrix:
    return replace(matrix, number=0)
