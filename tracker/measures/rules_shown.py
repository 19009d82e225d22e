"""What a page shows of a measure as a word with a shape, or in a sentence: exceptions, peers, how months combine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from tracker.documents.blocks import Shape, Status, Tone
from tracker.enums import StatusEnum
from tracker.measures.rules import MeasureType, PeerStatus, Polarity
from tracker.measures.rules_charts import tone_of
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_standing import DEFAULTS, MeasureRecord, MeasureRules, Standing, standings

COMBINES: Final[Mapping[MeasureType, str]] = MappingProxyType(
    {
        MeasureType.COUNT: "The 3 and the 12 months are the sums of their months. "
        "The year-on-year change is in % of the 12 months before.",
        MeasureType.RATE: "The 3 and the 12 months are all their numerators over all their denominators, never the "
        "mean of the months’ rates. The year-on-year change is the difference of the two rates.",
        MeasureType.MEAN_TIME: "The 3 and the 12 months are all the time over all the cases, never the mean of the "
        "months’ means. The year-on-year change is the difference of the two, with its sign.",
        MeasureType.MEDIAN: "A median cannot be worked out from the medians of months: the 3 and the 12 months are "
        "those that came with the figures. The year-on-year change is the difference, with its sign.",
        MeasureType.STOCK: "The 3 and the 12 months are the means of their month-ends. "
        "The year-on-year change is in % of the 12 months before.",
        MeasureType.SUPPLIED_RATE: "Rates without their parts are never put together: the 3 and the 12 months are "
        "those that came with the figures. The year-on-year change is in % points.",
        MeasureType.SURVEY: "Each figure is of the 12 months that end with the month, so there is none of the month or "
        "of 3 months. One is called higher or lower than another only where the two intervals, ±, do not overlap.",
    }
)
"""How the months of each type combine, in words (RULES 4)."""


class Against(StatusEnum):
    """Whether standing apart from the peers is good."""

    BETTER = "better", "Better than Peers", Shape.TICK, Tone.GOOD
    WORSE = "worse", "Worse than Peers", Shape.DIAMOND, Tone.BAD


_ABOVE: Final = MappingProxyType({Polarity.HIGHER: Against.BETTER, Polarity.LOWER: Against.WORSE})
_BELOW: Final = MappingProxyType({Polarity.HIGHER: Against.WORSE, Polarity.LOWER: Against.BETTER})


def against_peers(status: PeerStatus | None, polarity: Polarity) -> Against | None:
    """Better or worse; None inside the range of the peers, or where neither way is better."""
    if status is PeerStatus.GREATER:
        return _ABOVE.get(polarity)
    return _BELOW.get(polarity) if status is PeerStatus.LESS else None


def exceptions_shown(standing: Standing) -> Status | None:
    """The exceptions with an arrow: up for high, down for low, a diamond for both; None where nothing was found."""
    directions = {found.direction for found in standing.findings}
    if not directions:
        return None
    if len(directions) > 1:
        return Status(standing.exceptions, Shape.DIAMOND, Tone.CAUTION)
    direction = directions.pop()
    shape = Shape.ARROW_UP if direction is Direction.HIGH else Shape.ARROW_DOWN
    return Status(standing.exceptions, shape, tone_of(direction, standing.record.polarity))


def newest_standings(records: Sequence[MeasureRecord], rules: MeasureRules = DEFAULTS) -> tuple[Standing | None, ...]:
    """How each measure stands in its own newest month, in their order; None where nothing is on record of it."""
    by_month: dict[date, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        if record.newest is not None:
            by_month[record.newest].append(place)
    found: list[Standing | None] = [None] * len(records)
    for month, places in by_month.items():
        worked_out = standings([records[place] for place in places], month, rules)
        for place, standing in zip(places, worked_out, strict=True):
            found[place] = standing
    return tuple(found)
