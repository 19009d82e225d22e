"""What happened to measures between two reports; that newer months have newer figures is said once for each group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.measures.rules import long_month, window
from tracker.measures.rules_rows import WITHHELD
from tracker.measures.rules_words import value_words
from tracker.reports.rules_compare_places import Changes, Pair, Place, by_place, pairs
from tracker.reports.rules_compare_types import Change, ChangeKind
from tracker.reports.snapshots import HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_measures import MeasurePage, MeasureRow, TrendLine


@dataclass(frozen=True, slots=True)
class _Grouped:
    """A measure and the group it stands in."""

    group: str
    month: date | None
    row: MeasureRow


def measure_changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Changes:
    """By priority: measures that came and went group by group, then each measure's own changes."""
    return by_place(_changes(previous, current))


def _changes(previous: HighlightSnapshot, current: HighlightSnapshot) -> Iterator[tuple[Place, Change]]:
    found = tuple(pairs(previous, current, _grouped, lambda each: each.row.code))
    for page in pairs(previous, current, lambda part: part.measures, lambda page: page.group):
        yield from ((page.place, change) for change in _month(page))
    yield from _came(found)
    for pair in found:
        if pair.now is not None and pair.before is not None:
            for change in _measure(pair.before[1], pair.now[1]):
                yield pair.place, change
    yield from _went(found)


def _grouped(part: PrioritySection) -> tuple[_Grouped, ...]:
    return tuple(_Grouped(page.group, page.month, row) for page in part.measures for row in page.rows)


def _month(page: Pair[MeasurePage]) -> Iterator[Change]:
    if page.before is None or page.now is None:
        return
    group, then, now = page.now[1].group, page.before[1].month, page.now[1].month
    if then is not None and now is not None and then != now:
        before, after = long_month(then), long_month(now)
        words = f"figures are of {after}; the previous report’s were of {before}."
        yield Change(kind=ChangeKind.MONTH, subject=group, name=group, said=words, before=before, after=after)


def _came(found: tuple[Pair[_Grouped], ...]) -> Iterator[tuple[Place, Change]]:
    return _together((pair.now for pair in found if pair.now and pair.before is None), ChangeKind.MEASURE_ADDED)


def _went(found: tuple[Pair[_Grouped], ...]) -> Iterator[tuple[Place, Change]]:
    return _together((pair.before for pair in found if pair.before and pair.now is None), ChangeKind.MEASURE_DROPPED)


def _together(rows: Iterator[tuple[Place, _Grouped]], kind: ChangeKind) -> Iterator[tuple[Place, Change]]:
    """One sentence for the measures of a group."""
    groups: dict[tuple[Place, str], list[str]] = {}
    for place, each in rows:
        groups.setdefault((place, each.group), []).append(each.row.name)
    for (place, group), names in groups.items():
        yield (
            place,
            Change(kind=kind, subject=group, name=group, said=f"{kind.label}: {'; '.join(names)}.", counts=len(names)),
        )


def _change(
    kind: ChangeKind, row: MeasureRow, words: str, before: str | None = None, after: str | None = None
) -> Change:
    return Change(kind=kind, subject=row.code, name=row.name, said=words, before=before, after=after)


def _measure(before: _Grouped, after: _Grouped) -> Iterator[Change]:
    then, now = before.row, after.row
    if now.withheld and not then.withheld:
        months = ", ".join(long_month(month) for month in now.withheld)
        yield _change(ChangeKind.MEASURE_WITHHELD, now, f"figures are newly withheld: {months}.")
    elif then.withheld and not now.withheld:
        yield _change(ChangeKind.MEASURE_RELEASED, now, "figures are no longer withheld.")
    yield from _exceptions(then, now)
    yield from _weighting(then, now)
    if then.trend is not None and now.trend is not None and then.trend is not now.trend:
        words = f"rolling trend turned from {then.trend_words} to {now.trend_words}."
        yield _change(ChangeKind.TREND, now, words, then.trend_words, now.trend_words)
    revised = tuple(_revised(before, after))
    if revised:
        yield _change(ChangeKind.REVISED, now, f"earlier figures were revised: {'; '.join(revised)}.")
    if now.name != then.name:
        yield _change(ChangeKind.MEASURE_RENAMED, now, f"renamed, it was “{then.name}”.", then.name, now.name)


def _exceptions(then: MeasureRow, now: MeasureRow) -> Iterator[Change]:
    if WITHHELD in (then.exceptions, now.exceptions):
        return
    if now.exceptions_directions and not then.exceptions_directions:
        words = f"newly exceptional: {now.exceptions}."
        yield _change(ChangeKind.EXCEPTION, now, words, then.exceptions, now.exceptions)
    elif then.exceptions_directions and not now.exceptions_directions:
        words = f"no longer exceptional; it was {then.exceptions}."
        yield _change(ChangeKind.EXCEPTION_OVER, now, words, then.exceptions, now.exceptions)
    elif now.exceptions_directions and now.exceptions != then.exceptions:
        words = f"exceptions changed from {then.exceptions} to {now.exceptions}."
        yield _change(ChangeKind.EXCEPTION_CHANGED, now, words, then.exceptions, now.exceptions)


def _weighting(then: MeasureRow, now: MeasureRow) -> Iterator[Change]:
    """A weighting that is withheld or not recorded is no number and is compared with nothing."""
    if not (then.weighting.isdecimal() and now.weighting.isdecimal()):
        return
    before, after = int(then.weighting), int(now.weighting)
    if before != after:
        kind = ChangeKind.WEIGHT_UP if after > before else ChangeKind.WEIGHT_DOWN
        words = f"weighting {'up' if after > before else 'down'} from {before} to {after}."
        yield _change(kind, now, words, then.weighting, now.weighting)


def _revised(before: _Grouped, after: _Grouped) -> Iterator[str]:
    """ "June 2023 from 100 to 102": months both lines hold, and the windows of the same month."""
    then, now = before.row, after.row
    old, new = _months_of(then.trend_line), _months_of(now.trend_line)
    for month, value in new.items():
        if month in old and old[month] != value and then.unit is now.unit:
            yield f"{long_month(month)} from {value_words(old[month], now.unit)} to {value_words(value, now.unit)}"
    if after.month is None or before.month != after.month:
        return
    windows = (
        (long_month(after.month), then.month, now.month, after.month in old and after.month in new),
        ("3 months", then.three_months, now.three_months, False),
        ("12 months", then.twelve_months, now.twelve_months, False),
        ("year on year", then.year_on_year, now.year_on_year, False),
    )
    for name, was, has, told in windows:
        if was != has and not told and WITHHELD not in (was, has):
            yield f"{name} from {was} to {has}"


def _months_of(line: TrendLine | None) -> dict[date, Decimal]:
    if line is None:
        return {}
    months = window(line.last, len(line.values))
    return {month: value for month, value in zip(months, line.values, strict=True) if value is not None}
