"""A measure against its peers in a month, as tables print it and in a sentence (RULES 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from tracker.measures.rules import PeerStatus, Unit, long_month
from tracker.measures.rules_shown import Against, against_peers
from tracker.measures.rules_standing import MeasureRecord
from tracker.measures.rules_words import NONE_RECORDED, value_words

_LIES: Final[Mapping[PeerStatus, str]] = MappingProxyType(
    {
        PeerStatus.GREATER: "above their upper bound, {upper}",
        PeerStatus.IN_LINE_ABOVE: "between their average, {average}, and their upper bound, {upper}",
        PeerStatus.IN_LINE_BELOW: "between their lower bound, {lower}, and their average, {average}",
        PeerStatus.LESS: "below their lower bound, {lower}",
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an analyst says instead of what the bounds say, and on what basis."""

    status: PeerStatus
    basis: str


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One month of it. `status` is what counts: the analyst's where one said otherwise (`said`), else the bounds'.

    None where there is no figure of its own to compare.
    """

    month: date
    group: str
    own: str
    lower: str
    average: str
    upper: str
    status: PeerStatus | None
    against: Against | None
    said: Said | None

    @property
    def words(self) -> str:
        """What the row says, in a sentence."""
        if self.said is not None:
            return f"In {long_month(self.month)} an analyst says: {self.said.status.label}. Basis: {self.said.basis}."
        if self.status is None:
            return f"For {long_month(self.month)} there is no figure of its own to compare with {self.group}."
        lies = _LIES[self.status].format(lower=self.lower, average=self.average, upper=self.upper)
        better = f": {self.against.label.lower()}" if self.against else ""
        return f"In {long_month(self.month)} it stood at {self.own}, against {self.group} {lies}{better}."


def peer_row(record: MeasureRecord, month: date, said: Said | None = None) -> PeerRow | None:
    """None where no bounds were supplied for the month."""
    given = record.peers.get(month)
    if given is None:
        return None
    own = given.own if given.own is not None else record.series.month(month).value
    # What was supplied to compare may be counted in anything, such as crimes per 1,000 people.
    unit = Unit.COUNT if given.own is not None else record.unit
    status = said.status if said else record.peers_in(month)
    return PeerRow(
        month=month,
        group=given.group,
        own=NONE_RECORDED if own is None else compared_words(own, unit),
        lower=compared_words(given.bounds.lower, unit),
        average=compared_words(given.bounds.average, unit),
        upper=compared_words(given.bounds.upper, unit),
        status=status,
        against=against_peers(status, record.polarity),
        said=said,
    )


def peer_rows(record: MeasureRecord, last: date, months: int, said: Mapping[date, Said]) -> tuple[PeerRow, ...]:
    """The newest so many months up to `last` that have bounds, newest first. `said` by month."""
    newest = sorted((month for month in record.peers if month <= last), reverse=True)[:months]
    rows = (peer_row(record, month, said.get(month)) for month in newest)
    return tuple(row for row in rows if row is not None)


def compared_words(value: Decimal, unit: Unit) -> str:
    """A figure in its unit; a number with whatever decimals it has."""
    return plain_number(value) if unit is Unit.COUNT else value_words(value, unit)


def plain_number(value: Decimal) -> str:
    """ "10,717", "620.5": as exactly as it is stored."""
    return f"{value:,f}"
