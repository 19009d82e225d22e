"""The key of every page and report that prints exceptions: the rules in words, with the office's settings (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.measures.rules import Engine
from tracker.measures.rules_exceptions import ExceptionRules, Rule
from tracker.measures.rules_standing import MeasureRules
from tracker.measures.rules_weighting import Points
from tracker.measures.rules_xmr import ENOUGH_POINTS, LIMIT, RUN, SCREEN

_ROLLING: Final = (
    "Rolling trend: Increasing or Decreasing where the 12 months differ from the 12 before beyond what chance "
    "explains, and the rolling 12-month figures point the same way; else Stable."
)


def key_lines(rules: MeasureRules) -> tuple[str, ...]:
    """Each rule in a sentence: the exceptions, the trend and the weighting."""
    return (*exception_lines(rules.exceptions), _ROLLING, weighting_line(rules.points))


def exception_lines(rules: ExceptionRules) -> tuple[str, ...]:
    """One, Two, Three and Eight, as High; and that Low is the mirror."""
    return (*_rules(rules), f"Low is the mirror: below the mean. {_needs(rules)}")


def weighting_line(points: Points) -> str:
    """How the weighting comes about."""
    return (
        f"Weighting: {points.one} for One-Month, {points.two} for Two-Month, {points.three} for Three-Month and "
        f"{points.eight} for Eight-Month, added to a base of {points.trend} for a rolling trend and "
        f"{points.significant} where the last 12 months have a trend of their own or differ from the 12 before."
    )


def engine_lines(engine: Engine, rules: MeasureRules) -> tuple[str, ...]:
    """The rules a measure is judged by: those of its engine, the trend and the weighting."""
    if engine is Engine.EXCEPTIONS:
        return key_lines(rules)
    return (
        f"XmR: the limits are the mean ± {LIMIT} × the average difference between one month and the next; differences "
        f"above {SCREEN} × the average do not count.",
        f"A month stands out when it lies outside the limits, is one of {RUN} in a row on one side of the mean, one of "
        f"{RUN} in a row rising or falling, or one of 2 of 3 close to the same limit.",
        f"Limits from fewer than {ENOUGH_POINTS} months are not to be relied on. They begin anew only at a month that "
        "somebody set, with a reason.",
        "In the weighting, outside counts as One-Month, close to a limit as Two-Month, 7 in a row as Eight-Month.",
        _ROLLING,
        weighting_line(rules.points),
    )


def _rules(rules: ExceptionRules) -> Iterator[str]:
    for rule in Rule:
        months = "the newest month" if rule.months == 1 else f"each of the last {rule.months} months"
        before = "before it" if rule is Rule.ONE and rules.one_before else "that end with the newest"
        mean = f"the mean of the {rules.window} months {before}"
        yield f"{rule.label}-Month High: {months} {_above(rules.multiplier(rule))} {mean}."


def _above(multiplier: float) -> str:
    if not multiplier:
        return "above"
    counted = "1 standard deviation" if multiplier == 1 else f"{multiplier:g} standard deviations"
    return f"more than {counted} above"


def _needs(rules: ExceptionRules) -> str:
    kind = "population" if rules.population else "sample"
    return (
        f"Standard deviations are those of a {kind}. With fewer than {rules.needed} months there is no exception: "
        "the number of months is printed instead."
    )
