"""Why a measure has the weighting it has, in sentences: each reason with the points it adds (RULES 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tracker.measures.rules import Engine, TrendWord
from tracker.measures.rules_exceptions import Direction, ExceptionRules, Finding, Rule, limits_at
from tracker.measures.rules_standing import MeasureRules, Standing, judged_months
from tracker.measures.rules_words import value_words

_SIDES: Final = {Direction.HIGH: "above", Direction.LOW: "below"}
_WAYS: Final = {TrendWord.INCREASING: "up", TrendWord.DECREASING: "down"}


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the points it adds to the weighting."""

    words: str
    points: int


def reasons(standing: Standing, rules: MeasureRules) -> tuple[Reason, ...]:
    """What the weighting is made of, the exceptions first; their points come to its total. None without a weighting."""
    if standing.weighting is None:
        return ()
    return (*_exceptions(standing, rules), *_base(standing, rules))


def _exceptions(standing: Standing, rules: MeasureRules) -> Iterator[Reason]:
    if not standing.findings:
        return
    if standing.imported_exceptions:
        points = rules.points.of(finding.rule for finding in standing.findings)
        yield Reason(f"{standing.exceptions}, as supplied with the figures.", points)
    elif standing.record.engine is Engine.XMR:
        points = rules.points.of(finding.rule for finding in standing.findings)
        yield Reason(f"On its control chart the month is {standing.exceptions}.", points)
    else:
        values = judged_months(standing.record, standing.month)
        for finding in standing.findings:
            words = _beyond(standing, finding, values, rules.exceptions)
            yield Reason(f"{_label(finding)}: {words}.", rules.points.of([finding.rule]))


def _label(finding: Finding) -> str:
    return f"{finding.rule.label}-Month {finding.direction.label}"


def _beyond(standing: Standing, finding: Finding, values: Sequence[float | None], rules: ExceptionRules) -> str:
    limits = limits_at(values, rules, finding.rule)
    side = _SIDES[finding.direction]
    months = finding.rule.months
    who = "the month is" if months == 1 else f"each of the last {months} months is"
    if limits is None:
        return f"{who} {side} its limit"
    lower, _, upper = limits
    limit = Decimal(repr(upper if finding.direction is Direction.HIGH else lower))
    return f"{who} {side} {value_words(limit, standing.record.unit)}, {_where(finding, rules)}"


def _where(finding: Finding, rules: ExceptionRules) -> str:
    """What the limit is: "2 standard deviations above the mean of the 24 months before it"."""
    before = " before it" if finding.rule is Rule.ONE and rules.one_before else ""
    mean = f"the mean of {f'the {rules.window} months{before}' if before else f'{rules.window} months'}"
    multiplier = rules.multiplier(finding.rule)
    if not multiplier:
        return mean
    counted = "1 standard deviation" if multiplier == 1 else f"{multiplier:g} standard deviations"
    return f"{counted} {_SIDES[finding.direction]} {mean}"


def _base(standing: Standing, rules: MeasureRules) -> Iterator[Reason]:
    weighting, points = standing.weighting, rules.points
    if weighting is None or not weighting.base:
        return
    if weighting.imported:
        yield Reason(
            "Its trend and its change over the year, as supplied with the figures.",
            weighting.base,
        )
        return
    if standing.trend is not None and standing.trend.sign:
        source = ", as supplied with the figures" if standing.imported_trend else ""
        yield Reason(f"The rolling 12 months are {standing.trend.label.lower()}{source}.", points.trend)
    said = [words for words in (_discrete(standing.discrete), _changed(standing.changed)) if words]
    if said:
        sentence = f"{' and '.join(said)}, beyond what chance explains."
        yield Reason(sentence[0].upper() + sentence[1:], points.significant)


def _discrete(trend: TrendWord | None) -> str:
    return f"the last 12 months run {_WAYS[trend]}" if trend is not None and trend.sign else ""


def _changed(trend: TrendWord | None) -> str:
    return f"the last 12 months are {_WAYS[trend]} on the 12 before" if trend is not None and trend.sign else ""
