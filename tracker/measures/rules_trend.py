"""Trends of 12 months, and whether a year differs from the year before beyond noise (RULES 5).

A straight line through 12 rolling totals calls most of pure noise a trend, because neighbouring totals share 11 months.
So a rolling trend needs a change beyond noise first: the 12 differences between each month and the same month a year
before, whose mean must differ from zero by a paired t-test. The season cancels out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from tracker.measures.rules import TrendWord
from tracker.measures.rules_windows import YEAR

Months = Sequence[Decimal | float | None]
Numbers = NDArray[np.float64]
Signs = NDArray[np.int8]

SIGNIFICANT: Final = 0.05
"""A result that chance alone gives less often than this is beyond noise."""

# Differences that are equal to about 10 digits are equal: what is left is the rounding of the machine.
_ROUNDING: Final = 1e-10
_PLACES: Final = np.arange(YEAR, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A trend points one way and the year-on-year change the other; to be looked at before the report is signed."""

    trend: TrendWord
    change: int

    @property
    def words(self) -> str:
        """The warning, in a sentence."""
        went = "up" if self.change > 0 else "down"
        return (
            f"The rolling trend says “{self.trend.label}”, but the 12 months are {went} on the year before. "
            "Check which of the two is right."
        )


def discrete_trend(months: Months, significant: float = SIGNIFICANT) -> TrendWord | None:
    """The trend of the last 12 months: the slope of a straight line through them, where it is beyond noise.

    None where one of them has no value. 5% of pure noise is called a trend.
    """
    return discrete_trends([months], significant)[0]


def change_beyond_noise(months: Months, significant: float = SIGNIFICANT) -> TrendWord | None:
    """Which way the last 12 of 24 months differ from the 12 before, if beyond noise: a paired t-test by calendar month.

    None where one of the 24 has no value.
    """
    return changes_beyond_noise([months], significant)[0]


def rolling_trend(months: Months, rolling: Months, significant: float = SIGNIFICANT) -> TrendWord | None:
    """The trend of the rolling 12 months: called only if the year differs from the one before beyond noise and the
    line through the last 12 rolling figures and the change between the first and the last year all point one way.

    `months` are 24, `rolling` the 12-month figures that end with each of the last 13; None where one has no value.
    5% of pure noise is called a trend.
    """
    return rolling_trends([months], [rolling], significant)[0]


def discrete_trends(many: Sequence[Months], significant: float = SIGNIFICANT) -> list[TrendWord | None]:
    """`discrete_trend` of each of many measures, in one go."""
    lines = [_known(months, YEAR) for months in many]
    return _words_of(lines, lambda known: discrete_signs(known, significant))


def changes_beyond_noise(many: Sequence[Months], significant: float = SIGNIFICANT) -> list[TrendWord | None]:
    """`change_beyond_noise` of each of many measures, in one go."""
    lines = [_known(months, 2 * YEAR) for months in many]
    return _words_of(lines, lambda known: change_signs(known, significant))


def rolling_trends(
    many: Sequence[Months], rolling: Sequence[Months], significant: float = SIGNIFICANT
) -> list[TrendWord | None]:
    """`rolling_trend` of each of many measures, in one go; one series of rolling figures for each."""
    pairs = [(_known(months, 2 * YEAR), _known(totals, YEAR + 1)) for months, totals in zip(many, rolling, strict=True)]
    lines = [None if line is None or totals is None else [*line, *totals] for line, totals in pairs]
    return _words_of(lines, lambda known: rolling_signs(known[:, : 2 * YEAR], known[:, 2 * YEAR :], significant))


def discrete_signs(months: Numbers, significant: float = SIGNIFICANT) -> Signs:
    """The discrete trends of many series, shaped (series, 12): 1, -1 or 0.

    The slope against time is tested as the correlation with time: the same test, and one that takes many series.
    """
    found = np.zeros(len(months), dtype=np.int8)
    moving = ~_flat(months, months)
    if moving.any():
        fit = stats.pearsonr(np.broadcast_to(_PLACES, months[moving].shape), months[moving], axis=1)
        found[moving] = np.sign(fit.statistic) * (fit.pvalue < significant)
    return found


def change_signs(months: Numbers, significant: float = SIGNIFICANT) -> Signs:
    """Which way the last 12 months of many series, shaped (series, 24), differ from the 12 before: 1, -1 or 0."""
    before, now = months[:, :YEAR], months[:, YEAR:]
    differences = now - before
    found = np.sign(differences[:, 0]).astype(np.int8)
    # Where every month moved by the same amount there is no noise that the move could lie within.
    alike = _flat(differences, months)
    found[np.abs(differences).max(axis=1) <= _ROUNDING * np.abs(months).max(axis=1)] = 0
    if not alike.all():
        test = stats.ttest_rel(now[~alike], before[~alike], axis=1)
        found[~alike] = np.sign(test.statistic) * (test.pvalue < significant)
    return found


def rolling_signs(months: Numbers, rolling: Numbers, significant: float = SIGNIFICANT) -> Signs:
    """The rolling trends of many series, shaped (series, 24) and (series, 13): 1, -1 or 0."""
    slopes = np.polyfit(_PLACES, rolling[:, 1:].T, 1)[0]
    slopes[_flat(rolling[:, 1:], rolling)] = 0
    change = change_signs(months, significant)
    agree = (np.sign(slopes) == change) & (np.sign(rolling[:, -1] - rolling[:, 0]) == change)
    return np.where(agree, change, 0).astype(np.int8)


def contradiction(trend: TrendWord | None, change: int | None) -> Contradiction | None:
    """A trend against the sign of the year-on-year change (1, 0, -1; None: not known). Stable contradicts nothing."""
    if trend is None or not change or trend.sign in {0, change}:
        return None
    return Contradiction(trend, change)


def _known(months: Months, wanted: int) -> list[float] | None:
    """The last so many months, if each has a value."""
    last = [float(value) for value in list(months)[-wanted:] if value is not None]
    return last if len(last) == wanted else None


def _words_of(lines: Sequence[list[float] | None], signs: Callable[[Numbers], Signs]) -> list[TrendWord | None]:
    """The trend of each line, by the signs of those that are known."""
    known = [line for line in lines if line is not None]
    found = iter(signs(np.array(known)) if known else ())
    return [None if line is None else TrendWord.of_sign(next(found)) for line in lines]


def _flat(lines: Numbers, figures: Numbers) -> NDArray[np.bool_]:
    """Which lines are all equal but for the rounding of the machine, which grows with the figures they come from."""
    found: NDArray[np.bool_] = np.ptp(lines, axis=1) <= _ROUNDING * np.abs(figures).max(axis=1)
    return found
