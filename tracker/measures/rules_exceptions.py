"""What is out of the ordinary in a month: One, Two, Three and Eight-Month High or Low (RULES 5).

Every number here is a setting. The weighting of what was found has `rules_weighting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tracker.enums import LabelledEnum
from tracker.errors import DomainError

Numbers = NDArray[np.float64]
Signs = NDArray[np.int8]

LONGEST: Final = 8
"""Months of the longest rule."""

NO_DATA_MONTHS: Final = 12
"""So many months without a value have a symbol of their own."""

MOST_MULTIPLIER: Final = 5.0
LEAST_MONTHS, MOST_MONTHS = 12, 60
"""Of the window a mean is taken over."""

# A mean is exact to about 16 digits only: a value that is equal to its limit must not count as beyond it.
_ROUNDING: Final = 1e-9


class Direction(LabelledEnum):
    HIGH = "high", "High"
    LOW = "low", "Low"


class Rule(LabelledEnum):
    """How many months in a row lie beyond a limit."""

    ONE = "one", "One"
    TWO = "two", "Two"
    THREE = "three", "Three"
    EIGHT = "eight", "Eight"

    @property
    def months(self) -> int:
        return {Rule.ONE: 1, Rule.TWO: 2, Rule.THREE: 3, Rule.EIGHT: LONGEST}[self]


class MultiplierOutOfRange(DomainError):
    """`field` is the question it answers: the rule's value."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.field = rule.value
        super().__init__(
            f"Enter the standard deviations {rule.label}-Month looks for as a number from 0 to {MOST_MULTIPLIER:g}."
        )


class WindowOutOfRange(DomainError):
    field = "window"

    def __init__(self, given: int) -> None:
        self.given = given
        super().__init__(
            f"Enter the months a mean is taken over as a whole number from {LEAST_MONTHS} to {MOST_MONTHS}."
        )


class LeastOutOfRange(DomainError):
    field = "least"

    def __init__(self, given: int, window: int) -> None:
        self.given = given
        self.window = window
        super().__init__(
            f"Enter how many of the {window} months must have a value: a whole number from {LEAST_MONTHS} to {window}."
        )


@dataclass(frozen=True, slots=True)
class ExceptionRules:
    """The office's settings. Raises MultiplierOutOfRange, WindowOutOfRange, LeastOutOfRange.

    `one` … `eight` are standard deviations from the mean of `window` months; so many of these, `least`, must have a
    value (None: all). `one_before` takes One-Month's mean from the months before the one that is tested; the others'
    ends with it. `population` divides by the number of months, not by one less.
    """

    one: float = 2.0
    two: float = 1.5
    three: float = 1.0
    eight: float = 0.0
    window: int = 24
    least: int | None = None
    one_before: bool = True
    population: bool = False

    def __post_init__(self) -> None:
        for rule in Rule:
            # Written so that what is not a number is refused too.
            if not 0 <= self.multiplier(rule) <= MOST_MULTIPLIER:
                raise MultiplierOutOfRange(rule)
        if not LEAST_MONTHS <= self.window <= MOST_MONTHS:
            raise WindowOutOfRange(self.window)
        if not LEAST_MONTHS <= self.needed <= self.window:
            raise LeastOutOfRange(self.needed, self.window)

    def multiplier(self, rule: Rule) -> float:
        return {Rule.ONE: self.one, Rule.TWO: self.two, Rule.THREE: self.three, Rule.EIGHT: self.eight}[rule]

    @property
    def needed(self) -> int:
        """How many months of the window must have a value."""
        return self.window if self.least is None else self.least

    @property
    def span(self) -> int:
        """How many months up to the tested one are looked at."""
        return self.window + 1


DEFAULT_RULES: Final = ExceptionRules()


