"""How a measure stands in a month: its figures, what is out of the ordinary in them, its trend and its weighting.

Everything the pages, the dashboard and the highlight report print of a measure is decided here, once (RULES 4 and 5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.measures.rules import (
    Engine,
    MeasureType,
    PeerStatus,
    Polarity,
    TargetSense,
    TargetState,
    TrendWord,
    Unit,
    ValueState,
    months_on,
    window,
)
from tracker.measures.rules_exceptions import DEFAULT_RULES, ExceptionRules, Exceptions, Finding, Rule, exceptions_of
from tracker.measures.rules_peers import PeerBounds, peer_status
from tracker.measures.rules_trend import (
    Contradiction,
    changes_beyond_noise,
    contradiction,
    discrete_trends,
    rolling_trends,
)
from tracker.measures.rules_weighting import (
    DEFAULT_POINTS,
    Points,
    Weighting,
    base_of,
    imported_base,
    weighting,
)
from tracker.measures.rules_windows import YEAR, Figures, MonthValue, Series, Supplied
from tracker.measures.rules_words import NONE_RECORDED
from tracker.measures.rules_xmr import Signal, Signalled, control_chart

LOOKED_BACK: Final = 61
"""Months before the newest that any rule or chart looks at: the longest window, and the month before it."""

_AS_RULE: Final = MappingProxyType(
    {Signal.OUTSIDE: Rule.ONE, Signal.NEAR: Rule.TWO, Signal.SHIFT: Rule.EIGHT, Signal.TREND: Rule.EIGHT}
)


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """The office's settings: when a month is an exception, and what each thing found adds to the weighting."""

    exceptions: ExceptionRules = DEFAULT_RULES
    points: Points = DEFAULT_POINTS


DEFAULTS: Final = MeasureRules()


