"""What a dashboard report says, frozen: every measure month by month, what is out of the ordinary, and its context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.measures.rules import PeerStatus, TrendWord
from tracker.reports.snapshots import STRICT, OfficeFacts, QuarterFacts, canonical, hash_of, read_as
from tracker.reports.snapshots_measures import MeasureBasis, MeasureRow

SCHEMA: Final = 2
"""Nothing was ever stored of schema 1, with trend lines that a dashboard does not draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardRow:
    """A measure over twelve months. `measure` is how it stands in the last one, its 3 months are the quarter.

    `months` are the words of the cells, `values` the same as numbers; None where there is none, or it is withheld.
    `counted_in` names the unit where the cells leave it out. `trend` is that of the twelve months themselves.
    """

    measure: MeasureRow
    counted_in: str | None
    months: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    quarter: str
    year: str
    has_no_data: bool
    trend: TrendWord | None
    peers: PeerStatus | None
    peers_basis: str | None
    context: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardSection:
    """The measures of one priority."""

    plan_code: str
    plan_title: str
    number: int
    title: str
    rows: tuple[DashboardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardSnapshot:
    """Every measure of a quarter as at a day. `months` are the first days of the twelve that end with the quarter."""

    __pydantic_config__ = STRICT

    schema: Literal[2] = SCHEMA
    report: Literal["dashboard"] = "dashboard"
    as_at: date
    quarter: QuarterFacts
    office: OfficeFacts
    months: tuple[date, ...]
    sections: tuple[DashboardSection, ...]
    basis: MeasureBasis

    @property
    def rows(self) -> tuple[DashboardRow, ...]:
        """Every measure, in printed order."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def withheld(self) -> tuple[DashboardRow, ...]:
        """The measures with a figure marked OFFICIAL SENSITIVE that nobody has cleared: they block publication."""
        return tuple(row for row in self.rows if row.measure.withheld)

    def to_json(self) -> bytes:
        """Canonical, as a highlight report's."""
        return canonical(_ADAPTER, self)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hash_of(self.to_json())

    @classmethod
    def from_json(cls, text: bytes) -> DashboardSnapshot:
        """The snapshot `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_ADAPTER, text)


_ADAPTER: Final = TypeAdapter(DashboardSnapshot)