class Silence(LabelledEnum):
    """Why no label can be given."""

    SHORT = "short", "too few months of data"
    NO_VALUE = "no_value", "No value this month"
    NO_DATA = "no_data", "No data for 12 months"
    NO_SPREAD = "no_spread", "Every month before is the same"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that holds."""

    rule: Rule
    direction: Direction


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What a month shows: the rules that hold, shortest first; or why none can, with the months that have a value."""

    findings: tuple[Finding, ...] = ()
    silence: Silence | None = None
    months: int = 0

    @property
    def label(self) -> str:
        """ "One, Two, Three, Eight-Month High"; nothing where no rule holds."""
        return "; ".join(part for direction in Direction if (part := self._joined(direction)))

    @property
    def words(self) -> str:
        """The label, why there can be none ("18 months of data"), or nothing."""
        if self.silence is Silence.SHORT:
            return f"{self.months} month{'' if self.months == 1 else 's'} of data"
        return self.silence.label if self.silence else self.label

    def _joined(self, direction: Direction) -> str:
        names = [found.rule.label for found in self.findings if found.direction is direction]
        return f"{', '.join(names)}-Month {direction.label}" if names else ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Of each series at its last month: 1 high, -1 low, 0 neither."""

    one: Signs
    two: Signs
    three: Signs
    eight: Signs

    def of(self, rule: Rule) -> Signs:
        return {Rule.ONE: self.one, Rule.TWO: self.two, Rule.THREE: self.three, Rule.EIGHT: self.eight}[rule]

    @property
    def any(self) -> NDArray[np.bool_]:
        """Whether any rule holds."""
        found: NDArray[np.bool_] = np.any([self.of(rule) != 0 for rule in Rule], axis=0)
        return found


def labels_of(series: Numbers, rules: ExceptionRules = DEFAULT_RULES) -> Labels:
    """The labels of many series, shaped (series, months), at their last month. Not-a-number is a month without a value.

    Only the last `rules.span` months are looked at; a series that is too short has no label.
    """
    last = _last_months(series, rules.span)
    to_date = _limits(last[:, 1:], rules)
    before = _limits(last[:, :-1], rules) if rules.one_before else to_date
    found = [_beyond(last, rule, before if rule is Rule.ONE else to_date, rules.multiplier(rule)) for rule in Rule]
    return Labels(*found)


def exceptions_at(values: Sequence[float | None], rules: ExceptionRules = DEFAULT_RULES) -> Exceptions:
    """What the last of these months shows. Months in order, oldest first, without one left out; None: no value."""
    return exceptions_of([values], rules)[0]


def exceptions_of(
    many: Sequence[Sequence[float | None]], rules: ExceptionRules = DEFAULT_RULES
) -> tuple[Exceptions, ...]:
    """What the last month of each of many measures shows: the same as one by one, in one go."""
    if not many:
        return ()
    windows = np.full((len(many), rules.span), np.nan)
    for place, values in enumerate(many):
        last = values[-rules.span :]
        if last:
            windows[place, -len(last) :] = _line(last)
    labels = labels_of(windows, rules)
    return tuple(_at(windows[place], labels, place, rules) for place in range(len(many)))


def exceptions_along(values: Sequence[float | None], rules: ExceptionRules = DEFAULT_RULES) -> tuple[Exceptions, ...]:
    """What each month showed when it was the latest: for the points of a chart. Months as for `exceptions_at`."""
    if not values:
        return ()
    windows = _windows(values, rules)
    labels = labels_of(windows, rules)
    return tuple(_at(windows[place], labels, place, rules) for place in range(len(values)))


def limits_along(
    values: Sequence[float | None], rules: ExceptionRules = DEFAULT_RULES, rule: Rule = Rule.ONE
) -> tuple[tuple[float, float, float] | None, ...]:
    """What a rule held each month against when it was the latest: lower limit, mean, upper limit.

    None where there were too few months, or all were the same. Months as for `exceptions_at`.
    """
    if not values:
        return ()
    windows = _windows(values, rules)
    before = rule is Rule.ONE and rules.one_before
    limits = _limits(windows[:, :-1] if before else windows[:, 1:], rules)
    reach = rules.multiplier(rule) * limits.deviation
    found = zip(limits.mean, reach, limits.usable, strict=True)
    return tuple((float(mean - far), float(mean), float(mean + far)) if usable else None for mean, far, usable in found)


def limits_at(
    values: Sequence[float | None], rules: ExceptionRules = DEFAULT_RULES, rule: Rule = Rule.ONE
) -> tuple[float, float, float] | None:
    """The lower limit, the mean and the upper limit that a rule holds the last of these months against.

    None where there are too few months, or all are the same. Months as for `exceptions_at`.
    """
    return limits_along(values[-rules.span :], rules, rule)[-1] if values else None


def _windows(values: Sequence[float | None], rules: ExceptionRules) -> Numbers:
    """Of each month, the months up to it that are looked at."""
    padded = np.concatenate([np.full(rules.span - 1, np.nan), _line(values)])
    return sliding_window_view(padded, rules.span)


def _line(values: Sequence[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _at(window: Numbers, labels: Labels, place: int, rules: ExceptionRules) -> Exceptions:
    known = ~np.isnan(window[1:])
    months = int(known.sum())
    findings = tuple(
        Finding(rule, Direction.HIGH if sign > 0 else Direction.LOW)
        for rule in Rule
        if (sign := int(labels.of(rule)[place]))
    )
    if not known[-NO_DATA_MONTHS:].any():
        return Exceptions(silence=Silence.NO_DATA, months=months)
    if not known[-1]:
        return Exceptions(silence=Silence.NO_VALUE, months=months)
    if months < rules.needed and not findings:
        return Exceptions(silence=Silence.SHORT, months=months)
    if not findings and _has_no_spread(window, known, rules):
        return Exceptions(silence=Silence.NO_SPREAD, months=months)
    return Exceptions(findings, months=months)


def _has_no_spread(window: Numbers, known: NDArray[np.bool_], rules: ExceptionRules) -> bool:
    """Whether all months, or all that One-Month's mean is taken over, are the same: then no limit can be drawn."""
    if np.ptp(window[1:][known]) == 0:
        return True
    before = window[:-1][~np.isnan(window[:-1])]
    return rules.one_before and len(before) >= rules.needed and bool(np.ptp(before) == 0)


