"""What is odd about the measures of a report, for those who make it; a report never prints it (RULES 5 and 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tracker.measures.rules import Marking, long_month
from tracker.measures.rules_trend import contradiction
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_measures import MeasureRow


@dataclass(frozen=True, slots=True)
class MeasureWarning:
    """A sentence about a measure of a group. `blocks`: the report cannot be published before it is dealt with."""

    group: str
    code: str
    name: str
    words: str
    blocks: bool


def measure_warnings(snapshot: HighlightSnapshot) -> tuple[MeasureWarning, ...]:
    """Marked figures nobody has cleared, and trends that contradict the change beside them; in printed order."""
    return tuple(
        MeasureWarning(page.group, row.code, row.name, words, blocks)
        for part in snapshot.priorities
        for page in part.measures
        for row in page.rows
        for words, blocks in warnings_of(row)
    )


def warnings_of(row: MeasureRow) -> Iterator[tuple[str, bool]]:
    """What is wrong with the figures of a measure, in words, and whether it keeps the report from the public."""
    if row.withheld:
        months = ", ".join(long_month(month) for month in row.withheld)
        yield (
            f"Figures are marked {Marking.OFFICIAL_SENSITIVE.label} and not cleared: {months}. They are withheld, and "
            "the report cannot be published until they are cleared or replaced.",
            True,
        )
    found = contradiction(row.trend, _sign(row.figures.year_on_year))
    if found is not None:
        yield found.words, False


def _sign(change: Decimal | None) -> int | None:
    return None if change is None else (change > 0) - (change < 0)
