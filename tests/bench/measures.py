"""How often the rules speak when nothing but chance is at work, over a million series; how long 100 measures take."""

from __future__ import annotations

import time

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from tracker.measures.rules_exceptions import DEFAULT_RULES, exceptions_along, exceptions_of
from tracker.measures.rules_trend import change_signs, discrete_signs, discrete_trends, rolling_signs, rolling_trends
from tracker.measures.rules_weighting import simulated
from tracker.measures.rules_xmr import signals_of

SERIES, TREND_SERIES, AT_ONCE = 1_000_000, 200_000, 20_000
SEED = 20240918
MEASURES, MONTHS = 100, 60
WANTED = {"one": 6.2, "two": 0.54, "three": 0.46, "eight": 0.30, "any": 7.2}
NEAR = 0.1


def run() -> None:
    """Prints each rate beside the one wanted, then the rates of trends and of XmR, then a time."""
    false_alarms()
    trends()
    control_charts()
    hundred_measures()


def false_alarms() -> None:
    began = time.perf_counter()
    found = simulated(DEFAULT_RULES, SERIES, SEED)
    took = time.perf_counter() - began
    print(f"False alarms of the exception rules over {SERIES:,} series of noise, in {took:.1f} s:")
    for name, wanted in WANTED.items():
        rate = 100 * getattr(found, name)
        verdict = "within" if abs(rate - wanted) <= NEAR else "NOT WITHIN"
        print(f"  {name:6} {rate:6.3f}%  wanted {wanted}%: {verdict} {NEAR} points")


def trends() -> None:
    chance = np.random.default_rng(SEED)
    found = np.zeros(4)
    for _ in range(TREND_SERIES // AT_ONCE):
        months = chance.standard_normal((AT_ONCE, 24)) + 100
        totals = sliding_window_view(months, 12, axis=1).sum(axis=2)
        called = (discrete_signs(months[:, 12:]), change_signs(months), rolling_signs(months, totals))
        found += [*map(np.count_nonzero, called), np.count_nonzero(discrete_signs(totals[:, 1:]))]
    discrete, change, rolling, plain = 100 * found / TREND_SERIES
    print(f"Trends called over {TREND_SERIES:,} series of noise: discrete {discrete:.2f}%, year on year {change:.2f}%,")
    print(f"  rolling {rolling:.2f}%; a straight line through the rolling totals would call {plain:.1f}%")


def control_charts() -> None:
    chance = np.random.default_rng(SEED)
    for points in (13, 24, 36):
        share = signals_of(chance.standard_normal((AT_ONCE * 5, points))).any[:, -1].mean()
        print(f"XmR names the newest of {points} points of noise in {100 * share:.2f}% of {AT_ONCE * 5:,} series")


def hundred_measures() -> None:
    many = [[*line] for line in np.random.default_rng(SEED).standard_normal((MEASURES, MONTHS)) + 100]
    totals = [[sum(line[end - 12 : end]) for end in range(MONTHS - 12, MONTHS + 1)] for line in many]
    began = time.perf_counter()
    spoken = sum(len(each.findings) for each in exceptions_of(many))
    called = [*discrete_trends(many), *rolling_trends(many, totals)]
    took = 1000 * (time.perf_counter() - began)
    named = sum(bool(trend and trend.sign) for trend in called)
    print(f"Exceptions and trends of {MEASURES} measures at their latest month: {took:.0f} ms", end=" ")
    print(f"({spoken} exceptions, {named} trends)")
    began = time.perf_counter()
    for line in many:
        exceptions_along(line)
    print(f"Exceptions of all their {MONTHS} months: {1000 * (time.perf_counter() - began):.0f} ms")
