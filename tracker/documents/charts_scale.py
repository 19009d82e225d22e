"""The upright scale of a chart: round figures that hold everything drawn, and how a figure is written beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_TICKS: Final = 5
_ROUND: Final = (1, 2, 5, 10)
_ROUND_SECONDS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_SPARE: Final = 0.06
_LEAST_SPREAD: Final = 1e-7
"""Figures are kept to six decimals: what lies closer together is what working out a mean left over."""

_HUNDRED: Final = 100.0


class Written(StrEnum):
    """How figures are written: 10,610 · 12.3% · 01:29:18 for seconds."""

    NUMBER = "number"
    PERCENT = "percent"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Scale:
    """From `lowest` to `highest` in steps, both whole numbers of steps."""

    lowest: float
    highest: float
    step: float

    @classmethod
    def around(cls, values: Iterable[float], written: Written) -> Scale:
        """A scale that holds these figures, at least one, with some room; it starts at 0 where that is near enough.

        Percentages stay within 0 and 100 where the figures do.
        """
        known = list(values)
        low, high = min(known), max(known)
        spread = high - low if high - low > _LEAST_SPREAD else max(abs(high), 1)
        bottom, top = low - _SPARE * spread, high + _SPARE * spread
        if low >= 0 and (bottom < 0 or low < spread / 2):
            bottom = 0
        if written is Written.PERCENT and high <= _HUNDRED:
            top = min(top, _HUNDRED)
        step = _step((top - bottom) / _TICKS, written)
        return cls(
            math.floor(bottom / step) * step, max(math.ceil(top / step), math.floor(bottom / step) + 1) * step, step
        )

    @property
    def ticks(self) -> list[float]:
        count = round((self.highest - self.lowest) / self.step)
        return [self.lowest + place * self.step for place in range(count + 1)]

    def label(self, value: float, written: Written) -> str:
        """A figure of the scale, with as many decimals as its steps need."""
        if written is Written.TIME:
            return time_words(value)
        decimals = max(0, -math.floor(math.log10(self.step) + 1e-9))
        number = f"{value + 0.0:,.{decimals}f}"
        number = number.removeprefix("-") if not number.strip("-0.,") else number
        return f"{number}%" if written is Written.PERCENT else number


def figure_words(value: float, written: Written, among: float | None = None) -> str:
    """A figure that no table prints, such as a mean: a percentage or one that stands among small ones has a decimal.

    `among` is the largest of those it stands with; None: it stands alone.
    """
    if written is Written.TIME:
        return time_words(value)
    size = abs(value) if among is None else among
    number = f"{value:,.0f}" if written is Written.NUMBER and size >= _HUNDRED else f"{value:,.1f}"
    number = number.removeprefix("-") if not number.strip("-0.") else number
    return f"{number}%" if written is Written.PERCENT else number


def time_words(seconds: float) -> str:
    """ "01:29:18", with a minus where it is below zero."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    return f"{sign}{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _step(least: float, written: Written) -> float:
    """The smallest round step that is not below `least`."""
    if written is Written.TIME:
        if least <= _ROUND_SECONDS[-1]:
            return next(float(seconds) for seconds in _ROUND_SECONDS if seconds >= least)
        return 3600 * _step(least / 3600, Written.NUMBER)
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * digit for digit in _ROUND if power * digit >= least * (1 - 1e-9))
