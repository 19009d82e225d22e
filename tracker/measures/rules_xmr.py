"""The second engine: a control chart of individual values and moving ranges, XmR (RULES 5).

The limits are the mean ± 2.66 × the average moving range, without the ranges above 3.267 × the average. A signal is a
point outside the limits; 7 in a row on one side of the mean; 7 in a row rising or falling; or 2 of 3 in a row beyond
two thirds of the way to the same limit. Limits begin anew only at the months that somebody set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tracker.enums import LabelledEnum
from tracker.measures.rules_exceptions import Direction

Numbers = NDArray[np.float64]
Signs = NDArray[np.int8]

LIMIT: Final = 2.66
SCREEN: Final = 3.267
RUN: Final = 7
ENOUGH_POINTS: Final = 13
"""With fewer, the limits are drawn but not to be relied on."""

_NEAR: Final = 2 / 3
_ROUNDING: Final = 1e-9


class Signal(LabelledEnum):
    """Why a point is out of the ordinary."""

    OUTSIDE = "outside", "Outside the limits"
    SHIFT = "shift", "7 in a row on one side of the mean"
    TREND = "trend", "7 in a row rising or falling"
    NEAR = "near", "2 of 3 close to the same limit"


_WORDS: Final = {
    Signal.OUTSIDE: ("above the upper limit", "below the lower limit"),
    Signal.SHIFT: ("7 or more in a row above the mean", "7 or more in a row below the mean"),
    Signal.TREND: ("7 or more in a row rising", "7 or more in a row falling"),
    Signal.NEAR: ("2 of 3 close to the upper limit", "2 of 3 close to the lower limit"),
}


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal and where it points: high is above or rising, low is below or falling."""

    signal: Signal
    direction: Direction

    @property
    def words(self) -> str:
        high, low = _WORDS[self.signal]
        return high if self.direction is Direction.HIGH else low


@dataclass(frozen=True, slots=True)
class XmrPoint:
    """A month with a value, and the signals it is part of."""

    month: date
    value: float
    signals: tuple[Signalled, ...]

    @property
    def words(self) -> str:
        """ "above the upper limit, 7 or more in a row above the mean"; nothing without a signal."""
        return ", ".join(signal.words for signal in self.signals)


@dataclass(frozen=True, slots=True)
class XmrPhase:
    """A stretch of months with limits of its own."""

    first: date
    last: date
    points: int
    mean: float
    lower: float
    upper: float

    @property
    def is_short(self) -> bool:
        """Whether it has too few points for its limits to be relied on."""
        return self.points < ENOUGH_POINTS

    @property
    def warning(self) -> str:
        """What to say of a short phase; nothing of another."""
        counted = "1 point" if self.points == 1 else f"{self.points} points"
        return f"Limits from {counted}: fewer than {ENOUGH_POINTS} are not to be relied on." if self.is_short else ""


