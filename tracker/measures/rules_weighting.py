"""How much a measure has changed, as one number to sort by, and how often chance alone would say so (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from tracker.errors import DomainError
from tracker.measures.rules import TrendWord
from tracker.measures.rules_exceptions import DEFAULT_RULES, ExceptionRules, Finding, Rule, labels_of

MOST_POINTS: Final = 100

_SIMULATED: Final = 100_000
_SEED: Final = 20240918
_AT_ONCE: Final = 20_000


class PointsOutOfRange(DomainError):
    """`field` is the question it answers: "one" … "eight", "trend" or "significant"."""

    def __init__(self, field: str, given: int) -> None:
        self.field = field
        self.given = given
        super().__init__(f"Enter the points as a whole number from 0 to {MOST_POINTS}.")


@dataclass(frozen=True, slots=True)
class Points:
    """What each thing found adds to the weighting; high and low count alike. Raises PointsOutOfRange.

    The defaults are read off the 48 weighted rows published in September 2024. `trend` is for a rolling trend,
    `significant` for a discrete trend or a year-on-year change beyond noise.
    """

    one: int = 2
    two: int = 3
    three: int = 4
    eight: int = 6
    trend: int = 4
    significant: int = 6

    def __post_init__(self) -> None:
        for field in self.__slots__:
            given: int = getattr(self, field)
            if not 0 <= given <= MOST_POINTS:
                raise PointsOutOfRange(field, given)

    def of(self, rules: Iterable[Rule]) -> int:
        """The points of the rules that hold."""
        worth = {Rule.ONE: self.one, Rule.TWO: self.two, Rule.THREE: self.three, Rule.EIGHT: self.eight}
        return sum(worth[rule] for rule in rules)


DEFAULT_POINTS: Final = Points()


@dataclass(frozen=True, slots=True)
class Weighting:
    """Base and exception points. `imported`: the base is what a published weighting leaves without its exceptions."""

    base: int
    exceptions: int
    imported: bool = False

    @property
    def total(self) -> int:
        return self.base + self.exceptions


def base_of(
    rolling: TrendWord | None, discrete: TrendWord | None, *, change: bool, points: Points = DEFAULT_POINTS
) -> int:
    """The base worked out: a trend that is not called, or not known, adds nothing. `change`: it is beyond noise."""
    called = bool(rolling and rolling.sign)
    significant = change or bool(discrete and discrete.sign)
    return points.trend * called + points.significant * significant


def weighting(
    findings: Iterable[Finding], base: int, *, imported_base: int | None = None, points: Points = DEFAULT_POINTS
) -> Weighting:
    """The weighting of a month. An imported base goes before the one worked out, and is marked."""
    exceptions = points.of(found.rule for found in findings)
    if imported_base is not None:
        return Weighting(imported_base, exceptions, imported=True)
    return Weighting(base, exceptions)


def imported_base(printed: int, findings: Iterable[Finding], points: Points = DEFAULT_POINTS) -> int:
    """What a printed weighting leaves when its exceptions are taken away; below zero where they do not fit it."""
    return printed - points.of(found.rule for found in findings)


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """The share of measures, 0 to 1, that a rule names in a month although nothing but chance is at work."""

    one: float
    two: float
    three: float
    eight: float
    any: float


MEASURED: Final = FalseAlarms(one=0.0623, two=0.0054, three=0.0047, eight=0.0030, any=0.0720)
"""Of the default settings, over 1,000,000 series of independent, normally distributed months; `make bench` does it
again. One-Month's can be worked out too: a value of Student's t with 23 degrees beyond 2 / √(1 + 1/24).
"""


def false_alarms(rules: ExceptionRules = DEFAULT_RULES) -> FalseAlarms:
    """Of any settings: measured for the default ones, else from 100,000 simulated series, always the same ones."""
    return MEASURED if rules == DEFAULT_RULES else simulated(rules, _SIMULATED, _SEED)


@lru_cache(maxsize=16)
def simulated(rules: ExceptionRules, series: int, seed: int) -> FalseAlarms:
    """The shares among so many series of pure noise, drawn from this seed."""
    chance = np.random.default_rng(seed)
    found = np.zeros(len(Rule) + 1)
    for first in range(0, series, _AT_ONCE):
        labels = labels_of(chance.standard_normal((min(_AT_ONCE, series - first), rules.span)), rules)
        found += [*(np.count_nonzero(labels.of(rule)) for rule in Rule), np.count_nonzero(labels.any)]
    return FalseAlarms(*(float(share) for share in found / series))


def false_alarm_words(measures: int, rules: ExceptionRules = DEFAULT_RULES) -> str:
    """The sentence of the key: how many of so many measures chance alone would name each month."""
    share = false_alarms(rules).any
    expected = round(share * measures)
    number = "fewer than 1" if not expected else f"about {expected}"
    counted = "1 measure" if measures == 1 else f"{measures:,} measures"
    return (
        f"With {counted}, expect {number} to show an exception in any month by chance alone: "
        f"these rules name {100 * share:.1f}% of figures in which nothing has changed."
    )