@dataclass(frozen=True, slots=True)
class Given:
    """What a supplier worked out of a month beside its figures; None: not supplied."""

    trend: TrendWord | None = None
    findings: tuple[Finding, ...] = ()
    weighting: int | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the supplier looked for exceptions: a table with a weighting or a label has a column of them."""
        return bool(self.findings) or self.weighting is not None

    @property
    def words(self) -> str:
        """The exceptions as a label, nothing where the supplier saw none, "None recorded" where nobody looked."""
        return Exceptions(self.findings).words if self.is_judged else NONE_RECORDED


@dataclass(frozen=True, slots=True)
class Target:
    """A service level in force from a month on."""

    from_month: date
    sense: TargetSense
    value: Decimal

    def is_met_by(self, value: Decimal) -> bool:
        """The level itself meets it."""
        return value >= self.value if self.sense is TargetSense.AT_LEAST else value <= self.value


@dataclass(frozen=True, slots=True)
class Peers:
    """How the peer group stood in a month; `own` is what is compared where it is not the month's own figure."""

    group: str
    bounds: PeerBounds
    own: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRecord:
    """One measure and everything on record of it, in one vintage.

    `sensitive` are the months with a figure marked OFFICIAL SENSITIVE that nobody has cleared. `baselines` are the
    months at which somebody let its control chart begin anew.
    """

    code: str
    name: str
    kind: MeasureType
    unit: Unit
    polarity: Polarity = Polarity.NONE
    engine: Engine = Engine.EXCEPTIONS
    values: Mapping[date, MonthValue] = field(default_factory=dict)
    supplied: Mapping[date, Supplied] = field(default_factory=dict)
    given: Mapping[date, Given] = field(default_factory=dict)
    baselines: tuple[date, ...] = ()
    targets: tuple[Target, ...] = ()
    peers: Mapping[date, Peers] = field(default_factory=dict)
    sensitive: frozenset[date] = frozenset()

    @property
    def series(self) -> Series:
        """Ready to be asked for windows."""
        return Series(self.kind, self.unit, self.values.values(), self.supplied)

    def months_to(self, last: date, months: int) -> tuple[tuple[date, Decimal | None], ...]:
        """So many months that end with `last`, oldest first, each with its value that may be compared, or None."""
        return tuple(zip(window(last, months), self.series.monthly(last, months), strict=True))

    @property
    def months_on_record(self) -> frozenset[date]:
        """The months with a figure that was not withdrawn, or with something a supplier worked out."""
        standing = (month for month, each in self.values.items() if each.state is not ValueState.WITHDRAWN)
        return frozenset((*standing, *self.supplied))

    @property
    def newest(self) -> date | None:
        """The newest of the months on record."""
        return max(self.months_on_record, default=None)

    def target_in(self, month: date) -> Target | None:
        """The service level in force in a month."""
        return max((each for each in self.targets if each.from_month <= month), key=_from, default=None)

    def peers_in(self, month: date) -> PeerStatus | None:
        """Where its figure of the month lies among its peers; None where no bounds were supplied."""
        given = self.peers.get(month)
        if given is None:
            return None
        own = given.own if given.own is not None else self.series.month(month).value
        return None if own is None else peer_status(own, given.bounds)

    def is_sensitive(self, last: date, months: int) -> bool:
        """Whether one of so many months that end with `last` has a marked figure nobody cleared."""
        return not self.sensitive.isdisjoint(window(last, months))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A measure in a month. `findings` are what weighs; `exceptions` says the same in words, for either engine.

    `imported_exceptions` and `imported_trend` tell that there were too few months to work them out and that they are
    the supplier's. Without anything that could be judged, and without an imported weighting, there is none.
    """

    record: MeasureRecord
    month: date
    figures: Figures
    exceptions: str
    findings: tuple[Finding, ...]
    imported_exceptions: bool
    trend: TrendWord | None
    imported_trend: bool
    discrete: TrendWord | None
    changed: TrendWord | None
    weighting: Weighting | None
    contradiction: Contradiction | None

    @property
    def is_recorded(self) -> bool:
        """Whether anything at all is on record of the month."""
        return self.month in self.record.values or self.month in self.record.supplied

    @property
    def target(self) -> Target | None:
        """The service level in force in the month."""
        return self.record.target_in(self.month)

    @property
    def target_state(self) -> TargetState | None:
        """Whether the month's figure reaches it, a survey's of its 12 months; None without a level or a figure."""
        figure = self.figures.twelve_months if self.record.kind is MeasureType.SURVEY else self.figures.month
        if self.target is None or figure.value is None:
            return None
        return TargetState.MET if self.target.is_met_by(figure.value) else TargetState.NOT_MET

    @property
    def has_changed(self) -> bool:
        """Whether anything weighs: an exception, a trend, or a year that differs from the one before."""
        return self.weighting is not None and self.weighting.total > 0


def standings(records: Sequence[MeasureRecord], last: date, rules: MeasureRules = DEFAULTS) -> tuple[Standing, ...]:
    """How each of many measures stands in the month `last`, in their order, worked out in one go."""
    every = [record.series for record in records]
    compared = [
        _since_baseline(record, series.monthly(last, LOOKED_BACK), last)
        for record, series in zip(records, every, strict=True)
    ]
    found = exceptions_of([_numbers(months) for months in compared], rules.exceptions)
    trends = _trends(every, compared, last)
    return tuple(
        _standing(record, last, series.figures(last), exceptions, trend, rules)
        for record, series, exceptions, trend in zip(records, every, found, trends, strict=True)
    )


def judged_months(record: MeasureRecord, last: date) -> list[float | None]:
    """The months that exceptions of `last` are judged by, oldest first: those since its newest baseline.

    None: no value that may be compared.
    """
    return _numbers(_since_baseline(record, record.series.monthly(last, LOOKED_BACK), last))


def month_to_show(records: Sequence[MeasureRecord]) -> date | None:
    """The newest month that at least half of the measures have a figure of; None where none has any [ours].

    Of those with a figure in the 12 months up to the newest one. So a figure that comes before all others does not make
    a month of which nothing else is known the one that everybody looks at.
    """
    newest = max((month for record in records if (month := record.newest)), default=None)
    if newest is None:
        return None
    lately = frozenset(window(newest, YEAR))
    known = [months for record in records if (months := record.months_on_record & lately)]
    counted = Counter(month for months in known for month in months)
    return max((month for month, number in counted.items() if 2 * number >= len(known)), default=newest)


@dataclass(frozen=True, slots=True)
class _Trends:
    rolling: TrendWord | None
    discrete: TrendWord | None
    changed: TrendWord | None


def _trends(every: Sequence[Series], compared: Sequence[Sequence[Decimal | None]], last: date) -> list[_Trends]:
    years = [months[-2 * YEAR :] for months in compared]
    rolling = [
        [figure.value for figure in series.rolling(last, YEAR + 1)]
        if all(value is not None for value in months)
        else [None]
        for series, months in zip(every, years, strict=True)
    ]
    worked_out = zip(rolling_trends(years, rolling), discrete_trends(years), changes_beyond_noise(years), strict=True)
    return [_Trends(*each) for each in worked_out]


def _standing(
    record: MeasureRecord, last: date, figures: Figures, found: Exceptions, trends: _Trends, rules: MeasureRules
) -> Standing:
    given = record.given.get(last)
    if record.engine is Engine.XMR:
        words, findings, imported = _signals(record, last, found)
    else:
        words, findings, imported = found.words, found.findings, False
    if not findings and found.silence is not None and given is not None:
        # Too few months to judge; what is said is what the supplier said.
        words, findings, imported = given.words, given.findings, given.is_judged
    trend = trends.rolling if trends.rolling is not None or given is None else given.trend
    return Standing(
        record=record,
        month=last,
        figures=figures,
        exceptions=words,
        findings=findings,
        imported_exceptions=imported,
        trend=trend,
        imported_trend=trends.rolling is None and trend is not None,
        discrete=trends.discrete,
        changed=trends.changed,
        weighting=_weighting(findings, given, trend, trends, rules.points),
        contradiction=contradiction(trend, figures.year_on_year.sign),
    )


def _weighting(
    findings: tuple[Finding, ...], given: Given | None, trend: TrendWord | None, trends: _Trends, points: Points
) -> Weighting | None:
    printed = None if given is None else given.weighting
    known = (trend, trends.discrete, trends.changed)
    if printed is None and not findings and not any(known):
        return None
    base = base_of(trend, trends.discrete, change=bool(trends.changed and trends.changed.sign), points=points)
    left = None if printed is None or given is None else imported_base(printed, given.findings)
    return weighting(findings, base, imported_base=left, points=points)


def _signals(record: MeasureRecord, last: date, found: Exceptions) -> tuple[str, tuple[Finding, ...], bool]:
    """What the control chart says of the month, in its words, and the rules that weigh as much."""
    months = record.months_to(last, LOOKED_BACK)
    chart = control_chart([(month, _number(value)) for month, value in months], record.baselines)
    if not chart.points or chart.points[-1].month != last:
        return found.words, (), False
    point = chart.points[-1]
    if chart.phases[-1].is_short and not point.signals:
        return chart.phases[-1].warning, (), False
    return point.words, _as_findings(point.signals), False


def _as_findings(signals: Sequence[Signalled]) -> tuple[Finding, ...]:
    """Each signal as the exception it weighs as much as; two that weigh as the same one count once [ours]."""
    held = {_AS_RULE[each.signal]: Finding(_AS_RULE[each.signal], each.direction) for each in signals}
    return tuple(held[rule] for rule in Rule if rule in held)


def _since_baseline(record: MeasureRecord, months: Sequence[Decimal | None], last: date) -> Sequence[Decimal | None]:
    """The months from the newest baseline on; those before it count as without a value, for exceptions and trends."""
    start = max((month for month in record.baselines if month <= last), default=None)
    if start is None:
        return months
    first = months_on(last, 1 - len(months))
    return [value if months_on(first, place) >= start else None for place, value in enumerate(months)]


def _numbers(months: Sequence[Decimal | None]) -> list[float | None]:
    return [_number(value) for value in months]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _from(target: Target) -> date:
    return target.from_month