@dataclass(frozen=True, slots=True)
class _Limits:
    """Of each series; `usable` where it has months enough and they are not all the same."""

    mean: Numbers
    deviation: Numbers
    usable: NDArray[np.bool_]


def _limits(window: Numbers, rules: ExceptionRules) -> _Limits:
    known = ~np.isnan(window)
    enough = known.sum(axis=1) >= rules.needed
    # Where there are too few months every place counts, which gives not-a-number without a warning.
    counted = known | ~enough[:, np.newaxis]
    mean = np.mean(window, axis=1, where=counted)
    deviation = np.std(window, axis=1, where=counted, ddof=0 if rules.population else 1)
    highest = np.max(window, axis=1, where=counted, initial=-np.inf)
    lowest = np.min(window, axis=1, where=counted, initial=np.inf)
    return _Limits(mean, deviation, enough & (highest > lowest))


def _beyond(series: Numbers, rule: Rule, limits: _Limits, multiplier: float) -> Signs:
    """1 where all of the rule's last months lie above their upper limit, -1 where all lie below the lower one."""
    tested = series[:, -rule.months :]
    reach = multiplier * limits.deviation
    slack = _ROUNDING * (np.abs(limits.mean) + reach)
    above = (tested > (limits.mean + reach + slack)[:, np.newaxis]).all(axis=1)
    below = (tested < (limits.mean - reach - slack)[:, np.newaxis]).all(axis=1)
    found: Signs = ((above.astype(np.int8) - below.astype(np.int8)) * limits.usable).astype(np.int8)
    return found


def _last_months(series: Numbers, months: int) -> Numbers:
    missing = months - series.shape[1]
    if missing <= 0:
        return series[:, -months:]
    return np.concatenate([np.full((len(series), missing), np.nan), series], axis=1)


def directions_of(exceptions: Iterable[Finding]) -> dict[Rule, Direction]:
    """Each rule that holds with its direction."""
    return {found.rule: found.direction for found in exceptions}