@dataclass(frozen=True, slots=True)
class Xmr:
    points: tuple[XmrPoint, ...]
    phases: tuple[XmrPhase, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """Of many series: each signal at each point, 1 high or rising, -1 low or falling, 0 none; and their limits."""

    outside: Signs
    shift: Signs
    trend: Signs
    near: Signs
    mean: Numbers
    reach: Numbers

    def of(self, signal: Signal) -> Signs:
        found = {Signal.OUTSIDE: self.outside, Signal.SHIFT: self.shift, Signal.TREND: self.trend}
        return found.get(signal, self.near)

    @property
    def any(self) -> NDArray[np.bool_]:
        """Which points have a signal."""
        found: NDArray[np.bool_] = np.any([self.of(signal) != 0 for signal in Signal], axis=0)
        return found


def control_chart(months: Sequence[tuple[date, float | None]], rebased: Iterable[date] = ()) -> Xmr:
    """The chart of these months, oldest first, with limits that begin anew at each month of `rebased`.

    A month without a value is left out: the points on both sides of it count as neighbours.
    """
    known = [(month, value) for month, value in months if value is not None]
    if not known:
        return Xmr((), ())
    starts = [known[0][0], *sorted(month for month in set(rebased) if month > known[0][0]), date.max]
    stretches = [[each for each in known if start <= each[0] < end] for start, end in pairwise(starts)]
    found = [_phase(stretch) for stretch in stretches if stretch]
    return Xmr(tuple(point for points, _ in found for point in points), tuple(phase for _, phase in found))


def signals_of(series: Numbers) -> Signals:
    """The signals of many series, shaped (series, points), every point with a value; one phase each."""
    mean = series.mean(axis=1, keepdims=True)
    reach = LIMIT * _average_range(series)[:, np.newaxis]
    away = series - mean
    slack = _ROUNDING * (np.abs(mean) + reach)
    side = np.where(np.abs(away) > slack, np.sign(away), 0)
    steps = np.diff(series, axis=1)
    step_signs = np.where(np.abs(steps) > slack, np.sign(steps), 0)
    near = np.where(np.abs(away) > _NEAR * reach + slack, side, 0)
    return Signals(
        outside=_small(np.where(np.abs(away) > reach + slack, side, 0)),
        shift=_runs(side, RUN),
        trend=_rises(step_signs, series.shape),
        near=_two_of_three(near),
        mean=mean[:, 0],
        reach=reach[:, 0],
    )


def _phase(stretch: Sequence[tuple[date, float]]) -> tuple[list[XmrPoint], XmrPhase]:
    found = signals_of(np.array([[value for _, value in stretch]], dtype=np.float64))
    points = [_point(month, value, place, found) for place, (month, value) in enumerate(stretch)]
    mean, reach = float(found.mean[0]), float(found.reach[0])
    return points, XmrPhase(stretch[0][0], stretch[-1][0], len(stretch), mean, mean - reach, mean + reach)


def _point(month: date, value: float, place: int, found: Signals) -> XmrPoint:
    signs = {signal: int(found.of(signal)[0, place]) for signal in Signal}
    held = (Signalled(signal, Direction.HIGH if sign > 0 else Direction.LOW) for signal, sign in signs.items() if sign)
    return XmrPoint(month, value, tuple(held))


def _average_range(series: Numbers) -> Numbers:
    """The average moving range without those that are far above it; 0 for a series of one point."""
    if series.shape[1] < 2:
        return np.zeros(len(series))
    ranges = np.abs(np.diff(series, axis=1))
    kept = ranges <= SCREEN * ranges.mean(axis=1, keepdims=True)
    return np.asarray(ranges.mean(axis=1, where=kept), dtype=np.float64)


def _runs(signs: Numbers, length: int) -> Signs:
    """Each point of a run of so many equal signs or more has that sign."""
    found = np.zeros(signs.shape, dtype=np.int8)
    if signs.shape[1] < length:
        return found
    sums = sliding_window_view(signs, length, axis=1).sum(axis=2)
    whole = np.where(np.abs(sums) == length, np.sign(sums), 0)
    for place in range(length):
        part = found[:, place : place + whole.shape[1]]
        np.copyto(part, whole.astype(np.int8), where=whole != 0)
    return found


def _rises(steps: Numbers, shape: tuple[int, ...]) -> Signs:
    """7 points that rise are 6 steps: each point of them has the sign."""
    found = np.zeros(shape, dtype=np.int8)
    runs = _runs(steps, RUN - 1)
    if runs.shape[1]:
        found[:, :-1] = runs
        # A step's second point belongs to the run as its first does.
        found[:, 1:] = np.where(runs != 0, runs, found[:, 1:])
    return found


def _two_of_three(near: Numbers) -> Signs:
    """The near points of any three in a row of which two or more lie near the same limit."""
    found = np.zeros(near.shape, dtype=np.int8)
    if near.shape[1] < 3:
        return found
    for sign in (1, -1):
        at_limit = near == sign
        enough = sliding_window_view(at_limit, 3, axis=1).sum(axis=2) >= 2
        for place in range(3):
            part, here = found[:, place : place + enough.shape[1]], at_limit[:, place : place + enough.shape[1]]
            part[enough & here] = sign
    return found


def _small(signs: Numbers) -> Signs:
    return signs.astype(np.int8)
